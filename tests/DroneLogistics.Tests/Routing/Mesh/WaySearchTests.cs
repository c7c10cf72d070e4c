using System.Globalization;
using CsCheck;
using DroneLogistics.Routing.Mesh;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace DroneLogistics.Tests.Routing.Mesh;

/// <summary>Shortest ways through the mesh against a visibility graph that shares no code with it.</summary>
public sealed class WaySearchTests
{
    private const double Millimetre = 1e-3;

    private static readonly Envelope Bounds = new(-1_000, 101_000, -1_000, 101_000);

    /// <summary>Up to a dozen star-shaped islands, a cell of the sea each, and two points anywhere.</summary>
    private static readonly Gen<((double X, double Y)[][] Islands, (double X, double Y) From, (double X, double Y) To)> Seas =
        from radii in Gen.Double[200, 9_900].Array[3, 9].Array[1, 12]
        from cells in Gen.Shuffle(Enumerable.Range(0, 16).ToArray())
        from points in Gen.Double[0, 100_000].Array[4]
        select (
            radii.Select((island, i) => Star(12_500 + (25_000 * (cells[i] % 4)), 12_500 + (25_000 * (cells[i] / 4)), island)).ToArray(),
            (points[0], points[1]),
            (points[2], points[3]));

    [Test]
    public void Every_way_is_as_long_as_the_shortest_way_of_the_visibility_graph() =>
        Seas.Sample(
            sea =>
            {
                var graph = new VisibilityGraph(sea.Islands);
                if (graph.IsFree(sea.From) && graph.IsFree(sea.To))
                {
                    var search = new WaySearch(FreeSpaceMesh.Build([.. sea.Islands.Select(PolygonOf)], Bounds));
                    Assert.That(search.Length(sea.From.X, sea.From.Y, sea.To.X, sea.To.Y), Is.EqualTo(graph.Length(sea.From, sea.To)).Within(Millimetre));
                }
            },
            iter: 1_000);

    [Test]
    public void What_does_not_block_changes_no_way_however_it_cuts_the_sea() =>
        (from sea in Seas
         from others in Gen.Select(Gen.Double[5_000, 95_000], Gen.Double[5_000, 95_000], Gen.Double[100, 40_000].Array[3, 30]).Array[1, 12]
         select (Sea: sea, Others: others)).Sample(
            drawn =>
            {
                var (islands, from, to) = drawn.Sea;
                var graph = new VisibilityGraph(islands);
                if (graph.IsFree(from) && graph.IsFree(to))
                {
                    Geometry[] areas = [.. islands.Select(PolygonOf), .. drawn.Others.Select(other => PolygonOf(Star(other.Item1, other.Item2, other.Item3)))];
                    var search = new WaySearch(AreaMesh.Build(areas, Bounds).Without([.. areas.Select((_, i) => i < islands.Length)]));

                    // Outlines are rounded to the centimetre where they cross, at each of a few bends.
                    Assert.That(search.Length(from.X, from.Y, to.X, to.Y), Is.EqualTo(graph.Length(from, to)).Within(0.2));
                }
            },
            iter: 500);

    [Test]
    public void The_points_of_a_way_make_its_length_and_no_piece_of_it_enters_an_island() =>
        Seas.Sample(
            sea =>
            {
                var graph = new VisibilityGraph(sea.Islands);
                var search = new WaySearch(FreeSpaceMesh.Build([.. sea.Islands.Select(PolygonOf)], Bounds));
                if (search.Way(sea.From.X, sea.From.Y, sea.To.X, sea.To.Y) is { } way)
                {
                    var pieces = way.Zip(way.Skip(1)).ToList();
                    Assert.That(way[0], Is.EqualTo(sea.From));
                    Assert.That(way[^1], Is.EqualTo(sea.To));
                    Assert.That(pieces, Has.All.Matches<((double X, double Y) A, (double X, double Y) B)>(piece => graph.Sees(piece.A, piece.B)));
                    Assert.That(
                        pieces.Sum(piece => Math.Sqrt(Math.Pow(piece.First.X - piece.Second.X, 2) + Math.Pow(piece.First.Y - piece.Second.Y, 2))),
                        Is.EqualTo(search.Length(sea.From.X, sea.From.Y, sea.To.X, sea.To.Y)).Within(Millimetre));
                }
            },
            iter: 500);

    [Test]
    public void Eighty_islands_give_the_ways_of_the_visibility_graph()
    {
        // The referee tries every pair of corners: more islands would take it minutes.
        var islands = Archipelago()[..80];
        var graph = new VisibilityGraph(islands);
        var search = new WaySearch(FreeSpaceMesh.Build([.. islands.Select(PolygonOf)], Bounds));
        var random = new Random(4);
        var asked = 0;
        while (asked < 40)
        {
            var (from, to) = ((random.NextDouble() * 100_000, random.NextDouble() * 100_000), (random.NextDouble() * 100_000, random.NextDouble() * 100_000));
            if (graph.IsFree(from) && graph.IsFree(to))
            {
                Assert.That(search.Length(from.Item1, from.Item2, to.Item1, to.Item2), Is.EqualTo(graph.Length(from, to)).Within(Millimetre));
                asked++;
            }
        }
    }

    [Test]
    public void From_corner_to_corner_the_way_is_the_shortest_as_well()
    {
        var islands = Archipelago();
        var graph = new VisibilityGraph(islands[..20]);
        var search = new WaySearch(FreeSpaceMesh.Build([.. islands[..20].Select(PolygonOf)], Bounds));
        var corners = islands[..20].SelectMany(ring => ring).ToList();
        for (var i = 0; i < corners.Count; i += 7)
        {
            var to = corners[(i * 5) % corners.Count];
            Assert.That(search.Length(corners[i].X, corners[i].Y, to.X, to.Y), Is.EqualTo(graph.Length(corners[i], to)).Within(Millimetre), $"from corner {i}");
        }
    }

    [Test]
    public void A_point_in_an_island_has_no_way()
    {
        var search = new WaySearch(FreeSpaceMesh.Build([PolygonOf(Star(50_000, 50_000, [5_000, 5_000, 5_000, 5_000]))], Bounds));

        Assert.That(search.Length(50_000, 50_000, 0, 0), Is.NaN);
        Assert.That(search.Way(0, 0, 50_000, 50_000), Is.Null);
        Assert.That(search.Length(double.NaN, 0, 0, 0), Is.NaN);
    }

    [Test]
    public void Islands_that_overlap_are_one_island()
    {
        // Two squares of 20 km side share the square from 50 to 60 km. The line from (20, 50) to the corner (50, 70) passes (40, 60) at
        // 63.3 km, and the line on to (90, 80) leaves (70, 70) below; in kilometres.
        var search = new WaySearch(FreeSpaceMesh.Build([PolygonOf(Square(50_000, 50_000, 10_000)), PolygonOf(Square(60_000, 60_000, 10_000))], Bounds));
        var expected = Math.Sqrt((30 * 30) + (20 * 20)) + Math.Sqrt((40 * 40) + (10 * 10));

        Assert.That(search.Length(20_000, 50_000, 90_000, 80_000) / 1000, Is.EqualTo(expected).Within(1e-6));
    }

    private static (double X, double Y)[] Star(double x, double y, double[] radii) =>
        [.. radii.Select((radius, i) => (x + (radius * Math.Cos(Math.Tau * i / radii.Length)), y + (radius * Math.Sin(Math.Tau * i / radii.Length))))];

    private static (double X, double Y)[] Square(double x, double y, double half) =>
        [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];

    private static Polygon PolygonOf((double X, double Y)[] ring) =>
        new(new LinearRing([.. ring.Append(ring[0]).Select(point => new Coordinate(point.X, point.Y))]));

    private static (double X, double Y)[][] Archipelago() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Routing", "Mesh", "archipelago200_xy.txt")).Skip(1).Select(line =>
        {
            var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return numbers.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        }),
    ];
}
