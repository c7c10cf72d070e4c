using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace DroneLogistics.Service;

/// <summary>Measures a call on its way through its method.</summary>
public static class CallMetrics
{
    /// <summary>Runs a call and tells how long it took and how it ended.</summary>
    public static async Task MeasureAsync(HttpContext context, RequestDelegate next, EndpointAccess access)
    {
        if (!access.IsMethod)
        {
            await next(context);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        Telemetry.CallsUnderWay.Add(1);
        try
        {
            await next(context);
        }
        finally
        {
            Telemetry.CallsUnderWay.Add(-1);
            if (Telemetry.CallDuration.Enabled)
            {
                var isGrpc = Refusal.IsGrpc(context.Request);
                Telemetry.CallDuration.Record(
                    Stopwatch.GetElapsedTime(started).TotalSeconds,
                    new KeyValuePair<string, object?>("method", access.Name),
                    new KeyValuePair<string, object?>("door", isGrpc ? "grpc" : "json"),
                    new KeyValuePair<string, object?>("code", isGrpc ? GrpcCode(context) : HttpCode(context.Response.StatusCode)));
            }
        }
    }

    private static string GrpcCode(HttpContext context)
    {
        const string Header = "grpc-status";
        var told = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { } trailers && trailers.TryGetValue(Header, out var trailer) ? trailer.ToString() : context.Response.Headers[Header].ToString();
        return int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? ((StatusCode)code).ToString() : nameof(StatusCode.Unknown);
    }

    // A handful of values, each of them one series.
    private static string HttpCode(int status) => status.ToString(CultureInfo.InvariantCulture);
}
