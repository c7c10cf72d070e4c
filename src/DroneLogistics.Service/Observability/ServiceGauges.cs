using System.Diagnostics.Metrics;

namespace DroneLogistics.Service;

/// <summary>What stands at a moment rather than happens: how old the forecast in force is, how much waits, whether the database and the clock are sound.</summary>
public sealed class ServiceGauges : IHostedService, IDisposable
{
    private readonly Meter meter = new(Telemetry.Name);

    public ServiceGauges(OperationsControl operations, Allowances allowances, ClockTrust trust, TimeProvider clock)
    {
        meter.CreateObservableGauge(
            "dronelogistics.forecast.age",
            () => operations.World.Forecast is { } forecast ? [new Measurement<double>(forecast.ForecastAge(clock.GetUtcNow()).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "How long ago the forecast in force was issued; nothing where there is none.");
        meter.CreateObservableGauge("dronelogistics.forecast.available", () => operations.World.Forecast is null ? 0 : 1, "{forecast}", "1 where a forecast is in force, else 0.");
        meter.CreateObservableGauge("dronelogistics.computations.queue", () => allowances.Waiting().Waiting, "{call}", "Questions that wait for computing time.");
        meter.CreateObservableGauge("dronelogistics.storage.writable", () => operations.Store.Writers.Faults.AgainstWriting is null ? 1 : 0, "{database}", "1 where the database takes what is written, else 0.");
        meter.CreateObservableGauge("dronelogistics.clock.trusted", () => trust.Trouble is null ? 1 : 0, "{clock}", "1 where the clock may be booked by, else 0.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
