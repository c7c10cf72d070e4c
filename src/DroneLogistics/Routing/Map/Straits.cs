using DroneLogistics.Routing.Mesh;

namespace DroneLogistics.Routing.Map;

/// <summary>Sides of free triangles from one piece of what is blocked to another: a way through is another way than one round either piece.</summary>
internal sealed class Straits
{
    private readonly FreeSpaceMesh mesh;
    private readonly List<(int Side, int A, int B, int Pieces)> sides = [];

    public Straits(FreeSpaceMesh mesh)
    {
        this.mesh = mesh;
        var (pieceOf, pieces) = Pieces();
        for (var side = 0; side < mesh.Neighbours.Length; side++)
        {
            var (a, b) = (mesh.Corners[side], mesh.Corners[side % 3 == 2 ? side - 2 : side + 1]);
            if (mesh.Free[side / 3] && mesh.Neighbours[side] is var beyond and >= 0 && side / 3 < beyond && pieceOf[a] > 0 && pieceOf[b] > 0 && pieceOf[a] != pieceOf[b])
            {
                sides.Add((side, a, b, (Math.Min(pieceOf[a], pieceOf[b]) * (pieces + 1)) + Math.Max(pieceOf[a], pieceOf[b])));
            }
        }
    }

    /// <summary>The straits that a way passes, the narrowest side of each, in the order of their numbers.</summary>
    public IReadOnlyList<int> PassedBy(IReadOnlyList<(double X, double Y)> way)
    {
        var passed = new Dictionary<int, (double Width, int Side)>();
        foreach (var (side, a, b, pieces) in sides)
        {
            for (var i = 1; i < way.Count; i++)
            {
                if (Crosses(way[i - 1], way[i], a, b))
                {
                    var width = Math.Sqrt(Square(mesh.X[a] - mesh.X[b]) + Square(mesh.Y[a] - mesh.Y[b]));
                    passed[pieces] = passed.TryGetValue(pieces, out var known) && known.Width <= width ? known : (width, side);
                    break;
                }
            }
        }

        return [.. passed.Values.Select(one => one.Side).Order()];
    }

    /// <summary>Whether a side still leads from one piece to another. A side that ends in open water closes nothing.</summary>
    public bool Holds(int side) => sides.Exists(one => one.Side == side);

    private bool Crosses((double X, double Y) from, (double X, double Y) to, int a, int b)
    {
        // A way that bends at an end of the side passes it too.
        return Orientation.Of(from.X, from.Y, to.X, to.Y, mesh.X[a], mesh.Y[a]) * Orientation.Of(from.X, from.Y, to.X, to.Y, mesh.X[b], mesh.Y[b]) <= 0
            && Orientation.Of(mesh.X[a], mesh.Y[a], mesh.X[b], mesh.Y[b], from.X, from.Y) * Orientation.Of(mesh.X[a], mesh.Y[a], mesh.X[b], mesh.Y[b], to.X, to.Y) < 0;
    }

    private static double Square(double value) => value * value;

    /// <summary>For each vertex the connected piece of blocked triangles it belongs to, from 1; 0: none.</summary>
    private (int[] PieceOf, int Count) Pieces()
    {
        var pieceOf = new int[mesh.VertexCount];
        var trianglesOf = new List<int>[mesh.VertexCount];
        for (var triangle = 0; triangle < mesh.TriangleCount; triangle++)
        {
            for (var i = 0; !mesh.Free[triangle] && i < 3; i++)
            {
                (trianglesOf[mesh.Corners[(3 * triangle) + i]] ??= []).Add(triangle);
            }
        }

        // Pieces that touch in one vertex are one: no way passes between them.
        var pieces = 0;
        var open = new Stack<int>();
        for (var start = 0; start < pieceOf.Length; start++)
        {
            if (pieceOf[start] > 0 || trianglesOf[start] is null)
            {
                continue;
            }

            pieceOf[start] = ++pieces;
            open.Push(start);
            while (open.TryPop(out var vertex))
            {
                foreach (var triangle in trianglesOf[vertex])
                {
                    for (var i = 0; i < 3; i++)
                    {
                        var next = mesh.Corners[(3 * triangle) + i];
                        if (pieceOf[next] == 0)
                        {
                            pieceOf[next] = pieces;
                            open.Push(next);
                        }
                    }
                }
            }
        }

        return (pieceOf, pieces);
    }
}
