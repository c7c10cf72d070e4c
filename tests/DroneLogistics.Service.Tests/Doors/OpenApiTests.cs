using System.Text.Json.Nodes;
using DroneLogistics.Service.Tests.BadInputs;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>The description of the JSON API: checked in, served, and to be read.</summary>
public sealed class OpenApiTests
{
    private static readonly string File = Path.Combine(Repository.Folder, "docs", "openapi.json");

    [Test]
    public void The_document_that_is_checked_in_is_the_one_of_the_contract()
    {
        if (Environment.GetEnvironmentVariable("DRONELOGISTICS_WRITE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File, OpenApiDocument.Json() + "\n");
        }

        Assert.That(OpenApiDocument.Json() + "\n", Is.EqualTo(System.IO.File.ReadAllText(File)), "the contract has changed: DRONELOGISTICS_WRITE_DOCS=1 dotnet test --filter OpenApiTests writes the document anew");
    }

    [Test]
    public void Each_method_stands_in_it_once_and_each_reference_leads_to_a_schema()
    {
        var root = JsonNode.Parse(OpenApiDocument.Json())!;
        var operations = root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(verb => (string)verb.Value!["operationId"]!).ToList();
        Assert.That(operations, Is.EquivalentTo(OpenApiDocument.Services.SelectMany(service => service.Methods).Select(method => $"{method.Service.Name}_{method.Name}")));
        var schemas = root["components"]!["schemas"]!.AsObject().Select(entry => $"#/components/schemas/{entry.Key}").ToHashSet(StringComparer.Ordinal);
        Assert.That(References(root).Where(reference => !schemas.Contains(reference)), Is.Empty);
    }

    [Test]
    public async Task The_reference_is_served_names_every_method_and_asks_nobody_else()
    {
        await using var service = await RunningService.StartAsync();
        using var calls = new RawCalls(service);

        var page = (await calls.JsonAsync(HttpMethod.Get, "/reference", null)).Text;

        foreach (var method in OpenApiDocument.Services.SelectMany(known => known.Methods))
        {
            Assert.That(page, Does.Contain($"id=\"{method.Service.Name}_{method.Name}\""));
        }

        Assert.That(page, Does.Not.Contain("src=").And.Not.Contain("href=\"http").And.Not.Contain("@import").And.Not.Contain("url("));
    }

    [Test]
    public async Task A_stream_is_one_object_a_line()
    {
        await using var service = await RunningService.StartAsync();
        using var calls = new RawCalls(service);
        using var content = new StringContent(Google.Protobuf.JsonFormatter.Default.Format(new V1.SimulateFlightRequest { Flight = Requests.Plan() }), System.Text.Encoding.UTF8, "application/json");

        var answer = await calls.JsonAsync(HttpMethod.Post, "/v1/flights:simulate", content);

        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.GreaterThan(10));
        Assert.That(lines.Select(line => JsonNode.Parse(line)!["position"]), Is.All.Not.Null);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject held => held.SelectMany(entry => entry.Key == "$ref" ? [(string)entry.Value!] : References(entry.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
