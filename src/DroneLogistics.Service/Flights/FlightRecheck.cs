using DroneLogistics.Service.Store;
using DroneLogistics.Weather;

namespace DroneLogistics.Service;

/// <summary>
/// Decides every future flight again when a forecast, zones, obstacles, closures or routes change, right after the change, when the forecast
/// in force grows too old, and once at the start, as the data folder may be another one. A flight that no longer passes is flagged; nothing is
/// cancelled.
/// </summary>
/// <remarks>
/// What is left to do is told by the database, so that nothing is lost when the service stops in the middle; several processes may do the
/// same work at once, and what the one has stored the other leaves alone.
/// </remarks>
public sealed partial class FlightRecheck(OperationsControl operations, TimeProvider clock, ILogger<FlightRecheck> log) : BackgroundService
{
    private const int FlightsAtOnce = 50;
    private const string AtStart = "start of the service";

    // Another process on the same database does not wake this one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    // The forecast in which flights were decided the last time, where it was fresh then.
    private Forecast? fresh;

    private VerdictStore Verdicts => operations.Store.Verdicts;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = Verdicts.NextChange;
            try
            {
                var progress = await Verdicts.ReadProgressAsync(stoppingToken);
                var aged = Aged();
                if (!started || progress.Checked < progress.Revision || aged.Length > 0)
                {
                    var cause = progress.Cause.Length > 0 ? progress.Cause : started ? aged : AtStart;
                    started |= await PassAsync(cause, stoppingToken);
                    continue;
                }

                await Task.WhenAny(next, Task.Delay(Patience, stoppingToken));
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // Flights keep the verdict they have, and it is tried again: a service that answers is worth more than one that fell.
                operations.Store.Writers.Faults.Saw(trouble);
                LogTrouble(log, trouble);
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>That the forecast has grown too old since flights were decided in it, in words; empty: it has not.</summary>
    private string Aged() => fresh is { } forecast && !forecast.IsFresh(clock.GetUtcNow()) ? $"{ForecastQueries.Forecasts}/{forecast.Origin.Id} is too old" : string.Empty;

    /// <summary>Decides all future flights once; false where the airspace changed under it.</summary>
    private async Task<bool> PassAsync(string cause, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var at = await operations.SnapshotAsync(cancellationToken);
        var query = new FlightQuery(ShowCancelled: false, string.Empty, FlightMessages.Micros(now), long.MaxValue, long.MinValue, string.Empty, FlightsAtOnce);
        while (true)
        {
            var flights = await operations.Store.ListAsync(query, cancellationToken);
            var verdicts = new List<(string, V1.FlightVerdict)>(flights.Count);
            foreach (var (row, _) in flights)
            {
                cancellationToken.ThrowIfCancellationRequested();
                verdicts.Add((row.Id, FlightVerdicts.Again(row, at, now, cause)));
            }

            var isAll = flights.Count < FlightsAtOnce;
            if (!await Verdicts.WriteAsync(at.Airspace.Revision, verdicts, isAll, cancellationToken))
            {
                return false;
            }

            if (isAll)
            {
                fresh = at.World.Forecast is { } forecast && forecast.IsFresh(now) ? forecast : null;
                return true;
            }

            query = query with { AfterDepartureUs = flights[^1].Row.DepartureUs, AfterId = flights[^1].Row.Id };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Booked flights could not be decided again")]
    private static partial void LogTrouble(ILogger log, Exception trouble);
}
