using DroneLogistics.Units;

namespace DroneLogistics.Geodesy;

/// <summary>A position on WGS 84: latitude -90 to 90, longitude -180 to 180, degrees.</summary>
public readonly record struct LatLon
{
    /// <exception cref="ArgumentOutOfRangeException">Outside the ranges, or not finite (a programmer's error: parse at the door).</exception>
    public LatLon(double latitudeDegrees, double longitudeDegrees)
    {
        if (!(latitudeDegrees is >= -90.0 and <= 90.0))
        {
            throw new ArgumentOutOfRangeException(nameof(latitudeDegrees), latitudeDegrees, "A latitude lies between -90 and 90 degrees.");
        }

        if (!(longitudeDegrees is >= -180.0 and <= 180.0))
        {
            throw new ArgumentOutOfRangeException(nameof(longitudeDegrees), longitudeDegrees, "A longitude lies between -180 and 180 degrees.");
        }

        LatitudeDegrees = latitudeDegrees;
        LongitudeDegrees = longitudeDegrees;
    }

    public double LatitudeDegrees { get; }

    public double LongitudeDegrees { get; }

    /// <summary>Geodesic distance on WGS 84.</summary>
    public Length DistanceTo(LatLon other) =>
        Length.FromMetres(Geodesic.Inverse(LatitudeDegrees, LongitudeDegrees, other.LatitudeDegrees, other.LongitudeDegrees).DistanceMetres);

    /// <summary>The point reached by following the geodesic that starts at <paramref name="bearing"/>.</summary>
    public LatLon Towards(Bearing bearing, Length distance)
    {
        var point = Geodesic.Direct(LatitudeDegrees, LongitudeDegrees, bearing.Degrees, distance.Metres);
        return new LatLon(point.LatitudeDegrees, point.LongitudeDegrees);
    }
}
