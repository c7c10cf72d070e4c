using DroneLogistics.Fleet;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Fleet;

public sealed class FleetRegisterTests
{
    [Test]
    public void The_assumed_fleet_is_one_tail_of_each_type_with_two_full_packs_at_every_site()
    {
        var fleet = Worlds.TwoIslands.AssumedFleet();

        // 2 types at 3 sites.
        Assert.That(fleet.Aircraft, Has.Count.EqualTo(6));
        Assert.That(fleet.Packs, Has.Count.EqualTo(12));
        Assert.That(fleet.Aircraft.Select(tail => (tail.Type.Text, tail.HomeSite)), Is.Unique);
        Assert.That(fleet.Aircraft.Select(tail => tail.Assumed), Is.All.True);
        Assert.That(fleet.Packs.Select(pack => (pack.Assumed, pack.StateOfCharge)), Is.All.EqualTo((true, StateOfCharge.Full)));
    }

    [Test]
    public void Two_tails_or_two_packs_with_one_id_are_a_programmers_error()
    {
        var tail = Worlds.Tail("wing-1", Worlds.Wing, Worlds.West);
        var pack = Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West);

        Assert.That(() => new FleetRegister([tail, tail], []), Throws.ArgumentException);
        Assert.That(() => new FleetRegister([], [pack, pack]), Throws.ArgumentException);
    }

    [TestCase("Wing-1")]
    [TestCase("1-wing")]
    [TestCase("wing-")]
    [TestCase("wing 1")]
    [TestCase("")]
    public void An_id_of_another_shape_is_a_programmers_error(string id)
    {
        Assert.That(() => new AircraftId(id), Throws.ArgumentException);
    }
}
