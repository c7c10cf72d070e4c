using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.V1;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>Bodies that are no requests, the token across restarts, the scenario without its second pack.</summary>
public sealed class EdgeTests
{
    private static readonly (string Body, string MediaType)[] NoRequests =
    [
        (string.Empty, "application/json"),
        ("{", "application/json"),
        ("[]", "application/json"),
        ("""{"flight":{"payloadKg":"heavy"}}""", "application/json"),
        ("""{"flight":{"departureTime":"2026-11-25T09:00"}}""", "application/json"),
        ("""{"flight":{"payload":15}}""", "application/json"),
        ("{}", "text/plain"),
    ];

    [Test]
    public async Task A_body_that_is_no_request_is_the_callers_mistake()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (body, mediaType) in NoRequests)
        {
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
            using var answer = await service.Http.PostAsync("/v1/flights:check", content);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.UnsupportedMediaType), $"{body}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Test]
    public async Task The_token_is_kept_at_the_next_start_and_a_token_file_that_others_could_read_is_closed()
    {
        var folder = Directory.CreateTempSubdirectory("drone-token-");
        try
        {
            string first;
            await using (var host = await DroneServiceHost.StartAsync(RunningService.Options(folder.FullName), CancellationToken.None))
            {
                first = await File.ReadAllTextAsync(host.TokenFile);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(host.TokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
                }
            }

            await using var again = await DroneServiceHost.StartAsync(RunningService.Options(folder.FullName), CancellationToken.None);
            Assert.That(await File.ReadAllTextAsync(again.TokenFile), Is.EqualTo(first));
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(again.TokenFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Without_the_pack_at_Liuheng_the_way_back_is_refused_and_only_the_way_out_is_stored()
    {
        var folder = Directory.CreateTempSubdirectory("drone-seed-");
        try
        {
            var seed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "seeds", "first-flight.json")))!;
            var packs = seed["fleet"]!["batteryPacks"]!.AsArray();
            packs.Remove(packs.Single(pack => (string?)pack!["site"] == "liuheng"));
            var scenario = ScenarioFile.Read(Encoding.UTF8.GetBytes(seed.ToJsonString()), "one-pack.json");
            using var operations = DroneServiceHost.OpenOperations(WorldFiles.Load(WorldFiles.DefaultFolder), DroneLogistics.Service.Store.DatabaseAddress.Parse(Path.Combine(folder.FullName, "seed.db")));
            await operations.OpenAsync(scenario.Fleet, CancellationToken.None);
            var legs = await ScenarioPlayer.PlayAsync(operations, scenario, CancellationToken.None);
            Assert.That(legs.Select(leg => leg.Decision.Verdict), Is.EqualTo(new[] { Verdict.Go, Verdict.NoGo }));
            Assert.That(legs[1].Decision.Findings.Select(finding => finding.Code), Is.EquivalentTo(new[] { ReasonCode.EnergyReserveShortfall, ReasonCode.CompletionProbabilityBelowPolicy, ReasonCode.AlternateUnreachable, ReasonCode.BatteryUnavailable }));
            Assert.That((legs[0].Flight is null, legs[1].Flight is null), Is.EqualTo((false, true)));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
