using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Slots;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Authorizations.Permits;

namespace DroneLogistics.Tests.Dispatch;

public sealed class SlotFindingsTests
{
    private static readonly SlotCalendar Slots = ShippedPermits.Slots;

    [Test]
    public void The_first_flight_leaves_between_the_airliners() => Assert.That(Of(Slots, 9, 0), Is.Empty);

    [Test]
    public void A_flight_in_the_time_of_an_arrival_is_refused_with_the_next_free_departure()
    {
        // The shipped arrival at 10:35 with 10 min on either side takes 10:25 to 10:45, the departure at 11:15 11:05 to 11:25.
        var finding = Of(Slots, 10, 20).Single();

        Assert.That((finding.Code, finding.Actual, finding.Margin, finding.Unit), Is.EqualTo((ReasonCode.AirspaceSlotConflict, 420.0, -420.0, "s")));
        Assert.That(finding.Subject, Is.EqualTo("slots/putuoshan-stagger-demonstration"));
        Assert.That(finding.When, Is.EqualTo(new TimeWindow(At(2024, 11, 25, 10, 25), At(2024, 11, 25, 10, 45))));
        Assert.That(finding.English, Does.StartWith("In Zhoushan Putuoshan Airport (ZSZS), clearance protection area 10:20 to 10:32 local time; an arrival at 10:35 takes it 10:25 to 10:45 (Staggering against airliners at Zhoushan Putuoshan Airport): 7.0 min of overlap."));
        Assert.That(finding.English, Does.EndWith("The next free slot is for a departure at 10:45."));
        Assert.That(finding.Chinese, Does.StartWith("重叠 7.0 分钟;").And.EndsWith("下一可用时隙:10:45 起飞。"));
    }

    [Test]
    public void Late_in_the_evening_the_next_free_departure_is_of_the_next_day() =>
        Assert.That(Of(Slots, 21, 55).Single().English, Does.EndWith("The next free slot is for a departure at 2024-11-26 06:00."));

    [Test]
    public void Without_slots_the_finding_says_so_and_names_the_next_free_one()
    {
        var finding = Of(Slots.WithoutSlots(), 9, 0).Single();

        Assert.That(finding.English, Does.Contain("no slot is held").And.EndsWith("The next free slot is for a departure at 09:00."));
        Assert.That(finding.Actual, Is.EqualTo(720));
    }

    /// <summary>A departure in local time that is in the clearance area for its first 12 minutes.</summary>
    private static IReadOnlyList<Finding> Of(SlotCalendar slots, int hour, int minute)
    {
        var departure = At(2024, 11, 25, hour, minute);
        var zone = ShippedAirspace.ZonesByRule.Find(slots.Series.Single().Zone)!;
        return [.. SlotFindings.Of(
            Worlds.Question() with { Departure = departure },
            [new ZonePresence(zone, new TimeWindow(departure, departure.AddMinutes(12)), new LatLon(29.985, 122.308))],
            slots,
            Local)];
    }
}
