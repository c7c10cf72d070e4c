using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>A flight that is asked about in what its month is like.</summary>
public sealed class ClimatologyFlightTests
{
    private static readonly Climatology Shipped = ShippedData.World.Climatology!;

    [Test]
    public void It_is_decided_in_the_stated_wind_of_its_month_and_marked_as_no_forecast()
    {
        var decision = Decide(Asked());
        var advisory = decision.Advisories.Single(finding => finding.Code == ReasonCode.WindAssumed);

        Assert.That(decision.Wind, Is.EqualTo(new Wind(Bearing.FromDegrees(0), Shipped.WindOf(11).SpeedAt(0.5), null)));
        Assert.That(advisory.English, Does.StartWith(Climatology.Mark).And.Contain("50 % of the hours of month 11").And.Contain("Chongming").And.Contain("Confidence: ").And.Contain("temperature of the month is not known"));
        Assert.That(advisory.Chinese, Does.StartWith("气候资料,并非预报"));
        Assert.That(decision.Weather, Is.Null);
        Assert.That(decision.Advisories.Select(finding => finding.Code), Does.Contain(ReasonCode.WeatherAssumed));
    }

    [Test]
    public void The_month_is_that_of_the_place_and_its_temperature_is_taken_where_it_is_known()
    {
        // One hour before the year ends at Greenwich it is January in Zhoushan.
        var january = Decide(Asked() with { Departure = new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero) });
        var december = Decide(Asked() with { Departure = new DateTimeOffset(2026, 12, 31, 15, 30, 0, TimeSpan.Zero) });

        Assert.That(january.Forecast!.Task.Atmosphere.SeaLevelTemperature.DegreesCelsius, Is.EqualTo(5.2).Within(1e-9));
        Assert.That(december.Forecast!.Task.Atmosphere.SeaLevelTemperature.DegreesCelsius, Is.EqualTo(15).Within(1e-9));
        Assert.That(january.Advisories.Single(finding => finding.Code == ReasonCode.WindAssumed).English, Does.Contain("month 1 ").And.Contain("5.2 °C"));
    }

    [Test]
    public void The_odds_draw_from_all_winds_of_the_month()
    {
        // FZ90 bears gusts to its limit; an estimated gust above force 5 is 1.35 times the mean, and the share above follows from the distribution.
        var odds = Decide(Asked()).Odds!;
        var (wind, limit) = (Shipped.WindOf(11), ShippedData.Type("fz90").WindLimit.Limit!.Value.MetresPerSecond);
        var scale = wind.SpeedAt(1 - (1 / Math.E)).MetresPerSecond;
        var above = Math.Exp(-Math.Pow(limit / ShippedData.World.Policy.Wind.GustFactorFromForce5 / scale, wind.Shape));

        Assert.That(odds.Causes.Single(cause => cause.Cause == CompletionCause.WindAboveLimit).Share, Is.EqualTo(above).Within(3 * Math.Sqrt(above * (1 - above) / odds.Samples)));
    }

    [Test]
    public void It_goes_before_a_forecast_and_a_wind_by_hand_before_it()
    {
        var forecast = ForecastFlights.Constant(told => told with { Mean = 11 });

        Assert.That(Decide(Asked() with { Forecast = forecast }).Wind, Is.EqualTo(Decide(Asked()).Wind));
        Assert.That(Decide(Asked() with { Wind = Flights.LightNortherly }).Wind, Is.EqualTo(Flights.LightNortherly));
    }

    [Test]
    public void Booking_on_it_is_refused_because_there_is_no_forecast()
    {
        var refusal = Flights.Decide(Asked()).Findings.Single(finding => finding.Code == ReasonCode.ForecastUnavailable);

        Assert.That(refusal.English, Does.Contain("climatology is no forecast"));
        Assert.That(refusal.Unknown, Is.True);
    }

    [Test]
    public void Windows_and_limits_are_found_in_it()
    {
        // In October the wind is least, and 90 % of it lets the flight leave.
        var start = new DateTimeOffset(2026, 10, 20, 1, 0, 0, TimeSpan.Zero);
        var asked = Asked() with { Departure = start };
        var (windows, _) = DepartureWindows.Find(ShippedData.World, Flights.AssumedTimetable(), asked, new(start, start.AddMinutes(3)), Flights.Now);
        var (largest, _) = LargestPayload.Find(ShippedData.World, Flights.AssumedTimetable(), asked, Flights.Now, Mass.FromKilograms(30));

        Assert.That(windows.Single().Window.Duration, Is.EqualTo(TimeSpan.FromMinutes(3)));
        Assert.That(largest.Question.Payload.Kilograms, Is.GreaterThanOrEqualTo(15));
        Assert.That(largest.Wind, Is.EqualTo(new FlightClimate(Shipped, Shipped.For(10)).Wind));
    }

    [Test]
    public void A_plain_check_stays_in_calm_air()
    {
        var decision = Decide(Asked() with { Climatology = null });

        Assert.That(decision.Wind, Is.EqualTo(Wind.Calm));
        Assert.That(decision.Advisories.Single(finding => finding.Code == ReasonCode.WindAssumed).English, Does.Contain("calm air"));
    }

    private static FlightQuestion Asked() => Flights.Question() with { Wind = null, Climatology = Shipped };

    private static Decision Decide(FlightQuestion question) => Flights.Decide(question, purpose: DecisionPurpose.Check);
}
