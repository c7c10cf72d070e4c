using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>What kind of aerodrome. The zero value is unknown.</summary>
public enum AerodromeKind
{
    Unknown = 0,
    Civil,
    Military,
    GeneralAviation,
    Heliport,
}

/// <summary>An aerodrome as far as its protection needs it.</summary>
public sealed record Aerodrome
{
    /// <summary>ICAO location indicator, or the id of the source where it has none.</summary>
    public required string Ident { get; init; }

    /// <summary>At most five letters and digits, from which the identifiers of its zones are made.</summary>
    public required string ZoneCode { get; init; }

    public required AerodromeKind Kind { get; init; }

    public required string NameEnglish { get; init; }

    public required string NameChinese { get; init; }

    /// <summary>The reference point.</summary>
    public required LatLon Position { get; init; }

    public required AltitudeAmsl Elevation { get; init; }

    /// <summary>Runways whose ends are known; empty where none is.</summary>
    public IReadOnlyList<Runway> Runways { get; init; } = [];

    public required SourceStatus Status { get; init; }

    public required string Source { get; init; }

    public required string Licence { get; init; }
}

/// <summary>A runway by its two ends.</summary>
/// <param name="Designator">Both numbers, the first that of <paramref name="First"/>: <c>18/36</c>.</param>
/// <param name="First">The end at which landings on the first number touch down.</param>
/// <param name="Second">The other end.</param>
/// <param name="Width">Of the pavement.</param>
/// <param name="FirstDisplaced">How far the first threshold lies inside of its end.</param>
/// <param name="SecondDisplaced">How far the second threshold lies inside of its end.</param>
/// <param name="Status">How the ends are known.</param>
/// <param name="Source">From where.</param>
public sealed record Runway(
    string Designator,
    LatLon First,
    LatLon Second,
    Length Width,
    Length FirstDisplaced,
    Length SecondDisplaced,
    SourceStatus Status,
    string Source);
