using CsCheck;
using DroneLogistics.Airspace;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace;

/// <summary>Most rings are passed by a quick look; it never passes one that the general test refuses.</summary>
public sealed class SimpleRingTests
{
    // Corners on a coarse grid touch, repeat and lie on one line far more often than drawn ones.
    private static readonly Gen<Coordinate[]> Rings =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], (x, y) => new Coordinate(122 + (0.1 * x), 30 + (0.1 * y))).Array[3, 9];

    [Test]
    public void Rings_on_a_grid_are_refused_exactly_where_the_general_test_refuses_them()
    {
        var (sound, crossing) = (0, 0);
        Rings.Where(corners => corners.Zip(corners.Skip(1).Append(corners[0])).All(pair => !pair.First.Equals2D(pair.Second))).Sample(
            corners =>
            {
                var polygon = GeometryFactory.Default.CreatePolygon([.. corners, corners[0].Copy()]);
                var isValid = new IsValidOp(polygon).IsValid;
                Interlocked.Increment(ref isValid ? ref sound : ref crossing);
                Assert.That(RingRules.FaultOf(polygon) is null, Is.EqualTo(isValid), polygon.ToText());
            },
            seed: "0000KoIPGd41",
            iter: 20_000,
            threads: 1);
        Assert.That((sound > 1_000, crossing > 1_000), Is.EqualTo((true, true)), $"{sound} sound, {crossing} crossing");
    }
}
