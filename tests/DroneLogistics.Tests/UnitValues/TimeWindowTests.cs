using CsCheck;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.UnitValues;

public sealed class TimeWindowTests
{
    private static readonly DateTimeOffset Zero = Worlds.Nine;

    private static readonly Gen<TimeWindow> Windows = Gen.Select(Gen.Int[0, 20], Gen.Int[1, 10], (start, length) => Minutes(start, start + length));

    [Test]
    public void Windows_that_touch_do_not_overlap_and_a_tick_more_does()
    {
        var first = Minutes(0, 10);

        Assert.That(first.Overlaps(Minutes(10, 20)), Is.False);
        Assert.That(Minutes(10, 20).Overlaps(first), Is.False);
        Assert.That(first.Overlaps(new TimeWindow(Zero.AddMinutes(10).AddTicks(-1), Zero.AddMinutes(20))), Is.True);
    }

    [Test]
    public void A_window_contains_its_start_and_not_its_end()
    {
        Assert.That(Minutes(0, 10).Contains(Zero), Is.True);
        Assert.That(Minutes(0, 10).Contains(Zero.AddMinutes(10)), Is.False);
    }

    [Test]
    public void A_window_without_duration_is_a_programmers_error()
    {
        Assert.That(() => Minutes(10, 10), Throws.ArgumentException);
        Assert.That(() => Minutes(10, 9), Throws.ArgumentException);
    }

    [Test]
    public void The_overlap_is_the_number_of_minutes_that_both_contain() =>
        Gen.Select(Windows, Windows).Sample((a, b) =>
        {
            var both = Enumerable.Range(0, 31).Count(minute => a.Contains(Zero.AddMinutes(minute)) && b.Contains(Zero.AddMinutes(minute)));

            Assert.That(a.OverlapWith(b), Is.EqualTo(TimeSpan.FromMinutes(both)));
            Assert.That(b.OverlapWith(a), Is.EqualTo(a.OverlapWith(b)));
            Assert.That(a.Overlaps(b), Is.EqualTo(both > 0));
        });

    [Test]
    public void Rounding_to_microseconds_never_shortens_a_claim() =>
        Gen.Long[0, TimeSpan.TicksPerSecond].Sample(ticks =>
        {
            var instant = Zero.AddTicks(ticks);
            var (floor, ceiling) = (instant.FloorToMicrosecond(), instant.CeilingToMicrosecond());

            Assert.That(floor, Is.LessThanOrEqualTo(instant));
            Assert.That(ceiling, Is.GreaterThanOrEqualTo(instant));
            Assert.That(ceiling - floor, Is.LessThanOrEqualTo(TimeSpan.FromMicroseconds(1)));
            Assert.That((floor.Ticks % TimeSpan.TicksPerMicrosecond) + (ceiling.Ticks % TimeSpan.TicksPerMicrosecond), Is.Zero);
        });

    [TestCase(0.0, 0)]
    [TestCase(1.0, 1_000_000)]
    [TestCase(1.0000001, 1_000_001)]
    [TestCase(1.2345678, 1_234_568)]
    public void Seconds_become_a_duration_rounded_up_to_the_microsecond(double seconds, long microseconds)
    {
        Assert.That(Instants.FromSecondsCeiling(seconds), Is.EqualTo(TimeSpan.FromMicroseconds(microseconds)));
    }

    private static TimeWindow Minutes(int start, int end) => new(Zero.AddMinutes(start), Zero.AddMinutes(end));
}
