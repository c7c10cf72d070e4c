using System.Threading.Channels;

namespace DroneLogistics.Service.Store;

/// <summary>
/// Flights that are booked at the same time share one durable transaction: writing it through to the disk takes longer than all else, and takes
/// as long for one flight as for many. Each flight has a savepoint of its own, so that one that clashes is refused alone.
/// </summary>
/// <remarks>Nobody is waited for: while one transaction is written, those who come meanwhile gather for the next.</remarks>
public sealed class GroupCommit(Writers writers, Action wake)
{
    // A transaction of so many is still written in a moment, and no caller waits long behind it.
    private const int MostAtOnce = 64;

    private readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>();
    private int isWriting;

    /// <summary>Stores a flight, its claims, its request id, what is told of it and its audit entry, or nothing.</summary>
    /// <param name="commit">The flight.</param>
    /// <param name="cancellationToken">Stops before the transaction, never in it.</param>
    public Task<CommitOutcome> CommitAsync(FlightCommit commit, CancellationToken cancellationToken)
    {
        var entry = new Waiting(commit, new TaskCompletionSource<CommitOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        waiting.Writer.TryWrite(entry);
        if (Interlocked.Exchange(ref isWriting, 1) == 0)
        {
            writers.Around.InBackground(WriteAllAsync);
        }

        return entry.Outcome.Task;
    }

    private async Task WriteAllAsync()
    {
        do
        {
            while (waiting.Reader.TryPeek(out _))
            {
                await WriteSomeAsync();
            }

            Interlocked.Exchange(ref isWriting, 0);
        }
        while (waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref isWriting, 1) == 0);
    }

    private async Task WriteSomeAsync()
    {
        List<Waiting> group = [];
        try
        {
            using var turn = await writers.Turns.TakeAsync(CancellationToken.None);
            var outcomes = await writers.RunInTurnAsync(
                writing =>
                {
                    // Only now that no other process writes either: whoever came meanwhile is in it.
                    Gather(group);
                    return WriteAsync(writing, [.. group.Select(entry => entry.Commit)]);
                },
                CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Outcome.SetResult(outcomes[i]);
            }
        }
        catch (Exception trouble)
        {
            // Nothing of the group is stored, or nobody knows: each caller is told, and asks again with its request id. So are those that wait,
            // where it did not even begin.
            if (group.Count == 0)
            {
                Gather(group);
            }

            foreach (var entry in group)
            {
                entry.Outcome.TrySetException(trouble);
            }
        }
    }

    private void Gather(List<Waiting> group)
    {
        while (group.Count < MostAtOnce && waiting.Reader.TryRead(out var next))
        {
            if (next.CancellationToken.IsCancellationRequested)
            {
                next.Outcome.SetCanceled(next.CancellationToken);
                continue;
            }

            group.Add(next);
        }
    }

    /// <summary>Writes flights in one transaction.</summary>
    /// <returns>How each ended, in their order.</returns>
    public async Task<IReadOnlyList<CommitOutcome>> WriteAsync(Writing writing, IReadOnlyList<FlightCommit> commits)
    {
        var flights = new FlightInserts(writing);
        var outcomes = new List<CommitOutcome>(commits.Count);
        foreach (var commit in commits)
        {
            outcomes.Add(await flights.WriteAsync(commit, CancellationToken.None));
        }

        if (outcomes.Contains(CommitOutcome.Committed))
        {
            await writing.CommitAsync();
            wake();
        }

        return outcomes;
    }

    private sealed record Waiting(FlightCommit Commit, TaskCompletionSource<CommitOutcome> Outcome, CancellationToken CancellationToken);
}
