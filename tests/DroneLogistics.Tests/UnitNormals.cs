using DroneLogistics.Simulation.MonteCarlo;
using MathNet.Numerics.Distributions;

namespace DroneLogistics.Tests;

/// <summary>Unit normals by counting: the same stream and number give the same value, in any order and on any machine.</summary>
internal static class UnitNormals
{
    /// <summary>The normal with this number of a stream; 53 bits, half a step away from 0 and 1.</summary>
    public static double At(ulong stream, uint number)
    {
        var (high, low, _, _) = CounterRandom.Block(stream, number, 0, 0, 0);
        return Normal.InvCDF(0, 1, (((((ulong)high << 32) | low) >> 11) + 0.5) / (1UL << 53));
    }
}
