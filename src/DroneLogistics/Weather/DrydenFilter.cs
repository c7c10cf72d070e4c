using DroneLogistics.Units;
using MathNet.Numerics;

namespace DroneLogistics.Weather;

/// <summary>
/// Gusts along the flight in steps of time: H_u(s) = sigma √(2 L / pi V) / (1 + L s / V), discretised exactly, so that the variance is
/// sigma² at every step: u+ = phi u + sigma √(1 - phi²) n with phi = exp(-V dt / L) and n a unit normal that the caller draws.
/// </summary>
/// <param name="Decay">phi.</param>
/// <param name="Noise">sigma √(1 - phi²), m/s.</param>
public readonly record struct LongitudinalGustFilter(double Decay, Speed Noise)
{
    /// <param name="sigma">Standard deviation.</param>
    /// <param name="length">L, positive.</param>
    /// <param name="airspeed">V, positive.</param>
    /// <param name="stepSeconds">dt, positive.</param>
    public static LongitudinalGustFilter Of(Speed sigma, Length length, Speed airspeed, double stepSeconds)
    {
        var steps = airspeed.MetresPerSecond * stepSeconds / length.Metres;
        return new LongitudinalGustFilter(Math.Exp(-steps), sigma * Math.Sqrt(DecayedIn(steps)));
    }

    /// <summary>The gust one step later.</summary>
    /// <param name="gust">The gust now.</param>
    /// <param name="normal">A unit normal.</param>
    public Speed Step(Speed gust, double normal) => (gust * Decay) + (Noise * normal);

    /// <summary>1 - exp(-2 r), right in every digit for small r too, where the difference is all rounding (and MathNet's Expm1 is right to 1e-8 only).</summary>
    internal static double DecayedIn(double ratio)
    {
        var tangent = Math.Tanh(ratio);
        return 2 * tangent / (1 + tangent);
    }
}

/// <summary>The inner state of a transverse gust: two first-order lags in series, each of them in units of the first one's deviation.</summary>
public readonly record struct TransverseGustState(double First, double Second);

/// <summary>
/// Gusts across and up in steps of time: H_v(s) = sigma √(L / pi V) (1 + √3 L s / V) / (1 + L s / V)², discretised exactly.
/// </summary>
/// <remarks>
/// With x1 = 1/(1 + T s), x2 = x1 / (1 + T s), T = L / V and unit variance of x1 the stationary covariance is [1, 1/2; 1/2, 1/2] and the
/// gust is sigma (√3 x1 + (1 - √3) x2) / √2. The step matrix is exp(-r) [1, 0; r, 1] with r = dt / T. What one step adds has the covariance
/// [P1, P2/2; P2/2, P3/2] with P_a the regularised lower incomplete gamma function of (a, 2 r): the integral of Van Loan in closed form.
/// </remarks>
public readonly record struct TransverseGustFilter
{
    private static readonly double Root3 = Math.Sqrt(3);

    private readonly Speed sigma;
    private readonly double decay;
    private readonly double ratio;
    private readonly double first;
    private readonly double shared;
    private readonly double second;

    private TransverseGustFilter(Speed sigma, double ratio)
    {
        (this.sigma, this.ratio, decay) = (sigma, ratio, Math.Exp(-ratio));
        var (p1, p2, p3) = (LongitudinalGustFilter.DecayedIn(ratio), SpecialFunctions.GammaLowerRegularized(2, 2 * ratio), SpecialFunctions.GammaLowerRegularized(3, 2 * ratio));
        first = Math.Sqrt(p1);
        shared = p2 / (2 * first);
        second = Math.Sqrt((p3 / 2) - (shared * shared));
    }

    /// <param name="sigma">Standard deviation.</param>
    /// <param name="length">L, positive.</param>
    /// <param name="airspeed">V, positive.</param>
    /// <param name="stepSeconds">dt, positive.</param>
    public static TransverseGustFilter Of(Speed sigma, Length length, Speed airspeed, double stepSeconds) =>
        new(sigma, airspeed.MetresPerSecond * stepSeconds / length.Metres);

    /// <summary>A state of turbulence that has always been there.</summary>
    /// <param name="normal1">A unit normal.</param>
    /// <param name="normal2">Another.</param>
    public static TransverseGustState Start(double normal1, double normal2) => new(normal1, 0.5 * (normal1 + normal2));

    /// <summary>The state one step later.</summary>
    /// <param name="state">The state now.</param>
    /// <param name="normal1">A unit normal.</param>
    /// <param name="normal2">Another.</param>
    public TransverseGustState Step(TransverseGustState state, double normal1, double normal2) => new(
        (decay * state.First) + (first * normal1),
        (decay * ((ratio * state.First) + state.Second)) + (shared * normal1) + (second * normal2));

    /// <summary>The gust of a state.</summary>
    public Speed GustOf(TransverseGustState state) => sigma * (((Root3 * state.First) + ((1 - Root3) * state.Second)) / Math.Sqrt(2));
}
