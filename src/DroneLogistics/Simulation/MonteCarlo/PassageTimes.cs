namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>How early and how late a flight may be at a place of its way, as shares of its planned time to there.</summary>
/// <param name="EarlyRatio">A place is not passed before this share of its planned time, 0 to 1.</param>
/// <param name="LateRatio">Nor after this one, 1 or more; waiting before the landing is left out.</param>
/// <param name="LatestBlockSeconds">The longest block time with the waiting, not below the planned one.</param>
public sealed record PassageTimes(double EarlyRatio, double LateRatio, double LatestBlockSeconds)
{
    /// <summary>Of variations that were flown: the two-sided quantiles, rounded away from the plan; null where none lands.</summary>
    /// <param name="blockSeconds">By variation; infinite where it does not land.</param>
    /// <param name="holdSeconds">What of it is waiting before the landing.</param>
    /// <param name="plannedSeconds">Block time of the plan, which waits for nothing; above 0.</param>
    /// <param name="probability">Share that is neither earlier nor later, 0 to 1.</param>
    /// <remarks>
    /// What moves the time of a variation - wind, mass, a longer way - acts along all of it, so that the share that it is early or late is taken
    /// for every place. A wind error that changes sign on the way evens out towards the end: early on a long way this is too little by up to the
    /// square root of the way over its correlation length, while the seconds that it is about are few there.
    /// </remarks>
    public static PassageTimes? Of(ReadOnlySpan<double> blockSeconds, ReadOnlySpan<double> holdSeconds, double plannedSeconds, double probability)
    {
        var (ratios, blocks) = (new List<double>(blockSeconds.Length), new List<double>(blockSeconds.Length));
        for (var row = 0; row < blockSeconds.Length; row++)
        {
            if (double.IsFinite(blockSeconds[row]))
            {
                ratios.Add((blockSeconds[row] - holdSeconds[row]) / plannedSeconds);
                blocks.Add(blockSeconds[row]);
            }
        }

        if (ratios.Count == 0)
        {
            return null;
        }

        ratios.Sort();
        blocks.Sort();
        var outside = (1 - probability) / 2;

        // Of n values the (k + 1)th is above a share (k + 1) / (n + 1) on the average.
        var low = Math.Max(0, (int)Math.Floor(outside * (ratios.Count + 1)) - 1);
        var high = ratios.Count - 1 - low;

        // The plan itself is always within: all variations may be later than it.
        return new PassageTimes(Math.Min(1, ratios[low]), Math.Max(1, ratios[high]), Math.Max(plannedSeconds, blocks[high]));
    }
}
