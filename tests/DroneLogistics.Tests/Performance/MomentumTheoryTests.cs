using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Performance;

public sealed class MomentumTheoryTests
{
    // Products and roots of doubles: a few units in the last place.
    private const double Rounding = 1e-12;

    private static readonly AirDensity SeaLevel = new(1.225);

    /// <summary>kappa 1, chi 0, c0 0: what momentum theory says.</summary>
    private static readonly RotorSystem Ideal = Worlds.Hexa.Rotors with { InducedFactor = 1, InterferenceFactor = 0, ProfileFactor = 0, DragAreaSquareMetres = 0 };

    private static readonly Gen<double> Kilograms = Gen.Double[1, 3000];
    private static readonly Gen<double> Areas = Gen.Double[0.1, 50];
    private static readonly Gen<double> Densities = Gen.Double[0.7, 1.4];
    private static readonly Gen<double> Induced = Gen.Double[2, 20];

    [Test]
    public void An_ideal_rotor_hovers_on_the_power_that_momentum_theory_gives()
    {
        // T = 10 kg * 9.80665 = 98.0665 N; v_h = sqrt(98.0665 / (2 * 1.225 * 2)) = sqrt(20.0135714) = 4.4736530; P = T v_h = 438.71550 W.
        var power = RotorPower.Vertical(Ideal with { DiscAreaSquareMetres = 2 }, Mass.FromKilograms(10), Speed.Zero, SeaLevel);

        Assert.That(power.TotalWatts, Is.EqualTo(438.7155).Within(1e-3));
        Assert.That(power.InducedWatts, Is.EqualTo(power.TotalWatts));
    }

    [Test]
    public void Climbing_at_no_speed_is_hovering() =>
        Induced.Sample(hover =>
        {
            Assert.That(RotorPower.AxialInducedVelocity(hover, 0), Is.EqualTo(hover).Within(Rounding * hover));
            Assert.That(RotorPower.AxialInducedVelocity(hover, 1e-12), Is.EqualTo(hover).Within(1e-11));
        });

    [Test]
    public void The_faster_the_climb_the_less_is_induced_and_the_more_power_is_needed() =>
        Gen.Select(Induced, Gen.Double[0, 10], Gen.Double[0.1, 5]).Sample((hover, climb, more) =>
        {
            var (slow, fast) = (RotorPower.AxialInducedVelocity(hover, climb), RotorPower.AxialInducedVelocity(hover, climb + more));
            Assert.That(fast, Is.LessThan(slow));
            Assert.That(climb + more + fast, Is.GreaterThan(climb + slow));
        });

    [Test]
    public void Induced_velocity_in_axial_flight_solves_the_momentum_equation() =>
        Gen.Select(Induced, Gen.Double[0, 15]).Sample((hover, climb) =>
        {
            // (V_c + v) v = v_h² in climb; (V_c + v) v = -v_h² in fast descent, where the flow comes from below.
            var up = RotorPower.AxialInducedVelocity(hover, climb);
            Assert.That((climb + up) * up, Is.EqualTo(hover * hover).Within(1e-10 * hover * hover));
            var sink = -((2 * hover) + climb + 1e-9);
            var down = RotorPower.AxialInducedVelocity(hover, sink);
            Assert.That((sink + down) * down, Is.EqualTo(-hover * hover).Within(1e-10 * sink * sink));
        });

    [Test]
    public void The_vortex_ring_curve_joins_hover_without_a_step()
    {
        // At x = 0 the quartic is 1, the same as momentum theory.
        Assert.That(RotorPower.AxialInducedVelocity(8, -1e-9), Is.EqualTo(8).Within(1e-8));
    }

    [Test]
    public void The_vortex_ring_curve_steps_by_2_2_percent_of_hover_at_twice_the_hover_velocity()
    {
        // x = -2: 1 + 2.25 - 5.488 + 13.744 - 10.48 = 1.026; momentum theory gives 1 there. The quartic is empirical and does not join:
        // no flight is planned that fast (physics.md 1.3: at most 0.4 v_h down).
        var ring = RotorPower.AxialInducedVelocity(8, -16) / 8;
        var beyond = RotorPower.AxialInducedVelocity(8, -16.0000001) / 8;

        Assert.That(ring, Is.EqualTo(1.026).Within(Rounding));
        Assert.That(beyond, Is.EqualTo(1).Within(1e-3));
    }

    [Test]
    public void Fast_forward_flight_induces_v_h_squared_over_V() =>
        Gen.Select(Induced, Gen.Double[100, 1000]).Sample((hover, times) =>
        {
            // v V = v_h² (1 - v²/2V² ...): at V = 100 v_h the correction is 5e-9.
            var v = RotorPower.InclinedInducedVelocity(hover, hover * times, 0);
            Assert.That(v * times, Is.EqualTo(hover).Within(1e-8 * hover));
        });

    [Test]
    public void The_closed_form_of_the_level_disc_is_what_Newton_finds() =>
        Gen.Select(Induced, Gen.Double[0, 60]).Sample((hover, airspeed) =>
            Assert.That(
                RotorPower.InclinedInducedVelocity(hover, airspeed, 0),
                Is.EqualTo(RotorPower.LevelInducedVelocity(hover, airspeed)).Within(1e-11 * hover)));

    [Test]
    public void What_Newton_finds_leaves_no_residual() =>
        Gen.Select(Induced, Gen.Double[0, 60], Gen.Double[0, 20]).Sample((hover, tangential, normal) =>
        {
            var v = RotorPower.InclinedInducedVelocity(hover, tangential, normal);
            var flow = Math.Sqrt((tangential * tangential) + ((normal + v) * (normal + v)));
            Assert.That(v - (hover * hover / flow), Is.Zero.Within(1e-11 * hover));
        });

    [Test]
    public void Ideal_hover_power_grows_with_mass_to_the_one_and_a_half_and_falls_with_the_root_of_density() =>
        Gen.Select(Kilograms, Areas, Densities, Gen.Double[1.01, 3]).Sample((mass, area, density, times) =>
        {
            var power = Hover(Ideal, mass, area, density);
            Assert.That(Hover(Ideal, mass * times, area, density), Is.EqualTo(power * Math.Pow(times, 1.5)).Within(Rounding * power * 10));
            Assert.That(Hover(Ideal, mass, area, density * times), Is.EqualTo(power / Math.Sqrt(times)).Within(Rounding * power));
        });

    [Test]
    public void Several_discs_that_share_area_and_thrust_need_the_power_of_one() =>
        Gen.Select(Kilograms, Areas, Densities, Gen.Int[1, 12]).Sample((mass, area, density, discs) =>
            Assert.That(
                discs * Hover(Worlds.Hexa.Rotors, mass / discs, area / discs, density),
                Is.EqualTo(Hover(Worlds.Hexa.Rotors, mass, area, density)).Within(Rounding * Hover(Worlds.Hexa.Rotors, mass, area, density))));

    [Test]
    public void Forward_flight_at_no_speed_is_hover_for_both_kinds_of_rotor() =>
        Gen.Select(Kilograms, Densities).Sample((mass, density) =>
        {
            foreach (var rotors in (RotorSystem[])[Worlds.Hexa.Rotors, Worlds.Wing.Rotors])
            {
                var hover = RotorPower.Vertical(rotors, Mass.FromKilograms(mass), Speed.Zero, new AirDensity(density));
                var forward = RotorPower.Forward(rotors, mass * RotorPower.Gravity, Speed.Zero, new AirDensity(density));
                Assert.That(forward.TotalWatts, Is.EqualTo(hover.TotalWatts).Within(1e-11 * hover.TotalWatts));
            }
        });

    [Test]
    public void A_figure_of_merit_is_the_share_of_ideal_power_in_hover()
    {
        var power = RotorPower.Vertical(Worlds.Wing.Rotors, Mass.FromKilograms(80), Speed.Zero, SeaLevel);

        Assert.That(power.InducedWatts / power.ShaftWatts, Is.EqualTo(0.62).Within(Rounding));
    }

    [Test]
    public void The_factors_of_a_rotor_make_its_figure_of_merit_in_hover()
    {
        // FM = 1 / (kappa + c0) = 1 / 1.45.
        var real = Hover(Worlds.Hexa.Rotors, 80, 5.9, 1.225);
        var ideal = Hover(Ideal, 80, 5.9, 1.225);

        Assert.That(ideal / real, Is.EqualTo(1 / 1.45).Within(Rounding));
    }

    [Test]
    public void A_climb_costs_the_weight_times_its_speed_exactly()
    {
        // 80 kg * 9.80665 * 3 m/s = 2353.596 W.
        var power = RotorPower.Vertical(Worlds.Hexa.Rotors, Mass.FromKilograms(80), Speed.FromMetresPerSecond(3), SeaLevel);

        Assert.That(power.ClimbWatts, Is.EqualTo(2353.596).Within(1e-9));
    }

    [Test]
    public void No_descent_is_planned_below_60_percent_of_hover_power() =>
        Gen.Select(Kilograms, Gen.Double[0.1, 25]).Sample((mass, sink) =>
        {
            var down = RotorPower.Vertical(Worlds.Hexa.Rotors, Mass.FromKilograms(mass), Speed.FromMetresPerSecond(-sink), SeaLevel).ShaftWatts;
            var hover = RotorPower.Vertical(Worlds.Hexa.Rotors, Mass.FromKilograms(mass), Speed.Zero, SeaLevel).ShaftWatts;
            Assert.That(down, Is.GreaterThanOrEqualTo(0.6 * hover * (1 - Rounding)));
        });

    [Test]
    public void Rotors_that_lift_nothing_need_nothing()
    {
        Assert.That(RotorPower.Forward(Worlds.Wing.Rotors, 0, Speed.FromMetresPerSecond(20), SeaLevel).TotalWatts, Is.Zero);
    }

    [Test]
    public void Interference_leaves_hover_alone_and_costs_in_forward_flight()
    {
        var without = Worlds.Hexa.Rotors with { InterferenceFactor = 0 };
        var weight = 80 * RotorPower.Gravity;
        var fast = Speed.FromMetresPerSecond(15);

        Assert.That(
            RotorPower.Forward(Worlds.Hexa.Rotors, weight, Speed.Zero, SeaLevel).TotalWatts,
            Is.EqualTo(RotorPower.Forward(without, weight, Speed.Zero, SeaLevel).TotalWatts));
        Assert.That(
            RotorPower.Forward(Worlds.Hexa.Rotors, weight, fast, SeaLevel).TotalWatts,
            Is.GreaterThan(RotorPower.Forward(without, weight, fast, SeaLevel).TotalWatts));
    }

    [Test]
    public void Interference_of_1_makes_65_kg_at_15_m_per_s_induce_over_30_percent_more()
    {
        // v_h = 6.63 m/s, level v_i = 2.88 m/s: 1 + 1 - 0.43 = 1.57 times the power without.
        var alone = Ideal with { DiscAreaSquareMetres = 5.91 };
        var fast = Speed.FromMetresPerSecond(15);
        var (with, without) = (RotorPower.Forward(alone with { InterferenceFactor = 1 }, 65 * RotorPower.Gravity, fast, SeaLevel), RotorPower.Forward(alone, 65 * RotorPower.Gravity, fast, SeaLevel));

        Assert.That(with.InducedWatts, Is.GreaterThan(1.3 * without.InducedWatts));
    }

    private static double Hover(RotorSystem rotors, double mass, double area, double density) =>
        RotorPower.Vertical(rotors with { DiscAreaSquareMetres = area }, Mass.FromKilograms(mass), Speed.Zero, new AirDensity(density)).ShaftWatts;
}
