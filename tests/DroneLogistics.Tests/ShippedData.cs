using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Formats;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Routing.Formats;
using DroneLogistics.Sites;
using DroneLogistics.Sites.Formats;
using DroneLogistics.Terrain;
using DroneLogistics.Terrain.Formats;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Tests;

/// <summary>The data that ships, as the tests' output folder has it.</summary>
internal static class ShippedData
{
    private static readonly Lazy<World> Loaded = new(Load);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");

    public static World World => Loaded.Value;

    public static Dictionary<string, CellChemistry> Chemistries =>
        Files("batteries").Select(file => CellChemistryFile.Read(File.ReadAllBytes(file), file)).ToDictionary(chemistry => chemistry.Id);

    public static AircraftType Type(string id) => World.AircraftTypes.Single(type => type.Id.Text == id);

    public static Site Site(string id) => World.Sites[new SiteId(id)];

    public static IEnumerable<string> Files(string kind) => Directory.GetFiles(Path.Combine(Folder, kind), "*.json").Order(StringComparer.Ordinal);

    private static World Load()
    {
        var sites = new SiteRegister(Files("sites").SelectMany(file => SiteFile.Read(File.ReadAllBytes(file), file)));
        var islands = Path.Combine(Folder, "islands", "islands.geojson");
        var policy = Path.Combine(Folder, "policy", "planning.json");
        var uncertainty = Path.Combine(Folder, "policy", "uncertainty.json");
        var coastline = CoastlineFile.Read(File.ReadAllBytes(islands), islands);
        return new World(
            sites,
            [.. Files("routes").SelectMany(file => RouteFile.Read(File.ReadAllBytes(file), file, sites))],
            Files("aircraft").Select(file => AircraftTypeFile.Read(File.ReadAllBytes(file), file, Chemistries)),
            [.. Files("ferries").SelectMany(file => FerryTerminalFile.Read(File.ReadAllBytes(file), file))],
            coastline,
            PolicyFile.Read(File.ReadAllBytes(policy), policy),
            UncertaintyFile.Read(File.ReadAllBytes(uncertainty), uncertainty),
            Space(sites, coastline),
            Weather.Forecasts.Policy)
        {
            Climatology = ClimatologyFile.Read(ShippedFiles.Bytes("weather/climatology.json"), "weather/climatology.json"),
        };
    }

    /// <summary>Ground, obstacles, zones by rule and for demonstration, and permits.</summary>
    private static FlightSpace Space(SiteRegister sites, Coastline coastline)
    {
        var policy = AirspacePolicyFile.Read(ShippedFiles.Bytes("policy/airspace.json"), "policy/airspace.json");
        var provenance = new GeozoneProvenance("ours", SourceStatus.Assumed, "CC0-1.0");
        var aerodromes = AerodromeFile.Read(ShippedFiles.Bytes("airspace/aerodromes.json"), "airspace/aerodromes.json");
        var demonstration = GeozoneFile.Read(ShippedFiles.Bytes("airspace/demonstration.geojson"), "demonstration", new ImportOptions { Limits = policy.Imports, Provenance = provenance });
        return new FlightSpace(
            new EmbeddedTerrain(
                coastline,
                IslandElevationFile.Read(ShippedFiles.Bytes("terrain/island-elevations.json"), "terrain/island-elevations.json"),
                coastline.Islands.Where(island => island.IsMainland).Select(island => island.Id).ToHashSet(),
                TerrainPolicyFile.Read(ShippedFiles.Bytes("policy/terrain.json"), "policy/terrain.json")),
            new ObstacleSet([.. Files("obstacles").SelectMany(file => ObstacleFile.Read(File.ReadAllBytes(file), file))]),
            [AerodromeZones.Of(aerodromes, policy.Aerodromes, provenance), demonstration.Set!],
            new AirspacePermits(
                NationalRulesFile.Read(ShippedFiles.Bytes("policy/national.json"), "policy/national.json"),
                AuthorizationFile.Read(ShippedFiles.Bytes("airspace/authorizations.json"), "airspace/authorizations.json"),
                SlotFile.Read(ShippedFiles.Bytes("airspace/slots.json"), "airspace/slots.json")),
            CorridorPolicyFile.Read(ShippedFiles.Bytes("policy/corridor.json"), "policy/corridor.json"),
            sites);
    }
}
