using CsCheck;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

public sealed class WindTests
{
    private static readonly WindPolicy Policy = Worlds.Policy.Wind;

    [TestCase(10.0, 1.0)]
    [TestCase(5.0, 1.0)]
    [TestCase(-3.0, 1.0)]
    [TestCase(120.0, 1.3143466939)]
    public void Wind_grows_by_the_power_law_above_the_reference_height_and_is_constant_below(double metres, double factor)
    {
        // (120 / 10)^0.11 = exp(0.11 ln 12) = exp(0.11 * 2.48490665) = exp(0.27333973) = 1.31434669.
        Assert.That(Wind.ProfileFactor(AltitudeAmsl.FromMetres(metres), Policy), Is.EqualTo(factor).Within(1e-9));
    }

    [TestCase(7.99, 7.99 * 1.45)]
    [TestCase(8.0, 8.0 * 1.35)]
    public void A_gust_that_nobody_gave_is_estimated_by_the_factor_of_its_force(double mean, double gust)
    {
        Assert.That(Worlds.WindFrom(0, mean).GustOrEstimate(Policy).MetresPerSecond, Is.EqualTo(gust).Within(1e-12));
    }

    [Test]
    public void A_gust_that_was_given_is_taken_as_given()
    {
        Assert.That(Worlds.WindFrom(0, 8, gust: 9).GustOrEstimate(Policy), Is.EqualTo(Speed.FromMetresPerSecond(9)));
    }

    [Test]
    public void Airspeed_and_wind_add_up_to_the_ground_speed_along_the_track() =>
        Gen.Select(Gen.Double[0, 360], Gen.Double[0, 360], Gen.Double[0, 20], Gen.Double[5, 35]).Sample((track, from, wind, airspeed) =>
        {
            var triangle = Solve(track, airspeed, from, wind);
            if (!triangle.Holds)
            {
                // No heading makes way along the track only if the wind is at least as fast as the aircraft.
                Assert.That(wind, Is.GreaterThanOrEqualTo(airspeed * (1 - 1e-12)));
                return;
            }

            var heading = double.DegreesToRadians(track + triangle.WindCorrectionDegrees);
            var north = (airspeed * Math.Cos(heading)) - (wind * Math.Cos(double.DegreesToRadians(from)));
            var east = (airspeed * Math.Sin(heading)) - (wind * Math.Sin(double.DegreesToRadians(from)));
            var (along, across) = (double.DegreesToRadians(track), double.DegreesToRadians(track + 90));

            // Sums of products below 50 m/s.
            Assert.That((north * Math.Cos(along)) + (east * Math.Sin(along)), Is.EqualTo(triangle.GroundSpeed.MetresPerSecond).Within(1e-9));
            Assert.That((north * Math.Cos(across)) + (east * Math.Sin(across)), Is.Zero.Within(1e-9));
        });

    [TestCase(90.0, 15.0, ExpectedResult = false)]
    [TestCase(90.0, 14.999999, ExpectedResult = true)]
    [TestCase(0.0, 15.0, ExpectedResult = false)]
    [TestCase(0.0, 14.999999, ExpectedResult = true)]
    public bool A_track_is_held_only_in_wind_below_the_airspeed(double from, double wind) => Solve(0, 15, from, wind).Holds;

    [TestCase(double.NaN, 5.0, 15.0)]
    [TestCase(90.0, double.NaN, 15.0)]
    [TestCase(90.0, 5.0, double.NaN)]
    public void A_track_is_not_held_where_something_is_not_a_number(double from, double wind, double airspeed)
    {
        Assert.That(Solve(0, airspeed, from, wind).Holds, Is.False);
    }

    [Test]
    public void Air_is_thinner_where_it_is_higher_or_warmer() =>
        Gen.Select(Gen.Double[0, 3000], Gen.Double[-20, 40], Gen.Double[1, 500]).Sample((height, celsius, more) =>
        {
            var here = Density(celsius, height);
            Assert.That(Density(celsius, height + more), Is.LessThan(here));
            Assert.That(Density(celsius + (more / 50), height), Is.LessThan(here));
        });

    private static double Density(double celsius, double metres) => Atmosphere
        .WithSeaLevelTemperature(Temperature.FromDegreesCelsius(celsius))
        .DensityAt(AltitudeAmsl.FromMetres(metres)).KilogramsPerCubicMetre;

    private static WindTriangle Solve(double track, double airspeed, double from, double wind) => WindTriangle.Solve(
        Bearing.FromDegrees(track), Speed.FromMetresPerSecond(airspeed), Bearing.FromDegrees(from), Speed.FromMetresPerSecond(wind));
}
