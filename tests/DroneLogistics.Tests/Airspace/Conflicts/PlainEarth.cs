namespace DroneLogistics.Tests.Airspace.Conflicts;

/// <summary>A point in space, metres from the earth's centre.</summary>
internal readonly record struct PlainPoint(double X, double Y, double Z)
{
    public static PlainPoint operator +(PlainPoint a, PlainPoint b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static PlainPoint operator -(PlainPoint a, PlainPoint b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static PlainPoint operator *(PlainPoint a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Norm => Math.Sqrt(Dot(this));

    public double Dot(PlainPoint other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public PlainPoint Cross(PlainPoint other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}

/// <summary>
/// WGS 84 in plain arithmetic in space, for the checkers of the tests: no projection, no series and no code of the core.
/// </summary>
/// <remarks>
/// A distance on the ground is the arc over a chord on a sphere of mean radius: the radius is within 0.6 % everywhere, which is 0.02 mm
/// of an arc of 10 km and 1.5 mm of one of 50 km. The line between two points is their chord, dropped to the ellipsoid along the normal:
/// it leaves the geodesic by less than 0.1 mm over 20 km.
/// </remarks>
internal static class PlainEarth
{
    private const double EquatorMetres = 6_378_137.0;
    private const double PoleMetres = 6_356_752.314245;
    private const double MeanRadiusMetres = 6_371_000.0;
    private const double EccentricitySquared = 1 - (PoleMetres / EquatorMetres * (PoleMetres / EquatorMetres));

    public static PlainPoint At(double latitudeDegrees, double longitudeDegrees)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(latitudeDegrees * Math.PI / 180);
        var (sinLongitude, cosLongitude) = Math.SinCos(longitudeDegrees * Math.PI / 180);
        var normal = EquatorMetres / Math.Sqrt(1 - (EccentricitySquared * sinLatitude * sinLatitude));
        return new PlainPoint(normal * cosLatitude * cosLongitude, normal * cosLatitude * sinLongitude, normal * (1 - EccentricitySquared) * sinLatitude);
    }

    /// <summary>Latitude and longitude of a point at or near the ellipsoid, degrees.</summary>
    public static (double Latitude, double Longitude) Degrees(PlainPoint point)
    {
        // Down to the ellipsoid first: there the normal is (x / a², y / a², z / b²).
        var dropped = Drop(point);
        var flat = Math.Sqrt((dropped.X * dropped.X) + (dropped.Y * dropped.Y));
        var ratio = EquatorMetres / PoleMetres;
        return (Math.Atan2(dropped.Z * ratio * ratio, flat) * 180 / Math.PI, Math.Atan2(dropped.Y, dropped.X) * 180 / Math.PI);
    }

    /// <summary>A point near the ellipsoid, brought to it along its normal.</summary>
    public static PlainPoint Drop(PlainPoint point)
    {
        // Newton's steps along the gradient of x²/a² + y²/a² + z²/b² = 1; from 100 m off two leave a micrometre.
        for (var step = 0; step < 3; step++)
        {
            var gradient = new PlainPoint(point.X / (EquatorMetres * EquatorMetres), point.Y / (EquatorMetres * EquatorMetres), point.Z / (PoleMetres * PoleMetres));
            point -= gradient * ((gradient.Dot(point) - 1) / (2 * gradient.Dot(gradient)));
        }

        return point;
    }

    /// <summary>Along the ground over a straight distance, metres.</summary>
    public static double Arc(double chord) => 2 * MeanRadiusMetres * Math.Asin(Math.Min(1, chord / (2 * MeanRadiusMetres)));

    public static double Distance(PlainPoint a, PlainPoint b) => Arc((a - b).Norm);

    /// <summary>The point that lies a distance from another one along the ground, in a direction of space that is level there.</summary>
    public static PlainPoint Towards(PlainPoint from, PlainPoint direction, double metres)
    {
        // A tangent as long as the arc ends too far by its cube: corrected until the distance is met.
        var (length, target) = (metres, from);
        for (var step = 0; step < 4; step++)
        {
            target = Drop(from + (direction * length));
            var reached = Distance(from, target);
            length *= reached > 0 ? metres / reached : 1;
        }

        return target;
    }

    /// <summary>Level directions at a point, to the east and to the north, of length one.</summary>
    public static (PlainPoint East, PlainPoint North) Level(PlainPoint at)
    {
        var up = new PlainPoint(at.X / (EquatorMetres * EquatorMetres), at.Y / (EquatorMetres * EquatorMetres), at.Z / (PoleMetres * PoleMetres));
        up *= 1 / up.Norm;
        var east = new PlainPoint(-up.Y, up.X, 0);
        east *= 1 / east.Norm;
        return (east, up.Cross(east));
    }
}
