using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>Out and back with kernels whose answer is known.</summary>
public sealed class RoundTripAssessmentTests
{
    private const double Ground = 420;

    private static readonly FlightForecast Plan = Risks.Plan();
    private static readonly ReturnQuestion Empty = Back(samePack: false);

    // Nothing varies but the wind to the east, and both charges are linear in it: the way out loses what an east wind of the error costs, the way
    // back gains as much (sign -1) or loses as much too (sign +1). The two charges are normal with a correlation of sign times 0.8, so that the
    // joint probability is that of the bivariate normal, by quadrature of phi(x) Phi((k - r x) / sqrt(1 - r^2)). The reserve lies one deviation
    // below the mean.
    [TestCase(1)]
    [TestCase(-1)]
    public void The_joint_probability_of_a_linear_gaussian_trip_is_met_within_its_interval_in_at_least_93_percent_of_500_seeds(int sign)
    {
        const int Seeds = 500;
        var (uncertainty, deviation) = (WindOnly, WindDeviation);
        var reserve = Reserve(Empty);
        var truth = Both(-1, -1, sign * 0.8);
        var (both, either, product) = (0, 0, 0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var risk = RoundTripAssessment.Assess(Plan, Empty, uncertainty, Risks.Question with { Seed = seed, Samples = 1024 }, Linear(sign, reserve, deviation));
            both += risk.BothBelowReserve.Interval.Contains(truth) ? 1 : 0;
            either += risk.EitherBelowReserve.Interval.Contains((2 * Normal.CDF(0, 1, -1)) - truth) ? 1 : 0;
            product += risk.BothBelowReserve.Interval.Contains(risk.Out.BelowReserve.Value * risk.Back.BelowReserve.Value) ? 1 : 0;
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"P(both) = {truth:F5} against a product of {Math.Pow(Normal.CDF(0, 1, -1), 2):F5}: both {both}, either {either}, product {product} of {Seeds}"));
        Assert.That(both, Is.GreaterThanOrEqualTo(0.93 * Seeds));
        Assert.That(either, Is.GreaterThanOrEqualTo(0.93 * Seeds));
        Assert.That(product, Is.Zero, "the legs are not independent");
    }

    [Test]
    public void Correlations_of_0_08_and_1_between_the_legs_are_told_apart_and_each_is_met()
    {
        var reserve = Reserve(Empty);
        foreach (var correlation in (double[])[-1, 0, 0.8, 1])
        {
            var risk = RoundTripAssessment.Assess(Plan, Empty, WindOnly with { WindErrorLegCorrelation = correlation }, Risks.Question with { Samples = 1 << 14 }, Linear(1, reserve, WindDeviation));
            Assert.That(risk.WindErrorCorrelation, Is.EqualTo(correlation).Within(1e-15), "calm air has no turbulence");
            foreach (var other in (double[])[-1, 0, 0.8, 1])
            {
                Assert.That(risk.BothBelowReserve.Interval.Contains(Both(-1, -1, other)), Is.EqualTo(other == correlation), $"drawn with {correlation}, compared with {other}");
            }
        }
    }

    [Test]
    public void Whatever_the_legs_share_each_alone_is_what_it_is_alone()
    {
        var single = RiskAssessment.Assess(Plan, Risks.Shipped, Risks.Question with { Effects = true });
        var trip = RoundTripAssessment.Assess(Plan, Empty, Risks.Shipped, Risks.Question with { Effects = true });
        var alone = RiskAssessment.Assess(Empty.Plan, Risks.Shipped, Risks.Question with { Seed = 2 });

        Assert.That(trip.Out.LandingCharge, Is.EqualTo(single.LandingCharge));
        Assert.That(trip.Out.Effects, Is.EqualTo(single.Effects));
        foreach (var (back, other) in trip.Back.LandingCharge.Concat(trip.Back.BlockSeconds).Zip(alone.LandingCharge.Concat(alone.BlockSeconds)))
        {
            Assert.That(back.Interval.Contains(other.Value), Is.True, $"{back} and {other}");
        }
    }

    [Test]
    public void Equal_seeds_give_equal_bytes_and_another_seed_others()
    {
        var question = Risks.Question with { Samples = 1024 };
        var (first, again, other) = (Assess(question), Assess(question), Assess(question with { Seed = 2 }));

        Assert.That(again.Back.LandingCharge, Is.EqualTo(first.Back.LandingCharge));
        Assert.That((again.EitherBelowReserve, again.BothBelowReserve, again.BothOnTime), Is.EqualTo((first.EitherBelowReserve, first.BothBelowReserve, first.BothOnTime)));
        Assert.That(other.Back.LandingCharge, Is.Not.EqualTo(first.Back.LandingCharge));

        static RoundTripRisk Assess(RiskQuestion question) => RoundTripAssessment.Assess(Plan, Back(samePack: true), Risks.Shipped, question);
    }

    // Every fourth way out does not land, every fourth lands with 0.9 but late by 400 s; the way back takes 100 s longer than planned.
    [Test]
    public void An_aircraft_that_did_not_arrive_does_not_come_back_and_one_that_is_late_comes_back_late()
    {
        var (away, home) = (Plan.BlockSeconds!.Value, Empty.Plan.BlockSeconds!.Value);
        var risk = RoundTripAssessment.Assess(Plan, Empty, Risks.Shipped, Risks.Question, (plan, flights, results) =>
        {
            for (var i = 0; i < flights.Count; i++)
            {
                var outward = plan == Plan.Task;
                (results.LandingCharge[i], results.BlockSeconds[i]) = (outward && i % 4 == 0 ? double.NaN : 0.9, outward ? away + (i % 4 == 1 ? 400 : -50) : home + 100);
            }
        });

        Assert.That((risk.Out.BatteryFailed, risk.Back.NotFlown, risk.Back.BatteryFailed), Is.EqualTo((1024, 1024, 0)));
        Assert.That((risk.Out.BelowReserve.Value, risk.Back.BelowReserve.Value, risk.BothBelowReserve.Value, risk.EitherBelowReserve.Value), Is.EqualTo((0.25, 0.25, 0.25, 0.25)));

        // 400 + 100 s are beyond the policy's 300; a way out that was 50 s early does not let the way back leave before its time.
        Assert.That((risk.Out.OnTime.Value, risk.Back.OnTime.Value, risk.BothOnTime.Value), Is.EqualTo((0.5, 0.5, 0.5)));
        Assert.That(risk.Back.BlockSeconds[0].Value, Is.EqualTo(home + 100));
    }

    [Test]
    public void On_the_same_pack_the_way_back_begins_with_what_the_way_out_left()
    {
        var back = Back(samePack: true);
        var fresh = new List<(double Charge, double Kelvin, double Health, double Resistance)>();
        RoundTripAssessment.Assess(Plan, back, Risks.Shipped, Risks.Question with { Samples = 1024 }, (plan, flights, results) =>
        {
            for (var i = 0; i < flights.Count; i++)
            {
                if (plan == Plan.Task)
                {
                    fresh.Add((0.4 + (1e-4 * i), 310, flights.HealthRatio[i], flights.ResistanceFactor[i]));
                    (results.LandingCharge[i], results.BlockSeconds[i], results.LandingKelvin[i]) = (fresh[i].Charge, 1200, fresh[i].Kelvin);
                    continue;
                }

                // At 25 degrees and above a pack has all its capacity; in seven minutes it cools, and not below the air.
                Assert.That(flights.TakeoffCharge[i], Is.EqualTo(fresh[i].Charge).Within(0.03));
                Assert.That(flights.PackKelvin[i], Is.LessThan(310).And.GreaterThan(flights.AirKelvin[i]));
                Assert.That((flights.HealthRatio[i], flights.ResistanceFactor[i]), Is.EqualTo((fresh[i].Health, fresh[i].Resistance)));
                (results.LandingCharge[i], results.BlockSeconds[i]) = (0.3, 1200);
            }
        });

        Assert.That(fresh, Has.Count.EqualTo(1024));
    }

    [Test]
    public void A_way_back_that_cannot_be_flown_has_no_variations()
    {
        var grounded = new ReturnQuestion(FlightSimulation.Run(Empty.Plan.Task with { Wind = Worlds.WindFrom(0, 60) }), false, Ground);

        Assert.That(() => RoundTripAssessment.Assess(Plan, grounded, Risks.None, Risks.Question), Throws.ArgumentException);
    }

    private static FlightUncertainty WindOnly => Risks.None with { Wind = new WindUncertainty.Forecast(Speed.FromMetresPerSecond(1.8), Length.FromKilometres(20)) };

    private static double WindDeviation => 1.8 * Math.Sqrt(TrackMean.VarianceShare(Plan.Task.Path.Distance.Metres, 20_000));

    private static ReturnQuestion Back(bool samePack) => new(FlightSimulation.Run(ReturnFlight.Of(Plan, Mass.Zero, samePack, Ground)), samePack, Ground);

    private static (double Out, double Back) Reserve(ReturnQuestion back)
    {
        var risk = RoundTripAssessment.Assess(Plan, back, Risks.None, Risks.Question with { Samples = 1024 });
        return (risk.Out.Reserve.Ratio, risk.Back.Reserve.Ratio);
    }

    /// <summary>One deviation of the wind is 5 % of charge; the mean lies one deviation above the reserve.</summary>
    private static FlightKernel Linear(int sign, (double Out, double Back) reserve, double deviation) => (plan, flights, results) =>
    {
        var (outward, slope) = (plan == Plan.Task, 0.05 / deviation);
        for (var i = 0; i < flights.Count; i++)
        {
            var wind = slope * flights.WindEastMetresPerSecond[i];
            results.LandingCharge[i] = (outward ? reserve.Out : reserve.Back) + 0.05 + (outward ? wind : sign * wind);
            results.BlockSeconds[i] = 1200;
        }
    };

    /// <summary>P(X below a and Y below b) of standard normals with correlation r; at the ends of r one variable alone.</summary>
    private static double Both(double a, double b, double r)
    {
        if (Math.Abs(r) == 1)
        {
            return r > 0 ? Normal.CDF(0, 1, Math.Min(a, b)) : Math.Max(0, Normal.CDF(0, 1, a) + Normal.CDF(0, 1, b) - 1);
        }

        const double Step = 1e-3;
        var sum = 0.0;
        for (var x = -9 + (0.5 * Step); x < a; x += Step)
        {
            sum += Normal.PDF(0, 1, x) * Normal.CDF(0, 1, (b - (r * x)) / Math.Sqrt(1 - (r * r))) * Step;
        }

        return sum;
    }
}
