using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Geodesy.Formats;

/// <summary>Reads <c>data/geodesy/geoid.json</c>, strict: every point of a rectangle once.</summary>
public static class GeoidFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static GeoidGrid Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        _ = root.Text("licence");
        _ = root.OneOf("status", SourceStatusWords.All);
        _ = root.Text("source");
        var accuracy = Length.FromMetres(numbers.Number("accuracyM", "m", 0, 20));
        var step = root.Number("stepDeg", 0.01, 10);
        var points = root.Children("points").Select(ReadPoint).ToList();
        root.Close();
        if (points.Count == 0)
        {
            throw root.Trouble("points", "has no points; expected every point of a rectangle");
        }

        var (south, west) = (points.Min(point => point.Latitude), points.Min(point => point.Longitude));
        int Index(double degrees, double from) => (int)Math.Round((degrees - from) / step);
        var rows = Index(points.Max(point => point.Latitude), south) + 1;
        var columns = Index(points.Max(point => point.Longitude), west) + 1;
        if (rows < 2 || columns < 2 || points.Count != (long)rows * columns)
        {
            throw root.Trouble("points", $"has {points.Count}; expected the {rows} times {columns} of its rectangle, two rows and columns at least");
        }

        var metres = new double[rows, columns];
        var seen = new HashSet<(int, int)>();
        foreach (var point in points)
        {
            var place = (Row: Index(point.Latitude, south), Column: Index(point.Longitude, west));
            if (!seen.Add(place) || !(Math.Abs(south + (place.Row * step) - point.Latitude) < 1e-9) || !(Math.Abs(west + (place.Column * step) - point.Longitude) < 1e-9))
            {
                throw root.Trouble("points", FormattableString.Invariant($"has {point.Latitude:R}, {point.Longitude:R} twice or off the grid of {step:R} degrees; expected every point once"));
            }

            metres[place.Row, place.Column] = point.Metres;
        }

        return new GeoidGrid(south, west, step, metres, accuracy);
    }

    private static (double Latitude, double Longitude, double Metres) ReadPoint(DataObject record)
    {
        // From the deepest and the highest of the whole earth, some metres on.
        var point = (record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180), record.Number("heightM", -120, 100));
        record.Close();
        return point;
    }
}
