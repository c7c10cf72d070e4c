using System.Text;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>What people read fits into 100 columns of a terminal, in which a Chinese character takes two.</summary>
public sealed class ScreenWidthTests
{
    private const int Columns = 100;

    [TestCase("sites")]
    [TestCase("routes")]
    [TestCase("aircraft")]
    [TestCase("aircraft", "fz90")]
    [TestCase("aircraft", "v2000cg")]
    [TestCase("evaluate-site", "30.12,122.50", "--aircraft", "fz90", "--payload", "10")]
    [TestCase("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15")]
    [TestCase("check", "jinshan", "sijiao", "--aircraft", "v2000cg", "--payload", "410", "--wind-from", "100", "--wind-speed", "25")]
    [TestCase("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "180", "--wind-speed", "40")]
    [TestCase("route", "putuo", "miaozihu", "--aircraft", "fz90", "--payload", "10")]
    [TestCase("route", "jinshan", "sijiao", "--aircraft", "fz90", "--payload", "20")]
    [TestCase("simulate", "jinshan", "sijiao", "--aircraft", "v2000cg", "--payload", "200", "--step", "60")]
    [TestCase("risk", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--samples", "1024")]
    [TestCase("risk", "putuo", "liuheng", "--aircraft", "fc30", "--payload", "5", "--samples", "1024")]
    [TestCase("play", "seeds/first-flight.json")]
    public async Task No_line_is_wider_than_a_terminal_and_none_is_broken_within_a_number(params string[] command)
    {
        var run = await Drone.RunAsync([.. command.Select(word => word.StartsWith("seeds/", StringComparison.Ordinal) ? Path.Combine(AppContext.BaseDirectory, word) : word)]);
        var lines = run.Output.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.That(lines, Has.Count.GreaterThan(5), run.Error);
        Assert.That(lines.Where(line => Cells(line) > Columns), Is.Empty);

        // A number that had to be broken would leave its last digits alone on the line below.
        Assert.That(lines.Where(line => line.Trim().Length is > 0 and < 3 && double.TryParse(line.Trim(), out _)), Is.Empty);
    }

    [Test]
    public async Task Scheduled_flights_fit_as_well_and_their_names_stay_whole()
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        string[] at = ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
        var booked = await Drone.RunAsync(["book", "dinghai-port", "dongju", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-26T09:00+08:00", "--wind-from", "340", "--wind-speed", "3", "--cargo", "emergency medicine and ship spare parts", .. at]);
        Assert.That(booked.Exit, Is.Zero, booked.Error);
        var listed = await Drone.RunAsync(["flights", .. at]);
        Assert.That((booked.Output + listed.Output).Split('\n').Where(line => Cells(line) > Columns), Is.Empty);
        var name = System.Text.RegularExpressions.Regex.Match(booked.Output, "flights/(f[0-9a-f]{32})").Groups[1].Value;
        Assert.That(listed.Output, Does.Contain(name).And.Contain("dinghai-port").And.Contain("fz90-dinghai-port"));
    }

    [Test]
    public async Task Advisories_are_told_in_both_languages_as_findings_are()
    {
        var run = await Drone.RunAsync("check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "25");
        Assert.That(run.Output, Does.Contain("WIND_ASSUMED").And.Contain("未给出风况且无预报:按静风计算。"));
        Assert.That(run.Output, Does.Contain("PAYLOAD_EXCEEDS_LIMIT").And.Contain("载重 25 kg"));
    }

    private static int Cells(string line) => line.EnumerateRunes().Sum(rune => IsWide(rune) ? 2 : 1);

    /// <summary>East Asian wide and fullwidth (Unicode UAX 11), as far as these texts use them.</summary>
    private static bool IsWide(Rune rune) => rune.Value is (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6);
}
