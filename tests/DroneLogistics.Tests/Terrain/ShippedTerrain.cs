using DroneLogistics.Terrain;
using DroneLogistics.Terrain.Formats;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Terrain;

/// <summary>The ground that ships, with the sites of the network.</summary>
internal static class ShippedTerrain
{
    /// <summary>Half the flight geography and the contingency volume of the FZ90 at 27 m/s, 30 degrees of bank: 1.5 x 6 + 162.8 m.</summary>
    public static readonly Length Contingency = Length.FromMetres(172);

    public static readonly IReadOnlyList<IslandElevation> Elevations = IslandElevationFile.Read(ShippedFiles.Bytes("terrain/island-elevations.json"), "terrain/island-elevations.json");

    public static readonly TerrainPolicy Policy = TerrainPolicyFile.Read(ShippedFiles.Bytes("policy/terrain.json"), "policy/terrain.json");

    public static readonly EmbeddedTerrain Embedded = new(ShippedData.World.Coastline, Elevations, new HashSet<string> { "ZI001", "ZI002" }, Policy);

    public static readonly IReadOnlyList<SiteGround> Sites =
        [.. ShippedData.World.Sites.All.Select(site => new SiteGround(site.Id.Text, site.Position, site.Elevation, site.HorizontalAccuracy))];

    private static readonly Lazy<TerrainMap> Built = new(() => new TerrainMap(Embedded, Sites, Contingency));

    public static TerrainMap Map => Built.Value;
}
