using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>Multirotors that fly waypoint by waypoint at a speed over the ground.</summary>
public sealed class WaypointFlightTests
{
    private static readonly LatLon Pad = Worlds.West.Position;
    private static readonly LatLon Turn = Pad.Towards(Bearing.FromDegrees(0), Length.FromMetres(900));

    [Test]
    public void A_commanded_ground_speed_is_held_whatever_the_wind_and_the_airspeed_follows()
    {
        // Northbound at 10 m/s over the ground into 4 m/s from north at 10 m: above 10 m the power law adds, so the policy is made flat.
        var forecast = FlightSimulation.Run(OutAndBack(wind: 4) with { WindPolicy = Worlds.Policy.Wind with { ProfileExponent = 0 } });

        var cruise = forecast.Profile.Segments.Where(segment => segment.Phase == FlightPhase.Cruise).ToList();
        Assert.That(cruise.Select(segment => segment.GroundSpeed.MetresPerSecond), Is.All.EqualTo(10).Within(1e-9));
        Assert.That(cruise[0].Airspeed.MetresPerSecond, Is.EqualTo(14).Within(1e-6));
        Assert.That(cruise[^1].Airspeed.MetresPerSecond, Is.EqualTo(6).Within(1e-6));
    }

    [Test]
    public void Every_stop_costs_the_commanded_speed_over_the_acceleration()
    {
        // By hand: each of two legs of 900 m at 10 m/s takes 900 / 10 s and, up to speed and down again at 2 m/s², 10 / 2 s more.
        var stopping = FlightSimulation.Run(OutAndBack(wind: 0));

        var onTheWay = stopping.Profile.Segments.Where(segment => segment.DistanceMetres > 0).Sum(segment => segment.Seconds);
        Assert.That(onTheWay, Is.EqualTo(2 * ((900 / 10.0) + (10 / 2.0))).Within(1e-6));
        Assert.That(stopping.Profile.Segments.Sum(segment => segment.DistanceMetres), Is.EqualTo(1800).Within(1e-6));
    }

    [Test]
    public void Without_wind_a_commanded_ground_speed_is_the_airspeed()
    {
        var byGround = FlightSimulation.Run(OutAndBack(wind: 0));
        var byAir = FlightSimulation.Run(OutAndBack(wind: 0) with { CommandedGroundSpeed = null });
        Assert.That(byGround.Energy.Total, Is.GreaterThan(Energy.Zero));

        Assert.That(byGround.Energy.Total.WattHours, Is.EqualTo(byAir.Energy.Total.WattHours).Within(1e-9));
        Assert.That(byGround.BlockSeconds, Is.EqualTo(byAir.BlockSeconds).Within(1e-9));
    }

    [Test]
    public void A_ground_speed_that_asks_more_airspeed_than_the_type_has_is_refused_with_both()
    {
        // 10 m/s over the ground into 12 m/s asks 22 m/s; the type flies 20.
        var profile = ProfileBuilder.Build(OutAndBack(wind: 12) with { WindPolicy = Worlds.Policy.Wind with { ProfileExponent = 0 } });

        Assert.That(profile.Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
        Assert.That(profile.Limit, Is.EqualTo(20));
        Assert.That(profile.Actual, Is.EqualTo(22).Within(1e-6));
    }

    [Test]
    public void A_leg_too_short_to_reach_the_speed_is_refused_though_the_whole_path_would_do()
    {
        // 18 m/s at 2 m/s² needs 162 m of a leg; each of the two has 100 m.
        var near = Pad.Towards(Bearing.FromDegrees(0), Length.FromMetres(100));
        var task = OutAndBack(wind: 0) with { Path = new FlightPath([Pad, near, Pad]), CommandedGroundSpeed = Speed.FromMetresPerSecond(18) };

        Assert.That(ProfileBuilder.Build(task).Trouble, Is.EqualTo(ProfileTrouble.PathTooShort));
        Assert.That(ProfileBuilder.Build(task with { StopsAtCorners = false }).Trouble, Is.EqualTo(ProfileTrouble.None));
    }

    [Test]
    public void The_trace_of_a_stopping_flight_stands_still_at_every_corner_and_ends_at_the_pad()
    {
        var points = FlightTrace.Sample(FlightSimulation.Run(OutAndBack(wind: 3)), 0.5).ToList();

        var atTurn = points.Where(point => Math.Abs(point.DistanceMetres - 900) < 1e-6).ToList();
        Assert.That(atTurn, Is.Not.Empty);
        Assert.That(atTurn.Min(point => point.GroundSpeed.MetresPerSecond), Is.EqualTo(0).Within(1e-9));
        Assert.That(points[^1].Position.LatitudeDegrees, Is.EqualTo(Pad.LatitudeDegrees).Within(1e-9));
    }

    private static FlightTask OutAndBack(double wind) => Worlds.Task(Worlds.Hexa) with
    {
        Path = new FlightPath([Pad, Turn, Pad]),
        Wind = Worlds.WindFrom(0, wind),
        CruiseAirspeed = Speed.FromMetresPerSecond(10),
        CommandedGroundSpeed = Speed.FromMetresPerSecond(10),
        StopsAtCorners = true,
    };
}
