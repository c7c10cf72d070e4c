using System.Text.RegularExpressions;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>What the README shows is what the commands print: every output in it stands under its command.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Lines = Repository.Read("README.md").ReplaceLineEndings("\n").Split('\n');

    [Test]
    public async Task The_check_it_shows_is_printed_to_the_letter()
    {
        var (command, shown) = Block("    drone check ");
        AssertShows(command, shown, (await Drone.RunAsync(Words(command))).Output);
    }

    [Test]
    public async Task The_routes_it_shows_begin_as_they_are_printed()
    {
        var (command, shown) = Block("    drone route ");
        var printed = (await Drone.RunAsync(Words(command))).Output.ReplaceLineEndings("\n").Split('\n');
        Assert.That(shown[^1], Is.EqualTo("  ..."), "more is printed than is shown");
        AssertShows(command, shown[..^1], string.Join('\n', printed.Take(shown.Length - 1)));
    }

    [Test]
    public async Task The_remedy_it_shows_is_a_part_of_what_is_printed()
    {
        var (command, shown) = Block("    drone check putuo liuheng --aircraft fz90 --payload 18 ");
        Assert.That((await Drone.RunAsync(Words(command))).Output.ReplaceLineEndings("\n"), Does.Contain(string.Join('\n', shown)), $"README.md, the block under `{command}`");
    }

    [Test]
    public async Task The_risk_it_shows_is_a_part_of_what_is_printed()
    {
        var (command, shown) = Block("    drone risk ");
        var printed = (await Drone.RunAsync(Words(command))).Output.ReplaceLineEndings("\n");
        var part = string.Join('\n', shown[^1] == "  ..." ? shown[..^1] : shown);
        Assert.That(printed, Does.Contain(part), $"README.md, the block under `{command}`; it prints now:\n{printed}");
    }

    [Test]
    public async Task The_morning_it_shows_is_what_the_scenario_plays()
    {
        var (command, shown) = Block("    dotnet run --project src/DroneLogistics.Cli -- serve --play ");
        var played = await Drone.RunAsync("play", Path.Combine(Repository.Folder, Words(command)[^1]));
        var network = Array.FindIndex(shown, line => line.StartsWith("network ", StringComparison.Ordinal));
        Assert.That(shown[..(network + 1)].Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "page,", "gRPC", "opens", "database", "network" }));
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        Assert.That(shown[network], Does.EndWith($"{world.Sites.All.Count} sites, {world.Routes.Count} routes, {world.AircraftTypes.Count} aircraft types"));
        Assert.That(shown[^1], Is.EqualTo("Press Ctrl-C to stop."));
        AssertShows(command, shown[(network + 2)..^1], played.Output);
    }

    [Test]
    public async Task The_call_it_shows_begins_as_the_service_answers()
    {
        // The service of the README has played the first flight.
        var scenario = ScenarioFile.Read(await File.ReadAllBytesAsync(Path.Combine(Repository.Folder, "seeds", "first-flight.json")), "first-flight.json");
        await using var service = await RunningService.StartAsync(options => options with { Fleet = scenario.Fleet });
        await ScenarioPlayer.PlayAsync(service.Host.Operations, scenario, CancellationToken.None);
        var (command, shown) = Block("    drone call ");
        var words = Words(command).Select(word => word.StartsWith('@') ? "@" + Path.Combine(Repository.Folder, word[1..]) : word);
        var answered = (await Drone.RunAsync([.. words, "--grpc", service.Host.GrpcUrl.ToString()])).Output.ReplaceLineEndings("\n").Split('\n');
        Assert.That(shown[^1], Is.EqualTo("  ..."), "the answer is longer than what is shown");
        AssertShows(command, [.. shown[..^1].Select(TenDigits)], TenDigits(string.Join('\n', answered.Take(shown.Length - 1))));
    }

    /// <summary>The last digits of a number are those of the machine.</summary>
    private static string TenDigits(string text) => Regex.Replace(text, @"(\.\d{10})\d+", "$1");

    /// <summary>The command that begins so, and the fenced block under it.</summary>
    private static (string Command, string[] Shown) Block(string beginning)
    {
        var at = Array.FindIndex(Lines, line => line.StartsWith(beginning, StringComparison.Ordinal));
        Assert.That(at, Is.GreaterThan(0), $"README.md shows \"{beginning.Trim()}\"");
        var from = Array.IndexOf(Lines, "```", at);
        var to = Array.IndexOf(Lines, "```", from + 1);
        return (Lines[at].Trim(), Lines[(from + 1)..to]);
    }

    private static string[] Words(string command) => [.. command.Split(' ').SkipWhile(word => word is not "drone" and not "--").Skip(1)];

    private static void AssertShows(string command, string[] shown, string printed)
    {
        var expected = printed.ReplaceLineEndings("\n").TrimEnd('\n');
        Assert.That(string.Join('\n', shown).TrimEnd('\n'), Is.EqualTo(expected), $"README.md, the block under `{command}`; it prints now:\n{expected}");
    }
}
