using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Between a flight of the contract, a flight in the store and a flight in the timetable.</summary>
public static class FlightMessages
{
    /// <summary>The flight of the contract, of a stored row and its claims.</summary>
    public static V1.Flight Write(FlightRow row, IReadOnlyList<ClaimRow> claims)
    {
        var flight = V1.Flight.Parser.ParseFrom(row.Message);
        flight.Name = $"flights/{row.Id}";
        flight.RequestId = row.RequestId;
        flight.State = (V1.Flight.Types.State)row.State;
        flight.CreateTime = Instant(row.CreateUs).ToTimestamp();
        flight.UpdateTime = Instant(row.UpdateUs).ToTimestamp();
        flight.Etag = FlightStore.EtagOf(row.Revision);
        flight.CancelReason = row.CancelReason;
        flight.CurrentVerdict = row.State == FlightStore.CancelledState ? null : FlightVerdicts.Of(row);
        flight.Claims.AddRange(claims.Select(Write));
        return flight;
    }

    private static V1.Claim Write(ClaimRow row)
    {
        var claim = new V1.Claim
        {
            Kind = (V1.Claim.Types.Kind)row.Kind,
            Resource = row.Resource,
            StartTime = Instant(row.StartUs).ToTimestamp(),
            EndTime = Instant(row.EndUs).ToTimestamp(),
        };
        if (claim.Kind == V1.Claim.Types.Kind.Airspace)
        {
            (claim.LowMAmsl, claim.HighMAmsl) = (row.LowM, row.HighM);
        }

        return claim;
    }

    /// <summary>The row of a decided flight; its revision is set by the commit.</summary>
    public static FlightRow Row(string id, V1.ScheduleFlightRequest request, Dispatch.Decision decision, DateTimeOffset now)
    {
        var message = new V1.Flight { Plan = SettledPlan(request.Flight, decision), Cargo = { request.Cargo }, Decision = DecisionWriter.Write(decision), Intent = { decision.Intent!.Volumes.Select(IntentMessages.Write) } };
        return new FlightRow
        {
            Id = id,
            Revision = 0,
            Organization = Caller.Current.Organization,
            Principal = Caller.Current.Principal,
            RequestId = request.RequestId,
            State = (int)V1.Flight.Types.State.Scheduled,
            Aircraft = decision.Aircraft!.Id.Text,
            BatteryPack = decision.Pack!.Id.Text,
            Origin = decision.Question.Origin.Id.Text,
            Destination = decision.Question.Destination.Id.Text,
            DepartureUs = Micros(decision.Question.Departure),
            ArrivalUs = Micros(decision.Arrival!.Value),
            PayloadKg = decision.Question.Payload.Kilograms,
            TakeoffSoc = decision.Forecast!.Task.TakeoffCharge.Ratio,
            LandingSoc = decision.Forecast.LandingCharge!.Value.Ratio,
            Message = message.ToByteArray(),
            CreateUs = Micros(now.FloorToMicrosecond()),
            UpdateUs = Micros(now.FloorToMicrosecond()),
            CancelReason = string.Empty,
        };
    }

    /// <summary>The claims of a decided flight.</summary>
    public static IReadOnlyList<ClaimRow> Claims(string id, Dispatch.Decision decision) =>
        [.. decision.Claims.OrderBy(claim => claim.Window.Start).ThenBy(claim => claim.Resource, StringComparer.Ordinal).Select(claim => new ClaimRow
        {
            FlightId = id,
            Kind = (int)claim.Kind,
            Resource = claim.Resource,
            LowM = claim.Band.LowMetres,
            HighM = claim.Band.HighMetres,
            StartUs = Micros(claim.Window.Start.FloorToMicrosecond()),
            EndUs = Micros(claim.Window.End.CeilingToMicrosecond()),
        })];

    /// <summary>The flight of the timetable, of a stored row and its claims.</summary>
    public static ScheduledFlight Scheduled(FlightRow row, IReadOnlyList<ClaimRow> claims) => new()
    {
        Id = row.Id,

        // A flight that holds claims has the revision of its booking: so far a cancellation is the only change after it that counts one.
        BookingOrder = row.Revision,
        Aircraft = new AircraftId(row.Aircraft),
        Pack = new BatteryPackId(row.BatteryPack),
        Origin = new SiteId(row.Origin),
        Destination = new SiteId(row.Destination),
        Departure = Instant(row.DepartureUs),
        Arrival = Instant(row.ArrivalUs),
        TakeoffCharge = new StateOfCharge(row.TakeoffSoc),
        LandingCharge = new StateOfCharge(row.LandingSoc),
        Claims = [.. claims.Select(claim => new Claim((ClaimKind)claim.Kind, claim.Resource, new TimeWindow(Instant(claim.StartUs), Instant(claim.EndUs))) { Band = new AltitudeCells(claim.LowM, claim.HighM) })],
        Intent = [.. V1.Flight.Parser.ParseFrom(row.Message).Intent.Select(IntentMessages.Read)],
    };

    /// <summary>UTC microseconds since 1970.</summary>
    public static long Micros(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of UTC microseconds since 1970.</summary>
    public static DateTimeOffset Instant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>The plan as asked, with the tail, the pack and the instant that were settled.</summary>
    private static V1.FlightPlan SettledPlan(V1.FlightPlan asked, Dispatch.Decision decision)
    {
        var plan = asked.Clone();
        plan.AircraftType = $"aircraftTypes/{decision.Question.Type.Id}";
        plan.Aircraft = ResourceNames.Of(decision.Aircraft!.Id);
        plan.BatteryPack = ResourceNames.Of(decision.Pack!.Id);
        plan.DepartureTime = decision.Question.Departure.ToTimestamp();
        return plan;
    }
}
