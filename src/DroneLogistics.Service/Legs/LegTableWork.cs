using DroneLogistics.Dispatch.Legs;

namespace DroneLogistics.Service;

/// <summary>Does the work of a leg table on all cores.</summary>
public static class LegTableWork
{
    /// <summary>Work that tells how far it is and can be ended between two pieces.</summary>
    /// <param name="advance">Told the stage and the share of it that is done, 0 to 1; from any thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static LegWork On(Action<LegStage, double> advance, CancellationToken cancellationToken) => (stage, count, work) =>
    {
        var done = 0;
        advance(stage, 0);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, piece =>
        {
            work(piece);
            advance(stage, (double)Interlocked.Increment(ref done) / count);
        });
    };
}
