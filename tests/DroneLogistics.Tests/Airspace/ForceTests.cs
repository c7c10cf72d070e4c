using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Zones;

namespace DroneLogistics.Tests.Airspace;

/// <summary>When zones are in force. 25 November 2024 is a Monday.</summary>
public sealed class ForceTests
{
    private static readonly TimeWindow Week = Window("2024-11-25T00:00Z", "2024-12-02T00:00Z");

    private static readonly Gen<DayMoment> Moments = Gen.OneOf(
        Gen.Const(DayMoment.EdgeOfDay),
        Gen.Select(Gen.Int[0, 1439], Gen.Int[-12, 14], (minutes, offset) => DayMoment.At(TimeSpan.FromMinutes(minutes), TimeSpan.FromHours(offset))),
        Gen.Int[1, 4].Select(number => DayMoment.Of((DaylightEvent)number)));

    private static readonly Gen<DailyPeriod> Periods =
        Gen.Select(Gen.Enum<ZoneDay>().Array[1, 3], Moments, Moments, (days, start, end) => new DailyPeriod(days, start, end));

    [Test]
    public void A_zone_without_applicability_is_always_in_force()
    {
        Assert.That(Circle().InForce(Utc("1990-01-01T00:00Z")), Is.True);
        Assert.That(Circle().ForceWindows(Week), Is.EqualTo([Week]));
    }

    [Test]
    public void Force_begins_with_the_first_instant_and_ends_before_the_last()
    {
        var zone = Circle("TEST1", new LimitedApplicability(Utc("2024-11-25T01:00Z"), Utc("2024-11-25T02:00Z")));

        Assert.That(zone.InForce(Utc("2024-11-25T01:00Z").AddTicks(-1)), Is.False);
        Assert.That(zone.InForce(Utc("2024-11-25T01:00Z")), Is.True);
        Assert.That(zone.InForce(Utc("2024-11-25T02:00Z").AddTicks(-1)), Is.True);
        Assert.That(zone.InForce(Utc("2024-11-25T02:00Z")), Is.False);
        Assert.That(zone.InForce(Utc("2024-11-25T09:30+08:00")), Is.True, "the same instant in another zone of time");
    }

    [Test]
    public void Open_ends_reach_for_ever()
    {
        var from = Circle("TEST1", new LimitedApplicability(Utc("2024-11-25T01:00Z"), null));
        var until = Circle("TEST1", new LimitedApplicability(null, Utc("2024-11-25T01:00Z")));

        Assert.That((from.InForce(Utc("2099-01-01T00:00Z")), from.InForce(Utc("2024-11-25T00:00Z"))), Is.EqualTo((true, false)));
        Assert.That((until.InForce(Utc("2000-01-01T00:00Z")), until.InForce(Utc("2024-11-25T01:00Z"))), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_schedule_holds_on_its_days_only()
    {
        var zone = On(new DailyPeriod([ZoneDay.Tuesday, ZoneDay.Sunday], Clock(10), Clock(12)));

        Assert.That(zone.ForceWindows(Week), Is.EqualTo([Window("2024-11-26T10:00Z", "2024-11-26T12:00Z"), Window("2024-12-01T10:00Z", "2024-12-01T12:00Z")]));
    }

    [Test]
    public void The_day_is_the_one_of_the_clock_that_is_named()
    {
        // Monday 06:00 in China is Sunday 22:00 UTC.
        var zone = On(new DailyPeriod([ZoneDay.Monday], Clock(6, 0, 8), Clock(18, 0, 8)));

        Assert.That(zone.ForceWindows(Window("2024-11-24T00:00Z", "2024-11-27T00:00Z")), Is.EqualTo([Window("2024-11-24T22:00Z", "2024-11-25T10:00Z")]));
    }

    [Test]
    public void A_period_that_ends_earlier_than_it_starts_goes_on_past_midnight()
    {
        var zone = On(new DailyPeriod([ZoneDay.Monday], Clock(22), Clock(6)));

        Assert.That(zone.ForceWindows(Week), Is.EqualTo([Window("2024-11-25T22:00Z", "2024-11-26T06:00Z")]));
    }

    [Test]
    public void Equal_clock_times_are_a_whole_day()
    {
        var zone = On(new DailyPeriod([ZoneDay.Monday], Clock(0), Clock(0)));

        Assert.That(zone.ForceWindows(Week), Is.EqualTo([Window("2024-11-25T00:00Z", "2024-11-26T00:00Z")]));
    }

    [Test]
    public void A_day_without_a_clock_is_in_force_by_UTC_and_by_the_sun()
    {
        var zone = On(new DailyPeriod([ZoneDay.Tuesday], DayMoment.EdgeOfDay, DayMoment.EdgeOfDay));
        var windows = zone.ForceWindows(Week);

        // 122 E runs 8 h 8 min ahead; the circle's eastern corner 2.5 s more.
        Assert.That(windows, Has.Count.EqualTo(1));
        Assert.That(windows[0].Start, Is.EqualTo(Utc("2024-11-25T15:52Z")).Within(TimeSpan.FromSeconds(3)));
        Assert.That(windows[0].End, Is.EqualTo(Utc("2024-11-27T00:00Z")));
    }

    [Test]
    public void Daylight_of_a_Monday_in_Zhoushan_begins_on_Sunday_by_UTC()
    {
        var zone = On(new DailyPeriod([ZoneDay.Monday], DayMoment.Of(DaylightEvent.Sunrise), DayMoment.Of(DaylightEvent.Sunset)));
        var windows = zone.ForceWindows(Window("2024-11-24T00:00Z", "2024-12-01T00:00Z"));
        var day = new DateOnly(2024, 11, 25);

        Assert.That(windows, Has.Count.EqualTo(1));
        Assert.That(windows[0].Start, Is.EqualTo(Daylight.Find(day, DaylightEvent.Sunrise, Here)).Within(TimeSpan.FromSeconds(63)));
        Assert.That(windows[0].Start.UtcDateTime.Day, Is.EqualTo(24));
        Assert.That(windows[0].End, Is.EqualTo(Daylight.Find(day, DaylightEvent.Sunset, Here)).Within(TimeSpan.FromSeconds(63)));
    }

    [Test]
    public void The_sun_over_a_wide_zone_is_that_of_its_first_and_its_last_place()
    {
        var zone = On(new DailyPeriod([ZoneDay.Any], DayMoment.Of(DaylightEvent.Sunrise), DayMoment.Of(DaylightEvent.Sunset))) with
        {
            Volumes = [new ZoneVolume(new ZonePolygon(Square(29, 121, 2)), ZoneLayer.GroundUp)],
        };
        var day = new DateOnly(2024, 6, 21);
        foreach (var corner in Square(29, 121, 2))
        {
            var (rise, set) = (Daylight.Find(day, DaylightEvent.Sunrise, corner)!.Value, Daylight.Find(day, DaylightEvent.Sunset, corner)!.Value);
            Assert.That(zone.InForce(rise) && zone.InForce(set), Is.True, corner.ToString());
        }
    }

    [Test]
    public void Where_the_sun_does_not_rise_a_zone_of_the_day_is_in_force_the_whole_day()
    {
        var zone = On(new DailyPeriod([ZoneDay.Any], DayMoment.Of(DaylightEvent.Sunrise), DayMoment.Of(DaylightEvent.Sunset))) with
        {
            Volumes = [new ZoneVolume(new ZoneCircle(new LatLon(80, 20), Length.FromKilometres(1)), ZoneLayer.GroundUp)],
        };

        Assert.That(zone.ForceWindows(Window("2024-12-20T00:00Z", "2024-12-22T00:00Z")), Is.EqualTo([Window("2024-12-20T00:00Z", "2024-12-22T00:00Z")]));
    }

    [Test]
    public void A_schedule_holds_only_between_the_two_instants()
    {
        var zone = Circle("TEST1", new LimitedApplicability(Utc("2024-11-26T11:00Z"), Utc("2024-11-27T10:30Z"), [new DailyPeriod([ZoneDay.Any], Clock(10), Clock(12))]));

        Assert.That(zone.ForceWindows(Week), Is.EqualTo([Window("2024-11-26T11:00Z", "2024-11-26T12:00Z"), Window("2024-11-27T10:00Z", "2024-11-27T10:30Z")]));
    }

    [Test]
    public void Windows_that_overlap_or_touch_are_one()
    {
        var zone = On(new DailyPeriod([ZoneDay.Monday], Clock(8), Clock(10)), new DailyPeriod([ZoneDay.Monday], Clock(9), Clock(11)), new DailyPeriod([ZoneDay.Monday], Clock(11), Clock(12)));

        Assert.That(zone.ForceWindows(Week), Is.EqualTo([Window("2024-11-25T08:00Z", "2024-11-25T12:00Z")]));
    }

    [Test]
    public void An_instant_is_in_force_if_and_only_if_a_window_holds_it() =>
        Gen.Select(Periods.Array[1, 3], Gen.Int[0, 7 * 24 * 60]).Sample((schedule, minutes) =>
        {
            var zone = On(schedule);
            var at = Week.Start.AddMinutes(minutes);
            Assert.That(zone.InForce(at), Is.EqualTo(zone.ForceWindows(new TimeWindow(Week.Start, Week.End.AddDays(1))).Any(window => window.Contains(at))));
        }, iter: 1000);

    [Test]
    public void Windows_of_a_part_are_the_part_of_the_windows() =>
        Gen.Select(Periods.Array[1, 3], Gen.Int[0, 5000], Gen.Int[1, 5000]).Sample((schedule, from, length) =>
        {
            var zone = On(schedule);
            var part = new TimeWindow(Week.Start.AddMinutes(from), Week.Start.AddMinutes(from + length));
            var whole = zone.ForceWindows(new TimeWindow(Week.Start.AddDays(-3), Week.End.AddDays(3)));
            var cut = whole.Where(window => window.Overlaps(part))
                .Select(window => new TimeWindow(window.Start > part.Start ? window.Start : part.Start, window.End < part.End ? window.End : part.End));
            Assert.That(zone.ForceWindows(part), Is.EqualTo(cut));
        }, iter: 1000);

    [Test]
    public void A_set_tells_the_zones_in_force_and_keeps_those_past_its_validity()
    {
        var night = On(new DailyPeriod([ZoneDay.Any], Clock(12), Clock(20)));
        var set = new GeozoneSet("test", [Circle("ALWAYS"), night], Ours, new GeozoneMetadata { ValidTo = Utc("2024-01-01T00:00Z") });

        Assert.That(set.InForce(Utc("2024-11-25T08:00Z")).Select(zone => zone.Id.Identifier), Is.EqualTo(["ALWAYS"]));
        Assert.That(set.InForce(Window("2024-11-25T08:00Z", "2024-11-25T13:00Z")).Count(), Is.EqualTo(2));
        Assert.That(set.IsValidAt(Utc("2024-11-25T08:00Z")), Is.False);
    }
}
