using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Answers the questions that ask back from the answer: when may it leave, how much may it carry. The RPCs and the command line both come through here.</summary>
public static class InverseDesk
{
    private static readonly TimeSpan UsualHorizon = TimeSpan.FromHours(24);

    /// <summary>When a flight may leave.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static V1.SearchDepartureWindowsResponse Windows(World world, Timetable timetable, V1.SearchDepartureWindowsRequest request, DateTimeOffset clock, Action<double>? advance = null)
    {
        var (windows, first, horizon) = StudyWindows(world, timetable, request, clock, advance);
        return new V1.SearchDepartureWindowsResponse
        {
            Windows =
            {
                windows.Select(window => new V1.DepartureWindow
                {
                    StartTime = window.Window.Start.ToTimestamp(),
                    EndTime = window.Window.End.ToTimestamp(),
                    OpensBecause = { window.OpensBecause.Select(DecisionWriter.Write) },
                    ClosesBecause = { window.ClosesBecause.Select(DecisionWriter.Write) },
                }),
            },
            First = DecisionWriter.Write(first),
            HorizonEndTime = horizon.End.ToTimestamp(),
        };
    }

    /// <summary>The windows and the answer at the start of the horizon; every answer that they are found from is told on the way and not kept.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (IReadOnlyList<DepartureWindow> Windows, Decision First, TimeWindow Horizon) StudyWindows(
        World world,
        Timetable timetable,
        V1.SearchDepartureWindowsRequest request,
        DateTimeOffset clock,
        Action<double>? advance = null,
        Action<Decision>? seen = null)
    {
        var fields = new FieldReader();
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var seconds = Horizon(request.HorizonDuration, fields);
        if (request.Flight?.ArrivalTime is not null)
        {
            fields.Add("flight.arrival_time", "NOT_ALLOWED", "is given; expected none: the departure is what is looked for.");
        }

        var flight = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();

        var horizon = HorizonOf(flight!, seconds!.Value);
        var (windows, first) = DepartureWindows.Find(world, timetable, flight!, horizon, now, advance, seen);
        return (windows, first, horizon);
    }

    /// <summary>How far a flight may be changed until it is refused.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static V1.ComputeEnvelopeResponse Envelope(World world, Timetable timetable, V1.ComputeEnvelopeRequest request, DateTimeOffset clock, Action<double>? advance = null)
    {
        var fields = new FieldReader();
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var seconds = Horizon(request.HorizonDuration, fields);
        if (request.Flight?.ArrivalTime is not null)
        {
            fields.Add("flight.arrival_time", "NOT_ALLOWED", "is given; expected none: the departure is one of the things that are changed.");
        }

        var flight = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        var limits = FlightLimits.Of(world, timetable, flight!, HorizonOf(flight!, seconds!.Value), now, Mass.FromKilograms(FlightPlanReader.HeaviestPayloadKilograms), advance);
        return new V1.ComputeEnvelopeResponse { Limits = { limits.Select(Write) } };
    }

    private static V1.FlightLimit Write(FlightLimit limit)
    {
        var message = new V1.FlightLimit
        {
            Kind = (V1.FlightLimitKind)limit.Kind,
            Unit = limit.Kind switch
            {
                FlightLimitKind.LargestPayload => "kg",
                FlightLimitKind.LatestDeparture => "s",
                FlightLimitKind.StrongestHeadwind => "m/s",
                _ => "1",
            },
            RefusedBeyond = { (limit.Value is null ? limit.Last : limit.Beyond)?.Findings.Select(DecisionWriter.Write) ?? [] },
        };
        if (limit.Value is { } value)
        {
            message.Value = value;
            message.DepartureTime = limit.Kind == FlightLimitKind.LatestDeparture ? limit.Last.Question.Departure.ToTimestamp() : null;
            if (limit.Last.Forecast?.LandingCharge is { } charge)
            {
                message.LandingSocRatio = charge.Ratio;
            }
        }

        return message;
    }

    private static double? Horizon(Duration? given, FieldReader fields) =>
        fields.Positive("horizon_duration", given is not null ? given.Seconds + (given.Nanos * 1e-9) : UsualHorizon.TotalSeconds, 60, TimeSpan.FromHours(48).TotalSeconds, "s", given?.Seconds >= 60 ? "DURATION_TOO_LONG" : "HORIZON_RANGE");

    /// <summary>From the departure on, in whole seconds, so that edges are.</summary>
    private static TimeWindow HorizonOf(FlightQuestion flight, double seconds)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds((long)Math.Ceiling((flight.Departure - DateTimeOffset.UnixEpoch).TotalSeconds));
        return new TimeWindow(start, start.AddSeconds(Math.Ceiling(seconds)));
    }

    /// <summary>How much a flight may carry.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static V1.ComputeLargestPayloadResponse Payload(World world, Timetable timetable, V1.ComputeLargestPayloadRequest request, DateTimeOffset clock)
    {
        var fields = new FieldReader();
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        if (request.Flight is { HasPayloadKg: true })
        {
            fields.Add("flight.payload_kg", "NOT_ALLOWED", "is given; expected none: it is what is looked for.");
        }

        var plan = request.Flight?.Clone();
        if (plan is not null)
        {
            plan.PayloadKg = 0;
        }

        var flight = FlightPlanReader.Read(plan, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        var (largest, above) = LargestPayload.Find(world, timetable, flight!, now, Mass.FromKilograms(FlightPlanReader.HeaviestPayloadKilograms));
        var answer = new V1.ComputeLargestPayloadResponse { Decision = DecisionWriter.Write(largest) };
        if (largest.Verdict == Verdict.Go)
        {
            answer.PayloadKg = largest.Question.Payload.Kilograms;
            answer.RefusedAbove.AddRange(above.Findings.Select(DecisionWriter.Write));
        }

        return answer;
    }
}
