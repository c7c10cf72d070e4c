using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>How the ground is shaped where only a shore line and a highest elevation are known; <c>data/policy/terrain.json</c>.</summary>
/// <param name="ShoreMargin">How far round an island its elevation holds, for the accuracy of the shore line.</param>
/// <param name="StraitReach">Water within this of two lands is a strait, where the margin gives way to the contingency volume.</param>
/// <param name="SiteDiscRadius">Round a site the ground is at the elevation of its pad within this.</param>
/// <param name="InlandShare">Height away from the summits of an island with a site, as a share of its highest elevation.</param>
/// <param name="InlandFloor">That height is at least this, where the island is so high.</param>
/// <param name="ConeSlopeRatio">Metres by which the cone of a summit falls over a metre.</param>
/// <param name="LongestApproach">How far the straight way from a pad to the open sea may lead over its island, other than to the nearest sea.</param>
/// <param name="Islets">Heights of islets that nobody named.</param>
/// <param name="Accuracy">What a highest elevation may be wrong by.</param>
/// <param name="Mast">Height of the masts of vessels over water.</param>
/// <param name="ChannelMast">The same in <paramref name="Channels"/>.</param>
/// <param name="Channels">Where the largest vessels pass.</param>
/// <param name="Coverage">Where the coastline is known.</param>
/// <param name="Tiles">How well elevation tiles are known that a user brings.</param>
/// <param name="Numbers">Every number with its source.</param>
public sealed record TerrainPolicy(
    Length ShoreMargin,
    Length StraitReach,
    Length SiteDiscRadius,
    double InlandShare,
    Length InlandFloor,
    double ConeSlopeRatio,
    Length LongestApproach,
    IsletHeights Islets,
    ElevationAccuracy Accuracy,
    AltitudeAmsl Mast,
    AltitudeAmsl ChannelMast,
    IReadOnlyList<ShippingChannel> Channels,
    GeoSpan Coverage,
    TileAccuracy Tiles,
    IReadOnlyList<SourcedNumber> Numbers)
{
    /// <summary>Height away from the summits of an island with a site.</summary>
    public AltitudeAmsl InlandHeight(AltitudeAmsl top) => AltitudeAmsl.FromMetres(Math.Min(top.Metres, Math.Max(InlandShare * top.Metres, InlandFloor.Metres)));
}

/// <summary>Heights by area of islets without a name. From <paramref name="LargeSquareMetres"/> on and above <paramref name="MiddleSquareMetres"/> an islet is large or of middle size.</summary>
public sealed record IsletHeights(double LargeSquareMetres, double MiddleSquareMetres, AltitudeAmsl Large, AltitudeAmsl Middle, AltitudeAmsl Small)
{
    /// <summary>The height assumed for an islet.</summary>
    /// <param name="squareMetres">Its area; one that is not a number gets the greatest height.</param>
    public AltitudeAmsl Of(double squareMetres) => squareMetres <= MiddleSquareMetres ? Small : squareMetres < LargeSquareMetres ? Middle : Large;
}

/// <summary>What a highest elevation may be wrong by, by how it is known.</summary>
public sealed record ElevationAccuracy(Length Published, Length Recalled, Length Assumed)
{
    public Length Of(SourceStatus status) => status switch
    {
        SourceStatus.Published or SourceStatus.Fitted => Published,
        SourceStatus.Recalled => Recalled,
        _ => Assumed,
    };
}

/// <summary>What the heights of elevation tiles and the places of their posts may be wrong by.</summary>
/// <param name="SrtmVertical">Heights of tiles of the Shuttle Radar Topography Mission.</param>
/// <param name="GeoTiffVertical">Heights of GeoTIFF tiles, whose files do not tell it.</param>
/// <param name="Horizontal">Places of posts.</param>
public sealed record TileAccuracy(Length SrtmVertical, Length GeoTiffVertical, Length Horizontal);

/// <summary>Water where the largest vessels pass.</summary>
public sealed record ShippingChannel(string Name, GeoSpan Box, SourceStatus Status, string Source);

/// <summary>A box of latitudes and longitudes in degrees, its edges within.</summary>
public sealed record GeoSpan(double SouthDegrees, double NorthDegrees, double WestDegrees, double EastDegrees)
{
    public LatLon Middle => new((SouthDegrees + NorthDegrees) / 2, (WestDegrees + EastDegrees) / 2);

    public bool Contains(LatLon point) =>
        point.LatitudeDegrees >= SouthDegrees && point.LatitudeDegrees <= NorthDegrees
        && point.LongitudeDegrees >= WestDegrees && point.LongitudeDegrees <= EastDegrees;
}
