using Microsoft.IdentityModel.Tokens;

namespace DroneLogistics.Service;

/// <summary>
/// The keys with which an identity provider signs, from a file or from where it publishes them. Where they cannot be had any more they are believed for
/// another hour, and then none is: it fails closed.
/// </summary>
public sealed partial class IssuerKeys : IDisposable
{
    private const int LargestSetBytes = 1024 * 1024;
    private const int LeastRsaBits = 2048;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    // A token that names an unknown key has them fetched anew, and not more often than this.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly OidcSettings settings;
    private readonly TimeProvider ticks;
    private readonly ILogger<IssuerKeys> log;
    private readonly HttpClient? http;
    private readonly SemaphoreSlim reading = new(1, 1);
    private Held held = new([], null, DateTime.MinValue);
    private long? triedAt;

    /// <param name="settings">Where they are.</param>
    /// <param name="ticks">Its monotonic clock.</param>
    /// <param name="log">Hears when they cannot be had.</param>
    public IssuerKeys(OidcSettings settings, TimeProvider ticks, ILogger<IssuerKeys> log)
    {
        (this.settings, this.ticks, this.log) = (settings, ticks, log);
        http = settings.JwksUrl is null ? null : new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !new Uri(settings.JwksUrl).IsLoopback }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = LargestSetBytes };
    }

    /// <summary>The key of an id; null: none is known.</summary>
    public async Task<JsonWebKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await RefreshAsync(unknown: !IsAlive(held) || !held.Keys.ContainsKey(id), cancellationToken);
        var now = held;
        return IsAlive(now) && now.Keys.TryGetValue(id, out var key) ? key : null;
    }

    public void Dispose()
    {
        http?.Dispose();
        reading.Dispose();
    }

    private bool IsAlive(Held keys) => keys.ReadAt is { } at && ticks.GetElapsedTime(at) <= Life;

    private async Task RefreshAsync(bool unknown, CancellationToken cancellationToken)
    {
        if (!IsDue(unknown))
        {
            return;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            if (!IsDue(unknown))
            {
                return;
            }

            triedAt = ticks.GetTimestamp();
            var changed = settings.JwksFile is { } file ? File.GetLastWriteTimeUtc(file) : DateTime.MinValue;
            var text = http is null ? await File.ReadAllTextAsync(settings.JwksFile!, cancellationToken) : await http.GetStringAsync(new Uri(settings.JwksUrl!), cancellationToken);
            held = new Held(Read(text), ticks.GetTimestamp(), changed);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or HttpRequestException or ArgumentException or System.Text.Json.JsonException || (trouble is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogTrouble(log, settings.JwksFile ?? settings.JwksUrl!, trouble.Message);
        }
        finally
        {
            reading.Release();
        }
    }

    // A file costs a look at its time; an address is asked now and then, and for a key that nobody has heard of, but not for each token that names one.
    private bool IsDue(bool unknown) => settings.JwksFile is { } file
        ? held.ReadAt is null || File.GetLastWriteTimeUtc(file) != held.Changed || ticks.GetElapsedTime(held.ReadAt.Value) > Fresh
        : triedAt is not { } tried || ticks.GetElapsedTime(tried) > (unknown ? Pause : Fresh);

    private static Dictionary<string, JsonWebKey> Read(string json)
    {
        var keys = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
        foreach (var key in new JsonWebKeySet(json).Keys)
        {
            var isSound = key.Kty == JsonWebAlgorithmsKeyTypes.RSA ? key.KeySize >= LeastRsaBits : key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve && key.Crv == JsonWebKeyECTypes.P256;
            if (isSound && key.Kid is { Length: > 0 } && key.Use is null or "" or "sig")
            {
                keys[key.Kid] = key;
            }
        }

        return keys;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the identity provider cannot be read from {Place}: {Trouble}. Those known are believed for an hour at the most")]
    private static partial void LogTrouble(ILogger log, string place, string trouble);

    private sealed record Held(Dictionary<string, JsonWebKey> Keys, long? ReadAt, DateTime Changed);
}
