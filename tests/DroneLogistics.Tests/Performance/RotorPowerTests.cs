using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

public sealed class RotorPowerTests
{
    private static readonly AirDensity SeaLevel = new(1.225);

    private static readonly RotorSystem Ideal = new()
    {
        DiscAreaSquareMetres = 5.91,
        FigureOfMerit = null,
        InducedFactor = 1,
        InterferenceFactor = 0,
        ProfileFactor = 0,
        DownloadFactor = 1,
        DragAreaSquareMetres = 0.5,
        DrivetrainEfficiency = 1,
        AccelerationMetresPerSecondSquared = 2,
    };

    [Test]
    public void Ideal_hover_power_goes_as_mass_to_1_5_and_density_to_minus_0_5() => Gen.Double[1, 2000].Select(Gen.Double[0.6, 1.4]).Sample((mass, density) =>
    {
        double Hover(double m, double rho) => RotorPower.Vertical(Ideal, Mass.FromKilograms(m), Speed.Zero, new AirDensity(rho)).ShaftWatts;
        Assert.That(Hover(2 * mass, density) / Hover(mass, density), Is.EqualTo(Math.Pow(2, 1.5)).Within(1e-12));
        Assert.That(Hover(mass, 2 * density) / Hover(mass, density), Is.EqualTo(Math.Pow(2, -0.5)).Within(1e-12));
    });

    [Test]
    public void Climb_at_zero_rate_is_hover_and_so_is_forward_flight_at_zero_speed() => Gen.Double[1, 2000].Sample(kilograms =>
    {
        var hover = RotorPower.Vertical(Ideal, Mass.FromKilograms(kilograms), Speed.Zero, SeaLevel).ShaftWatts;
        Assert.That(RotorPower.Vertical(Ideal, Mass.FromKilograms(kilograms), Speed.FromMetresPerSecond(1e-12), SeaLevel).ShaftWatts, Is.EqualTo(hover).Within(1e-9 * hover));
        Assert.That(RotorPower.Forward(Ideal, kilograms * RotorPower.Gravity, Speed.Zero, SeaLevel).ShaftWatts, Is.EqualTo(hover).Within(1e-9 * hover));
    });

    [Test]
    public void The_inclined_disc_solves_Glauerts_equation_and_equals_the_closed_form_where_it_is_level() => Gen.Double[0.5, 20].Select(Gen.Double[0, 40], Gen.Double[0, 10]).Sample((hover, tangential, normal) =>
    {
        var v = RotorPower.InclinedInducedVelocity(hover, tangential, normal);
        Assert.That(v, Is.EqualTo(hover * hover / Math.Sqrt((tangential * tangential) + ((normal + v) * (normal + v)))).Within(1e-9 * hover));
        Assert.That(RotorPower.InclinedInducedVelocity(hover, tangential, 0), Is.EqualTo(RotorPower.LevelInducedVelocity(hover, tangential)).Within(1e-9 * hover));
    });

    [Test]
    public void At_high_speed_the_induced_velocity_tends_to_v_h_squared_over_V() =>
        Assert.That(RotorPower.LevelInducedVelocity(5, 500), Is.EqualTo(25.0 / 500).Within(1e-6));

    [Test]
    public void A_climb_at_2_5_m_per_s_of_65_kg_on_four_discs_is_the_published_case()
    {
        // T = 65 g = 637.43 N, A = 4 pi 1.3716^2 / 4, v_i = -1.25 + sqrt(1.25^2 + v_h^2) = 5.501580 m/s.
        var area = Math.PI * 1.3716 * 1.3716;
        var thrust = 65 * RotorPower.Gravity;
        var hover = RotorPower.HoverInducedVelocity(thrust, area, SeaLevel);
        var induced = RotorPower.AxialInducedVelocity(hover, 2.5);
        Assert.That(induced, Is.EqualTo(5.501580).Within(1e-6));
        Assert.That(thrust * (2.5 + induced), Is.EqualTo(5100.464847).Within(1e-5));
    }

    [Test]
    public void The_vortex_ring_curve_meets_hover()
    {
        Assert.That(RotorPower.AxialInducedVelocity(5, -1e-12), Is.EqualTo(5).Within(1e-9));

        // x = -0.4: 1 + 0.45 - 0.21952 + 0.109952 - 0.016768 = 1.323664.
        Assert.That(RotorPower.AxialInducedVelocity(5, -2), Is.EqualTo(5 * 1.323664).Within(1e-9));
    }

    [Test]
    public void Interference_makes_forward_flight_dearer_and_leaves_hover_alone()
    {
        var interfering = Ideal with { InterferenceFactor = 1 };
        var lift = 65 * RotorPower.Gravity;
        Assert.That(RotorPower.Forward(interfering, lift, Speed.FromMetresPerSecond(15), SeaLevel).InducedWatts, Is.GreaterThan(1.3 * RotorPower.Forward(Ideal, lift, Speed.FromMetresPerSecond(15), SeaLevel).InducedWatts));
        Assert.That(RotorPower.Vertical(interfering, Mass.FromKilograms(65), Speed.Zero, SeaLevel), Is.EqualTo(RotorPower.Vertical(Ideal, Mass.FromKilograms(65), Speed.Zero, SeaLevel)));
    }
}
