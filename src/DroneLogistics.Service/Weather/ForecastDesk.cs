using System.Security.Cryptography;
using DroneLogistics.Formats;
using DroneLogistics.Service.Store;
using DroneLogistics.Weather;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>
/// The forecasts of the service, read from what is stored. The one in force and the last one that was asked for are kept. Safe for concurrent use;
/// several processes may share one database.
/// </summary>
public sealed class ForecastDesk(ForecastPlace place, ForecastStore store)
{
    private Forecast? inForce;
    private Forecast? lastAsked;

    public ForecastPlace Place { get; } = place;

    public ForecastStore Store { get; } = store;

    /// <summary>The forecast in force as the database has it now; null: there is none.</summary>
    /// <exception cref="StoredAirspaceException">Its file cannot be read any more.</exception>
    public async Task<Forecast?> InForceAsync(CancellationToken cancellationToken)
    {
        var id = await Store.FindInForceAsync(cancellationToken);
        var held = Volatile.Read(ref inForce);
        if (held?.Origin.Id != id)
        {
            held = id is null ? null : await ReadAsync(id, cancellationToken);
            Volatile.Write(ref inForce, held);
        }

        return held;
    }

    /// <summary>A forecast that this process has just read: its file need not be read again if it comes into force.</summary>
    public void Know(Forecast forecast) => Volatile.Write(ref lastAsked, forecast);

    /// <summary>Any forecast that is held; null where there is none of the id.</summary>
    /// <exception cref="StoredAirspaceException">Its file cannot be read any more.</exception>
    public async Task<Forecast?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var known in (Forecast?[])[Volatile.Read(ref inForce), Volatile.Read(ref lastAsked)])
        {
            if (known?.Origin.Id == id)
            {
                return known;
            }
        }

        if (await Store.FindAsync(id, cancellationToken) is not { } row)
        {
            return null;
        }

        var forecast = Held(row);
        Know(forecast);
        return forecast;
    }

    /// <summary>Read as it was read at its import.</summary>
    private Forecast Held(ForecastRow row)
    {
        var name = $"{ForecastQueries.Forecasts}/{row.Id}";
        if (!SHA256.HashData(row.Content).AsSpan().SequenceEqual(row.Sha256))
        {
            throw new StoredAirspaceException(name, "its bytes are not those that were imported. Restore a copy of the database.");
        }

        var request = V1.ImportForecastRequest.Parser.ParseFrom(row.Request);
        request.Content = UnsafeByteOperations.UnsafeWrap(row.Content);
        var import = ForecastFile.Read(row.Content, ForecastRequests.Read(request, row.Id, FlightMessages.Instant(row.CreateUs), Place));
        return import.Forecast ?? throw new StoredAirspaceException(name, $"{import.Refusals.First()}. Start with the limits of data/policy/weather.json under which it was imported.");
    }
}
