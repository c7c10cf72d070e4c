using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>WeatherService: the forecasts that flights are decided in.</summary>
public sealed class WeatherRpcs(ForecastDesk desk, ForecastImports imports, OperationsControl operations, TimeProvider clock) : WeatherService.WeatherServiceBase
{
    public override Task<ImportForecastResponse> ImportForecast(ImportForecastRequest request, ServerCallContext context) =>
        imports.ImportAsync(request, clock.GetUtcNow(), context.CancellationToken);

    public override Task<Forecast> GetForecast(GetForecastRequest request, ServerCallContext context) =>
        ForecastQueries.GetAsync(desk, request, context.CancellationToken);

    public override Task<ListForecastsResponse> ListForecasts(ListForecastsRequest request, ServerCallContext context) =>
        ForecastQueries.ListAsync(desk, request, context.CancellationToken);

    public override Task<SampleForecastResponse> SampleForecast(SampleForecastRequest request, ServerCallContext context) =>
        ForecastQueries.SampleAsync(desk, operations.World, request, clock.GetUtcNow(), context.CancellationToken);
}
