using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.Alternates;

public sealed class AlternateSearchTests
{
    // 24 sites and every point of a flight of 32 km on charges that leave most of them out of reach. The referee plans each detour as a flight of its own
    // and knows no lower bound; it cuts corners up to 90 degrees, which saves at most 2 r = 318 m of cruise, some 10 Wh.
    [TestCase(0.62, 340, 0)]
    [TestCase(0.62, 340, 8)]
    [TestCase(0.7, 160, 8)]
    [TestCase(0.8, 90, 12)]
    public void Every_site_is_in_reach_from_every_point_where_a_simulation_of_its_own_says_so_and_no_other(double charge, double windFrom, double wind)
    {
        var task = SimulatedFlights.FirstFlight() with { TakeoffCharge = new StateOfCharge(charge), Wind = Worlds.WindFrom(windFrom, wind) };
        var flight = FlightSimulation.Run(task);
        var question = Shipped();
        var answer = AlternateSearch.Of(flight, question);
        var (reached, missed, close) = (0, 0, 0);
        foreach (var at in answer.Points)
        {
            foreach (var site in question.Sites)
            {
                if (at.Point.Position.DistanceTo(site.Position).Metres < 1500)
                {
                    continue;
                }

                var margin = Detours.MarginWattHours(Detours.Planned(task, at.Point, site));
                if (Math.Abs(margin) < 12)
                {
                    close++;
                    continue;
                }

                var inReach = at.Reachable.Any(diversion => diversion.Site == site);
                (reached, missed) = (reached + (inReach ? 1 : 0), missed + (inReach ? 0 : 1));
                Assert.That(inReach, Is.EqualTo(margin >= 0), $"{site.Id} from {at.Point.PathMetres:F0} m: {margin:F1} Wh");
            }
        }

        TestContext.Out.WriteLine($"{answer.Points.Count} points, {reached} in reach, {missed} not, {close} too close to tell");
        Assert.That(reached, Is.GreaterThan(20));
        Assert.That(missed, Is.GreaterThan(20));
        Assert.That(close, Is.LessThan(0.1 * (reached + missed)));
    }

    // From the middle of a way to the east: 3 km to the north, 3.5 km to the south. The nearer one lies upwind in a north wind, the further one in a south wind.
    [TestCase("wing")]
    [TestCase("hexa")]
    public void Turning_the_wind_turns_the_ranking_and_the_nearest_site_is_not_the_first(string type)
    {
        var task = Worlds.Task(type == "wing" ? Worlds.Wing : Worlds.Hexa);
        var middle = task.Path.PointAt(task.Path.Distance * 0.5);
        var north = Detours.At("north", middle.Towards(Bearing.FromDegrees(0), Length.FromKilometres(3)));
        var south = Detours.At("south", middle.Towards(Bearing.FromDegrees(180), Length.FromKilometres(3.5)));

        string[] Ranked(double windFrom, double wind)
        {
            var flight = FlightSimulation.Run(task with { Wind = Worlds.WindFrom(windFrom, wind) });
            var points = AlternateSearch.Of(flight, Detours.Question(task, north, south) with { Step = Length.FromMetres(100) }).Points;
            return [.. points.MinBy(at => at.Point.Position.DistanceTo(middle).Metres)!.Reachable.Select(diversion => diversion.Site.Id.Text).Where(id => id is "north" or "south")];
        }

        Assert.That(Ranked(0, 0), Is.EqualTo(["north", "south"]), "calm: the nearer one");
        Assert.That(Ranked(0, 8), Is.EqualTo(["south", "north"]), "wind from the north");
        Assert.That(Ranked(180, 8), Is.EqualTo(["north", "south"]), "wind from the south");
    }

    // It lands with some 62 % and took 38 % for the way with both of its vertical phases: back it takes no climb from a pad, and less than what is left over the reserve.
    // In calm air the equal-time point lies half a turn's half, pi r / 2 = 250 m, before the middle of 32.1 km.
    [Test]
    public void The_first_flight_can_turn_back_or_go_elsewhere_all_along()
    {
        var answer = AlternateSearch.Of(FlightSimulation.Run(SimulatedFlights.FirstFlight()), Shipped());

        TestContext.Out.WriteLine(FormattableString.Invariant($"equal-time point at {answer.EqualTimePoint!.PathMetres:F0} m; overhead Liuheng {string.Join(", ", answer.Blocked!.Reachable.Select(other => FormattableString.Invariant($"{other.Site.Id} {other.LandingCharge!.Value.Percent:F1} %")))}"));
        Assert.That((answer.ReturnsThroughout, answer.AlternateShare), Is.EqualTo((true, 1.0)));
        Assert.That(answer.EqualTimePoint.PathMetres, Is.EqualTo(15_800).Within(100));
        Assert.That(answer.Blocked.Reachable.Select(diversion => diversion.Site.Id.Text), Has.Member("putuo").And.No.Member("liuheng"));
    }

    [Test]
    public void Sites_are_ranked_by_the_charge_they_leave()
    {
        var task = SimulatedFlights.FirstFlight() with { Wind = Worlds.WindFrom(200, 7) };
        var answer = AlternateSearch.Of(FlightSimulation.Run(task), Shipped());

        Assert.That(answer.Points.Select(at => at.Reachable.Count), Is.All.GreaterThan(2));
        foreach (var reachable in answer.Points.Select(at => at.Reachable).Append(answer.Blocked!.Reachable))
        {
            Assert.That(reachable.Select(diversion => diversion.LandingCharge!.Value.Ratio), Is.Ordered.Descending);
        }
    }

    // A fixed charge less what take-off takes is spent out at V - w and home at V + w: the way out shrinks as V^2 - w^2 over V. The flight goes on to a
    // destination that it reaches in every wind tried.
    [TestCase("wing")]
    [TestCase("hexa")]
    public void The_point_of_no_return_comes_nearer_as_the_head_wind_grows(string type)
    {
        var (aircraft, charge) = type == "wing" ? (Worlds.Wing, 0.55) : (Worlds.Hexa, 0.55);
        var task = Worlds.Task(aircraft) with { Path = North(22), TakeoffCharge = new StateOfCharge(charge) };
        var last = double.PositiveInfinity;
        foreach (var wind in (double[])[0, 2, 4, 6, 8])
        {
            var flight = FlightSimulation.Run(task with { Wind = Worlds.WindFrom(0, wind) });
            var answer = AlternateSearch.Of(flight, Detours.Question(task));
            var point = answer.PointOfNoReturn!;
            TestContext.Out.WriteLine(FormattableString.Invariant($"head wind {wind} m/s: {point.PathMetres:F0} m"));
            Assert.That(answer.ReturnsThroughout, Is.False);
            Assert.That(point.PathMetres, Is.LessThan(last));
            last = point.PathMetres;

            // It is the last one, to a metre, by the referee.
            Assert.That(Margin(point.PathMetres - 2), Is.GreaterThan(0));
            Assert.That(Margin(point.PathMetres + 2), Is.LessThan(0));

            // The turn is through 180 degrees: the planned detour flies over its corner as well.
            double Margin(double metres) => Detours.MarginWattHours(FlightSimulation.Run(flight.Task with
            {
                Path = new FlightPath([task.Path.Origin, task.Path.PointAt(Length.FromMetres(metres)), task.Path.Origin]),
            }));
        }
    }

    [Test]
    public void With_charge_enough_the_flight_returns_from_everywhere_and_with_too_little_from_nowhere()
    {
        var task = Worlds.Task(Worlds.Wing);
        var plenty = AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task));
        var scarce = AlternateSearch.Of(FlightSimulation.Run(task with { TakeoffCharge = new StateOfCharge(0.28) }), Detours.Question(task));

        Assert.That((plenty.ReturnsThroughout, plenty.PointOfNoReturn), Is.EqualTo((true, plenty.Points[^1].Point)));
        Assert.That((scarce.ReturnsThroughout, scarce.PointOfNoReturn), Is.EqualTo((false, (RoutePoint?)null)));
        Assert.That(scarce.Points, Is.Not.Empty);
        Assert.That((plenty.LandingShare, scarce.LandingShare), Is.EqualTo((1.0, 0.0)));
    }

    // Out at O, home at H, equal pads: x / H + the turn = (D - x) / O. The turn of pi radians and radius r is flown at the harmonic mean of both, 2 O H / (O + H),
    // so that x = D H / (O + H) - pi r / 2. What comes after is the same time both ways. Wind as at 10 m in all heights; along a meridian, so that there is no cross wind.
    [TestCase("wing", 0.0)]
    [TestCase("wing", 9.0)]
    [TestCase("wing", -9.0)]
    [TestCase("hexa", 0.0)]
    [TestCase("hexa", 6.0)]
    [TestCase("hexa", -6.0)]
    public void The_equal_time_point_is_that_of_the_wind_triangle(string type, double headWind)
    {
        var aircraft = type == "wing" ? Worlds.Wing : Worlds.Hexa;
        var (plain, kilometres) = (Worlds.Task(aircraft), type == "wing" ? 14 : 7);
        var task = plain with
        {
            Path = North(kilometres),
            WindPolicy = plain.WindPolicy with { ProfileExponent = 0 },
            Wind = headWind < 0 ? Worlds.WindFrom(180, -headWind) : Worlds.WindFrom(0, headWind),
        };
        var answer = AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task));
        var airspeed = aircraft.CruiseAirspeed.MetresPerSecond;
        var (outward, home) = (airspeed - headWind, airspeed + headWind);
        var radius = airspeed * airspeed / (9.80665 * Math.Tan(25 * Math.PI / 180));
        var expected = (1000 * kilometres * home / (outward + home)) - (0.5 * Math.PI * radius);

        Assert.That(answer.EqualTimePoint!.PathMetres, Is.EqualTo(expected).Within(2));
        Assert.That(answer.Points.Where(at => at.Point.PathMetres < expected - 1).Select(Sooner), Is.All.True);
        Assert.That(answer.Points.Where(at => at.Point.PathMetres > expected + 1).Select(Sooner), Is.All.False);

        bool Sooner(PointAlternates at) => at.Reachable.Single(diversion => diversion.Site.Id.Text == "origin").Seconds < FlightSimulation.Run(task).BlockSeconds!.Value - at.Point.Seconds;
    }

    // Counted on points 50 m apart; the share is right to a metre at each end of a covered part, the count to 50 m.
    [TestCase(0.50)]
    [TestCase(0.58)]
    public void The_shares_are_those_of_many_points(double charge)
    {
        var task = Worlds.Task(Worlds.Wing) with { Path = North(20), TakeoffCharge = new StateOfCharge(charge), Wind = Worlds.WindFrom(40, 6) };
        var flight = FlightSimulation.Run(task);
        var question = Detours.Question(
            task,
            Detours.At("beside", task.Path.PointAt(Length.FromKilometres(8)).Towards(Bearing.FromDegrees(90), Length.FromKilometres(2))),
            Detours.At("away", task.Path.PointAt(Length.FromKilometres(15)).Towards(Bearing.FromDegrees(270), Length.FromKilometres(4))));
        var answer = AlternateSearch.Of(flight, question);
        var many = AlternateSearch.Of(flight, question with { Step = Length.FromMetres(50) }).Points;
        var alternate = many.Count(at => at.Reachable.Any(diversion => diversion.Site.Id.Text is "beside" or "away")) / (double)many.Count;
        var landing = many.Count(at => at.Reachable.Count > 0) / (double)many.Count;

        TestContext.Out.WriteLine(FormattableString.Invariant($"alternate {answer.AlternateShare:P2}, counted {alternate:P2}; landing {answer.LandingShare:P2}, counted {landing:P2}"));
        Assert.That(answer.AlternateShare, Is.EqualTo(alternate).Within(0.01));
        Assert.That(answer.LandingShare, Is.EqualTo(landing).Within(0.01));
        Assert.That(answer.AlternateShare, Is.InRange(0.05, 0.95));
        Assert.That(answer.LandingShare, Is.GreaterThanOrEqualTo(answer.AlternateShare));
    }

    [Test]
    public void Points_stand_on_both_ends_of_every_leg_and_no_further_apart_than_the_step()
    {
        var start = Worlds.West.Position;
        var path = new FlightPath([start, new LatLon(30.05, 122.03), new LatLon(30.02, 122.12)]);
        var flight = FlightSimulation.Run(Worlds.Task(Worlds.Wing) with { Path = path });
        var points = AlternateSearch.Of(flight, Detours.Question(flight.Task) with { Step = Length.FromMetres(700) }).Points.Select(at => at.Point).ToList();

        Assert.That(points.Zip(points.Skip(1), (a, b) => b.PathMetres - a.PathMetres), Is.All.InRange(1, 700));
        Assert.That(points.Select(point => point.PathMetres), Has.Some.EqualTo(path.Legs[0].Distance.Metres).Within(1e-6));
        Assert.That(points.Select(point => point.Leg).Distinct(), Is.EqualTo([0, 1]));
        Assert.That(points.Select(point => point.Seconds), Is.Ordered.Ascending);
        Assert.That(points.Select(point => point.Battery.Charge), Is.Ordered.Descending);
    }

    [Test]
    public void A_moment_is_the_point_of_the_trace_at_that_time() => SimulatedFlights.Landed.Sample(flight =>
    {
        foreach (var at in AlternateSearch.Of(flight, Detours.Question(flight.Task)).Points.Select(at => at.Point))
        {
            var trace = FlightTrace.Sample(flight, at.Seconds).First(point => point.Seconds >= at.Seconds - 1e-9);
            Assert.That(trace.Position.DistanceTo(at.Position).Metres, Is.LessThan(0.1));
            Assert.That(trace.Altitude.Metres, Is.EqualTo(at.Altitude.Metres).Within(0.01));
            Assert.That(trace.Charge!.Value.Ratio, Is.EqualTo(at.Battery.Charge).Within(1e-8));
        }
    }, iter: 50);

    [Test]
    public void A_closed_site_is_not_in_reach_and_opening_is_asked_for_the_instant_of_landing()
    {
        var task = Worlds.Task(Worlds.Wing);
        var flight = FlightSimulation.Run(task);
        var site = Detours.At("north", Worlds.North.Position);
        var open = AlternateSearch.Of(flight, Detours.Question(task, site));
        var landing = open.Points[1].Point.Seconds + open.Points[1].Reachable.Single(diversion => diversion.Site == site).Seconds;

        var shut = AlternateSearch.Of(flight, Detours.Question(task, site) with { IsOpen = (at, _) => at != site });
        var later = AlternateSearch.Of(flight, Detours.Question(task, site) with { IsOpen = (at, seconds) => at != site || seconds >= landing });
        var after = AlternateSearch.Of(flight, Detours.Question(task, site) with { IsOpen = (at, seconds) => at != site || seconds > landing });

        Assert.That(shut.AlternateShare, Is.Zero);
        Assert.That(later.Points[1].Reachable.Select(diversion => diversion.Site), Has.Member(site));
        Assert.That(after.Points[1].Reachable.Select(diversion => diversion.Site), Has.No.Member(site));
    }

    [Test]
    public void Without_a_way_a_site_is_not_in_reach_and_a_longer_way_costs_more()
    {
        var task = Worlds.Task(Worlds.Wing);
        var flight = FlightSimulation.Run(task);
        var site = Detours.At("north", Worlds.North.Position);
        var straight = AlternateSearch.Of(flight, Detours.Question(task, site));
        var none = AlternateSearch.Of(flight, Detours.Question(task, site) with { WayTo = (point, to) => to == site ? null : AlternateQuestion.Straight(point, to) });
        var round = AlternateSearch.Of(flight, Detours.Question(task, site) with
        {
            WayTo = (point, to) => to == site ? new FlightPath([point, new LatLon(30.06, 122.06), to.Position]) : AlternateQuestion.Straight(point, to),
        });

        Assert.That(none.AlternateShare, Is.Zero);
        Assert.That(Charge(round), Is.LessThan(Charge(straight) - 0.001));

        double Charge(RouteAlternates answer) => answer.Points[1].Reachable.Single(diversion => diversion.Site == site).LandingCharge!.Value.Ratio;
    }

    [Test]
    public void A_battery_that_does_not_last_has_no_points_beyond_its_end()
    {
        var task = Worlds.Task(Worlds.Wing) with { Path = North(40), TakeoffCharge = new StateOfCharge(0.3) };
        var flight = FlightSimulation.Run(task);
        var answer = AlternateSearch.Of(flight, Detours.Question(task));

        Assert.That(flight.LandingCharge, Is.Null);
        Assert.That(answer.Blocked, Is.Null);
        Assert.That(answer.Points[^1].Point.PathMetres, Is.LessThan(35_000));
    }

    [Test]
    public void The_wind_of_a_grid_is_taken_when_the_diversion_flies_through_it()
    {
        var task = Worlds.Task(Worlds.Wing) with { Wind = Worlds.WindFrom(270, 6), WindPolicy = Worlds.Policy.Wind with { ProfileExponent = 0 } };
        var even = WindFieldTests.Field((_, _, _, _) => new WindVector(6, 0));
        var site = Detours.At("north", Worlds.North.Position);
        var plain = AlternateSearch.Of(FlightSimulation.Run(task), Detours.Question(task, site));
        var gridded = AlternateSearch.Of(FlightSimulation.Run(task with { WindField = even }), Detours.Question(task, site));

        Assert.That(gridded.Points.Select(Charges), Is.EqualTo(plain.Points.Select(Charges)).AsCollection.Using<double[]>((a, b) => a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4)));

        static double[] Charges(PointAlternates at) => [.. at.Reachable.OrderBy(diversion => diversion.Site.Id.Text, StringComparer.Ordinal).Select(diversion => diversion.LandingCharge!.Value.Ratio)];
    }

    [Test]
    public void What_no_flight_can_be_asked_is_refused()
    {
        var task = Worlds.Task(Worlds.Wing);
        var flight = FlightSimulation.Run(task);
        var grounded = FlightSimulation.Run(task with { Wind = Worlds.WindFrom(0, 60) });

        Assert.That(() => AlternateSearch.Of(grounded, Detours.Question(task)), Throws.ArgumentException);
        Assert.That(() => AlternateSearch.Of(flight, Detours.Question(task) with { Step = Length.Zero }), Throws.ArgumentException);
        Assert.That(() => AlternateSearch.Of(flight, Detours.Question(task) with { Origin = new SiteId("nowhere") }), Throws.ArgumentException);
    }

    /// <summary>From 30 N 122 E along the meridian.</summary>
    private static FlightPath North(double kilometres) => new([Worlds.West.Position, Worlds.West.Position.Towards(Bearing.FromDegrees(0), Length.FromKilometres(kilometres))]);

    private static AlternateQuestion Shipped() => new()
    {
        Sites = [.. ShippedData.World.Sites.All.Select(site => new LandingSite(site.Id, site.Position, site.Elevation))],
        Origin = new SiteId("putuo"),
        Destination = new SiteId("liuheng"),
        WayTo = AlternateQuestion.Straight,
        IsOpen = (_, _) => true,
        Step = Length.FromKilometres(2),
    };
}
