using DroneLogistics.Service.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DroneLogistics.Service;

/// <summary>Compares the clock of this service with that of the database server, every second.</summary>
public sealed partial class ClockWatch(ClockTrust trust, Func<OperationsDb> open, ServeOptions options, TimeProvider clock, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The quickest answer leaves the least doubt.
    private const int Questions = 3;

    /// <summary>Asks the database once what time it is.</summary>
    public static async Task CompareAsync(ClockTrust trust, Func<OperationsDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(cancellationToken);
        (DateTimeOffset Database, DateTimeOffset Before, DateTimeOffset After)? best = null;
        for (var i = 0; i < Questions; i++)
        {
            var before = clock.GetUtcNow();
            var database = FlightMessages.Instant(await db.ReadClockAsync(clock, cancellationToken));
            var after = clock.GetUtcNow();
            best = best is { } had && had.After - had.Before <= after - before ? had : (database, before, after);
        }

        trust.Compared(best!.Value.Database, best.Value.Before, best.Value.After);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? told = null;
        while (options.Database.IsPostgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CompareAsync(trust, open, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception trouble)
            {
                LogTrouble(log, trouble.GetBaseException().Message);
            }

            // Once, and not every second.
            var now = trust.Trouble;
            if (now is not null && told is null)
            {
                LogUntrusted(log, now);
            }

            told = now;
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The clock could not be compared with that of the database: {Trouble}")]
    private static partial void LogTrouble(ILogger log, string trouble);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Trouble} Nothing is booked meanwhile")]
    private static partial void LogUntrusted(ILogger log, string trouble);
}

/// <summary>A service is ready while its clock may be booked by.</summary>
public sealed class ClockHealth(ClockTrust trust) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(trust.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy());
}
