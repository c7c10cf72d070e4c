using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>A route as the service holds it.</summary>
/// <param name="Definition">Its stops and its use.</param>
/// <param name="Version">Counts their changes, from 1.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="StateReason">Why, in words.</param>
/// <param name="Assessment">The last one; null: none.</param>
/// <param name="Revision">Of its record; 0 of a route that ships and never changed.</param>
/// <param name="CreateUs">When it was added; 0 of a route that ships.</param>
/// <param name="UpdateUs">When it last changed; 0: never.</param>
public sealed record RouteRecord(Routing.Route Definition, int Version, RouteState State, string StateReason, V1.RouteAssessment? Assessment, long Revision, long CreateUs, long UpdateUs);

/// <summary>Between a route of the contract, a route in the store and a route of the core.</summary>
public static class RouteMessages
{
    private const int MostVia = 20;
    private const int MostCargo = 50;
    private const int LongestText = 200;

    /// <summary>Every route: those that ship in the order of the data, then those that were added by id.</summary>
    /// <exception cref="StoredAirspaceException">A stored route names a site that is no longer there.</exception>
    public static IReadOnlyList<RouteRecord> All(StoredAirspace stored, World world)
    {
        var changed = stored.Routes.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var ships = world.Routes.Select(route => route.Id.Text).ToHashSet(StringComparer.Ordinal);
        var deleted = Deleted(stored);
        return
        [
            .. world.Routes.Where(route => !deleted.Contains(route.Id.Text)).Select(route => changed.TryGetValue(route.Id.Text, out var row) ? Stored(row, world) : new RouteRecord(route, 1, RouteState.Draft, string.Empty, null, 0, 0, 0)),
            .. stored.Routes.Where(row => !ships.Contains(row.Id) && !deleted.Contains(row.Id)).Select(row => Stored(row, world)),
        ];
    }

    /// <summary>Ids of the routes that were deleted: they are not given again.</summary>
    public static IReadOnlySet<string> Deleted(StoredAirspace stored) =>
        stored.Records.Where(row => row.Collection == AirspaceNames.Routes).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>A route by its resource name, or null with a violation.</summary>
    public static RouteRecord? Find(IReadOnlyList<RouteRecord> routes, string name, string field, FieldReader fields)
    {
        if (fields.Name(field, name, AirspaceNames.Routes) is not { } id)
        {
            return null;
        }

        var found = routes.FirstOrDefault(route => route.Definition.Id.Text == id);
        if (found is null)
        {
            fields.AddNotFound(field, "ROUTE_NOT_FOUND", FieldReader.NoSuch("route", id, routes.Select(route => route.Definition.Id.Text)));
        }

        return found;
    }

    public static V1.Route Write(RouteRecord route, OperationsSnapshot at)
    {
        var message = NetworkWriter.Write(route.Definition, at.World);
        message.State = (V1.Route.Types.State)(route.State + 1);
        message.StateReason = route.StateReason;
        message.Version = route.Version;
        message.Etag = FlightStore.EtagOf(route.Revision);
        message.RecordOrigin = route.CreateUs > 0 ? V1.RecordOrigin.Added : route.Revision > 0 ? V1.RecordOrigin.Changed : V1.RecordOrigin.Shipped;
        message.CreateTime = route.CreateUs > 0 ? FlightMessages.Instant(route.CreateUs).ToTimestamp() : null;
        message.UpdateTime = route.UpdateUs > 0 ? FlightMessages.Instant(route.UpdateUs).ToTimestamp() : null;
        if (route.Assessment is { } assessment)
        {
            message.Assessment = assessment.Clone();
            message.Assessment.Current = IsCurrent(route, at.Airspace.ZonesRevision);
        }

        return message;
    }

    /// <summary>Whether the assessment speaks of the version and the zones of now.</summary>
    public static bool IsCurrent(RouteRecord route, long zonesRevision) =>
        route.Assessment is { } assessment && assessment.RouteVersion == route.Version && assessment.AirspaceRevision == zonesRevision;

    public static RouteRow Row(RouteRecord route) => new()
    {
        Id = route.Definition.Id.Text,
        Revision = route.Revision,
        Version = route.Version,
        State = (int)route.State,
        StateReason = route.StateReason,
        Definition = Definition(route.Definition).ToByteArray(),
        Assessment = route.Assessment?.ToByteArray() ?? [],
        CreateUs = route.CreateUs,
        UpdateUs = route.UpdateUs,
    };

    /// <summary>The stops and the use of a route, or null where <paramref name="fields"/> now has a violation.</summary>
    public static Routing.Route? Read(string id, V1.Route? raw, string prefix, FieldReader fields, World world)
    {
        if (raw is null)
        {
            fields.Add(prefix, "REQUIRED", "is missing; expected a route.");
            return null;
        }

        var origin = FlightPlanReader.Site(raw.Origin, $"{prefix}.origin", fields, world);
        var destination = FlightPlanReader.Site(raw.Destination, $"{prefix}.destination", fields, world);
        var via = fields.Count($"{prefix}.via", raw.Via.Count, MostVia)
            ? raw.Via.Select((name, index) => FlightPlanReader.Site(name, $"{prefix}.via[{index}]", fields, world)).ToList()
            : [];
        if (origin is not null && origin == destination && via.All(site => site == origin))
        {
            fields.Add($"{prefix}.destination", "SAME_SITE", $"is the origin, \"{raw.Destination}\"; expected another site, or a via that leads away from it.");
        }

        AirspaceQueries.Enumeration($"{prefix}.kind", raw.Kind, fields);
        AirspaceQueries.Enumeration($"{prefix}.status", raw.Status, fields);
        if (raw.Kind == V1.Route.Types.Kind.Unspecified)
        {
            fields.Add($"{prefix}.kind", "REQUIRED", "is missing; expected CARGO or SIGHTSEEING.");
        }

        if (fields.Count($"{prefix}.cargo", raw.Cargo.Count, MostCargo))
        {
            foreach (var (index, cargo) in raw.Cargo.Index())
            {
                fields.Text($"{prefix}.cargo[{index}]", cargo, LongestText);
            }
        }

        fields.Text($"{prefix}.source", raw.Source, LongestText);
        return origin is null || destination is null || via.Contains(null) || !Provenance.Identifier.IsWellFormed(id)
            ? null
            : new Routing.Route(
                new RouteId(id),
                origin.Id,
                destination.Id,
                [.. via.Select(site => site!.Id)],
                raw.Kind == V1.Route.Types.Kind.Sightseeing ? RouteKind.Sightseeing : RouteKind.Cargo,
                raw.Status switch
                {
                    V1.Route.Types.Status.Regular => RouteStatus.Regular,
                    V1.Route.Types.Status.Trial => RouteStatus.Trial,
                    _ => RouteStatus.Planned,
                },
                [.. raw.Cargo],
                raw.Source);
    }

    private static V1.Route Definition(Routing.Route route) => new()
    {
        Origin = $"sites/{route.Origin}",
        Destination = $"sites/{route.Destination}",
        Via = { route.Via.Select(site => $"sites/{site}") },
        Kind = route.Kind == RouteKind.Cargo ? V1.Route.Types.Kind.Cargo : V1.Route.Types.Kind.Sightseeing,
        Status = route.Status switch
        {
            RouteStatus.Regular => V1.Route.Types.Status.Regular,
            RouteStatus.Trial => V1.Route.Types.Status.Trial,
            _ => V1.Route.Types.Status.Planned,
        },
        Cargo = { route.Cargo },
        Source = route.Source,
    };

    private static RouteRecord Stored(RouteRow row, World world)
    {
        var fields = new FieldReader();
        var definition = Read(row.Id, V1.Route.Parser.ParseFrom(row.Definition), "route", fields, world);
        try
        {
            fields.ThrowIfAny();
        }
        catch (BadRequestException trouble)
        {
            throw new StoredAirspaceException($"{AirspaceNames.Routes}/{row.Id}", trouble.Message);
        }

        return new RouteRecord(
            definition!,
            row.Version,
            (RouteState)row.State,
            row.StateReason,
            row.Assessment.Length > 0 ? V1.RouteAssessment.Parser.ParseFrom(row.Assessment) : null,
            row.Revision,
            row.CreateUs,
            row.UpdateUs);
    }
}
