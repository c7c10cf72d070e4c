using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Tests.Simulation.Oracle;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using MathNet.Numerics.Distributions;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>How likely a flight is to end as planned, and what becomes of the variations that do not.</summary>
public sealed class CompletionAssessmentTests
{
    private static readonly CompletionPolicy Policy = new(MinProbability: 0.9, Samples: 256, MoreSamples: 1024, Seed: 1, TurnBackShare: 0.25, PassageProbability: 0.95);

    private static readonly FlightForecast Plan = Risks.Plan();

    [Test]
    public void A_flight_of_which_everything_is_known_ends_as_planned()
    {
        var odds = Assess(Plan, Risks.None);

        Assert.That((odds.Complete.Value, odds.OnTime.Value, odds.Divert.Value), Is.EqualTo((1.0, 1.0, 0.0)));
        Assert.That(odds.Causes, Is.Empty);
        Assert.That(odds.Samples, Is.EqualTo(256));
    }

    [Test]
    public void Equal_questions_get_equal_answers()
    {
        var (one, other) = (Assess(Short(0.05), Risks.Shipped), Assess(Short(0.05), Risks.Shipped));

        Assert.That(other with { Causes = one.Causes }, Is.EqualTo(one));
        Assert.That(other.Causes, Is.EqualTo(one.Causes));
    }

    [Test]
    public void The_shares_of_the_causes_and_of_what_ends_in_time_are_one()
    {
        var odds = Assess(Short(0.02), Risks.Shipped);

        Assert.That(odds.Causes, Has.Count.GreaterThan(1));
        Assert.That(odds.OnTime.Value + odds.Causes.Sum(share => share.Share), Is.EqualTo(1).Within(1e-12));
        Assert.That(odds.Complete.Value, Is.EqualTo(odds.OnTime.Value + odds.Causes.Where(share => share.Cause == CompletionCause.Late).Sum(share => share.Share)).Within(1e-12));
        Assert.That(odds.Causes.Select(share => share.Share), Is.Ordered.Descending);
    }

    [Test]
    public void Near_the_least_probability_four_times_as_many_variations_are_flown()
    {
        // Margins from next to nothing to plenty: the probability rises from below to above 0.9.
        var all = Enumerable.Range(0, 21).Select(i => Assess(Short(-0.02 + (0.008 * i)), Risks.Shipped)).ToList();

        Assert.That(all.Select(odds => odds.Samples).Distinct(), Is.EquivalentTo([256, 1024]));
        foreach (var odds in all.Where(odds => odds.Samples == 256))
        {
            Assert.That(Math.Abs(odds.Complete.Value - 0.9), Is.GreaterThan(3 * Math.Sqrt(0.9 * 0.1 / 256)));
        }
    }

    [Test]
    public void A_flight_that_would_be_short_of_energy_turns_back_and_lands_where_it_came_from()
    {
        var brief = Assess(Short(-0.04), Risks.None);

        Assert.That((brief.Complete.Value, brief.Divert.Value), Is.EqualTo((0.0, 1.0)));
        Assert.That(brief.Causes, Is.EqualTo([new CauseShare(CompletionCause.EnergyShort, 1)]));
    }

    [Test]
    public void A_flight_that_sees_its_shortage_too_late_lands_nowhere()
    {
        var late = CompletionAssessment.Of(Short(-0.04), Risks.None, Policy with { TurnBackShare = 0.9 }, Question());

        Assert.That((late.Complete.Value, late.Divert.Value), Is.EqualTo((0.0, 0.0)));
    }

    [Test]
    public void A_flight_that_only_waits_too_long_needs_an_alternate()
    {
        // Everybody waits three minutes, and is short of energy only for that.
        var waiting = Risks.None with { HoldMeanSeconds = 3600, HoldCapSeconds = 180, GoAroundProbability = 1, GoAroundSeconds = 360 };
        var plan = Short(0.06);
        var alternate = FlightSimulation.Run(plan.Task with { Path = new FlightPath([plan.Task.Path.Destination, plan.Task.Path.Destination.Towards(plan.Task.Path.Segments[^1].FinalTrack, Length.FromMetres(1000))]), OriginElevation = plan.Task.DestinationElevation });

        var (without, with) = (Assess(plan, waiting), CompletionAssessment.Of(plan, waiting, Policy, Question() with { Alternate = alternate }));

        Assert.That(without.Causes[0].Cause, Is.EqualTo(CompletionCause.Waiting));
        Assert.That(without.Complete.Value, Is.LessThan(0.1));
        Assert.That(without.Divert.Value, Is.Zero);
        Assert.That(with.Complete, Is.EqualTo(without.Complete));
        Assert.That(with.Divert.Value, Is.EqualTo(1 - with.Complete.Value).Within(1e-12));
    }

    [Test]
    public void A_variation_whose_wind_is_above_the_limit_does_not_leave()
    {
        // Half of the errors of the wind blow to the east.
        var odds = CompletionAssessment.Of(Plan, Risks.Shipped, Policy, Question() with { WithinWindLimit = (east, _) => east <= 0 });

        Assert.That(odds.Causes[0].Cause, Is.EqualTo(CompletionCause.WindAboveLimit));
        Assert.That(odds.Complete.Value, Is.EqualTo(0.5).Within(0.02));
        Assert.That(odds.Divert.Value, Is.Zero);
    }

    [Test]
    public void Whether_the_probability_suffices_is_told_as_the_odds_tell_it()
    {
        // The wind leaves all, most, about enough, some or none of the variations, and the energy from none to all.
        double[] most = [double.PositiveInfinity, 3, 2.4, 2, 1.6, 1.2, 0.2, -9];
        var told = (from above in Enumerable.Range(0, 11).Select(i => -0.02 + (0.02 * i))
                    from limit in most
                    let plan = Short(above)
                    let question = Question() with { WithinWindLimit = (east, _) => east <= limit }
                    let odds = CompletionAssessment.Of(plan, Risks.Shipped, Policy, question)
                    select (Expected: odds.Complete.Value >= question.MinProbability, Told: CompletionAssessment.Suffices(plan, Risks.Shipped, Policy, question), odds.Samples)).ToList();

        Assert.That(told.Select(one => one.Told), Is.EqualTo(told.Select(one => one.Expected)));
        Assert.That(told.Select(one => (one.Told, one.Samples)).Distinct(), Is.EquivalentTo([(false, 256), (false, 1024), (true, 256), (true, 1024)]), "yes and no, near and far");
    }

    [Test]
    public void Half_the_error_of_the_forecast_moves_the_probability_of_a_marginal_flight_by_more_than_its_interval()
    {
        var forecast = (WindUncertainty.Forecast)Risks.Shipped.Wind;
        var plan = Short(0.1, Worlds.WindFrom(200, 6));
        var (usual, better) = (Assess(plan, Risks.Shipped), Assess(plan, Risks.Shipped with { Wind = forecast with { ComponentDeviation = forecast.ComponentDeviation * 0.5 } }));

        TestContext.Out.WriteLine(FormattableString.Invariant($"{usual.Complete.Value:0.000} and {better.Complete.Value:0.000} with half the error"));
        Assert.That(better.Complete.Interval.Low, Is.GreaterThan(usual.Complete.Interval.High));
    }

    [Test]
    public void A_forecast_of_three_days_ahead_is_less_sure_than_one_of_hours()
    {
        var plan = Short(0.06, Worlds.WindFrom(200, 6));
        var (soon, far) = (Assess(plan, Risks.Shipped.AtLead(TimeSpan.FromHours(5))), Assess(plan, Risks.Shipped.AtLead(TimeSpan.FromHours(72))));

        Assert.That(soon.Complete.Value, Is.EqualTo(Assess(plan, Risks.Shipped).Complete.Value));
        Assert.That(far.Complete.Value, Is.LessThan(soon.Complete.Value));
    }

    /// <summary>Each flight is flown once more by the referee's differential equation, with draws of another generator and other formulae.</summary>
    [Test]
    public void Of_flights_that_are_told_a_probability_so_many_end_as_planned()
    {
        const int Flights = 2000;
        const double Quantile = 2.576;
        var random = new Random(20241125);
        var bins = new (int Count, double Told, int Completed)[10];
        for (var i = 0; i < Flights; i++)
        {
            var plan = Short(-0.05 + (0.15 * random.NextDouble()), Worlds.WindFrom(360 * random.NextDouble(), 7 * random.NextDouble()));
            var told = Assess(plan, Risks.Shipped).Complete.Value;
            var reserve = RiskAssessment.ChargeOf(plan.Reserve!.FinalReserve, plan.Task).Ratio;
            var flown = FlightSimulation.Run(Drawn(plan.Task, Risks.Shipped, random)) is { Profile.Trouble: ProfileTrouble.None } other ? OracleFlight.Fly(other.Task) : null;
            ref var bin = ref bins[Math.Min(9, (int)(10 * told))];
            bin = (bin.Count + 1, bin.Told + told, bin.Completed + (flown is { End: BatteryEnd.Landed } landed && landed.LandingCharge >= reserve ? 1 : 0));
        }

        foreach (var (count, told, completed) in bins.Where(bin => bin.Count >= 20))
        {
            var (p, share) = (told / count, (double)completed / count);
            TestContext.Out.WriteLine(FormattableString.Invariant($"told {p:0.000}: {share:0.000} of {count} end as planned"));

            // The probability that is told has an error of its own, that of 256 even samples at most.
            var deviation = Math.Sqrt(p * (1 - p) * ((1.0 / count) + (1.0 / 256 / count)));
            Assert.That(share, Is.EqualTo(p).Within((Quantile * deviation) + (0.5 / count)));
        }

        Assert.That(bins.Count(bin => bin.Count >= 20), Is.GreaterThanOrEqualTo(8), "deciles that are met");
    }

    private static CompletionQuestion Question() => new(Policy.MinProbability, PackHealthKnown: false, (_, _) => true, Alternate: null);

    private static CompletionOdds Assess(FlightForecast plan, FlightUncertainty uncertainty) => CompletionAssessment.Of(plan, uncertainty, Policy, Question());

    /// <summary>The first flight on so little charge that it lands with so much more than its final reserve.</summary>
    private static FlightForecast Short(double above, Wind? wind = null)
    {
        var task = Plan.Task with { Wind = wind ?? Wind.Calm };
        var full = FlightSimulation.Run(task);
        var reserve = RiskAssessment.ChargeOf(full.Reserve!.FinalReserve, task).Ratio;
        var charge = 1 - (full.LandingCharge!.Value.Ratio - reserve - above);
        return FlightSimulation.Run(task with { TakeoffCharge = new StateOfCharge(Math.Min(1, charge)) });
    }

    /// <summary>One variation, drawn as the policy says: rejection in place of quantiles.</summary>
    private static FlightTask Drawn(FlightTask task, FlightUncertainty policy, Random random)
    {
        double Gauss(double mean, double deviation) => Normal.Sample(random, mean, deviation);
        double Between(double mean, double deviation, double low, double high)
        {
            while (true)
            {
                var drawn = Gauss(mean, deviation);
                if (drawn >= low && drawn <= high)
                {
                    return drawn;
                }
            }
        }

        var payload = task.Payload.Kilograms;
        var weighing = Math.Max(policy.PayloadError.Kilograms, policy.PayloadErrorShare * payload);
        var blowing = FlightSampler.MeanWindDeviation(task, (WindUncertainty.Forecast)policy.Wind).MetresPerSecond;
        var radians = double.DegreesToRadians(task.Wind.From.Degrees);
        var (east, north) = (Gauss(-task.Wind.Mean.MetresPerSecond * Math.Sin(radians), blowing), Gauss(-task.Wind.Mean.MetresPerSecond * Math.Cos(radians), blowing));
        var wait = Math.Min(policy.HoldCapSeconds, Exponential.Sample(random, 1 / policy.HoldMeanSeconds)) + (random.NextDouble() < policy.GoAroundProbability ? policy.GoAroundSeconds : 0);
        return task with
        {
            Payload = Mass.FromKilograms(Between(payload, weighing, payload - (3 * weighing), payload + (3 * weighing))),
            Wind = Worlds.WindFrom((double.RadiansToDegrees(Math.Atan2(-east, -north)) + 360) % 360, Math.Sqrt((east * east) + (north * north))),
            Atmosphere = Atmosphere.Of(new Temperature(Gauss(task.Atmosphere.SeaLevelTemperature.Kelvin, policy.AirTemperatureDeviationKelvin)), task.Atmosphere.Qnh, task.Atmosphere.RelativeHumidityRatio),
            PackTemperature = new Temperature(Gauss((task.PackTemperature ?? task.Policy.PackTemperature).Kelvin, policy.PackTemperatureDeviationKelvin)),
            PackHealthRatio = Between(task.PackHealthRatio, policy.PackHealthDeviation, policy.MinPackHealthRatio, 1),
            Variation = new FlightVariation(
                Math.Exp(Gauss(0, policy.ResistanceSigma)),
                Math.Exp(Gauss(0, policy.DragSigma)),
                Math.Exp(Gauss(0, policy.PropulsionSigma)),
                wait,
                1 + Math.Abs(Gauss(0, policy.RouteStretchSigma))),
        };
    }
}
