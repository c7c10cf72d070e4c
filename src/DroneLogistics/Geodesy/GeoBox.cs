namespace DroneLogistics.Geodesy;

/// <summary>What lies between two parallels and two meridians, degrees WGS 84, borders included. It never crosses the antimeridian.</summary>
public readonly record struct GeoBox
{
    /// <exception cref="ArgumentException">South of the south, west of the west, or outside of the globe (a programmer's error).</exception>
    public GeoBox(double southDegrees, double westDegrees, double northDegrees, double eastDegrees)
    {
        SouthWest = new LatLon(southDegrees, westDegrees);
        NorthEast = new LatLon(northDegrees, eastDegrees);
        if (!(southDegrees <= northDegrees && westDegrees <= eastDegrees))
        {
            throw new ArgumentException($"A box goes from south-west to north-east; got ({southDegrees:R}, {westDegrees:R}) to ({northDegrees:R}, {eastDegrees:R}).", nameof(northDegrees));
        }
    }

    public LatLon SouthWest { get; }

    public LatLon NorthEast { get; }

    public bool Contains(double latitudeDegrees, double longitudeDegrees) =>
        latitudeDegrees >= SouthWest.LatitudeDegrees && latitudeDegrees <= NorthEast.LatitudeDegrees
        && longitudeDegrees >= SouthWest.LongitudeDegrees && longitudeDegrees <= NorthEast.LongitudeDegrees;

    /// <summary>Whether the boxes have a point in common; borders count.</summary>
    public bool Touches(GeoBox other) =>
        SouthWest.LatitudeDegrees <= other.NorthEast.LatitudeDegrees && other.SouthWest.LatitudeDegrees <= NorthEast.LatitudeDegrees
        && SouthWest.LongitudeDegrees <= other.NorthEast.LongitudeDegrees && other.SouthWest.LongitudeDegrees <= NorthEast.LongitudeDegrees;

    /// <summary>The least box round points; there must be one.</summary>
    public static GeoBox Around(IEnumerable<LatLon> points)
    {
        var (south, west, north, east) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var point in points)
        {
            south = Math.Min(south, point.LatitudeDegrees);
            west = Math.Min(west, point.LongitudeDegrees);
            north = Math.Max(north, point.LatitudeDegrees);
            east = Math.Max(east, point.LongitudeDegrees);
        }

        return south <= north ? new GeoBox(south, west, north, east) : throw new InvalidOperationException("A box round points has at least one.");
    }

    /// <summary>The corners, and the middle.</summary>
    public IReadOnlyList<LatLon> Corners =>
    [
        SouthWest,
        new LatLon(SouthWest.LatitudeDegrees, NorthEast.LongitudeDegrees),
        NorthEast,
        new LatLon(NorthEast.LatitudeDegrees, SouthWest.LongitudeDegrees),
        new LatLon((SouthWest.LatitudeDegrees + NorthEast.LatitudeDegrees) / 2, (SouthWest.LongitudeDegrees + NorthEast.LongitudeDegrees) / 2),
    ];
}
