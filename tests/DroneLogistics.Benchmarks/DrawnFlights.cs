using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Benchmarks;

/// <summary>The flights that are timed: FZ90, Putuo to Liuheng, 0 to 20 kg, wind from anywhere with 0 to 9 m/s at 10 m, drawn anew for each.</summary>
internal static class DrawnFlights
{
    public static FlightQuestion Question(World world) => new()
    {
        Origin = world.Sites[new SiteId("putuo")],
        Destination = world.Sites[new SiteId("liuheng")],
        Type = world.TryGetType(new AircraftTypeId("fz90"), out var type) ? type : throw new InvalidOperationException("data/aircraft has no fz90"),
        Payload = Mass.Zero,
        Departure = new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero),
    };

    public static FlightQuestion Draw(FlightQuestion question, Random random) => question with
    {
        Payload = Mass.FromKilograms(random.NextDouble() * 20),
        Wind = new Wind(Bearing.FromDegrees(random.NextDouble() * 360), Speed.FromMetresPerSecond(random.NextDouble() * 9), null),
    };

    /// <summary>The same draws in the same order, a row each.</summary>
    public static void Draw(FlightBatch flights, Random random)
    {
        var payload = flights.PayloadKilograms;
        var east = flights.WindEastMetresPerSecond;
        var north = flights.WindNorthMetresPerSecond;
        for (var row = 0; row < flights.Count; row++)
        {
            payload[row] = random.NextDouble() * 20;
            var (sine, cosine) = Math.SinCos(double.DegreesToRadians(random.NextDouble() * 360));
            var wind = random.NextDouble() * 9;
            (east[row], north[row]) = (-wind * sine, -wind * cosine);
        }
    }

    public static FlightTask Task(World world, FlightQuestion drawn) =>
        CheckFlight.Task(world.Policy, drawn, drawn.Wind!, StateOfCharge.Full, world.Policy.AssumedPackHealthRatio);
}
