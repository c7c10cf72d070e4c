using DroneLogistics.Service.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DroneLogistics.Service;

/// <summary>The service is healthy while it can read its flights, they are sound, and the disk takes what is written.</summary>
public sealed class DatabaseHealth(Func<OperationsDb> open, StorageFaults faults) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (faults.AgainstWriting is { } fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }

        try
        {
            await using var db = open();
            _ = await db.Flights.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception trouble) when (trouble is System.Data.Common.DbException or InvalidOperationException)
        {
            faults.Saw(trouble);
            return HealthCheckResult.Unhealthy("The flights cannot be read.", trouble);
        }
    }
}
