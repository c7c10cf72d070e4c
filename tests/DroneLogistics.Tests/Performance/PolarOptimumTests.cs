using CsCheck;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using NUnit.Framework;
using Polar = DroneLogistics.Fleet.Wing;

namespace DroneLogistics.Tests.Performance;

public sealed class PolarOptimumTests
{
    private static readonly Polar Wing = Worlds.Wing.Wing!;

    private static readonly Gen<(double Mass, double Density)> Cases = Gen.Select(Gen.Double[10, 2000], Gen.Double[0.7, 1.35]);

    [Test]
    public void No_speed_near_the_best_range_speed_has_less_drag_and_none_near_the_best_endurance_speed_less_power() =>
        Gen.Select(Cases, Gen.Double[0.5, 2]).Sample((known, times) =>
        {
            var optimum = Of(known);
            Assert.That(Drag(known, optimum.BestRange * times), Is.GreaterThanOrEqualTo(optimum.LeastDragNewtons * (1 - 1e-12)));
            Assert.That(
                ShaftWatts(known, optimum.BestEndurance * times),
                Is.GreaterThanOrEqualTo(ShaftWatts(known, optimum.BestEndurance) * (1 - 1e-12)));
        });

    [Test]
    public void At_the_best_range_speed_the_drag_is_weight_over_the_highest_lift_to_drag() =>
        Cases.Sample(known =>
        {
            var optimum = Of(known);
            Assert.That(Drag(known, optimum.BestRange), Is.EqualTo(optimum.LeastDragNewtons).Within(1e-11 * optimum.LeastDragNewtons));
        });

    [Test]
    public void The_electric_range_is_what_the_energy_lasts_at_the_best_range_speed() =>
        Cases.Sample(known =>
        {
            var (optimum, energy) = (Of(known), Energy.FromWattHours(3000));
            var seconds = energy.Joules * Wing.DrivetrainEfficiency / ShaftWatts(known, optimum.BestRange);
            Assert.That(optimum.RangeOn(energy).Metres, Is.EqualTo(seconds * optimum.BestRange.MetresPerSecond).Within(1e-9 * optimum.RangeOn(energy).Metres));
        });

    [Test]
    public void A_glide_loses_its_height_in_the_time_it_takes() =>
        Cases.Sample(known =>
        {
            // Along the slope V t, over the ground V t cos(gamma), down V t sin(gamma): both from one time.
            var optimum = Of(known);
            var height = Length.FromMetres(300);
            var seconds = height.Metres / optimum.GlideSink.MetresPerSecond;
            var slope = seconds * optimum.BestRange.MetresPerSecond;
            Assert.That(Math.Sqrt((slope * slope) - (300 * 300)), Is.EqualTo(optimum.GlideFrom(height).Metres).Within(1e-6));
        });

    private static PolarOptimum Of((double Mass, double Density) known) => PolarOptimum.Of(Wing, Mass.FromKilograms(known.Mass), new AirDensity(known.Density));

    private static double ShaftWatts((double Mass, double Density) known, Speed speed) =>
        WingPower.Cruise(Wing, Mass.FromKilograms(known.Mass), speed, Speed.Zero, new AirDensity(known.Density)).ShaftWatts;

    private static double Drag((double Mass, double Density) known, Speed speed) => ShaftWatts(known, speed) / speed.MetresPerSecond;
}
