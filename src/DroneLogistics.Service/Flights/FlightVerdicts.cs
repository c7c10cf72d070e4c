using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>How booked flights stand: the decision on which they were booked, taken again.</summary>
public static class FlightVerdicts
{
    /// <summary>How a flight stands by its row: as booked, until something else was found.</summary>
    public static V1.FlightVerdict Of(FlightRow row) => row.Verdict.Length > 0
        ? V1.FlightVerdict.Parser.ParseFrom(row.Verdict)
        : new V1.FlightVerdict { Verdict = V1.Verdict.Go, SinceTime = FlightMessages.Instant(row.CreateUs).ToTimestamp() };

    /// <summary>Decides a flight again as it is booked: its tail, pack, way and payload, its own claims aside.</summary>
    /// <param name="row">The flight.</param>
    /// <param name="at">What is known now.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cause">What changed, in words.</param>
    public static V1.FlightVerdict Again(FlightRow row, OperationsSnapshot at, DateTimeOffset now, string cause)
    {
        var booked = V1.Flight.Parser.ParseFrom(row.Message);
        var verdict = new V1.FlightVerdict { SinceTime = now.ToTimestamp(), Cause = cause };
        var fields = new FieldReader();
        var question = FlightPlanReader.Read(booked.Plan, "plan", fields, at.World, at.Timetable.Fleet, now, departureRequired: true);
        try
        {
            fields.ThrowIfAny();
        }
        catch (BadRequestException trouble)
        {
            // Its site, type or tail is not there any more: nothing can be said of it, and unknown is NO_GO.
            verdict.Findings.Add(Unreadable(trouble));
            return verdict;
        }

        if (booked.Decision.Route is { Waypoints.Count: > 1 } way)
        {
            question = question! with { Waypoints = [.. way.Waypoints.Select(point => new LatLon(point.Latitude, point.Longitude))] };
        }

        var decision = CheckFlight.Decide(at.World, AsBooked(row, at.Timetable), question!, now, DecisionPurpose.Schedule);
        verdict.Verdict = (V1.Verdict)decision.Verdict;
        verdict.Findings.AddRange(decision.Findings.Select(DecisionWriter.Write));
        return verdict;
    }

    /// <summary>
    /// Without the flight, and without those that its pack flies after it: they were booked after it and count on it, and a pack that is
    /// promised on serves no flight before.
    /// </summary>
    private static Timetable AsBooked(FlightRow row, Timetable timetable)
    {
        var (pack, departure) = (ResourceNames.Of(new BatteryPackId(row.BatteryPack)), FlightMessages.Instant(row.DepartureUs));
        var before = timetable.Without(row.Id);
        while (before.FirstFrom(pack, departure) is { } later)
        {
            before = before.Without(later.Id);
        }

        return before;
    }

    /// <summary>Whether two say the same: the verdict and the codes. Numbers that drift with every forecast are no change.</summary>
    public static bool IsSame(V1.FlightVerdict one, V1.FlightVerdict other) => one.Verdict == other.Verdict && Codes(one).SequenceEqual(Codes(other));

    public static byte[] Bytes(V1.FlightVerdict verdict) => verdict.ToByteArray();

    /// <summary>That a flight was booked.</summary>
    public static FlightChangeRow Created(FlightRow row) => Row(row.Id, new V1.FlightChange
    {
        Kind = V1.FlightChange.Types.Kind.Created,
        Verdict = V1.Verdict.Go,
        ChangeTime = FlightMessages.Instant(row.CreateUs).ToTimestamp(),
    });

    /// <summary>That a flight was cancelled.</summary>
    public static FlightChangeRow Cancelled(FlightRow row) => Row(row.Id, new V1.FlightChange
    {
        Kind = V1.FlightChange.Types.Kind.Cancelled,
        Verdict = Of(row).Verdict,
        Cause = row.CancelReason,
        ChangeTime = FlightMessages.Instant(row.UpdateUs).ToTimestamp(),
    });

    /// <summary>That a flight stands otherwise than before.</summary>
    public static FlightChangeRow Changed(string id, V1.FlightVerdict before, V1.FlightVerdict after) => Row(id, new V1.FlightChange
    {
        Kind = V1.FlightChange.Types.Kind.VerdictChanged,
        PreviousVerdict = before.Verdict,
        Verdict = after.Verdict,
        Codes = { Codes(after) },
        Cause = after.Cause,
        ChangeTime = after.SinceTime,
    });

    /// <summary>The codes that stand against a flight, each once, in the order of the contract.</summary>
    public static IEnumerable<V1.ReasonCode> Codes(V1.FlightVerdict verdict) => verdict.Findings.Select(finding => finding.Code).Distinct().Order();

    private static FlightChangeRow Row(string id, V1.FlightChange change) => new()
    {
        FlightId = id,
        Message = change.ToByteArray(),
        CreateUs = FlightMessages.Micros(change.ChangeTime.ToDateTimeOffset()),
    };

    private static V1.Finding Unreadable(BadRequestException trouble) => new()
    {
        Code = trouble.Violations[0].Reason switch
        {
            "AIRCRAFT_UNAVAILABLE" or "AIRCRAFT_TYPE_NOT_FOUND" => V1.ReasonCode.AircraftUnavailable,
            "BATTERY_UNAVAILABLE" => V1.ReasonCode.BatteryUnavailable,
            _ => V1.ReasonCode.SiteClosed,
        },
        Unknown = true,
        Message = $"The flight cannot be decided again: {trouble.Message}",
        MessageZh = "该航班无法重新评估:其计划中的对象已不存在。",
    };
}
