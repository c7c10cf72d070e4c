using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>Files that are none: without an end, or a folder.</summary>
public sealed class EndlessFileTests
{
    private static readonly string[][] Commands =
    [
        ["check", "--request", "FILE"],
        [.. Drone.Check, "--forecast", "FILE"],
        ["play", "FILE"],
        ["zones", "import", "FILE", "--server", "http://127.0.0.1:9"],
        ["forecast", "import", "FILE", "--server", "http://127.0.0.1:9"],
    ];

    [Test, CancelAfter(60_000)]
    public async Task A_file_without_an_end_is_refused_at_its_bound(CancellationToken cancellationToken)
    {
        if (!File.Exists("/dev/zero"))
        {
            Assert.Ignore("This system has no /dev/zero.");
        }

        foreach (var command in Commands)
        {
            var run = await RunAsync(command, "/dev/zero").WaitAsync(cancellationToken);
            Assert.That(run.Exit, Is.EqualTo(64), $"{string.Join(' ', command)}: {run.Error}");
            Assert.That(run.Error, Does.Contain("at most"), string.Join(' ', command));
        }
    }

    [Test]
    public async Task A_folder_in_the_place_of_a_file_is_named()
    {
        foreach (var command in Commands)
        {
            var run = await RunAsync(command, AppContext.BaseDirectory);
            Assert.That(run.Exit, Is.EqualTo(66), $"{string.Join(' ', command)}: {run.Error}");
            Assert.That(run.Error, Does.Contain("cannot be read"), string.Join(' ', command));
        }
    }

    private static Task<Run> RunAsync(string[] command, string file) => Drone.RunAsync([.. command.Select(word => word == "FILE" ? file : word)]);
}
