using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>
/// The charge a pack is expected to have: what it landed with, and what a charger of the site has put in since its turnaround.
/// </summary>
/// <remarks>
/// Constant power up to full. Packs that landed at a site share its chargers: the one whose flight was booked first comes first, and a
/// pack keeps its turn until it would be full, even if it leaves earlier. So neither a later booking nor a cancellation takes charge from
/// a flight that counts on it. Packs that have not flown keep the charge they were given and take no charger.
/// </remarks>
public sealed class PackCharging
{
    // Keeps sums of ticks far from overflow; a pack that takes a year to charge is not charged.
    private static readonly TimeSpan LongestNeed = TimeSpan.FromDays(365);

    private readonly SiteRegister sites;
    private readonly Dictionary<AircraftTypeId, double> joulesWhenFull;
    private readonly double efficiency;
    private readonly TimeSpan turnaround;

    /// <param name="sites">Sites with their chargers.</param>
    /// <param name="types">The types whose packs are charged.</param>
    /// <param name="efficiency">Share of a charger's power that becomes charge, above 0, at most 1.</param>
    /// <param name="turnaround">After landing, before charging begins.</param>
    /// <param name="packTemperature">Temperature of a pack on charge.</param>
    public PackCharging(SiteRegister sites, IEnumerable<AircraftType> types, double efficiency, TimeSpan turnaround, Temperature packTemperature)
    {
        this.sites = sites;
        this.efficiency = efficiency;
        this.turnaround = turnaround;
        joulesWhenFull = types.ToDictionary(
            type => type.Id,
            type => new BatteryCircuit(type.Battery, 1, packTemperature).StoredEnergy(StateOfCharge.Full).Joules);
    }

    /// <summary>No less than the expected charge of a pack at an instant: that which it would have with a charger of its own. Quicker than <see cref="At"/>.</summary>
    public StateOfCharge AtMost(Timetable timetable, BatteryPack pack, DateTimeOffset instant)
    {
        if (timetable.LastBefore(ResourceNames.Of(pack.Id), instant) is not { } last)
        {
            return pack.StateOfCharge;
        }

        var seconds = Math.Max(0, (instant - last.Arrival - turnaround).TotalSeconds);
        return new StateOfCharge(Math.Min(1, last.LandingCharge.Ratio + (seconds * ChargeRatioPerSecond(last.Destination, pack))));
    }

    /// <summary>Expected charge of a pack at an instant.</summary>
    public StateOfCharge At(Timetable timetable, BatteryPack pack, DateTimeOffset instant)
    {
        if (timetable.LastBefore(ResourceNames.Of(pack.Id), instant) is not { } last)
        {
            return pack.StateOfCharge;
        }

        var ready = last.Arrival + turnaround;
        var rate = ChargeRatioPerSecond(last.Destination, pack);
        if (!(instant > ready) || !(rate > 0))
        {
            return last.LandingCharge;
        }

        var seconds = TicksOnCharger(timetable, last, instant) / (double)TimeSpan.TicksPerSecond;
        return new StateOfCharge(Math.Min(1, last.LandingCharge.Ratio + (seconds * rate)));
    }

    private long TicksOnCharger(Timetable timetable, ScheduledFlight last, DateTimeOffset instant)
    {
        var before = BusyTimeBefore(timetable, last, instant);
        var count = (int)sites[last.Destination].ChargerCount.Value!.Value;
        if (before.Count <= count)
        {
            // One for each: nobody waits.
            return Math.Clamp(instant.UtcTicks - ReadyTicks(last), 0, NeedTicks(timetable.Fleet, last));
        }

        var chargers = new ChargerTime(count);
        foreach (var (flight, need) in before.OrderBy(waiting => waiting.Flight.BookingOrder).ThenBy(waiting => waiting.Flight.Id, StringComparer.Ordinal))
        {
            var had = chargers.Take(ReadyTicks(flight), need, instant.UtcTicks);
            if (flight == last)
            {
                return had;
            }
        }

        throw new System.Diagnostics.UnreachableException("A flight of the timetable is among the landings at its destination.");
    }

    /// <summary>
    /// The landings that can matter to one of them: booked no later, ready before the instant, and not of a time that ended with every
    /// charger idle before it was ready. One charger working off all of them is idle no sooner than several are.
    /// </summary>
    private List<(ScheduledFlight Flight, long Need)> BusyTimeBefore(Timetable timetable, ScheduledFlight last, DateTimeOffset instant)
    {
        var waiting = new List<(ScheduledFlight Flight, long Need)>();
        var idleFrom = long.MinValue;
        foreach (var flight in timetable.LandingsAt(last.Destination))
        {
            var ready = ReadyTicks(flight);
            if (ready >= instant.UtcTicks)
            {
                break;
            }

            if (!ComesNoLater(flight, last))
            {
                continue;
            }

            if (ready >= idleFrom && flight.Arrival <= last.Arrival)
            {
                waiting.Clear();
            }

            var need = NeedTicks(timetable.Fleet, flight);
            idleFrom = Math.Max(idleFrom, ready) + need;
            waiting.Add((flight, need));
        }

        return waiting;
    }

    private static bool ComesNoLater(ScheduledFlight flight, ScheduledFlight than) =>
        flight.BookingOrder != than.BookingOrder ? flight.BookingOrder < than.BookingOrder : string.CompareOrdinal(flight.Id, than.Id) <= 0;

    private long ReadyTicks(ScheduledFlight flight) => (flight.Arrival + turnaround).UtcTicks;

    /// <summary>Time on a charger until the pack of a landing is full; a pack that is not charged takes none.</summary>
    private long NeedTicks(FleetRegister fleet, ScheduledFlight landing)
    {
        var rate = fleet.TryGet(landing.Pack, out BatteryPack? pack) ? ChargeRatioPerSecond(landing.Destination, pack) : 0;
        var missing = landing.LandingCharge.Ratio is >= 0 and <= 1 ? 1 - landing.LandingCharge.Ratio : 1;
        return rate > 0 ? (long)Math.Min(Math.Ceiling(missing / rate * TimeSpan.TicksPerSecond), LongestNeed.Ticks) : 0;
    }

    private double ChargeRatioPerSecond(SiteId where, BatteryPack pack)
    {
        // A pack or site that the network no longer has is not charged: less charge is the safe side.
        if (!sites.TryGet(where, out var site) || !(site.ChargerCount.Value >= 1) || !joulesWhenFull.TryGetValue(pack.Type, out var joules))
        {
            return 0;
        }

        return (site.ChargerPowerWatts.Value ?? 0) * efficiency / (joules * pack.HealthRatio);
    }
}
