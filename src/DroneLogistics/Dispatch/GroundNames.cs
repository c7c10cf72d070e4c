using DroneLogistics.Terrain;

namespace DroneLogistics.Dispatch;

/// <summary>How answers call a piece of ground.</summary>
internal static class GroundNames
{
    public static string Subject(Ground ground) => ground.Source == TerrainSource.SiteSurroundings ? $"sites/{ground.Name}" : $"terrain/{ground.Name}";

    public static string English(Ground ground) => ground.Source == TerrainSource.SiteSurroundings ? $"the surroundings of {ground.Name}" : ground.Name;

    public static string Chinese(Ground ground) => ground.Source switch
    {
        TerrainSource.VesselMasts => $"船舶桅杆({ground.Name})",
        TerrainSource.SiteSurroundings => $"{ground.Name} 起降场周边",
        TerrainSource.ElevationGrid when ground.Name == Ground.AtSea => Ground.AtSeaChinese,
        _ => ground.Name,
    };

    /// <summary>The ending of a verb after the English name: some names are plural.</summary>
    public static string Verb(Ground ground) => ground.Source is TerrainSource.SiteSurroundings or TerrainSource.VesselMasts ? string.Empty : "es";

    /// <summary>Where tiles told it, which; after the height.</summary>
    public static string By(Ground ground) => ground.Source == TerrainSource.ElevationGrid ? $" by {ground.Grids}" : string.Empty;

    /// <summary>The same in Chinese.</summary>
    public static string ByChinese(Ground ground) => ground.Source == TerrainSource.ElevationGrid ? $",据 {ground.Grids}" : string.Empty;
}
