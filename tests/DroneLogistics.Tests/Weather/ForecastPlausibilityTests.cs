using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;
using static DroneLogistics.Tests.Weather.Forecasts;

namespace DroneLogistics.Tests.Weather;

/// <summary>A forecast that was read without fault and is not believed all the same.</summary>
public sealed class ForecastPlausibilityTests
{
    private static readonly GeoBox Area = new(29.92, 122.25, 29.98, 122.35);

    [Test]
    public void A_forecast_that_covers_the_area_and_the_hours_ahead_is_believed() => Assert.That(Codes(Hours(0, 1, 2), 10), Is.Empty);

    [Test]
    public void A_mean_wind_at_the_bound_is_believed_and_one_above_is_taken_for_another_unit()
    {
        Assert.That(Codes(Hours(0), Policy.MaxMeanWind.MetresPerSecond), Is.Empty);
        Assert.That(Codes(Hours(0), Policy.MaxMeanWind.MetresPerSecond + 0.01), Is.EqualTo(["WIND_IMPLAUSIBLE"]));
    }

    [Test]
    public void A_forecast_from_the_future_and_one_of_the_past_are_refused()
    {
        Assert.That(Codes(Hours(0), 5, now: Worlds.Now - Policy.ClockTolerance), Is.Empty);
        Assert.That(Codes(Hours(0), 5, now: Worlds.Now - Policy.ClockTolerance - TimeSpan.FromSeconds(1)), Is.EqualTo(["ISSUED_IN_FUTURE"]));
        Assert.That(Codes(Hours(-1, 0), 5, now: Worlds.Nine), Is.Empty);
        Assert.That(Codes(Hours(-1, 0), 5, now: Worlds.Nine.AddSeconds(1)), Is.EqualTo(["ALL_TIMES_PAST"]));
    }

    [Test]
    public void A_gap_longer_than_the_policy_allows_is_refused()
    {
        Assert.That(Codes(Hours(0, 3), 5), Is.Empty);
        Assert.That(Codes(Hours(0, 3.01), 5), Is.EqualTo(["TIME_GAP"]));
    }

    [Test]
    public void A_region_that_leaves_a_part_of_the_service_area_open_is_refused()
    {
        var wide = new GeoBox(29.8, 122.1, 30.1, 122.5);
        var forecast = AtPoint(Hours(0), Winds([10], [1], [1]));

        var told = ForecastPlausibility.Check(forecast, Worlds.Now, wide, Policy).Single();
        Assert.That(told.Code, Is.EqualTo("REGION_TOO_SMALL"));
        Assert.That(told.Found, Is.EqualTo("nothing at 29.8 N, 122.1 E"));

        // Four circles whose centres lie a quarter in from the corners cover a box that none of them covers alone; without one of them they do not.
        ForecastGrid[] quarters = [.. from y in (double[])[29.875, 30.025] from x in (double[])[122.2, 122.4] select ForecastGrid.AtPoint(new LatLon(y, x), Length.FromKilometres(14), Hours(0), Winds([10], [1], [1]))];
        Assert.That(new Forecast(Origin, quarters, Policy, Forecasts.Wind).Covers(wide), Is.True);
        Assert.That(new Forecast(Origin, quarters[..3], Policy, Forecasts.Wind).Covers(wide), Is.False);

        // Corners alone are not enough: circles about them leave the middle open.
        ForecastGrid[] corners = [.. wide.Corners.SkipLast(1).Select(corner => ForecastGrid.AtPoint(corner, TenKilometres, Hours(0), Winds([10], [1], [1])))];
        Assert.That(new Forecast(Origin, corners, Policy, Forecasts.Wind).Covers(wide), Is.False);
    }

    [TestCase(ForecastQuantity.Temperature, 12.0)]
    [TestCase(ForecastQuantity.Qnh, 1013.25)]
    [TestCase(ForecastQuantity.RelativeHumidity, 80)]
    [TestCase(ForecastQuantity.Visibility, -1)]
    [TestCase(ForecastQuantity.Precipitation, -0.1)]
    [TestCase(ForecastQuantity.Precipitation, double.PositiveInfinity)]
    [TestCase(ForecastQuantity.Icing, 4)]
    [TestCase(ForecastQuantity.Lightning, 2)]
    public void A_number_that_only_makes_sense_in_another_unit_or_none_is_refused(ForecastQuantity quantity, double value)
    {
        var forecast = AtPoint(Hours(0), new() { [quantity] = ForecastField.OfSurface([value]) });
        Assert.That(ForecastPlausibility.Check(forecast, Worlds.Now, Area, Policy).Select(told => told.Code), Is.EqualTo(["OUT_OF_RANGE"]));
    }

    private static IEnumerable<string> Codes(DateTimeOffset[] times, double speed, DateTimeOffset? now = null) =>
        ForecastPlausibility.Check(AtPoint(times, Winds([10], [.. times.Select(_ => 0.0)], [.. times.Select(_ => speed)])), now ?? Worlds.Now, Area, Policy).Select(told => told.Code);
}
