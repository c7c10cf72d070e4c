using DroneLogistics.Fleet;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>Flies one type over one leg in every hour of a table: a batch an hour, a row a payload.</summary>
internal sealed class LegFlights(LegTableQuestion question, Site origin, Site destination, AircraftType type, PlannedWay way, Speed strongest)
{
    // The power of forward flight falls no faster than the density and rises no slower than its inverse: from 0.8 to 1.25 of standard air, which is
    // more than any air for which a type's model holds, it is no less than this share of that in standard air.
    private const double RangeSafety = 0.8;

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
            return new LegColumn(origin, destination, type, way, rows, hours, FlownRows: 0) { NotFlown = reason };
        }

        // Rows that were never flown are none to be taken over.
        kept = before is { NotFlown: null } ? kept : null;
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
        : IsBeyondRange ? ReasonCode.EnergyReserveShortfall
        : null;

    /// <summary>
    /// Whether level flight alone, empty, with the strongest wind of the forecast behind it on all of the way, takes more than the pack holds: then no
    /// hour and no payload gets there, and none is flown. Thin air and a warm pack are left their due.
    /// </summary>
    private bool IsBeyondRange
    {
        get
        {
            var flight = new FlightQuestion { Origin = origin, Destination = destination, Type = type, Payload = default, Departure = question.First, Waypoints = way.Points };
            var task = CheckFlight.Task(policy, flight, Wind.Calm, StateOfCharge.Full, policy.AssumedPackHealthRatio);
            var watts = new PhasePower(type, task.TakeoffMass).Forward(task.CruiseAirspeed, Speed.Zero, task.Atmosphere.DensityAt(task.CruiseAltitude), 1).TotalWatts;
            var seconds = way.Distance.Metres / (task.CruiseAirspeed + strongest).MetresPerSecond;
            return RangeSafety * watts * seconds > task.Circuit().StoredEnergy(StateOfCharge.Full).Joules;
        }
    }

    private LegDeparture At(int hour) => departures[hour] ??= LegDeparture.Of(question, origin, destination, type, way, paths, question.First.AddHours(hour));

    private void FlyHour(LegDeparture departure, Span<LegRow> rows)
    {
        var limits = new LegLimits(policy, departure);
        if (departure.Profile.Trouble is ProfileTrouble.WindUnknown or ProfileTrouble.NoWayForward or ProfileTrouble.GroundSpeedTooLow)
        {
            // So of every payload: the ground speed does not hang on it.
            rows.Fill(limits.NotFlown(departure.Profile));
            return;
        }

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
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = limits.Row(question.Payload(type, row), results, row);
        }
    }
}
