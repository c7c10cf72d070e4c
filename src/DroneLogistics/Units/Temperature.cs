namespace DroneLogistics.Units;

/// <summary>An air or battery temperature in kelvin. The default, absolute zero, is never a real one.</summary>
public readonly record struct Temperature(double Kelvin)
{
    internal const double KelvinAtZeroCelsius = 273.15;

    public double DegreesCelsius => Kelvin - KelvinAtZeroCelsius;

    public static Temperature FromDegreesCelsius(double degreesCelsius) => new(degreesCelsius + KelvinAtZeroCelsius);
}
