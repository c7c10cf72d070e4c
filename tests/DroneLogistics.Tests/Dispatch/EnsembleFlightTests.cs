using DroneLogistics.Dispatch;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Tests.Simulation.MonteCarlo;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>A flight in a forecast of several runs: decided in the control run, its odds drawn from all.</summary>
public sealed class EnsembleFlightTests
{
    [Test]
    public void The_share_of_members_above_the_limit_is_the_share_of_variations_that_do_not_leave()
    {
        // Gusts ride on the mean: 11 + 3 m/s of two runs of ten are above 12 m/s.
        var decision = ForecastFlights.Decide(ForecastFlights.Question(Ensemble(5, 5, 5, 5, 5, 5, 5, 11, 11)));

        Assert.That(decision.Wind!.Mean.MetresPerSecond, Is.EqualTo(5).Within(1e-9), "the control run decides");
        Assert.That(decision.Odds!.Causes.Single(cause => cause.Cause == CompletionCause.WindAboveLimit).Share, Is.EqualTo(0.2).Within(0.02));
        Assert.That(decision.Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.CompletionProbabilityBelowPolicy]));
        Assert.That(decision.Weather!.Origin.Members, Is.EqualTo(10));
    }

    [Test]
    public void Members_that_agree_with_the_control_run_change_nothing_and_one_that_does_not_tell_the_wind_does_not_leave()
    {
        Assert.That(ForecastFlights.Decide(ForecastFlights.Question(Ensemble(5, 5, 5))).Odds!.Complete.Value, Is.EqualTo(1));
        Assert.That(ForecastFlights.Decide(ForecastFlights.Question(Ensemble(5, 5, double.NaN))).Odds!.Complete.Value, Is.EqualTo(0.75).Within(0.02));
    }

    [Test]
    public void The_draws_have_the_mean_and_the_spread_of_the_runs_and_of_what_they_do_not_tell()
    {
        var plan = Worlds.Task();
        var left = new WindUncertainty.Forecast(Speed.FromMetresPerSecond(0.9), Length.FromKilometres(20));
        var flights = FlightSampler.Draw(plan, packHealthKnown: true, Risks.None with { Wind = new WindUncertainty.Members([new(0, 0), new(4, -2), new(2, 2)], left) }, seed: 1, points: 512, replicates: 8);
        var (east, north) = (flights.WindEastMetresPerSecond.ToArray(), flights.WindNorthMetresPerSecond.ToArray());
        var remaining = FlightSampler.MeanWindDeviation(plan, left).MetresPerSecond;

        // Mean of 0, 4, 2 and of 0, -2, 2; variance 8/3 of either.
        Assert.That((east.Average(), north.Average()), Is.EqualTo((2.0, 0.0)).Using<double>((a, b) => Math.Abs(a - b) < 0.02));
        Assert.That(Variance(east), Is.EqualTo((8.0 / 3) + (remaining * remaining)).Within(0.05));
        Assert.That(Variance(north), Is.EqualTo((8.0 / 3) + (remaining * remaining)).Within(0.05));

        static double Variance(double[] values) => values.Select(value => value * value).Average() - (values.Average() * values.Average());
    }

    /// <summary>A control run with 5 m/s and gusts of 8, and other runs with these means.</summary>
    private static Forecast Ensemble(params double[] means)
    {
        var control = ForecastFlights.Constant();
        var members = means.Select(mean => ForecastFlights.Constant(told => told with { Mean = mean })).ToList();
        return new Forecast(control.Origin with { Members = means.Length + 1 }, control.Grids, Forecasts.Policy, Forecasts.Wind) { Members = members };
    }
}
