using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.OdeSolvers;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>
/// Runge-Kutta of fourth order of MathNet.Numerics with step doubling: one step against two halves tells the error, and their
/// extrapolation is taken.
/// </summary>
/// <param name="rates">Rates of a state at a time.</param>
/// <param name="scales">The size of each component, against which its error is measured.</param>
/// <param name="tolerance">Error of a step over the scale.</param>
internal sealed class AdaptiveRungeKutta(Func<double, Vector<double>, Vector<double>> rates, Vector<double> scales, double tolerance)
{
    /// <summary>One step of a given size; NaN where the rates are none.</summary>
    public (Vector<double> State, double Error) Step(double time, Vector<double> state, double step)
    {
        var whole = RungeKutta.FourthOrder(state, time, time + step, 2, rates)[^1];
        var halves = RungeKutta.FourthOrder(state, time, time + step, 3, rates)[^1];
        var difference = (halves - whole) / 15;
        return (halves + difference, difference.PointwiseDivide(scales).AbsoluteMaximum());
    }

    /// <summary>The largest step that keeps the tolerance, at most <paramref name="longest"/>; null where there is none above <paramref name="shortest"/>.</summary>
    public (double Step, Vector<double> State)? Largest(double time, Vector<double> state, double longest, double shortest)
    {
        for (var step = longest; step > shortest; step /= 2)
        {
            var (next, error) = Step(time, state, step);
            if (error <= tolerance)
            {
                return (step, next);
            }
        }

        return null;
    }
}
