using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Service.Store;
using DroneLogistics.Sites;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>The network as the database has it: what ships, with what was added, changed and deleted since. Immutable.</summary>
public sealed class NetworkBook
{
    private readonly IReadOnlyList<Routing.Route> routes;

    private NetworkBook(World shipped, FleetRegister fleet, IReadOnlyList<NetworkRow> rows)
    {
        Revision = rows.Select(row => row.Revision).DefaultIfEmpty().Max();
        Sites = Over(SiteKind.Name, shipped.Sites.All.Select(site => (site.Id.Text, site)), rows, row => Stored(row, V1.Site.Parser, SiteReader.Read));
        Aircraft = Over(AircraftKind.Name, fleet.Aircraft.Select(tail => (tail.Id.Text, tail)), rows, row => Stored(row, V1.Aircraft.Parser, AircraftKind.Read));
        Packs = Over(BatteryPackKind.Name, fleet.Packs.Select(pack => (pack.Id.Text, pack)), rows, row => Stored(row, V1.BatteryPack.Parser, BatteryPackKind.Read));
        Authorizations = Over(AuthorizationKind.Name, shipped.Space.Permits.Authorizations.All.Select(held => (held.Id.Text, held)), rows, row => Stored(row, V1.Authorization.Parser, AuthorizationReader.Read));
        SiteRegister = new SiteRegister(Standing(Sites));
        Fleet = new FleetRegister(Standing(Aircraft), Standing(Packs));
        AuthorizationRegister = new AuthorizationRegister(Standing(Authorizations));
        var deleted = rows.Where(row => row.Collection == AirspaceNames.Routes).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        routes = [.. shipped.Routes.Where(route => !deleted.Contains(route.Id.Text))];
        SitesKey = $"{Key(Sites)}{string.Concat(deleted.Order(StringComparer.Ordinal).Select(id => $" -{id}"))}";
        PermitsKey = Key(Authorizations);
    }

    /// <summary>The highest of a record: it grows with every change of one; 0: none ever changed.</summary>
    public long Revision { get; }

    /// <summary>Those that ship in the order of their file, then those that were added by id; deleted ones among them.</summary>
    public IReadOnlyList<NetworkRecord<Site>> Sites { get; }

    public IReadOnlyList<NetworkRecord<Aircraft>> Aircraft { get; }

    public IReadOnlyList<NetworkRecord<BatteryPack>> Packs { get; }

    public IReadOnlyList<NetworkRecord<Authorization>> Authorizations { get; }

    /// <summary>The sites that stand.</summary>
    public SiteRegister SiteRegister { get; }

    /// <summary>The tails and packs that stand.</summary>
    public FleetRegister Fleet { get; }

    /// <summary>The authorizations that stand.</summary>
    public AuthorizationRegister AuthorizationRegister { get; }

    /// <summary>Tells whether sites and routes of two books are the same: the records that changed, with their revisions, and the routes that went.</summary>
    public string SitesKey { get; }

    /// <summary>The same of authorizations.</summary>
    public string PermitsKey { get; }

    /// <summary>What ships with what was stored over it.</summary>
    /// <param name="shipped">The world of the data folder.</param>
    /// <param name="fleet">The tails and packs of the database.</param>
    /// <param name="rows">What was stored over them.</param>
    /// <exception cref="StoredAirspaceException">A row cannot be read any more.</exception>
    public static NetworkBook Of(World shipped, FleetRegister fleet, IReadOnlyList<NetworkRow> rows) => new(shipped, fleet, rows);

    /// <summary>A world with the sites and authorizations of this book.</summary>
    /// <param name="world">With those of <paramref name="before"/>.</param>
    /// <param name="before">The book that it was made with.</param>
    public World Apply(World world, NetworkBook before)
    {
        world = before.SitesKey == SitesKey ? world : world.With(SiteRegister, routes);
        return before.PermitsKey == PermitsKey ? world : world.With(world.Space.Permits with { Authorizations = AuthorizationRegister });
    }

    private static IReadOnlyList<NetworkRecord<T>> Over<T>(string collection, IEnumerable<(string Id, T Thing)> ships, IReadOnlyList<NetworkRow> rows, Func<NetworkRow, T> read)
    {
        var changed = rows.Where(row => row.Collection == collection).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var under = ships.Select(ship => changed.Remove(ship.Id, out var row) ? new NetworkRecord<T>(ship.Id, read(row), row) : new NetworkRecord<T>(ship.Id, ship.Thing, null)).ToList();
        return [.. under, .. changed.Values.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => new NetworkRecord<T>(row.Id, read(row), row))];
    }

    private static TThing Stored<TThing, TMessage>(NetworkRow row, MessageParser<TMessage> parser, Func<string, TMessage, string, FieldReader, TThing?> read)
        where TThing : class
        where TMessage : IMessage<TMessage>
    {
        var fields = new FieldReader();
        var thing = read(row.Id, parser.ParseFrom(row.Message), "record", fields);
        try
        {
            fields.ThrowIfAny();
            return thing!;
        }
        catch (BadRequestException trouble)
        {
            throw new StoredAirspaceException($"{row.Collection}/{row.Id}", trouble.Message);
        }
    }

    private static IEnumerable<T> Standing<T>(IEnumerable<NetworkRecord<T>> records) => records.Where(record => !record.IsDeleted).Select(record => record.Thing);

    private static string Key<T>(IEnumerable<NetworkRecord<T>> records) =>
        string.Join(' ', records.Where(record => record.Row is not null).Select(record => FormattableString.Invariant($"{record.Id}@{record.Revision}")));
}
