using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>The highest ground of a named island.</summary>
/// <param name="IslandId">Its id in the coastline.</param>
/// <param name="NameEnglish">Its name in English.</param>
/// <param name="NameChinese">Its name in Chinese.</param>
/// <param name="LabelPoint">A point on it.</param>
/// <param name="Maximum">Metres above mean sea level.</param>
/// <param name="Peak">What the source calls the highest point; empty where it does not say.</param>
/// <param name="Summits">Where the highest point may lie; none: anywhere on the island.</param>
public sealed record IslandElevation(
    string IslandId,
    string NameEnglish,
    string NameChinese,
    LatLon LabelPoint,
    SourcedNumber Maximum,
    string Peak,
    IReadOnlyList<Summit> Summits);

/// <summary>A place of a highest point.</summary>
/// <param name="Position">As the source gives it.</param>
/// <param name="Accuracy">Radius within which it lies.</param>
/// <param name="Status">How the position is known.</param>
/// <param name="Source">From where.</param>
public sealed record Summit(LatLon Position, Length Accuracy, SourceStatus Status, string Source);
