using CsCheck;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using MathNet.Numerics.Integration;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

public sealed class DrydenTests
{
    private const int Samples = 1_000_000;
    private const double Metres = 100;
    private const double Airspeed = 15;

    private static readonly DrydenTurbulence Windy = DrydenTurbulence.At(Length.FromMetres(Metres), Speed.FromMetresPerSecond(10));

    /// <summary>dt V / L of a step.</summary>
    private static readonly Gen<double> Ratios = Gen.Double[1e-4, 3];

    [Test]
    public void At_1000_feet_turbulence_is_the_same_in_all_directions_with_a_length_of_1000_feet()
    {
        // 0.177 + 0.000823 * 1000 = 1 exactly: sigma_u = sigma_w = 0.1 * 12 m/s, L = h = 304.8 m.
        var turbulence = DrydenTurbulence.At(DrydenTurbulence.HighestHeight, Speed.FromMetresPerSecond(12));

        Assert.That(turbulence.SigmaU.MetresPerSecond, Is.EqualTo(1.2).Within(1e-12));
        Assert.That(turbulence.SigmaW.MetresPerSecond, Is.EqualTo(1.2).Within(1e-12));
        Assert.That(turbulence.LengthU.Metres, Is.EqualTo(304.8).Within(1e-9));
    }

    [Test]
    public void Lower_down_turbulence_is_stronger_along_than_up_and_shorter() =>
        Gen.Select(Gen.Double[3.1, 300], Gen.Double[1, 20]).Sample((height, wind) =>
        {
            var here = DrydenTurbulence.At(Length.FromMetres(height), Speed.FromMetresPerSecond(wind));
            Assert.That(here.SigmaU, Is.GreaterThan(here.SigmaW));
            Assert.That(here.LengthU, Is.LessThan(DrydenTurbulence.HighestHeight).And.GreaterThan(here.LengthW));
        });

    [Test]
    public void Outside_the_heights_of_the_model_the_nearest_height_stands_and_the_wind_is_that_at_20_feet()
    {
        var policy = Worlds.Policy.Wind;
        var wind = Worlds.WindFrom(0, 10);
        var w20 = Speed.FromMetresPerSecond(10 * Math.Pow(0.6096, 0.11));

        Assert.That(DrydenTurbulence.Of(wind, policy, AltitudeAmsl.FromMetres(2000)), Is.EqualTo(DrydenTurbulence.At(Length.FromMetres(304.8), w20)));
        Assert.That(DrydenTurbulence.Of(wind, policy, AltitudeAmsl.FromMetres(-5)), Is.EqualTo(DrydenTurbulence.At(Length.FromMetres(3.048), w20)));
        Assert.That(DrydenTurbulence.Of(wind, policy, AltitudeAmsl.FromMetres(double.NaN)).SigmaU.MetresPerSecond, Is.NaN);
    }

    [Test]
    public void A_gust_lies_three_sigma_above_the_mean()
    {
        // sigma_u at 100 m in 10 m/s at 20 ft: 1 / (0.177 + 0.000823 * 328.084)^0.4 = 0.447^-0.4 = 1.380.
        Assert.That(Windy.GustIn(Speed.FromMetresPerSecond(11), Worlds.Policy.Wind).MetresPerSecond, Is.EqualTo(11 + (3 * 1.380)).Within(1e-3));
    }

    [TestCase(0.1)]
    [TestCase(5.0)]
    [TestCase(60.0)]
    public void A_million_steps_along_have_the_standard_deviation_of_the_model(double stepSeconds)
    {
        var filter = LongitudinalGustFilter.Of(Windy.SigmaU, Windy.LengthU, Speed.FromMetresPerSecond(Airspeed), stepSeconds);
        var gust = Windy.SigmaU * UnitNormals.At(1, uint.MaxValue);
        var sum = 0.0;
        for (uint i = 0; i < Samples; i++)
        {
            gust = filter.Step(gust, UnitNormals.At(1, i));
            sum += gust.MetresPerSecond * gust.MetresPerSecond;
        }

        // Squares of an AR(1) are correlated as phi^2k: the variance of the mean square is 2 sigma⁴ / N (1 + phi²) / (1 - phi²).
        var square = filter.Decay * filter.Decay;
        var standardError = Math.Sqrt((1 + square) / (1 - square) / (2.0 * Samples));
        Assert.That(Math.Sqrt(sum / Samples) / Windy.SigmaU.MetresPerSecond, Is.EqualTo(1).Within(3 * standardError));
    }

    [TestCase(0.05)]
    [TestCase(2.0)]
    [TestCase(30.0)]
    public void A_million_steps_across_have_the_standard_deviation_and_the_correlation_of_the_model(double stepSeconds)
    {
        var filter = TransverseGustFilter.Of(Windy.SigmaV, Windy.LengthV, Speed.FromMetresPerSecond(Airspeed), stepSeconds);
        var state = TransverseGustFilter.Start(UnitNormals.At(2, 0), UnitNormals.At(3, 0));
        var (square, product, before) = (0.0, 0.0, filter.GustOf(state).MetresPerSecond);
        for (uint i = 1; i <= Samples; i++)
        {
            state = filter.Step(state, UnitNormals.At(2, i), UnitNormals.At(3, i));
            var gust = filter.GustOf(state).MetresPerSecond;
            (square, product, before) = (square + (gust * gust), product + (gust * before), gust);
        }

        // Bartlett: the variance of the mean square is 2 sigma⁴ / N times the sum of the squared correlations over all lags; that of the
        // mean product at lag 1 the sum of rho(k)² + rho(k + 1) rho(k - 1).
        var ratio = stepSeconds * Airspeed / Windy.LengthV.Metres;
        double Rho(int lag) => Math.Exp(-Math.Abs(lag) * ratio) * (1 - (Math.Abs(lag) * ratio / 2));
        var lags = Enumerable.Range(-100_000, 200_001).ToList();
        var variance = Windy.SigmaV.MetresPerSecond * Windy.SigmaV.MetresPerSecond;
        var ofSquares = Math.Sqrt(2.0 / Samples * lags.Sum(lag => Rho(lag) * Rho(lag)));
        var ofProducts = Math.Sqrt(1.0 / Samples * lags.Sum(lag => (Rho(lag) * Rho(lag)) + (Rho(lag + 1) * Rho(lag - 1))));
        Assert.That(square / Samples / variance, Is.EqualTo(1).Within(3 * ofSquares));
        Assert.That(product / Samples / variance, Is.EqualTo(Rho(1)).Within(3 * ofProducts));
    }

    [Test]
    public void One_step_across_adds_what_the_integral_of_the_continuous_model_adds() =>
        Ratios.Sample(ratio =>
        {
            // The referee integrates exp(A s) b b' exp(A' s) with b' = (√2, 0) over the step in units of T = L / V.
            double Integral(Func<double, double> of) => GaussLegendreRule.Integrate(s => 2 * Math.Exp(-2 * s) * of(s), 0, ratio, 64);
            var filter = Filter(ratio);
            var (one, two) = (filter.Step(default, 1, 0), filter.Step(default, 0, 1));

            Assert.That(one.First * one.First, Is.EqualTo(Integral(_ => 1)).Within(1e-12 * ratio));
            Assert.That(one.First * one.Second, Is.EqualTo(Integral(s => s)).Within(1e-12 * ratio * ratio));
            Assert.That((one.Second * one.Second) + (two.Second * two.Second), Is.EqualTo(Integral(s => s * s)).Within(1e-12 * ratio * ratio * ratio));
            Assert.That(two.First, Is.Zero);
        });

    [Test]
    public void Turbulence_that_has_always_been_there_stays_as_strong_after_a_step_of_any_length() =>
        Ratios.Sample(ratio =>
        {
            // Covariances by the images of the four normals: two of the start, two of the step.
            var filter = Filter(ratio);
            double Variance(params TransverseGustState[] images) => images.Sum(image => Math.Pow(filter.GustOf(image).MetresPerSecond, 2));
            var start = Variance(TransverseGustFilter.Start(1, 0), TransverseGustFilter.Start(0, 1));
            var later = Variance(
                filter.Step(TransverseGustFilter.Start(1, 0), 0, 0),
                filter.Step(TransverseGustFilter.Start(0, 1), 0, 0),
                filter.Step(default, 1, 0),
                filter.Step(default, 0, 1));

            Assert.That(start, Is.EqualTo(1).Within(1e-12));
            Assert.That(later, Is.EqualTo(1).Within(1e-12));
        });

    private static TransverseGustFilter Filter(double ratio) =>
        TransverseGustFilter.Of(Speed.FromMetresPerSecond(1), Length.FromMetres(1), Speed.FromMetresPerSecond(1), ratio);
}
