using CsCheck;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Obstacles;

public sealed class ObstacleSetTests
{
    private static readonly LocalFrame Frame = new(new LatLon(30, 122));

    // A mast of 200 m at the middle, known to 400 m; a line of 300 and 250 m towers 3 km apart, 10 km north, known to 500 and 100 m.
    private static readonly ObstacleSet Set = new([
        Tower("mast", 0, 0, 200, 400),
        Tower("west-tower", -1500, 10_000, 300, 500, "strait"),
        Tower("east-tower", 1500, 10_000, 250, 100, "strait")]);

    [TestCase(599, true)]
    [TestCase(601, false)]
    public void The_accuracy_of_the_position_is_added_to_the_corridor(double north, bool meets)
    {
        // 400 m of accuracy and half a width of 200 m.
        var found = Set.HighestObstacle(At(-3000, north), At(3000, north), Length.FromMetres(200));

        Assert.That(found is not null, Is.EqualTo(meets));
        if (found is not null)
        {
            Assert.That(found.Name, Is.EqualTo("mast"));
            Assert.That(found.Top.Metres, Is.EqualTo(200));
            Assert.That(found.HorizontalAccuracy.Metres, Is.EqualTo(400));
        }
    }

    [Test]
    public void Between_two_towers_of_a_line_the_wires_stand_at_the_full_height_of_the_higher_one()
    {
        // Through the middle of the span, 1500 m from either tower.
        var found = Set.Within(At(0, 5000), At(0, 15_000), Length.FromMetres(50));

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(found[0].IsWire, Is.True);
        Assert.That(found[0].Top.Metres, Is.EqualTo(300));
        Assert.That(found[0].HorizontalAccuracy.Metres, Is.EqualTo(500), "the worse end");
        Assert.That(found[0].Name, Does.Contain("strait"));
    }

    [TestCase(549, true)]
    [TestCase(551, false)]
    public void A_corridor_beside_the_wires_meets_them_within_the_worse_accuracy_and_half_its_width(double below, bool meets) =>
        Assert.That(Set.HighestObstacle(At(-500, 10_000 - below), At(500, 10_000 - below), Length.FromMetres(50)) is not null, Is.EqualTo(meets));

    [Test]
    public void The_highest_comes_first_and_a_tower_is_told_beside_its_wires()
    {
        var found = Set.Within(At(-1500, 12_000), At(0, -1000), Length.FromMetres(100));

        Assert.That(found.Select(one => (one.Obstacle.Id, one.IsWire)), Is.EqualTo([("west-tower", false), ("west-tower", true), ("mast", false)]));
    }

    [Test]
    public void What_is_found_is_what_sampling_finds_and_more_only_at_the_edge()
    {
        var end = Gen.Select(Gen.Double[-6000, 6000], Gen.Double[-3000, 14_000]);
        Gen.Select(end, end, Gen.Double[0, 800]).Sample(
            (from, to, half) =>
            {
                var found = Set.Within(At(from.Item1, from.Item2), At(to.Item1, to.Item2), Length.FromMetres(half)).Select(one => one.Obstacle.Id + one.IsWire).ToHashSet();

                // Plain arithmetic at 2,000 points of the leg: distances are too long by less than half a step's square over the distance.
                foreach (var (name, metres, radius) in Sampled(from, to))
                {
                    if (metres <= half + radius - 1)
                    {
                        Assert.That(found, Does.Contain(name));
                    }
                    else if (metres > half + radius + 10)
                    {
                        Assert.That(found, Does.Not.Contain(name));
                    }
                }
            },
            iter: 500);
    }

    [Test]
    public void Without_obstacles_nothing_stands_and_a_width_that_is_none_is_refused()
    {
        Assert.That(new ObstacleSet([]).HighestObstacle(At(0, 0), At(1, 1), Length.FromMetres(1e6)), Is.Null);
        Assert.That(() => Set.HighestObstacle(At(0, 0), At(1, 1), Length.FromMetres(double.NaN)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_flight_from_Jintang_to_Cezi_below_the_wires_height_meets_the_tallest_crossing()
    {
        var shipped = new ObstacleSet(ShippedObstaclesTests.Shipped);
        var found = shipped.HighestObstacle(new LatLon(30.05, 121.90), new LatLon(30.11, 121.91), Length.FromMetres(172));

        Assert.That(found!.Top.Metres, Is.EqualTo(380));
        Assert.That(found.Obstacle.Line, Is.EqualTo("jintang-cezi"));
    }

    private static IEnumerable<(string Name, double Metres, double Radius)> Sampled((double East, double North) from, (double East, double North) to)
    {
        var (mast, west, east, wire) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var i = 0; i <= 2000; i++)
        {
            var (x, y) = (from.East + ((to.East - from.East) * i / 2000), from.North + ((to.North - from.North) * i / 2000));
            mast = Math.Min(mast, double.Hypot(x, y));
            west = Math.Min(west, double.Hypot(x + 1500, y - 10_000));
            east = Math.Min(east, double.Hypot(x - 1500, y - 10_000));
            wire = Math.Min(wire, double.Hypot(Math.Max(0, Math.Abs(x) - 1500), y - 10_000));
        }

        return [("mastFalse", mast, 400), ("west-towerFalse", west, 500), ("east-towerFalse", east, 100), ("west-towerTrue", wire, 500)];
    }

    private static LatLon At(double east, double north) => Frame.ToGlobe(new PlanePoint(east, north));

    private static Obstacle Tower(string id, double east, double north, double top, double accuracy, string? line = null) => new(
        id,
        id,
        id,
        ObstacleKind.Pylon,
        At(east, north),
        Length.FromMetres(accuracy),
        new SourcedNumber("topM", top, "m", SourceStatus.Assumed, "ours"),
        line,
        string.Empty);
}
