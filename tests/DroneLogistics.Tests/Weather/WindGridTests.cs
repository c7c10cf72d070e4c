using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

public sealed class WindGridTests
{
    private static readonly double[] Latitudes = [29.5, 29.9, 30.0, 30.6];
    private static readonly double[] Longitudes = [121.9, 122.2, 122.9];
    private static readonly AltitudeAmsl[] Heights = [.. ((double[])[10, 80, 150, 500]).Select(AltitudeAmsl.FromMetres)];
    private static readonly DateTimeOffset[] Instants = [Worlds.Nine, Worlds.Nine.AddHours(1), Worlds.Nine.AddHours(4)];

    private static readonly Gen<(LatLon Position, AltitudeAmsl Altitude, DateTimeOffset Instant)> Inside =
        Gen.Select(Gen.Double[29.5, 30.6], Gen.Double[121.9, 122.9], Gen.Double[10, 500], Gen.Double[0, 14_400]).Select((latitude, longitude, metres, seconds) =>
            (new LatLon(latitude, longitude), AltitudeAmsl.FromMetres(metres), Worlds.Nine.AddSeconds(seconds)));

    private static readonly Gen<double[]> Coefficients = Gen.Double[-5, 5].Array[10];

    [Test]
    public void A_wind_that_is_linear_in_position_log_height_and_time_is_met_everywhere() =>
        Gen.Select(Coefficients, Inside).Sample((slopes, at) =>
        {
            var expected = Linear(slopes, at.Position.LatitudeDegrees, at.Position.LongitudeDegrees, at.Altitude, at.Instant);
            var wind = Grid((y, x, z, t) => Linear(slopes, y, x, z, t)).At(at.Position, at.Altitude, at.Instant)!.Value;

            // Sums of five terms below 50 m/s.
            Assert.That(wind.EastMetresPerSecond, Is.EqualTo(expected.EastMetresPerSecond).Within(1e-10));
            Assert.That(wind.NorthMetresPerSecond, Is.EqualTo(expected.NorthMetresPerSecond).Within(1e-10));
        });

    [Test]
    public void At_a_point_of_the_grid_the_wind_is_that_of_the_point()
    {
        var grid = Grid((y, x, z, t) => new WindVector(y + x, z.Metres + (t - Worlds.Nine).TotalHours));
        foreach (var (y, x, z, t) in from y in Latitudes from x in Longitudes from z in Heights from t in Instants select (y, x, z, t))
        {
            Assert.That(grid.At(new LatLon(y, x), z, t), Is.EqualTo(new WindVector(y + x, z.Metres + (t - Worlds.Nine).TotalHours)));
        }
    }

    [TestCase(29.499999, 122.0, 100, 0)]
    [TestCase(30.600001, 122.0, 100, 0)]
    [TestCase(30.0, 121.899999, 100, 0)]
    [TestCase(30.0, 122.900001, 100, 0)]
    [TestCase(30.0, 122.0, 9.999, 0)]
    [TestCase(30.0, 122.0, 500.001, 0)]
    [TestCase(30.0, 122.0, -3, 0)]
    [TestCase(30.0, 122.0, double.NaN, 0)]
    [TestCase(30.0, 122.0, 100, -1)]
    [TestCase(30.0, 122.0, 100, 14_401)]
    public void Outside_of_the_grid_the_wind_is_not_known(double latitude, double longitude, double metres, double seconds)
    {
        var grid = Grid((_, _, _, _) => new WindVector(3, 4));

        Assert.That(grid.At(new LatLon(latitude, longitude), AltitudeAmsl.FromMetres(metres), Worlds.Nine.AddSeconds(seconds)), Is.Null);
        Assert.That(grid.At(new LatLon(30, 122), AltitudeAmsl.FromMetres(100), Worlds.Nine)!.Value.Speed.MetresPerSecond, Is.EqualTo(5).Within(1e-12));
    }

    [Test]
    public void Beside_a_point_that_is_not_known_the_wind_is_not_known()
    {
        var grid = Grid((y, _, _, _) => new WindVector(y > 30.5 ? double.NaN : 1, 0));

        Assert.That(grid.At(new LatLon(30.01, 122), AltitudeAmsl.FromMetres(100), Worlds.Nine), Is.Null);
        Assert.That(grid.At(new LatLon(30, 122), AltitudeAmsl.FromMetres(100), Worlds.Nine), Is.Not.Null);
    }

    [Test]
    public void No_wind_at_an_altitude_differs_from_the_middle_by_more_than_the_radius_and_one_that_is_not_known_leaves_none()
    {
        var random = new Random(3);
        var grid = Grid((_, _, _, _) => new WindVector(random.NextDouble() * 9, -random.NextDouble() * 4));
        var (from, to, altitude) = (Worlds.Nine.AddMinutes(20), Instants[^1].AddMinutes(-7), AltitudeAmsl.FromMetres(77));
        var (middle, radius) = grid.Around(altitude, from, to)!.Value;
        var (nearest, farthest) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < 5000; i++)
        {
            var place = new LatLon(Between(Latitudes[0], Latitudes[^1]), Between(Longitudes[0], Longitudes[^1]));
            var wind = grid.At(place, altitude, from + (random.NextDouble() * (to - from)))!.Value;
            var differs = Math.Sqrt(Math.Pow(wind.EastMetresPerSecond - middle.EastMetresPerSecond, 2) + Math.Pow(wind.NorthMetresPerSecond - middle.NorthMetresPerSecond, 2));
            (nearest, farthest) = (Math.Min(nearest, differs), Math.Max(farthest, differs));
        }

        Assert.That(farthest, Is.LessThanOrEqualTo(radius).And.GreaterThan(0.3 * radius));
        Assert.That(grid.Around(altitude, from, Instants[^1].AddMinutes(1)), Is.Null);
        Assert.That(Grid((y, _, _, _) => new WindVector(y > 30.5 ? double.NaN : 1, 0)).Around(altitude, from, to), Is.Null);
        Assert.That(Grid((_, _, z, _) => new WindVector(z.Metres, 0)).Around(Heights[1], from, to), Is.EqualTo((new WindVector(Heights[1].Metres, 0), 0.0)), "on a height of the grid the others do not count");

        double Between(double low, double high) => low + (random.NextDouble() * (high - low));
    }

    [Test]
    public void A_wind_from_a_direction_blows_the_other_way() =>
        Gen.Select(Gen.Double[0, 359.99], Gen.Double[0.1, 30]).Sample((from, speed) =>
        {
            var radians = double.DegreesToRadians(from);
            var wind = new WindVector(-speed * Math.Sin(radians), -speed * Math.Cos(radians));
            Assert.That(wind.Speed.MetresPerSecond, Is.EqualTo(speed).Within(1e-12 * speed));
            Assert.That(Math.IEEERemainder(wind.From.Degrees - from, 360), Is.Zero.Within(1e-9));
        });

    [Test]
    public void An_axis_out_of_order_or_with_one_point_and_a_wrong_count_are_the_programmers_error()
    {
        WindVector[] winds = [.. Enumerable.Repeat(default(WindVector), 144)];
        Assert.That(() => new WindGrid([30, 29, 31, 32], Longitudes, Heights, Instants, winds), Throws.ArgumentException);
        Assert.That(() => new WindGrid([30], Longitudes, Heights, Instants, winds), Throws.ArgumentException);
        Assert.That(() => new WindGrid(Latitudes, Longitudes, [AltitudeAmsl.FromMetres(0), .. Heights.Skip(1)], Instants, winds), Throws.ArgumentException);
        Assert.That(() => new WindGrid(Latitudes, Longitudes, Heights, Instants, winds[..^1]), Throws.ArgumentException);
    }

    private static WindGrid Grid(Func<double, double, AltitudeAmsl, DateTimeOffset, WindVector> wind) => new(
        Latitudes,
        Longitudes,
        Heights,
        Instants,
        [.. from t in Instants from z in Heights from y in Latitudes from x in Longitudes select wind(y, x, z, t)]);

    private static WindVector Linear(double[] slopes, double latitude, double longitude, AltitudeAmsl altitude, DateTimeOffset instant)
    {
        double[] values = [latitude - 30, longitude - 122, Math.Log(altitude.Metres), (instant - Worlds.Nine).TotalHours, 1];
        return new WindVector(values.Zip(slopes).Sum(pair => pair.First * pair.Second), values.Zip(slopes[5..]).Sum(pair => pair.First * pair.Second));
    }
}
