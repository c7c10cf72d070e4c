namespace DroneLogistics.Audit;

/// <summary>
/// Audits a timetable as it is recorded: claims, times, energy, charge and separation are worked out again from the records alone, by other means
/// than those of the planner. It calls nothing of simulation, performance, routing and scheduling, or it would repeat their mistakes.
/// </summary>
public static class ScheduleAuditor
{
    /// <summary>Every breach, flight by flight in order of departure; none where the timetable holds what it promises.</summary>
    public static IReadOnlyList<AuditViolation> Audit(AuditedSchedule schedule)
    {
        var flights = schedule.Flights.OrderBy(flight => flight.Departure).ThenBy(flight => flight.Id, StringComparer.Ordinal).ToList();
        var ordered = schedule with { Flights = flights };
        var order = flights.Select((flight, i) => (flight.Id, i)).ToDictionary(entry => entry.Id, entry => entry.i, StringComparer.Ordinal);
        return
        [
            .. flights.SelectMany(flight => ClaimAudit.OfFlight(ordered, flight))
                .Concat(flights.SelectMany(flight => EnergyAudit.OfFlight(ordered, flight)))
                .Concat(flights.SelectMany(IntentAudit.OfFlight))
                .Concat(ClaimAudit.Overlaps(flights))
                .Concat(StandingAudit.Of(ordered))
                .Concat(ChargingAudit.Of(ordered))
                .Concat(IntentAudit.Separation(flights))
                .OrderBy(found => order[found.Flight]).ThenBy(found => found.Rule),
        ];
    }
}
