using System.Diagnostics;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Provenance;
using DroneLogistics.Service;

namespace DroneLogistics.Benchmarks;

/// <summary>A file of many zones: reading and checking it, and what a service lays out from it. Wall time, in a process that has done nothing of it before.</summary>
internal static class ZonesBenchmark
{
    private const int Rounds = 3;

    /// <summary>Draws zones, writes them, and has a fresh process measure the file.</summary>
    /// <param name="count">Number of zones, up to the service's own limit of features.</param>
    /// <param name="seed">Equal seeds draw equal zones.</param>
    /// <param name="format">One of <see cref="DrawnZoneFiles.Formats"/>.</param>
    /// <param name="output">Where the file stays; null: nowhere.</param>
    public static int Run(int count, int seed, string format, string? output)
    {
        var area = WorldFiles.Load(WorldFiles.DefaultFolder).Policy.ServiceArea;
        var box = new GeoBox(area.SouthDegrees, area.WestDegrees, area.NorthDegrees, area.EastDegrees);
        var set = DrawnZones.Draw(count, seed, box, DrawnZoneFiles.IsPlain(format));
        var path = output ?? Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, DrawnZoneFiles.Write(set, format));
            Measure.PrintMachine();
            Measure.Print($"format: {format}  seed: {seed}  zones: {count}  bytes: {new FileInfo(path).Length}");
            using var fresh = Process.Start(Again("zones", "--file", path))!;
            fresh.WaitForExit();
            return fresh.ExitCode;
        }
        finally
        {
            if (output is null)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Measures a file in this process; exit 1 where it is refused.</summary>
    public static int Read(string path)
    {
        var content = File.ReadAllBytes(path);
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var shipped = AirspaceSnapshot.Shipped(WorldFiles.Airspace(WorldFiles.DefaultFolder), world);
        var options = new ImportOptions
        {
            Limits = shipped.Policy.Imports,
            Provenance = new GeozoneProvenance("drawn", SourceStatus.Assumed, "CC0-1.0"),
            Region = shipped.Region,
            KnownPlaces = shipped.KnownPlaces,
        };
        var type = world.AircraftTypes.Single(one => one.Id.Text == "fz90");
        var width = ContingencyVolume.Of(type, type.CruiseAirspeed, world.Space.Corridor).HalfWidth;
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var import = GeozoneFile.Read(content, path, options);
            var read = Lap();
            if (import.Set is not { } set)
            {
                Console.Error.WriteLine(string.Join(Environment.NewLine, import.Refusals.Take(10)));
                return 1;
            }

            var snapshot = shipped.With(1, [new HeldGeozoneSet("drawn", set, new ImportedFile(path, [], DateTimeOffset.UnixEpoch, 1))], []);
            var listed = Lap();
            _ = new ZoneIndex(set.Zones);
            var index = Lap();
            var space = world.Space.WithZones([.. snapshot.Sets.Select(held => held.Zones)]);
            var all = Lap();
            var map = space.MapFor(width);
            var laid = Lap();
            Measure.Print($"{(round == 0 ? "first" : "again")}: zones: {set.Zones.Count}  read_ms: {read:F0}  list_ms: {listed:F0}  index_ms: {index:F0}  space_ms: {all:F0}  load_ms: {read + listed + index + all:F0}  map_ms: {laid:F0}  hindrances: {map.Hindrances.Count}");

            double Lap()
            {
                var elapsed = watch.Elapsed.TotalMilliseconds;
                watch.Restart();
                return elapsed;
            }
        }

        return 0;
    }

    /// <summary>This program once more, whether it was started as itself or by the runtime's command.</summary>
    private static ProcessStartInfo Again(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var isRuntime = Path.GetFileName(program) is "dotnet" or "dotnet.exe";
        return new ProcessStartInfo(program, isRuntime ? [typeof(ZonesBenchmark).Assembly.Location, .. arguments] : arguments);
    }
}
