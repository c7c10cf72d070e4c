using System.Diagnostics;
using System.Text.Json;
using DroneLogistics.Cli;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

public sealed class CommandLineTests
{
    [TestCase(0, "", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15")]
    [TestCase(2, "", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "25")]
    [TestCase(64, "putuo", "check", "putou", "liuheng", "--aircraft", "fz90", "--payload", "15")]
    [TestCase(64, "fz90", "check", "putuo", "liuheng", "--aircraft", "fz9", "--payload", "15")]
    [TestCase(64, "--payload", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "NaN")]
    [TestCase(64, "--payload", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "Infinity")]
    [TestCase(64, "--payload", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "-1")]
    [TestCase(64, "10000", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "1e9")]
    [TestCase(64, "--payload", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "heavy")]
    [TestCase(64, "--payload", "check", "putuo", "liuheng", "--aircraft", "fz90")]
    [TestCase(64, "zone", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-12-01T09:00")]
    [TestCase(64, "--wind-speed", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340")]
    [TestCase(64, "origin", "check", "putuo", "putuo", "--aircraft", "fz90", "--payload", "15")]
    [TestCase(64, "--step", "simulate", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--step", "0")]
    [TestCase(64, "LAT,LON", "evaluate-site", "somewhere", "--aircraft", "fz90", "--payload", "10")]
    [TestCase(66, "cannot be read", "play", "no-such-file.json")]
    [TestCase(66, "cannot be read", "check", "--request", "no-such-file.json")]
    [TestCase(78, "policy", "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--data", "/no/such/folder")]
    [TestCase(69, "drone serve", "flights", "--server", "http://127.0.0.1:9")]
    [TestCase(64, "frobnicate", "frobnicate")]
    public async Task Each_command_ends_with_its_exit_code_and_a_complaint_that_names_what_is_wrong(int exit, string complaint, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.That(code, Is.EqualTo(exit), error);
        Assert.That(error, complaint == "policy" ? Is.Not.Empty : Does.Contain(complaint));
    }

    [Test]
    public async Task The_same_question_at_the_same_instant_prints_the_same_bytes_and_the_documented_keys()
    {
        string[] args = ["check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--at", "2024-11-24T08:00+08:00", "--json"];
        var (first, again) = (await RunAsync(args), await RunAsync(args));
        Assert.That(again.Output, Is.EqualTo(first.Output));
        using var json = JsonDocument.Parse(first.Output);
        Assert.That(json.RootElement.GetProperty("verdict").GetString(), Is.EqualTo("VERDICT_GO"));
        Assert.That(json.RootElement.GetProperty("departureTime").GetString(), Is.EqualTo("2024-11-25T01:00:00Z"));
        Assert.That(json.RootElement.GetProperty("findings").GetArrayLength(), Is.Zero);
        Assert.That(json.RootElement.GetProperty("blockDuration").GetString(), Does.EndWith("s"));
    }

    [Test]
    public async Task Every_command_has_a_help_that_ends_well()
    {
        foreach (var command in new[] { "check", "simulate", "risk", "evaluate-site", "legs", "sites", "routes", "aircraft", "plot", "serve", "play", "book", "flights", "cancel", "call" })
        {
            var (code, output, _) = await RunAsync(command, "--help");
            Assert.That(code, Is.Zero, command);
            Assert.That(output.Length, Is.GreaterThan(100), command);
        }

        Assert.That((await RunAsync("--help")).Output, Does.Contain("Exit codes").And.Contain("check"));
    }

    [Test]
    public async Task A_trace_is_written_as_CSV_and_GeoJSON_and_read_back()
    {
        string[] flight = ["simulate", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--step", "60"];
        var csv = (await RunAsync([.. flight, "--csv"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var geoJson = JsonDocument.Parse((await RunAsync([.. flight, "--geojson"])).Output);
        var features = geoJson.RootElement.GetProperty("features");
        Assert.That(features[0].GetProperty("geometry").GetProperty("type").GetString(), Is.EqualTo("LineString"));
        Assert.That(features[0].GetProperty("geometry").GetProperty("coordinates").GetArrayLength(), Is.EqualTo(csv.Length - 1));
        Assert.That(csv[0], Does.StartWith("time,elapsed_s,latitude_deg"));
    }

    [Test]
    public async Task A_flight_is_booked_refused_listed_and_cancelled_at_a_running_service()
    {
        await using var service = await RunningService.StartAsync();
        string[] at = ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
        string[] flight = ["book", "putuo", "liuheng", "--aircraft-type", "fz90", "--payload", "15", "--depart", "2026-11-26T09:00+08:00", "--wind-from", "340", "--wind-speed", "3", "--json"];
        var id = Guid.NewGuid().ToString();
        var booked = await RunAsync([.. flight, "--request-id", id, .. at]);
        Assert.That(booked.Code, Is.Zero, booked.Error);
        Assert.That((await RunAsync([.. flight, "--request-id", id, .. at])).Output, Is.EqualTo(booked.Output), "a retry gets the same answer");
        var refused = await RunAsync([.. flight, "--request-id", Guid.NewGuid().ToString(), .. at]);
        Assert.That(refused.Code, Is.EqualTo(2), refused.Error);
        Assert.That(refused.Output, Does.Contain("PAD_UNAVAILABLE"));
        using var list = JsonDocument.Parse((await RunAsync(["flights", "--all", "--json", .. at])).Output);
        var only = list.RootElement.GetProperty("flights")[0];
        Assert.That((only.GetProperty("requestId").GetString(), only.GetProperty("state").GetString()), Is.EqualTo((id, "SCHEDULED")));
        Assert.That(only.GetProperty("claims")[0].EnumerateObject().Select(property => property.Name), Is.EquivalentTo(new[] { "kind", "resource", "startTime", "endTime" }));
        Assert.That((await RunAsync(["cancel", only.GetProperty("name").GetString()!, .. at])).Code, Is.Zero);
        Assert.That((await RunAsync(["flights", .. at])).Output, Does.Contain("0 flights"));
        var called = await RunAsync("call", "NetworkService/GetSite", "--data", """{"name":"sites/putuo"}""", "--grpc", service.Host.GrpcUrl.ToString(), "--token-file", service.Host.TokenFile);
        Assert.That(called.Output, Does.Contain("普陀区"), called.Error);
    }

    [Test]
    public void The_program_itself_runs_and_its_exit_code_is_the_verdict()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "exec", Path.Combine(AppContext.BaseDirectory, "drone.dll"), "check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "25" })
        {
            start.ArgumentList.Add(argument);
        }

        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.That(program.ExitCode, Is.EqualTo(2), program.StandardError.ReadToEnd());
        Assert.That(output, Does.StartWith("NO_GO").And.Contain("PAYLOAD_EXCEEDS_LIMIT"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await CommandLine.RunAsync(args, output, error), output.ToString(), error.ToString());
    }
}
