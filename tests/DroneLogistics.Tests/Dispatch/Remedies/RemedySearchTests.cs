using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Remedies;

/// <summary>What is offered for a refused flight, on the shipped network. Every remedy is decided again from its question alone.</summary>
public sealed class RemedySearchTests
{
    // Asked again in every run of the tests; ten thousand by `bench remedies`.
    private const int LeastOffered = 500;
    private const int MostRounds = 60;

    [Test]
    public void Too_much_on_board_is_taken_off_down_to_the_limit_and_no_further()
    {
        var remedy = Only(Flights.Question(payloadKilograms: 23.4), RemedyDimension.Payload);

        Assert.That(remedy.Question.Payload.Kilograms, Is.EqualTo(20).Within(1e-9));
        Assert.That(remedy.Changes, Has.Count.EqualTo(1));
        Assert.That((remedy.Changes[0].Asked, remedy.Changes[0].Offered, remedy.Changes[0].Unit), Is.EqualTo((23.4, 20.0, "kg")));
        Assert.That(remedy.Changes[0].English, Is.EqualTo("Carry 20 kg, 3.4 kg less."));
        Assert.That(Decide(remedy.Weaker!).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void In_the_time_of_an_airliner_the_flight_leaves_as_soon_as_that_is_past_or_just_before_it()
    {
        // An airliner at 10:35 local time: the flight would be in the clearance area then.
        var question = Flights.Question() with { Departure = Flights.Nine.AddMinutes(93) };
        var remedy = Only(question, RemedyDimension.Departure);
        var shift = remedy.Question.Departure - question.Departure;

        Assert.That(Refused(question).Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AirspaceSlotConflict]));
        Assert.That(shift.Duration(), Is.LessThan(TimeSpan.FromMinutes(30)));
        Assert.That(Decide(question with { Departure = question.Departure + (shift * 0.99) }).Verdict, Is.EqualTo(Verdict.NoGo), "one in a hundred less does not help");
        Assert.That(Decide(remedy.Weaker!).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void The_straight_line_over_the_islands_is_left_for_the_best_route()
    {
        var remedy = Only(Flights.Question() with { Route = RouteChoice.Direct }, RemedyDimension.Route);

        Assert.That(remedy.Question.Route, Is.EqualTo(RouteChoice.Planned));
        Assert.That(remedy.Weaker, Is.Null, "it has no size");
    }

    [Test]
    public void A_tail_that_stands_elsewhere_is_left_open()
    {
        var elsewhere = ShippedData.World.AssumedFleet().Aircraft.First(tail => tail.Type.Text == "fz90" && tail.HomeSite != "putuo");
        var remedy = Only(Flights.Question() with { Aircraft = elsewhere.Id }, RemedyDimension.Fleet);

        Assert.That((remedy.Question.Aircraft, remedy.Question.Pack), Is.EqualTo(((AircraftId?)null, (BatteryPackId?)null)));
    }

    [Test]
    public void Too_low_over_masts_the_flight_goes_higher_by_the_least_that_helps()
    {
        var question = Flights.Question() with { CruiseAltitude = AltitudeAmsl.FromMetres(95) };
        var remedy = Only(question, RemedyDimension.CruiseAltitude);
        var higher = remedy.Question.CruiseAltitude!.Value.Metres;

        Assert.That(higher, Is.InRange(96, 130));
        Assert.That(Decide(question with { CruiseAltitude = AltitudeAmsl.FromMetres(higher - 1) }).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void An_arrival_that_no_airspeed_meets_is_given_up_for_an_airspeed_or_another_departure()
    {
        var question = Flights.Question() with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = Flights.Nine.AddMinutes(12) };
        var answer = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), Refused(question));

        AssertProven(answer);
        Assert.That(answer.Remedies.Select(remedy => remedy.Changes[0].Dimension), Does.Contain(RemedyDimension.CruiseAirspeed).And.Contain(RemedyDimension.Departure));
    }

    // As slowly as it must fly to arrive so late, half of its variations do not end as planned.
    [Test]
    public void A_flight_that_would_have_to_dawdle_to_its_arrival_leaves_later_and_flies_faster()
    {
        var question = Flights.Question("fz90", "dingzuimen", "gaoting", 5.8, Worlds.WindFrom(68, 0.6)) with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = Flights.Nine.AddMinutes(93) };
        var remedy = Only(question, RemedyDimension.Departure);

        Assert.That(Refused(question).Findings.Select(finding => finding.Code), Is.EquivalentTo([ReasonCode.TimeWindowMissed, ReasonCode.CompletionProbabilityBelowPolicy]));
        Assert.That(remedy.Decision.Arrival, Is.EqualTo(question.ArriveAt));
        Assert.That(Decide(remedy.Weaker!).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    // In one wind the flight is the same whenever it leaves; the sites beside it are not.
    [Test]
    public void While_every_site_where_it_could_land_instead_is_closed_the_flight_waits_until_one_opens()
    {
        var shut = new TimeWindow(Flights.Nine.AddHours(-3), Flights.Nine.AddMinutes(100));
        var ends = (string[])["putuo", "liuheng"];
        var closed = ShippedData.World.Sites.All.Where(site => !ends.Contains(site.Id.Text)).Select(site => new Closure(new ClosureId($"shut-{site.Id}"), new SiteClosed(site.Id), ClosureCause.Weather, string.Empty, shut));
        var timetable = Flights.AssumedTimetable().WithClosures(new ClosureRegister(1, [.. closed], []));
        Decision Asked(FlightQuestion flight) => CheckFlight.Decide(ShippedData.World, timetable, flight, Flights.Now, DecisionPurpose.Check);

        // Back to Putuo the charge does not last.
        var refused = Asked(Flights.Question() with { TakeoffCharge = new StateOfCharge(0.8) });
        var later = RemedySearch.For(ShippedData.World, timetable, refused).Remedies.Single(remedy => remedy.Changes is [{ Dimension: RemedyDimension.Departure }]);

        Assert.That(refused.Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AlternateUnreachable]));
        Assert.That(later.Decision.Alternate!.Flight.BlockSeconds, Is.GreaterThan(0));
        Assert.That(later.Question.Departure, Is.InRange(Flights.Nine.AddMinutes(60), Flights.Nine.AddMinutes(100)));
        Assert.That((Asked(later.Question).Verdict, Asked(later.Question with { Departure = later.Question.Departure.AddMinutes(-1) }).Verdict), Is.EqualTo((Verdict.Go, Verdict.NoGo)));
    }

    [Test]
    public void Two_faults_that_no_single_change_mends_are_mended_by_a_pair()
    {
        var question = Flights.Question(payloadKilograms: 23) with { Departure = Flights.Nine.AddMinutes(93) };
        var answer = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), Refused(question));

        AssertProven(answer);
        Assert.That(answer.Remedies, Has.Count.EqualTo(1));
        Assert.That(answer.Remedies[0].Changes.Select(change => change.Dimension), Is.EquivalentTo([RemedyDimension.Payload, RemedyDimension.Departure]));
    }

    [Test]
    public void Where_nothing_helps_it_is_said_and_why()
    {
        var withoutApprovals = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), Refused(Flights.Question() with { WithoutApprovals = true }));
        var nowhere = RemedySearch.For(ShippedData.World, timetable: null, CheckFlight.Decide(ShippedData.World, null, Flights.Question(), Flights.Now, DecisionPurpose.Check));

        Assert.That(withoutApprovals.Remedies, Is.Empty);
        Assert.That(withoutApprovals.WhyNone!.Value.English, Does.Contain("what to apply for"));
        Assert.That(nowhere.Remedies, Is.Empty);
        Assert.That(nowhere.WhyNone!.Value.English, Does.Contain("pad").And.Contain("not known"));
    }

    [Test]
    public void A_flight_that_is_go_needs_no_remedy() =>
        Assert.That(RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), Decide(Flights.Question())), Is.SameAs(RemedyAnswer.NotNeeded));

    [Test]
    public void Where_only_the_legs_are_approved_the_flight_lands_on_the_way()
    {
        var question = Flights.Question("fz90", "miaozihu", "liuheng", payloadKilograms: 8) with { Departure = Flights.Nine.AddHours(4) };
        var refused = Refused(question);
        var remedy = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), refused).Remedies.Single(one => one.Changes[0].Dimension == RemedyDimension.Stop);

        Assert.That(refused.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.AuthorizationMissing));
        Assert.That(remedy.Changes[0].English, Is.EqualTo("Land at Putuo public drone port on the way for a fresh pack."));
        Assert.That(remedy.Legs.Select(leg => (leg.Question.Origin.Id.Text, leg.Question.Destination.Id.Text, leg.Verdict)), Is.EqualTo([("miaozihu", "putuo", Verdict.Go), ("putuo", "liuheng", Verdict.Go)]));
        Assert.That(remedy.Legs[1].Question.Departure, Is.EqualTo(remedy.Legs[0].Arrival!.Value + ShippedData.World.Policy.Claims.Turnaround));
        Assert.That(Decide(remedy.Question).Verdict, Is.EqualTo(Verdict.Go), "the request is the first leg");
    }

    [Test]
    public void Less_contingency_is_offered_where_the_policy_lets_it_be_chosen_and_the_answer_says_so()
    {
        var (refusal, go) = (0.0, 1.0);
        while (go - refusal > 1e-6)
        {
            var middle = 0.5 * (refusal + go);
            (refusal, go) = On(middle).Verdict == Verdict.Go ? (refusal, middle) : (middle, go);
        }

        var shortOfIt = On(go - (0.01 * (go - On(go).Forecast!.LandingCharge!.Value.Ratio)));
        var remedy = RemedySearch.For(Worlds.TwoIslands, Worlds.WestFleet(), shortOfIt).Remedies.Single(one => one.Changes[0].Dimension == RemedyDimension.ReservePolicy);

        Assert.That(shortOfIt.Findings.Select(finding => finding.Check), Is.EqualTo(["energy-reserve"]));
        Assert.That(remedy.Changes[0].Offered, Is.InRange(0.03, 0.0499));
        Assert.That(remedy.Decision.Advisories.Select(advisory => advisory.Code), Does.Contain(ReasonCode.ContingencyReduced));

        static Decision On(double charge) =>
            CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), Worlds.Question() with { TakeoffCharge = new StateOfCharge(charge) }, Worlds.Now, DecisionPurpose.Check);
    }

    [Test]
    public void Above_the_height_that_is_permitted_no_altitude_is_looked_for_and_below_it_one_is_found()
    {
        var remedy = Only(Flights.Question() with { CruiseAltitude = AltitudeAmsl.FromMetres(150) }, RemedyDimension.CruiseAltitude);

        Assert.That(remedy.Question.CruiseAltitude!.Value.Metres, Is.InRange(100, 121));
        Assert.That(Decide(remedy.Weaker!).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void For_each_reason_what_is_offered_is_go_and_the_smallest_and_no_dimension_is_missing()
    {
        var refusals = new DrawnRefusals(ShippedData.World);
        var (random, table) = (new Random(911), new RemedyTable(ShippedData.World));
        for (var round = 0; table.Offered < LeastOffered && round < MostRounds; round++)
        {
            foreach (var reason in refusals.Reasons)
            {
                if (refusals.Draw(reason, random) is { } refusal)
                {
                    // The plain search takes half a second: of the first round alone.
                    var answer = RemedySearch.For(ShippedData.World, refusal.Timetable, refusal.Decision);
                    table.Add(refusal, answer, round == 0 && table.Refused % 4 == 0 ? PlainRemedies.Of(ShippedData.World, refusal.Timetable, refusal.Decision) : null);
                }
            }
        }

        foreach (var line in table.Lines())
        {
            TestContext.Out.WriteLine(line);
        }

        Assert.That(table.Refused, Is.GreaterThan(25), "most reasons come up");
        Assert.That(table.Offered, Is.GreaterThanOrEqualTo(LeastOffered));
        Assert.That(table.Failed, Is.Zero);
        Assert.That(table.TooLarge, Is.Empty);
        Assert.That(table.Missing, Is.Empty);
    }

    /// <summary>The full number is `bench remedies`: these keep the claim true on every change.</summary>
    [Test]
    public void Every_remedy_of_random_refusals_is_go_when_it_is_asked()
    {
        var random = new Random(505);
        var (refused, helped) = (0, 0);
        while (refused < 8)
        {
            var (from, to) = random.Next(2) == 0 ? ("putuo", "liuheng") : ("liuheng", "putuo");
            var question = Flights.Question(from: from, to: to, payloadKilograms: Math.Round(random.NextDouble() * 24, 1), wind: new Wind(Bearing.FromDegrees(random.Next(360)), Speed.FromMetresPerSecond(random.NextDouble() * 12), null)) with
            {
                Departure = Flights.Nine.AddMinutes(random.Next(-60, 600)),
                CruiseAltitude = random.Next(3) == 0 ? AltitudeAmsl.FromMetres(random.Next(80, 140)) : null,
            };
            var decision = Decide(question);
            if (decision.Verdict == Verdict.Go)
            {
                continue;
            }

            refused++;
            var answer = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), decision);
            AssertProven(answer);
            helped += answer.Remedies.Count > 0 ? 1 : 0;
        }

        TestContext.Out.WriteLine($"seed 505: {helped} of {refused} refusals have a remedy");
        Assert.That(helped, Is.GreaterThan(3));
    }

    private static void AssertProven(RemedyAnswer answer)
    {
        Assert.That(answer.WhyNone is null, Is.EqualTo(answer.Remedies.Count > 0));
        foreach (var remedy in answer.Remedies)
        {
            Assert.That(Decide(remedy.Question).Verdict, Is.EqualTo(Verdict.Go), string.Join(' ', remedy.Changes.Select(change => change.English)));
            Assert.That(remedy.Changes.Select(change => change.Chinese), Has.None.Empty);
        }
    }

    private static Remedy Only(FlightQuestion question, RemedyDimension dimension)
    {
        var answer = RemedySearch.For(ShippedData.World, Flights.AssumedTimetable(), Refused(question));
        AssertProven(answer);
        return answer.Remedies.Single(remedy => remedy.Changes is [var change] && change.Dimension == dimension);
    }

    private static Decision Refused(FlightQuestion question)
    {
        var decision = Decide(question);
        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        return decision;
    }

    private static Decision Decide(FlightQuestion question) => CheckFlight.Decide(ShippedData.World, Flights.AssumedTimetable(), question, Flights.Now, DecisionPurpose.Check);
}
