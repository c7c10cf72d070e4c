namespace DroneLogistics.Optimization.PickupDelivery;

/// <summary>What a search may use.</summary>
/// <param name="Seed">Of its random numbers: the same seed and the same shares of work give the same plan.</param>
/// <param name="FleetShare">Share of the work, 0 to 1, that may go into doing with fewer vehicles; the rest shortens the routes.</param>
public sealed record PickupDeliverySettings(int Seed, double FleetShare = 0.3);

/// <summary>
/// Fewest vehicles first, then the shortest routes: strings of stops near each other are taken out of some routes and their requests put back where
/// they cost least, again and again, and what comes of it is kept as simulated annealing says. Slack induction by string removals
/// (Christiaens and Vanden Berghe, Transportation Science 54(2), 2020), with requests of two stops in the place of customers.
/// </summary>
public sealed class PickupDeliverySearch
{
    // Of the paper: stops taken out on average, the longest string, how often a place is overlooked, how often a string keeps stops in its middle, and by which chance more of them.
    private const double MeanRemoved = 15;
    private const int LongestString = 10;
    private const double Overlook = 0.01;
    private const double SplitChance = 0.5;
    private const double SplitStop = 0.99;

    // Of the mean distance between two stops of a plan; tried on instances of a hundred to four hundred tasks.
    private const double FirstTemperature = 0.5;
    private const double LastTemperature = 0.003;

    // So many iterations between two looks at how much of the work is done.
    private const int Stride = 16;

    private readonly PickupDeliveryProblem problem;
    private readonly PickupDeliverySettings settings;
    private int[][] near = [];
    private readonly bool[] marked;
    private readonly Tour?[] tourOf;
    private readonly List<Tour> tours = [];
    private readonly List<Tour> touched = [];
    private readonly List<Tour> opened = [];
    private readonly List<int> waiting = [];
    private readonly List<int> waitingBefore = [];
    private readonly double[] key;
    private readonly int[] absences;
    private QuickRandom random;
    private double distance;
    private long iteration;

    private PickupDeliverySearch(PickupDeliveryProblem problem, PickupDeliverySettings settings)
    {
        (this.problem, this.settings) = (problem, settings);
        random = new QuickRandom(settings.Seed);
        marked = new bool[problem.StopCount];
        tourOf = new Tour?[problem.RequestCount + 1];
        absences = new int[problem.RequestCount + 1];
        key = new double[problem.RequestCount + 1];
    }

    /// <summary>Searches until the work is done or somebody asks it to stop; the best plan so far is its answer.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="settings">Seed and how the work is shared.</param>
    /// <param name="done">Which share of the work is done after so many iterations, 0 to 1; from 1 on the search ends.</param>
    /// <param name="tell">Told each better plan; null: nobody listens.</param>
    public static PickupDeliveryPlan Run(PickupDeliveryProblem problem, PickupDeliverySettings settings, Func<long, double> done, Action<PickupDeliveryProgress>? tell = null)
    {
        if (problem.RequestCount == 0)
        {
            return new PickupDeliveryPlan([], 0, []);
        }

        return new PickupDeliverySearch(problem, settings).Run(done, tell);
    }

    private PickupDeliveryPlan Run(Func<long, double> done, Action<PickupDeliveryProgress>? tell)
    {
        var limit = problem.Vehicles;
        waiting.AddRange(Enumerable.Range(1, problem.RequestCount));
        Order();
        PutBack(limit, overlook: 0);
        distance = tours.Sum(tour => tour.Length);
        var best = Plan();
        tell?.Invoke(new PickupDeliveryProgress(0, best));
        near = [.. Enumerable.Range(0, problem.StopCount).Select(from => Enumerable.Range(1, problem.StopCount - 1).OrderBy(to => problem.Distance(from, to)).ToArray())];
        best = Fewer(best, done, tell);
        Take(best);
        return Shorter(best, done, tell);
    }

    /// <summary>Takes a route away and finds room for its requests in the others, as long as that works out.</summary>
    private PickupDeliveryPlan Fewer(PickupDeliveryPlan best, Func<long, double> done, Action<PickupDeliveryProgress>? tell)
    {
        var share = 0.0;
        while (share < settings.FleetShare && (tours.Count > 1 || waiting.Count > 0))
        {
            if (waiting.Count == 0)
            {
                Close(tours.MinBy(tour => Absences(tour.Stops))!);
            }

            var most = tours.Count;
            var (temperature, current) = (MeanLeg() * 0.1, Absences(waiting));
            while (waiting.Count > 0 && share < settings.FleetShare)
            {
                if (iteration % Stride == 0)
                {
                    share = done(iteration);
                }

                iteration++;
                var before = distance;
                TakeOut();
                Order();
                PutBack(most, Overlook);
                var now = Absences(waiting);
                if (waiting.Count == 0 || now < current || (now == current && waiting.Count <= waitingBefore.Count && distance < before - (temperature * Math.Log(random.NextDouble()))))
                {
                    current = now;
                }
                else
                {
                    Undo(before);
                }

                foreach (var pickup in waiting)
                {
                    absences[pickup]++;
                    current++;
                }
            }

            if (waiting.Count == 0)
            {
                best = Plan();
                tell?.Invoke(new PickupDeliveryProgress(iteration, best));
            }
        }

        return best;
    }

    /// <summary>Shortens the routes; a route that becomes empty stays away.</summary>
    private PickupDeliveryPlan Shorter(PickupDeliveryPlan best, Func<long, double> done, Action<PickupDeliveryProgress>? tell)
    {
        var begun = done(iteration);
        var (first, last) = (MeanLeg() * FirstTemperature, MeanLeg() * LastTemperature);
        var temperature = first;
        while (true)
        {
            if (iteration % Stride == 0)
            {
                var share = done(iteration);
                if (!(share < 1))
                {
                    return best;
                }

                temperature = first * Math.Pow(last / first, Math.Clamp((share - begun) / Math.Max(1e-9, 1 - begun), 0, 1));
            }

            iteration++;
            var (before, count, missing) = (distance, tours.Count, waiting.Count);
            TakeOut();
            Order();
            PutBack(count, Overlook);
            if (waiting.Count > missing || !(waiting.Count < missing || tours.Count < count || distance < before - (temperature * Math.Log(random.NextDouble()))))
            {
                Undo(before);
            }
            else if (waiting.Count < best.Unserved.Count || (waiting.Count == best.Unserved.Count && (tours.Count < best.Routes.Count || (tours.Count == best.Routes.Count && distance < best.Distance - 1e-9))))
            {
                best = Plan();
                tell?.Invoke(new PickupDeliveryProgress(iteration, best));
            }
        }
    }

    /// <summary>Takes strings of stops out of routes that pass near one stop.</summary>
    private void TakeOut()
    {
        touched.Clear();
        opened.Clear();
        waitingBefore.Clear();
        waitingBefore.AddRange(waiting);
        if (tours.Count == 0)
        {
            return;
        }

        var meanCount = 2.0 * (problem.RequestCount - waiting.Count) / tours.Count;
        var longest = Math.Min(LongestString, meanCount);
        var strings = (int)((random.NextDouble() * ((4 * MeanRemoved / (1 + longest)) - 1)) + 1);
        var seed = random.Next(problem.StopCount);
        foreach (var stop in near[seed])
        {
            if (touched.Count >= strings)
            {
                break;
            }

            if (tourOf[problem.PickupOf(stop)] is { } tour && tour.KeptAt != iteration)
            {
                Touch(tour);
                var length = (int)((random.NextDouble() * Math.Min(tour.Count, longest)) + 1);
                Mark(tour, stop, Math.Min(length, tour.Count));
            }
        }

        foreach (var tour in touched)
        {
            foreach (var stop in tour.Stops)
            {
                if (marked[stop] && stop <= problem.RequestCount)
                {
                    waiting.Add(stop);
                    tourOf[stop] = null;
                }
            }

            distance -= tour.Length;
            tour.Remove(marked);
            distance += tour.Length;
        }

        foreach (var pickup in waiting)
        {
            marked[pickup] = marked[problem.DeliveryOf(pickup)] = false;
        }

        tours.RemoveAll(static tour => tour.Count == 0);
    }

    /// <summary>Marks the requests of a string of a route round a stop; now and then of a longer one, but for stops in its middle.</summary>
    private void Mark(Tour tour, int stop, int length)
    {
        var kept = 0;
        if (length > 1 && length < tour.Count && random.NextDouble() < SplitChance)
        {
            kept = 1;
            while (length + kept < tour.Count && random.NextDouble() > SplitStop)
            {
                kept++;
            }
        }

        var at = tour.Stops.IndexOf(stop);
        var (least, most) = (Math.Max(0, at - length - kept + 1), Math.Min(at, tour.Count - length - kept));
        var start = least + random.Next(most - least + 1);
        var hole = kept > 0 ? 1 + random.Next(length - 1) : length;
        for (var i = 0; i < length + kept; i++)
        {
            if (i < hole || i >= hole + kept)
            {
                var pickup = problem.PickupOf(tour.Stops[start + i]);
                marked[pickup] = marked[problem.DeliveryOf(pickup)] = true;
            }
        }
    }

    /// <summary>The order in which requests are put back: at random, the heavy, the far, the near, the narrow, the early or the late first.</summary>
    private void Order()
    {
        // Weights of the paper.
        var which = random.Next(17);
        foreach (var pickup in waiting)
        {
            var delivery = problem.DeliveryOf(pickup);
            key[pickup] = which switch
            {
                < 4 => random.NextDouble(),
                < 8 => -problem[pickup].Load,
                < 10 => -problem.Distance(0, pickup) - problem.Distance(0, delivery),
                < 11 => problem.Distance(0, pickup) + problem.Distance(0, delivery),
                < 13 => problem[pickup].Latest - problem[pickup].Earliest + problem[delivery].Latest - problem[delivery].Earliest,
                < 15 => problem[pickup].Earliest,
                _ => -problem[delivery].Latest,
            };
        }

        waiting.Sort((one, other) => key[one] != key[other] ? key[one].CompareTo(key[other]) : one.CompareTo(other));
    }

    /// <summary>Puts each waiting request where it costs least, into another vehicle where none can take it and there may be more; else it goes on waiting.</summary>
    private void PutBack(int most, double overlook)
    {
        var left = 0;
        for (var i = 0; i < waiting.Count; i++)
        {
            var (pickup, delivery) = (waiting[i], problem.DeliveryOf(waiting[i]));
            var (bound, where, into) = (double.PositiveInfinity, default(Place), default(Tour));
            foreach (var tour in tours)
            {
                if (tour.TryBest(pickup, delivery, ref bound, out var place, ref random, overlook))
                {
                    (where, into) = (place, tour);
                }
            }

            if (into is null && tours.Count < most)
            {
                var fresh = new Tour(problem);
                fresh.Fill([]);
                if (fresh.TryBest(pickup, delivery, ref bound, out where, ref random, overlook: 0))
                {
                    into = fresh;
                    fresh.KeptAt = iteration;
                    tours.Add(fresh);
                    opened.Add(fresh);
                }
            }

            if (into is null)
            {
                waiting[left++] = pickup;
                continue;
            }

            if (into.KeptAt != iteration)
            {
                Touch(into);
            }

            distance -= into.Length;
            into.Insert(pickup, delivery, where);
            distance += into.Length;
            tourOf[pickup] = into;
        }

        waiting.RemoveRange(left, waiting.Count - left);
    }

    private void Touch(Tour tour)
    {
        tour.Keep();
        tour.KeptAt = iteration;
        touched.Add(tour);
    }

    private void Undo(double before)
    {
        tours.RemoveAll(opened.Contains);
        foreach (var pickup in waitingBefore)
        {
            tourOf[pickup] = null;
        }

        foreach (var tour in touched)
        {
            if (tour.Count == 0 && !tours.Contains(tour))
            {
                tours.Add(tour);
            }

            tour.Restore();
            Own(tour);
        }

        waiting.Clear();
        waiting.AddRange(waitingBefore);
        distance = before;
    }

    private void Own(Tour tour)
    {
        foreach (var stop in tour.Stops)
        {
            if (stop <= problem.RequestCount)
            {
                tourOf[stop] = tour;
            }
        }
    }

    private void Close(Tour tour)
    {
        foreach (var stop in tour.Stops)
        {
            if (stop <= problem.RequestCount)
            {
                waiting.Add(stop);
                tourOf[stop] = null;
            }
        }

        tours.Remove(tour);
        distance -= tour.Length;
    }

    private void Take(PickupDeliveryPlan plan)
    {
        tours.Clear();
        waiting.Clear();
        waiting.AddRange(plan.Unserved);
        Array.Clear(tourOf);
        foreach (var route in plan.Routes)
        {
            var tour = new Tour(problem);
            tour.Fill([.. route]);
            tours.Add(tour);
            Own(tour);
        }

        distance = tours.Sum(tour => tour.Length);
    }

    private PickupDeliveryPlan Plan()
    {
        // Anew, so that rounding does not add up.
        distance = tours.Sum(tour => tour.Length);
        return new PickupDeliveryPlan([.. tours.Select(tour => (IReadOnlyList<int>)tour.Stops.ToArray())], distance, [.. waiting.Order()]);
    }

    private double MeanLeg() => tours.Count == 0 ? 1 : distance / ((2.0 * problem.RequestCount) + tours.Count);

    private long Absences(ReadOnlySpan<int> stops)
    {
        var sum = 0L;
        foreach (var stop in stops)
        {
            sum += stop <= problem.RequestCount ? absences[stop] : 0;
        }

        return sum;
    }

    private long Absences(List<int> pickups) => pickups.Sum(pickup => (long)absences[pickup]);
}
