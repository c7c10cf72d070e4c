namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>How a disturbance that changes along the track averages out over a leg.</summary>
public static class TrackMean
{
    // Below this ratio the closed form loses digits to cancellation; five terms of its series are right to 1e-13 there.
    private const double SmallRatio = 1e-2;

    /// <summary>
    /// The variance of the mean over a leg, as a share of the variance at a point, of a stationary disturbance whose correlation falls as
    /// exp(-d / L): f(x) = 2 (x - 1 + exp(-x)) / x^2 with x = leg / L.
    /// </summary>
    /// <param name="legMetres">Length of the leg, not negative.</param>
    /// <param name="correlationMetres">L, positive.</param>
    /// <remarks>
    /// A first-order autoregression along the track sampled ever finer has this correlation. f = (1 / D^2) times the integral of exp(-|s - t| / L)
    /// over both s and t from 0 to D: twice the triangle t &lt; s, which is L D - L^2 (1 - exp(-D / L)). It is 1 on a short leg and 2 L / D on a
    /// long one (turbulence: 2 L_u / d).
    /// </remarks>
    public static double VarianceShare(double legMetres, double correlationMetres)
    {
        var x = legMetres / correlationMetres;
        return x < SmallRatio
            ? 1 - (x / 3 * (1 - (x / 4 * (1 - (x / 5 * (1 - (x / 6)))))))
            : 2 * (x - 1 + Math.Exp(-x)) / (x * x);
    }
}
