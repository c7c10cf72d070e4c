using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>Where a set of zones is from.</summary>
/// <param name="Source">The publication or rule, in words.</param>
/// <param name="Status">How its zones are known.</param>
/// <param name="Licence">Under which licence the data may be passed on.</param>
public sealed record GeozoneProvenance(string Source, SourceStatus Status, string Licence);

/// <summary>What the publisher says of a set (ED-318 metadata).</summary>
public sealed record GeozoneMetadata
{
    public static readonly GeozoneMetadata None = new();

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public DateTimeOffset? Issued { get; init; }

    public IReadOnlyList<LocalizedText> Providers { get; init; } = [];

    public IReadOnlyList<LocalizedText> Descriptions { get; init; } = [];

    public IReadOnlyList<LocalizedText> TechnicalLimitations { get; init; } = [];

    /// <summary>URN of the geoid from which AMSL counts where it is not EGM96.</summary>
    public string? OtherGeoid { get; init; }
}

/// <summary>Zones that were published or made together. Immutable; no identifier twice.</summary>
public sealed class GeozoneSet
{
    /// <summary>The words that mark a set as made for demonstration; they travel with it through ED-318.</summary>
    public const string NotForFlightMark = "NOT FOR FLIGHT";

    private readonly Dictionary<ZoneId, Geozone> byId;

    /// <exception cref="ArgumentException">An identifier twice (a programmer's error: refuse at the door).</exception>
    public GeozoneSet(string name, IReadOnlyList<Geozone> zones, GeozoneProvenance provenance, GeozoneMetadata? metadata = null)
    {
        Name = name;
        Zones = zones;
        Provenance = provenance;
        Metadata = metadata ?? GeozoneMetadata.None;
        byId = zones.ToDictionary(zone => zone.Id);
    }

    public string Name { get; }

    public IReadOnlyList<Geozone> Zones { get; }

    public GeozoneProvenance Provenance { get; }

    public GeozoneMetadata Metadata { get; }

    /// <summary>Whether the set was made for demonstration only.</summary>
    public bool IsNotForFlight =>
        Metadata.TechnicalLimitations.Concat(Metadata.Descriptions).Any(text => text.Text.Contains(NotForFlightMark, StringComparison.OrdinalIgnoreCase));

    public Geozone? Find(ZoneId id) => byId.GetValueOrDefault(id);

    /// <summary>Whether the publisher vouches for the set at an instant. Its zones stay in force outside of it: old data never clear a sky.</summary>
    public bool IsValidAt(DateTimeOffset at) => !(at < Metadata.ValidFrom) && !(at >= Metadata.ValidTo);

    /// <summary>The zones in force at an instant, in the order of the set.</summary>
    public IEnumerable<Geozone> InForce(DateTimeOffset at) => Zones.Where(zone => zone.InForce(at));

    /// <summary>The zones in force at any time of an interval, in the order of the set.</summary>
    public IEnumerable<Geozone> InForce(TimeWindow within) => Zones.Where(zone => zone.ForceWindows(within).Count > 0);
}
