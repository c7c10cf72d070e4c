using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DroneLogistics.Service;

/// <summary>Metrics for Prometheus at <c>/metrics</c>; metrics and traces by OTLP where the usual variable names somebody who takes them; logs as text or JSON.</summary>
public static class Observing
{
    /// <summary>Where metrics are read.</summary>
    public const string MetricsPath = "/metrics";

    // As every program with OpenTelemetry is told; unset, nothing is sent anywhere and nothing is traced.
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds them to a service.</summary>
    public static void AddObserving(this WebApplicationBuilder builder, ServeOptions options)
    {
        var isSent = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Collector));
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(Telemetry.Name).AddRuntimeInstrumentation().AddPrometheusExporter();
            if (isSent)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (isSent)
        {
            telemetry.WithTracing(traces => traces.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }

        builder.Services.AddHostedService<ServiceGauges>();
        builder.Logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Warning);
        if (options.LogsJson)
        {
            builder.Logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.ffffffZ"));
        }
    }

    /// <summary>Serves the metrics to whoever may read.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath).WithMetadata(AccessMetadata.Readers);
}
