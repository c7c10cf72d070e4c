using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Plays a scenario: schedules its legs in order at the scenario's own clock, each after the one before it.</summary>
public static class ScenarioPlayer
{
    /// <summary>Schedules the legs. A leg after a refused one with a turnaround is asked for as if the refused one had flown.</summary>
    /// <exception cref="BadRequestException">A leg is malformed or names something unknown.</exception>
    public static async Task<IReadOnlyList<ScenarioLegResult>> PlayAsync(OperationsControl operations, Scenario scenario, CancellationToken cancellationToken)
    {
        await operations.AddFleetAsync(scenario.Fleet, cancellationToken);
        var results = new List<ScenarioLegResult>(scenario.Legs.Count);
        foreach (var leg in scenario.Legs)
        {
            var request = leg.Request.Clone();
            if (leg.Turnaround is { } turnaround)
            {
                var landed = results[^1].Decision.ArrivalTime;
                request.Flight.DepartureTime = landed is null
                    ? results[^1].Decision.DepartureTime
                    : (landed.ToDateTimeOffset() + turnaround).ToTimestamp();
            }

            var outcome = await ScheduleAsync(operations, request, scenario.Clock, cancellationToken);
            var decision = outcome.Flight?.Decision ?? DecisionWriter.Write(outcome.Decision!);
            results.Add(new ScenarioLegResult(leg, decision, outcome.Flight));
        }

        return results;
    }

    /// <summary>A scenario that was played into a database days ago is there, and is not played a second time.</summary>
    private static async Task<ScheduleOutcome> ScheduleAsync(OperationsControl operations, V1.ScheduleFlightRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await operations.ScheduleAsync(request, now, cancellationToken);
        }
        catch (RequestIdExpiredException earlier)
        {
            var (row, claims) = (await operations.Store.FindAsync(earlier.Flight["flights/".Length..], cancellationToken))!.Value;
            return new ScheduleOutcome(FlightMessages.Write(row, claims), null, LostRace: false);
        }
    }
}
