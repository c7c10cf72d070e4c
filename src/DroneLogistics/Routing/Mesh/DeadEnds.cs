namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// The bays of a mesh: triangles that are left only the way they are entered. A shortest way goes into one only to begin or to end there, so
/// a search need not look into the others. Immutable.
/// </summary>
internal sealed class DeadEnds
{
    private readonly int[] bayOf;
    private readonly List<int> gates = [-1];

    public DeadEnds(int[] neighbours)
    {
        bayOf = new int[neighbours.Length / 3];
        var dead = Dead(neighbours);
        for (var side = 0; side < neighbours.Length; side++)
        {
            if (neighbours[side] is var beyond and >= 0 && !dead[side / 3] && dead[beyond])
            {
                Number(neighbours, dead, beyond, gate: side);
            }
        }

        // What is left hangs together without a ring: one bay, and no way in from elsewhere.
        for (var triangle = 0; triangle < bayOf.Length; triangle++)
        {
            if (dead[triangle] && bayOf[triangle] == 0)
            {
                Number(neighbours, dead, triangle, gate: -1);
            }
        }
    }

    /// <summary>The number of the bay that a triangle lies in; 0: in none.</summary>
    public int BayOf(int triangle) => bayOf[triangle];

    /// <summary>By bay the side it is entered by, in the triangle before it; -1 where there is none.</summary>
    public IReadOnlyList<int> Gates => gates;

    /// <summary>Triangles with one way out, taken away until every triangle that is left has two.</summary>
    private static bool[] Dead(int[] neighbours)
    {
        var dead = new bool[neighbours.Length / 3];
        var ways = new int[dead.Length];
        var open = new Stack<int>();
        for (var triangle = 0; triangle < dead.Length; triangle++)
        {
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                ways[triangle] += neighbours[side] >= 0 ? 1 : 0;
            }

            if (ways[triangle] <= 1)
            {
                open.Push(triangle);
            }
        }

        while (open.TryPop(out var triangle))
        {
            dead[triangle] = true;
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                if (neighbours[side] is var beyond and >= 0 && !dead[beyond] && --ways[beyond] == 1)
                {
                    open.Push(beyond);
                }
            }
        }

        return dead;
    }

    private void Number(int[] neighbours, bool[] dead, int first, int gate)
    {
        var number = gates.Count;
        gates.Add(gate);
        var open = new Stack<int>();
        bayOf[first] = number;
        open.Push(first);
        while (open.TryPop(out var triangle))
        {
            for (var side = 3 * triangle; side < (3 * triangle) + 3; side++)
            {
                if (neighbours[side] is var beyond and >= 0 && dead[beyond] && bayOf[beyond] == 0)
                {
                    bayOf[beyond] = number;
                    open.Push(beyond);
                }
            }
        }
    }
}
