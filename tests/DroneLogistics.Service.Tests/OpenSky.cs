using System.Text.Json.Nodes;

namespace DroneLogistics.Service.Tests;

/// <summary>
/// The data that ship, with a sky in which every flight is approved and nothing but islands stands in the way: for tests of bookings,
/// which are not about the airspace. In the output folder of the tests; made once.
/// </summary>
internal static class OpenSky
{
    private static readonly Lazy<string> Made = new(() => Make("open-sky", static _ => { }));
    private static readonly Lazy<string> MadeSparse = new(() => Make("sparse-sky", Sparse));
    private static readonly Lazy<string> MadeBusy = new(() => Make("busy-sky", Busy));

    private static readonly Lazy<string> MadeOnePad = new(() => Make("one-pad-sky", OnePad));

    public static string Folder => Made.Value;

    /// <summary>The same with room for a hundred times the flights of the network, and no probability asked for: for bookings as quick as they can come.</summary>
    public static string BusyFolder => MadeBusy.Value;

    /// <summary>The same, and one pad at each site: for bookings that all want the same one.</summary>
    public static string OnePadFolder => MadeOnePad.Value;

    public static ServeOptions In(ServeOptions options) => options with { DataFolder = Folder };

    /// <summary>The same with the large islands alone: for services that are started again and again, each of which lays its map out anew.</summary>
    public static string SparseFolder => MadeSparse.Value;

    private static void Sparse(string draft)
    {
        const double LeastSquareKilometres = 20;
        var small = new HashSet<string>(StringComparer.Ordinal);
        Change(draft, "islands/islands.geojson", root => Remove(root["features"]!.AsArray(), island =>
            (double)island["properties"]!["area_km2"]! < LeastSquareKilometres && small.Add((string)island["id"]!)));
        Change(draft, "terrain/island-elevations.json", root => Remove(root["islands"]!.AsArray(), island => small.Contains((string)island["id"]!)));
    }

    private static void Remove(JsonArray from, Func<JsonNode, bool> which)
    {
        foreach (var one in from.Where(one => which(one!)).ToList())
        {
            from.Remove(one);
        }
    }

    private static void Busy(string draft)
    {
        Change(draft, "policy/planning.json", root =>
        {
            root["minCompletionProbability"]!["value"] = 0;
            root["completionSamples"]!["value"] = 0;
        });
        Change(draft, "sites/zhoushan.json", root =>
        {
            foreach (var site in root["sites"]!.AsArray())
            {
                (site!["openingMinute"]!["value"], site["closingMinute"]!["value"], site["chargerCount"]!["value"], site["chargerPowerW"]!["value"]) = (0, 1440, 50, 60_000);
                var pads = site["pads"]!.AsArray();
                while (pads.Count < 16)
                {
                    pads.Add(pads[0]!.DeepClone());
                }
            }
        });
    }

    private static void OnePad(string draft)
    {
        Busy(draft);
        Change(draft, "sites/zhoushan.json", root =>
        {
            foreach (var site in root["sites"]!.AsArray())
            {
                var pads = site!["pads"]!.AsArray();
                while (pads.Count > 1)
                {
                    pads.RemoveAt(pads.Count - 1);
                }
            }
        });
    }

    private static string Make(string name, Action<string> more)
    {
        // Two processes of one test may come at once: each makes its own and the first to finish wins.
        var folder = Path.Combine(AppContext.BaseDirectory, name);
        var draft = $"{folder}-{Environment.ProcessId}";
        foreach (var file in Directory.EnumerateFiles(WorldFiles.DefaultFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(draft, Path.GetRelativePath(WorldFiles.DefaultFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        Change(draft, "airspace/aerodromes.json", root => root["aerodromes"] = new JsonArray());
        Change(draft, "airspace/slots.json", root => root["series"] = new JsonArray());
        Change(draft, "obstacles/obstacles.json", root => root["obstacles"] = new JsonArray());
        Change(draft, "airspace/authorizations.json", root =>
        {
            var approval = root["authorizations"]![0]!;
            foreach (var (flag, list) in new[] { ("allRoutes", "routes"), ("allAircraftTypes", "aircraftTypes"), ("allZones", "zones") })
            {
                (approval[flag], approval[list]) = (true, new JsonArray());
            }

            approval["validTo"] = "2100-02-01T00:00:00+08:00";
            approval["hours"]!["from"] = "00:00";
            approval["hours"]!["to"] = "23:59";
        });
        more(draft);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Move(draft, folder);
        return folder;
    }

    private static void Change(string folder, string name, Action<JsonNode> change)
    {
        var path = Path.Combine(folder, name);
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        change(root);
        File.WriteAllText(path, root.ToJsonString());
    }
}
