using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Geodesy.Formats;
using DroneLogistics.Performance;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Routing.Formats;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Formats;
using DroneLogistics.Sites;
using DroneLogistics.Sites.Formats;
using DroneLogistics.Terrain;
using DroneLogistics.Terrain.Formats;
using DroneLogistics.Weather.Formats;

namespace DroneLogistics.Service;

/// <summary>Opens the files of a data folder and reads the world from them. The only place that knows where data lies.</summary>
public static class WorldFiles
{
    private const string AerodromesFile = "airspace/aerodromes.json";
    private const string DemonstrationFile = "airspace/demonstration.geojson";
    private const string AuthorizationsFile = "airspace/authorizations.json";
    private const string SlotsFile = "airspace/slots.json";

    private static readonly ConcurrentDictionary<string, (string State, Lazy<World> World)> Worlds = new(StringComparer.Ordinal);

    /// <summary>The data folder that ships with the program.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Reads the world.</summary>
    /// <param name="folder">A folder laid out as <c>data/</c> of the repository.</param>
    /// <param name="tiles">A folder with elevation tiles beside those in <c>terrain/</c> of the data folder; null: none.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be used: names file and key.</exception>
    /// <remarks>
    /// A world does not change: one process reads equal files once, and what was laid out for the one serves the other. Elevation tiles are
    /// read when the ground is first asked for.
    /// </remarks>
    public static World Load(string folder, string? tiles = null)
    {
        var (key, state) = ($"{folder}\n{tiles}", $"{StateOf(folder)}\n{(tiles is null ? string.Empty : StateOf(tiles))}");
        while (true)
        {
            var held = Worlds.GetOrAdd(key, _ => (state, new Lazy<World>(() => Read(folder, tiles))));
            if (held.State == state)
            {
                return held.World.Value;
            }

            Worlds.TryUpdate(key, (state, new Lazy<World>(() => Read(folder, tiles))), held);
        }
    }

    /// <summary>Names, lengths and times of the files: other ones mean another world.</summary>
    private static string StateOf(string folder) => Directory.Exists(folder)
        ? string.Join('\n', new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal))
        : string.Empty;

    /// <summary>Tells whether two services have the same data: of elevation tiles, which are large, by their names and lengths.</summary>
    public static string Fingerprint(string folder, string? tiles)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file.FullName)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file.FullName)));
        }

        foreach (var file in tiles is null ? [] : Files(tiles))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Path.GetRelativePath(tiles!, file.FullName)} {file.Length}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        static IEnumerable<FileInfo> Files(string folder) =>
            Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal) : [];
    }

    private static World Read(string folder, string? tiles)
    {
        var types = AircraftTypes(folder);
        var twice = types.GroupBy(type => type.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new DataFileException("aircraft/", "id", $"\"{twice.Key}\" stands in {twice.Count()} files; expected in one");
        }

        var sites = new SiteRegister(Each(folder, "sites", SiteFile.Read).SelectMany(list => list));
        var coastline = CoastlineFile.Read(Bytes(folder, "islands/islands.geojson").Span, "islands/islands.geojson");
        return new World(
            sites,
            [.. Each(folder, "routes", (json, file) => RouteFile.Read(json, file, sites)).SelectMany(list => list)],
            types,
            [.. Each(folder, "ferries", FerryTerminalFile.Read).SelectMany(list => list)],
            coastline,
            PolicyFile.Read(Bytes(folder, "policy/planning.json"), "policy/planning.json"),
            UncertaintyFile.Read(Bytes(folder, "policy/uncertainty.json"), "policy/uncertainty.json"),
            Space(folder, tiles, sites, coastline),
            WeatherPolicyFile.Read(Bytes(folder, "policy/weather.json"), "policy/weather.json"))
        {
            Climatology = ClimatologyFile.Read(Bytes(folder, "weather/climatology.json"), "weather/climatology.json"),
            Geoid = Geoid(folder),
        };
    }

    /// <summary>What flights pass through.</summary>
    private static FlightSpace Space(string folder, string? tiles, SiteRegister sites, Coastline coastline)
    {
        var air = Airspace(folder);
        return new FlightSpace(
            Terrain(folder, coastline, tiles),
            air.Obstacles,
            air.Zones,
            Permits(folder, sites, air.Zones),
            CorridorPolicyFile.Read(Bytes(folder, "policy/corridor.json"), "policy/corridor.json"),
            sites);
    }

    /// <summary>Every type of the folder, those for validation only among them.</summary>
    /// <exception cref="DataFileException">A file is missing or cannot be used: names file and key.</exception>
    public static IReadOnlyList<AircraftType> AircraftTypes(string folder)
    {
        var chemistries = Chemistries(folder);
        return [.. Each(folder, "aircraft", (json, file) => AircraftTypeFile.Read(json, file, chemistries))];
    }

    /// <summary>What a battery's cells can be.</summary>
    public static IReadOnlyDictionary<string, CellChemistry> Chemistries(string folder) =>
        Each(folder, "batteries", CellChemistryFile.Read).ToDictionary(chemistry => chemistry.Id, StringComparer.Ordinal);

    /// <summary>The data sets of flights that types are judged by.</summary>
    public static IReadOnlyList<RecordedRoutes> RecordedRoutes(string folder) => [.. Each(folder, "validation", RecordedRoutesFile.Read)];

    /// <summary>The file of such a data set, for writing it anew.</summary>
    public static ReadOnlyMemory<byte> RecordedRoutesBytes(string folder, AircraftTypeId type) => Bytes(folder, $"validation/{type}-routes.json");

    /// <summary>The path of a type's file.</summary>
    public static string AircraftPath(string folder, AircraftTypeId type) => Path.Combine(folder, "aircraft", $"{type}.json");

    /// <summary>What is believed of types before their own figures.</summary>
    public static CalibrationPriors CalibrationPriors(string folder) => CalibrationPriorsFile.Read(Bytes(folder, "calibration/priors.json"), "calibration/priors.json");

    /// <summary>The zones, the obstacles and the figures of the airspace that ship.</summary>
    /// <exception cref="DataFileException">A file is missing or cannot be used: names file and key.</exception>
    public static AirspaceData Airspace(string folder)
    {
        var policy = AirspacePolicyFile.Read(Bytes(folder, "policy/airspace.json"), "policy/airspace.json");
        var aerodromes = AerodromeFile.Read(Bytes(folder, AerodromesFile), AerodromesFile);
        GeozoneSet[] sets =
        [
            AerodromeZones.Of(aerodromes, policy.Aerodromes, new GeozoneProvenance($"made by rule from {AerodromesFile}", SourceStatus.Assumed, "CC0-1.0")),
            ShippedZones(folder, policy),
        ];
        var twice = sets.SelectMany(set => set.Zones).GroupBy(zone => zone.Id).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new AirspaceData(sets, new ObstacleSet([.. Each(folder, "obstacles", ObstacleFile.Read).SelectMany(list => list)]), policy, aerodromes)
            : throw new DataFileException(DemonstrationFile, "identifier", $"\"{twice.Key}\" stands for an aerodrome's zone too; expected one of its own");
    }

    /// <summary>The rules of the country, the approvals and the slots that ship.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="sites">The sites that approvals may name.</param>
    /// <param name="zones">The zones in which flights may be staggered.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be used, or names what is not there: a slot series of a zone that is misspelt would stagger nothing.</exception>
    public static AirspacePermits Permits(string folder, SiteRegister sites, IReadOnlyList<GeozoneSet> zones)
    {
        var permits = new AirspacePermits(
            NationalRulesFile.Read(Bytes(folder, "policy/national.json"), "policy/national.json"),
            AuthorizationFile.Read(Bytes(folder, AuthorizationsFile), AuthorizationsFile),
            SlotFile.Read(Bytes(folder, SlotsFile), SlotsFile));
        var site = permits.Authorizations.All.SelectMany(held => held.Routes ?? []).SelectMany(route => route.Stops).FirstOrDefault(stop => !sites.TryGet(new SiteId(stop), out _));
        if (site is not null)
        {
            throw new DataFileException(AuthorizationsFile, "stops", $"names \"{site}\", which is no site; expected one of sites/");
        }

        var zone = permits.Slots.Series.FirstOrDefault(series => zones.All(set => set.Find(series.Zone) is null));
        return zone is null
            ? permits
            : throw new DataFileException(SlotsFile, "zone", $"names {zone.Zone}, which is no zone; expected one of airspace/");
    }

    /// <summary>The ground that ships and the elevation tiles that a user brought, for laying the sites and a flight's contingency over it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="coastline">The shore lines of the same folder.</param>
    /// <param name="tiles">A folder with elevation tiles beside those in <c>terrain/</c> of the data folder; null: none.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be used: names file and key.</exception>
    public static EmbeddedTerrain Terrain(string folder, Coastline coastline, string? tiles = null)
    {
        var policy = TerrainPolicyFile.Read(Bytes(folder, "policy/terrain.json"), "policy/terrain.json");
        var elevations = Each(folder, "terrain", IslandElevationFile.Read).SelectMany(list => list).ToList();
        var unknown = elevations.FirstOrDefault(elevation => coastline.Islands.All(island => island.Id != elevation.IslandId));
        return unknown is null
            ? new EmbeddedTerrain(
                coastline,
                elevations,
                coastline.Islands.Where(island => island.IsMainland).Select(island => island.Id).ToHashSet(StringComparer.Ordinal),
                policy,
                TerrainTileFiles.In(Path.Combine(folder, "terrain"), tiles, policy.Tiles))
            : throw new DataFileException("terrain/", "id", $"\"{unknown.IslandId}\" is no land of islands/islands.geojson; expected one");
    }

    /// <summary>The margins of what a flight may fill.</summary>
    /// <exception cref="DataFileException">The file is missing or cannot be used: names file and key.</exception>
    public static CorridorPolicy Corridor(string folder) => CorridorPolicyFile.Read(Bytes(folder, "policy/corridor.json"), "policy/corridor.json");

    /// <summary>How far mean sea level lies above the ellipsoid, for files whose heights count from it.</summary>
    /// <exception cref="DataFileException">The file is missing or cannot be used: names file and key.</exception>
    public static GeoidGrid Geoid(string folder) => GeoidFile.Read(Bytes(folder, "geodesy/geoid.json"), "geodesy/geoid.json");

    private static GeozoneSet ShippedZones(string folder, AirspacePolicy policy)
    {
        var import = GeozoneFile.Read(Bytes(folder, DemonstrationFile), DemonstrationFile, new ImportOptions
        {
            Limits = policy.Imports,
            Provenance = new GeozoneProvenance($"invented, {DemonstrationFile}", SourceStatus.Assumed, "CC0-1.0"),
        });
        return import.Set
            ?? throw new DataFileException(DemonstrationFile, import.Refusals.First().Key, $"{import.Refusals.First()}");
    }

    private static IEnumerable<T> Each<T>(string folder, string kind, Func<ReadOnlyMemory<byte>, string, T> read)
    {
        var place = Path.Combine(folder, kind);
        var files = Directory.Exists(place) ? Directory.GetFiles(place, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        return files.Count > 0
            ? files.Select(path => $"{kind}/{Path.GetFileName(path)}").Select(name => read(Bytes(folder, name), name))
            : throw new DataFileException($"{kind}/", "*.json", $"there is no such file in {folder}");
    }

    private static ReadOnlyMemory<byte> Bytes(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(name, "(file)", $"cannot be read in {folder}: {trouble.Message}", trouble);
        }
    }
}
