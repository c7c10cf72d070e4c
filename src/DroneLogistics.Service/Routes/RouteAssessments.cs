using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Closures;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>A route that was assessed again, and what was known of it before.</summary>
/// <param name="Before">As it was.</param>
/// <param name="After">With the assessment on the zones of now.</param>
public sealed record Reassessment(RouteRecord Before, RouteRecord After);

/// <summary>Decides flights on routes, and what becomes of a route by it.</summary>
public static class RouteAssessments
{
    /// <summary>Assesses routes again, each by the flight that it was assessed by, on zones that are about to hold.</summary>
    /// <param name="routes">Routes with an assessment.</param>
    /// <param name="at">What is known now.</param>
    /// <param name="then">The world with the zones that are about to hold.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Reassessment> Again(IEnumerable<RouteRecord> routes, OperationsSnapshot at, World then, DateTimeOffset now) =>
        [.. routes.Select(route => new Reassessment(route, Of(route, route.Assessment!.Flight, at with { World = then }, now) with { UpdateUs = FlightMessages.Micros(now) }))];

    /// <summary>The route with an assessment of one flight, made on the world of a snapshot with the fleet that is assumed everywhere.</summary>
    /// <exception cref="BadRequestException">The flight is malformed.</exception>
    public static RouteRecord Of(RouteRecord route, V1.FlightPlan plan, OperationsSnapshot at, DateTimeOffset now)
    {
        // What is assessed is the way, not the weather of a day: in a forecast every route would go out of service with the first storm.
        var world = at.World.With(forecast: null);
        var fields = new FieldReader();
        var fleet = world.AssumedFleet();
        var question = FlightPlanReader.Read(plan, "flight", fields, world, fleet, now, departureRequired: true);
        fields.ThrowIfAny();
        var decision = CheckFlight.Decide(world, Timetable.Empty(fleet), question!, now, DecisionPurpose.Check);
        var message = DecisionWriter.Write(decision);
        message.Forecast = null;
        var happens = decision.Verdict == Verdict.Go ? RouteEvent.AssessmentPassed : RouteEvent.AssessmentFailed;
        var after = After(route, happens, route.StateReason);
        return after with
        {
            StateReason = after.State == route.State ? route.StateReason : decision.Verdict == Verdict.Go ? "assessment: GO" : "assessment: NO_GO",
            Assessment = new V1.RouteAssessment
            {
                Flight = plan,
                Decision = message,
                RouteVersion = route.Version,
                AirspaceRevision = at.Airspace.ZonesRevision,
                AssessTime = now.ToTimestamp(),
            },
        };
    }

    /// <summary>The route after an event.</summary>
    /// <exception cref="RpcException">It cannot happen in its state.</exception>
    public static RouteRecord After(RouteRecord route, RouteEvent happens, string reason) =>
        RouteLife.After(route.State, happens) is { } state
            ? route with { State = state, StateReason = reason }
            : throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{AirspaceNames.Routes}/{route.Definition.Id} is {route.State.ToString().ToUpperInvariant()}: {happens.ToString().ToLowerInvariant()} cannot happen to it.");

    /// <summary>The flights that are refused once a route goes out of service.</summary>
    public static async Task<IReadOnlyList<string>> FlightsHitAsync(OperationsControl operations, OperationsSnapshot at, RouteRecord before, RouteRecord after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (RouteLife.Refuses(before.State) || !RouteLife.Refuses(after.State))
        {
            return [];
        }

        var closed = at.Timetable.Closures;
        var barred = new BarredRoute(after.Definition.Id, RouteStops.Of(after.Definition), after.State);
        var then = at with { Timetable = at.Timetable.WithClosures(new ClosureRegister(closed.Revision, closed.All, [.. closed.BarredRoutes, barred])) };
        return await FlightImpact.OfAsync(operations, at, then, now, cancellationToken);
    }
}
