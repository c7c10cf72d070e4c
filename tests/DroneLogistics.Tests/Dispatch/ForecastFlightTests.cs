using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>A forecast decides flights: where it blows, when it comes, and what it does not know.</summary>
public sealed class ForecastFlightTests
{
    private static IEnumerable<ReasonCode> Codes(IEnumerable<Finding> findings) => findings.Select(finding => finding.Code);

    [TestCase("wing", 340, 5)]
    [TestCase("wing", 90, 7.5)]
    [TestCase("hexa", 340, 5)]
    [TestCase("hexa", 270, 7)]
    public void A_forecast_that_stays_the_same_flies_as_the_same_wind_by_hand(string type, double from, double mean)
    {
        var aircraft = type == "wing" ? Worlds.Wing : Worlds.Hexa;
        var forecast = ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Constant(told => told with { FromDegrees = from, Mean = mean, Gust = 9 }), type: aircraft));
        var byHand = ForecastFlights.Decide(Worlds.Question(aircraft) with { Wind = Worlds.WindFrom(from, mean, gust: 9) });

        Assert.That(forecast.Verdict, Is.EqualTo(Verdict.Go), string.Join('\n', forecast.Findings.Select(finding => finding.English)));
        Assert.That(forecast.Forecast!.LandingCharge!.Value.Ratio, Is.EqualTo(byHand.Forecast!.LandingCharge!.Value.Ratio).Within(1e-6));
        Assert.That(forecast.Forecast.BlockSeconds, Is.EqualTo(byHand.Forecast.BlockSeconds).Within(1e-3));
        Assert.That(forecast.Wind!.Mean.MetresPerSecond, Is.EqualTo(mean).Within(1e-9));
        Assert.That(forecast.Wind.From.Degrees, Is.EqualTo(from).Within(1e-9));
        Assert.That(forecast.Wind.Gust!.Value.MetresPerSecond, Is.EqualTo(9).Within(1e-9));
    }

    [Test]
    public void The_alternate_and_the_best_route_are_flown_in_the_forecast_too()
    {
        var (forecast, byHand) = (ForecastFlights.Question(ForecastFlights.Constant()), Worlds.Question() with { Wind = Worlds.WindFrom(340, 5, gust: 8) });
        Decision Asked(FlightQuestion question) => CheckFlight.Decide(Worlds.AskingForAlternates, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Check);
        Decision Best(FlightQuestion question) => RouteStudy.Best(Worlds.TwoIslands, Worlds.WestFleet(), question with { CruiseAltitude = AltitudeAmsl.FromMetres(120) }, RouteObjective.Energy, Worlds.Now);

        Assert.That(Asked(forecast).Alternate!.Flight.LandingCharge!.Value.Ratio, Is.EqualTo(Asked(byHand).Alternate!.Flight.LandingCharge!.Value.Ratio).Within(1e-6));
        Assert.That(Best(forecast).Forecast!.Energy.Total.WattHours, Is.EqualTo(Best(byHand).Forecast!.Energy.Total.WattHours).Within(1e-2));
    }

    [Test]
    public void A_front_at_ten_lets_a_flight_at_half_past_nine_go_and_refuses_one_at_ten_to_ten_with_the_time()
    {
        // Gusts of 8 m/s until ten to ten, 20 m/s at ten: 12 m/s, the limit, are passed at 9:53:20. The flight takes some seven minutes.
        var front = ForecastFlights.Of(new(0), new(50 / 60.0), new(1, Mean: 9, Gust: 20), new(3, Mean: 9, Gust: 20));

        var early = ForecastFlights.Decide(ForecastFlights.Question(front, minutes: 30));
        var late = ForecastFlights.Decide(ForecastFlights.Question(front, minutes: 50));

        Assert.That(early.Verdict, Is.EqualTo(Verdict.Go), string.Join('\n', early.Findings.Select(finding => finding.English)));
        Assert.That(late.Verdict, Is.EqualTo(Verdict.NoGo));
        var gust = late.Findings.Single(finding => finding.Code == ReasonCode.GustLimitExceeded);
        Assert.That(gust.When!.Value.Start, Is.InRange(Worlds.Nine.AddMinutes(53.3), Worlds.Nine.AddMinutes(55.5)));
        Assert.That(gust.When.Value.End, Is.EqualTo(late.Arrival).Within(TimeSpan.FromSeconds(1)));
        Assert.That(gust.English, Does.Contain("local time").And.Contain("12.0 m/s allowed"));
        Assert.That(gust.Where, Is.Not.Null);
    }

    [Test]
    public void A_wind_that_turns_on_the_way_is_flown_as_it_comes()
    {
        // From behind at first and then from ahead: a flight across the turn lies between the two.
        var turning = ForecastFlights.Of(new(0, FromDegrees: 270), new(0.05, FromDegrees: 270), new(0.06, FromDegrees: 90), new(3, FromDegrees: 90));
        double Seconds(Forecast forecast) => ForecastFlights.Decide(ForecastFlights.Question(forecast)).Forecast!.BlockSeconds!.Value;

        var (behind, ahead) = (Seconds(ForecastFlights.Constant(told => told with { FromDegrees = 270 })), Seconds(ForecastFlights.Constant(told => told with { FromDegrees = 90 })));
        Assert.That(Seconds(turning), Is.GreaterThan(behind + 10).And.LessThan(ahead - 10));
    }

    [Test]
    public void A_wind_given_by_hand_goes_before_the_forecast()
    {
        var storm = ForecastFlights.Constant(told => told with { Mean = 20, Gust = 30, Rain = 9 });
        var decision = ForecastFlights.Decide(ForecastFlights.Question(storm) with { Wind = Worlds.WindFrom(0, 3) });

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(decision.Weather, Is.Null);
        Assert.That(Codes(decision.Advisories), Does.Contain(ReasonCode.WeatherAssumed));
    }

    [Test]
    public void A_decision_tells_the_forecast_it_rests_on_and_assumes_no_wind()
    {
        var decision = ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Constant()), now: Worlds.Now.AddHours(3));

        Assert.That(decision.Weather, Is.EqualTo(new ForecastUse(Forecasts.Origin, TimeSpan.FromHours(3))));
        Assert.That(Codes(decision.Advisories), Does.Not.Contain(ReasonCode.WindAssumed));
        Assert.That(decision.Advisories.Single(advisory => advisory.Code == ReasonCode.WeatherAssumed).English, Does.Contain("icing and thunderstorms"));
    }

    [Test]
    public void A_flight_may_be_promised_in_a_forecast_and_not_without_one()
    {
        Assert.That(ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Constant()), DecisionPurpose.Schedule).Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(Codes(ForecastFlights.Decide(ForecastFlights.Question(null), DecisionPurpose.Schedule).Findings), Does.Contain(ReasonCode.ForecastUnavailable));
    }

    [TestCase(-2, TestName = "Before the first valid time nothing is known")]
    [TestCase(5.95, TestName = "A flight that outlasts the forecast is refused")]
    [TestCase(8, TestName = "After the last valid time nothing is known")]
    public void Outside_of_its_times_the_wind_is_not_known(double hours)
    {
        var told = Enumerable.Range(-1, 8).Select(hour => new ForecastFlights.Told(hour)).ToArray();
        var decision = ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Of(told), hours * 60));

        var unknown = decision.Findings.Single(finding => finding.Code == ReasonCode.ForecastUnavailable);
        Assert.That(unknown.Unknown, Is.True);
        Assert.That(decision.Checks.Single(check => check.Check == "wind").Outcome, Is.EqualTo(CheckOutcome.Unknown));
        Assert.That(decision.Wind, Is.Null);
    }

    [Test]
    public void In_a_gap_between_valid_times_the_wind_is_not_known()
    {
        // Three hours are the policy's longest.
        Decision At(double last) => ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Of(new(-1), new(last)), 60));

        Assert.That(Codes(At(2).Findings), Does.Not.Contain(ReasonCode.ForecastUnavailable));
        Assert.That(Codes(At(2.1).Findings), Does.Contain(ReasonCode.ForecastUnavailable));
    }

    [TestCase(200, true)]
    [TestCase(15, true)]
    [TestCase(5, false)]
    public void Where_the_region_ends_on_the_way_the_wind_is_not_known(double kilometres, bool known)
    {
        var forecast = ForecastFlights.Within(Length.FromKilometres(kilometres), Forecasts.Origin, new(-1), new(1));

        Assert.That(Codes(ForecastFlights.Decide(ForecastFlights.Question(forecast)).Findings).Contains(ReasonCode.ForecastUnavailable), Is.EqualTo(!known));
    }

    [TestCase(12, true)]
    [TestCase(12.01, false)]
    [TestCase(-0.05, true)]
    [TestCase(-0.2, false)]
    public void A_forecast_that_is_too_old_or_from_the_future_refuses(double hoursSinceIssue, bool fresh)
    {
        // Twelve hours are the policy's, and five minutes of clocks that differ.
        var decision = ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Constant()), now: Forecasts.Origin.IssuedAt.AddHours(hoursSinceIssue));

        Assert.That(Codes(decision.Findings).Contains(ReasonCode.ForecastTooOld), Is.EqualTo(!fresh));
        Assert.That(decision.Findings.Where(finding => finding.Code == ReasonCode.ForecastTooOld).Select(finding => finding.Margin < 0 && finding.Unit == "h"), Is.All.True);
    }

    [Test]
    public void The_air_comes_from_the_forecast_where_the_question_gives_none()
    {
        var times = Forecasts.Hours(-1, 0, 1);
        var told = ForecastFlights.Within(Length.FromKilometres(200), Forecasts.Origin, new(-1), new(0), new(1));
        ForecastField Field(double value) => ForecastField.OfSurface([value, value, value]);
        var forecast = new Forecast(
            told.Origin,
            [ForecastGrid.AtPoint(Worlds.West.Position, Length.FromKilometres(200), times, new Dictionary<ForecastQuantity, ForecastField>
            {
                [ForecastQuantity.WindEast] = Field(0),
                [ForecastQuantity.WindNorth] = Field(-3),
                [ForecastQuantity.Temperature] = Field(298.085),
                [ForecastQuantity.Qnh] = Field(100_000),
                [ForecastQuantity.RelativeHumidity] = Field(0.8),
            })],
            Forecasts.Policy,
            Forecasts.Wind);

        var air = ForecastFlights.Decide(ForecastFlights.Question(forecast)).Forecast!.Task.Atmosphere;
        var given = ForecastFlights.Decide(ForecastFlights.Question(forecast) with { Qnh = Pressure.FromHectopascals(1020) }).Forecast!.Task.Atmosphere;

        // 10 m lower it is 0.065 K warmer.
        Assert.That(air.SeaLevelTemperature.Kelvin, Is.EqualTo(298.15).Within(1e-9));
        Assert.That((air.Qnh.Hectopascals, air.RelativeHumidityRatio), Is.EqualTo((1000.0, 0.8)).Within(1e-9));
        Assert.That(given.Qnh.Hectopascals, Is.EqualTo(1020));
    }

    [Test]
    public void The_gust_at_cruise_altitude_that_leaves_no_way_forward_is_found_in_a_forecast_too()
    {
        // A slow type against a gust that its limit lets pass: 18 m/s of airspeed, 16.5 m/s told at 10 m grow to 21.7 m/s at 120 m.
        var type = Worlds.Hexa with { WindLimit = Worlds.Hexa.WindLimit with { Limit = Speed.FromMetresPerSecond(17) } };
        var decision = ForecastFlights.Decide(ForecastFlights.Question(ForecastFlights.Constant(told => told with { FromDegrees = 90, Mean = 5, Gust = 16.5 }), type: type));

        var slow = decision.Findings.Single(finding => finding.Code == ReasonCode.GroundSpeedTooLow);
        Assert.That(slow.English, Does.Contain("21.7 m/s at cruise altitude on the way at"));
        Assert.That(slow.When, Is.Not.Null);
    }
}
