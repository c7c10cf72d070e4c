using DroneLogistics.Airspace;
using DroneLogistics.Units;

namespace DroneLogistics.Routing.Map;

/// <summary>What may stand in the way of a flight. The zero value is unknown and always does.</summary>
public enum HindranceKind
{
    Unknown = 0,

    /// <summary>An island or a piece of the mainland with its margin, or ground at sea that elevation grids show.</summary>
    Land,

    /// <summary>Water with the masts of the largest vessels.</summary>
    Channel,

    /// <summary>A tower, or the wires between two.</summary>
    Obstacle,

    /// <summary>One volume of a geographical zone.</summary>
    Zone,

    /// <summary>Where nothing is known of the ground.</summary>
    Outside,
}

/// <summary>Something that keeps flights out of an area at some altitudes, at some times or without permission.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Its id: of the island, obstacle or zone.</param>
/// <param name="NameEnglish">Its name in English.</param>
/// <param name="NameChinese">Its name in Chinese, where known.</param>
/// <param name="From">The lowest altitude that a flight may come down to over it; null: at none.</param>
/// <param name="UpTo">The highest planned altitude over it; null: no limit of its own.</param>
/// <param name="Zone">The zone, of <see cref="HindranceKind.Zone"/>; else null.</param>
/// <param name="Span">The altitudes between which the zone's volume lies; null limits are none.</param>
public sealed record Hindrance(
    HindranceKind Kind,
    string Subject,
    string NameEnglish,
    string NameChinese,
    AltitudeAmsl? From,
    AltitudeAmsl? UpTo,
    Geozone? Zone = null,
    AltitudeSpan Span = default)
{
    /// <summary>Whether it keeps out a flight in level cruise. What is not known does.</summary>
    /// <param name="flight">How the flight would pass.</param>
    public bool Blocks(Passage flight) => Kind == HindranceKind.Zone && Zone is { } zone ? !MayPass(zone, flight) : !MayPassOver(flight);

    /// <summary>Whether it is a zone that restricts flights and reaches to the level of one: then it is asked whether it is in force, and whether the flight may enter.</summary>
    public bool IsZoneAt(Passage flight) => Kind == HindranceKind.Zone && Zone is { } zone && !IsClearOf(zone, flight);

    private bool MayPassOver(Passage flight) => From is { } from && flight.Altitude >= from + flight.Below && (UpTo is null || flight.Altitude <= UpTo);

    private bool MayPass(Geozone zone, Passage flight) => IsClearOf(zone, flight) || flight.Opens(zone) || zone.ForceWindows(flight.When).Count == 0;

    private bool IsClearOf(Geozone zone, Passage flight) =>
        zone.Type == ZoneType.NoRestriction
        || (Span.Lower is { } floor && flight.Altitude + flight.Above < floor)
        || (Span.Upper is { } ceiling && flight.Altitude > ceiling + flight.Below);
}

/// <summary>A flight in level cruise as hindrances see it.</summary>
/// <param name="Altitude">Of the cruise.</param>
/// <param name="Above">How far above it the flight may be, for contingencies.</param>
/// <param name="Below">How far below.</param>
/// <param name="When">From block-off to the latest block-on.</param>
/// <param name="Opens">Whether the flight is permitted in a zone that restricts flights.</param>
public sealed record Passage(AltitudeAmsl Altitude, Length Above, Length Below, TimeWindow When, Func<Geozone, bool> Opens);
