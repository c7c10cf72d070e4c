using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;

namespace DroneLogistics.Service;

/// <summary>
/// Makes the leg table in the background when another forecast comes into force, when zones or obstacles change, and at the start. Nothing is stored:
/// a service that starts again makes it again.
/// </summary>
public sealed partial class LegTableMaker(OperationsControl operations, LegTableDesk desk, TimeProvider clock, ServeOptions options, ILogger<LegTableMaker> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    // Rows of it are kept where the next forecast does not change them.
    private LegTable? last;

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
                var world = (await operations.SnapshotAsync(stoppingToken)).World;
                if (made != (world.Forecast?.Origin.Id, world.Space))
                {
                    // Maps take seconds to lay out and cannot be ended in the middle: the service does not wait for them when it stops.
                    await Task.Run(() => Make(world, stoppingToken), stoppingToken).WaitAsync(stoppingToken);
                    made = (world.Forecast?.Origin.Id, world.Space);
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

    private void Make(World world, CancellationToken cancellationToken)
    {
        if (world.Forecast is not { } forecast || LegTableQuestion.Within(forecast, Running(clock.GetUtcNow()), options.LegTableHours) is not var (first, hours))
        {
            desk.Now = LegTableProgress.Nothing;
            return;
        }

        var start = clock.GetTimestamp();
        var question = new LegTableQuestion(world, forecast, world.AircraftTypes, LegTableQueries.PayloadSteps, first, hours);
        var table = LegTableBuild.Build(question, last, LegTableWork.On(Advance, cancellationToken));
        last = table;
        desk.Now = new LegTableProgress(V1.LegTable.Types.State.Ready, 1, forecast.Origin.Id, table, clock.GetElapsedTime(start));

        void Advance(LegStage stage, double share) =>
            desk.Now = new LegTableProgress(stage == LegStage.Ways ? V1.LegTable.Types.State.LayingOutWays : V1.LegTable.Types.State.Flying, share, forecast.Origin.Id, null, default);
    }

    private static DateTimeOffset Running(DateTimeOffset now) => now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));

    [LoggerMessage(Level = LogLevel.Error, Message = "The leg table could not be made")]
    private static partial void LogTrouble(ILogger log, Exception trouble);
}
