using CsCheck;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Geodesy;

public sealed class VolumeIndexTests
{
    private static readonly Volume4D Box = new(0, 100, 0, 100, 50, 120, 1_000, 2_000);

    /// <summary>Some volumes that touch exactly (whole numbers), some tiny, some that cover everything.</summary>
    private static readonly Gen<Volume4D> Volumes =
        from corner in Gen.Int[-5, 20].Array[3]
        from size in Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 40]).Array[3]
        from start in Gen.Long[0, 50]
        from length in Gen.OneOf(Gen.Long[0, 4], Gen.Long[0, 60])
        select new Volume4D(corner[0], corner[0] + size[0], corner[1], corner[1] + size[1], corner[2], corner[2] + size[2], start, start + length);

    [Test]
    public void A_query_finds_exactly_what_a_look_at_every_volume_finds() =>
        Gen.Select(Volumes.Array[0, 200], Volumes.Array[1, 20]).Sample((stored, queries) =>
        {
            var index = new VolumeIndex(stored);
            var room = new int[stored.Length];
            foreach (var query in queries)
            {
                var count = index.Find(query, room);
                var expected = Enumerable.Range(0, stored.Length).Where(place => Common(stored[place], query)).ToArray();
                Assert.That(room[..count], Is.EquivalentTo(expected));
                Assert.That(index.CountOf(query), Is.EqualTo(expected.Length));
                Assert.That(index.Any(query), Is.EqualTo(expected.Length > 0));
            }
        });

    [TestCase(100, 100, 1_999, true, Description = "corners that touch at the last microsecond")]
    [TestCase(100.01, 100, 1_999, false, Description = "a centimetre apart")]
    [TestCase(100, 100, 2_000, false, Description = "one begins when the other ends")]
    public void Touching_in_space_is_a_breach_and_in_time_it_is_not(double east, double north, long start, bool meets)
    {
        var other = new Volume4D(east, east + 10, north, north + 10, 120, 150, start, start + 10);

        Assert.That(Box.Meets(other), Is.EqualTo(meets));
        Assert.That(other.Meets(Box), Is.EqualTo(meets));
        Assert.That(new VolumeIndex([Box]).Any(other), Is.EqualTo(meets));
    }

    [Test]
    public void A_volume_with_a_number_that_is_not_one_meets_everything_at_its_time()
    {
        var unknown = Box with { MaxEastMetres = double.NaN };
        var far = new Volume4D(9_000, 9_001, 9_000, 9_001, 60, 70, 1_500, 1_600);
        var farBelowNaN = far with { FloorMetresAmsl = double.NaN, CeilingMetresAmsl = double.NaN };

        Assert.That(new VolumeIndex([unknown]).Any(far with { MinNorthMetres = 50, MaxNorthMetres = 60 }), Is.True);
        Assert.That(new VolumeIndex([far]).Any(unknown with { MinNorthMetres = 8_000, MaxNorthMetres = 9_500 }), Is.True);
        Assert.That(new VolumeIndex([farBelowNaN]).Any(far with { FloorMetresAmsl = 500, CeilingMetresAmsl = 600 }), Is.True);
    }

    [Test]
    public void An_empty_index_finds_nothing() => Assert.That(new VolumeIndex([]).Any(Box), Is.False);

    [Test]
    public void Room_that_is_too_small_is_told_by_the_count()
    {
        var index = new VolumeIndex([Box, Box, Box]);
        var room = new int[1];

        Assert.That(index.Find(Box, room), Is.EqualTo(3));
    }

    /// <summary>The definition once more, on whole numbers: closed in space, half-open in time.</summary>
    private static bool Common(Volume4D a, Volume4D b) =>
        Math.Max(a.MinEastMetres, b.MinEastMetres) <= Math.Min(a.MaxEastMetres, b.MaxEastMetres)
        && Math.Max(a.MinNorthMetres, b.MinNorthMetres) <= Math.Min(a.MaxNorthMetres, b.MaxNorthMetres)
        && Math.Max(a.FloorMetresAmsl, b.FloorMetresAmsl) <= Math.Min(a.CeilingMetresAmsl, b.CeilingMetresAmsl)
        && a.StartMicroseconds < b.EndMicroseconds && b.StartMicroseconds < a.EndMicroseconds;
}
