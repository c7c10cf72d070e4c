using System.Globalization;
using System.Xml.Linq;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>What <c>drone plot</c> and <c>drone cards</c> write, and that what is shown in the documents is what they write today.</summary>
public sealed class PicturesTests
{
    private static readonly string[] Flight = ["plot", "flight", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15"];

    private DirectoryInfo folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("drone-pictures-");

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [TestCase("network.svg", "plot", "network")]
    [TestCase("route.svg", "plot", "route", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--at", "2024-11-24T08:00+08:00")]
    [TestCase("flight.svg", "plot", "flight", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15")]
    [TestCase("windows.svg", "plot", "windows", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-12-02T08:24+08:00", "--horizon", "2h", "--forecast", "docs/examples/forecast.csv", "--at", "2026-12-02T06:00+08:00")]
    public async Task The_picture_in_the_documents_is_what_the_command_writes(string name, params string[] command)
    {
        command = [.. command.Select(word => word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(Repository.Folder, word) : word)];
        var drawn = await DrawAsync(name, command);
        Assert.That(drawn, Is.EqualTo(Repository.Read("docs", "images", name)), $"drone {string.Join(' ', command)} --out docs/images/{name}");
    }

    [Test]
    public async Task The_model_cards_in_the_documents_are_what_the_command_writes_and_no_others()
    {
        var run = await Drone.RunAsync("cards", "--out", folder.FullName);
        Assert.That(run.Exit, Is.Zero, run.Error);
        var committed = Path.Combine(Repository.Folder, "docs", "aircraft");
        var names = folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal).ToList();
        Assert.That(Directory.GetFiles(committed).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(names), "drone cards --out docs/aircraft");
        foreach (var name in names)
        {
            Assert.That(File.ReadAllText(Path.Combine(committed, name)), Is.EqualTo(File.ReadAllText(Path.Combine(folder.FullName, name))), $"{name}: drone cards --out docs/aircraft");
        }
    }

    [Test]
    public void The_physics_leads_to_every_card()
    {
        var physics = Repository.Read("docs", "physics.md");
        var cards = Directory.GetFiles(Path.Combine(Repository.Folder, "docs", "aircraft"), "*.md").Select(Path.GetFileName);
        Assert.That(cards.Where(card => !physics.Contains($"(aircraft/{card})", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_card_counts_its_numbers_and_tells_its_error_on_every_published_point()
    {
        await Drone.RunAsync("cards", "--out", folder.FullName);
        foreach (var type in WorldFiles.AircraftTypes(WorldFiles.DefaultFolder))
        {
            var card = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, $"{type.Id}.md"));
            var counts = card.Where(line => line.StartsWith("| published |", StringComparison.Ordinal) || line.StartsWith("| fitted |", StringComparison.Ordinal) || line.StartsWith("| recalled |", StringComparison.Ordinal) || line.StartsWith("| assumed |", StringComparison.Ordinal));
            Assert.That(counts.Sum(line => int.Parse(line.Split('|')[2], CultureInfo.InvariantCulture)), Is.EqualTo(type.Parameters.Count), type.Id.Text);
            Assert.That(card.Count(line => line.StartsWith("| `", StringComparison.Ordinal)), Is.EqualTo(type.Parameters.Count), type.Id.Text);
            var quantities = type.PublishedPoints.Select(point => $"| {point.Quantity} |").Distinct().ToList();
            Assert.That(card.Count(line => quantities.Exists(quantity => line.StartsWith(quantity, StringComparison.Ordinal))), Is.EqualTo(type.PublishedPoints.Count), type.Id.Text);
        }
    }

    [TestCase("fz90")]
    [TestCase("fc30")]
    public async Task Pictures_are_well_formed_keep_inside_their_frame_and_say_their_units(string type)
    {
        var power = XDocument.Parse(await DrawAsync("power.svg", "plot", "power", "--aircraft", type, "--payload", "15"));
        var range = XDocument.Parse(await DrawAsync("range.svg", "plot", "range", "--aircraft", type));
        var flight = XDocument.Parse(await DrawAsync("flight.svg", Flight));
        Assert.That(Texts(power), Does.Contain("True airspeed, m/s").And.Contain("Electrical power, kW").And.Contain("parasite").And.Contain("15 kg of payload"));
        Assert.That(Texts(range), Does.Contain("Payload, kg").And.Contain("Range, km").And.Contain("published").And.Contain("pad to pad with reserve"));
        Assert.That(Texts(flight), Does.Contain("Height, m AMSL").And.Contain("Power, kW").And.Contain("Voltage under load, V").And.Contain("Charge, %").And.Contain("cut-off").And.Contain("required at landing"));
        foreach (var picture in new[] { power, range, flight })
        {
            var (width, height) = (Number(picture.Root!, "width"), Number(picture.Root!, "height"));
            foreach (var text in picture.Descendants().Where(element => element.Name.LocalName == "text"))
            {
                var place = ((string)text.Attribute("transform")!)["translate(".Length..].Split(')')[0].Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
                Assert.That(place[0], Is.InRange(0, width), text.Value);
                Assert.That(place[1], Is.InRange(0, height), text.Value);
            }
        }
    }

    [Test]
    public async Task The_charge_that_is_drawn_is_the_charge_that_is_simulated()
    {
        var flight = await DrawAsync("flight.svg", Flight);
        var simulated = await Drone.RunAsync(["check", .. Flight[2..]]);
        var told = System.Text.RegularExpressions.Regex.Match(simulated.Output, @"([\d.]+) min block, lands with ([\d.]+) %");
        Assert.That(flight, Does.Contain($"{told.Groups[1].Value} min, lands with {told.Groups[2].Value} %"));
    }

    [Test]
    public async Task The_same_picture_twice_is_the_same_bytes()
    {
        foreach (var command in new[] { Flight, ["plot", "power", "--aircraft", "fc30"], ["plot", "range", "--aircraft", "fc30"] })
        {
            Assert.That(await DrawAsync("a.svg", command), Is.EqualTo(await DrawAsync("b.svg", command)));
        }
    }

    [Test]
    public async Task A_flight_that_may_not_fly_is_drawn_and_one_that_cannot_fly_is_refused_in_words()
    {
        var file = Path.Combine(folder.FullName, "flight.svg");
        var heavy = await Drone.RunAsync([.. Flight[..^1], "25", "--out", file]);
        Assert.That((heavy.Exit, File.Exists(file)), Is.EqualTo((2, true)), heavy.Error);
        File.Delete(file);
        var storm = await Drone.RunAsync([.. Flight, "--wind-from", "180", "--wind-speed", "40", "--out", file]);
        Assert.That((storm.Exit, File.Exists(file)), Is.EqualTo((2, false)));
        Assert.That(storm.Error, Does.Contain("WIND"));
    }

    [TestCase("--payload is 40", "plot", "power", "--aircraft", "fc30", "--payload", "40")]
    [TestCase("--payload is NaN", "plot", "power", "--aircraft", "fc30", "--payload", "NaN")]
    [TestCase("fc30", "plot", "range", "--aircraft", "fc3")]
    public async Task What_cannot_be_drawn_is_told_by_option(string complaint, params string[] command)
    {
        var run = await Drone.RunAsync([.. command, "--out", Path.Combine(folder.FullName, "x.svg")]);
        Assert.That(run.Exit, Is.EqualTo(64));
        Assert.That(run.Error, Does.Contain(complaint));
    }

    private async Task<string> DrawAsync(string name, params string[] command)
    {
        var file = Path.Combine(folder.FullName, name);
        var run = await Drone.RunAsync([.. command, "--out", file]);
        Assert.That(run.Exit, Is.Zero, run.Error);
        return await File.ReadAllTextAsync(file);
    }

    private static string Texts(XDocument picture) => string.Join('\n', picture.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
