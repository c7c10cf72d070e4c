using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>
/// The standard atmosphere with a temperature offset, the pressure of the day and humid air: pressure stays on the standard column that
/// begins at QNH, the temperature shifts by the same amount at every height, the relative humidity is the same at every height.
/// </summary>
/// <remarks>
/// ISO 2533, troposphere, valid from -5,000 to 11,000 m. Symbols: h altitude (m), T temperature (K), p pressure (Pa), rho density (kg/m³),
/// e vapour pressure (Pa), U relative humidity (0 to 1), R gas constant of dry air, J/(kg K).
/// </remarks>
public sealed record Atmosphere
{
    private const double StandardTemperatureKelvin = 288.15;
    private const double StandardPressurePascal = 101_325.0;
    private const double LapseKelvinPerMetre = 6.5e-3;
    private const double GravityMetresPerSecondSquared = 9.80665;
    internal const double GasConstantJoulesPerKilogramKelvin = 287.05287;
    private const double Exponent = GravityMetresPerSecondSquared / (GasConstantJoulesPerKilogramKelvin * LapseKelvinPerMetre);

    // Ratio of the specific heats of dry air, ISO 2533. Vapour at 30 °C and 80 % lowers it by 0.1 %, which is neglected.
    private const double HeatCapacityRatio = 1.4;

    // 1 less the ratio of the molar masses of water and dry air, 0.622.
    internal const double VapourDeficit = 0.378;

    // Magnus' formula over water, constants of the WMO guide (CIMO 8): recalled. Valid from -45 to 60 °C within 0.4 %.
    internal const double MagnusPascal = 611.2;
    internal const double MagnusFactor = 17.62;
    internal const double MagnusDegreesCelsius = 243.12;

    private readonly double offsetKelvin;
    private readonly double qnhPascal;
    private readonly double humidityRatio;

    private Atmosphere(double offsetKelvin, double qnhPascal, double humidityRatio) =>
        (this.offsetKelvin, this.qnhPascal, this.humidityRatio) = (offsetKelvin, qnhPascal, humidityRatio);

    /// <summary>Dry air of 15 °C and 1013.25 hPa at sea level.</summary>
    public static readonly Atmosphere Standard = new(0, StandardPressurePascal, 0);

    public Temperature SeaLevelTemperature => new(StandardTemperatureKelvin + offsetKelvin);

    /// <summary>Pressure at mean sea level.</summary>
    public Pressure Qnh => new(qnhPascal);

    /// <summary>0, dry, to 1, saturated.</summary>
    public double RelativeHumidityRatio => humidityRatio;

    /// <summary>Dry air at standard pressure, as warm as this at sea level.</summary>
    public static Atmosphere WithSeaLevelTemperature(Temperature temperature) =>
        new(temperature.Kelvin - StandardTemperatureKelvin, StandardPressurePascal, 0);

    /// <summary>The weather of a flight; what is not known is as in standard dry air.</summary>
    /// <param name="seaLevelTemperature">Air temperature at sea level.</param>
    /// <param name="qnh">Pressure at mean sea level, positive.</param>
    /// <param name="relativeHumidityRatio">0 to 1.</param>
    public static Atmosphere Of(Temperature? seaLevelTemperature, Pressure? qnh, double? relativeHumidityRatio) => new(
        seaLevelTemperature is { } temperature ? temperature.Kelvin - StandardTemperatureKelvin : 0,
        qnh?.Pascal ?? StandardPressurePascal,
        relativeHumidityRatio ?? 0);

    /// <summary>T = 288.15 - 0.0065 h + offset.</summary>
    public Temperature TemperatureAt(AltitudeAmsl altitude) => new(ColumnKelvin(altitude) + offsetKelvin);

    /// <summary>p = QNH ((288.15 - 0.0065 h) / 288.15)^5.25588.</summary>
    public Pressure PressureAt(AltitudeAmsl altitude) => new(PascalOn(ColumnKelvin(altitude)));

    /// <summary>rho = (p - 0.378 e) / (R T).</summary>
    public AirDensity DensityAt(AltitudeAmsl altitude)
    {
        var column = ColumnKelvin(altitude);
        var kelvin = column + offsetKelvin;
        var pressure = PascalOn(column);

        // Dry air, the usual case, is spared the vapour's exponential.
        var effective = humidityRatio is 0 ? pressure : pressure - (VapourDeficit * VapourPascal(kelvin));
        return new AirDensity(effective / (GasConstantJoulesPerKilogramKelvin * kelvin));
    }

    /// <summary>a = √(1.4 p / rho); in dry air √(1.4 R T).</summary>
    public Speed SpeedOfSoundAt(AltitudeAmsl altitude) => Speed.FromMetresPerSecond(
        Math.Sqrt(HeatCapacityRatio * PressureAt(altitude).Pascal / DensityAt(altitude).KilogramsPerCubicMetre));

    /// <summary>The altitude at which standard dry air is as thin: h = (288.15 / 0.0065) (1 - (rho / rho0)^(1 / 4.25588)).</summary>
    public AltitudeAmsl DensityAltitudeAt(AltitudeAmsl altitude)
    {
        var seaLevel = StandardPressurePascal / (GasConstantJoulesPerKilogramKelvin * StandardTemperatureKelvin);
        var share = DensityAt(altitude).KilogramsPerCubicMetre / seaLevel;
        return AltitudeAmsl.FromMetres(StandardTemperatureKelvin / LapseKelvinPerMetre * (1 - Math.Pow(share, 1 / (Exponent - 1))));
    }

    private static double ColumnKelvin(AltitudeAmsl altitude) => StandardTemperatureKelvin - (LapseKelvinPerMetre * altitude.Metres);

    private double PascalOn(double columnKelvin) => qnhPascal * Math.Pow(columnKelvin / StandardTemperatureKelvin, Exponent);

    /// <summary>e = U 611.2 exp(17.62 t / (243.12 + t)), t in °C (Magnus).</summary>
    private double VapourPascal(double kelvin)
    {
        var celsius = new Temperature(kelvin).DegreesCelsius;
        return humidityRatio * MagnusPascal * Math.Exp(MagnusFactor * celsius / (MagnusDegreesCelsius + celsius));
    }
}
