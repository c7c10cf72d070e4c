using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Service.Store;
using DroneLogistics.Weather;

namespace DroneLogistics.Service;

/// <summary>
/// Makes the leg table in the background when another forecast comes into force, when zones or obstacles change, and at the start. It is a job of the
/// database: of several services one makes it, another goes on where that one falls, and all others read it.
/// </summary>
public sealed partial class LegTableMaker(OperationsControl operations, LegTableDesk desk, JobRunner runner, TimeProvider clock, ServeOptions options, ILogger<LegTableMaker> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    private readonly Lazy<string> data = new(() => WorldFiles.Fingerprint(options.DataFolder, options.TerrainFolder));

    // Rows of it are kept where the next forecast does not change them.
    private LegTable? last;

    // The job of it, where this service made it itself.
    private string lastJob = string.Empty;

    private JobStore Jobs => operations.Store.Jobs;

    /// <summary>Has the table of the forecast in force made, once more where it failed or was given up.</summary>
    /// <param name="at">Forecast, zones and obstacles.</param>
    /// <param name="validateOnly">Whether it is only looked whether it can be.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The job; null where it is only looked and there is none.</returns>
    /// <exception cref="Grpc.Core.RpcException">There is nothing to be made.</exception>
    public async Task<JobRow?> AskAsync(OperationsSnapshot at, bool validateOnly, CancellationToken cancellationToken)
    {
        if (options.LegTableHours < LegTableQuestion.LeastSteps)
        {
            throw ErrorStatus.Build(Google.Rpc.Code.FailedPrecondition, "STATE", "The service was started without leg tables.");
        }

        if (at.World.Forecast is not { } forecast || LegTableQuestion.Within(forecast, Running(clock.GetUtcNow()), options.LegTableHours) is not var (first, hours))
        {
            throw ErrorStatus.Build(Google.Rpc.Code.FailedPrecondition, "FORECAST_UNAVAILABLE", "No forecast is in force that tells three hours from now on: import one, and the leg table is made of it.");
        }

        var key = LegTableJob.Key(at, forecast, data.Value, first, options.LegTableHours);
        if (validateOnly)
        {
            return await Jobs.FindAsync(LegTableJob.Kind, key, cancellationToken);
        }

        var job = await Jobs.EnqueueAsync(LegTableJob.Kind, key, LegTableJob.Input(first, hours), cancellationToken);
        if (job.State is JobState.Failed or JobState.Cancelled)
        {
            await Jobs.AgainAsync(job.Id, cancellationToken);
        }

        return await Jobs.FindByIdAsync(job.Id, cancellationToken) ?? job;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.LegTableHours < LegTableQuestion.LeastSteps)
        {
            return;
        }

        (string? Forecast, FlightSpace? Space) made = default;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Patience;
            try
            {
                var at = await operations.SnapshotAsync(stoppingToken);
                var now = (at.World.Forecast?.Origin.Id, at.World.Space);
                if (made != now && await MakeAsync(at, stoppingToken))
                {
                    made = now;
                }
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, trouble);
                desk.Now = desk.Now with { State = V1.LegTable.Types.State.Failed };
                wait = AfterTrouble;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Goes one step further with the table of a snapshot.</summary>
    /// <returns>Whether it is made, here or elsewhere, or there is nothing to be made.</returns>
    private async Task<bool> MakeAsync(OperationsSnapshot at, CancellationToken cancellationToken)
    {
        if (at.World.Forecast is not { } forecast || LegTableQuestion.Within(forecast, Running(clock.GetUtcNow()), options.LegTableHours) is not var (first, hours))
        {
            desk.Now = LegTableProgress.Nothing;
            return true;
        }

        var job = await Jobs.EnqueueAsync(LegTableJob.Kind, LegTableJob.Key(at, forecast, data.Value, first, options.LegTableHours), LegTableJob.Input(first, hours), cancellationToken);
        switch (job.State)
        {
            case JobState.Done:
                await ShowAsync(job, at.World, forecast, cancellationToken);
                return true;
            case JobState.Failed or JobState.Cancelled:
                await Jobs.AgainAsync(job.Id, cancellationToken);
                return false;
        }

        if (await runner.TryRunAsync(LegTableJob.Kind, job.Id, BuildAsync, cancellationToken) == JobRun.None)
        {
            // Another service flies it.
            desk.Now = new LegTableProgress(Stage(job.Stage), job.Progress, forecast.Origin.Id, null, default);
        }

        return false;

        async Task<byte[]> BuildAsync(byte[] input, JobProgress progress, CancellationToken stop)
        {
            var question = LegTableJob.Question(at.World, forecast, input);

            // Maps take seconds to lay out and cannot be ended in the middle: the service does not wait for them when it stops.
            var table = await Task.Run(() => LegTableBuild.Build(question, last, LegTableWork.On(Advance, stop)), stop).WaitAsync(stop);
            (last, lastJob) = (table, job.Id);
            return LegTableJob.Pack(table);

            void Advance(LegStage stage, double share)
            {
                progress.Tell(stage.ToString(), share);
                desk.Now = new LegTableProgress(Stage(stage.ToString()), share, forecast.Origin.Id, null, default);
            }
        }
    }

    private async Task ShowAsync(JobRow job, World world, Forecast forecast, CancellationToken cancellationToken)
    {
        if (job.Id != lastJob)
        {
            var (input, result) = await Jobs.ReadResultAsync(job.Id, cancellationToken) ?? throw new InvalidOperationException("The leg table was replaced while it was read.");
            (last, lastJob) = (LegTableJob.Unpack(LegTableJob.Question(world, forecast, input), result), job.Id);
        }

        desk.Now = new LegTableProgress(V1.LegTable.Types.State.Ready, 1, forecast.Origin.Id, last, TimeSpan.FromMicroseconds(job.UpdateUs - job.CreateUs));
    }

    /// <summary>What a stage of the job is in the contract.</summary>
    public static V1.LegTable.Types.State Stage(string stage) => stage == nameof(LegStage.Flights) ? V1.LegTable.Types.State.Flying : V1.LegTable.Types.State.LayingOutWays;

    private static DateTimeOffset Running(DateTimeOffset now) => now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));

    [LoggerMessage(Level = LogLevel.Error, Message = "The leg table could not be made")]
    private static partial void LogTrouble(ILogger log, Exception trouble);
}
