using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Jobs;

namespace DroneLogistics.Service.Tests.Exclusivity;

/// <summary>
/// A process of its own that books one flight: it decides, says so, waits for the word to go on, and commits. The test holds two of them
/// between decision and commit, so that both have decided before either writes.
/// </summary>
internal static class Worker
{
    /// <summary>Arguments: database, type, from, to, decided-file, go-file, data folder. Exit 0 booked, 2 refused, 75 refused after losing the race.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is [JobProcess.Word, .. var rest])
        {
            return await JobProcess.RunAsync(rest);
        }

        if (args.Length != 7)
        {
            await Console.Error.WriteLineAsync("usage: DATABASE TYPE FROM TO DECIDED-FILE GO-FILE DATA");
            return 64;
        }

        using var operations = new OperationsControl(WorldFiles.Load(args[6]), new FlightStore(DatabaseAddress.Parse(args[0]).Opener()))
        {
            Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Requests.Now),
            BetweenDecisionAndCommit = async cancellationToken =>
            {
                await File.WriteAllTextAsync(args[4], "decided", cancellationToken);
                for (var i = 0; i < 2400 && !File.Exists(args[5]); i++)
                {
                    await Task.Delay(50, cancellationToken);
                }
            },
        };
        await operations.OpenAsync(null, CancellationToken.None);
        var outcome = await operations.ScheduleAsync(Requests.Schedule(Requests.Plan(args[2], args[3], args[1], 5)), Requests.Now, CancellationToken.None);
        if (outcome.Flight is not null)
        {
            return 0;
        }

        foreach (var finding in outcome.Decision!.Findings)
        {
            await Console.Out.WriteLineAsync(finding.Code.ToString());
        }

        return outcome.LostRace ? 75 : 2;
    }
}
