namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// Random bits as a pure function of a seed and a counter: no state, so any draw can be repeated alone and in any order.
/// </summary>
/// <remarks>Philox 4x32 with ten rounds: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public static class CounterRandom
{
    // The published multipliers and key increments of Philox 4x32.
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint KeyStepA = 0x9E3779B9;
    private const uint KeyStepB = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The 128 random bits that belong to a seed and a counter.</summary>
    /// <param name="seed">Key.</param>
    /// <param name="counter0">First word of the counter.</param>
    /// <param name="counter1">Second word.</param>
    /// <param name="counter2">Third word.</param>
    /// <param name="counter3">Fourth word.</param>
    public static (uint W0, uint W1, uint W2, uint W3) Block(ulong seed, uint counter0, uint counter1, uint counter2, uint counter3)
    {
        var (keyA, keyB) = ((uint)seed, (uint)(seed >> 32));
        var (c0, c1, c2, c3) = (counter0, counter1, counter2, counter3);
        for (var round = 0; round < Rounds; round++)
        {
            var a = (ulong)MultiplierA * c0;
            var b = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ keyA, (uint)b, (uint)(a >> 32) ^ c3 ^ keyB, (uint)a);
            keyA += KeyStepA;
            keyB += KeyStepB;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Fills a span with the words of a stream from its beginning: word i is word i mod 4 of block i / 4.</summary>
    /// <param name="seed">Key.</param>
    /// <param name="stream">Which of the seed's streams; streams do not overlap.</param>
    /// <param name="words">To be filled.</param>
    public static void Fill(ulong seed, (uint A, uint B, uint C) stream, Span<uint> words)
    {
        for (var i = 0; i < words.Length; i += 4)
        {
            var (w0, w1, w2, w3) = Block(seed, (uint)(i / 4), stream.A, stream.B, stream.C);
            words[i] = w0;
            if (i + 3 < words.Length)
            {
                (words[i + 1], words[i + 2], words[i + 3]) = (w1, w2, w3);
                continue;
            }

            ReadOnlySpan<uint> rest = [w1, w2, w3];
            rest[..(words.Length - i - 1)].CopyTo(words[(i + 1)..]);
        }
    }
}
