using CsCheck;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.UnitValues;

public sealed class BearingTests
{
    [TestCase(0.0, 0.0)]
    [TestCase(360.0, 0.0)]
    [TestCase(-90.0, 270.0)]
    [TestCase(725.0, 5.0)]
    [TestCase(-1e-15, 0.0)]
    public void An_angle_is_brought_into_the_circle(double degrees, double expected)
    {
        Assert.That(Bearing.FromDegrees(degrees).Degrees, Is.EqualTo(expected));
    }

    [Test]
    public void Every_bearing_is_at_least_0_and_below_360() =>
        Gen.Double[-1e6, 1e6].Sample(degrees =>
            Assert.That(Bearing.FromDegrees(degrees).Degrees, Is.GreaterThanOrEqualTo(0).And.LessThan(360)));
}
