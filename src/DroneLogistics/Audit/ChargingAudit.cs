using DroneLogistics.Fleet;
using DroneLogistics.Sites;

namespace DroneLogistics.Audit;

/// <summary>
/// Charge that packs gain between two flights: no pack gains more than one charger gives in the time, and the packs of a site not more than all of
/// its chargers.
/// </summary>
/// <remarks>
/// For each two instants, the charger time of all gains that had to happen between them fits into the time between, times the number of chargers.
/// That is needed and, for packs that may change the charger, all but enough: who came first is the planner's business.
/// </remarks>
internal static class ChargingAudit
{
    // Charge is recorded to the last digit; half a second on a charger is rounding.
    private const double SecondsOfRounding = 0.5;

    public static IEnumerable<AuditViolation> Of(AuditedSchedule schedule)
    {
        var gains = schedule.Flights.GroupBy(flight => flight.Pack).SelectMany(chain => chain.Zip(chain.Skip(1)).Select(pair => GainOf(schedule, pair.First, pair.Second)))
            .Where(gain => gain is not null).Select(gain => gain!).ToList();
        foreach (var gain in gains.Where(gain => !(gain.Seconds <= gain.Until - gain.From + SecondsOfRounding)))
        {
            yield return new AuditViolation(AuditRule.ChargedTooFast, gain.Flight.Id, gain.Before.Id, $"batteryPacks/{gain.Flight.Pack}", Math.Max(0, gain.Until - gain.From), gain.Seconds, "s");
        }

        foreach (var site in gains.GroupBy(gain => gain.Before.Destination))
        {
            var chargers = schedule.Sites.TryGet(site.Key, out var where) ? where.ChargerCount.Value ?? 0 : 0;
            var there = site.ToList();
            foreach (var from in there.Select(gain => gain.From).Distinct())
            {
                var needed = 0.0;
                foreach (var gain in there.Where(gain => gain.From >= from && gain.Until > gain.From).OrderBy(gain => gain.Until))
                {
                    needed += gain.Seconds;
                    if (!(needed <= (chargers * (gain.Until - from)) + SecondsOfRounding))
                    {
                        yield return new AuditViolation(AuditRule.ChargedTooFast, gain.Flight.Id, gain.Before.Id, $"sites/{site.Key}", chargers * (gain.Until - from), needed, "s");
                        break;
                    }
                }
            }
        }
    }

    private static Gain? GainOf(AuditedSchedule schedule, AuditedFlight before, AuditedFlight flight)
    {
        var gained = flight.TakeoffCharge.Ratio - before.LandingCharge.Ratio;
        if (!(gained > 0))
        {
            return double.IsNaN(gained) ? new Gain(before, flight, 0, 0, double.PositiveInfinity) : null;
        }

        var seconds = schedule.Fleet.TryGet(flight.Pack, out BatteryPack? pack)
            && schedule.Types.FirstOrDefault(type => type.Id == pack.Type) is { } type
            && schedule.Sites.TryGet(before.Destination, out Site? site) && site.ChargerCount.Value >= 1 && site.ChargerPowerWatts.Value is > 0 and { } watts
                ? gained * new PackEnergy(type.Battery, pack.HealthRatio, schedule.PackTemperature).Joules(1) / (watts * schedule.ChargingEfficiency)
                : double.PositiveInfinity;
        return new Gain(before, flight, Seconds(before.Arrival + schedule.Claims.Turnaround), Seconds(flight.Departure), seconds);
    }

    private static double Seconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).TotalSeconds;

    private sealed record Gain(AuditedFlight Before, AuditedFlight Flight, double From, double Until, double Seconds);
}
