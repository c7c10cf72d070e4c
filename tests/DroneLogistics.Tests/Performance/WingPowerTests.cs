using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;
using Polar = DroneLogistics.Fleet.Wing;

namespace DroneLogistics.Tests.Performance;

public sealed class WingPowerTests
{
    private static readonly AirDensity SeaLevel = new(1.225);
    private static readonly Polar Wing = Worlds.Wing.Wing!;

    [Test]
    public void Level_flight_costs_drag_times_speed()
    {
        // 80 kg, 27 m/s: q S = 0.5 * 1.225 * 729 * 3 = 1339.5375 N; parasite 0.035 q S * 27 = 1265.8629 W;
        // W = 784.532 N, C_L = 0.58567379, induced 0.033 * C_L² * q S * 27 = 409.3973 W.
        var power = WingPower.Cruise(Wing, Mass.FromKilograms(80), Speed.FromMetresPerSecond(27), Speed.Zero, SeaLevel);

        Assert.That(power.ParasiteWatts, Is.EqualTo(1265.8629).Within(1e-3));
        Assert.That(power.InducedWatts, Is.EqualTo(409.397).Within(1e-2));
        Assert.That(power.TotalWatts, Is.EqualTo(power.ParasiteWatts + power.InducedWatts));
    }

    [Test]
    public void At_the_speed_of_least_drag_half_of_it_is_induced() =>
        Gen.Select(Gen.Double[10, 2000], Gen.Double[0.8, 1.3]).Sample((mass, density) =>
        {
            // V_md = sqrt(2W / rho S) (k / C_D0)^(1/4).
            var speed = Math.Sqrt(2 * mass * RotorPower.Gravity / (density * Wing.AreaSquareMetres)) * Math.Pow(Wing.InducedDragFactor / Wing.ZeroLiftDragCoefficient, 0.25);
            var drag = Drag(mass, speed, density);

            Assert.That(drag.InducedNewtons, Is.EqualTo(drag.ParasiteNewtons).Within(1e-11 * drag.ParasiteNewtons));
            Assert.That(Sum(Drag(mass, speed * 1.01, density)), Is.GreaterThan(Sum(drag)));
            Assert.That(Sum(Drag(mass, speed / 1.01, density)), Is.GreaterThan(Sum(drag)));
        });

    [Test]
    public void At_the_stall_speed_the_wing_lifts_the_weight_at_its_highest_lift_coefficient() =>
        Gen.Double[10, 2000].Sample(mass =>
        {
            var stall = WingPower.StallSpeed(Wing, Mass.FromKilograms(mass), SeaLevel).MetresPerSecond;
            var lift = 0.5 * SeaLevel.KilogramsPerCubicMetre * stall * stall * Wing.AreaSquareMetres * Wing.MaxLiftCoefficient;

            Assert.That(lift, Is.EqualTo(mass * RotorPower.Gravity).Within(1e-10 * lift));
        });

    [Test]
    public void A_descent_gives_nothing_back() =>
        Gen.Select(Gen.Double[10, 200], Gen.Double[15, 40], Gen.Double[0, 20]).Sample((mass, speed, sink) =>
            Assert.That(
                WingPower.Cruise(Wing, Mass.FromKilograms(mass), Speed.FromMetresPerSecond(speed), Speed.FromMetresPerSecond(-sink), SeaLevel).ShaftWatts,
                Is.GreaterThanOrEqualTo(-1e-9)));

    [Test]
    public void Where_there_is_no_airspeed_there_is_no_drag()
    {
        Assert.That(Sum(Drag(80, 0, 1.225)), Is.Zero);
    }

    private static double Sum((double ParasiteNewtons, double InducedNewtons) drag) => drag.ParasiteNewtons + drag.InducedNewtons;

    private static (double ParasiteNewtons, double InducedNewtons) Drag(double mass, double speed, double density) =>
        WingPower.Drag(Wing, mass * RotorPower.Gravity, Speed.FromMetresPerSecond(speed), new AirDensity(density));
}
