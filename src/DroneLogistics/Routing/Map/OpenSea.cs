using DroneLogistics.Routing.Mesh;

namespace DroneLogistics.Routing.Map;

/// <summary>The largest connected piece of what is free: where flights between islands pass. A bay that nobody gets out of is none of it.</summary>
internal sealed class OpenSea
{
    private readonly FreeSpaceMesh mesh;
    private readonly bool[] open;
    private readonly int[] shores;

    public OpenSea(FreeSpaceMesh mesh)
    {
        this.mesh = mesh;
        var pieceOf = mesh.Pieces();
        var areas = new double[pieceOf.DefaultIfEmpty().Max() + 1];
        for (var triangle = 0; triangle < pieceOf.Length; triangle++)
        {
            areas[pieceOf[triangle]] += pieceOf[triangle] > 0 ? AreaOf(triangle) : 0;
        }

        var largest = Array.IndexOf(areas, areas.Max());
        open = [.. pieceOf.Select(piece => piece > 0 && piece == largest)];
        shores = [.. Enumerable.Range(0, mesh.Neighbours.Length).Where(side => open[side / 3] && mesh.Neighbours[side] < 0)];
    }

    /// <summary>The point of it that is nearest to another, and a few centimetres within; that point itself where it lies in it.</summary>
    public (double X, double Y) Nearest(double x, double y)
    {
        if (Holds(x, y))
        {
            return (x, y);
        }

        var (best, nearest) = (double.PositiveInfinity, (x, y));
        foreach (var side in shores)
        {
            var (a, b) = (mesh.Corners[side], mesh.Corners[side % 3 == 2 ? side - 2 : side + 1]);
            var (ex, ey) = (mesh.X[b] - mesh.X[a], mesh.Y[b] - mesh.Y[a]);
            var share = Math.Clamp((((x - mesh.X[a]) * ex) + ((y - mesh.Y[a]) * ey)) / ((ex * ex) + (ey * ey)), 0, 1);
            var (px, py) = (mesh.X[a] + (share * ex), mesh.Y[a] + (share * ey));
            var square = ((px - x) * (px - x)) + ((py - y) * (py - y));
            if (square < best)
            {
                (best, nearest) = (square, Within(side / 3, px, py));
            }
        }

        return nearest;
    }

    /// <summary>Where a ray from outside first comes into it, and a few centimetres within; null where it does not on so many metres.</summary>
    public (double X, double Y)? Along(double x, double y, double eastward, double northward, double metres)
    {
        var (best, entry) = (metres, -1);
        foreach (var side in shores)
        {
            var (a, b) = (mesh.Corners[side], mesh.Corners[side % 3 == 2 ? side - 2 : side + 1]);
            var (ex, ey) = (mesh.X[b] - mesh.X[a], mesh.Y[b] - mesh.Y[a]);
            var across = (eastward * ey) - (northward * ex);
            var (fx, fy) = (mesh.X[a] - x, mesh.Y[a] - y);
            var distance = ((fx * ey) - (fy * ex)) / across;
            var share = ((fx * northward) - (fy * eastward)) / across;
            if (distance >= 0 && distance < best && share >= 0 && share <= 1)
            {
                (best, entry) = (distance, side);
            }
        }

        return entry < 0 ? null : Within(entry / 3, x + (best * eastward), y + (best * northward));
    }

    public bool Holds(double x, double y) => mesh.Locate(x, y) is var here and >= 0 && open[here];

    /// <summary>From a point on its edge a little towards the middle of a triangle: rounding must not put it on the other side.</summary>
    private (double X, double Y) Within(int triangle, double x, double y)
    {
        const double Inwards = 0.05;
        var (a, b, c) = (mesh.Corners[3 * triangle], mesh.Corners[(3 * triangle) + 1], mesh.Corners[(3 * triangle) + 2]);
        var (dx, dy) = (((mesh.X[a] + mesh.X[b] + mesh.X[c]) / 3) - x, ((mesh.Y[a] + mesh.Y[b] + mesh.Y[c]) / 3) - y);
        var share = Math.Min(0.5, Inwards / Math.Sqrt((dx * dx) + (dy * dy)));
        return (x + (share * dx), y + (share * dy));
    }

    private double AreaOf(int triangle)
    {
        var (a, b, c) = (mesh.Corners[3 * triangle], mesh.Corners[(3 * triangle) + 1], mesh.Corners[(3 * triangle) + 2]);
        return (((mesh.X[b] - mesh.X[a]) * (mesh.Y[c] - mesh.Y[a])) - ((mesh.X[c] - mesh.X[a]) * (mesh.Y[b] - mesh.Y[a]))) / 2;
    }
}
