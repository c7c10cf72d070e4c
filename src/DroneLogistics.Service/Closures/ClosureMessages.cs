using DroneLogistics.Dispatch;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Service.Store;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Between a closure of the contract, a closure in the store and a closure of the core.</summary>
public static class ClosureMessages
{
    private const int LongestDescription = 200;

    /// <summary>The closure, or null where <paramref name="fields"/> now has a violation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="raw">The raw message; null: absent.</param>
    /// <param name="prefix">Path of the message in its request, for the violations.</param>
    /// <param name="fields">Takes the violations.</param>
    /// <param name="world">To resolve sites.</param>
    /// <param name="routes">To resolve routes.</param>
    public static Closure? Read(string id, V1.Closure? raw, string prefix, FieldReader fields, World world, IReadOnlyList<RouteRecord> routes)
    {
        if (raw is null)
        {
            fields.Add(prefix, "REQUIRED", "is missing; expected a closure.");
            return null;
        }

        var target = Target(raw, prefix, fields, world, routes);
        AirspaceQueries.Enumeration($"{prefix}.cause", raw.Cause, fields);
        if (raw.Cause == V1.Closure.Types.Cause.Unspecified)
        {
            fields.Add($"{prefix}.cause", "REQUIRED", "is missing; expected why.");
        }

        var description = fields.Text($"{prefix}.description", raw.Description, LongestDescription);
        var start = fields.Instant($"{prefix}.start_time", raw.StartTime, required: true);
        var end = fields.Instant($"{prefix}.end_time", raw.EndTime, required: true);
        fields.Order($"{prefix}.end_time", start, end);

        return target is not null && start < end && Identifier.IsWellFormed(id)
            ? new Closure(new ClosureId(id), target, (ClosureCause)raw.Cause, description, new TimeWindow(start.Value, end.Value))
            : null;
    }

    /// <summary>The closure of the contract, of a stored row; without the flights that it hits.</summary>
    public static V1.Closure Write(ClosureRow row)
    {
        var closure = V1.Closure.Parser.ParseFrom(row.Message);
        closure.Name = $"{AirspaceNames.Closures}/{row.Id}";
        closure.CreateTime = FlightMessages.Instant(row.CreateUs).ToTimestamp();
        closure.Etag = FlightStore.EtagOf(row.Revision);
        return closure;
    }

    /// <summary>What is closed, of all that is stored.</summary>
    /// <exception cref="StoredAirspaceException">A closure of a site or route that is no longer there: what it closes cannot be told.</exception>
    public static ClosureRegister Register(StoredAirspace stored, World world)
    {
        var routes = RouteMessages.All(stored, world);
        return new ClosureRegister(
            stored.Revision,
            [.. stored.Closures.Select(row => Stored(row, world, routes))],
            [.. routes.Where(route => RouteLife.Refuses(route.State)).Select(route => new BarredRoute(route.Definition.Id, RouteStops.Of(route.Definition), route.State))]);
    }

    private static Closure Stored(ClosureRow row, World world, IReadOnlyList<RouteRecord> routes)
    {
        var fields = new FieldReader();
        var closure = Read(row.Id, V1.Closure.Parser.ParseFrom(row.Message), "closure", fields, world, routes);
        try
        {
            fields.ThrowIfAny();
            return closure!;
        }
        catch (BadRequestException trouble)
        {
            throw new StoredAirspaceException($"{AirspaceNames.Closures}/{row.Id}", trouble.Message);
        }
    }

    private static ClosureTarget? Target(V1.Closure raw, string prefix, FieldReader fields, World world, IReadOnlyList<RouteRecord> routes)
    {
        switch (raw.TargetCase)
        {
            case V1.Closure.TargetOneofCase.Site:
                return FlightPlanReader.Site(raw.Site, $"{prefix}.site", fields, world) is { } site ? new SiteClosed(site.Id) : null;
            case V1.Closure.TargetOneofCase.Route:
                return RouteMessages.Find(routes, raw.Route, $"{prefix}.route", fields) is { } route ? new RouteClosed(route.Definition.Id, RouteStops.Of(route.Definition)) : null;
            case V1.Closure.TargetOneofCase.Region:
                return PlaceReader.Region(raw.Region, $"{prefix}.region", fields, world.Policy.ServiceArea.Box) is { } region ? new RegionClosed(region) : null;
            default:
                fields.Add(prefix, "REQUIRED", "has no target; expected a site, a route or a region.");
                return null;
        }
    }
}
