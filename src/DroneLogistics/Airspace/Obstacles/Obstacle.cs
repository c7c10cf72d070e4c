using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Obstacles;

/// <summary>What stands there. The zero value is unknown.</summary>
public enum ObstacleKind
{
    Unknown = 0,
    Pylon,
    Bridge,
    WindFarm,
    Cranes,
    Statue,
    Lighthouse,
    Stack,
    Mast,
}

/// <summary>A structure that stands high.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NameEnglish">Its name in English.</param>
/// <param name="NameChinese">Its name in Chinese.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Its middle.</param>
/// <param name="HorizontalAccuracy">Radius within which it stands.</param>
/// <param name="TopMetres">Its top, metres above mean sea level, with its source.</param>
/// <param name="Line">The power line it bears; null for none. Structures of one line are joined by wires.</param>
/// <param name="Note">What else the record says.</param>
public sealed record Obstacle(
    string Id,
    string NameEnglish,
    string NameChinese,
    ObstacleKind Kind,
    LatLon Position,
    Length HorizontalAccuracy,
    SourcedNumber TopMetres,
    string? Line,
    string Note)
{
    public AltitudeAmsl Top => AltitudeAmsl.FromMetres(TopMetres.Value!.Value);
}
