using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class CruiseSelectionTests
{
    [Test]
    public void A_fixed_speed_is_the_one_of_the_task()
    {
        var task = Worlds.Task() with { CruiseAirspeed = Speed.FromMetresPerSecond(25) };

        Assert.That(CruiseSelection.Of(task, CruiseRule.Fixed, double.NaN), Is.EqualTo(new CruiseSelection(CruiseRule.Fixed, task.CruiseAirspeed, CruiseBound.None, null)));
    }

    [Test]
    public void A_flight_takes_the_time_that_was_asked_where_that_lies_within_its_reach() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.01, 0.99]).Sample((forecast, share) =>
        {
            // One leg: over a corner the time jumps where a turn no longer fits the legs.
            var task = forecast.Task with { Path = new([forecast.Task.Path.Origin, forecast.Task.Path.Destination]) };
            if (CruiseSelection.Of(task, CruiseRule.ArriveAt, 1).Reach is not var (shortest, longest))
            {
                return;
            }

            var asked = shortest + (share * (longest - shortest));
            var selection = CruiseSelection.Of(task, CruiseRule.ArriveAt, asked);
            var flown = FlightSimulation.Run(task with { CruiseAirspeed = selection.Airspeed });

            Assert.That(selection.Bound, Is.EqualTo(CruiseBound.None));
            Assert.That(flown.BlockSeconds, Is.EqualTo(asked).Within(1e-6));
            Assert.That(flown.BlockSeconds, Is.LessThanOrEqualTo(asked), "never later");
        });

    [Test]
    public void Beyond_its_reach_the_flight_comes_as_near_as_it_can_and_the_ends_of_the_reach_are_those_of_the_speeds() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var task = forecast.Task;
            if (CruiseSelection.Of(task, CruiseRule.ArriveAt, 1) is not { Reach: var (shortest, longest) } soonest)
            {
                return;
            }

            var latest = CruiseSelection.Of(task, CruiseRule.ArriveAt, longest + 1);
            Assert.That((soonest.Bound, latest.Bound), Is.EqualTo((CruiseBound.Fastest, CruiseBound.Slowest)));
            Assert.That(FlightSimulation.Run(task with { CruiseAirspeed = soonest.Airspeed }).BlockSeconds, Is.EqualTo(shortest).Within(1e-9));
            Assert.That(FlightSimulation.Run(task with { CruiseAirspeed = latest.Airspeed }).BlockSeconds, Is.EqualTo(longest).Within(1e-9));
            Assert.That(soonest.Airspeed, Is.LessThanOrEqualTo(task.Type.MaxAirspeed));
        });

    [Test]
    public void At_the_best_range_speed_no_other_speed_takes_the_cruise_less_energy_at_the_terminals() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0, 1]).Sample((forecast, share) =>
        {
            // The referee is the simulated cruise: its energy over the way of the cruise.
            var task = forecast.Task with { Path = new([forecast.Task.Path.Origin, forecast.Task.Path.Destination]) };
            var best = CruiseSelection.Of(task, CruiseRule.BestRange, double.NaN);
            var fastest = task.Type.MaxAirspeed.MetresPerSecond;
            double? AtMetre(double airspeed)
            {
                var profile = ProfileBuilder.Build(task with { CruiseAirspeed = Speed.FromMetresPerSecond(airspeed) });
                var cruise = profile.Segments.Where(segment => segment.Phase == FlightPhase.Cruise && segment.DistanceMetres > 1).ToList();
                return cruise.Count == 0 ? null : cruise.Sum(segment => segment.Power.TotalWatts * segment.Seconds) / cruise.Sum(segment => segment.DistanceMetres);
            }

            // On a short path the wing cruises lower than asked, in other wind and air: the speed is chosen for the altitude asked.
            if (ProfileBuilder.Build(task with { CruiseAirspeed = best.Airspeed }).CruiseAltitude == task.CruiseAltitude
                && AtMetre(best.Airspeed.MetresPerSecond) is { } least
                && AtMetre(best.Airspeed.MetresPerSecond + (share * (fastest - best.Airspeed.MetresPerSecond))) is { } faster)
            {
                Assert.That(faster, Is.GreaterThanOrEqualTo(least * (1 - 1e-9)));
                if (AtMetre(best.Airspeed.MetresPerSecond * (1 - (0.3 * share))) is { } slower)
                {
                    Assert.That(slower, Is.GreaterThanOrEqualTo(least * (1 - 1e-9)));
                }
            }
        });

    [Test]
    public void The_slowest_speed_that_is_chosen_keeps_the_least_ground_speed_in_gusts() =>
        SimulatedFlights.Any.Sample(task =>
        {
            if (CruiseSelection.Of(task, CruiseRule.ArriveAt, 1e6) is { Reach: not null } latest)
            {
                var forecast = FlightSimulation.Run(task with { CruiseAirspeed = latest.Airspeed });
                Assert.That(WindCheck.Check(Worlds.Planned() with { Forecast = forecast }).Select(finding => finding.Code), Has.None.EqualTo(ReasonCode.GroundSpeedTooLow));
            }
        });

    [Test]
    public void Where_no_airspeed_of_the_type_makes_its_way_the_highest_is_tried_so_that_the_simulation_says_so()
    {
        var task = Worlds.Task(Worlds.Hexa);
        var storm = task with { Wind = Worlds.WindFrom(task.Path.Segments[0].Track.Degrees, 25) };
        foreach (var rule in (CruiseRule[])[CruiseRule.BestRange, CruiseRule.BestEndurance, CruiseRule.ArriveAt])
        {
            var selection = CruiseSelection.Of(storm, rule, 1000);

            Assert.That((selection.Airspeed, selection.Reach), Is.EqualTo((Worlds.Hexa.MaxAirspeed, ((double, double)?)null)));
            Assert.That(FlightSimulation.Run(storm with { CruiseAirspeed = selection.Airspeed }).Profile.Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
        }
    }

    [Test]
    public void On_a_path_too_short_for_the_transitions_of_the_fastest_the_reach_ends_at_the_fastest_that_fits()
    {
        // 500 m: two transitions of 20 s at half the speed take 20 s * V = 500 m at 25 m/s, less than the 33 m/s of the type.
        var end = Worlds.West.Position.Towards(Bearing.FromDegrees(90), Length.FromMetres(500));
        var task = Worlds.Task() with { Path = new([Worlds.West.Position, end]), CruiseAltitude = AltitudeAmsl.FromMetres(60) };
        var selection = CruiseSelection.Of(task, CruiseRule.ArriveAt, 1);

        Assert.That(selection.Reach, Is.Not.Null);
        Assert.That(selection.Airspeed.MetresPerSecond, Is.EqualTo(25).Within(1e-3));
    }

    [Test]
    public void A_question_that_names_its_arrival_is_decided_with_that_arrival_to_the_microsecond()
    {
        var (shortest, longest) = CruiseSelection.Of(Worlds.Task(), CruiseRule.ArriveAt, 1).Reach!.Value;
        foreach (var share in (double[])[0.1, 0.5, 0.9])
        {
            var question = Worlds.Question() with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = Worlds.Nine.AddSeconds(shortest + (share * (longest - shortest))).FloorToMicrosecond() };
            var decision = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Check);

            Assert.That(decision.Findings.Select(finding => finding.Code), Has.None.EqualTo(ReasonCode.TimeWindowMissed));
            Assert.That(decision.Arrival, Is.EqualTo(question.ArriveAt));
        }
    }

    [Test]
    public void An_arrival_beyond_reach_is_refused_with_the_earliest_and_the_latest_that_can_be()
    {
        var question = Worlds.Question() with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = Worlds.Nine.AddMinutes(3) };
        var decision = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Check);
        var finding = decision.Findings.Single(finding => finding.Code == ReasonCode.TimeWindowMissed);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        foreach (var reachable in (DateTimeOffset[])[finding.When!.Value.Start, finding.When.Value.End.AddMilliseconds(-1)])
        {
            var again = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question with { ArriveAt = reachable }, Worlds.Now, DecisionPurpose.Check);
            Assert.That(again.Findings.Select(other => other.Code), Has.None.EqualTo(ReasonCode.TimeWindowMissed));
            Assert.That(again.Arrival, Is.EqualTo(reachable).Within(TimeSpan.FromMilliseconds(1)));
        }
    }

    [Test]
    public void The_best_speeds_of_a_flight_are_those_of_its_air_and_mass()
    {
        var task = Worlds.Task(Worlds.Hexa) with { Type = Worlds.Hexa with { MaxAirspeed = Speed.FromMetresPerSecond(40) } };
        var thin = task with { Atmosphere = Atmosphere.Of(Temperature.FromDegreesCelsius(35), Pressure.FromHectopascals(990), 0.9) };
        foreach (var rule in (CruiseRule[])[CruiseRule.BestRange, CruiseRule.BestEndurance])
        {
            var usual = CruiseSelection.Of(task, rule, double.NaN).Airspeed;
            Assert.That(CruiseSelection.Of(thin, rule, double.NaN).Airspeed, Is.GreaterThan(usual));
            Assert.That(CruiseSelection.Of(task with { Payload = Mass.FromKilograms(30) }, rule, double.NaN).Airspeed, Is.GreaterThan(usual));
        }
    }
}
