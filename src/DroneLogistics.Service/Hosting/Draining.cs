using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DroneLogistics.Service;

/// <summary>
/// A service that is told to stop says so first: it is not ready from then on, and goes on answering for as long as whoever sends it requests may
/// need to see that. Then it stops listening, and what is under way may end.
/// </summary>
public sealed class Draining(ServeOptions options) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool isStopping;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isStopping ? HealthCheckResult.Unhealthy("The service is stopping.") : HealthCheckResult.Healthy());

    /// <summary>Before anything else stops.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        return options.Drain > TimeSpan.Zero ? Task.Delay(options.Drain, cancellationToken) : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
