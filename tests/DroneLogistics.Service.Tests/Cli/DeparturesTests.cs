using DroneLogistics.V1;
using Google.Protobuf;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary><c>drone check --departs FILE</c>: one line of JSON a departure.</summary>
public sealed class DeparturesTests
{
    private static readonly string[] Asked = ["check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--at", "2026-11-24T08:00+08:00", "--departs"];

    [Test]
    public async Task Every_departure_of_a_file_is_decided_on_a_line_of_its_own_here_and_at_a_service()
    {
        using var file = new TemporaryFile("2026-11-25T09:00+08:00\n\n2026-11-25T10:35+08:00\r\n2026-11-25T01:10:30Z");
        await using var service = await RunningService.StartAsync();
        var here = await Drone.RunAsync([.. Asked, file.Path]);
        var there = await Drone.RunAsync([.. Asked, file.Path, "--server", service.Host.Url.ToString(), "--token-file", service.Host.TokenFile]);
        var decisions = here.Output.TrimEnd().Split('\n').Select(line => JsonParser.Default.Parse<Decision>(line)).ToList();

        Assert.That(decisions.Select(decision => decision.Verdict), Is.EqualTo([Verdict.Go, Verdict.NoGo, Verdict.Go]));
        Assert.That(decisions[2].DepartureTime.ToDateTimeOffset(), Is.EqualTo(Requests.Nine.AddMinutes(10).AddSeconds(30)));
        Assert.That(here.Exit, Is.EqualTo(2));
        Assert.That(there.Output, Is.EqualTo(here.Output));
    }

    [Test]
    public async Task A_line_that_is_no_instant_is_told_with_its_number_and_nothing_is_decided()
    {
        using var wrong = new TemporaryFile("2026-11-25T09:00+08:00\n2026-11-25T09:30");
        using var empty = new TemporaryFile("\n");
        var run = await Drone.RunAsync([.. Asked, wrong.Path]);
        var nothing = await Drone.RunAsync([.. Asked, empty.Path]);

        Assert.That((run.Exit, run.Output, nothing.Exit), Is.EqualTo((64, string.Empty, 64)));
        Assert.That(run.Error, Does.Contain("line 2 is \"2026-11-25T09:30\", without a zone"));
        Assert.That(nothing.Error, Does.Contain("holds no departure"));
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
