using System.Diagnostics;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service.Tests.Jobs;

/// <summary>A process of its own that takes a job, says so, and is at it until it is killed.</summary>
internal static class JobProcess
{
    /// <summary>The first argument of a test process that is to be one.</summary>
    public const string Word = "job";

    /// <summary>Of its jobs.</summary>
    public const string Kind = "endless";

    /// <summary>Short, as a test waits for it to run out.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public static Process Start(string database, string begun)
    {
        var start = new ProcessStartInfo("dotnet");
        foreach (var argument in new[] { "exec", typeof(JobProcess).Assembly.Location, Word, database, begun })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Arguments: database, file to write when the job is taken.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var store = new FlightStore(DatabaseAddress.Parse(args[0]).Opener());
        var runner = new JobRunner(store.Jobs, "process of a test", Lease, TimeProvider.System);
        await runner.TryRunAsync(Kind, null, async (_, progress, cancellationToken) =>
        {
            progress.Tell("begun", 0.5);
            await File.WriteAllTextAsync(args[1], "begun", cancellationToken);
            await Task.Delay(TimeSpan.FromMinutes(10), cancellationToken);
            return [];
        }, CancellationToken.None);
        return 0;
    }
}
