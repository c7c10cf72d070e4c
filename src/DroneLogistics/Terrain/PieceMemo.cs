using System.Collections.Concurrent;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Terrain;

/// <summary>
/// Remembers what was found on straight pieces: flights on one way, in other winds, with other loads or at other times, ask about the same ones.
/// What is found depends on the piece alone, so that an answer is the same whether it was remembered or not; for any number of threads.
/// </summary>
internal sealed class PieceMemo<T>
{
    // A thousand flights of a dozen pieces; some megabytes.
    private const int Most = 16_384;

    private readonly ConcurrentDictionary<(LatLon From, LatLon To, double HalfWidthMetres), T> known = new();
    private int added;

    /// <summary>What is known of a piece, or what a look at it finds.</summary>
    public T Of(LatLon from, LatLon to, double halfWidthMetres, Func<T> look)
    {
        if (known.TryGetValue((from, to, halfWidthMetres), out var found))
        {
            return found;
        }

        found = look();
        if (Interlocked.Increment(ref added) > Most)
        {
            // All at once: what is asked about again is soon there again.
            known.Clear();
            Interlocked.Exchange(ref added, 0);
        }

        known[(from, to, halfWidthMetres)] = found;
        return found;
    }
}
