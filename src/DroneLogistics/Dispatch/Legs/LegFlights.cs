using DroneLogistics.Fleet;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>Flies one type over one leg in every hour of a table: a batch an hour, a row a payload.</summary>
internal sealed class LegFlights(LegTableQuestion question, Site origin, Site destination, AircraftType type, PlannedWay way)
{
    private readonly PlanningPolicy policy = question.World.Policy;
    private readonly (FlightPath Straight, FlightPath Way) paths = (new FlightPath([origin.Position, destination.Position]).Remembering(), way.Path.Remembering());

    // Departures that are looked at, each laid out at most once.
    private readonly LegDeparture?[] departures = new LegDeparture?[question.Hours];

    /// <summary>The column of the table; rows and hours that stand are taken over.</summary>
    public LegColumn Fly(KeptRows? kept, LegColumn? before)
    {
        var rows = new LegRow[question.Hours * question.PayloadSteps];
        var hours = new LegHour[question.Hours];
        if (NotToBeFlown is { } reason)
        {
            Array.Fill(rows, LegRow.Refused(reason, double.NaN));
            Array.Fill(hours, new LegHour(double.NaN, double.NaN, double.NaN));
            return new LegColumn(origin, destination, type, way, rows, hours, FlownRows: 0);
        }

        var flown = 0;
        for (var hour = 0; hour < question.Hours; hour++)
        {
            var stands = before is not null && kept?.Stands(hour, before) == true ? kept.Before(hour, before) : null;
            var row = rows.AsSpan(hour * question.PayloadSteps, question.PayloadSteps);
            if (stands is { } there)
            {
                before!.Rows.AsSpan(there * question.PayloadSteps, question.PayloadSteps).CopyTo(row);
            }
            else
            {
                FlyHour(At(hour), row);
                flown += row.Length;
            }

            var margin = stands is { } same ? before!.Hours[same].WindMarginMetresPerSecond : At(hour).WindMarginMetresPerSecond;
            var (seconds, metresPerSecond) = hour == question.Hours - 1 ? (double.NaN, double.NaN)
                : stands is { } still && kept!.StandsToNext(hour, before!) ? (before!.Hours[still].DriftSeconds, before.Hours[still].DriftMetresPerSecond)
                : LegDrift.Between(question.Forecast, At(hour), At(hour + 1));
            hours[hour] = new LegHour(margin, seconds, metresPerSecond);

            // What was laid out for an hour is not looked at after the next.
            departures[hour] = null;
        }

        return new LegColumn(origin, destination, type, way, rows, hours, flown);
    }

    /// <summary>Why no flight of the leg is simulated: there is no way, or one that nobody may fly, or the type's payload is not known.</summary>
    private ReasonCode? NotToBeFlown =>
        way.Standing == WayStanding.None ? ReasonCode.RouteNotApproved
        : way.Standing == WayStanding.Prohibited ? ReasonCode.GeozoneProhibited
        : !(LegTableQuestion.MostPayload(type) > Mass.FromKilograms(0)) ? ReasonCode.PayloadExceedsLimit
        : null;

    private LegDeparture At(int hour) => departures[hour] ??= LegDeparture.Of(question, origin, destination, type, way, paths, question.First.AddHours(hour));

    private void FlyHour(LegDeparture departure, Span<LegRow> rows)
    {
        // Lanes that would be idle fly the last payload again.
        var lanes = SimulateMany.Lanes;
        var count = (rows.Length + lanes - 1) / lanes * lanes;
        var flights = FlightBatch.Repeat(departure.Task, count);
        for (var row = 0; row < count; row++)
        {
            flights.PayloadKilograms[row] = question.Payload(type, Math.Min(row, rows.Length - 1)).Kilograms;
        }

        var results = new FlightBatchResults(count) { Limits = new FlightBatchLimits(count) };
        SimulateMany.Run(departure.Plan, flights, results);
        var limits = new LegLimits(policy, departure);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = limits.Row(question.Payload(type, row), results, row);
        }
    }
}
