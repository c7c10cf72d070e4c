namespace DroneLogistics.Weather;

/// <summary>The points of one dimension of a grid, in strictly rising order; there is at least one.</summary>
internal sealed class GridAxis
{
    private readonly double[] points;

    /// <param name="values">The points, strictly rising.</param>
    /// <param name="name">What they are, for the complaint.</param>
    /// <param name="atLeast">The least count of points, 1 or 2.</param>
    /// <exception cref="ArgumentException">Too few points, or one that is not finite and above the one before.</exception>
    public GridAxis(IEnumerable<double> values, string name, int atLeast)
    {
        points = [.. values];
        for (var i = 0; i < points.Length; i++)
        {
            if (!double.IsFinite(points[i]) || (i > 0 && !(points[i] > points[i - 1])))
            {
                throw new ArgumentException($"Point {i} of the axis is not finite and above the one before.", name);
            }
        }

        if (points.Length < atLeast)
        {
            throw new ArgumentException($"An axis needs at least {atLeast} points.", name);
        }
    }

    public int Count => points.Length;

    public double this[int index] => points[index];

    /// <summary>Where a value lies; null outside of the axis and for NaN.</summary>
    public AxisCell? Locate(double value)
    {
        if (!(value >= points[0] && value <= points[^1]))
        {
            return null;
        }

        if (points.Length == 1)
        {
            return new AxisCell(0, 0);
        }

        var found = Array.BinarySearch(points, value);
        var index = Math.Min(found >= 0 ? found : ~found - 1, points.Length - 2);
        return new AxisCell(index, (value - points[index]) / (points[index + 1] - points[index]));
    }
}

/// <summary>A cell of an axis and how far a value lies into it.</summary>
/// <param name="Index">The point below the value.</param>
/// <param name="Share">0 at that point, 1 at the next one.</param>
internal readonly record struct AxisCell(int Index, double Share)
{
    /// <summary>What the point below (0) or the one above (1) weighs.</summary>
    public double Weight(int end) => end == 0 ? 1 - Share : Share;
}
