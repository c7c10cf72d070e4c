using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Each check of weather at its limit, just inside and just outside of it.</summary>
public sealed class WeatherChecksTests
{
    private static PlannedFlight Met(Func<WeatherMoment, WeatherMoment> change) => ForecastFlights.In(Worlds.Planned(), change);

    [Test]
    public void Without_a_forecast_no_check_of_weather_refuses()
    {
        var flight = Worlds.Planned();

        foreach (var check in (DispatchCheck[])[ForecastAgeCheck.Check, PadWindCheck.Check, PrecipitationCheck.Check, VisibilityCheck.Check, IcingCheck.Check, LightningCheck.Check])
        {
            Assert.That(check(flight), Is.Empty);
        }
    }

    [Test]
    public void Rain_at_the_limit_is_accepted_and_just_above_is_refused_with_place_and_time()
    {
        IEnumerable<Finding> Raining(double rate) => PrecipitationCheck.Check(Met(moment => moment with { PrecipitationMillimetresPerHour = rate }));

        Assert.That(Raining(2), Is.Empty);
        var refused = Raining(Math.BitIncrement(2.0)).Single();
        Assert.That((refused.Code, refused.Limit, refused.Unit, refused.Subject), Is.EqualTo((ReasonCode.PrecipitationLimitExceeded, 2.0, "mm/h", "aircraftTypes/wing")));
        Assert.That(refused.Margin, Is.Negative);
        Assert.That(refused.When!.Value.Start, Is.EqualTo(Worlds.Nine), "from the pad on");
        Assert.That(refused.Where, Is.EqualTo(Worlds.West.Position));
    }

    [Test]
    public void A_visibility_at_the_minimum_is_accepted_and_just_below_is_refused()
    {
        IEnumerable<Finding> Seeing(double metres) => VisibilityCheck.Check(Met(moment => moment with { Visibility = Length.FromMetres(metres) }));

        Assert.That(Seeing(1500), Is.Empty);
        Assert.That(Seeing(Math.BitDecrement(1500.0)).Single().Code, Is.EqualTo(ReasonCode.VisibilityBelowMinimum));
    }

    [Test]
    public void Icing_is_refused_where_it_is_forecast_and_not_where_it_may_be_flown_or_is_not_known()
    {
        IEnumerable<Finding> Iced(IcingSeverity? icing, bool allowed = false)
        {
            var flight = Met(moment => moment with { Icing = icing });
            return IcingCheck.Check(flight with { Question = flight.Question with { Type = flight.Type with { Weather = flight.Type.Weather! with { IcingAllowed = allowed } } } });
        }

        Assert.That(Iced(IcingSeverity.None), Is.Empty);
        Assert.That(Iced(null), Is.Empty);
        Assert.That(Iced(IcingSeverity.Severe, allowed: true), Is.Empty);
        Assert.That(Iced(IcingSeverity.Light).Single().English, Does.StartWith("Light icing is forecast"));
    }

    [Test]
    public void A_thunderstorm_is_refused_where_it_is_forecast_and_not_where_it_may_be_flown_or_is_not_known()
    {
        IEnumerable<Finding> Struck(bool? storm, bool allowed = false)
        {
            var flight = Met(moment => moment with { Lightning = storm });
            return LightningCheck.Check(flight with { Question = flight.Question with { Type = flight.Type with { Weather = flight.Type.Weather! with { LightningAllowed = allowed } } } });
        }

        Assert.That(Struck(false), Is.Empty);
        Assert.That(Struck(null), Is.Empty);
        Assert.That(Struck(true, allowed: true), Is.Empty);
        Assert.That(Struck(true).Single().Code, Is.EqualTo(ReasonCode.LightningRisk));
    }

    [TestCase(12.0, true)]
    [TestCase(12.000001, false)]
    public void The_worst_gust_of_the_flight_is_compared_with_the_limit(double gust, bool passes)
    {
        var times = 0;
        var flight = Met(moment => moment with { SurfaceGust = Speed.FromMetresPerSecond(++times == 3 ? gust : 6) });

        var findings = WindCheck.Check(flight).Where(finding => finding.Code == ReasonCode.GustLimitExceeded).ToList();
        Assert.That(findings, passes ? Is.Empty : Has.Count.EqualTo(1));
        Assert.That(findings.Select(finding => finding.Where), Is.All.EqualTo(flight.Weather!.Moments[2].Position));
    }

    [Test]
    public void A_gust_that_the_forecast_does_not_tell_is_estimated_from_the_mean_as_by_hand()
    {
        // 1.45 times 8.2758 m/s are 12.00 m/s; from 8 m/s up the factor is 1.35, and 8.8889 m/s are 12.00 m/s.
        IEnumerable<Finding> Blowing(double mean) => WindCheck.Check(Met(moment => moment with { Wind = new WindVector(0, -mean), SurfaceGust = null }));

        Assert.That(Blowing(8.888), Is.Empty);
        Assert.That(Blowing(8.889).Single(finding => finding.Code == ReasonCode.GustLimitExceeded).English, Does.Contain("estimated from a mean of 8.9 m/s"));
    }

    [TestCase(0, 10.0, true)]
    [TestCase(0, 10.001, false)]
    [TestCase(90, 11.0, true)]
    [TestCase(45, 14.14, true)]
    [TestCase(45, 14.15, false)]
    public void The_gust_across_the_way_is_compared_where_a_type_states_a_limit(double from, double gust, bool passes)
    {
        // The way leads east: a wind from the north blows across, one from the east along it, and of one between them 0.7071.
        var flight = Worlds.Planned() with { Wind = Worlds.WindFrom(from, 5, gust) };
        var limited = flight with { Question = flight.Question with { Type = flight.Type with { Weather = flight.Type.Weather! with { MaxCrosswind = Speed.FromMetresPerSecond(10) } } } };

        Assert.That(PadWindCheck.Check(flight), Is.Empty, "no limit is stated");
        Assert.That(PadWindCheck.Check(limited).Select(finding => finding.Code).Distinct(), passes ? Is.Empty : Is.EqualTo([ReasonCode.CrosswindLimitExceeded]));
    }

    [Test]
    public void A_site_may_state_limits_of_its_own_which_hold_when_the_flight_is_there()
    {
        var flight = Met(moment => moment with { SurfaceGust = Speed.FromMetresPerSecond(moment.Instant > Worlds.Nine ? 9 : 6) });
        PlannedFlight With(Func<Site, Site> change) => flight with { Question = flight.Question with { Origin = change(flight.Question.Origin), Destination = change(flight.Question.Destination) } };

        var gusts = PadWindCheck.Check(With(site => site with { MaxPadGust = Speed.FromMetresPerSecond(8) })).ToList();
        Assert.That(gusts.Select(finding => (finding.Code, finding.Subject)), Is.EqualTo([(ReasonCode.GustLimitExceeded, "sites/east")]), "at departure it is calmer");
        Assert.That(PadWindCheck.Check(With(site => site with { MaxPadCrosswind = Speed.FromMetresPerSecond(5) })).Select(finding => finding.Code), Is.All.EqualTo(ReasonCode.CrosswindLimitExceeded).And.Exactly(2).Items);
    }
}
