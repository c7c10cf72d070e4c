using System.Text.Json;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>The auditor at a running service: nothing wrong with any scenario that ships, and what is spoiled behind its back is found.</summary>
public sealed class AuditCommandTests
{
    private static readonly string[] Seeds = [.. Directory.GetFiles(Path.Combine(Repository.Folder, "seeds"), "*.json").Select(file => Path.GetFileName(file))];

    [TestCaseSource(nameof(Seeds))]
    public async Task Nothing_is_wrong_with_a_scenario_that_ships(string file)
    {
        await using var service = await PlayedAsync(file);
        var (exit, root, error) = await AuditAsync(service);

        Assert.That((exit, root.GetProperty("violations").GetArrayLength()), Is.EqualTo((0, 0)), error + root);
        Assert.That(root.GetProperty("flights").GetInt32(), Is.GreaterThan(0));
        Assert.That(root.GetProperty("volumes").GetInt32(), Is.GreaterThan(root.GetProperty("flights").GetInt32()));
    }

    [TestCase("DELETE FROM claim WHERE kind = 2", "ClaimMissing")]
    [TestCase("UPDATE claim SET end_us = end_us - 1000000 WHERE kind = 1 AND resource LIKE 'sites/liuheng/%'", "ClaimTooShort")]
    [TestCase("DELETE FROM claim WHERE (resource, start_us) = (SELECT resource, start_us FROM claim WHERE kind = 4 LIMIT 1)", "CellMissing")]
    public async Task What_somebody_spoils_in_the_database_is_found(string change, string rule)
    {
        await using var service = await PlayedAsync("first-flight.json");
        Assert.That(await service.ExecuteAsync(change), Is.GreaterThan(0));

        // Whoever means to deceive does this as well: a row without a checksum is one of before there were any.
        await service.ExecuteAsync("UPDATE flight SET checksum = -1");
        var (exit, root, _) = await AuditAsync(service);
        Assert.That(exit, Is.EqualTo(2));
        Assert.That(root.GetProperty("violations").EnumerateArray().Select(found => found.GetProperty("rule").GetString()), Does.Contain(rule));
    }

    private static async Task<RunningService> PlayedAsync(string file)
    {
        var scenario = ScenarioFile.Read(await File.ReadAllBytesAsync(Path.Combine(Repository.Folder, "seeds", file)), file);
        var service = await RunningService.StartAsync(options => options with { Fleet = scenario.Fleet });
        await ScenarioPlayer.PlayAsync(service.Host.Operations, scenario, CancellationToken.None);
        return service;
    }

    private static async Task<(int Exit, JsonElement Root, string Error)> AuditAsync(RunningService service)
    {
        var run = await Drone.RunAsync("audit", "schedule", "--json", "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile);
        using var document = JsonDocument.Parse(run.Output);
        return (run.Exit, document.RootElement.Clone(), run.Error);
    }
}
