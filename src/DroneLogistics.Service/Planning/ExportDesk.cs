using DroneLogistics.Dispatch;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Scheduling;

namespace DroneLogistics.Service;

/// <summary>Decides flights that are to be handed to other programs: with every alternate along the way, which a decision alone does not look for.</summary>
public static class ExportDesk
{
    private const double DefaultStepSeconds = 10;

    /// <summary>Decides one flight and writes it.</summary>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    /// <exception cref="Grpc.Core.RpcException">The flight is refused and the format is not for such ones, or the format cannot hold it.</exception>
    public static V1.ExportFlightResponse Export(World world, Timetable timetable, V1.ExportFlightRequest request, DateTimeOffset clock)
    {
        if (request.Format == V1.ExportFormat.Unspecified || !Enum.IsDefined(request.Format))
        {
            var fields = new FieldReader();
            fields.Add("format", request.Format == V1.ExportFormat.Unspecified ? "REQUIRED" : "ENUM_UNKNOWN", $"is {(int)request.Format}; expected one of {string.Join(", ", Enum.GetValues<V1.ExportFormat>().Where(format => format != V1.ExportFormat.Unspecified).Select(format => $"{(int)format} ({ExchangeFormats.Of((ExchangeFormat)format).Word})"))}.");
            fields.ThrowIfAny();
        }

        var asked = new V1.SimulateFlightRequest { Flight = request.Flight, DecisionTime = request.DecisionTime };
        if (request.HasTimeStepS)
        {
            asked.TimeStepS = request.TimeStepS;
        }

        // The numbers of the formats are those of the contract.
        var entry = ExchangeFormats.Of((ExchangeFormat)request.Format);
        var (decision, flight) = Exchange(world, timetable, asked, clock);
        if (flight is null || (!flight.IsGo && (entry.Format == ExchangeFormat.F3548 || (entry.IsMission && !request.EvenRefused))))
        {
            throw ErrorStatus.Refused(decision, lostRace: false);
        }

        try
        {
            return new V1.ExportFlightResponse
            {
                Content = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(FlightExport.Write(flight, entry.Format, request.EvenRefused, IntentOwner.None)),
                MediaType = entry.MediaType,
                FileExtension = entry.Extension,
                Verdict = flight.IsGo ? V1.Verdict.Go : V1.Verdict.NoGo,
            };
        }
        catch (ExportException trouble)
        {
            throw ErrorStatus.Build(Google.Rpc.Code.FailedPrecondition, "EXPORT_NOT_POSSIBLE", $"Nothing is written: {trouble.Message}.");
        }
    }

    /// <summary>Decides one flight and lays it out for exchange.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <returns>The decision, and the flight; null where it cannot be simulated as asked.</returns>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (Decision Decision, ExchangedFlight? Flight) Exchange(World world, Timetable timetable, V1.SimulateFlightRequest request, DateTimeOffset clock)
    {
        var fields = new FieldReader();
        var step = fields.Positive("time_step_s", request.HasTimeStepS ? request.TimeStepS : DefaultStepSeconds, 0.1, 3600, "s", "STEP_TOO_LARGE");
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var question = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        var geoid = world.Geoid ?? throw new InvalidOperationException("A world that is read from files has a geoid.");
        var (decision, alternates) = CheckFlight.WithAlternates(world, timetable, question!, now, world.Policy.AlternateStep);
        return (decision, ExchangedFlight.Of(decision, alternates, world.Policy, geoid, step!.Value));
    }
}
