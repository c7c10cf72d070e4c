using System.Globalization;

namespace DroneLogistics.Service;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
public static class GrpcTimeout
{
    private const int MostDigits = 8;

    /// <summary>How long a caller would wait; null: the header is absent or malformed, and says nothing.</summary>
    public static TimeSpan? Parse(string? header)
    {
        if (header is not { Length: > 1 and <= MostDigits + 1 } || !long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
