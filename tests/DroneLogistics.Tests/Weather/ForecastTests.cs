using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;
using static DroneLogistics.Tests.Weather.Forecasts;

namespace DroneLogistics.Tests.Weather;

/// <summary>What a forecast says between its points, and what it does not say beyond them.</summary>
public sealed class ForecastTests
{
    private static readonly double[] Latitudes = [29.5, 29.9, 30.6];
    private static readonly double[] Longitudes = [121.9, 122.2, 122.9];
    private static readonly double[] Heights = [10, 80, 180];
    private static readonly DateTimeOffset[] Times = Hours(0, 1, 4);

    private static readonly Gen<(LatLon Position, AltitudeAmsl Altitude, DateTimeOffset Instant)> Inside =
        Gen.Select(Gen.Double[29.5, 30.6], Gen.Double[121.9, 122.9], Gen.Double[10, 180], Gen.Double[0, 14_400]).Select((latitude, longitude, metres, seconds) =>
            (new LatLon(latitude, longitude), Metres(metres), Worlds.Nine.AddSeconds(seconds)));

    [Test]
    public void On_a_grid_a_linear_wind_is_met_everywhere_as_the_wind_grid_meets_it() => Gen.Select(Gen.Double[-5, 5].Array[5], Inside).Sample((slopes, at) =>
    {
        double Component(double y, double x, double z, DateTimeOffset t) =>
            (slopes[0] * (y - 30)) + (slopes[1] * (x - 122)) + (slopes[2] * Math.Log(z)) + (slopes[3] * (t - Worlds.Nine).TotalHours) + slopes[4];
        double[] values = [.. from t in Times from z in Heights from y in Latitudes from x in Longitudes select Component(y, x, z, t)];
        var forecast = OnGrid(Winds(Heights, values, [.. values.Select(value => -value)]));
        var grid = new WindGrid(Latitudes, Longitudes, [.. Heights.Select(Metres)], Times, [.. values.Select(value => new WindVector(value, -value))]);

        var wind = forecast.At(at.Position, at.Altitude, at.Instant).Wind!.Value;
        var expected = Component(at.Position.LatitudeDegrees, at.Position.LongitudeDegrees, at.Altitude.Metres, at.Instant);
        Assert.That(wind.EastMetresPerSecond, Is.EqualTo(expected).Within(1e-10));
        Assert.That(wind.NorthMetresPerSecond, Is.EqualTo(-expected).Within(1e-10));
        Assert.That(grid.At(at.Position, at.Altitude, at.Instant)!.Value.EastMetresPerSecond, Is.EqualTo(wind.EastMetresPerSecond).Within(1e-10));
    }, seed: "0000IlFSRqd4", iter: 300);

    [Test]
    public void A_point_holds_in_its_circle_and_nowhere_else()
    {
        var forecast = AtPoint(Hours(0, 1), Winds([10], [3, 5], [4, 0]));

        Assert.That(forecast.At(Putuo.Towards(Bearing.FromDegrees(40), Length.FromMetres(9_999)), Metres(10), Worlds.Nine).Wind, Is.EqualTo(new WindVector(3, 4)));
        Assert.That(forecast.At(Putuo.Towards(Bearing.FromDegrees(40), Length.FromMetres(10_001)), Metres(10), Worlds.Nine), Is.EqualTo(WeatherMoment.NothingKnown(Worlds.Nine)));
        Assert.That(forecast.At(Putuo, Metres(10), Worlds.Nine.AddMinutes(30)).Wind, Is.EqualTo(new WindVector(4, 2)));
    }

    [Test]
    public void The_nearer_of_two_points_holds()
    {
        var east = Putuo.Towards(Bearing.FromDegrees(90), Length.FromKilometres(15));
        ForecastGrid Point(LatLon at, double speed) => ForecastGrid.AtPoint(at, TenKilometres, Hours(0), Winds([10], [speed], [0]));
        var forecast = new Forecast(Origin, [Point(Putuo, 1), Point(east, 2)], Policy, Forecasts.Wind);

        WindVector? At(double kilometres) => forecast.At(Putuo.Towards(Bearing.FromDegrees(90), Length.FromKilometres(kilometres)), Metres(10), Worlds.Nine).Wind;
        Assert.That(At(7), Is.EqualTo(new WindVector(1, 0)));
        Assert.That(At(8), Is.EqualTo(new WindVector(2, 0)));
        Assert.That(At(26), Is.Null);
    }

    // Power law of exponent 0.11 from 10 m, as Wind.MeanAt has it; at 200 m (200/10)^0.11 = 1.3903.
    [TestCase(10, 10.0)]
    [TestCase(2, 10.0)]
    [TestCase(-3, 10.0)]
    [TestCase(200, 13.9031)]
    public void Above_the_one_known_height_the_wind_follows_the_power_law_and_below_the_reference_height_it_stays(double metres, double expected)
    {
        var forecast = AtPoint(Hours(0), Winds([10], [10], [0]));
        Assert.That(forecast.At(Putuo, Metres(metres), Worlds.Nine).Wind!.Value.EastMetresPerSecond, Is.EqualTo(expected).Within(1e-3));
        Assert.That(new Wind(Bearing.FromDegrees(270), Speed.FromMetresPerSecond(10), null).MeanAt(Metres(metres), Forecasts.Wind).MetresPerSecond, Is.EqualTo(expected).Within(1e-3));
    }

    [Test]
    public void Above_the_top_of_the_power_law_the_wind_is_known_only_between_known_heights()
    {
        var low = AtPoint(Hours(0), Winds([10], [10], [0]));
        var high = AtPoint(Hours(0), Winds([10, 1000], [10, 20], [0, 0]));

        Assert.That(low.At(Putuo, Metres(200.1), Worlds.Nine).Wind, Is.Null);

        // Half way from 10 to 1000 m in the logarithm lies 100 m.
        Assert.That(high.At(Putuo, Metres(100), Worlds.Nine).Wind!.Value.EastMetresPerSecond, Is.EqualTo(15).Within(1e-9));
        Assert.That(high.At(Putuo, Metres(1000), Worlds.Nine).Wind, Is.Not.Null);
        Assert.That(high.At(Putuo, Metres(1001), Worlds.Nine).Wind, Is.Null);
        Assert.That(high.At(Putuo, Metres(double.NaN), Worlds.Nine).Wind, Is.Null);

        // Downwards the law does not begin above its top either: 100 m is known from 150 m, but not from 500 m.
        Assert.That(AtPoint(Hours(0), Winds([150], [10], [0])).At(Putuo, Metres(100), Worlds.Nine).Wind, Is.Not.Null);
        Assert.That(AtPoint(Hours(0), Winds([500], [10], [0])).At(Putuo, Metres(100), Worlds.Nine).Wind, Is.Null);
    }

    [Test]
    public void A_height_that_is_not_known_is_bridged_by_those_beside_it_and_an_instant_is_not()
    {
        var forecast = AtPoint(Hours(0, 1, 2), Winds([10, 80, 1000], [10, double.NaN, 20, double.NaN, double.NaN, double.NaN, 10, 15, 20], new double[9]));

        Assert.That(forecast.At(Putuo, Metres(100), Worlds.Nine).Wind!.Value.EastMetresPerSecond, Is.EqualTo(15).Within(1e-9));
        Assert.That(forecast.At(Putuo, Metres(100), Worlds.Nine.AddMinutes(1)).Wind, Is.Null);
        Assert.That(forecast.At(Putuo, Metres(100), Worlds.Nine.AddMinutes(119)).Wind, Is.Null);
        Assert.That(forecast.At(Putuo, Metres(100), Worlds.Nine.AddHours(2)).Wind, Is.Not.Null);
    }

    [Test]
    public void A_gap_longer_than_the_policy_allows_is_not_known_but_its_ends_are()
    {
        var forecast = AtPoint(Hours(0, 3, 6.01), Winds([10], [1, 2, 3], [0, 0, 0]));
        WindVector? At(double hours) => forecast.At(Putuo, Metres(10), Worlds.Nine.AddHours(hours)).Wind;

        Assert.That(Policy.MaxTimeGap, Is.EqualTo(TimeSpan.FromHours(3)));
        Assert.That(At(1.5), Is.EqualTo(new WindVector(1.5, 0)));
        Assert.That(At(3), Is.Not.Null);
        Assert.That(At(3.01), Is.Null);
        Assert.That(At(6), Is.Null);
        Assert.That(At(6.01), Is.Not.Null);
        Assert.That(At(-0.001), Is.Null);
        Assert.That(At(6.011), Is.Null);
    }

    [Test]
    public void Rain_sight_cloud_ice_and_lightning_are_the_worse_of_the_two_instants()
    {
        var forecast = AtPoint(Hours(0, 1, 2), new()
        {
            [ForecastQuantity.Precipitation] = ForecastField.OfSurface([0, 5, double.NaN]),
            [ForecastQuantity.Visibility] = ForecastField.OfSurface([10_000, 800, 900]),
            [ForecastQuantity.Ceiling] = ForecastField.OfSurface([double.PositiveInfinity, 300, double.PositiveInfinity]),
            [ForecastQuantity.Icing] = ForecastField.OfSurface([2, 0, 1]),
            [ForecastQuantity.Lightning] = ForecastField.OfSurface([0, 1, 0]),
        });
        WeatherMoment At(double hours) => forecast.At(Putuo, Metres(10), Worlds.Nine.AddHours(hours));

        Assert.That(At(0.01), Is.EqualTo(new WeatherMoment
        {
            Instant = Worlds.Nine.AddHours(0.01),
            PrecipitationMillimetresPerHour = 5,
            Visibility = Length.FromMetres(800),
            Ceiling = Length.FromMetres(300),
            Icing = IcingSeverity.Moderate,
            Lightning = true,
        }));
        Assert.That(At(0).Lightning, Is.False);
        Assert.That(At(0).Ceiling!.Value.Metres, Is.EqualTo(double.PositiveInfinity));
        Assert.That(At(1.5).PrecipitationMillimetresPerHour, Is.Null);
        Assert.That(At(1.5).Icing, Is.EqualTo(IcingSeverity.Light));
    }

    [Test]
    public void Between_the_points_of_a_grid_the_worst_of_those_around_holds_and_on_a_line_only_its_own()
    {
        // Rows from the south: 29.5, 29.9, 30.6; columns from the west: 121.9, 122.2, 122.9.
        double[] sight = [9000, 8000, 7000, 6000, 5000, 4000, 3000, 2000, double.NaN];
        var forecast = OnGrid(new() { [ForecastQuantity.Visibility] = ForecastField.OfSurface([.. sight, .. sight, .. sight]) });
        double? At(double latitude, double longitude) => forecast.At(new LatLon(latitude, longitude), Metres(10), Worlds.Nine).Visibility?.Metres;

        Assert.That(At(29.6, 122), Is.EqualTo(5000));
        Assert.That(At(29.9, 122), Is.EqualTo(5000));
        Assert.That(At(29.9, 121.9), Is.EqualTo(6000));
        Assert.That(At(30, 122), Is.EqualTo(2000));
        Assert.That(At(30, 122.5), Is.Null);
    }

    [Test]
    public void Temperature_follows_the_standard_lapse_rate_beyond_its_heights_and_gust_humidity_and_pressure_are_linear_in_time()
    {
        var forecast = AtPoint(Hours(0, 1), new()
        {
            [ForecastQuantity.Temperature] = new([Length.FromMetres(2)], [280, 282]),
            [ForecastQuantity.Gust] = ForecastField.OfSurface([5, 9]),
            [ForecastQuantity.RelativeHumidity] = ForecastField.OfSurface([0.5, 0.7]),
            [ForecastQuantity.Qnh] = ForecastField.OfSurface([101_000, 101_200]),
        });
        WeatherMoment At(double metres) => forecast.At(Putuo, Metres(metres), Worlds.Nine.AddMinutes(30));

        // 100 m higher 0.65 K colder.
        Assert.That(At(102).Temperature!.Value.Kelvin, Is.EqualTo(281 - 0.65).Within(1e-9));
        Assert.That(At(1002).Temperature, Is.Not.Null);
        Assert.That(At(1003).Temperature, Is.Null);
        Assert.That(At(102).SurfaceGust!.Value.MetresPerSecond, Is.EqualTo(7).Within(1e-9));
        Assert.That(At(102).RelativeHumidityRatio!.Value, Is.EqualTo(0.6).Within(1e-9));
        Assert.That(At(102).Qnh!.Value.Pascal, Is.EqualTo(101_100).Within(1e-6));
        Assert.That(At(102).Wind, Is.Null);
        Assert.That(At(102).Visibility, Is.Null);
    }

    [Test]
    public void A_forecast_ages_and_is_stale_when_too_old_or_from_the_future()
    {
        var forecast = AtPoint(Hours(0), Winds([10], [1], [1]));

        Assert.That(forecast.ForecastAge(Worlds.Now.AddHours(2)), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(forecast.IsFresh(Worlds.Now + Policy.ForecastMaxAge), Is.True);
        Assert.That(forecast.IsFresh(Worlds.Now + Policy.ForecastMaxAge + TimeSpan.FromSeconds(1)), Is.False);
        Assert.That(forecast.IsFresh(Worlds.Now - Policy.ClockTolerance), Is.True);
        Assert.That(forecast.IsFresh(Worlds.Now - Policy.ClockTolerance - TimeSpan.FromSeconds(1)), Is.False);
    }

    [Test]
    public void A_wind_grid_drawn_from_a_forecast_is_the_forecast_and_leaves_its_gaps()
    {
        double[] values = [.. from t in Times from z in Heights from y in Latitudes from x in Longitudes select (y * x / 1000) + Math.Log(z) + t.Hour];
        var forecast = OnGrid(Winds(Heights, values, values));
        AltitudeAmsl[] heights = [.. ((double[])[5, 10, 80, 180]).Select(Metres)];
        var grid = ForecastWinds.Over(forecast, new GeoBox(29.7, 122, 30.3, 122.5), new TimeWindow(Times[0].AddMinutes(20), Times[2].AddHours(-1)), heights);

        Gen.Select(Gen.Double[29.7, 30.3], Gen.Double[122, 122.5], Gen.Double[5, 180], Gen.Double[20, 180]).Sample((latitude, longitude, metres, minutes) =>
        {
            var (at, altitude, instant) = (new LatLon(latitude, longitude), Metres(metres), Worlds.Nine.AddMinutes(minutes));
            Assert.That(
                grid.At(at, altitude, instant)!.Value.EastMetresPerSecond,
                Is.EqualTo(forecast.At(at, altitude, instant).Wind!.Value.EastMetresPerSecond).Within(1e-9));
        }, seed: "0000IlFSRqd4", iter: 100);

        var gap = AtPoint(Hours(0, 6), Winds([10], [1, 1], [1, 1]));
        var drawn = ForecastWinds.Over(gap, new GeoBox(29.94, 122.29, 29.96, 122.31), new TimeWindow(Worlds.Nine, Worlds.Nine.AddHours(6)), heights);
        Assert.That(drawn.At(Putuo, Metres(100), Worlds.Nine), Is.Not.Null);
        Assert.That(drawn.At(Putuo, Metres(100), Worlds.Nine.AddMinutes(1)), Is.Null);
        Assert.That(drawn.At(Putuo, Metres(100), Worlds.Nine.AddHours(6)), Is.Not.Null);
    }

    [Test]
    public void Times_out_of_order_counts_that_differ_and_winds_of_one_component_are_the_programmers_error()
    {
        Assert.That(() => AtPoint(Hours(1, 0), Winds([10], [1, 1], [1, 1])), Throws.ArgumentException);
        Assert.That(() => AtPoint(Hours(0, 1), Winds([10], [1], [1])), Throws.ArgumentException);
        Assert.That(() => AtPoint(Hours(0), Winds([80, 10], [1, 1], [1, 1])), Throws.ArgumentException);
        Assert.That(() => AtPoint(Hours(0), new() { [ForecastQuantity.WindEast] = ForecastField.OfSurface([1]) }), Throws.ArgumentException);
        Assert.That(() => ForecastGrid.AtPoint(Putuo, Length.Zero, Hours(0), Winds([10], [1], [1])), Throws.ArgumentException);
        Assert.That(() => new Forecast(Origin, [], Policy, Forecasts.Wind), Throws.ArgumentException);
    }

    private static Forecast OnGrid(Dictionary<ForecastQuantity, ForecastField> fields) =>
        new(Origin, [ForecastGrid.OnGrid(Latitudes, Longitudes, Times, fields)], Policy, Forecasts.Wind);
}
