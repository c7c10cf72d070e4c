using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Tests.Weather;

/// <summary>Forecasts small enough to reckon by hand, and the policy that ships.</summary>
internal static class Forecasts
{
    public static readonly LatLon Putuo = new(29.95, 122.3);

    public static readonly Length TenKilometres = Length.FromKilometres(10);

    private static readonly Lazy<WeatherPolicy> Shipped = new(() => WeatherPolicyFile.Read(ShippedFiles.Bytes("policy/weather.json"), "policy/weather.json"));

    public static WeatherPolicy Policy => Shipped.Value;

    /// <summary>Alpha 0.11, reference height 10 m.</summary>
    public static WindPolicy Wind => Worlds.Policy.Wind;

    public static ForecastOptions Options => new() { File = "file", Origin = Origin, Weather = Policy, Wind = Wind };

    public static ForecastOrigin Origin => new("ours", Cycle: null, IssuedAt: Worlds.Now);

    public static Forecast AtPoint(IReadOnlyList<DateTimeOffset> times, Dictionary<ForecastQuantity, ForecastField> fields) =>
        new(Origin, [ForecastGrid.AtPoint(Putuo, TenKilometres, times, fields)], Policy, Wind);

    /// <summary>Hours from nine o'clock.</summary>
    public static DateTimeOffset[] Hours(params double[] hours) => [.. hours.Select(hour => Worlds.Nine.AddHours(hour))];

    public static AltitudeAmsl Metres(double metres) => AltitudeAmsl.FromMetres(metres);

    /// <summary>A wind at heights, one valid time after the other.</summary>
    public static Dictionary<ForecastQuantity, ForecastField> Winds(double[] heights, double[] east, double[] north)
    {
        Length[] levels = [.. heights.Select(Length.FromMetres)];
        return new() { [ForecastQuantity.WindEast] = new(levels, east), [ForecastQuantity.WindNorth] = new(levels, north) };
    }
}
