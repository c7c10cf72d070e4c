using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class CheckFlightTests
{
    private static readonly JsonSerializerOptions Text = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly Site[] Sites = [Worlds.West, Worlds.East, Worlds.North];

    /// <summary>Questions of which a good part is refused: by payload, wind, hours, fleet, planned sites or an unknown timetable.</summary>
    private static readonly Gen<(Timetable? Timetable, FlightQuestion Question, DecisionPurpose Purpose)> Any =
        from winged in Gen.Bool
        from ends in Gen.Shuffle(Sites)
        from payload in Gen.Double[0, 40]
        from hours in Gen.Double[-4, 14]
        from wind in Gen.Double[0, 20]
        from windFrom in Gen.Double[0, 360]
        from windKnown in Gen.Int[0, 3]
        from fleet in Gen.Int[0, 3]
        from schedule in Gen.Bool
        select (
            fleet switch { 0 => null, 1 => Worlds.WestFleet(), _ => Timetable.Empty(Worlds.TwoIslands.AssumedFleet()) },
            Worlds.Question(winged ? Worlds.Wing : Worlds.Hexa) with
            {
                Origin = ends[0],
                Destination = ends[1],
                Payload = Mass.FromKilograms(payload),
                Departure = Worlds.Nine.AddHours(hours),
                Wind = windKnown == 0 ? null : Worlds.WindFrom(windFrom, wind),
            },
            schedule ? DecisionPurpose.Schedule : DecisionPurpose.Check);

    [Test]
    public void Every_decision_evaluates_every_check_of_the_list_in_its_order() =>
        Any.Sample(asked => Assert.That(
            Decide(asked).Checks.Select(result => result.Check),
            Is.EqualTo(DispatchChecks.All.Select(entry => entry.Name))));

    [Test]
    public void It_is_a_GO_exactly_where_every_check_passes_and_there_is_nothing_to_find() =>
        Any.Sample(asked =>
        {
            var decision = Decide(asked);
            var passes = decision.Checks.All(result => result.Outcome == CheckOutcome.Pass);

            Assert.That(decision.Verdict, Is.EqualTo(passes ? Verdict.Go : Verdict.NoGo));
            Assert.That(decision.Findings, passes ? Is.Empty : Is.Not.Empty);
            Assert.That(decision.Claims.Count(claim => claim.Kind != ClaimKind.Airspace), Is.EqualTo(passes ? 4 : 0));
            Assert.That(decision.Claims.Any(claim => claim.Kind == ClaimKind.Airspace), Is.EqualTo(passes));
        });

    [Test]
    public void Both_verdicts_come_up_among_the_questions()
    {
        // The properties above would hold for an answer that never says GO.
        var verdicts = Any.Array[300].Single().Select(asked => Decide(asked).Verdict).ToList();

        Assert.That(verdicts.Count(verdict => verdict == Verdict.Go), Is.GreaterThan(10));
        Assert.That(verdicts.Count(verdict => verdict == Verdict.NoGo), Is.GreaterThan(100));
    }

    [Test]
    public void The_verdict_outcome_and_status_that_nobody_set_refuse()
    {
        Assert.That(default(Verdict), Is.EqualTo(Verdict.NoGo));
        Assert.That(default(CheckOutcome), Is.EqualTo(CheckOutcome.Unknown));
        Assert.That(default(SiteStatus), Is.EqualTo(SiteStatus.Unknown));
    }

    [Test]
    public void Equal_questions_give_equal_answers() =>
        Any.Sample(
            asked =>
            {
                var (first, second) = (Decide(asked), Decide(asked));
                Assert.That(JsonSerializer.Serialize(second, Text), Is.EqualTo(JsonSerializer.Serialize(first, Text)));
            },
            iter: 50);

    [Test]
    public void A_flight_that_may_go_arrives_after_its_block_time_rounded_up_to_the_microsecond()
    {
        var decision = Decide(Worlds.Question());

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go), string.Join(' ', decision.Findings.Select(finding => finding.English)));
        var late = (decision.Arrival!.Value - Worlds.Nine).TotalSeconds - decision.Forecast!.BlockSeconds!.Value;
        Assert.That(late, Is.GreaterThanOrEqualTo(-1e-9).And.LessThanOrEqualTo(1.1e-6));
    }

    [Test]
    public void It_claims_both_pads_the_tail_and_the_pack_for_as_long_as_the_policy_says()
    {
        var decision = Decide(Worlds.Question());
        var (departure, arrival) = (Worlds.Nine, decision.Arrival!.Value);

        // Ten minutes before and two after block-off; three before and seven after block-on.
        Assert.That(decision.Claims.Where(claim => claim.Kind != ClaimKind.Airspace).Select(claim => (claim.Kind, claim.Resource, claim.Window)), Is.EquivalentTo(
        [
            (ClaimKind.Pad, "sites/west/pads/1", new TimeWindow(departure.AddMinutes(-10), departure.AddMinutes(2))),
            (ClaimKind.Pad, "sites/east/pads/1", new TimeWindow(arrival.AddMinutes(-3), arrival.AddMinutes(7))),
            (ClaimKind.Aircraft, "aircraft/wing-1", new TimeWindow(departure.AddMinutes(-10), arrival.AddMinutes(7))),
            (ClaimKind.BatteryPack, "batteryPacks/wing-pack-1", new TimeWindow(departure.AddMinutes(-10), arrival.AddMinutes(7))),
        ]));
    }

    [Test]
    public void It_claims_a_pad_that_bears_the_aircraft_and_not_the_first_by_number()
    {
        // 70 kg and 10 kg of payload.
        var pads = new[] { new Pad(Worlds.East.Id, 1, Worlds.Assumed(79)), new Pad(Worlds.East.Id, 2, Worlds.Assumed(80)) };
        var decision = Decide(Worlds.Question() with { Destination = Worlds.East with { Pads = pads } });

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(decision.Claims.Select(claim => claim.Resource), Does.Contain("sites/east/pads/2").And.Not.Contain("sites/east/pads/1"));
    }

    [Test]
    public void The_same_flight_a_second_time_is_refused_by_pad_tail_pack_and_airspace()
    {
        var timetable = Worlds.WestFleet().With(Worlds.Booked("first", Decide(Worlds.Question())));
        var second = CheckFlight.Decide(Worlds.TwoIslands, timetable, Worlds.Question(), Worlds.Now, DecisionPurpose.Schedule);

        Assert.That(second.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(second.Findings.Select(finding => finding.Code).Distinct(), Is.EquivalentTo(
            [ReasonCode.OperationalIntentConflict, ReasonCode.PadUnavailable, ReasonCode.AircraftUnavailable, ReasonCode.BatteryUnavailable]));
    }

    [Test]
    public void Nothing_that_is_claimed_by_an_accepted_flight_is_claimed_twice() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 600], Gen.Bool).Array[1, 12].Sample(
            asked =>
            {
                var timetable = Timetable.Empty(Worlds.TwoIslands.AssumedFleet());
                foreach (var (eastward, minutes, winged) in asked)
                {
                    var question = Worlds.Question(winged ? Worlds.Wing : Worlds.Hexa) with
                    {
                        Origin = eastward ? Worlds.West : Worlds.East,
                        Destination = eastward ? Worlds.East : Worlds.West,
                        Departure = Worlds.Nine.AddMinutes(minutes),
                    };
                    var decision = CheckFlight.Decide(Worlds.TwoIslands, timetable, question, Worlds.Now, DecisionPurpose.Schedule);
                    timetable = decision.Verdict == Verdict.Go ? timetable.With(Worlds.Booked($"f{timetable.Flights.Count()}", decision)) : timetable;
                }

                foreach (var held in timetable.Flights.SelectMany(flight => flight.Claims).GroupBy(claim => claim.Resource))
                {
                    var claims = held.ToList();
                    Assert.That(claims.SelectMany((one, i) => claims.Skip(i + 1).Select(one.Overlaps)), Has.None.True, held.Key);
                }
            },
            iter: 60);

    [TestCase(SiteStatus.Planned)]
    [TestCase(SiteStatus.TestCandidate)]
    public void A_site_that_is_not_built_is_an_advisory_of_a_question_and_refuses_a_promise(SiteStatus status)
    {
        var question = Worlds.Question() with { Destination = Worlds.East with { Status = status } };
        var check = Decide(question, DecisionPurpose.Check);
        var schedule = Decide(question, DecisionPurpose.Schedule);

        Assert.That(check.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(Codes(check.Advisories), Does.Contain(ReasonCode.SitePlanned));
        Assert.That(schedule.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(Codes(schedule.Findings), Is.EqualTo([ReasonCode.SiteClosed]));
        Assert.That(Codes(schedule.Advisories), Does.Not.Contain(ReasonCode.SitePlanned));
    }

    [TestCase(DecisionPurpose.Check)]
    [TestCase(DecisionPurpose.Schedule)]
    public void A_site_of_unknown_status_is_closed_to_questions_too(DecisionPurpose purpose)
    {
        var decision = Decide(Worlds.Question() with { Origin = Worlds.West with { Status = SiteStatus.Unknown } }, purpose);

        Assert.That(Codes(decision.Findings), Is.EqualTo([ReasonCode.SiteClosed]));
    }

    [Test]
    public void Without_a_wind_a_question_is_answered_for_calm_air_and_says_so_and_a_promise_is_refused()
    {
        var question = Worlds.Question() with { Wind = null };
        var check = Decide(question, DecisionPurpose.Check);
        var schedule = Decide(question, DecisionPurpose.Schedule);

        Assert.That(check.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(Codes(check.Advisories), Does.Contain(ReasonCode.WindAssumed));
        Assert.That(schedule.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(Codes(schedule.Findings), Is.EqualTo([ReasonCode.ForecastUnavailable, ReasonCode.CompletionProbabilityBelowPolicy]));
        Assert.That(schedule.Findings.Select(finding => finding.Unknown), Is.All.True);
    }

    [Test]
    public void A_wind_that_was_given_is_not_called_assumed()
    {
        Assert.That(Codes(Decide(Worlds.Question(), DecisionPurpose.Check).Advisories), Does.Not.Contain(ReasonCode.WindAssumed));
    }

    [Test]
    public void An_assumed_fleet_and_an_approximate_position_are_advisories()
    {
        var question = Worlds.Question() with { Origin = Worlds.West with { HorizontalAccuracy = Length.FromMetres(600) } };
        var decision = CheckFlight.Decide(Worlds.TwoIslands, Timetable.Empty(Worlds.TwoIslands.AssumedFleet()), question, Worlds.Now, DecisionPurpose.Check);

        Assert.That(Codes(decision.Advisories), Is.EquivalentTo([ReasonCode.WeatherAssumed, ReasonCode.TerrainAssumed, ReasonCode.PositionApproximate, ReasonCode.FleetAssumed]));
        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go));
    }

    [Test]
    public void A_timetable_that_nobody_knows_refuses_by_pad_tail_and_pack()
    {
        var decision = CheckFlight.Decide(Worlds.TwoIslands, null, Worlds.Question(), Worlds.Now, DecisionPurpose.Check);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Checks.Where(result => result.Outcome == CheckOutcome.Unknown).Select(result => result.Check), Is.EqualTo(["closure", "operational-intent", "pad", "aircraft", "battery-pack"]));
    }

    [Test]
    public void A_limit_that_nobody_knows_refuses()
    {
        var question = Worlds.Question(Worlds.Wing with { MaxPayload = null, WindLimit = Worlds.Wing.WindLimit with { Limit = null } });
        var decision = Decide(question);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Findings.Select(finding => (finding.Check, finding.Unknown)), Is.EqualTo([("payload", true), ("wind", true), ("completion", true)]));
    }

    [Test]
    public void A_wind_that_leaves_no_way_forward_is_told_with_the_margin_below_zero()
    {
        // 45 degrees off the nose, at 120 m 1.05 times the airspeed of 27 m/s.
        var decision = Decide(Worlds.Question() with { Wind = Worlds.WindFrom(135, 27 * 1.05 / Math.Pow(12, 0.11)) });
        var finding = decision.Findings.Single(found => found.Code == ReasonCode.HeadwindExceedsAirspeed);

        // Head and cross wind 1.05 / sqrt(2) = 0.74246 V each; the heading into the cross wind leaves sqrt(1 - 0.74246²) = 0.66989 V.
        Assert.That(finding.Limit, Is.EqualTo(0.66989 * 27).Within(1e-3));
        Assert.That(finding.Margin, Is.EqualTo((0.66989 - 0.74246) * 27).Within(1e-3));
        Assert.That(decision.Arrival, Is.Null);
    }

    [Test]
    public void Without_a_departure_it_is_nine_in_the_morning_of_the_day_after_in_local_time()
    {
        // 16:30 UTC on the 24th is half past midnight of the 25th local: the day after is the 26th, 09:00 local is 01:00 UTC.
        var now = new DateTimeOffset(2024, 11, 24, 16, 30, 0, TimeSpan.Zero);

        Assert.That(Worlds.Policy.DefaultDeparture(now), Is.EqualTo(new DateTimeOffset(2024, 11, 26, 1, 0, 0, TimeSpan.Zero)));
    }

    private static IEnumerable<ReasonCode> Codes(IEnumerable<Finding> findings) => findings.Select(finding => finding.Code);

    private static Decision Decide(FlightQuestion question, DecisionPurpose purpose = DecisionPurpose.Schedule) =>
        CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, purpose);

    private static Decision Decide((Timetable? Timetable, FlightQuestion Question, DecisionPurpose Purpose) asked) =>
        CheckFlight.Decide(Worlds.TwoIslands, asked.Timetable, asked.Question, Worlds.Now, asked.Purpose);
}
