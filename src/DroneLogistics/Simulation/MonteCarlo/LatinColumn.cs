namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// Uniform numbers beyond the dimensions of the sequence: of the N values of a replicate exactly one lies in each N-th of (0, 1), in random
/// order, so that a column is even by itself and independent of every other.
/// </summary>
/// <remarks>
/// Latin hypercube sampling (McKay, Beckman and Conover 1979) as padding of a net, for inputs of little effect: what the net does for their
/// acting together with others is lost, nothing else. Random bits as in <see cref="ScrambledSobol"/>, of streams of their own.
/// </remarks>
public static class LatinColumn
{
    // What a stream of random words is for; below them lie those of the sequence.
    private const uint OrderStream = 2;
    private const uint PlaceStream = 3;

    /// <summary>All replicates of one column, one after the other.</summary>
    /// <param name="seed">Of the whole draw.</param>
    /// <param name="column">Which column; each has streams of its own.</param>
    /// <param name="points">Points of a replicate, positive.</param>
    /// <param name="values">To be filled with numbers strictly between 0 and 1; its length is a multiple of <paramref name="points"/>.</param>
    /// <exception cref="ArgumentException">Not whole replicates (a programmer's error).</exception>
    public static void Fill(ulong seed, int column, int points, Span<double> values)
    {
        if (points <= 0 || values.Length % points != 0)
        {
            throw new ArgumentException($"Replicates are whole; got {points} points and {values.Length} values.", nameof(points));
        }

        var words = new uint[points];
        for (var replicate = 0; replicate < values.Length / points; replicate++)
        {
            var part = values.Slice(replicate * points, points);
            CounterRandom.Fill(seed, ((uint)column, (uint)replicate, PlaceStream), words);
            for (var i = 0; i < points; i++)
            {
                // The middle of the last digit's interval: never 0 and never 1.
                part[i] = (i + ((words[i] + 0.5) * (1.0 / (1ul << 32)))) / points;
            }

            CounterRandom.Fill(seed, ((uint)column, (uint)replicate, OrderStream), words);
            for (var i = points - 1; i > 0; i--)
            {
                // Fisher and Yates; 32 bits spread over i + 1 places leave a bias below 2^-12 of a place up to 2^20 points.
                var other = (int)(((ulong)words[i] * (ulong)(i + 1)) >> 32);
                (part[i], part[other]) = (part[other], part[i]);
            }
        }
    }
}
