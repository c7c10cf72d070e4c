namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// The plane drawn out along one direction. In a uniform wind w a flight at airspeed V takes
/// (sqrt((d·w)² + |d|²(V² − w²)) − d·w) / (V² − w²) for a displacement d. What is taken off adds up to the same for every way between two
/// points, so the quickest way is the one whose sum of roots is least; and the root is a Euclidean length where lengths along the wind are
/// drawn out by V / sqrt(V² − w²). Shortest ways of the stretched plane are therefore the quickest in the wind, exactly.
/// </summary>
/// <param name="EastEast">x of the stretched plane from x.</param>
/// <param name="EastNorth">x from y, and y from x.</param>
/// <param name="NorthNorth">y from y.</param>
internal readonly record struct PlaneStretch(double EastEast, double EastNorth, double NorthNorth)
{
    public static readonly PlaneStretch None = new(1, 0, 1);

    /// <summary>For a wind given as shares of the airspeed; none where it is as fast as the aircraft, or not a number.</summary>
    public static PlaneStretch OfWind(double eastRatio, double northRatio)
    {
        var square = (eastRatio * eastRatio) + (northRatio * northRatio);
        if (!(square > 0 && square < 1))
        {
            return None;
        }

        var more = ((1 / Math.Sqrt(1 - square)) - 1) / square;
        return new PlaneStretch(1 + (more * eastRatio * eastRatio), more * eastRatio * northRatio, 1 + (more * northRatio * northRatio));
    }

    public (double X, double Y) Of(double x, double y) => ((EastEast * x) + (EastNorth * y), (EastNorth * x) + (NorthNorth * y));
}
