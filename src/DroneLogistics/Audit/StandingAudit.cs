using DroneLogistics.Fleet;

namespace DroneLogistics.Audit;

/// <summary>Where tails and packs stand: each leaves from where it landed, once it has landed, and fits its flight.</summary>
internal static class StandingAudit
{
    public static IEnumerable<AuditViolation> Of(AuditedSchedule schedule) =>
        Chains(schedule, flight => flight.Aircraft.Text, flight => $"aircraft/{flight.Aircraft}", flight => Home(schedule, flight))
            .Concat(Chains(schedule, flight => flight.Pack.Text, flight => $"batteryPacks/{flight.Pack}", _ => null))
            .Concat(schedule.Flights.SelectMany(flight => Known(schedule, flight)));

    private static IEnumerable<AuditViolation> Chains(AuditedSchedule schedule, Func<AuditedFlight, string> thing, Func<AuditedFlight, string> name, Func<AuditedFlight, string?> home)
    {
        foreach (var chain in schedule.Flights.GroupBy(thing, StringComparer.Ordinal))
        {
            AuditedFlight? last = null;
            foreach (var flight in chain)
            {
                var stands = last?.Destination.Text ?? home(flight);
                if ((stands is not null && stands != flight.Origin.Text) || (last is not null && !(flight.Departure >= last.Arrival)))
                {
                    yield return AuditViolation.Of(AuditRule.InTwoPlaces, flight, name(flight), last?.Id ?? string.Empty);
                }

                last = flight;
            }
        }
    }

    private static string? Home(AuditedSchedule schedule, AuditedFlight flight) => schedule.Fleet.TryGet(flight.Aircraft, out Aircraft? tail) ? tail.HomeSite : null;

    private static IEnumerable<AuditViolation> Known(AuditedSchedule schedule, AuditedFlight flight)
    {
        if (!schedule.Fleet.TryGet(flight.Aircraft, out Aircraft? tail) || tail.Type != flight.Type)
        {
            yield return AuditViolation.Of(AuditRule.UnknownThing, flight, $"aircraft/{flight.Aircraft}");
        }

        if (!schedule.Fleet.TryGet(flight.Pack, out BatteryPack? pack) || pack.Type != flight.Type)
        {
            yield return AuditViolation.Of(AuditRule.UnknownThing, flight, $"batteryPacks/{flight.Pack}");
        }

        foreach (var site in new[] { flight.Origin, flight.Destination }.Where(site => !schedule.Sites.TryGet(site, out _)))
        {
            yield return AuditViolation.Of(AuditRule.UnknownThing, flight, $"sites/{site}");
        }
    }
}
