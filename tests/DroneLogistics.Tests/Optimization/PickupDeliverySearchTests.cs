using System.Text.RegularExpressions;
using DroneLogistics.Benchmarks;
using DroneLogistics.Optimization.PickupDelivery;
using NUnit.Framework;

namespace DroneLogistics.Tests.Optimization;

/// <summary>Routes of drawn problems beside every order there is, and judged by a check that shares nothing with the search.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class PickupDeliverySearchTests
{
    [Test]
    public void Routes_of_small_problems_are_those_of_trying_every_order()
    {
        var several = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var drawn = Draw(new Random(seed), requests: 1 + (seed % 4));
            var plan = Solve(drawn, seed, work: 2_000);
            var (vehicles, distance) = EveryOrder.Of(drawn);
            Assert.That(plan.Unserved, Is.Empty, $"seed {seed}");
            Assert.That((plan.Routes.Count, Math.Round(plan.Distance, 6)), Is.EqualTo((vehicles, Math.Round(distance, 6))), $"seed {seed}");
            several += vehicles > 1 ? 1 : 0;
        }

        Assert.That(several, Is.GreaterThan(10), "problems that one vehicle cannot do");
    }

    [Test]
    public void Routes_of_larger_problems_are_feasible_and_no_longer_than_those_of_the_first_plan()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var drawn = Draw(new Random(seed), requests: 40);
            var first = default(PickupDeliveryPlan);
            var plan = PickupDeliverySearch.Run(ProblemOf(drawn), new PickupDeliverySettings(seed), done => done / 3_000.0, better => first ??= better.Best);
            List<IReadOnlyList<int>> routes = [.. plan.Routes.Select(route => Numbers(drawn, route))];
            Assert.That(PdptwCheck.Faults(drawn, routes), Is.Empty);
            Assert.That(PdptwCheck.Distance(drawn, routes), Is.EqualTo(plan.Distance).Within(1e-6));
            Assert.That((plan.Routes.Count, plan.Distance), Is.LessThan((first!.Routes.Count, first.Distance)), "the search is worth its work");
        }
    }

    [Test]
    public void Equal_seeds_and_work_give_equal_routes()
    {
        var drawn = Draw(new Random(5), requests: 30);
        var (one, same) = (Solve(drawn, 7, work: 1_000), Solve(drawn, 7, work: 1_000));
        Assert.That(same.Routes.Select(route => string.Join(' ', route)), Is.EqualTo(one.Routes.Select(route => string.Join(' ', route))));
    }

    [Test]
    public void What_no_vehicle_can_do_is_left_out_by_name_and_the_rest_is_served()
    {
        var drawn = Draw(new Random(3), requests: 6);
        var heavy = drawn.Tasks.First(task => task.Delivery != 0);
        drawn = drawn with { Tasks = [.. drawn.Tasks.Select(task => task.Number == heavy.Number ? task with { Demand = drawn.Capacity + 1 } : task.Number == heavy.Delivery ? task with { Demand = -drawn.Capacity - 1 } : task)] };
        var plan = Solve(drawn, 1, work: 500);
        Assert.That(plan.Unserved.Select(pickup => Numbers(drawn, [pickup])[0]), Is.EqualTo(new[] { heavy.Number }));
        Assert.That(plan.Routes.Sum(route => route.Count), Is.EqualTo(10));
    }

    [Test]
    public void A_search_that_is_stopped_at_once_answers_with_its_first_plan()
    {
        var drawn = Draw(new Random(9), requests: 20);
        var plan = PickupDeliverySearch.Run(ProblemOf(drawn), new PickupDeliverySettings(1), _ => 1);
        Assert.That(PdptwCheck.Faults(drawn, [.. plan.Routes.Select(route => Numbers(drawn, route))]), Is.Empty);
    }

    [TestCase("", "Line 1")]
    [TestCase("2 10 1\n0 0 0 0 0 100 0 0 0\n1 5 5 x 0 100 1 0 2\n2 6 6 -1 0 100 1 1 0", "Line 3, column 4: \"x\" is no number")]
    [TestCase("2 10 1\n0 0 0 0 0 100 0 0 0\n1 5 5 1 0 100 1 0 2", "names pickup 0 and delivery 2")]
    [TestCase("2 10 1\n0 0 0 0 0 100 0 0 0\n1 5 5 1 0 NaN 1 0 2", "is no number")]
    [TestCase("2 10 1\n0 0 0 0 0 100 0 0 0\n0 5 5 1 0 9 1 0 2", "each number once")]
    public void A_file_that_is_no_instance_is_refused_with_the_place(string text, string expected) =>
        Assert.That(() => LiLimInstance.Read(text), Throws.TypeOf<FormatException>().With.Message.Contains(expected));

    [Test]
    public void No_public_instance_is_named_anywhere_here()
    {
        var named = new[] { "src", "tests", "docs", "data", "seeds", "protos" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Folder, folder), "*", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".json" or ".txt" or ".csv" or ".proto")
            .Where(file => InstanceName().IsMatch(File.ReadAllText(file)));
        Assert.That(named, Is.Empty);
    }

    [GeneratedRegex(@"\b(l(c|r|rc)[12][0-9]{2}|L(C|R|RC)[12]_[0-9]{1,2}_[0-9]{1,2})\b")]
    private static partial Regex InstanceName();

    private static PickupDeliveryPlan Solve(LiLimInstance drawn, int seed, long work) =>
        PickupDeliverySearch.Run(ProblemOf(drawn), new PickupDeliverySettings(seed), done => (double)done / work);

    /// <summary>Pickups at stops 1 to n as tasks 1 to n, deliveries behind them.</summary>
    private static PickupDeliveryProblem ProblemOf(LiLimInstance drawn) => new(
        drawn.Capacity,
        drawn.Vehicles,
        [.. drawn.Tasks.Select(task => new Stop(task.Demand, task.Earliest, task.Latest, task.Service))],
        (from, to) => Between(drawn.Tasks[from], drawn.Tasks[to]));

    private static IReadOnlyList<int> Numbers(LiLimInstance drawn, IReadOnlyList<int> route) => [.. route.Select(stop => drawn.Tasks[stop].Number)];

    /// <summary>Places on a square, windows that a vehicle of its own can meet.</summary>
    private static LiLimInstance Draw(Random random, int requests)
    {
        var depot = new LiLimTask(0, 50, 50, 0, 0, 1_000, 0, 0, 0);
        var (pickups, deliveries) = (new List<LiLimTask>(), new List<LiLimTask>());
        for (var i = 1; i <= requests; i++)
        {
            var load = 1 + random.Next(9);
            var pickup = new LiLimTask(i, random.Next(100), random.Next(100), load, 0, 0, 10, 0, i + requests);
            var delivery = new LiLimTask(i + requests, random.Next(100), random.Next(100), -load, 0, 0, 10, i, 0);
            var there = Between(depot, pickup) + random.Next(400);
            pickup = pickup with { Earliest = Math.Floor(there), Latest = Math.Ceiling(there) + random.Next(150) };
            var then = pickup.Latest + 10 + Between(pickup, delivery);
            deliveries.Add(delivery with { Earliest = Math.Floor(then) - random.Next(100), Latest = Math.Ceiling(then) + random.Next(100) });
            pickups.Add(pickup);
        }

        return new LiLimInstance(requests, 20, [depot, .. pickups, .. deliveries]);
    }

    private static double Between(LiLimTask one, LiLimTask other) => Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));

    /// <summary>The shortest route of every set of requests by every order of its stops, and the best way to share all requests out.</summary>
    private static class EveryOrder
    {
        public static (int Vehicles, double Distance) Of(LiLimInstance drawn)
        {
            var all = (1 << drawn.Vehicles) - 1;
            var alone = Enumerable.Range(0, all + 1).Select(set => set == 0 ? 0 : Shortest(drawn, set)).ToArray();
            var best = new (int Vehicles, double Distance)[all + 1];
            for (var set = 1; set <= all; set++)
            {
                best[set] = (int.MaxValue, double.PositiveInfinity);
                for (var route = set; route > 0; route = (route - 1) & set)
                {
                    var rest = best[set & ~route];
                    if (double.IsFinite(alone[route]) && rest.Vehicles < int.MaxValue && (rest.Vehicles + 1, rest.Distance + alone[route]).CompareTo(best[set]) < 0)
                    {
                        best[set] = (rest.Vehicles + 1, rest.Distance + alone[route]);
                    }
                }
            }

            return best[all];
        }

        private static double Shortest(LiLimInstance drawn, int set)
        {
            var n = drawn.Vehicles;
            return From(0, drawn.Tasks[0].Earliest, 0, 0, set, 0);

            double From(int here, double ready, double load, double way, int toPickUp, int toDeliver)
            {
                if (toPickUp == 0 && toDeliver == 0)
                {
                    var home = Between(drawn.Tasks[here], drawn.Tasks[0]);
                    return ready + home <= drawn.Tasks[0].Latest ? way + home : double.PositiveInfinity;
                }

                var least = double.PositiveInfinity;
                for (var r = 0; r < n; r++)
                {
                    var bit = 1 << r;
                    if ((toPickUp & bit) != 0)
                    {
                        least = Math.Min(least, Visit(r + 1, toPickUp & ~bit, toDeliver | bit));
                    }
                    else if ((toDeliver & bit) != 0)
                    {
                        least = Math.Min(least, Visit(r + 1 + n, toPickUp, toDeliver & ~bit));
                    }
                }

                return least;

                double Visit(int next, int pickUps, int deliveries)
                {
                    var task = drawn.Tasks[next];
                    var far = Between(drawn.Tasks[here], task);
                    var at = Math.Max(task.Earliest, ready + far);
                    return at <= task.Latest && load + task.Demand <= drawn.Capacity
                        ? From(next, at + task.Service, load + task.Demand, way + far, pickUps, deliveries)
                        : double.PositiveInfinity;
                }
            }
        }
    }
}
