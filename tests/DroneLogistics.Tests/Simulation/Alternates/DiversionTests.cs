using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.Alternates;

public sealed class DiversionTests
{
    private static readonly Gen<(FlightForecast Flight, LandingSite Site)> Cases =
        from windy in SimulatedFlights.Landed
        where windy.Task.Path.Legs.Count == 1
        from calm in Gen.Bool
        let wind = calm ? Wind.Calm : windy.Task.Wind with { Mean = windy.Task.Wind.Mean * 0.4 }
        let flight = FlightSimulation.Run(windy.Task with { Wind = wind })
        where flight.LandingCharge is not null
        from bearing in Gen.Double[0, 360]
        from kilometres in Gen.Double[3, 15]
        let middle = flight.Task.Path.PointAt(flight.Task.Path.Distance * 0.5)
        select (flight, Detours.At("site", middle.Towards(Bearing.FromDegrees(bearing), Length.FromKilometres(kilometres))));

    // The planned detour cuts a corner of up to 90 degrees and so saves at most 2 r tan(45 deg) = 2 r of way; otherwise it is the same flight. Both take
    // the track of a leg in its middle, and the leg to the point has another middle than the whole: in wind that is up to 5e-4 of the charge (see below).
    [Test]
    public void A_diversion_lands_with_what_the_same_detour_lands_with_when_it_is_planned()
    {
        var (same, cut) = (0, 0);
        Cases.Sample(trial =>
        {
            var (flight, site) = trial;
            var answer = AlternateSearch.Of(flight, Detours.Question(flight.Task, site) with { Step = Length.FromKilometres(5) });
            foreach (var (point, reachable) in answer.Points.Select(at => (at.Point, at.Reachable)))
            {
                if (reachable.FirstOrDefault(diversion => diversion.Site == site) is not { } diversion)
                {
                    continue;
                }

                var planned = Detours.Planned(flight.Task, point, site);
                var turn = Detours.TurnDegrees(flight.Task, point, site);
                if (planned.LandingCharge is null || point.Altitude != flight.Profile.CruiseAltitude || planned.Profile.CruiseAltitude != flight.Profile.CruiseAltitude || diversion.Flight.Task.Variation.RouteStretch != 1 || Math.Abs(turn - 90) < 0.01)
                {
                    continue;
                }

                var rounding = flight.Task.Wind.Mean > Speed.Zero ? 5e-4 : 1e-6;
                var (actual, expected) = (diversion.LandingCharge!.Value.Ratio, planned.LandingCharge.Value.Ratio);
                if (turn > 90)
                {
                    same++;
                    Assert.That(actual, Is.EqualTo(expected).Within(rounding), $"turn of {turn:F1} degrees");
                    Assert.That(point.Seconds + diversion.Seconds, Is.EqualTo(planned.BlockSeconds!.Value).Within(2000 * rounding));
                }
                else
                {
                    cut++;
                    Assert.That(actual, Is.InRange(expected - 0.02, expected + rounding), $"turn of {turn:F1} degrees");
                }
            }
        }, iter: 400);

        TestContext.Out.WriteLine($"{same} sharp turns, {cut} others");
        Assert.That(same, Is.GreaterThan(50));
        Assert.That(cut, Is.GreaterThan(50));
    }

    // The rest of a leg has its middle, where its track is taken, further on: the meridians converge by up to 0.06 degrees on these legs, and 8 m/s of wind from the
    // side (up to 6 at 10 m) change the ground speed by 0.007 of 10 m/s then: 7e-4 of what the rest takes. In calm air nothing is left but the integrator (4e-8 near the end of a battery). A climb that is cut in two is flown at two densities instead of one.
    [Test]
    public void Straight_on_to_the_destination_is_the_flight_itself() => Cases.Select(trial => trial.Flight).Sample(flight =>
    {
        var answer = AlternateSearch.Of(flight, Detours.Question(flight.Task));
        foreach (var at in answer.Points)
        {
            var (point, on) = (at.Point, at.Reachable.FirstOrDefault(diversion => diversion.Site.Id.Text == "destination"));

            // Nearer than it takes to slow down the aircraft circles.
            if (on is not null && point.Altitude == flight.Profile.CruiseAltitude && on.Flight.Task.Variation.RouteStretch == 1)
            {
                var wind = flight.Task.Wind.Mean.MetresPerSecond;
                Assert.That(on.LandingCharge!.Value.Ratio, Is.EqualTo(flight.LandingCharge!.Value.Ratio).Within(wind > 0 ? 5e-4 : 1e-6));
                Assert.That(point.Seconds + on.Seconds, Is.EqualTo(flight.BlockSeconds!.Value).Within(wind > 0 ? 1 : 1e-6));
            }
        }
    }, iter: 100);

    [TestCase("wing")]
    [TestCase("hexa")]
    public void From_hover_a_diversion_is_a_flight_without_spooling_up_and_climbing_from_the_pad(string type)
    {
        var flight = FlightSimulation.Run(Worlds.Task(type == "wing" ? Worlds.Wing : Worlds.Hexa));
        var site = Detours.At("north", Worlds.North.Position);
        var blocked = AlternateSearch.Of(flight, Detours.Question(flight.Task, site)).Blocked!;
        var diversion = blocked.Reachable.Single(other => other.Site == site);
        var whole = FlightSimulation.Run(flight.Task with { Path = new FlightPath([flight.Task.Path.Destination, site.Position]) });

        // Equal pads: the transition begins as high as the last one ended.
        var rest = whole.Profile.Segments.SkipWhile(segment => segment.Phase is FlightPhase.SpoolUp or FlightPhase.VerticalClimb).ToList();
        Assert.That(diversion.Flight.Profile.Segments, Is.EqualTo(rest));
        Assert.That(blocked.Point.Seconds, Is.EqualTo(flight.Phases.Single(phase => phase.Phase == FlightPhase.VerticalDescent).StartSeconds).Within(1e-9));

        // And the battery is run down from the state there, segment by segment.
        var (battery, state) = (flight.Task.Circuit(), blocked.Point.Battery);
        foreach (var segment in rest)
        {
            state = Discharge.AtConstantPower(battery, state, segment.Power.TotalWatts, segment.Seconds).State;
        }

        Assert.That(diversion.LandingCharge!.Value.Ratio, Is.EqualTo(state.Charge).Within(1e-12));
    }

    // The wing slows down over 270 m and comes down from cruise in 27.5 s, 743 m: nearer than a kilometre it must circle.
    [TestCase(0.0)]
    [TestCase(0.5)]
    [TestCase(50.0)]
    [TestCase(400.0)]
    public void A_site_too_near_to_slow_down_is_reached_in_circles(double metres)
    {
        var flight = FlightSimulation.Run(Worlds.Task(Worlds.Wing));
        var point = flight.Task.Path.PointAt(flight.Task.Path.Distance * 0.5);
        var site = Detours.At("near", point.Towards(Bearing.FromDegrees(0), Length.FromMetres(metres)));
        var step = flight.Task.Path.Distance;
        var moments = AlternateSearch.Of(flight, Detours.Question(flight.Task, site) with { Step = step });
        var far = Detours.At("far", point.Towards(Bearing.FromDegrees(0), Length.FromKilometres(3)));
        var both = AlternateSearch.Of(flight, Detours.Question(flight.Task, site, far) with { Step = Length.FromMetres(step.Metres / 50) });
        var over = both.Points.MinBy(at => at.Point.Position.DistanceTo(point).Metres)!;

        Assert.That(moments.LandingShare, Is.EqualTo(1));
        Assert.That(over.Reachable.Select(diversion => diversion.Site.Id.Text), Has.Member("near"));
        var (near, further) = (over.Reachable.Single(diversion => diversion.Site == site), over.Reachable.Single(diversion => diversion.Site == far));
        Assert.That(near.Flight.Task.Variation.RouteStretch, Is.GreaterThan(1));
        Assert.That(near.LandingCharge!.Value, Is.GreaterThan(further.LandingCharge!.Value));

        // Circling costs no more than it must: the rest of the way holds a descent, a transition and less than 3 s of cruise.
        Assert.That(near.Flight.Phases.Where(phase => phase.Phase == FlightPhase.Cruise).Sum(phase => phase.Seconds), Is.LessThan(3));
    }

    [Test]
    public void A_flight_in_the_air_is_no_batch()
    {
        var flight = FlightSimulation.Run(Worlds.Task(Worlds.Wing));
        var diverted = AlternateSearch.Of(flight, Detours.Question(flight.Task)).Points[0].Reachable[0].Flight.Task;
        var (rows, results) = (DroneLogistics.Simulation.Batch.FlightBatch.Repeat(diverted, 8), new DroneLogistics.Simulation.Batch.FlightBatchResults(8));

        Assert.That(() => DroneLogistics.Simulation.Batch.SimulateMany.Run(diverted, rows, results), Throws.ArgumentException);
    }

    [Test]
    public void The_trace_of_a_diversion_begins_where_it_leaves_and_ends_on_the_pad()
    {
        var flight = FlightSimulation.Run(Worlds.Task(Worlds.Wing));
        var site = Detours.At("north", Worlds.North.Position);
        var at = AlternateSearch.Of(flight, Detours.Question(flight.Task, site)).Points[1];
        var trace = FlightTrace.Sample(at.Reachable.Single(diversion => diversion.Site == site).Flight, 5).ToList();

        Assert.That(trace[0].Position.DistanceTo(at.Point.Position).Metres, Is.LessThan(0.01));
        Assert.That(trace[0].Charge!.Value.Ratio, Is.EqualTo(at.Point.Battery.Charge).Within(1e-12));
        Assert.That(trace[0].Altitude.Metres, Is.EqualTo(at.Point.Altitude.Metres).Within(1e-9));
        Assert.That(trace[^1].Position.DistanceTo(site.Position).Metres, Is.LessThan(0.01));
        Assert.That(trace[^1].Altitude, Is.EqualTo(site.Elevation));
    }
}
