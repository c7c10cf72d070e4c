using DroneLogistics.Dispatch;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>Which booked flights a change hits: those of which the decision, taken again, has a finding that it had not before.</summary>
public static class FlightImpact
{
    private const int MostFlights = 10_000;

    /// <summary>Names of flights that have not landed, by departure. Nothing is changed.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(OperationsControl operations, OperationsSnapshot before, OperationsSnapshot after, DateTimeOffset now, CancellationToken cancellationToken) =>
        AmongAsync(operations, now, row => IsHit(row, before, after, now), cancellationToken);

    /// <summary>Names of flights that have not landed and are hit in somebody's judgement, by departure.</summary>
    public static async Task<IReadOnlyList<string>> AmongAsync(OperationsControl operations, DateTimeOffset now, Func<FlightRow, bool> isHit, CancellationToken cancellationToken)
    {
        // No flight takes a day.
        var query = new FlightQuery(ShowCancelled: false, string.Empty, FlightMessages.Micros(now.AddDays(-1)), long.MaxValue, long.MinValue, string.Empty, MostFlights);
        var hit = new List<string>();
        foreach (var (row, _) in await operations.Store.ListAsync(query, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FlightMessages.Instant(row.ArrivalUs) > now && isHit(row))
            {
                hit.Add($"flights/{row.Id}");
            }
        }

        return hit;
    }

    private static bool IsHit(FlightRow row, OperationsSnapshot before, OperationsSnapshot after, DateTimeOffset now)
    {
        var plan = V1.Flight.Parser.ParseFrom(row.Message).Plan;
        var known = Findings(row, plan, before, now);
        return Findings(row, plan, after, now) is not { } found || known is null || !found.IsSubsetOf(known);
    }

    /// <summary>What stands against a flight, its own claims aside; null where its plan names what is not there any more.</summary>
    private static HashSet<(ReasonCode Code, string Subject)>? Findings(FlightRow row, V1.FlightPlan plan, OperationsSnapshot at, DateTimeOffset now)
    {
        var question = FlightPlanReader.Read(plan, "flight", new FieldReader(), at.World, at.Timetable.Fleet, now, departureRequired: true);
        return question is null
            ? null
            : [.. CheckFlight.Decide(at.World, at.Timetable.Without(row.Id), question, now, DecisionPurpose.Schedule).Findings.Select(finding => (finding.Code, finding.Subject))];
    }
}
