namespace DroneLogistics.Units;

/// <summary>A power in watts. Default is zero.</summary>
public readonly record struct Power(double Watts)
{
    public static readonly Power Zero = new(0);

    public static Power FromWatts(double watts) => new(watts);

    public static Energy operator *(Power power, TimeSpan duration) => Energy.FromJoules(power.Watts * duration.TotalSeconds);

    public static Power operator +(Power a, Power b) => new(a.Watts + b.Watts);
}
