using DroneLogistics.Airspace;
using DroneLogistics.Dispatch;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Closed sites and routes, at the edges of their time.</summary>
public sealed class ClosureFindingsTests
{
    private static readonly PlannedFlight Flight = Worlds.Planned();

    private static readonly DateTimeOffset Departure = Flight.Question.Departure;

    private static readonly DateTimeOffset Arrival = Flight.Arrival!.Value;

    private static RouteStops Way => new(Flight.Question.Origin.Id, [], Flight.Question.Destination.Id);

    [Test]
    public void A_closed_origin_refuses_the_departure_within_and_none_at_its_end()
    {
        var origin = new SiteClosed(Flight.Question.Origin.Id);
        var within = For(Closed(origin, Departure.AddHours(-1), Departure.AddTicks(1))).Single();
        Assert.That((within.Code, within.Subject, within.Unit, within.Margin), Is.EqualTo((ReasonCode.SiteClosed, $"sites/{Flight.Question.Origin.Id}", "s", -1e-7)));
        Assert.That(within.English, Does.Contain("closures/c1, crane work"));
        Assert.That(For(Closed(origin, Departure, Departure.AddMinutes(30))).Single().Margin, Is.EqualTo(-1800), "the start belongs to it");
        Assert.That(For(Closed(origin, Departure.AddHours(-1), Departure)), Is.Empty, "the end does not");
        Assert.That(For(Closed(origin, Departure.AddTicks(1), Departure.AddHours(1))), Is.Empty, "it has left");
    }

    [Test]
    public void A_closed_destination_refuses_the_arrival_within()
    {
        var destination = new SiteClosed(Flight.Question.Destination.Id);
        Assert.That(For(Closed(destination, Arrival, Arrival.AddHours(1))).Select(finding => finding.Code), Is.EqualTo(new[] { ReasonCode.SiteClosed }));
        Assert.That(For(Closed(destination, Departure, Arrival)), Is.Empty, "it opens as the flight lands");
    }

    [Test]
    public void An_arrival_that_is_not_known_is_not_taken_to_be_outside()
    {
        var register = new ClosureRegister(1, [Closed(new SiteClosed(Flight.Question.Destination.Id), Departure.AddHours(5), Departure.AddHours(6))], []);
        var finding = ClosureFindings.For(register, Flight.Question, null, TimeSpan.FromHours(8)).Single();
        Assert.That((finding.Code, finding.Unknown), Is.EqualTo((ReasonCode.SiteClosed, true)));
    }

    [Test]
    public void A_closed_route_refuses_any_flight_that_is_on_it_for_a_moment_and_no_flight_the_other_way()
    {
        var route = new RouteClosed(new RouteId("west-east"), Way);
        Assert.That(For(Closed(route, Arrival.AddTicks(-1), Arrival.AddHours(1))).Single().Code, Is.EqualTo(ReasonCode.RouteSuspended));
        Assert.That(For(Closed(route, Arrival, Arrival.AddHours(1))), Is.Empty);
        Assert.That(For(Closed(route, Departure.AddHours(-1), Departure)), Is.Empty);
        var back = new RouteClosed(new RouteId("east-west"), new RouteStops(Flight.Question.Destination.Id, [], Flight.Question.Origin.Id));
        Assert.That(For(Closed(back, Departure, Arrival)), Is.Empty);
        var by = new RouteClosed(new RouteId("by"), new RouteStops(Flight.Question.Origin.Id, [Flight.Question.Origin.Id], Flight.Question.Destination.Id));
        Assert.That(For(Closed(by, Departure, Arrival)), Is.Empty, "another way between the same sites");
    }

    [TestCase(RouteState.Suspended, "suspended")]
    [TestCase(RouteState.Retired, "retired")]
    public void A_route_out_of_service_refuses_whatever_the_time(RouteState state, string word)
    {
        var register = new ClosureRegister(1, [], [new BarredRoute(new RouteId("west-east"), Way, state)]);
        var finding = ClosureFindings.For(register, Flight.Question, Arrival, TimeSpan.FromHours(8)).Single();
        Assert.That((finding.Code, finding.Subject), Is.EqualTo((ReasonCode.RouteSuspended, "routes/west-east")));
        Assert.That(finding.English, Does.Contain(word));
    }

    [Test]
    public void A_closed_region_is_a_prohibited_zone_for_its_time()
    {
        var closure = Closed(new RegionClosed(new ZoneCircle(new(30, 122), Length.FromKilometres(1))), Departure, Arrival);
        var register = new ClosureRegister(1, [closure], []);
        var zone = register.Regions.Single();
        Assert.That((zone.Type, zone.InForce(Departure), zone.InForce(Arrival), zone.Volumes.Single().Layer), Is.EqualTo((ZoneType.Prohibited, true, false, ZoneLayer.GroundUp)));
        Assert.That(For(closure), Is.Empty, "zones have a check of their own");
    }

    [Test]
    public void The_decision_of_a_flight_names_what_is_closed()
    {
        var timetable = Worlds.WestFleet();
        var question = Worlds.Question();
        Assert.That(CheckFlight.Decide(Worlds.TwoIslands, timetable, question, Worlds.Now, DecisionPurpose.Schedule).Verdict, Is.EqualTo(Verdict.Go));
        var closed = timetable.WithClosures(new ClosureRegister(1, [Closed(new SiteClosed(question.Origin.Id), question.Departure.AddHours(-1), question.Departure.AddHours(1))], []));
        var decision = CheckFlight.Decide(Worlds.TwoIslands, closed, question, Worlds.Now, DecisionPurpose.Schedule);
        Assert.That(decision.Findings.Select(finding => (finding.Code, finding.Check)), Is.EqualTo(new[] { (ReasonCode.SiteClosed, "closure") }));
    }

    private static Closure Closed(ClosureTarget target, DateTimeOffset from, DateTimeOffset to) =>
        new(new ClosureId("c1"), target, ClosureCause.Maintenance, "crane work", new TimeWindow(from, to));

    private static IEnumerable<Finding> For(Closure closure) =>
        ClosureFindings.For(new ClosureRegister(1, [closure], []), Flight.Question, Arrival, TimeSpan.FromHours(8));
}
