using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling;

public sealed class TimetableTests
{
    private const string Pad = "sites/a/pads/1";

    [Test]
    public void Windows_that_touch_do_not_clash()
    {
        var timetable = Empty().With(Flight("one", 0, 10));
        Assert.That(timetable.FirstClash(Pad, Window(10, 12)), Is.Null);
        Assert.That(timetable.FirstClash(Pad, Window(-5, 0)), Is.Null);
        Assert.That(timetable.FirstClash(Pad, Window(9, 12))!.Value.Flight.Id, Is.EqualTo("one"));
    }

    [Test]
    public void Clashes_and_neighbours_are_those_of_a_plain_list() => Gen.Int[0, 400].Select(Gen.Int[1, 20]).Array[1, 40].Select(Gen.Int[0, 400], Gen.Int[1, 30]).Sample((drawn, start, length) =>
    {
        var kept = new List<(int Start, int End, string Id)>();
        var timetable = Empty();
        foreach (var (at, takes) in drawn)
        {
            var id = $"f{kept.Count}x{at}";
            if (kept.TrueForAll(other => other.End <= at || at + takes <= other.Start))
            {
                kept.Add((at, at + takes, id));
                timetable = timetable.With(Flight(id, at, at + takes));
            }
        }

        var gone = kept[start % kept.Count];
        kept.Remove(gone);
        timetable = timetable.Without(gone.Id);
        var clash = kept.Where(other => other.Start < start + length && start < other.End).OrderBy(other => other.Start).Select(other => other.Id).FirstOrDefault();
        Assert.That(timetable.FirstClash(Pad, Window(start, start + length))?.Flight.Id, Is.EqualTo(clash));
        Assert.That(timetable.LastBefore(Pad, Minute(start))?.Id, Is.EqualTo(kept.Where(other => other.Start < start).OrderByDescending(other => other.Start).Select(other => other.Id).FirstOrDefault()));
        Assert.That(timetable.FirstFrom(Pad, Minute(start))?.Id, Is.EqualTo(kept.Where(other => other.Start >= start).OrderBy(other => other.Start).Select(other => other.Id).FirstOrDefault()));
    });

    private static Timetable Empty() => Timetable.Empty(new FleetRegister([], []));

    private static DateTimeOffset Minute(int minute) => Flights.Nine.AddMinutes(minute);

    private static TimeWindow Window(int start, int end) => new(Minute(start), Minute(end));

    private static ScheduledFlight Flight(string id, int start, int end) => new()
    {
        Id = id,
        Aircraft = new AircraftId("t"),
        Pack = new BatteryPackId("p"),
        Origin = new SiteId("a"),
        Destination = new SiteId("b"),
        Departure = Minute(start),
        Arrival = Minute(end),
        TakeoffCharge = StateOfCharge.Full,
        LandingCharge = StateOfCharge.Full,
        Claims = [new Claim(ClaimKind.Pad, Pad, Window(start, end))],
    };
}
