using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Tests.Simulation.Oracle;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>
/// Corners of the hexa at 18 m/s and 25 degrees of bank: r = 18² / (9.80665 tan 25°) = 70.852 m, load factor 1 / cos 25° = 1.10338.
/// </summary>
public sealed class TurnTests
{
    private const double Radius = 70.8517;

    [Test]
    public void A_right_angle_is_cut_by_an_arc_that_begins_and_ends_a_radius_from_the_corner()
    {
        // Tangent r tan 45° = r: of 2 r of legs a quarter circle of 111.294 m is flown.
        var forecast = FlightSimulation.Run(Corner(5000, 89.9999, 5000));
        var arc = forecast.Profile.Segments.Single(segment => segment.PathMetres > 0 && segment.DistanceMetres / segment.PathMetres < 0.999);

        Assert.That(arc.PathMetres, Is.EqualTo(2 * Radius).Within(1e-3));
        Assert.That(arc.DistanceMetres, Is.EqualTo(111.294).Within(1e-3));
        Assert.That(arc.Seconds, Is.EqualTo(111.294 / 18).Within(1e-4));
        Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(10_000 - (2 * Radius) + 111.294).Within(2e-3));
        Assert.That(forecast.Profile.Segments.Sum(segment => segment.PathMetres), Is.EqualTo(10_000).Within(1e-6));
    }

    [Test]
    public void The_rotors_carry_the_load_factor_of_the_bank_in_the_arc_and_the_weight_outside_of_it()
    {
        var task = Corner(5000, 60, 5000);
        var cruise = FlightSimulation.Run(task).Profile.Segments.Where(segment => segment.Phase == FlightPhase.Cruise).ToList();
        var power = new OraclePower(task);
        var density = task.Atmosphere.DensityAt(task.CruiseAltitude).KilogramsPerCubicMetre;

        Assert.That(cruise, Has.Count.EqualTo(3));
        Assert.That(cruise[0].Power.TotalWatts, Is.EqualTo(power.OnRotors(18, density, 1)).Within(1e-6));
        Assert.That(cruise[1].Power.TotalWatts, Is.EqualTo(power.OnRotors(18, density, 1.1033779)).Within(1e-3));
        Assert.That(cruise[2].Power, Is.EqualTo(cruise[0].Power));
    }

    [TestCase(120, 89.9999, Description = "A tangent of 70.85 m does not fit into half a leg of 60 m.")]
    [TestCase(400, 90.0001, Description = "Sharper than a right angle.")]
    [TestCase(400, 180, Description = "And back again.")]
    public void A_corner_that_cannot_be_cut_is_flown_over_and_its_arc_comes_on_top(double leg, double turn)
    {
        var forecast = FlightSimulation.Run(Corner(leg, turn, leg));
        var arc = forecast.Profile.Segments.Single(segment => segment.DistanceMetres > 0 && segment.PathMetres == 0);

        Assert.That(arc.DistanceMetres, Is.EqualTo(Radius * turn / 180 * Math.PI).Within(1e-3));
        Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo((2 * leg) + arc.DistanceMetres).Within(1e-5));
        Assert.That(forecast.Profile.Segments.Sum(segment => segment.PathMetres), Is.EqualTo(2 * leg).Within(1e-6));
    }

    [TestCase(2e-5)]
    [TestCase(5.6e-5)]
    [TestCase(5.8e-5)]
    [TestCase(1e-3)]
    public void However_small_a_corner_is_the_way_does_not_lose_a_micrometre(double degrees)
    {
        // 1e-6 rad is 5.73e-5 degrees: below it the corner counts as straight. Its tangents, 7e-5 m, were cut off and no arc was flown.
        var forecast = FlightSimulation.Run(Corner(3000, degrees, 3000));

        Assert.That(forecast.Profile.Segments.Sum(segment => segment.PathMetres), Is.EqualTo(6000).Within(1e-6));
        Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(6000).Within(1e-6));
    }

    /// <summary>A leg to the east, a turn to the left, another leg; calm.</summary>
    private static FlightTask Corner(double first, double degrees, double second)
    {
        var start = Worlds.West.Position;
        var corner = start.Towards(Bearing.FromDegrees(90), Length.FromMetres(first));
        var track = new FlightPath([start, corner]).Segments[0].FinalTrack.Degrees;
        var end = corner.Towards(Bearing.FromDegrees(track - degrees), Length.FromMetres(second));
        return Worlds.Task(Worlds.Hexa) with { Path = new FlightPath([start, corner, end]) };
    }
}
