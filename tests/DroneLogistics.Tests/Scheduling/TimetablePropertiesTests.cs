using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling;

public sealed class TimetablePropertiesTests
{
    private const string Resource = "aircraft/wing-1";

    private static readonly DateTimeOffset Zero = Worlds.Nine;

    private static readonly Timetable Empty = Timetable.Empty(new FleetRegister([Worlds.Tail("wing-1", Worlds.Wing, Worlds.West)], []));

    /// <summary>Flights of one tail one after another: gaps of 0 to 4 minutes, claims of 3 to 9, block-off one or two minutes into each.</summary>
    private static readonly Gen<ScheduledFlight[]> Days =
        Gen.Select(Gen.Int[0, 4], Gen.Int[3, 9], Gen.Int[1, 2]).Array[0, 12].Select(pieces =>
        {
            var flights = new List<ScheduledFlight>();
            var at = 0;
            foreach (var (gap, length, preparation) in pieces)
            {
                flights.Add(Flight($"f{flights.Count}", at + gap, at + gap + length, preparation));
                at += gap + length;
            }

            return flights.ToArray();
        });

    private static readonly Gen<TimeWindow> Windows = Gen.Select(Gen.Int[0, 100], Gen.Int[1, 20], (start, length) => Window(start, start + length));

    private static readonly Gen<int> Minutes = Gen.Int[-1, 110];

    [Test]
    public void It_answers_as_a_plain_list_of_flights_would() =>
        Gen.Select(Days.SelectMany(Gen.Shuffle), Windows, Minutes).Sample((flights, window, minute) =>
            AssertAnswersAs(flights, flights.Aggregate(Empty, (timetable, flight) => timetable.With(flight)), window, minute));

    [Test]
    public void A_flight_that_is_taken_out_leaves_no_trace() =>
        Gen.Select(Days.SelectMany(Gen.Shuffle), Gen.Int[0, 11], Windows, Minutes).Sample((flights, out_, window, minute) =>
        {
            var full = flights.Aggregate(Empty, (timetable, flight) => timetable.With(flight));
            var without = full.Without($"f{out_}");

            AssertAnswersAs([.. flights.Where(flight => flight.Id != $"f{out_}")], without, window, minute);
            AssertAnswersAs(flights, full, window, minute);
        });

    [Test]
    public void Taking_out_a_flight_that_is_not_in_it_gives_the_same_timetable()
    {
        Assert.That(Empty.Without("nobody"), Is.SameAs(Empty));
    }

    [Test]
    public void A_flight_id_twice_is_a_programmers_error()
    {
        var timetable = Empty.With(Flight("f1", 0, 5, 1));

        Assert.That(() => timetable.With(Flight("f1", 10, 15, 1)), Throws.ArgumentException);
    }

    [TestCase(9, 11, false)]
    [TestCase(19, 21, false)]
    [TestCase(12, 13, false)]
    [TestCase(5, 30, false)]
    [TestCase(5, 10, true)]
    [TestCase(20, 25, true)]
    public void A_flight_that_claims_what_another_holds_is_refused_and_one_that_touches_it_is_not(int start, int end, bool touches)
    {
        var timetable = Empty.With(Flight("f1", 10, 20, 0));

        if (touches)
        {
            Assert.That(timetable.With(Flight("f2", start, end, 0)).Flights.Count(), Is.EqualTo(2));
        }
        else
        {
            Assert.That(() => timetable.With(Flight("f2", start, end, 0)), Throws.TypeOf<ClaimClashException>().With.Message.Contains("f1").And.Message.Contains(Resource));
        }
    }

    [Test]
    public void A_flight_whose_own_claims_overlap_is_refused()
    {
        var flight = Flight("f1", 10, 20, 0);

        Assert.That(() => Empty.With(flight with { Claims = [.. flight.Claims, new Claim(ClaimKind.Aircraft, Resource, Window(19, 25))] }), Throws.TypeOf<ClaimClashException>());
    }

    [Test]
    public void Of_random_flights_exactly_those_are_taken_in_that_clash_with_none_before_them() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 15]).Array[0, 12].Sample(windows =>
        {
            var (timetable, taken) = (Empty, new List<(int Start, int End)>());
            for (var i = 0; i < windows.Length; i++)
            {
                var (start, end) = (windows[i].Item1, windows[i].Item1 + windows[i].Item2);
                if (taken.Any(held => start < held.End && held.Start < end))
                {
                    Assert.That(() => timetable.With(Flight($"f{i}", start, end, 0)), Throws.TypeOf<ClaimClashException>());
                }
                else
                {
                    timetable = timetable.With(Flight($"f{i}", start, end, 0));
                    taken.Add((start, end));
                }
            }

            Assert.That(timetable.Flights.Count(), Is.EqualTo(taken.Count));
        });

    [Test]
    public void Landings_are_told_by_site_and_arrival() =>
        Days.SelectMany(Gen.Shuffle).Sample(flights =>
        {
            var timetable = flights.Aggregate(Empty, (sum, flight) => sum.With(flight));

            Assert.That(timetable.LandingsAt(Worlds.East.Id).Select(flight => flight.Id), Is.EqualTo(flights.OrderBy(flight => flight.Arrival).Select(flight => flight.Id)));
            Assert.That(timetable.Without("f0").LandingsAt(Worlds.East.Id).Select(flight => flight.Id), Does.Not.Contain("f0"));
            Assert.That(timetable.LandingsAt(Worlds.West.Id), Is.Empty);
        });

    [Test]
    public void Claims_that_touch_do_not_clash_and_a_microsecond_more_does()
    {
        var timetable = Empty.With(Flight("f1", 10, 20, 1));

        Assert.That(timetable.FirstClash(Resource, Window(5, 10)), Is.Null);
        Assert.That(timetable.FirstClash(Resource, Window(20, 25)), Is.Null);
        Assert.That(timetable.FirstClash(Resource, new TimeWindow(Zero.AddMinutes(5), Zero.AddMinutes(10).AddMicroseconds(1)))?.Flight.Id, Is.EqualTo("f1"));
        Assert.That(timetable.FirstClash(Resource, new TimeWindow(Zero.AddMinutes(20).AddMicroseconds(-1), Zero.AddMinutes(25)))?.Flight.Id, Is.EqualTo("f1"));
        Assert.That(timetable.FirstClash("aircraft/another", Window(10, 20)), Is.Null);
    }

    [Test]
    public void A_tail_stands_at_home_until_its_first_flight_and_then_where_that_leads()
    {
        var tail = Empty.Fleet.Aircraft[0];
        var timetable = Empty.With(Worlds.Flown("f1", "wing-1", "pack-1", Worlds.West, Worlds.East, Zero.AddMinutes(10), Zero.AddMinutes(20)));

        Assert.That(timetable.SiteOf(tail, Zero.AddMinutes(10)), Is.EqualTo(Worlds.West.Id), "at the instant of departure");
        Assert.That(timetable.SiteOf(tail, Zero.AddMinutes(10).AddMicroseconds(1)), Is.EqualTo(Worlds.East.Id), "on the way it lands in the east next");
        Assert.That(timetable.SiteOf(tail, Zero.AddDays(1)), Is.EqualTo(Worlds.East.Id));
    }

    [Test]
    public void Another_fleet_keeps_the_flights()
    {
        var timetable = Empty.With(Flight("f1", 0, 5, 1)).WithFleet(new FleetRegister([], []));

        Assert.That(timetable.Flights.Select(flight => flight.Id), Is.EqualTo(["f1"]));
        Assert.That(timetable.Fleet.Aircraft, Is.Empty);
    }

    private static void AssertAnswersAs(ScheduledFlight[] flights, Timetable timetable, TimeWindow window, int minute)
    {
        var instant = Zero.AddMinutes(minute);
        var clash = flights.Where(flight => flight.Claims[0].Window.Overlaps(window)).MinBy(flight => flight.Departure);
        var last = flights.Where(flight => flight.Departure < instant).MaxBy(flight => flight.Departure);
        var first = flights.Where(flight => flight.Departure >= instant).MinBy(flight => flight.Departure);

        Assert.That(timetable.FirstClash(Resource, window)?.Flight.Id, Is.EqualTo(clash?.Id));
        Assert.That(timetable.FirstClash(Resource, window)?.Window, Is.EqualTo(clash?.Claims[0].Window));
        Assert.That(timetable.LastBefore(Resource, instant)?.Id, Is.EqualTo(last?.Id));
        Assert.That(timetable.FirstFrom(Resource, instant)?.Id, Is.EqualTo(first?.Id));
        Assert.That(timetable.Flights.Select(flight => flight.Id), Is.EquivalentTo(flights.Select(flight => flight.Id)));
    }

    private static ScheduledFlight Flight(string id, int start, int end, int preparation) =>
        Worlds.Flown(id, "wing-1", "pack-1", Worlds.West, Worlds.East, Zero.AddMinutes(start + preparation), Zero.AddMinutes(end - 1)) with
        {
            Claims = [new Claim(ClaimKind.Aircraft, Resource, Window(start, end))],
        };

    private static TimeWindow Window(int start, int end) => new(Zero.AddMinutes(start), Zero.AddMinutes(end));
}
