using DroneLogistics.Dispatch;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Sites;
using DroneLogistics.Tests.Simulation.MonteCarlo;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Limits of a pad bind the variations of a flight as they bind its plan.</summary>
public sealed class PadLimitsTests
{
    private static readonly World Uncertain = new(
        Worlds.TwoIslands.Sites,
        Worlds.TwoIslands.Routes,
        [Worlds.Wing, Worlds.Hexa],
        Worlds.TwoIslands.FerryTerminals,
        Worlds.TwoIslands.Coastline,
        Worlds.Policy,
        Risks.None with { Wind = new WindUncertainty.Forecast(Speed.FromMetresPerSecond(1.8), Length.FromKilometres(20)) },
        Worlds.TwoIslands.Space,
        Forecasts.Policy);

    [Test]
    public void A_crosswind_limit_of_a_site_is_passed_by_the_share_of_winds_across_that_the_normal_distribution_has_above_it()
    {
        // West to east in 4 m/s from the north: all of it is across, and its gust is 1.45 times the part across. 5.5 m/s of it are the limit.
        const double Across = 5.5;
        var limited = Decide(site => site with { MaxPadCrosswind = Speed.FromMetresPerSecond(Across * Worlds.Policy.Wind.GustFactorBelowForce5) });
        var deviation = FlightSampler.MeanWindDeviation(limited.Forecast!.Task, (WindUncertainty.Forecast)Uncertain.Uncertainty.Wind).MetresPerSecond;
        var expected = 1 - Normal.CDF(4, deviation, Across);

        Assert.That(Share(limited) - Share(Decide(site => site)), Is.EqualTo(expected).Within(0.03));
        Assert.That(limited.Checks.Single(check => check.Check == "pad-wind").Outcome, Is.EqualTo(CheckOutcome.Pass), "the plan itself is within the limit");
    }

    [Test]
    public void A_gust_limit_of_a_site_binds_the_variations_too()
    {
        var limited = Decide(site => site with { MaxPadGust = Speed.FromMetresPerSecond(6.5) });

        Assert.That(Share(limited), Is.GreaterThan(Share(Decide(site => site)) + 0.1));
        Assert.That(Decide(site => site with { MaxPadGust = Speed.FromMetresPerSecond(5) }).Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.GustLimitExceeded));
    }

    private static double Share(Decision decision) => decision.Odds!.Causes.Where(cause => cause.Cause == CompletionCause.WindAboveLimit).Sum(cause => cause.Share);

    private static Decision Decide(Func<Site, Site> change)
    {
        var question = Worlds.Question() with { Wind = Worlds.WindFrom(0, 4) };
        return CheckFlight.Decide(Uncertain, Worlds.WestFleet(), question with { Destination = change(question.Destination) }, Worlds.Now, DecisionPurpose.Check);
    }
}
