using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Questions;

/// <summary>How far a flight may be changed until it is refused.</summary>
public sealed class FlightLimitsTests
{
    private static readonly TimeWindow Horizon = new(Worlds.Nine, Worlds.Nine.AddHours(12));

    [Test]
    public void Each_limit_is_the_last_value_that_is_GO_and_the_next_one_is_refused()
    {
        var question = Worlds.Question();
        var limits = Find(question);

        Assert.That(limits.Select(limit => limit.Kind), Is.EqualTo(Enum.GetValues<FlightLimitKind>().Skip(1)));
        foreach (var limit in limits)
        {
            Assert.That(limit.Value, Is.Not.Null, $"{limit.Kind}");
            Assert.That((limit.Last.Verdict, limit.Beyond?.Verdict), Is.EqualTo((Verdict.Go, Verdict.NoGo)), $"{limit.Kind}");
            Assert.That(Decide(limit.Last.Question).Verdict, Is.EqualTo(Verdict.Go));
            Assert.That(Decide(limit.Beyond!.Question).Findings, Is.Not.Empty);
        }

        var (charge, wind, departure) = (limits[2], limits[3], limits[1]);
        Assert.That(charge.Value - charge.Beyond!.Question.TakeoffCharge!.Value.Ratio, Is.EqualTo(FlightLimits.ChargeResolution).Within(1e-12));
        Assert.That(wind.Beyond!.Question.Wind!.Mean.MetresPerSecond - wind.Value, Is.EqualTo(FlightLimits.WindResolutionMetresPerSecond).Within(1e-9));
        Assert.That(departure.Beyond!.Question.Departure - departure.Last.Question.Departure, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void The_latest_departure_is_that_after_which_the_destination_closes()
    {
        // Open from 07:00 to 20:00 local time; nine o'clock UTC+8 and half a day end at 21:00.
        var departure = Find(Worlds.Question())[1];

        Assert.That(departure.Beyond!.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.SiteClosed));
        Assert.That(Enumerable.Range(1, 30).Select(minutes => Decide(Worlds.Question() with { Departure = departure.Last.Question.Departure.AddMinutes(minutes) }).Verdict), Is.All.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void The_head_wind_blows_against_the_straight_line()
    {
        var wind = Find(Worlds.Question())[3];

        // West to east on one parallel.
        Assert.That(wind.Last.Question.Wind!.From.Degrees, Is.EqualTo(90).Within(0.1));
        Assert.That(wind.Beyond!.Findings.Select(finding => finding.Check), Has.Some.EqualTo("wind").Or.Some.EqualTo("energy-reserve").Or.Some.EqualTo("completion"));
    }

    [Test]
    public void Where_none_is_GO_the_refusal_of_the_most_favourable_value_is_told()
    {
        var limits = Find(Worlds.Question() with { Origin = Worlds.West with { Hours = null } });

        foreach (var limit in limits)
        {
            Assert.That((limit.Value, limit.Last.Verdict, limit.Beyond), Is.EqualTo(((double?)null, Verdict.NoGo, (Decision?)null)), $"{limit.Kind}");
        }
    }

    private static IReadOnlyList<FlightLimit> Find(FlightQuestion question) =>
        FlightLimits.Of(Worlds.TwoIslands, Worlds.WestFleet(), question, Horizon, Worlds.Now, Mass.FromKilograms(10_000));

    private static Decision Decide(FlightQuestion question) => CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Check);
}
