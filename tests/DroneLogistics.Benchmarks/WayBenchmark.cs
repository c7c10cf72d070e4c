using System.Diagnostics;
using System.Globalization;
using DroneLogistics.Routing.Mesh;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Benchmarks;

/// <summary>Shortest ways round polygons in the plane: building the mesh, and queries that are each asked once.</summary>
internal static class WayBenchmark
{
    private const int WarmUp = 20_000;
    private const int Between = 2_000;

    public static int Run(string? file, int islands, double reach, double seconds, int seed)
    {
        var polygons = file is null ? MadeUp(islands, reach, new Random(seed)) : Read(file);
        var bounds = new Envelope();
        polygons.ForEach(polygon => bounds.ExpandToInclude(polygon.EnvelopeInternal));
        bounds.ExpandBy(0.01 * Math.Max(bounds.Width, bounds.Height));
        var first = Stopwatch.StartNew();
        var mesh = FreeSpaceMesh.Build(polygons, bounds);
        var cold = first.Elapsed.TotalMilliseconds;
        var builds = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var watch = Stopwatch.StartNew();
            mesh = FreeSpaceMesh.Build(polygons, bounds);
            builds.Add(watch.Elapsed.TotalMilliseconds);
        }

        builds.Sort();
        var search = new WaySearch(mesh);
        var nodes = 0L;
        Ask(new Random(seed + 1), WarmUp);
        nodes = 0;
        var random = new Random(seed);
        var (asked, found, metres) = (0L, 0L, 0.0);
        var (used, wall) = Measure.For(seconds, () =>
        {
            var (ways, length) = Ask(random, Between);
            asked += Between;
            found += ways;
            metres += length;
        });
        Measure.PrintMachine();
        Measure.Print($"polygons: {polygons.Count}  vertices: {mesh.VertexCount}  triangles: {mesh.TriangleCount}  build_first_ms: {cold:F1}  build_ms: {builds[builds.Count / 2]:F1} (median of {builds.Count})");
        Measure.Print($"queries: {asked}  with a way: {found}  length_km: {metres / 1000:F3}  nodes_a_way: {nodes / (double)found:F0}  wall_s: {wall:F2}  cpu_s: {used:F2}");
        Measure.Print($"ways_per_second: {found / used:F0}");
        Measure.Print($"queries_per_second: {asked / used:F0}");
        return 0;

        (int Ways, double Metres) Ask(Random from, int count)
        {
            var (ways, length) = (0, 0.0);
            for (var i = 0; i < count; i++)
            {
                // Only lengths of ways count; a point within a polygon has none.
                var way = search.Length(X(from), Y(from), X(from), Y(from));
                if (!double.IsNaN(way))
                {
                    ways++;
                    length += way;
                    nodes += search.NodesOfLastQuery;
                }
            }

            return (ways, length);
        }

        double X(Random from) => bounds.MinX + (from.NextDouble() * bounds.Width);

        double Y(Random from) => bounds.MinY + (from.NextDouble() * bounds.Height);
    }

    /// <summary>Star-shaped islands over 100 by 100 km, each within its own square.</summary>
    private static List<Polygon> MadeUp(int count, double reach, Random random)
    {
        var across = (int)Math.Ceiling(Math.Sqrt(count));
        var cell = 100_000.0 / across;
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var corners = random.Next(4, 13);
                var (x, y) = ((i % across + 0.5) * cell, (i / across + 0.5) * cell);
                var ring = Enumerable.Range(0, corners).Select(k =>
                {
                    var (sine, cosine) = Math.SinCos(Math.Tau * k / corners);
                    var radius = cell * reach * (0.2 + (0.8 * random.NextDouble()));
                    return new Coordinate(x + (radius * cosine), y + (radius * sine));
                }).ToList();
                return new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
            }),
        ];
    }

    /// <summary>First line the number of polygons; then one a line: number of corners, x and y of each, metres.</summary>
    private static List<Polygon> Read(string file) =>
    [
        .. File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line =>
        {
            var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            var corners = numbers.Chunk(2).Select(pair => new Coordinate(pair[0], pair[1])).ToList();
            return new Polygon(new LinearRing([.. corners, corners[0].Copy()]));
        }),
    ];
}
