using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Routes and their life. Every change is one transaction, decided on what the database knows and again where somebody was first.</summary>
public sealed class RouteDesk(OperationsControl operations)
{
    private const int MostDecisions = 5;
    private const int LongestReason = 200;

    private delegate RouteRecord Decide(RouteRecord route, OperationsSnapshot at);

    /// <exception cref="BadRequestException">Malformed, or there is no such route.</exception>
    public async Task<V1.Route> GetAsync(string name, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        return RouteMessages.Write(Require(at, name), at);
    }

    public async Task<V1.ListRoutesResponse> ListAsync(V1.ListRoutesRequest request, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        var (routes, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(RouteMessages.All(at.Airspace, at.World), route => RouteMessages.Write(route, at), AirspaceNames.Routes);
        return new V1.ListRoutesResponse { Routes = { routes }, NextPageToken = next };
    }

    /// <summary>Adds a draft. Idempotent by request id.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">A route of that id is there.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<V1.Route> CreateAsync(V1.CreateRouteRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var store = operations.Store.Airspace;
        var fingerprint = GeozoneImports.Fingerprint(nameof(V1.NetworkService.NetworkServiceBase.CreateRoute), request);
        if (Guid.TryParseExact(request.RequestId, "D", out _) && await store.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.Route.Parser.ParseFrom(earlier);
        }

        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var at = await operations.SnapshotAsync(cancellationToken);
            var fields = new FieldReader();
            fields.RequestId(request.RequestId);
            if (!Identifier.IsWellFormed(request.RouteId))
            {
                fields.Add("route_id", request.RouteId.Length == 0 ? "REQUIRED" : "ID_FORMAT", $"is no id; expected {Identifier.Rule}.");
            }

            var definition = RouteMessages.Read(request.RouteId, request.Route, "route", fields, at.World);
            fields.ThrowIfAny();
            if (RouteMessages.All(at.Airspace, at.World).Any(route => route.Definition.Id == definition!.Id) || RouteMessages.Deleted(at.Airspace).Contains(request.RouteId))
            {
                throw ErrorStatus.Taken($"{AirspaceNames.Routes}/{request.RouteId}", $"{AirspaceNames.Routes}/{request.RouteId} is or was there already; give the route another id.");
            }

            var micros = FlightMessages.Micros(now);
            var added = new RouteRecord(definition!, 1, RouteState.Draft, string.Empty, null, 0, micros, micros);
            if (request.ValidateOnly)
            {
                var preview = RouteMessages.Write(added, at);
                preview.Etag = string.Empty;
                return preview;
            }

            if (await WriteAsync(request.RequestId, fingerprint, at, added, isNewVersion: true, [], now, cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        throw new ContentionException();
    }

    /// <summary>Gives a route other stops or another use: another version, a draft.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">The route is retired or has another version.</exception>
    public Task<V1.Route> UpdateAsync(V1.UpdateRouteRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(request.Route?.Name ?? string.Empty, request.Route?.Etag ?? string.Empty, request.ValidateOnly, now, isNewVersion: true, tellsFlights: false, (route, at) =>
        {
            var fields = new FieldReader();
            var asked = request.UpdateMask is { Paths.Count: > 0 } mask && request.Route is not null
                ? FieldBehaviors.Merge(FieldBehaviors.Given(NetworkWriter.Write(route.Definition, at.World)), request.Route, mask, fields)
                : request.Route;
            var definition = RouteMessages.Read(route.Definition.Id.Text, asked, "route", fields, at.World);
            fields.ThrowIfAny();
            return RouteAssessments.After(route, RouteEvent.Change, string.Empty) with { Definition = definition!, Version = route.Version + 1 };
        }, cancellationToken);

    /// <summary>Decides a flight on the route and keeps the decision with it.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">The route is retired or has another version.</exception>
    public Task<V1.Route> AssessAsync(V1.AssessRouteRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(request.Name, request.Etag, request.ValidateOnly, now, isNewVersion: false, tellsFlights: true, (route, at) =>
        {
            var plan = PlanOn(route.Definition, request.Flight);
            return RouteAssessments.Of(route, plan, at, now);
        }, cancellationToken);

    /// <summary>Brings a route into or out of service.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such route.</exception>
    /// <exception cref="RpcException">It cannot happen in its state, its assessment does not carry it, or it has another version.</exception>
    public Task<V1.Route> ChangeStateAsync(string name, string etag, string reason, bool validateOnly, RouteEvent happens, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(name, etag, validateOnly, now, isNewVersion: false, tellsFlights: true, (route, at) =>
        {
            var fields = new FieldReader();
            fields.Text("reason", reason, LongestReason);
            fields.ThrowIfAny();
            var after = RouteAssessments.After(route, happens, reason);
            if (RouteLife.NeedsAssessment(happens))
            {
                RequireAssessment(route, at);
            }

            return after;
        }, cancellationToken);

    /// <summary>Deletes a route that is not in service and that no closure names.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such route.</exception>
    /// <exception cref="RpcException">It is in service, a closure names it, or it has another version.</exception>
    public async Task<V1.Route> DeleteAsync(V1.DeleteRouteRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = GeozoneImports.Fingerprint(nameof(V1.NetworkService.NetworkServiceBase.DeleteRoute), request);
        if (Guid.TryParseExact(request.RequestId, "D", out _) && await operations.Store.Airspace.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.Route.Parser.ParseFrom(earlier);
        }

        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var at = await operations.SnapshotAsync(cancellationToken);
            var route = Require(at, request.Name);
            ErrorStatus.RequireEtag(request.Name, request.Etag, route.Revision);
            RequireDeletable(at, request, route);
            var gone = RouteMessages.Write(route, at);
            gone.DeleteTime = now.ToTimestamp();
            if (request.ValidateOnly)
            {
                return gone;
            }

            var micros = FlightMessages.Micros(now);
            var change = new AirspaceChange(request.RequestId, request.RequestId.Length > 0 ? fingerprint : [], at.Airspace.Revision, micros, $"{request.Name} deleted", ChangesZones: false, (db, revision, _) =>
            {
                gone.Etag = FlightStore.EtagOf(revision);
                var row = new NetworkRow { Collection = AirspaceNames.Routes, Id = route.Definition.Id.Text, Revision = revision, Message = [], CreateUs = route.CreateUs, UpdateUs = micros, DeleteUs = micros };
                row.Checksum = RowChecksum.Of(row);
                db.NetworkRecords.Add(row);
                return Task.FromResult(gone.ToByteArray());
            });
            if (await operations.Store.Airspace.WriteAsync(change, cancellationToken) is { } answered)
            {
                return V1.Route.Parser.ParseFrom(answered);
            }
        }

        throw new ContentionException();
    }

    private static void RequireDeletable(OperationsSnapshot at, V1.DeleteRouteRequest request, RouteRecord route)
    {
        var fields = new FieldReader();
        if (request.RequestId.Length > 0)
        {
            fields.RequestId(request.RequestId);
        }

        fields.ThrowIfAny();
        if (route.State is RouteState.Approved or RouteState.Suspended)
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{request.Name} is {route.State.ToString().ToUpperInvariant()}: retire it first.");
        }

        var closures = at.Timetable.Closures.All.Where(closure => closure.Target is RouteClosed closed && closed.Route == route.Definition.Id).Select(closure => $"{AirspaceNames.Closures}/{closure.Id}").ToList();
        if (closures.Count > 0)
        {
            throw ErrorStatus.InUse(request.Name, closures);
        }
    }

    private static V1.FlightPlan PlanOn(Routing.Route route, V1.FlightPlan? asked)
    {
        var fields = new FieldReader();
        if (asked is null)
        {
            fields.Add("flight", "REQUIRED", "is missing; expected a flight.");
        }
        else if (asked.Origin.Length + asked.Destination.Length + asked.Via.Count > 0)
        {
            fields.Add("flight", "ONEOF_CONFLICT", "names stops; expected none, as they are those of the route.");
        }

        fields.ThrowIfAny();
        var plan = asked!.Clone();
        (plan.Origin, plan.Destination) = ($"sites/{route.Origin}", $"sites/{route.Destination}");
        plan.Via.AddRange(route.Via.Select(site => $"sites/{site}"));
        return plan;
    }

    private static void RequireAssessment(RouteRecord route, OperationsSnapshot at)
    {
        var name = $"{AirspaceNames.Routes}/{route.Definition.Id}";
        if (route.Assessment is not { } assessment)
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "SIMULATION_REQUIRED", $"{name} was never assessed: assess it first.");
        }

        if (!RouteMessages.IsCurrent(route, at.Airspace.ZonesRevision))
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "SIMULATION_STALE", $"{name} was assessed as version {assessment.RouteVersion} on zones of revision {assessment.AirspaceRevision}; it is version {route.Version} and they are of revision {at.Airspace.ZonesRevision} now: assess it again.");
        }

        if (assessment.Decision.Verdict != V1.Verdict.Go)
        {
            var why = string.Join(", ", assessment.Decision.Findings.Select(finding => DecisionWriter.Name(finding.Code)));
            throw ErrorStatus.Build(Code.FailedPrecondition, "SIMULATION_FAILED", $"{name} cannot be flown as it was assessed: {why}.");
        }
    }

    private async Task<V1.Route> ChangeAsync(string name, string etag, bool validateOnly, DateTimeOffset now, bool isNewVersion, bool tellsFlights, Decide decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var at = await operations.SnapshotAsync(cancellationToken);
            var before = Require(at, name);
            ErrorStatus.RequireEtag(name, etag, before.Revision);
            var after = decide(before, at) with { UpdateUs = FlightMessages.Micros(now) };
            var hit = tellsFlights ? await RouteAssessments.FlightsHitAsync(operations, at, before, after, now, cancellationToken) : [];
            if (validateOnly)
            {
                var preview = RouteMessages.Write(after, at);
                preview.AffectedFlights.AddRange(hit);
                return preview;
            }

            if (await WriteAsync(string.Empty, [], at, after, isNewVersion, hit, now, cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        throw new ContentionException();
    }

    private async Task<V1.Route?> WriteAsync(string requestId, byte[] fingerprint, OperationsSnapshot at, RouteRecord route, bool isNewVersion, IReadOnlyList<string> hit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var micros = FlightMessages.Micros(now);
        var change = new AirspaceChange(requestId, fingerprint, at.Airspace.Revision, micros, $"{AirspaceNames.Routes}/{route.Definition.Id} is {route.State.ToString().ToLowerInvariant()}", ChangesZones: false, async (db, revision, stop) =>
        {
            var row = RouteMessages.Row(route with { Revision = revision });
            await db.Routes.Where(held => held.Id == row.Id).ExecuteDeleteAsync(stop);
            db.Routes.Add(row);
            if (isNewVersion)
            {
                db.RouteVersions.Add(new RouteVersionRow { Id = row.Id, Version = row.Version, Definition = row.Definition, CreateUs = micros });
            }

            var answer = RouteMessages.Write(route with { Revision = revision }, at);
            answer.AffectedFlights.AddRange(hit);
            return answer.ToByteArray();
        });
        return await operations.Store.Airspace.WriteAsync(change, cancellationToken) is { } answered ? V1.Route.Parser.ParseFrom(answered) : null;
    }

    private static RouteRecord Require(OperationsSnapshot at, string name)
    {
        var fields = new FieldReader();
        var route = RouteMessages.Find(RouteMessages.All(at.Airspace, at.World), name, "name", fields);
        fields.ThrowIfAny();
        return route!;
    }
}
