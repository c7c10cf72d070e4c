using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.V1;
using Google.Protobuf;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>Elevation tiles that a user brings, from a folder to the answer. The tiles are written here, every three arc seconds.</summary>
public sealed class TerrainTilesTests
{
    private const int Posts = 1201;

    private static readonly Terrain.Coastline Shores = WorldFiles.Load(WorldFiles.DefaultFolder).Coastline;

    private static readonly LatLon Liuheng = WorldFiles.Load(WorldFiles.DefaultFolder).Sites.All.Single(site => site.Id.Text == "liuheng").Position;

    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("drone-terrain-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public void A_fresh_install_has_no_tiles() => Assert.That(WorldFiles.Load(WorldFiles.DefaultFolder).Space.Grids.All, Is.Empty);

    [Test]
    public async Task A_tile_that_shows_low_ground_makes_the_way_shorter_and_is_named()
    {
        // Taohua, round which the way leads without tiles, lies between 29 and 30 N as a whole.
        WriteTile("N29E122.hgt", (_, _) => 10);
        var (_, usual) = await CheckAsync();
        var (exit, decision) = await CheckAsync("--terrain", folder.FullName);

        Assert.That(exit, Is.Zero);
        Assert.That(Length(decision), Is.LessThan(Length(usual) - 300));
        Assert.That(usual.Route.BendsRound, Has.Some.EqualTo("Taohua"));
        Assert.That(decision.Route.BendsRound, Has.None.EqualTo("Taohua"));
        Assert.That(decision.Advisories.Single(advisory => advisory.Code == ReasonCode.TerrainFromTiles).Message, Does.Contain("N29E122.hgt"));
        Assert.That(usual.Advisories.Select(advisory => advisory.Code), Has.None.EqualTo(ReasonCode.TerrainFromTiles));
    }

    [Test]
    public async Task One_void_on_an_island_keeps_the_way_round_it()
    {
        WriteTile("N29E122.hgt", (latitude, longitude) => Math.Abs(latitude - 29.8) < 0.001 && Math.Abs(longitude - 122.275) < 0.001 ? short.MinValue : 10);
        var (_, usual) = await CheckAsync();
        var (_, decision) = await CheckAsync("--terrain", folder.FullName);

        Assert.That(decision.Route.BendsRound, Has.Some.EqualTo("Taohua"));
        Assert.That(Length(decision), Is.EqualTo(Length(usual)).Within(500), "margins are a cell wider");
    }

    [Test]
    public async Task A_rock_in_open_water_that_only_a_tile_shows_is_flown_round_and_named()
    {
        var (_, usual) = await CheckAsync();
        var points = Points(usual);
        var (from, to) = points.Zip(points.Skip(1)).MaxBy(leg => leg.First.DistanceTo(leg.Second).Metres);
        var middle = new LatLon((from.LatitudeDegrees + to.LatitudeDegrees) / 2, (from.LongitudeDegrees + to.LongitudeDegrees) / 2);
        Assert.That(Shores.Nearest(middle)!.Value.ShoreDistance.Metres, Is.GreaterThan(700), "open water");

        // Voids elsewhere: everything else is as it ships.
        WriteTile("N29E122.hgt", (latitude, longitude) => new LatLon(latitude, longitude).DistanceTo(middle).Metres < 150 ? 200 : short.MinValue);
        var (exit, decision) = await CheckAsync("--terrain", folder.FullName);

        Assert.That(exit, Is.Zero);
        Assert.That(Length(decision), Is.InRange(Length(usual) + 1, Length(usual) + 500));
        Assert.That(decision.Route.BendsRound, Is.SupersetOf(usual.Route.BendsRound.Append("ground at sea by N29E122.hgt")));
    }

    [Test]
    public async Task A_tile_in_the_data_folder_that_raises_an_island_above_the_flight_refuses_it_with_the_island_and_the_tile()
    {
        var data = Path.Combine(folder.FullName, "data");
        foreach (var file in Directory.EnumerateFiles(WorldFiles.DefaultFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(WorldFiles.DefaultFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        WriteTile("data/terrain/N29E122.hgt", (latitude, longitude) => Math.Abs(latitude - Liuheng.LatitudeDegrees) < 0.03 && Math.Abs(longitude - Liuheng.LongitudeDegrees) < 0.03 && new LatLon(latitude, longitude) is var point && Shores.Nearest(point)!.Value.ShoreDistance.Metres < 0 ? 150 : 0);
        var (exit, decision) = await CheckAsync("--data", data);

        Assert.That(exit, Is.EqualTo(2));
        var finding = decision.Findings.First(finding => finding.Code == ReasonCode.TerrainClearanceInsufficient);

        // The flight may come down some metres below 120 m; the ground of 150 m is known to 16 m.
        Assert.That(finding.Actual, Is.InRange(-70, -46));
        Assert.That(finding.Message, Does.Contain("Liuheng").And.Contain("which reaches 150 m by N29E122.hgt, known to 16 m"));
        Assert.That(finding.MessageZh, Does.Contain("据 N29E122.hgt"));
        Assert.That(decision.Advisories.Select(advisory => advisory.Code), Has.Some.EqualTo(ReasonCode.TerrainFromTiles));
    }

    [Test]
    public async Task A_tile_that_cannot_be_used_is_named_by_the_command_and_keeps_the_service_from_starting()
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, "N29E122.hgt"), new byte[1000]);
        var run = await Drone.RunAsync([.. Drone.Check, "--terrain", folder.FullName]);

        Assert.That(run.Exit, Is.EqualTo(78));
        Assert.That(run.Error, Does.Contain("N29E122.hgt: (file): has 1000 bytes of heights"));
        await Assert.ThatAsync(() => RunningService.StartAsync(options => options with { TerrainFolder = folder.FullName }), Throws.TypeOf<DataFileException>().With.Message.Contains("has 1000 bytes of heights"));
    }

    [TestCase(false, "cannot be read")]
    [TestCase(true, "holds no elevation tile; expected .hgt, .hgt.gz, .zip, .tif or .tiff")]
    public async Task A_folder_of_tiles_that_is_not_there_or_has_none_is_told(bool exists, string message)
    {
        var named = Path.Combine(folder.FullName, "tiles");
        if (exists)
        {
            Directory.CreateDirectory(named);
            File.WriteAllText(Path.Combine(named, "read-me.txt"), "none here");
        }

        var run = await Drone.RunAsync([.. Drone.Check, "--terrain", named]);

        Assert.That(run.Exit, Is.EqualTo(78));
        Assert.That(run.Error, Does.Contain(named).And.Contain(message));
    }

    [Test]
    public async Task A_running_service_answers_with_its_own_tiles()
    {
        WriteTile("N29E122.hgt", (_, _) => 10);
        await using var service = await RunningService.StartAsync(options => options with { TerrainFolder = folder.FullName });
        var answer = await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan() });
        var run = await Drone.RunAsync([.. Drone.Check, "--terrain", folder.FullName, "--server", service.Host.Url.ToString()]);

        Assert.That(answer.Decision.Advisories.Select(advisory => advisory.Code), Has.Some.EqualTo(ReasonCode.TerrainFromTiles));
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain("--server and --terrain exclude each other"));
    }

    private static async Task<(int Exit, Decision Decision)> CheckAsync(params string[] options)
    {
        var run = await Drone.RunAsync([.. Drone.Check, "--wind-from", "340", "--wind-speed", "5", "--at", "2024-11-24T08:00+08:00", "--json", .. options]);
        Assert.That(run.Error, Is.Empty);
        return (run.Exit, JsonParser.Default.Parse<Decision>(run.Output));
    }

    private static double Length(Decision decision) => Points(decision).Zip(Points(decision).Skip(1)).Sum(leg => leg.First.DistanceTo(leg.Second).Metres);

    private static List<LatLon> Points(Decision decision) => [.. decision.Route.Waypoints.Select(point => new LatLon(point.Latitude, point.Longitude))];

    private void WriteTile(string name, Func<double, double, int> height)
    {
        var corner = Path.GetFileName(name);
        var (south, west) = (int.Parse(corner.AsSpan(1, 2)), int.Parse(corner.AsSpan(4, 3)));
        var bytes = new byte[Posts * Posts * 2];
        for (var i = 0; i < Posts * Posts; i++)
        {
            var metres = height(south + 1 - (i / Posts / 1200.0), west + (i % Posts / 1200.0));
            (bytes[2 * i], bytes[(2 * i) + 1]) = ((byte)(metres >> 8), (byte)metres);
        }

        File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
    }
}
