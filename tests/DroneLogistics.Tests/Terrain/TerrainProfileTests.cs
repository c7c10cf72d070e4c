using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Terrain;

public sealed class TerrainProfileTests
{
    private static readonly TerrainMap Lone = Seas.Map([Seas.Square("hill", 0, 0, 1000)], [Seas.Elevation("hill", 200)]);

    [Test]
    public void Pieces_follow_each_other_from_end_to_end_and_none_is_longer_than_asked()
    {
        var path = new[] { Seas.At(-5000, 0), Seas.At(-5000, 0), Seas.At(0, 0), Seas.At(0, 3333) };
        var profile = TerrainProfile.Along(Lone, path, Length.FromMetres(50), Length.FromMetres(500));

        // 5000 m in 10 pieces, 3333 m in 7.
        Assert.That(profile, Has.Count.EqualTo(17));
        Assert.That(profile[0].From, Is.EqualTo(Length.Zero));
        Assert.That(profile.Zip(profile.Skip(1), (a, b) => (b.From - a.To).Metres), Is.All.Zero);
        Assert.That(profile[^1].To.Metres, Is.EqualTo(8333).Within(0.01));
        Assert.That(profile.Select(piece => (piece.To - piece.From).Metres), Is.All.LessThanOrEqualTo(500.001));
    }

    [Test]
    public void A_piece_has_the_hill_where_its_corridor_reaches_it_and_only_there()
    {
        // The margin begins at -1300; with half a width of 50 m the piece that ends at -1500 is clear, the next is not.
        var profile = TerrainProfile.Along(Lone, [Seas.At(-5000, 0), Seas.At(0, 0)], Length.FromMetres(50), Length.FromMetres(500));

        Assert.That(profile.Take(7).Select(piece => piece.Ground.Top!.Value.Metres), Is.All.EqualTo(60));
        Assert.That(profile.Skip(7).Select(piece => piece.Ground.Top!.Value.Metres), Is.All.EqualTo(200));
    }

    [Test]
    public void The_highest_piece_is_the_highest_of_the_whole_corridor()
    {
        var (from, to) = (Seas.At(-5000, 1340), Seas.At(5000, 1200));
        var whole = Lone.HighestGround(from, to, Length.FromMetres(50));

        Assert.That(TerrainProfile.Along(Lone, [from, to], Length.FromMetres(50), Length.FromMetres(130)).Max(piece => piece.Ground.Top), Is.EqualTo(whole.Top));
    }

    [Test]
    public void A_path_without_two_points_or_a_piece_without_length_is_refused()
    {
        Assert.That(() => TerrainProfile.Along(Lone, [Seas.Middle], Length.Zero, Length.FromMetres(1)), Throws.ArgumentException);
        Assert.That(() => TerrainProfile.Along(Lone, [Seas.Middle, Seas.At(1, 1)], Length.Zero, Length.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
