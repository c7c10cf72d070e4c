using DroneLogistics.Airspace.National;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.National;

/// <summary>By when a flight is applied for, decided and reported, by the clock of Shanghai.</summary>
public sealed class ApplicationClockTests
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private static readonly ApplicationTimes Times = new(TimeSpan.FromHours(12), TimeSpan.FromHours(21), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    // The day before is that of Shanghai: 00:30 there is 16:30 of the day before in UTC.
    [TestCase("2024-11-25T09:00", "2024-11-24T12:00", "2024-11-24T21:00", "2024-11-25T08:00")]
    [TestCase("2024-11-25T15:00", "2024-11-24T12:00", "2024-11-24T21:00", "2024-11-25T14:00")]
    [TestCase("2024-11-25T00:30", "2024-11-24T12:00", "2024-11-24T21:00", "2024-11-24T23:30")]
    [TestCase("2024-11-25T23:59", "2024-11-24T12:00", "2024-11-24T21:00", "2024-11-25T22:59")]
    public void A_flight_on_its_own_is_applied_for_by_noon_of_the_day_before_decided_by_nine_and_reported_an_hour_before(string departure, string apply, string decide, string report) =>
        Assert.That(
            ApplicationClock.For(ApplicationCase.Ordinary, Times, At(departure), Shanghai),
            Is.EqualTo(new ApplicationClock(ApplicationCase.Ordinary, At(apply), At(decide), At(report))));

    [Test]
    public void An_urgent_flight_is_applied_for_30_minutes_before_and_decided_10_minutes_before() =>
        Assert.That(
            ApplicationClock.For(ApplicationCase.Urgent, Times, At("2024-11-25T09:00"), Shanghai),
            Is.EqualTo(new ApplicationClock(ApplicationCase.Urgent, At("2024-11-25T08:30"), At("2024-11-25T08:50"), At("2024-11-25T08:50"))));

    [Test]
    public void Under_a_long_term_approval_the_plan_of_the_day_is_filed_by_noon_of_the_day_before_and_nothing_is_left_to_decide() =>
        Assert.That(
            ApplicationClock.For(ApplicationCase.LongTerm, Times, At("2024-11-25T09:00"), Shanghai),
            Is.EqualTo(new ApplicationClock(ApplicationCase.LongTerm, At("2024-11-24T12:00"), null, At("2024-11-25T08:00"))));

    [Test]
    public void At_noon_it_is_in_time_and_a_microsecond_later_too_late()
    {
        var clock = ApplicationClock.For(ApplicationCase.Ordinary, Times, At("2024-11-25T15:00"), Shanghai);
        Assert.That((clock.IsTooLate(clock.ApplyBy), clock.IsTooLate(clock.ApplyBy.AddMicroseconds(1))), Is.EqualTo((false, true)));

        // Not a number of hours: 27 hours ahead is in time and 36 are not needed.
        Assert.That(clock.IsTooLate(At("2024-11-25T15:00").AddHours(-27)), Is.False);
    }

    [TestCase(ApplicationCase.Urgent)]
    [TestCase(ApplicationCase.LongTerm)]
    public void An_urgent_flight_and_one_under_a_long_term_approval_are_never_too_late_but_late_they_can_be(ApplicationCase rule)
    {
        var clock = ApplicationClock.For(rule, Times, At("2024-11-25T09:00"), Shanghai);
        var last = At("2024-11-25T08:59");
        Assert.That((clock.IsTooLate(last), clock.IsLate(last), clock.IsLate(clock.ApplyBy)), Is.EqualTo((false, true, false)));
    }

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Shanghai);
}
