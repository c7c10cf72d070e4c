using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>At the limit a flight is accepted, and refused just beyond it.</summary>
public sealed class CheckBoundariesTests
{
    [Test]
    public void The_payload_limit_is_accepted_and_just_above_is_refused()
    {
        // Wing: 20 kg published, 90 - 70 = 20 kg by mass.
        Assert.That(Payload(20), Is.Empty);
        var finding = Payload(Math.BitIncrement(20.0)).Single();
        Assert.That((finding.Code, finding.Limit), Is.EqualTo((ReasonCode.PayloadExceedsLimit, (double?)20)));
        Assert.That(finding.Margin, Is.Negative);
    }

    [Test]
    public void The_payload_that_the_take_off_mass_leaves_is_the_limit_where_it_is_less()
    {
        IEnumerable<Finding> With(double kilograms) => PayloadCheck.Check(Planned(question => question with
        {
            Type = question.Type with { MaxTakeoffMass = Mass.FromKilograms(82) },
            Payload = Mass.FromKilograms(kilograms),
        }));

        Assert.That(With(12), Is.Empty);
        Assert.That(With(Math.BitIncrement(12.0)).Single().Limit, Is.EqualTo(12));
    }

    [Test]
    public void The_mass_that_a_pad_bears_is_accepted_and_just_above_is_refused_at_either_end()
    {
        var flight = Worlds.Planned();

        Assert.That(TakeoffMassCheck.Check(flight with { TakeoffMass = Mass.FromKilograms(100) }), Is.Empty);
        var findings = TakeoffMassCheck.Check(flight with { TakeoffMass = Mass.FromKilograms(Math.BitIncrement(100.0)) }).ToList();
        Assert.That(findings.Select(finding => finding.Subject), Is.EqualTo(["sites/west", "sites/east"]));
        Assert.That(findings.Select(finding => finding.Code), Is.All.EqualTo(ReasonCode.TakeoffMassExceedsSiteLimit));
    }

    [Test]
    public void A_gust_at_the_limit_is_accepted_and_just_above_is_refused()
    {
        Assert.That(Gust(12), Is.Empty);
        Assert.That(Gust(Math.BitIncrement(12.0)).Single().Code, Is.EqualTo(ReasonCode.GustLimitExceeded));
    }

    [Test]
    public void A_limit_of_the_mean_wind_is_compared_with_the_mean_and_not_with_the_gust()
    {
        IEnumerable<Finding> Mean(double speed) => WindCheck.Check(Planned(question => question with
        {
            Type = question.Type with { WindLimit = question.Type.WindLimit with { Kind = WindLimitKind.Mean } },
            Wind = Worlds.WindFrom(0, speed, gust: 20),
        }));

        Assert.That(Mean(12), Is.Empty);
        Assert.That(Mean(Math.BitIncrement(12.0)).Single().Code, Is.EqualTo(ReasonCode.WindLimitExceeded));
    }

    [Test]
    public void A_limit_meant_at_another_height_is_compared_with_the_wind_at_that_height()
    {
        // At 120 m the wind is 1.3143 times that at 10 m: 12 / 1.3143 = 9.130 m/s.
        IEnumerable<Finding> At10Metres(double gust) => WindCheck.Check(Planned(question => question with
        {
            Type = question.Type with { WindLimit = question.Type.WindLimit with { ReferenceHeight = Length.FromMetres(120) } },
            Wind = Worlds.WindFrom(0, 1, gust),
        }));

        Assert.That(At10Metres(9.12), Is.Empty);
        Assert.That(At10Metres(9.14).Single().Limit, Is.EqualTo(12));
    }

    [Test]
    public void Landing_at_the_reserve_is_accepted_and_just_below_is_refused()
    {
        var flight = Worlds.Planned();
        var reserve = flight.Forecast!.Reserve!;
        IEnumerable<Finding> At(Energy landing) => EnergyReserveCheck.Check(flight with
        {
            Forecast = flight.Forecast with { Reserve = reserve with { AtLanding = landing } },
        });

        Assert.That(At(reserve.RequiredAtLanding), Is.Empty);
        var finding = At(new Energy(Math.BitDecrement(reserve.RequiredAtLanding.Joules))).Single();
        Assert.That(finding.Code, Is.EqualTo(ReasonCode.EnergyReserveShortfall));
        Assert.That(finding.Limit, Is.EqualTo(reserve.RequiredAtLanding.WattHours));
        Assert.That(finding.Margin, Is.Negative);
    }

    [Test]
    public void A_gust_at_cruise_altitude_that_leaves_less_than_the_least_ground_speed_is_refused_though_the_mean_wind_leaves_enough()
    {
        // Due east at 15 m/s in 8 m/s from the east: 8 * 12^0.11 = 10.51 m/s at 120 m; W20 = 8 * 0.6096^0.11 = 7.58 m/s, sigma_u =
        // 0.758 / (0.177 + 0.000823 * 393.7)^0.4 = 0.999 m/s; 15 - 10.51 = 4.49 m/s are enough, 15 - 13.51 = 1.49 m/s are not. At 18 m/s
        // 4.49 m/s are left.
        IEnumerable<Finding> At(double airspeed, double from) => WindCheck.Check(Planned(question => question with
        {
            Type = Worlds.Hexa,
            CruiseAirspeed = Speed.FromMetresPerSecond(airspeed),
            Wind = Worlds.WindFrom(from, 8),
        }));

        Assert.That(At(18, 90), Is.Empty);
        Assert.That(At(15, 270), Is.Empty, "from behind");
        var finding = At(15, 90).Single();
        Assert.That(finding.Code, Is.EqualTo(ReasonCode.GroundSpeedTooLow));
        Assert.That(finding.Actual, Is.EqualTo(1.49).Within(0.01));
        Assert.That(finding.English, Does.Contain("up to 20.0 m/s of airspeed may be flown"));
        Assert.That(At(13, 0).Single().Actual, Is.Zero, "a gust of 13.5 m/s across leaves no heading");
    }

    [Test]
    public void A_gust_that_was_given_is_reckoned_with_where_it_is_more_than_the_turbulence()
    {
        var task = Worlds.Task() with { Wind = Worlds.WindFrom(90, 5, gust: 11) };
        var altitude = AltitudeAmsl.FromMetres(120);

        Assert.That(task.GustAt(altitude).MetresPerSecond, Is.EqualTo(11 * Math.Pow(12, 0.11)).Within(1e-9));
        Assert.That((task with { Wind = Worlds.WindFrom(90, 5, gust: 5) }).GustAt(altitude), Is.EqualTo((task with { Wind = Worlds.WindFrom(90, 5) }).GustAt(altitude)));
    }

    [TestCase(500.0, ExpectedResult = true)]
    [TestCase(700.0, ExpectedResult = true)]
    [TestCase(499.999999, ExpectedResult = false)]
    [TestCase(700.000001, ExpectedResult = false)]
    public bool An_arrival_at_either_end_of_the_reach_is_accepted_and_just_beyond_is_refused_with_the_earliest_and_the_latest(double seconds)
    {
        var flight = Worlds.Planned();
        var findings = ArrivalTimeCheck.Check(flight with
        {
            Question = flight.Question with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = flight.Question.Departure.AddSeconds(seconds) },
            Cruise = new CruiseSelection(CruiseRule.ArriveAt, flight.Type.CruiseAirspeed, CruiseBound.None, (500, 700)),
        }).ToList();
        foreach (var finding in findings)
        {
            Assert.That(finding.Code, Is.EqualTo(ReasonCode.TimeWindowMissed));
            Assert.That(finding.Margin, Is.EqualTo(-1e-6).Within(2e-7), "instants have ticks of 1e-7 s");
            Assert.That(finding.When, Is.EqualTo(new TimeWindow(Worlds.Nine.AddSeconds(500), Worlds.Nine.AddSeconds(700))));
            Assert.That(finding.English, Does.Contain("between 09:08:20 and 09:11:40 local time"));
        }

        return findings.Count == 0;
    }

    [Test]
    public void A_battery_that_does_not_arrive_is_refused_whatever_the_plan_says()
    {
        var flight = Worlds.Planned();
        var findings = EnergyReserveCheck.Check(flight with { Forecast = flight.Forecast! with { LandingCharge = null, BatteryEnd = BatteryEnd.Empty } });

        Assert.That(findings.Single().Code, Is.EqualTo(ReasonCode.EnergyReserveShortfall));
    }

    [Test]
    public void Cut_off_voltage_and_current_limit_are_accepted_and_just_beyond_is_refused()
    {
        // 14 cells of 2.8 V; 7 C of 70 Ah.
        var (volts, amperes) = (14 * 2.8, 490.0);
        IEnumerable<Finding> Asked(double loadedVolts, double current) => BatteryPowerCheck.Check(Worlds.Planned() is var flight
            ? flight with { Forecast = flight.Forecast! with { MinLoadedVolts = loadedVolts, MaxCurrentAmperes = current } }
            : flight);

        Assert.That(Asked(volts, amperes), Is.Empty);
        Assert.That(Asked(Math.BitDecrement(volts), amperes).Single().Unit, Is.EqualTo("V"));
        Assert.That(Asked(volts, Math.BitIncrement(amperes)).Single().Unit, Is.EqualTo("A"));
    }

    [Test]
    public void A_battery_that_could_not_carry_a_hover_before_the_landing_is_refused()
    {
        // 14 cells of 2.8 V.
        const double Cutoff = 14 * 2.8;
        IEnumerable<Finding> Hovering(double? volts) => BatteryPowerCheck.Check(Worlds.Planned() is var flight
            ? flight with { Forecast = flight.Forecast! with { LandingHoverVolts = volts } }
            : flight);

        Assert.That(Hovering(Cutoff), Is.Empty);
        foreach (var volts in (double?[])[Math.BitDecrement(Cutoff), double.NaN, null])
        {
            Assert.That(Hovering(volts).Single().Code, Is.EqualTo(ReasonCode.BatteryPowerInsufficient), $"{volts}");
        }
    }

    [Test]
    public void The_hover_before_a_landing_sags_more_than_the_descent_to_the_pad()
    {
        var forecast = Worlds.Planned().Forecast!;

        var landing = forecast.Task.Circuit().LoadOf(forecast.SegmentEnds[^1], forecast.Profile.Segments[^1].Power.TotalWatts);
        Assert.That(forecast.LandingHoverVolts, Is.LessThan(landing.Volts));
    }

    [Test]
    public void A_battery_that_cannot_give_the_power_is_refused_though_its_voltage_was_high_before()
    {
        var flight = Worlds.Planned();
        var finding = BatteryPowerCheck.Check(flight with { Forecast = flight.Forecast! with { PowerShortfall = (7200, 9200) } }).Single();

        Assert.That((finding.Code, finding.Unit), Is.EqualTo((ReasonCode.BatteryPowerInsufficient, "W")));
        Assert.That((finding.Limit, finding.Actual, finding.Margin), Is.EqualTo(((double?)7200, (double?)9200, (double?)-2000)));
    }

    // Local time is UTC+8; the sites are open from 07:00 to 20:00.
    [TestCase("06:59:59.999999", false)]
    [TestCase("07:00:00", true)]
    [TestCase("19:59:59.999999", true)]
    [TestCase("20:00:00", false)]
    public void A_site_is_open_from_its_opening_to_just_before_its_closing(string local, bool open)
    {
        var instant = new DateTimeOffset(2024, 11, 25, 0, 0, 0, TimeSpan.FromHours(8)) + TimeSpan.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        var leaving = Worlds.Planned() with { Arrival = Worlds.Nine.AddHours(3) };
        var landing = Worlds.Planned() with { Arrival = instant };

        Assert.That(SiteOpenCheck.Check(leaving with { Question = leaving.Question with { Departure = instant } }), open ? Is.Empty : Has.Exactly(1).Items);
        Assert.That(SiteOpenCheck.Check(landing), open ? Is.Empty : Has.Exactly(1).Items);
    }

    [Test]
    public void A_pad_that_is_taken_is_told_with_the_claim_that_stands_in_the_way()
    {
        var flight = Worlds.Planned();
        var window = flight.DestinationPad!.Window;
        var other = Worlds.Flown("other", "wing-9", "pack-9", Worlds.West, Worlds.East, Worlds.Nine, Worlds.Nine.AddMinutes(5));
        var clash = new TimeWindow(window.Start.AddMinutes(-5), window.Start.AddMinutes(2));
        var finding = PadCheck.Check(flight with { DestinationPad = flight.DestinationPad with { Pad = null, Clash = (clash, other) } }).Single();

        Assert.That(finding.Code, Is.EqualTo(ReasonCode.PadUnavailable));
        Assert.That(finding.Subject, Is.EqualTo("sites/east/pads/1"));
        Assert.That(finding.When, Is.EqualTo(clash));
        Assert.That(finding.Margin, Is.EqualTo(-120), "two minutes of overlap");
    }

    private static List<Finding> Payload(double kilograms) =>
        [.. PayloadCheck.Check(Planned(question => question with { Payload = Mass.FromKilograms(kilograms) }))];

    private static List<Finding> Gust(double speed) =>
        [.. WindCheck.Check(Planned(question => question with { Wind = Worlds.WindFrom(0, 5, gust: speed) }))];

    private static PlannedFlight Planned(Func<FlightQuestion, FlightQuestion> change) => Worlds.Planned(change(Worlds.Question()));
}
