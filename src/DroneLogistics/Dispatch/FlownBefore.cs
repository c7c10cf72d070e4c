using System.Diagnostics.CodeAnalysis;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;

namespace DroneLogistics.Dispatch;

/// <summary>
/// What was simulated in one search: where one wind blows everywhere a flight is the same whenever it departs, and so are its diversions as
/// long as the same sites are open. For one thread.
/// </summary>
internal sealed class FlownBefore
{
    // Of one search: charges and payloads that it comes back to.
    private const int MostFlights = 256;

    private readonly Dictionary<FlightTask, FlightProfile> profiles = new(TaskComparer.Instance);
    private readonly Dictionary<FlightTask, FlightForecast> flights = new(TaskComparer.Instance);
    private readonly Dictionary<(FlightForecast Flight, RouteView View, WayStanding Standing, bool WithPlanned), List<Blocked>> pads = new(PadComparer.Instance);

    /// <summary>As <see cref="ProfileBuilder.Build(FlightTask)"/>.</summary>
    public FlightProfile Profile(FlightTask task) => Kept(profiles, task, ProfileBuilder.Build);

    /// <summary>As <see cref="FlightSimulation.Run(FlightTask, FlightProfile)"/>.</summary>
    public FlightForecast Run(FlightTask task, FlightProfile profile) => Kept(flights, task, flown => FlightSimulation.Run(flown, profile));

    /// <summary>As <see cref="AlternateSearch.Overhead"/>: known where the sites that it asked about then are open, or not, as they were.</summary>
    /// <param name="flight">The flight.</param>
    /// <param name="question">What is asked of the sites.</param>
    /// <param name="ways">The ways that the question tells.</param>
    /// <param name="withPlanned">Whether planned sites are among them.</param>
    public BlockedPad? Overhead(FlightForecast flight, AlternateQuestion question, DiversionWays ways, bool withPlanned)
    {
        if (flight.Task.WindField is not null)
        {
            return AlternateSearch.Overhead(flight, question);
        }

        var key = (flight, ways.View, ways.Standing, withPlanned);
        if (!pads.TryGetValue(key, out var known))
        {
            pads[key] = known = [];
        }

        foreach (var before in known)
        {
            if (before.Asked.TrueForAll(asked => question.IsOpen(asked.Site, asked.Seconds) == asked.Open))
            {
                return before.Pad;
            }
        }

        var answers = new List<(LandingSite Site, double Seconds, bool Open)>();
        var pad = AlternateSearch.Overhead(flight, question with
        {
            IsOpen = (site, seconds) =>
            {
                var open = question.IsOpen(site, seconds);
                answers.Add((site, seconds, open));
                return open;
            },
        });
        known.Add(new Blocked(answers, pad));
        return pad;
    }

    private static T Kept<T>(Dictionary<FlightTask, T> all, FlightTask task, Func<FlightTask, T> fresh)
    {
        // In a forecast no other flight is equal.
        if (task.WindField is not null)
        {
            return fresh(task);
        }

        if (all.TryGetValue(task, out var known))
        {
            return known;
        }

        if (all.Count >= MostFlights)
        {
            all.Clear();
        }

        return all[task] = fresh(task);
    }

    /// <summary>An answer with what it rests on: which sites were open when.</summary>
    private sealed record Blocked(List<(LandingSite Site, double Seconds, bool Open)> Asked, BlockedPad? Pad);

    /// <summary>Equal in everything, told apart by what a search changes: the hash of a whole type takes longer than a flight.</summary>
    private sealed class TaskComparer : IEqualityComparer<FlightTask>
    {
        public static readonly TaskComparer Instance = new();

        public bool Equals(FlightTask? one, FlightTask? other) => one == other;

        public int GetHashCode([DisallowNull] FlightTask task) =>
            HashCode.Combine(task.Path, task.Payload, task.CruiseAirspeed, task.CruiseAltitude, task.TakeoffCharge, task.PackHealthRatio, task.Wind.Mean);
    }

    private sealed class PadComparer : IEqualityComparer<(FlightForecast Flight, RouteView View, WayStanding Standing, bool WithPlanned)>
    {
        public static readonly PadComparer Instance = new();

        public bool Equals((FlightForecast Flight, RouteView View, WayStanding Standing, bool WithPlanned) one, (FlightForecast Flight, RouteView View, WayStanding Standing, bool WithPlanned) other) =>
            ReferenceEquals(one.Flight, other.Flight) && ReferenceEquals(one.View, other.View) && one.Standing == other.Standing && one.WithPlanned == other.WithPlanned;

        public int GetHashCode((FlightForecast Flight, RouteView View, WayStanding Standing, bool WithPlanned) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Flight), key.Standing, key.WithPlanned);
    }
}
