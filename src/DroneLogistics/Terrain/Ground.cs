using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>What an answer about the ground rests on. The zero value is unknown.</summary>
public enum TerrainSource
{
    /// <summary>Nothing is known of the place: outside the coastline, or a void of the only elevation grid.</summary>
    Unknown = 0,

    /// <summary>Open water: masts of vessels.</summary>
    VesselMasts,

    /// <summary>The highest elevation of a named island, everywhere on it and near it.</summary>
    IslandMaximum,

    /// <summary>The height that policy assumes for an islet of its area.</summary>
    IsletByArea,

    /// <summary>Cones of the summits over a lower inland height, on an island with a site.</summary>
    IslandShape,

    /// <summary>The surroundings of a site, or its approach from the open sea, at the elevation of its pad.</summary>
    SiteSurroundings,

    /// <summary>The mainland, which is not flown over beyond the named sites.</summary>
    Mainland,

    /// <summary>An elevation grid.</summary>
    ElevationGrid,
}

/// <summary>The highest ground of a place, or that it is not known.</summary>
/// <param name="Top">Metres above mean sea level; null where it is not known or the place is not flown over. No gate written positively passes it.</param>
/// <param name="Source">What the answer rests on.</param>
/// <param name="Name">The island, site or channel; of an elevation grid the island below, or <see cref="AtSea"/>.</param>
/// <param name="Status">How the height is known.</param>
/// <param name="VerticalAccuracy">What <paramref name="Top"/> may be wrong by; to be added to a clearance.</param>
/// <param name="PositionAccuracy">Radius within which the site lies that the answer is about; null where it is about none.</param>
public sealed record Ground(
    AltitudeAmsl? Top,
    TerrainSource Source,
    string Name,
    SourceStatus Status,
    Length VerticalAccuracy,
    Length? PositionAccuracy = null)
{
    /// <summary>The name of ground that elevation grids show off every known shore.</summary>
    public const string AtSea = "ground at sea";

    /// <summary>The same as dispatchers read it: ground beyond the shore lines.</summary>
    public const string AtSeaChinese = "岸线外地面";

    /// <summary>The elevation grids that were looked at for it, also where something else is higher or they do not know all; empty where there is none.</summary>
    public string Grids { get; init; } = string.Empty;

    /// <summary>Whether the height is a choice of ours and nobody's figure.</summary>
    public bool IsAssumed => Status is not (SourceStatus.Published or SourceStatus.Fitted or SourceStatus.Recalled);

    /// <summary>The height above this ground of an altitude; null where the ground is not known.</summary>
    public HeightAgl? HeightOf(AltitudeAmsl altitude) => Top is { } top ? HeightAgl.FromMetres((altitude - top).Metres) : null;

    /// <summary>The higher of two, the first of equals; not known is higher than all.</summary>
    public static Ground Higher(Ground a, Ground b) =>
        a.Top is not { } first ? a
        : b.Top is not { } second ? b
        : second + b.VerticalAccuracy > first + a.VerticalAccuracy ? b : a;
}
