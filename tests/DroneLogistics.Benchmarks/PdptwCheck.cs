namespace DroneLogistics.Benchmarks;

/// <summary>Judges routes of an instance from the lines of its file alone; it shares nothing with what found them.</summary>
internal static class PdptwCheck
{
    // Of the times: rounding of sums of some hundred distances.
    private const double Tolerance = 1e-6;

    /// <summary>What is wrong with routes, a sentence each; nothing where they are feasible.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="routes">Numbers of tasks in order, without the depot.</param>
    public static IEnumerable<string> Faults(LiLimInstance instance, IReadOnlyList<IReadOnlyList<int>> routes)
    {
        var tasks = instance.Tasks.ToDictionary(task => task.Number);
        var depot = tasks[0];
        if (routes.Count > instance.Vehicles)
        {
            yield return FormattableString.Invariant($"{routes.Count} routes; there are {instance.Vehicles} vehicles.");
        }

        var visits = routes.SelectMany(route => route).GroupBy(number => number).ToDictionary(group => group.Key, group => group.Count());
        foreach (var task in instance.Tasks.Where(task => task.Number != 0 && visits.GetValueOrDefault(task.Number) != 1))
        {
            yield return FormattableString.Invariant($"Task {task.Number} is served {visits.GetValueOrDefault(task.Number)} times.");
        }

        for (var r = 0; r < routes.Count; r++)
        {
            var (clock, aboard, here, seen) = (depot.Earliest, 0.0, depot, new HashSet<int>());
            foreach (var number in routes[r])
            {
                if (!tasks.TryGetValue(number, out var next) || number == 0)
                {
                    yield return FormattableString.Invariant($"Route {r + 1} names task {number}, which there is not.");
                    yield break;
                }

                clock = Math.Max(next.Earliest, clock + here.Service + Between(here, next));
                aboard += next.Demand;
                seen.Add(number);
                if (!(clock <= next.Latest + Tolerance))
                {
                    yield return FormattableString.Invariant($"Route {r + 1} begins task {number} at {clock:0.###}, after {next.Latest}.");
                }

                if (!(aboard <= instance.Capacity + Tolerance))
                {
                    yield return FormattableString.Invariant($"Route {r + 1} carries {aboard} behind task {number}, more than {instance.Capacity}.");
                }

                if (next.Pickup != 0 && !seen.Contains(next.Pickup))
                {
                    yield return FormattableString.Invariant($"Route {r + 1} delivers task {number} without the pickup {next.Pickup} before it.");
                }

                here = next;
            }

            if (!(clock + here.Service + Between(here, depot) <= depot.Latest + Tolerance))
            {
                yield return FormattableString.Invariant($"Route {r + 1} is back at {clock + here.Service + Between(here, depot):0.###}, after {depot.Latest}.");
            }
        }
    }

    /// <summary>How far all routes are, from the depot and back.</summary>
    public static double Distance(LiLimInstance instance, IReadOnlyList<IReadOnlyList<int>> routes)
    {
        var tasks = instance.Tasks.ToDictionary(task => task.Number);
        return routes.Sum(route => route.Prepend(0).Zip(route.Append(0), (from, to) => Between(tasks[from], tasks[to])).Sum());
    }

    private static double Between(LiLimTask one, LiLimTask other) => Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
