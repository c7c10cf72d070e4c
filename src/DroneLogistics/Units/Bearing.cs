namespace DroneLogistics.Units;

/// <summary>A direction over the ground in degrees true, clockwise from north, in [0, 360). Default is north.</summary>
public readonly record struct Bearing
{
    private Bearing(double degrees) => Degrees = degrees;

    public double Degrees { get; }

    public double Radians => double.DegreesToRadians(Degrees);

    /// <summary>Any finite angle, brought into [0, 360).</summary>
    public static Bearing FromDegrees(double degrees)
    {
        var turned = degrees % 360.0;
        var positive = turned < 0 ? turned + 360.0 : turned;
        // A tiny negative angle rounds up to 360 itself, which is north.
        return new Bearing(positive >= 360.0 ? 0.0 : positive);
    }
}
