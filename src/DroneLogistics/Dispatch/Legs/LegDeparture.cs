using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>A departure over a leg as the decision lays it out: its air, its wind along the way, and the weather it meets.</summary>
/// <param name="Instant">Block-off.</param>
/// <param name="Task">The flight without payload.</param>
/// <param name="Plan">What all payloads have in common.</param>
/// <param name="Profile">Of the flight without payload; times are those of every payload.</param>
/// <param name="Weather">At the pads and along the way, at the times of the flight: winds and gusts only.</param>
internal sealed record LegDeparture(DateTimeOffset Instant, FlightTask Task, BatchPlan Plan, FlightProfile Profile, FlightWeather Weather)
{
    /// <summary>Whether the wind is known everywhere the checks look.</summary>
    public bool IsWindTold { get; } = Weather.Moments.All(WindCheck.IsTold);

    /// <summary>How far the wind that the type's limit speaks of lies inside it at the worst moment, m/s; NaN where either is not known.</summary>
    public double LimitMarginMetresPerSecond { get; private init; } = double.NaN;

    /// <summary>How far the ground speed in gusts lies above the policy's least, m/s; NaN where it is not known or there is no way forward.</summary>
    public double GroundSpeedMarginMetresPerSecond { get; private init; } = double.NaN;

    /// <summary>The lesser of the two; a number that is none stays none.</summary>
    public double WindMarginMetresPerSecond => Math.Min(LimitMarginMetresPerSecond, GroundSpeedMarginMetresPerSecond);

    /// <param name="table">Policy and forecast.</param>
    /// <param name="origin">From.</param>
    /// <param name="destination">To.</param>
    /// <param name="type">In what.</param>
    /// <param name="way">The points of the way.</param>
    /// <param name="paths">The straight line and the way, which remember what they are asked.</param>
    /// <param name="instant">Block-off.</param>
    public static LegDeparture Of(LegTableQuestion table, Site origin, Site destination, AircraftType type, PlannedWay way, (FlightPath Straight, FlightPath Way) paths, DateTimeOffset instant)
    {
        var policy = table.World.Policy;
        var question = new FlightQuestion
        {
            Origin = origin,
            Destination = destination,
            Type = type,
            Payload = default,
            Departure = instant,
            Forecast = table.Forecast,
            Waypoints = way.Points,
        };
        var reckoned = FlightWeather.Reckoned(policy, question, table.Forecast, paths.Straight, windsOnly: true);
        var task = CheckFlight.Task(policy, question, reckoned.Wind ?? Wind.Calm, StateOfCharge.Full, policy.AssumedPackHealthRatio) with
        {
            Path = paths.Way,
            WindField = FlightWinds.Of(policy, question, table.Forecast),
            Atmosphere = reckoned.Air(question),
        };
        var profile = ProfileBuilder.Build(task);
        var departure = new LegDeparture(instant, task, new BatchPlan(task, isPunctual: true), profile, reckoned.Along(task.Path, profile, instant, windsOnly: true));
        return !departure.IsWindTold ? departure : departure with
        {
            LimitMarginMetresPerSecond = type.WindLimit.Limit is { } limit
                ? limit.MetresPerSecond - departure.Weather.Moments.Max(moment => WindCheck.Limited(type, policy.Wind, moment.Wind!).MetresPerSecond)
                : double.NaN,
            GroundSpeedMarginMetresPerSecond = profile.Trouble == ProfileTrouble.None
                ? WindCheck.SlowestInGusts(departure.Weather, task, profile.CruiseAltitude).MetresPerSecond - task.Policy.MinGroundSpeed.MetresPerSecond
                : double.NaN,
        };
    }
}
