using System.Collections.Concurrent;
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

    // Names that flights ask for again and again: those of an archipelago, not of the world.
    private const int MostNames = 1 << 16;
    private static readonly ConcurrentDictionary<(int North, int East), string> Names = new();

    /// <summary>One claim for each cell and time in which volumes are in it: a band and a while that hold them all. In the order of the cells.</summary>
    /// <param name="volumes">None longer than 5 km, and nearer to the poles than 60 degrees none.</param>
    public static IReadOnlyList<Claim> Cover(IReadOnlyList<SweptCorridor> volumes) => Cover(volumes, CellsOf(volumes));

    /// <summary>The same where the cells are known.</summary>
    /// <param name="volumes">As above.</param>
    /// <param name="cells">Of the same volumes.</param>
    internal static IReadOnlyList<Claim> Cover(IReadOnlyList<SweptCorridor> volumes, IReadOnlyList<AirspaceCell> cells)
    {
        var bands = new AltitudeCells[volumes.Count];
        for (var i = 0; i < bands.Length; i++)
        {
            bands[i] = AltitudeCells.Around(volumes[i].Low, volumes[i].High);
        }

        var claims = new List<Claim>(cells.Count);
        var stays = new List<(TimeWindow When, AltitudeCells Band)>();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            stays.Add((volumes[cell.Volume].When, bands[cell.Volume]));
            if (i + 1 == cells.Count || (cells[i + 1].North, cells[i + 1].East) != (cell.North, cell.East))
            {
                AddMerged(claims, NameOf((cell.North, cell.East)), stays);
                stays.Clear();
            }
        }

        return claims;
    }

    /// <summary>Every cell that volumes may touch, by cell, then by volume.</summary>
    internal static IReadOnlyList<AirspaceCell> CellsOf(IReadOnlyList<SweptCorridor> volumes) =>
        CellsOf([.. volumes.Select(volume => (volume.From, volume.To, volume.HalfWidth))]);

    /// <summary>The same of lines and how far to their sides they reach.</summary>
    internal static IReadOnlyList<AirspaceCell> CellsOf(IReadOnlyList<(LatLon From, LatLon To, Length HalfWidth)> lines)
    {
        var cells = new List<AirspaceCell>();
        for (var line = 0; line < lines.Count; line++)
        {
            var ((from, to, halfWidth), first) = (lines[line], cells.Count);
            var steps = Math.Max(1, (int)Math.Ceiling(from.DistanceTo(to).Metres / StepMetres));
            for (var i = 0; i < steps; i++)
            {
                var (start, end) = (Between(from, to, (double)i / steps), Between(from, to, (i + 1.0) / steps));
                AddBox(cells, first, line, start, end, halfWidth.Metres + StraightnessMetres);
            }
        }

        cells.Sort();
        return cells;
    }

    /// <summary>The resource name of a cell.</summary>
    public static string NameOf((int North, int East) cell)
    {
        if (Names.TryGetValue(cell, out var known))
        {
            return known;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"airspace/cells/{cell.North}_{cell.East}");
        if (Names.Count < MostNames)
        {
            Names[cell] = name;
        }

        return name;
    }

    /// <summary>The middle of a cell.</summary>
    /// <param name="resource">Its resource name.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static LatLon MiddleOf(string resource)
    {
        var numbers = resource[(resource.LastIndexOf('/') + 1)..].Split('_');
        double Middle(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 0.5) / CellsPerDegree;
        return new LatLon(Middle(numbers[0]), Middle(numbers[^1]));
    }

    /// <summary>Adds what of a box is not among the cells of its volume yet.</summary>
    private static void AddBox(List<AirspaceCell> cells, int first, int volume, (double North, double East) one, (double North, double East) other, double metres)
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
                var cell = new AirspaceCell(n, e, volume);
                if (cells.IndexOf(cell, first) < 0)
                {
                    cells.Add(cell);
                }
            }
        }
    }

    private static int CellAt(double degrees) => (int)Math.Floor(degrees * CellsPerDegree);

    private static (double North, double East) Between(LatLon from, LatLon to, double share) => (
        from.LatitudeDegrees + (share * (to.LatitudeDegrees - from.LatitudeDegrees)),
        from.LongitudeDegrees + (share * (to.LongitudeDegrees - from.LongitudeDegrees)));

    /// <summary>Stays of one flight in one cell; those that overlap in time are one, since claims on one thing never overlap, a flight's own among them.</summary>
    private static void AddMerged(List<Claim> claims, string cell, List<(TimeWindow When, AltitudeCells Band)> stays)
    {
        stays.Sort(static (one, other) => one.When.Start.CompareTo(other.When.Start));
        var merged = stays[0];
        for (var i = 1; i < stays.Count; i++)
        {
            var (when, band) = stays[i];
            if (when.Start < merged.When.End)
            {
                merged = (new TimeWindow(merged.When.Start, when.End > merged.When.End ? when.End : merged.When.End), merged.Band.And(band));
            }
            else
            {
                Add(merged);
                merged = (when, band);
            }
        }

        Add(merged);

        void Add((TimeWindow When, AltitudeCells Band) stay) => claims.Add(new Claim(ClaimKind.Airspace, cell, stay.When) { Band = stay.Band });
    }
}

/// <summary>A cell of the airspace that a volume may touch.</summary>
/// <param name="North">Hundredths of a degree of latitude, rounded down.</param>
/// <param name="East">Hundredths of a degree of longitude, rounded down.</param>
/// <param name="Volume">Number of the volume.</param>
internal readonly record struct AirspaceCell(int North, int East, int Volume) : IComparable<AirspaceCell>
{
    public int CompareTo(AirspaceCell other) =>
        North != other.North ? North.CompareTo(other.North) : East != other.East ? East.CompareTo(other.East) : Volume.CompareTo(other.Volume);
}
