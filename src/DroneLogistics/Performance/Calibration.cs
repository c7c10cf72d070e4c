using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace DroneLogistics.Performance;

/// <summary>A number that a calibration may move, with what was believed of it before.</summary>
/// <param name="Key">Its key in the data file.</param>
/// <param name="Mean">Mean of the prior; positive where <paramref name="Logarithmic"/>.</param>
/// <param name="Deviation">Standard deviation of the prior, of the value or of its logarithm.</param>
/// <param name="Logarithmic">The prior is of the logarithm: the value stays positive.</param>
public sealed record FreeParameter(string Key, double Mean, double Deviation, bool Logarithmic)
{
    /// <summary>The value some standard deviations away from the mean.</summary>
    public double At(double deviations) => Logarithmic ? Mean * Math.Exp(deviations * Deviation) : Mean + (deviations * Deviation);

    /// <summary>How many standard deviations a value is away from the mean.</summary>
    public double DeviationsOf(double value) => (Logarithmic ? Math.Log(value / Mean) : value - Mean) / Deviation;
}

/// <summary>The outcome of a fit.</summary>
/// <param name="Parameters">What was free.</param>
/// <param name="Values">The values found, in the order of the parameters.</param>
/// <param name="Errors">Predicted over observed less one, point by point, at those values.</param>
/// <param name="ConditionNumber">
/// Of the Jacobian of the errors by the parameters in units of their prior deviation, without the priors: what the points alone can tell.
/// </param>
public sealed record CalibrationFit(IReadOnlyList<FreeParameter> Parameters, IReadOnlyList<double> Values, IReadOnlyList<double> Errors, double ConditionNumber);

/// <summary>Points that do not determine what is asked of them, with the reason.</summary>
public sealed class UnderDeterminedException(string message) : Exception(message);

/// <summary>
/// Least squares on relative errors with priors: minimises Σ (e_i / σ)² + Σ z_j², e_i = predicted / observed − 1, z_j the distance of a
/// parameter from the mean of its prior in standard deviations. Levenberg-Marquardt of MathNet.Numerics.
/// </summary>
public static class Calibration
{
    private const int MaxIterations = 200;

    // Of gradient, step and sum of squares, relative: far below what any number is known to.
    private const double Tolerance = 1e-8;

    // A step in units of the prior's deviation: the slope is then right to about 1e-6, which is enough to find the way down.
    private const double DerivativeStep = 1e-6;

    /// <summary>Fits.</summary>
    /// <param name="parameters">What may move.</param>
    /// <param name="points">How many errors there are.</param>
    /// <param name="pointDeviation">σ, the standard deviation of a point over its value; positive.</param>
    /// <param name="errors">The relative errors at given values of the parameters.</param>
    /// <param name="start">Where to begin, for a fit that is known to end near it; null: at the means of the priors.</param>
    public static CalibrationFit Fit(IReadOnlyList<FreeParameter> parameters, int points, double pointDeviation, Func<double[], double[]> errors, IReadOnlyList<double>? start = null)
    {
        Vector<double> Residuals(Vector<double> z) =>
            DenseVector.OfEnumerable(errors(Values(parameters, z)).Select(error => error / pointDeviation).Concat(z));

        Matrix<double> Jacobian(Vector<double> z)
        {
            var here = Residuals(z);
            var columns = Enumerable.Range(0, z.Count).Select(j =>
            {
                var there = z.Clone();
                there[j] += DerivativeStep;
                return (Residuals(there) - here) / DerivativeStep;
            });
            return DenseMatrix.OfColumnVectors(columns.ToArray());
        }

        var rows = points + parameters.Count;
        var first = DenseVector.Create(parameters.Count, j => start is null ? 0 : parameters[j].DeviationsOf(start[j]));
        var objective = ObjectiveFunction.NonlinearModel(
            (z, _) => Residuals(z),
            (z, _) => Jacobian(z),
            DenseVector.Create(rows, i => i),
            DenseVector.Create(rows, 0));
        var found = new LevenbergMarquardtMinimizer(gradientTolerance: Tolerance, stepTolerance: Tolerance, functionTolerance: Tolerance, maximumIterations: MaxIterations).FindMinimum(objective, first).MinimizingPoint;
        var values = Values(parameters, found);
        return new CalibrationFit(parameters, values, errors(values), Jacobian(found).SubMatrix(0, points, 0, parameters.Count).ConditionNumber());
    }

    /// <summary>
    /// Errors of points that were left out of the fit: one at a time up to <see cref="FoldsAbove"/> points, in that many folds above.
    /// </summary>
    /// <param name="points">How many points there are.</param>
    /// <param name="fit">Fits to the points of these indices.</param>
    /// <param name="error">The error of one point at fitted values.</param>
    public static double[] LeftOut(int points, Func<IReadOnlyList<int>, CalibrationFit> fit, Func<CalibrationFit, int, double> error)
    {
        var left = new double[points];
        var folds = points <= FoldsAbove ? points : Folds;
        for (var fold = 0; fold < folds; fold++)
        {
            var without = fit([.. Enumerable.Range(0, points).Where(i => i % folds != fold)]);
            for (var i = fold; i < points; i += folds)
            {
                left[i] = error(without, i);
            }
        }

        return left;
    }

    /// <summary>Up to so many points each is left out alone.</summary>
    public const int FoldsAbove = 30;

    /// <summary>Above, every tenth point is left out together.</summary>
    public const int Folds = 10;

    private static double[] Values(IReadOnlyList<FreeParameter> parameters, Vector<double> z) => [.. parameters.Select((parameter, j) => parameter.At(z[j]))];
}
