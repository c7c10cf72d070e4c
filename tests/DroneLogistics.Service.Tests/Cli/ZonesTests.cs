using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.V1;
using Google.Protobuf;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary><c>drone zones</c>, with and without a service.</summary>
public sealed class ZonesTests
{
    private static readonly string[] Commands = ["list", "show", "sets", "export", "import"];

    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("drone-zones-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public async Task The_zones_that_ship_are_the_same_with_and_without_a_service()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var question in new string[][] { ["list", "--at", "2026-12-01T09:00+08:00"], ["list", "--json", "--at", "2026-12-01T09:00+08:00", "--box", "29.5,121.9,30.5,123"], ["show", "ZSZSCA", "--json", "--at", "2026-12-01T09:00+08:00"], ["sets"], ["export", "demonstration-zones"] })
        {
            var here = await Drone.RunAsync(["zones", .. question]);
            Assert.That(here.Exit, Is.Zero, here.Error);
            var there = await Drone.RunAsync(["zones", .. question, .. At(service)]);
            Assert.That((there.Exit, there.Output), Is.EqualTo((0, here.Output)), string.Join(' ', question));
        }
    }

    [Test]
    public async Task A_table_says_what_holds_and_that_it_is_not_for_flight()
    {
        var run = await Drone.RunAsync("zones", "list", "--at", "2026-12-01T09:00+08:00", "--type", "prohibited");
        Assert.That(run.Output, Does.Contain("CHN-ZSZSCA  PROHIBITED  yes       0 m AGL to no limit").And.Contain("NOT FOR FLIGHT").And.Contain("2026-12-01 09:00:00 Asia/Shanghai"));
        var one = await Drone.RunAsync("zones", "show", "DEMO002", "--at", "2026-12-01T09:00+08:00");
        Assert.That(one.Output, Does.Contain("CHN-DEMO002  CONDITIONAL  in force").And.Contain("every day sunrise to sunset").And.Contain("400 m AMSL"));
    }

    [Test]
    public async Task A_file_is_imported_listed_replaced_and_refused_with_64()
    {
        await using var service = await RunningService.StartAsync();
        var file = await WriteAsync("zones.json", ZoneFiles.Ed318());
        string[] import = ["zones", "import", file, .. At(service)];
        var tried = await Drone.RunAsync([.. import, "--validate-only"]);
        Assert.That((tried.Exit, tried.Output), Is.EqualTo((0, $"{file} would be imported as geozoneSets/zones: 1 zones. Nothing is stored.{Environment.NewLine}")), tried.Error);
        var taken = await Drone.RunAsync([.. import, "--source", "a test", "--licence", "CC0-1.0"]);
        Assert.That((taken.Exit, taken.Output), Is.EqualTo((0, $"geozoneSets/zones is imported from {file}: 1 zones.{Environment.NewLine}")), taken.Error);
        Assert.That((await Drone.RunAsync(["zones", "show", "TEST001", .. At(service)])).Output, Does.Contain("polygon of 4 corners, 0 m AGL to 120 m AGL"));
        Assert.That((await Drone.RunAsync(["zones", "sets", .. At(service)])).Output, Does.Contain("a test").And.Contain("zones.json"));
        var again = await Drone.RunAsync(import);
        Assert.That(again.Exit, Is.EqualTo(64));
        Assert.That(again.Error, Does.Contain("geozoneSets/zones is there already"));
        var replaced = await Drone.RunAsync([.. import, "--replace", "--json"]);
        Assert.That(JsonParser.Default.Parse<ImportGeozonesResponse>(replaced.Output).ReplacedZoneCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_file_names_feature_and_key_and_a_lenient_reading_is_told()
    {
        await using var service = await RunningService.StartAsync();
        var file = await WriteAsync("clockwise.json", ZoneFiles.Ed318(ring: "[[122.6,30.5],[122.6,30.6],[122.7,30.6],[122.7,30.5],[122.6,30.5]]"));
        var refused = await Drone.RunAsync(["zones", "import", file, .. At(service)]);
        Assert.That((refused.Exit, refused.Output), Is.EqualTo((64, string.Empty)));
        Assert.That(refused.Error, Does.StartWith("drone: FILE features[0] (TEST001).geometry.coordinates[0] is refused, WRONG_WINDING"));
        var lenient = await Drone.RunAsync(["zones", "import", file, "--lenient", .. At(service)]);
        Assert.That(lenient.Exit, Is.Zero, lenient.Error);
        Assert.That(lenient.Output, Does.Contain("WRONG_WINDING: features[0] (TEST001)").And.Contain("read the other way round"));
    }

    [Test]
    public async Task A_format_with_fewer_words_tells_what_it_loses()
    {
        var run = await Drone.RunAsync("zones", "export", "demonstration-zones", "--format", "kml");
        Assert.That(run.Exit, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("<kml").And.Contain("NOT FOR FLIGHT"));
        Assert.That(run.Error, Does.Contain("CHN/DEMO00"));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_66_and_no_service_is_69()
    {
        Assert.That((await Drone.RunAsync("zones", "import", Path.Combine(folder.FullName, "ghost.json"))).Exit, Is.EqualTo(66));
        var file = await WriteAsync("zones.json", ZoneFiles.Ed318());
        Assert.That((await Drone.RunAsync("zones", "import", file, "--server", "http://127.0.0.1:9")).Exit, Is.EqualTo(69));
    }

    [TestCase("ZONE there is no zone \"CHN-ZSZSCX\"; did you mean \"CHN-ZSZSC", "show", "ZSZSCX")]
    [TestCase("ZONE is \"no zone\"", "show", "no zone")]
    [TestCase("SET there is no set of zones \"demonstration-zone\"; did you mean \"demonstration-zones\"", "export", "demonstration-zone")]
    [TestCase("--set there is no set", "list", "--set", "ghost")]
    [TestCase("--box is \"1,2\"; expected four numbers", "list", "--box", "1,2")]
    [TestCase("--box goes from 31, 122 to 30, 123", "list", "--box", "31,122,30,123")]
    [TestCase("--server and --data exclude each other", "list", "--server", "http://127.0.0.1:9", "--data", "data")]
    [TestCase("'kmz'", "export", "demonstration-zones", "--format", "kmz")]
    public async Task A_wrong_word_is_named_in_one_line(string complaint, params string[] args)
    {
        var run = await Drone.RunAsync(["zones", .. args]);
        Assert.That((run.Exit, run.Output), Is.EqualTo((64, string.Empty)));
        Assert.That(run.Error, Does.StartWith("drone: ").And.Contain(complaint));
    }

    [Test]
    public async Task Every_help_fits_100_columns_and_has_an_example()
    {
        foreach (var command in Commands)
        {
            var help = await Drone.RunAsync("zones", command, "--help");
            Assert.That(help.Output, Does.Contain($"Example: drone zones {command}").And.Not.Contain(AppContext.BaseDirectory), command);
            Assert.That(help.Output.Split('\n').Where(line => line.TrimEnd().Length > 100), Is.Empty, command);
        }
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private static string[] At(RunningService service) => ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
}
