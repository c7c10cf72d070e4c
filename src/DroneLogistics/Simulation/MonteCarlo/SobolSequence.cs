using System.Numerics;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>
/// The Sobol sequence in up to 16 dimensions, not scrambled: of any 2^k points that begin at a multiple of 2^k, each of the 2^k equal
/// pieces of every axis holds exactly one.
/// </summary>
/// <remarks>
/// Direction numbers: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008),
/// file new-joe-kuo-6.21201, its first 15 rows; their recurrence is that of Bratley and Fox, ACM TOMS 14 (1988), algorithm 659. Points in
/// Gray-code order.
/// </remarks>
public static class SobolSequence
{
    /// <summary>The dimensions there are.</summary>
    public const int MaxDimensions = 16;

    private const int Bits = 32;

    // Per dimension from the second: the inner coefficients of its primitive polynomial as bits, and m_1 to m_s, as published.
    private static readonly (uint Coefficients, uint[] Start)[] JoeKuo =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
    ];

    private static readonly uint[][] Directions = [.. Enumerable.Range(0, MaxDimensions).Select(DirectionsOf)];

    /// <summary>The first points of one dimension, as fractions of 2^32; the first is zero.</summary>
    /// <param name="dimension">0 to 15.</param>
    /// <param name="points">To be filled.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such dimension (a programmer's error).</exception>
    public static void Fill(int dimension, Span<uint> points)
    {
        if (dimension is < 0 or >= MaxDimensions)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Dimensions are 0 to {MaxDimensions - 1}.");
        }

        var directions = Directions[dimension];
        var point = 0u;
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = point;

            // From one Gray code to the next the bit changes that is the lowest zero of the counter.
            point ^= directions[BitOperations.TrailingZeroCount(~(uint)i) & (Bits - 1)];
        }
    }

    private static uint[] DirectionsOf(int dimension)
    {
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            // Van der Corput: the digits of the counter mirrored.
            return [.. Enumerable.Range(1, Bits).Select(i => 1u << (Bits - i))];
        }

        var (coefficients, start) = JoeKuo[dimension - 1];
        var degree = start.Length;
        for (var i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = start[i] << (Bits - 1 - i);
                continue;
            }

            var next = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if (((coefficients >> (degree - 1 - k)) & 1) != 0)
                {
                    next ^= directions[i - k];
                }
            }

            directions[i] = next;
        }

        return directions;
    }
}
