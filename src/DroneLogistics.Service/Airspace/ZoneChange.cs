using DroneLogistics.Airspace;
using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Service.Store;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>
/// What a change of the zones or the obstacles means for routes that were assessed: those that new ones touch are assessed again with
/// these in place, all of them where some go, as that may open a better way. The others stand as they were assessed: what a way does not
/// meet neither closes nor shortens it.
/// </summary>
internal static class ZoneChange
{
    /// <summary>The routes that must be assessed again, assessed.</summary>
    /// <param name="at">What is known now.</param>
    /// <param name="touched">Names of the routes that pass new zones.</param>
    /// <param name="added">Sets that come.</param>
    /// <param name="gone">Sets that go.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Reassessment> Reassess(OperationsSnapshot at, IReadOnlyList<string> touched, IReadOnlyList<GeozoneSet> added, IReadOnlyList<GeozoneSet> gone, DateTimeOffset now)
    {
        return Reassess(at, touched, gone.Count > 0, space => space.WithZones([.. space.ZoneSets.Where(held => !gone.Contains(held)), .. added]), now);
    }

    /// <summary>The routes that must be assessed again, assessed.</summary>
    /// <param name="at">What is known now.</param>
    /// <param name="touched">Names of the routes that pass what is new.</param>
    /// <param name="all">Whether something goes, so that every route is looked at.</param>
    /// <param name="then">What flights will pass through, of what they pass through now; made only where a route is assessed again.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Reassessment> Reassess(OperationsSnapshot at, IReadOnlyList<string> touched, bool all, Func<FlightSpace, FlightSpace> then, DateTimeOffset now)
    {
        var routes = Assessed(at).Where(route => all || touched.Contains($"{AirspaceNames.Routes}/{route.Definition.Id}")).ToList();
        return routes.Count == 0 ? [] : RouteAssessments.Again(routes, at, at.World.With(then(at.World.Space)), now);
    }

    /// <summary>Stores what was assessed again, and that the other assessments hold on the zones of the new revision as well.</summary>
    public static async Task StoreAsync(OperationsDb db, OperationsSnapshot at, IReadOnlyList<Reassessment> reassessed, long revision, CancellationToken cancellationToken)
    {
        var anew = reassessed.ToDictionary(one => one.After.Definition.Id, one => one.After with { Revision = revision });
        foreach (var route in Assessed(at).Where(route => RouteMessages.IsCurrent(route, at.Airspace.ZonesRevision) || anew.ContainsKey(route.Definition.Id)))
        {
            var after = anew.GetValueOrDefault(route.Definition.Id) ?? route;
            var assessment = after.Assessment!.Clone();
            assessment.AirspaceRevision = revision;
            var row = RouteMessages.Row(after with { Assessment = assessment });
            await db.Routes.Where(held => held.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
            db.Routes.Add(row);
        }
    }

    public static V1.ReassessedRoute Write(Reassessment one) => new()
    {
        Route = $"{AirspaceNames.Routes}/{one.After.Definition.Id}",
        PreviousVerdict = one.Before.Assessment!.Decision.Verdict,
        Verdict = one.After.Assessment!.Decision.Verdict,
        Reasons = { one.After.Assessment.Decision.Findings.Select(finding => finding.Code).Distinct() },
        State = (V1.Route.Types.State)(one.After.State + 1),
    };

    private static IEnumerable<RouteRecord> Assessed(OperationsSnapshot at) =>
        RouteMessages.All(at.Airspace, at.World).Where(route => route is { State: not RouteState.Retired, Assessment: not null });
}
