using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace;

public sealed class DaylightTests
{
    private static readonly LatLon London = new(51.5074, -0.1278);
    private static readonly LatLon Tromso = new(69.65, 18.96);

    // Meeus, examples 25.a and 28.a/b: 13 October 1992, 0 h TD: declination -7.78507, equation of time 13 min 42.7 s.
    [Test]
    public void The_sun_stands_where_the_textbook_has_it()
    {
        var sun = SolarPosition.At(new DateTimeOffset(1992, 10, 13, 0, 0, 0, TimeSpan.Zero));

        Assert.That(sun.DeclinationDegrees, Is.EqualTo(-7.78507).Within(0.0005));
        Assert.That(sun.EquationOfTimeMinutes, Is.EqualTo(13.0 + (42.7 / 60)).Within(0.02));
    }

    // Instants of the equinoxes of 2024 as the almanacs give them; 0.01 degrees of longitude is a quarter of an hour.
    [TestCase("2024-03-20T03:06:00Z")]
    [TestCase("2024-09-22T12:44:00Z")]
    public void At_the_equinox_the_sun_crosses_the_equator(string instant)
    {
        Assert.That(SolarPosition.At(At(instant)).DeclinationDegrees, Is.EqualTo(0).Within(0.004));
    }

    // Times printed in almanacs and newspapers for London, to the minute.
    [TestCase("2024-06-21", DaylightEvent.Sunrise, "2024-06-21T03:43:00Z")]
    [TestCase("2024-06-21", DaylightEvent.Sunset, "2024-06-21T20:21:30Z")]
    [TestCase("2024-12-21", DaylightEvent.Sunrise, "2024-12-21T08:03:30Z")]
    [TestCase("2024-12-21", DaylightEvent.Sunset, "2024-12-21T15:53:30Z")]
    public void Sunrise_and_sunset_of_London_are_the_almanacs_to_the_minute(string day, DaylightEvent what, string printed)
    {
        var found = Daylight.Find(DateOnly.Parse(day), what, London)!.Value;

        Assert.That((found - At(printed)).Duration(), Is.LessThan(TimeSpan.FromSeconds(61)));
    }

    [Test]
    public void At_the_instant_found_the_sun_has_the_height_by_a_second_theory() =>
        Gen.Select(Gen.Double[-50.0, 50.0], Gen.Double[-180.0, 180.0], Gen.Int[0, 36_000], Gen.Int[1, 4].Select(number => (DaylightEvent)number))
            .Sample((latitude, longitude, day, what) =>
            {
                var place = new LatLon(latitude, longitude);
                var found = Daylight.Find(new DateOnly(1951, 1, 1).AddDays(day), what, place)!.Value;
                var height = what is DaylightEvent.Sunrise or DaylightEvent.Sunset ? -50.0 / 60 : -6.0;

                // Both theories are good to 0.01 degrees; the sign of the motion tells morning from evening.
                Assert.That(SecondSun.HeightDegrees(found, place), Is.EqualTo(height).Within(0.025));
                var isRising = SecondSun.HeightDegrees(found.AddMinutes(1), place) > SecondSun.HeightDegrees(found, place);
                Assert.That(isRising, Is.EqualTo(what is DaylightEvent.MorningCivilTwilight or DaylightEvent.Sunrise));
            }, iter: 3000);

    [Test]
    public void The_events_of_a_day_come_in_order_within_the_day_by_the_sun() =>
        Gen.Select(Gen.Double[-50.0, 50.0], Gen.Double[-180.0, 180.0], Gen.Int[0, 3650]).Sample((latitude, longitude, offset) =>
        {
            var day = new DateOnly(2020, 1, 1).AddDays(offset);
            var place = new LatLon(latitude, longitude);
            var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(-4 * longitude);
            DateTimeOffset[] events =
            [
                midnight,
                Daylight.Find(day, DaylightEvent.MorningCivilTwilight, place)!.Value,
                Daylight.Find(day, DaylightEvent.Sunrise, place)!.Value,
                Daylight.Find(day, DaylightEvent.Sunset, place)!.Value,
                Daylight.Find(day, DaylightEvent.EveningCivilTwilight, place)!.Value,
                midnight.AddDays(1),
            ];

            Assert.That(events, Is.Ordered);
        }, iter: 1000);

    [Test]
    public void In_the_polar_night_and_at_the_midnight_sun_there_is_no_sunrise()
    {
        Assert.That(Daylight.Find(new DateOnly(2024, 12, 21), DaylightEvent.Sunrise, Tromso), Is.Null);
        Assert.That(Daylight.Find(new DateOnly(2024, 6, 21), DaylightEvent.Sunset, Tromso), Is.Null);

        // Though dark at noon, Tromso has civil twilight at midwinter: the sun stands 3.1 degrees below the horizon then.
        Assert.That(Daylight.Find(new DateOnly(2024, 12, 21), DaylightEvent.MorningCivilTwilight, Tromso), Is.Not.Null);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
