using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Sites;
using DroneLogistics.Tests.Simulation.Alternates;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Alternates on the real map: the ways go round islands, obstacles and zones, and the sites are those that could take the flight.</summary>
public sealed class FlightAlternatesTests
{
    private static readonly string[] Ends = ["puxi", "dinghai-port", "xiushan", "miaozihu", "sijiao", "gouqi"];

    /// <summary>Flights between sites in any wind, on any charge: some reach no site but their destination, some not even that.</summary>
    private static readonly Gen<(FlightQuestion Question, double Charge)> Any =
        from ends in Gen.Shuffle(Ends)
        from payload in Gen.Double[0, 20]
        from windFrom in Gen.Double[0, 360]
        from wind in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 12])
        from charge in Gen.Double[0.75, 1]
        select (Flights.Question("fz90", ends[0], ends[1], payload, Worlds.WindFrom(windFrom, wind)), charge);

    // In a wind that is not the same everywhere the bounds are those of the strongest: more sites are flown to.
    [TestCase(null, 3)]
    [TestCase(0.5, 5)]
    [TestCase(3.0, 8)]
    public void The_first_site_overhead_is_the_one_of_all_sites_and_where_none_is_in_reach_so_is_the_nearest(double? roughness, int mostFlown)
    {
        var (reached, none, notThere, flown) = (0, 0, 0, 0);
        Any.Sample(asked =>
        {
            var (flight, way) = Flown(asked.Question, asked.Charge, field: roughness is { } rough ? Rough(asked.Question.Wind!, rough) : null);
            if (flight.Phases.Count == 0)
            {
                return;
            }

            // What is found from points of the way is nothing to this test: no ways from there.
            var plain = FlightAlternates.Ask(ShippedData.World, asked.Question, ClosureRegister.None, way, flight, Length.FromKilometres(500));
            var question = plain with { WayTo = (point, site) => point == asked.Question.Destination.Position ? plain.WayTo(point, site) : null };
            var all = AlternateSearch.Of(flight, question).Blocked;
            var first = AlternateSearch.Overhead(flight, question with { WayTo = (point, site) => Counted(question.WayTo(point, site)) });
            if (all is null)
            {
                Assert.That(first, Is.Null);
                notThere++;
            }
            else if (all.Reachable is [var best, ..])
            {
                reached++;
                Assert.That((first!.Reachable[0].Site.Id, first.Reachable[0].LandingCharge), Is.EqualTo((best.Site.Id, best.LandingCharge)));
            }
            else
            {
                none++;
                Assert.That(first!.Reachable, Is.Empty);
                Assert.That((first.Nearest?.Site.Id, first.Nearest?.Margin), Is.EqualTo((all.Nearest?.Site.Id, all.Nearest?.Margin)));
            }

            FlightPath? Counted(FlightPath? path)
            {
                flown++;
                return path;
            }
        }, iter: 120, threads: 1);

        TestContext.Out.WriteLine($"{reached} with a site in reach, {none} without, {notThere} that do not arrive; {flown} diversions flown");
        Assert.That(reached, Is.GreaterThan(12));
        Assert.That(none, Is.GreaterThan(10));
        Assert.That(flown, Is.LessThan(mostFlown * (reached + none)), "most sites are not flown to");
    }

    /// <summary>The wind with noise from point to point of a grid of a quarter of a degree and from hour to hour, m/s.</summary>
    private static WindField Rough(Wind wind, double metresPerSecond)
    {
        var random = new Random(7);
        var blows = WindVector.Of(wind.From, wind.Mean);
        double[] latitudes = [.. Enumerable.Range(0, 17).Select(row => 28 + (0.25 * row))];
        double[] longitudes = [.. Enumerable.Range(0, 17).Select(column => 120 + (0.25 * column))];
        AltitudeAmsl[] heights = [.. ((double[])[10, 60, 120, 240]).Select(AltitudeAmsl.FromMetres)];
        DateTimeOffset[] instants = [.. Enumerable.Range(0, 7).Select(hour => Flights.Nine.AddHours(hour))];
        WindVector[] winds =
        [
            .. from instant in instants
               from height in heights
               from latitude in latitudes
               from longitude in longitudes
               select new WindVector(blows.EastMetresPerSecond + Noise(), blows.NorthMetresPerSecond + Noise()),
        ];
        return new WindField(new WindGrid(latitudes, longitudes, heights, instants, winds), Flights.Nine);

        double Noise() => metresPerSecond * ((2 * random.NextDouble()) - 1);
    }

    // Xiushan has Sanjiang in the south-west, 5.4 km away as the crow flies, and Dingzuimen in the north-east, 14.4 km; round the islands between it is 15 km to both.
    [Test]
    public void Turning_the_wind_turns_the_ranking_and_the_nearest_site_is_not_the_first()
    {
        var question = Flights.Question("fz90", "dingzuimen", "xiushan");

        string[] Ranked(double windFrom) =>
            [.. Blocked(question with { Wind = Worlds.WindFrom(windFrom, 9) }).Reachable.Select(diversion => diversion.Site.Id.Text).Where(site => site is "sanjiang" or "dingzuimen")];

        Assert.That(Ranked(45), Is.EqualTo(["sanjiang", "dingzuimen"]), "wind from the north-east");
        Assert.That(Ranked(225), Is.EqualTo(["dingzuimen", "sanjiang"]), "wind from the south-west");
    }

    // From Liuheng it is 27.4 km to Puxi, 28.3 km on the way, and to Dongju 29.0 and 29.9 km; Puxi lies in the north-north-east, Dongju in the north.
    [Test]
    public void In_an_easterly_wind_the_nearest_site_is_outwardof_reach_where_one_farther_away_is_in_reach()
    {
        var question = Flights.Question("fz90", "putuo", "liuheng", 15, Worlds.WindFrom(90, 9));
        var blocked = Blocked(question, charge: 0.92);
        var nearest = ShippedData.World.Sites.All.Where(site => site.IsOpenForScheduling && site != question.Destination).MinBy(site => site.Position.DistanceTo(question.Destination.Position))!;

        Assert.That(nearest.Id.Text, Is.EqualTo("puxi"));
        Assert.That(blocked.Reachable.Select(diversion => diversion.Site.Id.Text), Has.Member("dongju").And.No.Member("puxi"));
        Assert.That(blocked.Nearest!.Site.Id.Text, Is.EqualTo("dongju"));
    }

    [Test]
    public void A_site_that_is_closed_when_the_flight_would_land_there_is_no_alternate()
    {
        var question = Flights.Question("fz90", "putuo", "liuheng", 15, Wind.Calm);
        var open = Blocked(question);
        var landing = question.Departure.AddSeconds(open.Point.Seconds + open.Reachable[0].Seconds);
        var before = Blocked(question, closures: Closing(open.Reachable[0].Site.Id, new TimeWindow(question.Departure, landing.AddSeconds(-1))));
        var then = Blocked(question, closures: Closing(open.Reachable[0].Site.Id, new TimeWindow(landing.AddSeconds(-1), landing.AddSeconds(1))));

        // It closes at 20:00: the flight still lands at its destination, and no flight from there anywhere.
        var late = Blocked(question with { Departure = Flights.Nine.AddHours(10).AddMinutes(35) });

        Assert.That(open.Reachable[0].Site.Id.Text, Is.EqualTo("puxi"));
        Assert.That(before.Reachable.Select(diversion => diversion.Site), Is.EqualTo(open.Reachable.Select(diversion => diversion.Site)));
        Assert.That(then.Reachable.Select(diversion => diversion.Site), Is.EqualTo(open.Reachable.Skip(1).Select(diversion => diversion.Site)));
        Assert.That(late.Reachable, Is.Empty);
    }

    [Test]
    public void Sites_that_are_not_built_or_bear_less_than_the_aircraft_weighs_are_no_alternates()
    {
        var question = Flights.Question("fz90", "putuo", "liuheng", 15, Wind.Calm);
        var asked = Ask(question, StateOfCharge.Full).Question.Sites.Select(site => site.Id.Text).ToList();

        Assert.That(asked, Has.Member("puxi").And.No.Member("xiazhi").And.No.Member("wugongzhi"));
        Assert.That(Flights.Question().Destination.Pads.Max(pad => pad.MaxMass.Value), Is.EqualTo(2500));
        Assert.That(Ask(Flights.Question("v2000cg", "putuo", "liuheng", 0), StateOfCharge.Full).Question.Sites, Has.Count.EqualTo(asked.Count));
    }

    // Gouqi lies 57 km north of Miaozihu; the next open pad is Huaniao's, 18 km on.
    [Test]
    public void A_long_flight_whose_destination_may_be_blocked_is_refused_with_point_time_limit_actual_and_margin()
    {
        var question = Flights.Question("fz90", "miaozihu", "gouqi", 15, Wind.Calm);
        var decision = Flights.Decide(question);
        var finding = decision.Findings.Single(found => found.Code == ReasonCode.AlternateUnreachable);
        var blocked = Blocked(question, 1, healthRatio: ShippedData.World.Policy.AssumedPackHealthRatio);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Checks.Single(check => check.Check == "energy-reserve").Outcome, Is.EqualTo(CheckOutcome.Pass), "the reserve at the destination alone is enough");
        Assert.That((finding.Check, finding.Subject, finding.Unit), Is.EqualTo(("alternate", "sites/huaniao", "Wh")));
        Assert.That(finding.Where, Is.EqualTo(question.Destination.Position));
        Assert.That(finding.Limit, Is.EqualTo(blocked.Nearest!.Flight.Reserve!.FinalReserve.WattHours).Within(1e-9));
        Assert.That(finding.Actual! - finding.Limit!, Is.EqualTo(finding.Margin).Within(1e-9).And.Negative);
        Assert.That(finding.Actual, Is.EqualTo(blocked.Nearest.Flight.Reserve.AtLanding.WattHours).Within(1e-9));
        Assert.That(finding.When!.Value.Start, Is.GreaterThan(question.Departure).And.LessThan(decision.Arrival!.Value));
        Assert.That(decision.Alternate, Is.Null);
    }

    // Dongfushan, 10 km south-east of Miaozihu, is planned; what is built is 38 km away and more.
    [Test]
    public void Where_only_planned_sites_are_in_reach_a_question_counts_them_and_says_so_and_a_promise_does_not()
    {
        var question = Flights.Question("fz90", "putuo", "miaozihu", 10, Wind.Calm);
        var asked = Flights.Decide(question, purpose: DecisionPurpose.Check);
        var promised = Flights.Decide(question);
        var usual = Flights.Decide(Flights.Question(), purpose: DecisionPurpose.Check);

        Assert.That((asked.Verdict, asked.Alternate?.Site.Id.Text), Is.EqualTo((Verdict.Go, "dongfushan")));
        Assert.That(asked.Advisories.Single(advisory => advisory.Code == ReasonCode.SitePlanned).Subject, Is.EqualTo("sites/dongfushan"));
        Assert.That(promised.Findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AlternateUnreachable]));

        // Xiazhi, planned, is nearer to Liuheng than any site that is built; those are enough.
        Assert.That(usual.Alternate!.Site.Id.Text, Is.EqualTo("puxi"));
        Assert.That(usual.Advisories.Select(advisory => advisory.Code), Has.No.Member(ReasonCode.SitePlanned));
    }

    // The referee flies out and back from block-off, as a flight of its own, and halves until a metre. On the way it does not cut the turn back (sharper than a right angle);
    // in calm air nothing else differs.
    [TestCase("putuo", "miaozihu", 0.85)]
    [TestCase("sijiao", "gouqi", 0.62)]
    public void The_point_of_no_return_is_where_a_flight_outwardand_back_lands_with_the_final_reserve_and_no_more(string from, string to, double charge)
    {
        var (question, flight) = Ask(Flights.Question("fz90", from, to, 15, Wind.Calm), new StateOfCharge(charge));
        var answer = AlternateSearch.Of(flight, question with { Sites = [.. question.Sites.Where(site => site.Id.Text == from || site.Id.Text == to)] });
        var last = answer.PointOfNoReturn!;
        var (low, high) = (2000.0, flight.Task.Path.Distance.Metres - 2000);
        Assert.That((Margin(low) > 0, Margin(high) > 0), Is.EqualTo((true, false)));
        while (high - low > 1)
        {
            var middle = 0.5 * (low + high);
            (low, high) = Margin(middle) >= 0 ? (middle, high) : (low, middle);
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{last.PathMetres:F0} m of {flight.Task.Path.Distance.Metres:F0} m; out and back {low:F0} m"));
        Assert.That(answer.ReturnsThroughout, Is.False);
        Assert.That(last.PathMetres, Is.EqualTo(low).Within(25));

        double Margin(double metres)
        {
            var path = flight.Task.Path;
            var point = path.PointAt(Length.FromMetres(metres));
            var (outward, flown) = (new List<LatLon> { path.Origin }, 0.0);
            foreach (var segment in path.Segments.TakeWhile(segment => flown + segment.Distance.Metres < metres))
            {
                flown += segment.Distance.Metres;
                outward.Add(segment.To);
            }

            var home = question.WayTo(point, question.Sites.Single(site => site.Id.Text == from))!;
            return Detours.MarginWattHours(FlightSimulation.Run(flight.Task with
            {
                Path = new FlightPath([.. outward, point, .. home.Segments.Select(segment => segment.To)]),
                DestinationElevation = flight.Task.OriginElevation,
            }));
        }
    }

    [Test]
    public void Ways_to_sites_pass_the_exact_tests_of_ground_obstacles_and_prohibited_zones()
    {
        var (asked, flight) = Ask(Flights.Question("fz90", "putuo", "liuheng", 15, Wind.Calm), StateOfCharge.Full);
        var way = FlightWay.Of(ShippedData.World, Flights.Question(), ShippedData.World.Space.Permits, Wind.Calm, flight.Task.CruiseAirspeed);
        var space = ShippedData.World.Space;
        var (judged, bent) = (0, 0);
        for (var metres = 100.0; metres < flight.Task.Path.Distance.Metres; metres += 4100)
        {
            var point = flight.Task.Path.PointAt(Length.FromMetres(metres));
            foreach (var site in asked.Sites.Where(site => site.Id.Text is "putuo" or "puxi" or "dongju" or "liuheng"))
            {
                var path = asked.WayTo(point, site)!;

                // The diversion flies level from the point; this one climbs on the spot there, from so high that it is no lower when it sets out.
                var detour = FlightSimulation.Run(flight.Task with { Path = path, OriginElevation = AltitudeAmsl.FromMetres(10), DestinationElevation = site.Elevation });
                if (FlightCorridor.Of(detour, way.Volume, space.Corridor, Flights.Nine, way.Map.Terrain) is not { } corridor)
                {
                    continue;
                }

                judged++;
                bent += path.Legs.Count > 2 ? 1 : 0;
                Finding[] findings =
                [
                    .. ClearanceFindings.OverGround(corridor, way.Map.Terrain, space.Corridor),
                    .. ClearanceFindings.OverObstacles(corridor, space.Obstacles, space.TerrainPolicy.Accuracy, space.Corridor),
                    .. GeozoneFindings.Prohibited(GeozoneFindings.Passings(corridor, space.Zones, null), (_, _) => false, TimeSpan.FromHours(8)),
                ];
                Assert.That(findings.Select(finding => finding.English), Is.Empty, FormattableString.Invariant($"{metres:F0} m to {site.Id}"));
            }
        }

        TestContext.Out.WriteLine($"{judged} ways judged, {bent} with bends");
        Assert.That(judged, Is.GreaterThan(20));
        Assert.That(bent, Is.GreaterThan(15));
    }

    private static BlockedPad Blocked(FlightQuestion question, double charge = 1, ClosureRegister? closures = null, double healthRatio = 1)
    {
        var (asked, flight) = Ask(question, new StateOfCharge(charge), closures, healthRatio);

        // From points of the way nothing is asked here.
        return AlternateSearch.Of(flight, asked with { Step = Length.FromKilometres(500), WayTo = (point, site) => point == question.Destination.Position ? asked.WayTo(point, site) : null }).Blocked!;
    }

    private static (AlternateQuestion Question, FlightForecast Flight) Ask(FlightQuestion question, StateOfCharge charge, ClosureRegister? closures = null, double healthRatio = 1)
    {
        var (flight, way) = Flown(question, charge.Ratio, healthRatio);
        return (FlightAlternates.Ask(ShippedData.World, question, closures ?? ClosureRegister.None, way, flight, Length.FromKilometres(2)), flight);
    }

    private static ClosureRegister Closing(SiteId site, TimeWindow when) => new(1, [new Closure(new ClosureId("shut"), new SiteClosed(site), ClosureCause.Weather, string.Empty, when)], []);

    private static (FlightForecast Flight, FlightWay Way) Flown(FlightQuestion question, double charge, double healthRatio = 1, WindField? field = null)
    {
        var world = ShippedData.World;
        var task = CheckFlight.Task(world.Policy, question, question.Wind!, new StateOfCharge(charge), healthRatio);
        var way = FlightWay.Of(world, question, world.Space.Permits, question.Wind!, task.CruiseAirspeed);
        return (FlightSimulation.Run(task with { Path = way.Way.Path, WindField = field }), way);
    }
}
