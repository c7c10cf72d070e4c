using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>The standard atmosphere with a temperature offset: pressure stays on the standard column, only the temperature shifts.</summary>
/// <remarks>ISO 2533, troposphere, valid from -5,000 to 11,000 m.</remarks>
public sealed record Atmosphere
{
    private const double StandardTemperatureKelvin = 288.15;
    private const double StandardPressurePascal = 101_325.0;
    private const double LapseKelvinPerMetre = 6.5e-3;
    private const double GravityMetresPerSecondSquared = 9.80665;
    private const double GasConstantJoulesPerKilogramKelvin = 287.05287;
    private const double Exponent = GravityMetresPerSecondSquared / (GasConstantJoulesPerKilogramKelvin * LapseKelvinPerMetre);

    private readonly double offsetKelvin;

    private Atmosphere(double offsetKelvin) => this.offsetKelvin = offsetKelvin;

    public static readonly Atmosphere Standard = new(0);

    public Temperature SeaLevelTemperature => new(StandardTemperatureKelvin + offsetKelvin);

    public static Atmosphere WithSeaLevelTemperature(Temperature temperature) => new(temperature.Kelvin - StandardTemperatureKelvin);

    /// <summary>rho = p / (R (T_std + dT)).</summary>
    public AirDensity DensityAt(AltitudeAmsl altitude)
    {
        var standardTemperature = StandardTemperatureKelvin - (LapseKelvinPerMetre * altitude.Metres);
        var pressure = StandardPressurePascal * Math.Pow(standardTemperature / StandardTemperatureKelvin, Exponent);
        return new AirDensity(pressure / (GasConstantJoulesPerKilogramKelvin * (standardTemperature + offsetKelvin)));
    }
}
