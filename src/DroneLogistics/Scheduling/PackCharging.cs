using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>
/// The charge a pack is expected to have: what it landed with, and what a charger of the site has put in since its turnaround.
/// </summary>
/// <remarks>Constant power up to full; that several packs may wait for one charger is not modelled yet (README).</remarks>
public sealed class PackCharging
{
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

    /// <summary>Expected charge of a pack at an instant.</summary>
    public StateOfCharge At(Timetable timetable, BatteryPack pack, DateTimeOffset instant)
    {
        if (timetable.LastBefore(ResourceNames.Of(pack.Id), instant) is not { } last)
        {
            return pack.StateOfCharge;
        }

        var waiting = instant - last.Arrival - turnaround;
        if (!(waiting > TimeSpan.Zero))
        {
            return last.LandingCharge;
        }

        var gained = waiting.TotalSeconds * ChargeRatioPerSecond(last.Destination, pack);
        return new StateOfCharge(Math.Min(1, last.LandingCharge.Ratio + gained));
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
