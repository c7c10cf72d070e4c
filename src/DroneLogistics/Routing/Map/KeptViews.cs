using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace DroneLogistics.Routing.Map;

/// <summary>The views of some maps that were asked for last, some 10 MB each: laying one out again takes tens of milliseconds. For any number of threads.</summary>
/// <param name="most">As many are kept, above 0.</param>
public sealed class KeptViews(int most)
{
    private readonly ConcurrentDictionary<(RouteMap Map, string Key), (RouteView View, StrongBox<long> Used)> views = new();
    private long asked;

    internal RouteView Of(RouteMap map, string key, Func<RouteView> fresh)
    {
        var now = Interlocked.Increment(ref asked);
        if (views.TryGetValue((map, key), out var known))
        {
            known.Used.Value = now;
            return known.View;
        }

        // The one that nobody asked for the longest makes room.
        if (views.Count >= most && views.MinBy(view => view.Value.Used.Value) is { Value.View: not null } oldest)
        {
            views.TryRemove(oldest.Key, out _);
        }

        return views.GetOrAdd((map, key), _ => (fresh(), new StrongBox<long>(now))).View;
    }
}
