using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Formats;
using DroneLogistics.Routing.Formats;
using DroneLogistics.Sites;
using DroneLogistics.Sites.Formats;

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
        return new World(
            sites,
            [.. Files("routes").SelectMany(file => RouteFile.Read(File.ReadAllBytes(file), file, sites))],
            Files("aircraft").Select(file => AircraftTypeFile.Read(File.ReadAllBytes(file), file, Chemistries)),
            [.. Files("ferries").SelectMany(file => FerryTerminalFile.Read(File.ReadAllBytes(file), file))],
            CoastlineFile.Read(File.ReadAllBytes(islands), islands),
            PolicyFile.Read(File.ReadAllBytes(policy), policy),
            UncertaintyFile.Read(File.ReadAllBytes(uncertainty), uncertainty));
    }
}
