using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Sites;

namespace DroneLogistics.Service;

/// <summary>Sites with their pads.</summary>
public sealed class SiteKind : RecordKind<Site, V1.Site>
{
    public const string Name = "sites";

    public override string Collection => Name;

    public override string Field => "site";

    public override string Noun => "site";

    public override string NotFound => "SITE_NOT_FOUND";

    public override IReadOnlyList<NetworkRecord<Site>> All(OperationsSnapshot at) => at.Network.Sites;

    public override Site? Read(string id, V1.Site message, FieldReader fields, OperationsSnapshot at)
    {
        var site = SiteReader.Read(id, message, Field, fields);
        var area = at.World.Policy.ServiceArea;

        // Most likely latitude and longitude are swapped.
        if (site is not null && !area.Contains(site.Position))
        {
            fields.Add($"{Field}.position", "OUTSIDE_SERVICE_AREA", FormattableString.Invariant($"is {site.Position.LatitudeDegrees:R}, {site.Position.LongitudeDegrees:R}; expected latitude {area.SouthDegrees:R} to {area.NorthDegrees:R} and longitude {area.WestDegrees:R} to {area.EastDegrees:R}."));
        }

        return site;
    }

    public override V1.Site Write(NetworkRecord<Site> record, OperationsSnapshot at, DateTimeOffset now)
    {
        var message = NetworkWriter.Write(record.Thing);
        (message.RecordOrigin, message.Etag) = (record.Origin, record.Etag);
        (message.CreateTime, message.UpdateTime, message.DeleteTime) = (record.CreateTime, record.UpdateTime, record.DeleteTime);
        foreach (var pad in message.Pads)
        {
            pad.Etag = record.Etag;
        }

        return message;
    }

    public override IEnumerable<string> UsedBy(Site thing, OperationsSnapshot at) =>
    [
        .. RouteMessages.All(at.Airspace, at.World).Where(route => Stops(route.Definition).Contains(thing.Id)).Select(route => $"{AirspaceNames.Routes}/{route.Definition.Id}"),
        .. at.Timetable.Closures.All.Where(closure => closure.Target is SiteClosed closed && closed.Site == thing.Id).Select(closure => $"{AirspaceNames.Closures}/{closure.Id}"),
        .. at.Network.AuthorizationRegister.All.Where(held => (held.Routes ?? []).Any(route => route.Stops.Contains(thing.Id.Text))).Select(held => held.ResourceName),
        .. at.Timetable.Fleet.Aircraft.Where(tail => at.Timetable.SiteOf(tail, DateTimeOffset.MaxValue) == thing.Id).Select(tail => $"{AircraftKind.Name}/{tail.Id}"),
        .. at.Timetable.Fleet.Packs.Where(pack => at.Timetable.SiteOf(pack, DateTimeOffset.MaxValue) == thing.Id).Select(pack => $"{BatteryPackKind.Name}/{pack.Id}"),
    ];

    public override IEnumerable<string> MustBeFree(Site before, Site? after) =>
        before.Pads.Where(pad => after is null || after.Pads.All(kept => kept.Number != pad.Number)).Select(pad => pad.ResourceName);

    public override bool ChangesGround(Site before, Site after) =>
        (before.Position, before.Elevation, before.HorizontalAccuracy) != (after.Position, after.Elevation, after.HorizontalAccuracy);

    private static IEnumerable<SiteId> Stops(Routing.Route route) => route.Via.Prepend(route.Origin).Append(route.Destination);
}
