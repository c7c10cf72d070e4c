using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>Told by work how far it is; read by whoever tells the others. Safe for concurrent use.</summary>
public sealed class JobProgress
{
    private (string Stage, double Share) now = (string.Empty, 0);
    private readonly Lock telling = new();

    public (string Stage, double Share) Now
    {
        get
        {
            lock (telling)
            {
                return now;
            }
        }
    }

    /// <param name="stage">In a word of the kind of job.</param>
    /// <param name="share">Of the stage, 0 to 1.</param>
    public void Tell(string stage, double share)
    {
        lock (telling)
        {
            now = (stage, share);
        }
    }
}

/// <summary>Does a job.</summary>
/// <param name="input">What it is about.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="cancellationToken">The job is to be given up, was lost to another, or the service stops: what was done does not count.</param>
/// <returns>The result.</returns>
public delegate Task<byte[]> JobWork(byte[] input, JobProgress progress, CancellationToken cancellationToken);

/// <summary>How it ended that a service looked for a job to do.</summary>
public enum JobRun
{
    /// <summary>There was none to take.</summary>
    None = 0,

    /// <summary>Its result is stored.</summary>
    Done,

    /// <summary>Somebody else took it meanwhile: what was done here does not count.</summary>
    Lost,

    /// <summary>It was given up.</summary>
    Cancelled,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>Takes jobs and does them, telling the database all the while that somebody does.</summary>
/// <param name="store">The jobs.</param>
/// <param name="owner">Who this is, for people to read.</param>
/// <param name="lease">How long it may be silent before another takes what it does.</param>
/// <param name="clock">Tells again after a third of that.</param>
public sealed class JobRunner(JobStore store, string owner, TimeSpan lease, TimeProvider clock)
{
    /// <summary>A worker that is silent for so long is thought dead. It tells three times in that time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    // Work that ends its worker would otherwise end one after the other.
    private const int MostTries = 3;

    /// <summary>Takes one job and does it.</summary>
    /// <param name="kind">What is done here.</param>
    /// <param name="id">Only this one; null: any.</param>
    /// <param name="work">Does it.</param>
    /// <param name="cancellationToken">The service stops: the job is put back for others.</param>
    public async Task<JobRun> TryRunAsync(string kind, string? id, JobWork work, CancellationToken cancellationToken)
    {
        if (await store.TakeAsync(kind, id, owner, lease, cancellationToken) is not { } job)
        {
            return JobRun.None;
        }

        if (job.Tries > MostTries)
        {
            await store.EndAsync(job, JobState.Failed, $"{MostTries} workers began it and were not heard of again.", isTry: false, cancellationToken);
            return JobRun.Failed;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var heard = new CancellationTokenSource();
        var progress = new JobProgress();
        var hold = TellAsync(job, progress, stop, heard.Token);
        try
        {
            var result = await work(job.Input, progress, stop.Token);
            return await store.FinishAsync(kind, job, result, CancellationToken.None) ? JobRun.Done : JobRun.Lost;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await heard.CancelAsync();
            switch (await hold)
            {
                case JobHold.Lost:
                    return JobRun.Lost;
                case JobHold.CancelAsked:
                    await store.EndAsync(job, JobState.Cancelled, string.Empty, isTry: true, CancellationToken.None);
                    return JobRun.Cancelled;
                default:
                    await store.EndAsync(job, JobState.Queued, string.Empty, isTry: false, CancellationToken.None);
                    throw;
            }
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            await store.EndAsync(job, job.Tries < MostTries ? JobState.Queued : JobState.Failed, trouble.Message, isTry: true, CancellationToken.None);
            throw;
        }
        finally
        {
            await heard.CancelAsync();
            await hold;
        }
    }

    /// <summary>Tells that the job is worked on until it is told to stop; stops the work where it is no longer this worker's, or not wanted.</summary>
    private async Task<JobHold> TellAsync(JobLease job, JobProgress progress, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var last = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(lease / 3, clock, cancellationToken);
                var (stage, share) = progress.Now;
                var hold = await store.RenewAsync(job, share, stage, lease, cancellationToken);
                last = clock.GetTimestamp();
                if (hold != JobHold.Held)
                {
                    await stop.CancelAsync();
                    return hold;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return JobHold.Held;
            }
            catch (Exception)
            {
                // The database may be back in time. Where it is not, another may have the job, and two need not do it.
                if (clock.GetElapsedTime(last) >= lease)
                {
                    await stop.CancelAsync();
                    return JobHold.Lost;
                }
            }
        }
    }
}
