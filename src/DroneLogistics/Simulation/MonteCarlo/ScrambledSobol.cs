using System.Numerics;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// Independent randomisations of the first 2^k points of the Sobol sequence: every point is uniform on (0, 1), and every replicate keeps the
/// even spread of the sequence. Equal arguments give equal bytes.
/// </summary>
/// <remarks>
/// Nested uniform scrambling: Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995. The first 2^k points differ in their first k
/// digits on every axis, so the tree of digit swaps is drawn to depth k and the digits below it are plain random bits: exactly Owen's law,
/// without a hash that stands for it.
/// </remarks>
public static class ScrambledSobol
{
    /// <summary>2^20 points: 20 digits of the tree and 32 below them, a half for the middle of the last one: what a double holds.</summary>
    public const int MaxPoints = 1 << 20;

    // What a stream of random words is for.
    private const uint SwapStream = 0;
    private const uint DigitStream = 1;

    /// <summary>All replicates of one dimension, one after the other.</summary>
    /// <param name="seed">Of the whole draw.</param>
    /// <param name="dimension">0 to 15.</param>
    /// <param name="points">Points of a replicate: a power of two, at most <see cref="MaxPoints"/>.</param>
    /// <param name="values">To be filled with numbers strictly between 0 and 1; its length is a multiple of <paramref name="points"/>.</param>
    /// <exception cref="ArgumentException">Not a power of two, too many, or not whole replicates (a programmer's error).</exception>
    public static void Fill(ulong seed, int dimension, int points, Span<double> values)
    {
        if (points is <= 0 or > MaxPoints || !BitOperations.IsPow2(points) || values.Length % points != 0)
        {
            throw new ArgumentException($"Replicates are of a power of two points, at most {MaxPoints}, and whole; got {points} points and {values.Length} values.", nameof(points));
        }

        var depth = BitOperations.Log2((uint)points);
        var sequence = new uint[points];
        var places = new uint[points];
        var words = new uint[points];
        SobolSequence.Fill(dimension, sequence);
        for (var replicate = 0; replicate < values.Length / points; replicate++)
        {
            DrawPlaces(seed, (uint)dimension, (uint)replicate, places, words, depth);
            CounterRandom.Fill(seed, ((uint)dimension, (uint)replicate, DigitStream), words);
            var column = values.Slice(replicate * points, points);
            for (var i = 0; i < points; i++)
            {
                // The middle of the last digit's interval: never 0 and never 1, where a normal has no quantile.
                var below = (words[i] + 0.5) * (1.0 / (1ul << 32));
                column[i] = (places[(uint)((ulong)sequence[i] >> (32 - depth))] + below) / points;
            }
        }
    }

    /// <summary>Where each interval of the finest level goes: halves are swapped or not at every node of the tree.</summary>
    private static void DrawPlaces(ulong seed, uint dimension, uint replicate, Span<uint> places, Span<uint> words, int depth)
    {
        // The node p of level l has bit 2^l + p.
        var swaps = words[..Math.Max(1, places.Length / 32)];
        CounterRandom.Fill(seed, (dimension, replicate, SwapStream), swaps);
        places[0] = 0;
        for (var level = 0; level < depth; level++)
        {
            // Downwards, so that a node is read before its children are written over its neighbours.
            for (var p = (1 << level) - 1; p >= 0; p--)
            {
                var node = (1 << level) + p;
                var swap = (swaps[node >> 5] >> (node & 31)) & 1;
                var place = places[p] << 1;
                places[(2 * p) + 1] = place | (1 ^ swap);
                places[2 * p] = place | swap;
            }
        }
    }
}
