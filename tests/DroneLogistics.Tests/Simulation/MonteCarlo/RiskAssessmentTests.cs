using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>The assessment with kernels whose answer is known.</summary>
public sealed class RiskAssessmentTests
{
    private static readonly FlightForecast Plan = Risks.Plan();

    // Wind and temperatures only, all normal, and a charge linear in them: N(0.3, s) with s^2 = (0.02 * 1.42381)^2 + (0.015 * 1.42381)^2 + (0.005 * 2)^2
    // + (0.002 * 5)^2 = 0.0383^2. The reserve of the plan is a little above 0.2: P is about 2 %.
    [Test]
    public void A_charge_linear_in_normal_inputs_is_met_within_the_intervals_in_at_least_93_percent_of_1000_seeds()
    {
        const int Seeds = 1000;
        var uncertainty = Risks.None with
        {
            Wind = new WindUncertainty.Forecast(Speed.FromMetresPerSecond(1.8), Length.FromKilometres(20)),
            AirTemperatureDeviationKelvin = 2,
            PackTemperatureDeviationKelvin = 5,
        };
        var kernel = Risks.Kernel((flights, i) => (
            0.3 + (0.02 * flights.WindEastMetresPerSecond[i]) - (0.015 * flights.WindNorthMetresPerSecond[i]) + (0.005 * (flights.AirKelvin[i] - 288.15))
                + (0.002 * (flights.PackKelvin[i] - 298.15)),
            1200));
        var wind = Math.Sqrt(TrackMean.VarianceShare(Plan.Task.Path.Distance.Metres, 20_000)) * 1.8;
        var deviation = Math.Sqrt(Math.Pow(0.02 * wind, 2) + Math.Pow(0.015 * wind, 2) + Math.Pow(0.005 * 2, 2) + Math.Pow(0.002 * 5, 2));
        var (probability, quantile, mean) = (0, 0, 0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var risk = RiskAssessment.Assess(Plan, uncertainty, Risks.Question with { Seed = seed, Samples = 1024 }, kernel);
            probability += risk.BelowReserve.Interval.Contains(Normal.CDF(0.3, deviation, risk.Reserve.Ratio)) ? 1 : 0;
            quantile += risk.LandingCharge[0].Interval.Contains(Normal.InvCDF(0.3, deviation, 0.01)) ? 1 : 0;
            mean += risk.MeanLandingCharge.Interval.Contains(0.3) ? 1 : 0;
        }

        TestContext.Out.WriteLine($"within their intervals: probability {probability}, 1 % quantile {quantile}, mean {mean} of {Seeds}");
        Assert.That(deviation, Is.EqualTo(0.0383).Within(5e-5));
        Assert.That(probability, Is.GreaterThanOrEqualTo(930));
        Assert.That(quantile, Is.GreaterThanOrEqualTo(930));
        Assert.That(mean, Is.InRange(922, 978));
    }

    [Test]
    public void Flights_that_cannot_be_flown_and_that_do_not_land_count_as_below_reserve_and_late()
    {
        // Of 4,096 flights every fourth finds no way, every fourth has an empty battery, and every fourth comes back with a charge but no time.
        var risk = RiskAssessment.Assess(Plan, Risks.Shipped, Risks.Question, Risks.Kernel((_, i) => (i % 4) switch
        {
            0 => (double.NaN, double.NaN),
            1 => (double.NaN, 1200),
            2 => (0.9, double.NaN),
            _ => (0.9, 1200),
        }));

        Assert.That(risk.BelowReserve.Value, Is.EqualTo(0.75));
        Assert.That(risk.OnTime.Value, Is.EqualTo(0.25));
        Assert.That((risk.NotFlown, risk.BatteryFailed), Is.EqualTo((2048, 1024)));
        Assert.That(risk.LandingCharge[0].Value, Is.Zero);
        Assert.That(risk.BlockSeconds[^1].Value, Is.EqualTo(double.PositiveInfinity));
        Assert.That(risk.MeanLandingCharge.Value, Is.EqualTo(0.225).Within(1e-12));
        Assert.That(risk.MeanBlockSeconds!.Value.Value, Is.EqualTo(1200));
    }

    [Test]
    public void Where_no_flight_lands_there_is_no_mean_time()
    {
        var risk = RiskAssessment.Assess(Plan, Risks.Shipped, Risks.Question with { Effects = true }, Risks.Kernel((_, _) => (double.NaN, 1000)));

        Assert.That(risk.MeanBlockSeconds, Is.Null);
        Assert.That((risk.BelowReserve.Value, risk.OnTime.Value), Is.EqualTo((1.0, 0.0)));
        Assert.That(risk.Effects.Select(effect => effect.VarianceShare), Is.All.Zero);
    }

    // The reserve and the limit are positive gates: to meet them exactly is enough, to miss them by a hair is not.
    [TestCase(0, 0.0, 1.0)]
    [TestCase(1e-9, 1.0, 0.0)]
    public void A_flight_at_the_reserve_and_at_the_limit_passes_and_one_just_beyond_does_not(double beyond, double below, double onTime)
    {
        var question = Risks.Question with { OnTimeLimitSeconds = 1500 };
        var reserve = RiskAssessment.Assess(Plan, Risks.Shipped, question, Risks.Kernel((_, _) => (1, 1))).Reserve.Ratio;
        var risk = RiskAssessment.Assess(Plan, Risks.Shipped, question, Risks.Kernel((_, _) => (reserve - beyond, 1500 + beyond)));

        Assert.That((risk.BelowReserve.Value, risk.OnTime.Value), Is.EqualTo((below, onTime)));
    }

    [Test]
    public void The_reserve_is_the_charge_that_stores_the_energy_of_the_plan()
    {
        var risk = RiskAssessment.Assess(Plan, Risks.None, Risks.Question, Risks.Kernel((_, _) => (1, 1)));
        var battery = Plan.Task.Circuit();

        Assert.That(battery.StoredEnergy(risk.Reserve).WattHours, Is.EqualTo(Plan.Reserve!.FinalReserve.WattHours).Within(1e-6));
    }

    [Test]
    public void Without_a_limit_a_flight_may_be_late_by_the_margin_of_the_policy()
    {
        var risk = RiskAssessment.Assess(Plan, Risks.None, Risks.Question, Risks.Kernel((_, _) => (1, 1)));

        Assert.That(risk.OnTimeLimitSeconds, Is.EqualTo(Plan.BlockSeconds + 300));
    }

    [TestCase(512)]
    [TestCase(5000)]
    [TestCase(1 << 19)]
    public void Samples_are_a_power_of_two_within_bounds(int samples)
    {
        Assert.That(() => RiskAssessment.Assess(Plan, Risks.None, Risks.Question with { Samples = samples }, Risks.Kernel((_, _) => (1, 1))), Throws.ArgumentException);
    }

    [Test]
    public void A_plan_that_cannot_be_flown_has_no_variations()
    {
        var grounded = FlightSimulation.Run(Plan.Task with { Wind = Worlds.WindFrom(0, 60) });

        Assert.That(grounded.Phases, Is.Empty);
        Assert.That(() => RiskAssessment.Assess(grounded, Risks.None, Risks.Question, Risks.Kernel((_, _) => (1, 1))), Throws.ArgumentException);
    }
}
