using System.Diagnostics;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>PlanningService: pure questions, answered from the timetable as it stands.</summary>
public sealed class PlanningRpcs(OperationsControl operations, TimeProvider clock) : PlanningService.PlanningServiceBase
{
    public override async Task<CheckFlightResponse> CheckFlight(CheckFlightRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var decision = PlanningDesk.Check(operations.World, timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        Telemetry.Decided(decision);
        return new CheckFlightResponse { Decision = decision, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<PlanRouteResponse> PlanRoute(PlanRouteRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var answer = PlanningDesk.PlanRoute(operations.World, timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<AssessFlightResponse> AssessFlight(AssessFlightRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (decision, risk) = PlanningDesk.Assess(operations.World, timetable, request, clock.GetUtcNow());
        return risk is null
            ? throw ErrorStatus.Refused(decision, lostRace: false)
            : new AssessFlightResponse { Risk = risk, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<SearchDepartureWindowsResponse> SearchDepartureWindows(SearchDepartureWindowsRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var answer = InverseDesk.Windows(operations.World, timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<ComputeLargestPayloadResponse> ComputeLargestPayload(ComputeLargestPayloadRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var answer = InverseDesk.Payload(operations.World, timetable, request, clock.GetUtcNow());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<ComputeEnvelopeResponse> ComputeEnvelope(ComputeEnvelopeRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var answer = InverseDesk.Envelope(operations.World, timetable, request, clock.GetUtcNow(), _ => context.CancellationToken.ThrowIfCancellationRequested());
        answer.ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration();
        return answer;
    }

    public override async Task<FindAlternatesResponse> FindAlternates(FindAlternatesRequest request, ServerCallContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (decision, alternates) = PlanningDesk.FindAlternates(operations.World, timetable, request, clock.GetUtcNow());
        return alternates is null
            ? throw ErrorStatus.Refused(decision, lostRace: false)
            : new FindAlternatesResponse { Alternates = alternates, ComputeDuration = Stopwatch.GetElapsedTime(started).ToDuration() };
    }

    public override async Task<ExportFlightResponse> ExportFlight(ExportFlightRequest request, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        return ExportDesk.Export(operations.World, timetable, request, clock.GetUtcNow());
    }

    public override async Task SimulateFlight(SimulateFlightRequest request, IServerStreamWriter<TracePoint> responseStream, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (decision, trace) = PlanningDesk.Simulate(operations.World, timetable, request, clock.GetUtcNow());
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
