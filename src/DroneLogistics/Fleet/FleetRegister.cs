using System.Diagnostics.CodeAnalysis;

namespace DroneLogistics.Fleet;

/// <summary>The tails and packs there are, in the order of their ids.</summary>
public sealed class FleetRegister
{
    private readonly Dictionary<AircraftId, Aircraft> aircraftById;
    private readonly Dictionary<BatteryPackId, BatteryPack> packsById;
    private readonly ILookup<AircraftTypeId, Aircraft> aircraftByType;
    private readonly ILookup<AircraftTypeId, BatteryPack> packsByType;

    /// <exception cref="ArgumentException">Two tails or two packs with one id.</exception>
    public FleetRegister(IEnumerable<Aircraft> aircraft, IEnumerable<BatteryPack> packs)
    {
        Aircraft = [.. aircraft.OrderBy(tail => tail.Id.Text, StringComparer.Ordinal)];
        Packs = [.. packs.OrderBy(pack => pack.Id.Text, StringComparer.Ordinal)];
        aircraftById = Aircraft.ToDictionary(tail => tail.Id);
        packsById = Packs.ToDictionary(pack => pack.Id);
        aircraftByType = Aircraft.ToLookup(tail => tail.Type);
        packsByType = Packs.ToLookup(pack => pack.Type);
    }

    public IReadOnlyList<Aircraft> Aircraft { get; }

    public IReadOnlyList<BatteryPack> Packs { get; }

    /// <summary>The tails of a type, in the order of their ids.</summary>
    public IEnumerable<Aircraft> AircraftOf(AircraftTypeId type) => aircraftByType[type];

    /// <summary>The packs that fit a type, in the order of their ids.</summary>
    public IEnumerable<BatteryPack> PacksOf(AircraftTypeId type) => packsByType[type];

    public bool TryGet(AircraftId id, [NotNullWhen(true)] out Aircraft? aircraft) => aircraftById.TryGetValue(id, out aircraft);

    public bool TryGet(BatteryPackId id, [NotNullWhen(true)] out BatteryPack? pack) => packsById.TryGetValue(id, out pack);

    /// <summary>One tail of each type at every site, with two full packs: what is assumed where nobody names a fleet.</summary>
    public static FleetRegister Assumed(IEnumerable<AircraftTypeId> types, IEnumerable<string> sites, double packHealthRatio)
    {
        var places = types.SelectMany(type => sites.Select(site => (Type: type, Site: site))).ToList();
        return new FleetRegister(
            places.Select(place => new Aircraft(new AircraftId($"{place.Type}-{place.Site}"), place.Type, place.Site, Assumed: true)),
            places.SelectMany(place => Enumerable.Range(1, 2).Select(number => new BatteryPack(
                new BatteryPackId($"{place.Type}-{place.Site}-{number}"),
                place.Type,
                place.Site,
                Units.StateOfCharge.Full,
                packHealthRatio,
                Assumed: true))));
    }
}
