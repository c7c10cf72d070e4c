using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Slots;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Authorizations.Permits;

namespace DroneLogistics.Tests.Airspace.Slots;

public sealed class SlotCalendarTests
{
    private static readonly SourcedNumber TwoDays = Worlds.Assumed(48, "h");

    /// <summary>One arrival at 10:00, 10 minutes before and 5 after, by day from 06:00 to 22:00.</summary>
    private static readonly SlotSeries Series = new()
    {
        Id = "stagger",
        Zone = Rectangle.Id,
        NameEnglish = "Stagger",
        NameChinese = "错峰",
        Validity = new TimeWindow(At(2024, 6, 1), At(2031, 1, 1)),
        Hours = new DailyHours([ZoneDay.Any], TimeSpan.FromHours(6), TimeSpan.FromHours(22), Local),
        Movements = [new SlotMovement(TimeSpan.FromHours(10), MovementKind.Arrival)],
        BufferBefore = TimeSpan.FromMinutes(10),
        BufferAfter = TimeSpan.FromMinutes(5),
        IsHeld = true,
        IsDemonstration = false,
        RemarksEnglish = "none",
        RemarksChinese = "无",
        Status = SourceStatus.Assumed,
        Source = "ours",
        Licence = "CC0-1.0",
        Numbers = [],
    };

    private static readonly SlotCalendar Calendar = new([Series], TwoDays);

    private static readonly ZoneDay[][] Weeks = [[ZoneDay.Any], [ZoneDay.Monday, ZoneDay.Tuesday], [ZoneDay.Sunday, ZoneDay.Wednesday]];

    // Minutes of a day; buffers and hours in minutes as well, the passage in seconds.
    private static readonly Gen<SlotSeries> SeriesDrawn =
        from movements in Gen.Int[0, 1439].Array[0, 12]
        from before in Gen.Int[1, 40]
        from after in Gen.Int[1, 40]
        from open in Gen.Int[0, 1439]
        from close in Gen.Int[0, 1439]
        from days in Gen.Int[0, 2].Select(index => Weeks[index])
        from validDays in Gen.Int[1, 60]
        select Series with
        {
            Movements = [.. movements.Order().Select(minute => new SlotMovement(TimeSpan.FromMinutes(minute), MovementKind.Departure))],
            BufferBefore = TimeSpan.FromMinutes(before),
            BufferAfter = TimeSpan.FromMinutes(after),
            Hours = new DailyHours(days, TimeSpan.FromMinutes(open), TimeSpan.FromMinutes(close), Local),
            Validity = new TimeWindow(At(2024, 11, 1), At(2024, 11, 1).AddDays(validDays)),
        };

    private static readonly Gen<(DateTimeOffset Start, int Entry, int Exit)> Passages =
        from minute in Gen.Int[0, 30 * 1440]
        from second in Gen.Int[0, 59]
        from entry in Gen.Int[0, 1800]
        from length in Gen.Int[1, 1800]
        select (At(2024, 11, 5).AddMinutes(minute).AddSeconds(second), entry, entry + length);

    [Test]
    public void Touching_a_buffer_is_no_conflict_and_a_tick_within_is()
    {
        var (busy, free) = (At(2024, 11, 25, 9, 50), At(2024, 11, 25, 10, 5));
        var tick = TimeSpan.FromTicks(1);

        Assert.That(Calendar.Conflict(Rectangle.Id, new TimeWindow(busy.AddMinutes(-10), busy)), Is.Null);
        Assert.That(Calendar.Conflict(Rectangle.Id, new TimeWindow(free, free.AddMinutes(10))), Is.Null);
        Assert.That(Calendar.Conflict(Rectangle.Id, new TimeWindow(busy.AddMinutes(-10), busy + tick))!.Overlap, Is.EqualTo(tick));
        Assert.That(Calendar.Conflict(Rectangle.Id, new TimeWindow(free - tick, free.AddMinutes(10)))!.Taken.Movement, Is.EqualTo(Series.Movements[0]));
    }

    [Test]
    public void A_zone_without_a_series_is_not_staggered() =>
        Assert.That(Calendar.Conflict(Elsewhere.Id, new TimeWindow(At(2024, 11, 25, 9, 50), At(2024, 11, 25, 10, 5))), Is.Null);

    [Test]
    public void Before_the_hours_and_after_the_validity_no_slot_is_ours()
    {
        var early = Calendar.Conflict(Rectangle.Id, new TimeWindow(At(2024, 11, 25, 5, 50), At(2024, 11, 25, 6, 10)))!;
        var late = Calendar.Conflict(Rectangle.Id, new TimeWindow(At(2031, 1, 1, 9), At(2031, 1, 1, 9, 10)))!;

        Assert.That((early.Taken.Cause, early.Overlap), Is.EqualTo((SlotCause.OutsideHours, TimeSpan.FromMinutes(10))));
        Assert.That(early.Taken.Window, Is.EqualTo(new TimeWindow(At(2024, 11, 24, 22), At(2024, 11, 25, 6))));
        Assert.That(late.Taken.Cause, Is.EqualTo(SlotCause.OutsideValidity));
    }

    [Test]
    public void A_series_that_is_not_held_gives_no_slot_and_still_tells_the_next()
    {
        var without = Calendar.WithoutSlots();
        var nine = At(2024, 11, 25, 9);

        Assert.That(without.Conflict(Rectangle.Id, new TimeWindow(nine, nine.AddMinutes(10)))!.Taken.Cause, Is.EqualTo(SlotCause.NotHeld));
        Assert.That(without.NextFree([new ZonePassage(Rectangle.Id, TimeSpan.Zero, TimeSpan.FromMinutes(10))], nine), Is.EqualTo(nine));
    }

    [Test]
    public void The_next_departure_enters_when_the_buffer_ends_on_a_whole_minute()
    {
        // In the zone from 2 min 30 s to 8 min after departure: entry at 10:05 is a departure at 10:02:30, told as 10:03.
        var passage = new ZonePassage(Rectangle.Id, TimeSpan.FromSeconds(150), TimeSpan.FromMinutes(8));

        Assert.That(Calendar.NextFree([passage], At(2024, 11, 25, 9, 45)), Is.EqualTo(At(2024, 11, 25, 10, 3)));
        Assert.That(Calendar.NextFree([passage], At(2024, 11, 25, 9, 42)), Is.EqualTo(At(2024, 11, 25, 9, 42)), "out at 09:50");
    }

    [Test]
    public void In_the_evening_the_next_departure_is_of_the_next_morning_and_beyond_the_horizon_there_is_none()
    {
        var passage = new ZonePassage(Rectangle.Id, TimeSpan.Zero, TimeSpan.FromMinutes(30));
        var evening = At(2024, 11, 25, 21, 45);

        Assert.That(Calendar.NextFree([passage], evening), Is.EqualTo(At(2024, 11, 26, 6)));
        Assert.That(new SlotCalendar([Series], Worlds.Assumed(8, "h")).NextFree([passage], evening), Is.Null);
        Assert.That(Calendar.NextFree([passage], At(2031, 1, 2)), Is.Null, "the series has ended");
    }

    [Test]
    public void Free_times_are_what_is_left_between_the_movements_and_within_the_hours() => Assert.That(
        Series.FreeWithin(new TimeWindow(At(2024, 11, 25), At(2024, 11, 26))),
        Is.EqualTo([new TimeWindow(At(2024, 11, 25, 6), At(2024, 11, 25, 9, 50)), new TimeWindow(At(2024, 11, 25, 10, 5), At(2024, 11, 25, 22))]));

    [Test]
    public void A_conflict_is_found_exactly_where_some_minute_of_the_presence_is_taken() =>
        Gen.Select(SeriesDrawn, Passages).Sample((series, passage) =>
        {
            var presence = new TimeWindow(passage.Start.AddSeconds(passage.Entry), passage.Start.AddSeconds(passage.Exit));
            Assert.That(new SlotCalendar([series], TwoDays).Conflict(series.Zone, presence) is null, Is.EqualTo(MinutesOf(presence).All(minute => IsOurs(series, minute))));
        }, iter: 4000);

    [Test]
    public void The_next_departure_is_the_first_minute_that_is_free_minute_by_minute() =>
        Gen.Select(SeriesDrawn, SeriesDrawn, Passages).Sample((first, second, passage) =>
        {
            var other = second with { Zone = Elsewhere.Id };
            var calendar = new SlotCalendar([first, other], TwoDays);
            ZonePassage[] passages =
            [
                new(first.Zone, TimeSpan.FromSeconds(passage.Entry), TimeSpan.FromSeconds(passage.Exit)),
                new(other.Zone, TimeSpan.FromSeconds(passage.Exit), TimeSpan.FromSeconds(passage.Exit + 300)),
                new(Control.Id, TimeSpan.Zero, TimeSpan.FromHours(1)),
            ];

            Assert.That(calendar.NextFree(passages, passage.Start), Is.EqualTo(ByMinutes([first, other], passages, passage.Start)));
        }, iter: 50);

    /// <summary>Every minute of two days, every minute of the presence.</summary>
    private static DateTimeOffset? ByMinutes(SlotSeries[] series, ZonePassage[] passages, DateTimeOffset notBefore)
    {
        var minute = notBefore.Second == 0 ? notBefore : notBefore.AddSeconds(60 - notBefore.Second);
        for (; minute <= notBefore.AddHours(48); minute = minute.AddMinutes(1))
        {
            var departure = minute;
            bool Clear(SlotSeries one, ZonePassage passage) => MinutesOf(new TimeWindow(departure + passage.Entry, departure + passage.Exit)).All(at => IsOurs(one, at));

            if (passages.All(passage => series.Where(one => one.Zone == passage.Zone).All(one => Clear(one, passage))))
            {
                return departure;
            }
        }

        return null;
    }

    /// <summary>The first instant and every whole minute after it: nothing changes between.</summary>
    private static IEnumerable<DateTimeOffset> MinutesOf(TimeWindow window)
    {
        for (var at = window.Start; at < window.End; at = at.AddSeconds(60 - at.Second))
        {
            yield return at;
        }
    }

    /// <summary>The rule by the minutes of a local week, without windows: all that is drawn stands on whole minutes.</summary>
    private static bool IsOurs(SlotSeries series, DateTimeOffset instant)
    {
        var local = instant.ToOffset(Local);
        if (local < series.Validity.Start || local >= series.Validity.End)
        {
            return false;
        }

        var minute = (local.Hour * 60) + local.Minute;
        var (open, close) = ((int)series.Hours.From.TotalMinutes, (int)series.Hours.To.TotalMinutes);
        bool Named(DateTimeOffset day) => series.Hours.Days.Any(named => named == ZoneDay.Any || named.ToString() == day.DayOfWeek.ToString());
        var within = open < close
            ? Named(local) && minute >= open && minute < close
            : (Named(local) && minute >= open) || (Named(local.AddDays(-1)) && minute < close);

        // A movement of yesterday, today or tomorrow.
        bool Near(SlotMovement movement, int days)
        {
            var ahead = movement.At.TotalMinutes + (1440 * days) - minute;
            return Named(local.AddDays(days)) && ahead <= series.BufferBefore.TotalMinutes && ahead > -series.BufferAfter.TotalMinutes;
        }

        return within && !series.Movements.Any(movement => Near(movement, -1) || Near(movement, 0) || Near(movement, 1));
    }
}
