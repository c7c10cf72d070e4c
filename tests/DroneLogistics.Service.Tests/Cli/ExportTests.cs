using System.Text.RegularExpressions;
using DroneLogistics.Formats.Exchange;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary><c>drone export</c> and <c>--way</c>: a flight handed to another program, and a way that comes back from one.</summary>
public sealed class ExportTests
{
    private static readonly string[] Flight = ["putuo", "liuheng", "--aircraft", "fz90", "--wind-from", "340", "--wind-speed", "5", "--at", "2024-11-24T08:00+08:00"];

    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("drone-export-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [TestCase("geojson")]
    [TestCase("kml")]
    [TestCase("kmz")]
    [TestCase("plan")]
    [TestCase("waypoints")]
    [TestCase("wpml")]
    public async Task The_way_that_is_written_is_checked_again_with_the_same_answer(string format)
    {
        var file = Path.Combine(folder.FullName, "flight");
        var written = await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", format, "--out", file]);
        Assert.That((written.Exit, written.Output, written.Error), Is.EqualTo((0, string.Empty, string.Empty)));
        var found = await Drone.RunAsync(["check", .. Flight, "--payload", "15"]);
        var brought = await Drone.RunAsync(["check", .. Flight, "--payload", "15", "--way", file]);

        // The way that is found bends round something, the one that is brought is what it is.
        Assert.That(WithoutRoute(brought.Output), Is.EqualTo(WithoutRoute(found.Output)), brought.Error);
    }

    [TestCase("czml")]
    [TestCase("csv")]
    public async Task A_trace_that_is_brought_as_a_way_is_decided_as_the_flight_that_flew_it(string format)
    {
        var file = Path.Combine(folder.FullName, "flight");
        await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", format, "--step", "1", "--out", file]);
        var brought = await Drone.RunAsync(["check", .. Flight, "--payload", "15", "--way", file]);
        Assert.That(brought.Exit, Is.Zero, brought.Error + brought.Output);
        Assert.That(brought.Output, Does.Contain("33.2 km of track").And.Contain("at 120 m AMSL"));
    }

    [Test]
    public async Task A_mission_of_a_refused_flight_is_refused_and_with_even_refused_written_with_exit_2()
    {
        var file = Path.Combine(folder.FullName, "flight.plan");
        string[] heavy = ["export", .. Flight, "--payload", "25", "--format", "plan", "--out", file];
        var refused = await Drone.RunAsync(heavy);
        Assert.That(refused.Exit, Is.EqualTo(2));
        Assert.That(refused.Error, Does.StartWith("drone: nothing is written: the flight is refused (PAYLOAD_EXCEEDS_LIMIT)").And.Contain("25 kg of payload"));
        Assert.That(File.Exists(file), Is.False);

        var written = await Drone.RunAsync([.. heavy, "--even-refused"]);
        Assert.That(written.Exit, Is.EqualTo(2), written.Error);
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("\"verdict\": \"NO_GO\""));
    }

    [Test]
    public async Task A_text_goes_to_the_terminal_and_an_archive_asks_for_a_file()
    {
        var text = await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", "waypoints"]);
        Assert.That((text.Exit, text.Output.Split('\n')[0]), Is.EqualTo((0, "QGC WPL 110")));
        var packed = await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", "wpml"]);
        Assert.That((packed.Exit, packed.Output), Is.EqualTo((64, string.Empty)));
        Assert.That(packed.Error, Does.Contain("--out is missing"));
    }

    [Test]
    public async Task An_intent_carries_the_name_and_the_address_of_its_owner()
    {
        var run = await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", "f3548", "--manager", "island-air", "--uss-url", "https://uss.example/f3548"]);
        Assert.That(run.Output, Does.Contain("\"manager\": \"island-air\"").And.Contain("\"uss_base_url\": \"https://uss.example/f3548\""));
    }

    [TestCase("QGC WPL 110\n0\t1\t0\t16\t0\t0\t0\t0\t95\t122\t6\t1\n", "line 2, number 9", "\"95\"; expected a number between -90 and 90")]
    [TestCase("", "(file)", "is empty")]
    [TestCase("<kml/>", "(way)", "expected one LineString or Track")]
    [TestCase("<!DOCTYPE kml [<!ENTITY a \"b\">]><kml>&a;</kml>", "(file)", "without DTD")]
    [TestCase("{\"type\":\"FeatureCollection\",\"features\":[]}", "(root)", "has 0 lines")]
    [TestCase("latitude_deg,longitude_deg\n29.985,122.308\n29.722,122.17\n", "way", "does not tell how high its way lies above mean sea level; give --altitude")]
    public async Task A_file_that_is_no_way_is_bad_input_and_named_with_place_and_bound(string content, string where, string told)
    {
        var file = Path.Combine(folder.FullName, "way");
        await File.WriteAllTextAsync(file, content);
        var run = await Drone.RunAsync(["check", .. Flight, "--payload", "15", "--way", file]);
        Assert.That((run.Exit, run.Output), Is.EqualTo((64, string.Empty)), run.Error);
        Assert.That(run.Error, Does.StartWith($"drone: {file}").And.Contain(where).And.Contain(told));
    }

    [Test]
    public async Task A_way_that_begins_off_the_pad_and_a_file_that_is_not_there_are_named()
    {
        var file = Path.Combine(folder.FullName, "way.csv");
        await File.WriteAllTextAsync(file, "latitude_deg,longitude_deg,altitude_m_amsl\n29.9,122.3,120\n29.722,122.17,120\n");
        var off = await Drone.RunAsync(["check", .. Flight, "--payload", "15", "--way", file]);
        Assert.That((off.Exit, off.Error), Is.EqualTo((64, off.Error)));
        Assert.That(off.Error, Does.Contain("lies 9454 m from Putuo public drone port"));
        Assert.That((await Drone.RunAsync(["check", .. Flight, "--payload", "15", "--way", file + ".not"])).Exit, Is.EqualTo(66));
    }

    [Test]
    public async Task Every_format_is_in_the_help_and_an_unknown_one_is_named()
    {
        var help = await Drone.RunAsync("export", "--help");
        foreach (var entry in ExchangeFormats.All)
        {
            Assert.That(help.Output, Does.Contain(entry.Word));
        }

        Assert.That((await Drone.RunAsync(["export", .. Flight, "--payload", "15", "--format", "dxf"])).Exit, Is.EqualTo(64));
        Assert.That((await Drone.RunAsync(["export", .. Flight, "--payload", "15"])).Error, Does.Contain("--format is missing; expected one of geojson"));
    }

    private static string WithoutRoute(string output) => Regex.Replace(output, "(?m)^  route .*$", string.Empty);
}
