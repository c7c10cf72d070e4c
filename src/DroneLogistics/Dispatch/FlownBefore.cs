using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using DroneLogistics.Simulation;

namespace DroneLogistics.Dispatch;

/// <summary>
/// What was simulated before: where one wind blows everywhere a flight is the same whenever it departs. Of one world's sites, types and policies.
/// For any number of threads.
/// </summary>
internal sealed class FlownBefore
{
    private readonly Kept<FlightProfile> profiles;
    private readonly Kept<FlownFlight> flights;

    private FlownBefore(int most, bool atFirstSight) => (profiles, flights) = (new(most, atFirstSight), new(most, atFirstSight));

    /// <summary>Of one search: charges and payloads that it comes back to.</summary>
    public static FlownBefore OfSearch() => new(256, atFirstSight: true);

    /// <summary>
    /// Of a service for as long as its world stands: what was asked for twice, since most flights are asked for once and what is kept of them
    /// for nothing costs more than to fly them.
    /// </summary>
    public static FlownBefore OfWorld() => new(1024, atFirstSight: false);

    /// <summary>As <see cref="ProfileBuilder.Build(FlightTask)"/>.</summary>
    public FlightProfile Profile(FlightTask task) => profiles.Of(task, ProfileBuilder.Build);

    /// <summary>As <see cref="FlightSimulation.Run(FlightTask, FlightProfile)"/>.</summary>
    public FlownFlight Run(FlightTask task, FlightProfile profile) => flights.Of(task, flown => new FlownFlight(FlightSimulation.Run(flown, profile)));

    /// <summary>Values by flight, at most so many.</summary>
    private sealed class Kept<T>(int most, bool atFirstSight)
    {
        private readonly ConcurrentDictionary<FlightTask, T> all = new(ByWhatChanges.Instance);

        // Hashes of what was asked for once, by their last bits.
        private readonly int[] seen = new int[atFirstSight ? 1 : (int)BitOperations.RoundUpToPowerOf2((uint)most * 4)];

        public T Of(FlightTask task, Func<FlightTask, T> fresh)
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

            var value = fresh(task);
            if (IsWorthKeeping(task))
            {
                if (all.Count >= most)
                {
                    all.Clear();
                }

                all[task] = value;
            }

            return value;
        }

        private bool IsWorthKeeping(FlightTask task)
        {
            if (atFirstSight)
            {
                return true;
            }

            var hash = ByWhatChanges.Instance.GetHashCode(task) | 1;
            ref var before = ref seen[(hash >> 1) & (seen.Length - 1)];
            var again = before == hash;
            before = hash;
            return again;
        }
    }

    /// <summary>Equal in everything, told apart by what a search changes: the hash of a whole type takes longer than a flight.</summary>
    private sealed class ByWhatChanges : IEqualityComparer<FlightTask>
    {
        public static readonly ByWhatChanges Instance = new();

        public bool Equals(FlightTask? one, FlightTask? other) => one == other;

        public int GetHashCode([DisallowNull] FlightTask task) =>
            HashCode.Combine(task.Path, task.Payload, task.CruiseAirspeed, task.CruiseAltitude, task.TakeoffCharge, task.PackHealthRatio, task.Wind.Mean);
    }
}
