using System.Security.Cryptography;
using DroneLogistics.Formats;
using DroneLogistics.Service.Store;
using DroneLogistics.Weather;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Takes files of forecasts in: read and judged first, then stored in one transaction. What is refused leaves the forecast in force as it is.</summary>
public sealed class ForecastImports(ForecastDesk desk, AirspaceStore store)
{
    private const int MostWrites = 5;

    /// <summary>Imports a file, or judges it only. Idempotent by request id.</summary>
    /// <exception cref="BadRequestException">The request is malformed.</exception>
    /// <exception cref="RpcException">The file is refused or not believed, or its id is taken.</exception>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<V1.ImportForecastResponse> ImportAsync(V1.ImportForecastRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = request.ForecastId.Length > 0 ? request.ForecastId : $"w{Guid.CreateVersion7():N}";
        var options = ForecastRequests.Read(request, id, now, desk.Place);
        var fingerprint = GeozoneImports.Fingerprint(nameof(V1.WeatherService.WeatherServiceBase.ImportForecast), request);
        if (await store.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.ImportForecastResponse.Parser.ParseFrom(earlier);
        }

        var (forecast, told) = Read(request, options);
        var row = Row(request, id, forecast, options.Format, now);
        for (var attempt = 0; attempt < MostWrites; attempt++)
        {
            var revision = await store.ReadRevisionAsync(cancellationToken);
            if (await desk.Store.FindSummaryAsync(id, cancellationToken) is not null)
            {
                throw ErrorStatus.Build(Code.AlreadyExists, "ID_TAKEN", $"{ForecastQueries.Forecasts}/{id} is there already; give the forecast another id.");
            }

            if (request.ValidateOnly)
            {
                var preview = Answer(inForce: false);
                (preview.Forecast.Name, preview.Forecast.CreateTime) = (string.Empty, null);
                return preview;
            }

            var change = new AirspaceChange(request.RequestId, fingerprint, revision, row.CreateUs, $"{ForecastQueries.Forecasts}/{id} imported", ChangesZones: false, ApplyAsync);
            if (await store.WriteAsync(change, cancellationToken) is { } answer)
            {
                desk.Know(forecast);
                return V1.ImportForecastResponse.Parser.ParseFrom(answer);
            }
        }

        throw new ContentionException();

        async Task<byte[]> ApplyAsync(OperationsDb db, long revision, CancellationToken stop)
        {
            row.Revision = revision;
            var inForce = !await db.Forecasts.AnyAsync(held => held.IssueUs > row.IssueUs, stop);
            db.Forecasts.Add(row);
            return Answer(inForce).ToByteArray();
        }

        V1.ImportForecastResponse Answer(bool inForce)
        {
            var held = V1.Forecast.Parser.ParseFrom(row.Summary);
            held.InForce = inForce;
            return new V1.ImportForecastResponse { Forecast = held, Diagnostics = { told } };
        }
    }

    private static (Forecast Forecast, IEnumerable<V1.ForecastDiagnostic> Told) Read(V1.ImportForecastRequest request, ForecastFileOptions options)
    {
        var import = ForecastFile.Read(request.Content.Memory, options);
        var reasons = import.Forecast is { } read ? ForecastFile.Doubts(read, options) : [.. import.Refusals];
        return reasons.Count == 0
            ? (import.Forecast!, import.Diagnostics.Select(diagnostic => new V1.ForecastDiagnostic { Code = diagnostic.Code, Place = diagnostic.Where, Expected = diagnostic.Expected, Found = diagnostic.Found }))
            : throw ImportRefusal.Of(request.FileName, reasons);
    }

    private static ForecastRow Row(V1.ImportForecastRequest request, string id, Forecast forecast, ForecastFormat format, DateTimeOffset now)
    {
        var content = request.Content.ToByteArray();
        var sha256 = SHA256.HashData(content);
        var how = request.Clone();
        how.Content = ByteString.Empty;
        var summary = ForecastQueries.Summary(forecast, format, request.FileName);
        (summary.Name, summary.ContentSha256, summary.CreateTime) = ($"{ForecastQueries.Forecasts}/{id}", Convert.ToHexStringLower(sha256), now.ToTimestamp());
        return new ForecastRow
        {
            Id = id,
            Revision = 0,
            IssueUs = FlightMessages.Micros(forecast.Origin.IssuedAt),
            Request = how.ToByteArray(),
            Summary = summary.ToByteArray(),
            Sha256 = sha256,
            Content = content,
            CreateUs = FlightMessages.Micros(now),
        };
    }
}
