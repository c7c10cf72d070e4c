namespace DroneLogistics.Units;

/// <summary>An air pressure in pascal. The default, zero, is a vacuum and never real.</summary>
public readonly record struct Pressure(double Pascal)
{
    private const double PascalInAHectopascal = 100.0;

    public double Hectopascals => Pascal / PascalInAHectopascal;

    public static Pressure FromHectopascals(double hectopascals) => new(hectopascals * PascalInAHectopascal);
}
