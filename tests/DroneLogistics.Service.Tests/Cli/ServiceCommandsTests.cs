using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>The commands that talk to a running service, and the service as a process.</summary>
public sealed class ServiceCommandsTests
{
    [Test]
    public async Task A_running_service_and_the_command_line_alone_give_the_same_bytes()
    {
        await using var service = await RunningService.StartAsync();
        string[] question = [.. Drone.Check, "--at", "2026-11-24T08:00+08:00", "--json"];
        var asked = await Drone.RunAsync([.. question, .. At(service)]);
        Assert.That(asked.Exit, Is.Zero, asked.Error);
        Assert.That(asked.Output, Is.EqualTo((await Drone.RunAsync(question)).Output));
    }

    [TestCase]
    [TestCase("--csv")]
    [TestCase("--json")]
    [TestCase("--geojson")]
    public async Task A_flight_simulated_at_a_running_service_prints_the_same_bytes_as_one_simulated_here(params string[] form)
    {
        await using var service = await RunningService.StartAsync();
        string[] question = ["simulate", .. Drone.Check[1..], "--step", "60", "--at", "2026-11-24T08:00+08:00", .. form];
        var asked = await Drone.RunAsync([.. question, .. At(service)]);
        Assert.That(asked.Exit, Is.Zero, asked.Error);
        Assert.That(asked.Output, Is.EqualTo((await Drone.RunAsync(question)).Output));
        Assert.That(asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.GreaterThan(1));
    }

    [Test]
    public async Task A_flight_that_cannot_be_simulated_is_refused_alike_here_and_at_a_running_service()
    {
        await using var service = await RunningService.StartAsync();
        string[] question = ["simulate", .. Drone.Check[1..], "--wind-from", "180", "--wind-speed", "40", "--at", "2026-11-24T08:00+08:00"];
        var (asked, here) = (await Drone.RunAsync([.. question, .. At(service)]), await Drone.RunAsync(question));
        Assert.That((asked.Exit, asked.Output, asked.Error), Is.EqualTo((here.Exit, here.Output, here.Error)));
        Assert.That(asked.Exit, Is.EqualTo(2));
        Assert.That(asked.Error, Does.Contain("WIND"));
    }

    [Test]
    public async Task A_simulation_at_a_service_knows_its_flights()
    {
        await using var service = await RunningService.StartAsync();
        string[] flight = ["putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-26T09:00+08:00", "--wind-from", "340", "--wind-speed", "3"];
        Assert.That((await Drone.RunAsync(["book", .. flight, .. At(service)])).Exit, Is.Zero);
        Assert.That((await Drone.RunAsync(["simulate", .. flight, .. At(service)])).Exit, Is.EqualTo(2), "the pad is taken now");
        Assert.That((await Drone.RunAsync(["simulate", .. flight])).Exit, Is.Zero, "here nobody knows of it");
    }

    [Test]
    public async Task A_booking_that_is_overtaken_between_its_decision_and_its_commit_exits_with_75()
    {
        RunningService? service = null;
        var overtaken = 0;
        service = await RunningService.StartAsync(options => OpenSky.In(options) with { BetweenDecisionAndCommit = OvertakeAsync });
        await using var _ = service;

        // Another type from the same pad at the same time: nothing but the pad is wanted by both.
        string[] booking = ["book", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-25T09:00+08:00", "--wind-from", "340", "--wind-speed", "3", .. At(service)];
        var lost = await Drone.RunAsync(booking);
        Assert.That(lost.Exit, Is.EqualTo(75), lost.Error);
        Assert.That(lost.Output, Does.Contain("PAD_UNAVAILABLE").And.Contain("another flight was stored first"));
        Assert.That(overtaken, Is.EqualTo(1));
        Assert.That((await Drone.RunAsync(booking)).Exit, Is.EqualTo(2), "asked again it is a plain refusal");
        Assert.That((await Drone.RunAsync(["flights", .. At(service)])).Output, Does.Contain("1 flights").And.Contain("fc30"));

        async Task OvertakeAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref overtaken) == 1)
            {
                using var other = DroneServiceHost.OpenOperations(service!.Host.World, service.Database, new FakeTimeProvider(Requests.Now));
                var outcome = await other.ScheduleAsync(Requests.Schedule(Requests.Plan("putuo", "puxi", "fc30", 5)), Requests.Now, cancellationToken);
                Assert.That(outcome.Flight, Is.Not.Null, string.Concat(outcome.Decision?.Findings.Select(finding => finding.English) ?? []));
            }
        }
    }

    [Test]
    public async Task A_refusal_of_the_service_is_told_in_the_words_of_the_caller()
    {
        await using var service = await RunningService.StartAsync();
        var cancel = await Drone.RunAsync(["cancel", "no-such-flight", .. At(service)]);
        Assert.That((cancel.Exit, cancel.Error), Is.EqualTo((64, $"drone: FLIGHT there is no flight \"no-such-flight\".{Environment.NewLine}")));
        var check = await Drone.RunAsync([.. Drone.Check[..^1], "NaN", .. At(service)]);
        Assert.That(check.Exit, Is.EqualTo(64));
        Assert.That(check.Error, Does.StartWith("drone: --payload is NaN"));
        var call = await Drone.RunAsync("call", "PlanningService/CheckFlight", "--data", """{"flight":{"payloadKg":"NaN"}}""", "--grpc", service.Host.GrpcUrl.ToString());
        Assert.That(call.Exit, Is.EqualTo(64));
        Assert.That(call.Error, Does.Contain("flight.payload_kg is NaN").And.Not.Contain("--payload"));
    }

    [Test]
    public async Task Another_port_than_the_right_one_is_a_service_that_does_not_answer()
    {
        await using var service = await RunningService.StartAsync();
        var web = await Drone.RunAsync("flights", "--server", service.Host.GrpcUrl.ToString(), "--token-file", service.Host.TokenFile);
        var grpc = await Drone.RunAsync("call", "NetworkService/ListSites", "--grpc", service.Host.Url.ToString());
        Assert.That((web.Exit, grpc.Exit), Is.EqualTo((69, 69)), web.Error + grpc.Error);
    }

    [Test]
    public async Task A_booking_without_an_answer_names_the_id_that_makes_a_retry_safe()
    {
        // Port 9 is "discard"; nothing listens there.
        var run = await Drone.RunAsync("book", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-26T09:00+08:00", "--wind-from", "340", "--wind-speed", "3", "--server", "http://127.0.0.1:9");
        Assert.That(run.Exit, Is.EqualTo(69));
        Assert.That(run.Error, Does.Match("--request-id [0-9a-f-]{36}"));
    }

    [Test]
    public async Task A_proxy_for_the_world_outside_is_not_asked_for_this_machine()
    {
        await using var service = await RunningService.StartAsync();
        var proxy = new Dictionary<string, string> { ["http_proxy"] = "http://127.0.0.1:9", ["all_proxy"] = "http://127.0.0.1:9", ["no_proxy"] = string.Empty };
        using var flights = Drone.Start(proxy, ["flights", .. At(service)]);
        using var call = Drone.Start(proxy, "call", "NetworkService/GetSite", "--data", """{"name":"sites/putuo"}""", "--grpc", service.Host.GrpcUrl.ToString(), "--token-file", service.Host.TokenFile);
        var (first, second) = (await Drone.EndAsync(flights), await Drone.EndAsync(call));
        Assert.That((first.Exit, second.Exit), Is.EqualTo((0, 0)), first.Error + second.Error);
    }

    [Test]
    [Platform("Linux,MacOsX", Reason = "signals are sent with kill")]
    public async Task The_service_says_when_it_answers_and_ends_with_0_when_it_is_told_to_stop()
    {
        var folder = Directory.CreateTempSubdirectory("drone-serve-");
        var state = new Dictionary<string, string> { ["XDG_STATE_HOME"] = folder.FullName };
        var ready = Path.Combine(folder.FullName, "ready.json");
        using var serve = Drone.Start(state, "serve", "--listen", "127.0.0.1:0", "--ready-file", ready);
        try
        {
            // "Press Ctrl-C" comes last: from here on the service runs and stops as asked.
            var lines = new List<string>();
            while (await serve.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Add(line);
                if (line.StartsWith("Press", StringComparison.Ordinal))
                {
                    break;
                }
            }

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
            var (url, token) = (json.RootElement.GetProperty("url").GetString()!, json.RootElement.GetProperty("tokenFile").GetString()!);
            Assert.That(lines, Has.Some.Contains(url));
            Assert.That(File.Exists(token), Is.True);
            using var flights = Drone.Start(state, "flights", "--json", "--server", url);
            var listed = await Drone.EndAsync(flights);
            Assert.That(listed.Exit, Is.Zero, listed.Error);
            using var kill = Process.Start("kill", ["-TERM", serve.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            var ended = await Drone.EndAsync(serve);
            Assert.That((ended.Exit, ended.Error), Is.EqualTo((0, string.Empty)));
        }
        finally
        {
            if (!serve.HasExited)
            {
                serve.Kill();
                await serve.WaitForExitAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_ready_file_that_cannot_be_written_ends_the_service_with_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("drone-ready-");
        try
        {
            var state = new Dictionary<string, string> { ["XDG_STATE_HOME"] = folder.FullName };
            using var serve = Drone.Start(state, "serve", "--port", "0", "--ready-file", Path.Combine(folder.FullName, "no-such-folder", "ready.json"));
            var run = await Drone.EndAsync(serve);
            Assert.That(run.Exit, Is.EqualTo(74), run.Error);
            Assert.That(run.Error, Does.StartWith("drone: ").And.Contain("no-such-folder"));
            Assert.That(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_process_of_its_own_prints_the_same_bytes()
    {
        string[] question = [.. Drone.Check, "--at", "2024-11-24T08:00+08:00"];
        using var program = Drone.Start(new Dictionary<string, string>(), question);
        Assert.That((await Drone.EndAsync(program)).Output, Is.EqualTo((await Drone.RunAsync(question)).Output));
    }

    private static string[] At(RunningService service) => ["--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile];
}
