using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>Units that providers write, each with its way into ours: m/s, K, degrees, a share, mm, m, Pa.</summary>
internal static class WeatherUnits
{
    public static readonly Dictionary<string, Func<double, double>> Speeds = new(StringComparer.Ordinal)
    {
        ["m/s"] = value => value,
        ["km/h"] = value => value / 3.6,
        ["kn"] = value => value * 1852 / 3600,

        // The interface writes miles an hour so.
        ["mp/h"] = value => value * 1609.344 / 3600,
        ["mph"] = value => value * 1609.344 / 3600,
    };

    public static readonly Dictionary<string, Func<double, double>> Temperatures = new(StringComparer.Ordinal)
    {
        ["°C"] = value => Temperature.FromDegreesCelsius(value).Kelvin,
        ["°F"] = value => Temperature.FromDegreesCelsius((value - 32) / 1.8).Kelvin,
    };

    public static readonly Dictionary<string, Func<double, double>> Angles = new(StringComparer.Ordinal) { ["°"] = value => value };

    public static readonly Dictionary<string, Func<double, double>> Shares = new(StringComparer.Ordinal) { ["%"] = value => value / 100 };

    public static readonly Dictionary<string, Func<double, double>> Depths = new(StringComparer.Ordinal) { ["mm"] = value => value, ["inch"] = value => value * 25.4 };

    public static readonly Dictionary<string, Func<double, double>> Lengths = new(StringComparer.Ordinal) { ["m"] = value => value, ["ft"] = value => value * 0.3048 };

    public static readonly Dictionary<string, Func<double, double>> Pressures = new(StringComparer.Ordinal) { ["hPa"] = value => Pressure.FromHectopascals(value).Pascal };
}
