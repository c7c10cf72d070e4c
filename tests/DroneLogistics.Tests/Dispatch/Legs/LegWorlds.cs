using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Sites;
using DroneLogistics.Tests.Simulation.MonteCarlo;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Dispatch.Legs;

/// <summary>A world of three sites, and forecasts on a grid over it with as much noise as is wanted.</summary>
internal static class LegWorlds
{
    public const int Steps = 5;
    public const int Hours = 6;

    private static readonly Site South = Worlds.SiteAt("south", 29.85, 122.15);

    /// <summary>Legs of 8 to 22 km.</summary>
    public static readonly World ThreeSites = new(
        new SiteRegister([Worlds.West, Worlds.East, South]),
        [],
        [Worlds.Wing, Worlds.Hexa],
        [],
        Worlds.TwoIslands.Coastline,
        Worlds.Policy,
        Risks.None,
        Worlds.OpenSpace(Worlds.West, Worlds.East, South),
        Forecasts.Policy);

    /// <summary>Hourly from nine o'clock on a grid of half a degree: 5 m/s from the north that swells and turns, with noise; gusts half as much again.</summary>
    /// <param name="seed">Of the noise.</param>
    /// <param name="roughness">Deviation of each component from point to point and hour to hour, m/s.</param>
    /// <param name="change">Wind components as they are instead, by hour; null: as drawn.</param>
    /// <param name="mean">Mean wind, m/s.</param>
    public static Forecast Drawn(int seed, double roughness, Func<int, WindVector, WindVector>? change = null, double mean = 5)
    {
        const int Valid = 16;
        var random = new Random(seed);
        double[] latitudes = [29, 29.5, 30, 30.5, 31];
        double[] longitudes = [121, 121.5, 122, 122.5, 123];
        var winds = new List<WindVector>();
        var kelvins = new List<double>();
        for (var i = 0; i < Valid * 25; i++)
        {
            var hour = i / 25;
            var drawn = new WindVector((2 * Math.Sin(hour / 3.0)) + Noise(), -mean - Math.Cos(hour / 2.0) + Noise());
            winds.Add(change?.Invoke(hour, drawn) ?? drawn);
            kelvins.Add(288 + (3 * Math.Sin(hour / 4.0)) + (0.1 * Noise()));
        }

        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. winds.Select(wind => wind.EastMetresPerSecond)]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. winds.Select(wind => wind.NorthMetresPerSecond)]),
            [ForecastQuantity.Gust] = ForecastField.OfSurface([.. winds.Select(wind => 1.5 * wind.Speed.MetresPerSecond)]),
            [ForecastQuantity.Temperature] = ForecastField.OfSurface(kelvins),
        };
        DateTimeOffset[] times = Forecasts.Hours([.. Enumerable.Range(0, Valid).Select(hour => (double)hour)]);
        return new Forecast(Forecasts.Origin, [ForecastGrid.OnGrid(latitudes, longitudes, times, fields)], Forecasts.Policy, Forecasts.Wind);

        double Noise() => roughness * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
    }

    public static LegTableQuestion Question(Forecast forecast, int hours = Hours) =>
        new(ThreeSites, forecast, [Worlds.Wing, Worlds.Hexa], Steps, Worlds.Nine, hours);

    public static LegTable Build(Forecast forecast, LegTable? before = null, LegWork? run = null) =>
        LegTableBuild.Build(Question(forecast), before, run ?? LegTableBuild.OneByOne);

    /// <summary>The decision's simulation of a flight on the way of the table.</summary>
    public static Decision Decide(LegTable table, LegColumn column, Mass payload, DateTimeOffset departure) => CheckFlight.Decide(
        table.Question.World,
        null,
        new FlightQuestion
        {
            Origin = column.Origin,
            Destination = column.Destination,
            Type = column.Type,
            Payload = payload,
            Departure = departure,
            Forecast = table.Question.Forecast,
            Waypoints = column.Way.Points,
        },
        Worlds.Now,
        DecisionPurpose.Check);

    /// <summary>The findings of the checks that a row stands for, in the order of the checks.</summary>
    public static IReadOnlyList<Finding> Stood(Decision decision) =>
        [.. decision.Findings.Where(finding => finding.Check is "payload" or "wind" or "model-validity" or "thrust-margin" or "energy-reserve" or "battery-power" or "cell-temperature")];
}
