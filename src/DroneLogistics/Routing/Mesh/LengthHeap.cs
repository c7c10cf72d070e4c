namespace DroneLogistics.Routing.Mesh;

/// <summary>
/// Numbers by length, the least first: a binary heap that keeps its room. The framework's queue compares through an interface, and a search
/// does little else.
/// </summary>
internal sealed class LengthHeap
{
    private (double Length, int Node)[] items = new (double, int)[256];

    public int Count { get; private set; }

    /// <summary>The least length; there must be one.</summary>
    public double Least => items[0].Length;

    public void Clear() => Count = 0;

    public void Push(double length, int node)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, 2 * Count);
        }

        var at = Count++;
        while (at > 0)
        {
            var above = (at - 1) / 2;
            if (!(length < items[above].Length))
            {
                break;
            }

            items[at] = items[above];
            at = above;
        }

        items[at] = (length, node);
    }

    /// <summary>Takes out the one of the least length; there must be one.</summary>
    public int Pop()
    {
        var top = items[0].Node;
        var moved = items[--Count];
        var at = 0;
        while ((2 * at) + 1 < Count)
        {
            var below = (2 * at) + 1;
            below = below + 1 < Count && items[below + 1].Length < items[below].Length ? below + 1 : below;
            if (!(items[below].Length < moved.Length))
            {
                break;
            }

            items[at] = items[below];
            at = below;
        }

        items[at] = moved;
        return top;
    }
}
