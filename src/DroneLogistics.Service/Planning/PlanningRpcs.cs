using System.Diagnostics;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>PlanningService: pure questions, answered from the timetable as it stands.</summary>
public sealed class PlanningRpcs(OperationsControl operations, TimeProvider clock) : PlanningService.PlanningServiceBase
{
    // Each takes up to seconds, and the deadline is one for all.
    private const int MostChecks = 20;

    public override async Task<CheckFlightResponse> CheckFlight(CheckFlightRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var decision = PlanningDesk.Check(at.World, at.Timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        Telemetry.Decided(decision);
        return new CheckFlightResponse { Decision = decision, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<BatchCheckFlightsResponse> BatchCheckFlights(BatchCheckFlightsRequest request, ServerCallContext context)
    {
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var (now, response, fields) = (clock.GetUtcNow(), new BatchCheckFlightsResponse(), new FieldReader());
        if (request.Requests.Count == 0)
        {
            fields.Add("requests", "REQUIRED", "is empty; expected at least one question.");
        }

        foreach (var (index, question) in request.Requests.Index().Take(fields.Count("requests", request.Requests.Count, MostChecks) ? MostChecks : 0))
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                var decision = PlanningDesk.Check(at.World, at.Timetable, question, now, _ => context.CancellationToken.ThrowIfCancellationRequested());
                response.Responses.Add(new CheckFlightResponse { Decision = decision, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() });
            }
            catch (BadRequestException trouble)
            {
                fields.AddAll($"requests[{index}].", trouble);
            }
        }

        fields.ThrowIfAny();
        return response;
    }

    public override async Task<PlanRouteResponse> PlanRoute(PlanRouteRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var answer = PlanningDesk.PlanRoute(at.World, at.Timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<AssessFlightResponse> AssessFlight(AssessFlightRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var (decision, risk) = PlanningDesk.Assess(at.World, at.Timetable, request, clock.GetUtcNow());
        return risk is null
            ? throw ErrorStatus.Refused(decision, lostRace: false)
            : new AssessFlightResponse { Risk = risk, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<SearchDepartureWindowsResponse> SearchDepartureWindows(SearchDepartureWindowsRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var answer = InverseDesk.Windows(at.World, at.Timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<ComputeLargestPayloadResponse> ComputeLargestPayload(ComputeLargestPayloadRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var answer = InverseDesk.Payload(at.World, at.Timetable, request, clock.GetUtcNow());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<ComputeEnvelopeResponse> ComputeEnvelope(ComputeEnvelopeRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var answer = InverseDesk.Envelope(at.World, at.Timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<FindAlternatesResponse> FindAlternates(FindAlternatesRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var (decision, alternates) = PlanningDesk.FindAlternates(at.World, at.Timetable, request, clock.GetUtcNow());
        return alternates is null
            ? throw ErrorStatus.Refused(decision, lostRace: false)
            : new FindAlternatesResponse { Alternates = alternates, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<ExportFlightResponse> ExportFlight(ExportFlightRequest request, ServerCallContext context)
    {
        var at = await operations.SnapshotAsync(context.CancellationToken);
        return ExportDesk.Export(at.World, at.Timetable, request, clock.GetUtcNow());
    }

    public override async Task SimulateFlight(SimulateFlightRequest request, IServerStreamWriter<TracePoint> responseStream, ServerCallContext context)
    {
        var at = await operations.SnapshotAsync(context.CancellationToken);
        var (decision, trace) = PlanningDesk.Simulate(at.World, at.Timetable, request, clock.GetUtcNow());
        if (decision.Forecast is not { Phases.Count: > 0 })
        {
            throw ErrorStatus.Refused(decision, lostRace: false);
        }

        foreach (var point in trace)
        {
            await responseStream.WriteAsync(point, context.CancellationToken);
        }
    }
}
