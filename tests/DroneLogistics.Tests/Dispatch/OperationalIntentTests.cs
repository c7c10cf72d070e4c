using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Tests.Scheduling.Intents;
using DroneLogistics.Tests.Simulation.MonteCarlo;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Two islands, one lane between them: who may fly when another is in the air.</summary>
public sealed class OperationalIntentTests
{
    private static readonly FlightQuestion East = Worlds.Question();

    // The flight the other way has a pad, a tail and a pack of its own: only the air between is common.
    private static readonly FlightQuestion West = East with { Origin = Worlds.East, Destination = Worlds.West };

    private static Timetable Fleet => Timetable.Empty(new FleetRegister(
        [Worlds.Tail("wing-1", Worlds.Wing, Worlds.West), Worlds.Tail("wing-2", Worlds.Wing, Worlds.West), Worlds.Tail("wing-3", Worlds.Wing, Worlds.East)],
        [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West), Worlds.PackOf("pack-2", Worlds.Wing, Worlds.West), Worlds.PackOf("pack-3", Worlds.Wing, Worlds.East)]));

    // Where wind, mass and packs are as uncertain as they are.
    private static readonly World Uncertain = new(
        Worlds.TwoIslands.Sites, Worlds.TwoIslands.Routes, Worlds.TwoIslands.AircraftTypes, Worlds.TwoIslands.FerryTerminals, Worlds.TwoIslands.Coastline, Worlds.Policy, Risks.Shipped, Worlds.TwoIslands.Space, Worlds.TwoIslands.Weather);

    private static Timetable Booked(FlightQuestion question) => Fleet.With(Worlds.Booked("first", Go(Fleet, question)));

    [Test]
    public void The_volumes_of_a_flight_hold_its_way_from_pad_to_pad_as_wide_as_its_navigation()
    {
        var decision = Go(Fleet, East);
        var volumes = decision.Intent!.Volumes;

        // Half of 6 m and 1.96 sigma: 3 + 9.80 beside, 3 + 7.84 below 120 m on cruise and above.
        Assert.That(volumes.Select(volume => volume.HalfWidth.Metres), Is.All.EqualTo(12.80).Within(0.005));
        Assert.That(volumes.Max(volume => volume.High.Metres), Is.EqualTo(130.84).Within(0.005));
        Assert.That(volumes.Min(volume => volume.Low.Metres), Is.EqualTo(5 - 10.84).Within(0.005));
        Assert.That((volumes[0].From, volumes[^1].To), Is.EqualTo((Worlds.West.Position, Worlds.East.Position)));
        Assert.That(volumes.Zip(volumes.Skip(1)).Select(pair => pair.First.To.DistanceTo(pair.Second.From).Metres), Is.All.LessThan(0.01), "no gap");
        Assert.That(volumes.Select(volume => volume.From.DistanceTo(volume.To).Metres), Is.All.LessThan(1000.01));
    }

    [Test]
    public void Its_times_begin_before_the_plan_and_end_after_it_and_grow_along_the_way()
    {
        var decision = CheckFlight.Decide(Uncertain, Fleet, East, Worlds.Now, DecisionPurpose.Schedule);
        var volumes = decision.Intent!.Volumes;
        var off = TimeSpan.FromSeconds(15 * 1.96);

        Assert.That(volumes[0].When.Start, Is.EqualTo(Worlds.Nine - off).Within(TimeSpan.FromMilliseconds(2)));
        Assert.That(volumes[^1].When.End, Is.GreaterThan(decision.Arrival!.Value + off));
        Assert.That(volumes.Select(volume => volume.When.End), Is.Ordered);
        Assert.That(volumes[^2].When.Duration, Is.GreaterThan(volumes[1].When.Duration));
        Assert.That(volumes[^1].When.End, Is.LessThanOrEqualTo(decision.Arrival.Value + Worlds.Policy.Claims.Turnaround));
    }

    [Test]
    public void Nineteen_of_twenty_variations_pass_the_end_of_the_way_within_the_times()
    {
        var decision = CheckFlight.Decide(Uncertain, Fleet, East, Worlds.Now, DecisionPurpose.Schedule);
        var passage = decision.Odds!.Passage!;
        var task = decision.Forecast!.Task;
        var drawn = FlightSampler.Draw(task, packHealthKnown: true, Risks.Shipped, seed: 77, points: 64, replicates: 8);
        var results = new FlightBatchResults(drawn.Count);
        SimulateMany.Run(task, drawn, results);
        var planned = decision.Forecast.BlockSeconds!.Value;
        var inside = Enumerable.Range(0, drawn.Count).Count(row => (results.BlockSeconds[row] - drawn.HoldSeconds[row]) / planned is var share && share >= passage.EarlyRatio - 1e-9 && share <= passage.LateRatio + 1e-9);

        Assert.That((double)inside / drawn.Count, Is.GreaterThanOrEqualTo(0.93));
    }

    [Test]
    public void A_flight_that_would_meet_another_on_the_lane_is_refused_and_told_of_it()
    {
        var refused = Decide(Booked(East), West);

        Assert.That(refused.Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.OperationalIntentConflict]));
        var finding = refused.Findings[0];
        Assert.That((finding.Subject, finding.Unit, finding.Limit), Is.EqualTo(("flights/first", "s", 0.0)));
        Assert.That(finding.Margin, Is.EqualTo(-finding.Actual).And.LessThan(0));
        Assert.That(finding.English, Does.Contain("from west to east that was booked first").And.Contain("m AMSL"));
    }

    [Test]
    public void At_another_altitude_both_fly_at_the_same_time()
    {
        // 2 * 10.84 m of height for both together, and up to 2 m of whole metres.
        var above = Decide(Booked(East), West with { CruiseAltitude = AltitudeAmsl.FromMetres(144) });
        var between = Decide(Booked(East), West with { CruiseAltitude = AltitudeAmsl.FromMetres(140) });

        Assert.That(between.Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.OperationalIntentConflict]));
        Assert.That(above.Findings.Select(finding => finding.Code), Is.EqualTo(above.Verdict == Verdict.Go ? Array.Empty<ReasonCode>() : [ReasonCode.OperationalIntentConflict]));
    }

    [Test]
    public void One_behind_the_other_leaves_the_same_pad_when_the_pad_is_free_again()
    {
        Assert.That(Decide(Booked(East), East with { Departure = Worlds.Nine.AddMinutes(12) }).Verdict, Is.EqualTo(Verdict.Go));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void At_the_shift_that_is_told_the_flight_clears_and_a_second_before_it_does_not(bool later) => Gen.Int[-500, 500].Sample(
        seconds =>
        {
            var timetable = Booked(East with { Departure = Worlds.Nine.AddHours(2) });
            var asked = West with { Departure = Worlds.Nine.AddHours(2).AddSeconds(seconds) };
            if (Decide(timetable, asked) is { Verdict: Verdict.NoGo } refused && refused.Findings.Any(finding => finding.Code == ReasonCode.OperationalIntentConflict))
            {
                var intent = Go(Fleet, asked).Intent!;
                var shift = IntentConflict.ShiftThatClears(intent, timetable.Airspace, later) * (later ? 1 : -1);
                var before = shift - TimeSpan.FromSeconds(later ? 1 : -1);
                Assert.That(Conflicts(timetable, asked, shift), Is.False, $"{seconds}: {shift}");
                Assert.That(Conflicts(timetable, asked, before), Is.True, $"{seconds}: {before}");
            }
        },
        iter: 25);

    [Test]
    public void Its_remedies_are_a_departure_and_an_altitude_and_each_is_go()
    {
        var timetable = Booked(East with { Departure = Worlds.Nine.AddHours(2) });
        var refused = Decide(timetable, West with { Departure = Worlds.Nine.AddHours(2) });
        var answer = RemedySearch.For(Worlds.TwoIslands, timetable, refused);

        Assert.That(answer.Remedies.Select(remedy => remedy.Changes.Single().Dimension), Is.SupersetOf([RemedyDimension.Departure, RemedyDimension.CruiseAltitude]));
        Assert.That(answer.Remedies.Select(remedy => remedy.Decision.Verdict), Is.All.EqualTo(Verdict.Go));
    }

    [Test]
    public void No_two_flights_of_a_day_come_together_by_a_slow_checker_and_each_holds_what_it_flies_through() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 120], Gen.Int[0, 4]).Array[2, 10].Sample(
            asked =>
            {
                var timetable = Timetable.Empty(new FleetRegister(
                    Enumerable.Range(0, 10).SelectMany(i => new[] { Worlds.Tail($"w{i}", Worlds.Wing, Worlds.West), Worlds.Tail($"e{i}", Worlds.Wing, Worlds.East) }),
                    Enumerable.Range(0, 10).SelectMany(i => new[] { Worlds.PackOf($"w{i}", Worlds.Wing, Worlds.West), Worlds.PackOf($"e{i}", Worlds.Wing, Worlds.East) })));
                foreach (var (eastward, minutes, level) in asked)
                {
                    var question = (eastward ? East : West) with { Departure = Worlds.Nine.AddMinutes(minutes), CruiseAltitude = AltitudeAmsl.FromMetres(100 + (12 * level)) };
                    var decision = Decide(timetable, question);
                    timetable = decision.Verdict == Verdict.Go ? timetable.With(Worlds.Booked($"f{timetable.Flights.Count()}", decision)) : timetable;
                }

                var flights = timetable.Flights.ToList();
                foreach (var (one, other) in flights.SelectMany((one, i) => flights.Skip(i + 1).Select(other => (one, other))))
                {
                    foreach (var (mine, theirs) in one.Intent.SelectMany(mine => other.Intent.Select(theirs => (mine, theirs))))
                    {
                        var together = mine.When.Start < theirs.When.End && theirs.When.Start < mine.When.End
                            && mine.Low.Metres <= theirs.High.Metres && theirs.Low.Metres <= mine.High.Metres;
                        Assert.That(together && SlowSeparation.Apart(mine, theirs) <= mine.HalfWidth.Metres + theirs.HalfWidth.Metres, Is.False, $"{one.Id} and {other.Id}");
                    }
                }
            },
            iter: 15);

    private static bool Conflicts(Timetable timetable, FlightQuestion asked, TimeSpan shift) =>
        Decide(timetable, asked with { Departure = asked.Departure + shift }).Findings.Any(finding => finding.Code == ReasonCode.OperationalIntentConflict);

    private static Decision Go(Timetable timetable, FlightQuestion question)
    {
        var decision = Decide(timetable, question);
        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go), string.Join(' ', decision.Findings.Select(finding => finding.English)));
        return decision;
    }

    private static Decision Decide(Timetable timetable, FlightQuestion question) =>
        CheckFlight.Decide(Worlds.TwoIslands, timetable, question, Worlds.Now, DecisionPurpose.Schedule);
}
