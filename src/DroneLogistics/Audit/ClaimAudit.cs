using DroneLogistics.Scheduling;

namespace DroneLogistics.Audit;

/// <summary>What flights hold: everything they need, long enough, and nothing that another holds.</summary>
internal static class ClaimAudit
{
    public static IEnumerable<AuditViolation> OfFlight(AuditedSchedule schedule, AuditedFlight flight)
    {
        var policy = schedule.Claims;
        var (departure, arrival) = (flight.Departure, flight.Arrival);
        var tail = Before(schedule, flight, other => other.Aircraft == flight.Aircraft);
        var pack = Before(schedule, flight, other => other.Pack == flight.Pack);
        return Needs(flight, ClaimKind.Pad, $"sites/{flight.Origin}/pads/", Start(tail), departure + policy.PadAfterDeparture)
            .Concat(Needs(flight, ClaimKind.Pad, $"sites/{flight.Destination}/pads/", arrival - policy.PadBeforeArrival, arrival + policy.Turnaround))
            .Concat(Needs(flight, ClaimKind.Aircraft, $"aircraft/{flight.Aircraft}", Start(tail), arrival + policy.Turnaround))
            .Concat(Needs(flight, ClaimKind.BatteryPack, $"batteryPacks/{flight.Pack}", Start(pack), arrival + policy.Turnaround))
            .Concat(flight.Claims.Any(claim => claim.Kind == ClaimKind.Airspace) ? [] : [AuditViolation.Of(AuditRule.ClaimMissing, flight, "airspace/cells")]);

        // What landed here is in its turnaround until then, and only then is made ready.
        DateTimeOffset Start(AuditedFlight? last)
        {
            var usual = departure - policy.PadBeforeDeparture;
            var free = last is null ? usual : last.Arrival + policy.Turnaround;
            return free > usual && free <= departure ? free : usual;
        }
    }

    /// <summary>Claims of two flights on one thing that overlap, and claims of one flight on one thing that do.</summary>
    public static IEnumerable<AuditViolation> Overlaps(IReadOnlyList<AuditedFlight> flights)
    {
        var held = flights.SelectMany(flight => flight.Claims.Select(claim => (Flight: flight, Claim: claim)));
        foreach (var thing in held.GroupBy(entry => entry.Claim.Resource, StringComparer.Ordinal))
        {
            var open = new List<(AuditedFlight Flight, Claim Claim)>();
            foreach (var entry in thing.OrderBy(entry => entry.Claim.Window.Start))
            {
                open.RemoveAll(before => before.Claim.Window.End <= entry.Claim.Window.Start);
                foreach (var before in open.Where(before => before.Claim.Band.LowMetres < entry.Claim.Band.HighMetres && entry.Claim.Band.LowMetres < before.Claim.Band.HighMetres))
                {
                    var end = before.Claim.Window.End < entry.Claim.Window.End ? before.Claim.Window.End : entry.Claim.Window.End;
                    yield return new AuditViolation(AuditRule.ClaimsOverlap, entry.Flight.Id, before.Flight.Id, thing.Key, 0, (end - entry.Claim.Window.Start).TotalSeconds, "s");
                }

                open.Add(entry);
            }
        }
    }

    private static AuditedFlight? Before(AuditedSchedule schedule, AuditedFlight flight, Func<AuditedFlight, bool> same) =>
        schedule.Flights.Where(other => other.Departure < flight.Departure && same(other)).MaxBy(other => other.Departure);

    private static IEnumerable<AuditViolation> Needs(AuditedFlight flight, ClaimKind kind, string resource, DateTimeOffset from, DateTimeOffset to)
    {
        var held = flight.Claims.Where(claim => claim.Kind == kind && (claim.Resource == resource || (resource.EndsWith('/') && claim.Resource.StartsWith(resource, StringComparison.Ordinal)))).ToList();
        if (held.Count == 0)
        {
            yield return AuditViolation.Of(AuditRule.ClaimMissing, flight, resource.TrimEnd('/'));
        }
        else if (!held.Exists(claim => claim.Window.Start <= from && claim.Window.End >= to))
        {
            var best = held.MaxBy(claim => claim.Window.Duration)!;
            yield return new AuditViolation(AuditRule.ClaimTooShort, flight.Id, string.Empty, best.Resource, (to - from).TotalSeconds, best.Window.Duration.TotalSeconds, "s");
        }
    }
}
