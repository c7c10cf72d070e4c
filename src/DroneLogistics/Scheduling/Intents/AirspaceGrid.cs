using System.Globalization;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>
/// The grid over the airspace by which the database keeps flights apart: cells of a hundredth of a degree, 1.1 km from south to north and about
/// 1 km from west to east here. Two volumes that have a point at an instant in common have a cell in common at a common height and time.
/// </summary>
/// <remarks>The size belongs to the names of the cells, which are stored: claims by another size would not see these.</remarks>
public static class AirspaceGrid
{
    private const int CellsPerDegree = 100;

    // The shortest degrees of the WGS 84 ellipsoid, so that a width in degrees is never too small.
    private const double MetresPerDegreeOfLatitude = 110_574;
    private const double MetresPerDegreeOfLongitudeAtEquator = 111_319;

    // A geodesic of 5 km leaves the straight line in degrees by less than this up to 60 degrees north.
    private const double StraightnessMetres = 1;

    // A slanting piece is covered in steps of this length, each by the box round it.
    private const double StepMetres = 200;

    /// <summary>One claim for each cell and time in which volumes are in it: a band and a while that hold them all. In the order of the cells.</summary>
    /// <param name="volumes">None longer than 5 km, and nearer to the poles than 60 degrees none.</param>
    public static IReadOnlyList<Claim> Cover(IReadOnlyList<SweptCorridor> volumes)
    {
        var held = new SortedDictionary<(int North, int East), List<(TimeWindow When, AltitudeCells Band)>>();
        foreach (var volume in volumes)
        {
            var band = AltitudeCells.Around(volume.Low, volume.High);
            foreach (var cell in CellsOf(volume))
            {
                (held.TryGetValue(cell, out var there) ? there : held[cell] = []).Add((volume.When, band));
            }
        }

        return [.. held.SelectMany(cell => Merged(cell.Value).Select(one => new Claim(ClaimKind.Airspace, NameOf(cell.Key), one.When) { Band = one.Band }))];
    }

    /// <summary>Every cell that a volume may touch.</summary>
    public static IReadOnlySet<(int North, int East)> CellsOf(SweptCorridor volume)
    {
        var cells = new HashSet<(int, int)>();
        var (from, to) = (volume.From, volume.To);
        var steps = Math.Max(1, (int)Math.Ceiling(from.DistanceTo(to).Metres / StepMetres));
        for (var i = 0; i < steps; i++)
        {
            var (start, end) = (Between(from, to, (double)i / steps), Between(from, to, (i + 1.0) / steps));
            AddBox(cells, start, end, volume.HalfWidth.Metres + StraightnessMetres);
        }

        return cells;
    }

    /// <summary>The resource name of a cell.</summary>
    public static string NameOf((int North, int East) cell) => string.Create(CultureInfo.InvariantCulture, $"airspace/cells/{cell.North}_{cell.East}");

    /// <summary>The middle of a cell.</summary>
    /// <param name="resource">Its resource name.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static LatLon MiddleOf(string resource)
    {
        var numbers = resource[(resource.LastIndexOf('/') + 1)..].Split('_');
        double Middle(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 0.5) / CellsPerDegree;
        return new LatLon(Middle(numbers[0]), Middle(numbers[^1]));
    }

    private static void AddBox(HashSet<(int, int)> cells, (double North, double East) one, (double North, double East) other, double metres)
    {
        var up = metres / MetresPerDegreeOfLatitude;
        var farthest = Math.Max(Math.Abs(one.North), Math.Abs(other.North)) + up;
        var aside = metres / (MetresPerDegreeOfLongitudeAtEquator * Math.Cos(double.DegreesToRadians(farthest)));
        var (south, north) = (CellAt(Math.Min(one.North, other.North) - up), CellAt(Math.Max(one.North, other.North) + up));
        var (west, east) = (CellAt(Math.Min(one.East, other.East) - aside), CellAt(Math.Max(one.East, other.East) + aside));
        for (var n = south; n <= north; n++)
        {
            for (var e = west; e <= east; e++)
            {
                cells.Add((n, e));
            }
        }
    }

    private static int CellAt(double degrees) => (int)Math.Floor(degrees * CellsPerDegree);

    private static (double North, double East) Between(LatLon from, LatLon to, double share) => (
        from.LatitudeDegrees + (share * (to.LatitudeDegrees - from.LatitudeDegrees)),
        from.LongitudeDegrees + (share * (to.LongitudeDegrees - from.LongitudeDegrees)));

    /// <summary>Stays of one flight in one cell; those that overlap in time are one, since claims on one thing never overlap, a flight's own among them.</summary>
    private static IEnumerable<(TimeWindow When, AltitudeCells Band)> Merged(List<(TimeWindow When, AltitudeCells Band)> stays)
    {
        stays.Sort((one, other) => one.When.Start.CompareTo(other.When.Start));
        var merged = stays[0];
        foreach (var (when, band) in stays.Skip(1))
        {
            if (when.Start < merged.When.End)
            {
                merged = (new TimeWindow(merged.When.Start, when.End > merged.When.End ? when.End : merged.When.End), merged.Band.And(band));
            }
            else
            {
                yield return merged;
                merged = (when, band);
            }
        }

        yield return merged;
    }
}
