using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DroneLogistics.V1;
using Google.Protobuf;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>What the service serves and writes beside its answers.</summary>
public sealed class ServiceFilesTests
{
    [Test]
    public async Task OpenAPI_names_every_rpc_by_service_and_method()
    {
        await using var service = await RunningService.StartAsync();
        using var document = JsonDocument.Parse(await service.Http.GetStringAsync("/openapi/v1.json"));
        Assert.That(document.RootElement.GetProperty("openapi").GetString(), Does.StartWith("3.1"));
        var ids = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString());
        Assert.That(ids, Is.EquivalentTo(OpenApiDocument.Services.SelectMany(served => served.Methods).Select(method => $"{method.Service.Name}_{method.Name}")));
        Assert.That(ids, Does.Contain("FlightsService_ScheduleFlight"));
    }

    [Test]
    public async Task The_example_books_as_it_stands()
    {
        await using var service = await RunningService.StartAsync();
        using var content = new StringContent(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "examples", "schedule-flight.json")), Encoding.UTF8, "application/json");
        using var answer = await service.Http.PostAsync("/v1/flights:schedule", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, text);
        Assert.That(JsonParser.Default.Parse<ScheduleFlightResponse>(text).Flight.State, Is.EqualTo(Flight.Types.State.Scheduled));
    }

    [Test]
    public async Task The_ready_file_names_the_address_and_a_token_that_only_its_owner_reads()
    {
        await using var service = await RunningService.StartAsync();
        using var ready = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(service.Folder, "ready.json")));
        Assert.That(ready.RootElement.GetProperty("url").GetString(), Is.EqualTo(service.Host.Url.ToString().TrimEnd('/')));
        var tokenFile = ready.RootElement.GetProperty("tokenFile").GetString()!;
        Assert.That(File.ReadAllText(tokenFile).Trim(), Has.Length.EqualTo(64));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(tokenFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task The_start_page_and_the_picture_show_every_site_in_both_languages_and_ask_for_nothing_outside()
    {
        await using var service = await RunningService.StartAsync();
        var page = await service.Http.GetStringAsync("/");
        var picture = XDocument.Parse(await service.Http.GetStringAsync("/network.svg"));
        Assert.That(picture.Descendants().Count(element => (string?)element.Attribute("class") == "site"), Is.EqualTo(24));
        foreach (var site in service.Host.World.Sites.All)
        {
            Assert.That(picture.ToString(), Does.Contain(site.NameChinese).And.Contain(site.NameEnglish.Replace("'", "&apos;", StringComparison.Ordinal)));
            Assert.That(page, Does.Contain($"sites/{site.Id}"));
        }

        Assert.That(page.Replace("http://www.w3.org/2000/svg", string.Empty, StringComparison.Ordinal), Does.Not.Contain("http://").And.Not.Contain("https://"));
    }

    [Test]
    public async Task The_first_flight_plays_both_legs_and_playing_it_again_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("drone-seed-");
        try
        {
            var scenario = ScenarioFile.Read(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "seeds", "first-flight.json")), "first-flight.json");
            using var operations = DroneServiceHost.OpenOperations(WorldFiles.Load(WorldFiles.DefaultFolder), DroneLogistics.Service.Store.DatabaseAddress.Parse(Path.Combine(folder.FullName, "seed.db")));
            await operations.OpenAsync(scenario.Fleet, CancellationToken.None);
            var first = await ScenarioPlayer.PlayAsync(operations, scenario, CancellationToken.None);
            Assert.That(first.Select(leg => leg.Decision.Verdict), Is.All.EqualTo(Verdict.Go));
            Assert.That(first.Select(leg => leg.Decision.BlockDuration.ToTimeSpan().TotalMinutes), Is.All.InRange(20, 25));
            Assert.That(first.Select(leg => leg.Flight!.Plan.Aircraft).Distinct(), Is.EqualTo(new[] { "aircraft/fz90-01" }));
            var again = await ScenarioPlayer.PlayAsync(operations, scenario, CancellationToken.None);
            Assert.That(again.Select(leg => leg.Flight), Is.EqualTo(first.Select(leg => leg.Flight)));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Evaluating_a_point_answers_for_every_site_and_refuses_a_point_elsewhere()
    {
        await using var service = await RunningService.StartAsync();
        var request = new EvaluateSiteRequest { Position = new Google.Type.LatLng { Latitude = 30.12, Longitude = 122.50 }, AircraftType = "aircraftTypes/fz90", PayloadKg = 10 };
        var answer = await service.Network.EvaluateSiteAsync(request);
        Assert.That(answer.Reaches, Has.Count.EqualTo(24));
        Assert.That(answer.Reaches.Where(reach => !reach.Reachable), Is.All.Matches<SiteReach>(reach => reach!.Outbound.Findings.Count + reach.Inbound.Findings.Count > 0));
        request.Position = new Google.Type.LatLng { Latitude = 0, Longitude = 0 };
        Assert.That(Flights.FlightsTests.Reason(await Flights.FlightsTests.FailsAsync(() => service.Network.EvaluateSiteAsync(request).ResponseAsync)), Is.EqualTo("OUTSIDE_SERVICE_AREA"));
    }
}
