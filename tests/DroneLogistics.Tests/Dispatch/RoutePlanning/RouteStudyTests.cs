using System.Collections.Concurrent;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Routing.Map;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.RoutePlanning;

/// <summary>Routes over the islands that ship, judged flight by flight by the checks.</summary>
public sealed class RouteStudyTests
{
    private static readonly World World = ShippedData.World;
    private static readonly Timetable Fleet = Timetable.Empty(World.AssumedFleet());

    // A study takes a second and does not change: tests of one flight share it.
    private static readonly ConcurrentDictionary<(FlightQuestion Flight, RouteObjective Objective, int Most), Lazy<RouteStudyAnswer>> Studies = [];

    private static readonly IReadOnlyList<Site> Direct = [];

    [Test]
    public void Every_route_offered_is_decided_again_the_same_along_its_own_points()
    {
        var routes = 0;
        foreach (var flight in (FlightQuestion[])[Flight("putuo", "liuheng", 15), Flight("putuo", "miaozihu", 10), Flight("dinghai-port", "dongju", 10)])
        {
            foreach (var route in Study(flight, RouteObjective.Energy, 3).Routes)
            {
                routes++;
                var again = Decide(flight with { CruiseAltitude = route.CruiseAltitude, Waypoints = route.Way.Points });
                Assert.That(again.Verdict, Is.EqualTo(Verdict.Go), $"{flight.Origin.Id} to {flight.Destination.Id}: {string.Join(" ", again.Findings.Select(finding => finding.English))}");
                Assert.That(again.Forecast!.BlockSeconds, Is.EqualTo(route.Decision.Forecast!.BlockSeconds));
            }
        }

        Assert.That(routes, Is.GreaterThan(5));
    }

    [Test]
    public void A_route_is_named_for_what_it_has_least_of_and_the_best_has_least_of_what_is_asked()
    {
        foreach (var objective in (RouteObjective[])[RouteObjective.Energy, RouteObjective.GroundRisk])
        {
            var routes = Study(Flight("putuo", "liuheng", 15), objective, 3).Routes;
            Assert.That(routes[0].Cost(objective), Is.EqualTo(routes.Min(route => route.Cost(objective))), $"{objective}");
            foreach (var (name, by) in ((RouteDistinction, RouteObjective)[])[(RouteDistinction.Fastest, RouteObjective.Time), (RouteDistinction.Leanest, RouteObjective.Energy), (RouteDistinction.Shortest, RouteObjective.Distance), (RouteDistinction.Safest, RouteObjective.GroundRisk)])
            {
                var named = routes.Single(route => route.Distinctions.Contains(name));
                Assert.That(named.Cost(by), Is.EqualTo(routes.Min(route => route.Cost(by))), $"{objective}: {name}");
            }
        }
    }

    [TestCase("putuo", "liuheng", 0.0, 0)]
    [TestCase("sijiao", "gouqi", 270.0, 8)]
    [TestCase("sijiao", "gouqi", 90.0, 8)]
    public void No_altitude_between_30_and_300_m_takes_less_energy_than_the_one_that_is_chosen(string from, string to, double windFrom, double metresPerSecond)
    {
        var flight = Flight(from, to, 12) with { Wind = Worlds.WindFrom(windFrom, metresPerSecond) };
        var best = Study(flight, RouteObjective.Energy, 1);
        var chosen = best.Routes[0];
        Assert.That(chosen.Decision.Verdict, Is.EqualTo(Verdict.Go));
        var open = 0;
        for (var metres = 30.0; metres <= 300; metres += 5)
        {
            if (Decide(flight with { CruiseAltitude = AltitudeAmsl.FromMetres(metres) }) is { Verdict: Verdict.Go, Forecast.Reserve: { } reserve })
            {
                open++;
                Assert.That(best.Altitudes.Select(altitude => altitude.Metres), Does.Contain(metres));
                Assert.That(reserve.Trip.WattHours, Is.GreaterThanOrEqualTo(chosen.Cost(RouteObjective.Energy) - 1e-9), $"at {metres} m");
            }
        }

        Assert.That(open, Is.GreaterThan(0));
        TestContext.Out.WriteLine($"{from} to {to}, wind {windFrom} {metresPerSecond}: {chosen.CruiseAltitude.Metres} m of {open} altitudes that are open");
    }

    [Test]
    public void The_route_of_least_ground_risk_has_less_land_below_and_is_longer()
    {
        var lean = Study(Flight("putuo", "liuheng", 15), RouteObjective.Energy, 3).Routes[0];
        var safe = Study(Flight("putuo", "liuheng", 15), RouteObjective.GroundRisk, 3).Routes[0];

        Assert.That(safe.Decision.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(safe.NearLand.Metres, Is.LessThan(0.9 * lean.NearLand.Metres));
        Assert.That(safe.Way.Distance, Is.GreaterThan(lean.Way.Distance));
        Assert.That(safe.GroundRisk, Is.LessThan(lean.GroundRisk));
    }

    [Test]
    public void An_altitude_that_is_asked_for_is_kept_and_no_more_routes_are_told_than_are_wanted()
    {
        var flight = Flight("putuo", "liuheng", 15);
        var kept = Study(flight with { CruiseAltitude = AltitudeAmsl.FromMetres(120) }, RouteObjective.Time, 2);
        Assert.That(kept.Altitudes.Select(altitude => altitude.Metres), Is.EqualTo(new[] { 120.0 }));
        Assert.That(kept.Routes.Select(route => route.CruiseAltitude.Metres), Is.All.EqualTo(120));
        Assert.That(kept.Routes, Has.Count.EqualTo(2));
        Assert.That(Study(flight, RouteObjective.Energy, 1).Routes, Has.Count.EqualTo(1));
        Assert.That(() => Study(flight, RouteObjective.Energy, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void What_a_bend_costs_is_never_negative_and_never_more_than_the_way_is_longer_than_straight()
    {
        foreach (var (from, to, kilograms) in ((string, string, double)[])[("putuo", "liuheng", 15), ("putuo", "miaozihu", 10), ("dinghai-port", "dongju", 10)])
        {
            var answer = Study(Flight(from, to, kilograms), RouteObjective.Energy, 3);
            var costs = 0;
            foreach (var route in answer.Routes)
            {
                foreach (var constraint in route.Constraints.Where(constraint => constraint.Cost is not null))
                {
                    costs++;
                    Assert.That(constraint.Cost!.Value.Metres, Is.InRange(-0.1, (route.Way.Distance - answer.StraightDistance).Metres + 0.1), $"{from} to {to}: {constraint.Hindrance.NameEnglish}");
                }
            }

            Assert.That(costs > 0 || answer.Routes.All(route => route.Constraints.Count == 0), Is.True, $"{from} to {to}");
        }
    }

    [Test]
    public void Every_reason_why_the_straight_line_may_not_be_flown_is_told_beside_the_routes()
    {
        var flight = Flight("putuo", "liuheng", 15);
        var answer = Study(flight, RouteObjective.Energy, 3);
        var direct = Decide(flight with { Route = RouteChoice.Direct, CruiseAltitude = answer.Routes[0].CruiseAltitude });

        Assert.That(answer.Straight.Findings.Select(finding => finding.English), Is.EqualTo(direct.Findings.Select(finding => finding.English)));
        Assert.That(answer.Straight.Findings.Where(finding => finding.Code == ReasonCode.TerrainClearanceInsufficient).Select(finding => finding.Subject), Is.SupersetOf(new[] { "terrain/Zhoushan Island", "terrain/Mayi", "terrain/Taohua" }));
        Assert.That(answer.StraightDistance.Kilometres, Is.EqualTo(32.1).Within(0.1));
    }

    [Test]
    public void The_bands_of_a_route_lie_end_to_end_and_the_flight_lies_within_each()
    {
        var route = Study(Flight("putuo", "liuheng", 15), RouteObjective.Energy, 3).Routes[0];
        for (var i = 0; i < route.Bands.Count; i++)
        {
            var band = route.Bands[i];
            Assert.That(i == 0 ? route.Way.Points[0] : route.Bands[i - 1].Piece.Volume.To, Is.EqualTo(band.Piece.Volume.From));
            Assert.That(band.Piece.PlannedLow, Is.GreaterThanOrEqualTo(band.Floor));
            Assert.That(band.Piece.PlannedHigh, Is.LessThanOrEqualTo(band.Ceiling));
            Assert.That(band.Piece.Volume.From.DistanceTo(band.Piece.Volume.To).Metres, Is.LessThanOrEqualTo(World.Policy.Routes.LongestBand.Metres + 1e-6));
        }

        Assert.That(route.Bands.Sum(band => band.Piece.Volume.From.DistanceTo(band.Piece.Volume.To).Metres), Is.EqualTo(route.Way.Distance.Metres).Within(1));
    }

    [Test]
    public void Wugongzhi_is_refused_with_the_control_area_named()
    {
        var best = Study(Flight("putuo", "wugongzhi", 10), RouteObjective.Energy, 3).Routes[0];
        Assert.That(best.Decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(best.Way.Standing, Is.EqualTo(WayStanding.Prohibited));
        Assert.That(best.Decision.Findings.Where(finding => finding.Code == ReasonCode.GeozoneProhibited).Select(finding => finding.English), Has.Some.Contains("control area"));
    }

    [Test]
    public void Putuo_to_Miaozihu_crosses_the_clearance_area_and_is_staggered_against_airliners()
    {
        // An arrival at 10:35 takes the area from 10:25 to 10:45 local time.
        var conflict = Decide(Flight("putuo", "miaozihu", 10) with { Departure = Flights.Nine.AddMinutes(80) });
        Assert.That(conflict.Findings.Select(finding => finding.Code), Is.EqualTo(new[] { ReasonCode.AirspaceSlotConflict }));
        Assert.That(conflict.Findings[0].English, Does.Contain("The next free slot is for a departure at"));
        Assert.That(Decide(Flight("putuo", "miaozihu", 10)).Verdict, Is.EqualTo(Verdict.Go));
    }

    private static FlightQuestion Flight(string from, string to, double kilograms) => new()
    {
        Origin = ShippedData.Site(from),
        Destination = ShippedData.Site(to),
        Type = ShippedData.Type("fz90"),
        Payload = Mass.FromKilograms(kilograms),
        Departure = Flights.Nine,
        Wind = Wind.Calm,
        Via = Direct,
    };

    private static RouteStudyAnswer Study(FlightQuestion flight, RouteObjective objective, int most) =>
        Studies.GetOrAdd((flight, objective, most), asked => new Lazy<RouteStudyAnswer>(() => RouteStudy.Of(World, Fleet, new RouteStudyQuestion(asked.Flight, asked.Objective, asked.Most), Worlds.Now))).Value;

    private static Decision Decide(FlightQuestion flight) => CheckFlight.Decide(World, Fleet, flight, Worlds.Now, DecisionPurpose.Check);
}
