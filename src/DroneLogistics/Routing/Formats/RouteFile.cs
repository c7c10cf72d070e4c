using DroneLogistics.Provenance;
using DroneLogistics.Sites;

namespace DroneLogistics.Routing.Formats;

/// <summary>Reads <c>data/routes/*.json</c>. A cargo record stands for both directions: the way back is named from its other end.</summary>
public static class RouteFile
{
    private static readonly Dictionary<string, RouteKind> Kinds = new(StringComparer.Ordinal)
    {
        ["cargo"] = RouteKind.Cargo,
        ["sightseeing"] = RouteKind.Sightseeing,
    };

    private static readonly Dictionary<string, RouteStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["regular"] = RouteStatus.Regular,
        ["trial"] = RouteStatus.Trial,
        ["planned"] = RouteStatus.Planned,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound; a site that the register does not have, too.</exception>
    public static IReadOnlyList<Route> Read(ReadOnlyMemory<byte> json, string file, SiteRegister sites)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        var routes = root.Children("routes").SelectMany(record => ReadBothWays(record, sites)).ToList();
        root.Close();
        var twice = routes.GroupBy(route => route.Id).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? routes : throw root.Trouble("routes", $"has the id \"{twice.Key}\" {twice.Count()} times; expected once");
    }

    private static IEnumerable<Route> ReadBothWays(DataObject record, SiteRegister sites)
    {
        var id = Id(record, "id", record.Text("id"));
        var origin = KnownSite(record, "from", record.Text("from"), sites);
        var destination = KnownSite(record, "to", record.Text("to"), sites);
        var via = record.Texts("via").Select(site => KnownSite(record, "via", site, sites)).ToList();
        var kind = record.OneOf("kind", Kinds);
        var status = record.OneOf("status", Statuses);
        var cargoOut = record.Texts("cargoOut");
        var cargoBack = record.Texts("cargoBack");
        var source = record.Text("source");
        record.Close();
        if (origin == destination && via.Count == 0)
        {
            throw record.Trouble("via", "is an empty list; a route back to its own origin must lead somewhere");
        }

        yield return new Route(new RouteId(id), origin, destination, via, kind, status, cargoOut, source);
        if (origin != destination)
        {
            yield return new Route(new RouteId($"{destination}-{origin}"), destination, origin, [.. via.AsEnumerable().Reverse()], kind, status, cargoBack, source);
        }
    }

    private static string Id(DataObject record, string key, string text) =>
        Identifier.IsWellFormed(text) ? text : throw record.Trouble(key, $"is \"{text}\"; expected {Identifier.Rule}");

    private static SiteId KnownSite(DataObject record, string key, string text, SiteRegister sites)
    {
        var id = new SiteId(Id(record, key, text));
        return sites.TryGet(id, out _) ? id : throw record.Trouble(key, $"names the site \"{text}\", which no site file has");
    }
}
