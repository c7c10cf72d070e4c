using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http.Metadata;

namespace DroneLogistics.Service;

/// <summary>A file of zones, obstacles or weather is larger than any other request: only the methods that take one let it in.</summary>
internal sealed class ImportSize : IRequestSizeLimitMetadata
{
    private const int Envelope = 64 * 1024;

    /// <summary>By gRPC.</summary>
    public const int LargestMessageBytes = ImportEnvelope.LargestFileBytes + Envelope;

    /// <summary>As JSON four bytes stand for three.</summary>
    public long? MaxRequestBodySize => ((long)LargestMessageBytes * 4 / 3) + Envelope;

    public static void Allow(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<GrpcMethodMetadata>().Any(served => served.Method.Name is nameof(V1.AirspaceService.AirspaceServiceBase.ImportGeozones) or nameof(V1.AirspaceService.AirspaceServiceBase.ImportObstacles) or nameof(V1.WeatherService.WeatherServiceBase.ImportForecast)))
        {
            endpoint.Metadata.Add(new ImportSize());
        }
    }
}
