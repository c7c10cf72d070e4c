using System.Globalization;
using DroneLogistics.Geodesy;
using DroneLogistics.Tests.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

/// <summary>Our geodesics against lines of GeodTest (C. F. F. Karney), computed by their author in high precision.</summary>
public sealed class GeodesicLinesTests
{
    private const string FileName = "geodtest_50.csv";
    private const double ToleranceMetres = 1e-6;

    [Test]
    public void Every_published_distance_is_met_within_a_micrometre()
    {
        var lines = ReadLines();

        using (Assert.EnterMultipleScope())
        {
            foreach (var line in lines)
            {
                var ours = Geodesic.Inverse(line.Latitude1, line.Longitude1, line.Latitude2, line.Longitude2);
                var back = Geodesic.Inverse(line.Latitude2, line.Longitude2, line.Latitude1, line.Longitude1);
                Assert.That(ours.DistanceMetres, Is.EqualTo(line.Metres).Within(ToleranceMetres), line.Where);
                Assert.That(back.DistanceMetres, Is.EqualTo(line.Metres).Within(ToleranceMetres), line.Where);
            }
        }
    }

    [Test]
    public void Every_published_line_followed_from_either_end_lands_within_a_micrometre_of_the_other()
    {
        var lines = ReadLines();

        using (Assert.EnterMultipleScope())
        {
            foreach (var line in lines)
            {
                var end = Geodesic.Direct(line.Latitude1, line.Longitude1, line.Azimuth1, line.Metres);
                var start = Geodesic.Direct(line.Latitude2, line.Longitude2, line.Azimuth2, -line.Metres);
                Assert.That(
                    EarthCentred.SeparationMetres(end.LatitudeDegrees, end.LongitudeDegrees, line.Latitude2, line.Longitude2),
                    Is.LessThanOrEqualTo(ToleranceMetres),
                    line.Where);
                Assert.That(
                    EarthCentred.SeparationMetres(start.LatitudeDegrees, start.LongitudeDegrees, line.Latitude1, line.Longitude1),
                    Is.LessThanOrEqualTo(ToleranceMetres),
                    line.Where);
            }
        }
    }

    private static List<PublishedLine> ReadLines()
    {
        var rows = ValidationFolder.Lines(FileName);
        var columns = rows[0].Split(',');
        var lines = rows
            .Skip(1)
            .Select((row, index) => (Cells: row.Split(','), Number: index + 2))
            .Where(row => row.Cells.Length == columns.Length)
            .Select(row => PublishedLine.Parse(columns, row.Cells, $"{FileName} line {row.Number}"))
            .ToList();
        Assert.That(lines, Has.Count.EqualTo(rows.Skip(1).Count(row => row.Trim().Length > 0)).And.Count.Positive, "lines read whole");
        return lines;
    }

    private sealed record PublishedLine(
        double Latitude1, double Longitude1, double Azimuth1, double Latitude2, double Longitude2, double Azimuth2, double Metres, string Where)
    {
        public static PublishedLine Parse(string[] columns, string[] cells, string where)
        {
            return new PublishedLine(Cell("lat1"), Cell("lon1"), Cell("azi1"), Cell("lat2"), Cell("lon2"), Cell("azi2"), Cell("s12"), where);

            double Cell(string column) => double.Parse(cells[Array.IndexOf(columns, column)], NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}
