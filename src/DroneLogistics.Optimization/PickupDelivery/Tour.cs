namespace DroneLogistics.Optimization.PickupDelivery;

/// <summary>The stops of one vehicle between two stays at the depot, with what is needed to tell at once whether one more fits.</summary>
internal sealed class Tour(PickupDeliveryProblem problem)
{
    // Of all but the depot; grown when it must be.
    private int[] stops = new int[16];
    private double[] starts = new double[16];
    private double[] latests = new double[16];
    private double[] loads = new double[16];
    private int[] saved = new int[16];
    private int savedCount;
    private double savedLength;

    /// <summary>Stops between the two at the depot.</summary>
    public int Count { get; private set; }

    public double Length { get; private set; }

    /// <summary>The iteration in which it was kept last.</summary>
    public long KeptAt { get; set; } = -1;

    /// <summary>Stop at a position, from 1 to <see cref="Count"/>; the depot before and after.</summary>
    public int this[int position] => stops[position];

    public ReadOnlySpan<int> Stops => stops.AsSpan(1, Count);

    /// <summary>Remembers it as it is.</summary>
    public void Keep()
    {
        if (saved.Length < stops.Length)
        {
            saved = new int[stops.Length];
        }

        stops.AsSpan(1, Count).CopyTo(saved);
        (savedCount, savedLength) = (Count, Length);
    }

    /// <summary>Makes it as it was remembered.</summary>
    public void Restore()
    {
        Fill(saved.AsSpan(0, savedCount));
        Length = savedLength;
    }

    /// <summary>These stops in this order; that they can be served is for the caller to know.</summary>
    public void Fill(ReadOnlySpan<int> order)
    {
        Grow(order.Length);
        order.CopyTo(stops.AsSpan(1));
        Count = order.Length;
        stops[0] = stops[Count + 1] = 0;
        Reckon();
    }

    /// <summary>Takes out the stops that are marked.</summary>
    public void Remove(bool[] marked)
    {
        var kept = 0;
        for (var i = 1; i <= Count; i++)
        {
            if (!marked[stops[i]])
            {
                stops[++kept] = stops[i];
            }
        }

        Count = kept;
        stops[Count + 1] = 0;
        Reckon();
    }

    /// <summary>Puts a request in: the pickup behind one position, the delivery behind another as they are numbered before.</summary>
    public void Insert(int pickup, int delivery, Place place)
    {
        Grow(Count + 2);
        for (var i = Count + 1; i > place.DeliveryBehind; i--)
        {
            stops[i + 2] = stops[i];
        }

        stops[place.DeliveryBehind + 2] = delivery;
        for (var i = place.DeliveryBehind; i > place.PickupBehind; i--)
        {
            stops[i + 1] = stops[i];
        }

        stops[place.PickupBehind + 1] = pickup;
        Count += 2;
        Reckon();
    }

    /// <summary>
    /// The cheapest place for a request that costs less than a bound; every window and the capacity hold. Now and then a place is overlooked, as
    /// often as a chance says, so that not every search ends in the same plan.
    /// </summary>
    public bool TryBest(int pickup, int delivery, ref double bound, out Place place, ref QuickRandom random, double overlook)
    {
        place = default;
        var found = false;
        ref readonly var up = ref problem[pickup];
        ref readonly var down = ref problem[delivery];
        for (var i = 0; i <= Count; i++)
        {
            var (a, b) = (stops[i], stops[i + 1]);
            var atPickup = Math.Max(up.Earliest, starts[i] + problem[a].Service + problem.Distance(a, pickup));

            // No way over a third stop is shorter: behind later stops it is later still.
            if (!(atPickup <= up.Latest))
            {
                break;
            }

            if (!(loads[i] + up.Load <= problem.Capacity))
            {
                continue;
            }

            var detour = problem.Distance(a, pickup) + problem.Distance(pickup, b) - problem.Distance(a, b);
            if (!(detour < bound) || random.NextDouble() < overlook)
            {
                continue;
            }

            var atDelivery = Math.Max(down.Earliest, atPickup + up.Service + problem.Distance(pickup, delivery));
            var cost = problem.Distance(a, pickup) + problem.Distance(pickup, delivery) + problem.Distance(delivery, b) - problem.Distance(a, b);
            if (atDelivery <= down.Latest && cost < bound && atDelivery + down.Service + problem.Distance(delivery, b) <= latests[i + 1])
            {
                (bound, place, found) = (cost, new Place(i, i), true);
            }

            var (time, before) = (atPickup, pickup);
            for (var k = i + 1; k <= Count; k++)
            {
                var here = stops[k];
                time = Math.Max(problem[here].Earliest, time + problem[before].Service + problem.Distance(before, here));
                if (!(time <= latests[k]) || !(loads[k] + up.Load <= problem.Capacity))
                {
                    break;
                }

                atDelivery = Math.Max(down.Earliest, time + problem[here].Service + problem.Distance(here, delivery));
                if (!(atDelivery <= down.Latest))
                {
                    break;
                }

                var next = stops[k + 1];
                cost = detour + problem.Distance(here, delivery) + problem.Distance(delivery, next) - problem.Distance(here, next);
                if (cost < bound && atDelivery + down.Service + problem.Distance(delivery, next) <= latests[k + 1])
                {
                    (bound, place, found) = (cost, new Place(i, k), true);
                }

                before = here;
            }
        }

        return found;
    }

    /// <summary>When service may begin at each stop at the earliest and at the latest, what is aboard behind it, and how far it is.</summary>
    private void Reckon()
    {
        (starts[0], loads[0]) = (problem[0].Earliest, 0);
        var length = 0.0;
        for (var i = 1; i <= Count + 1; i++)
        {
            var (a, b) = (stops[i - 1], stops[i]);
            var distance = problem.Distance(a, b);
            length += distance;
            starts[i] = Math.Max(problem[b].Earliest, starts[i - 1] + problem[a].Service + distance);
            loads[i] = loads[i - 1] + problem[b].Load;
        }

        latests[Count + 1] = problem[0].Latest;
        for (var i = Count; i >= 0; i--)
        {
            var (a, b) = (stops[i], stops[i + 1]);
            latests[i] = Math.Min(problem[a].Latest, latests[i + 1] - problem[a].Service - problem.Distance(a, b));
        }

        Length = length;
    }

    private void Grow(int count)
    {
        if (count + 2 > stops.Length)
        {
            var size = Math.Max(count + 2, 2 * stops.Length);
            Array.Resize(ref stops, size);
            Array.Resize(ref starts, size);
            Array.Resize(ref latests, size);
            Array.Resize(ref loads, size);
        }
    }
}

/// <summary>Where a request goes into a tour.</summary>
/// <param name="PickupBehind">Position before the pickup, 0 the depot.</param>
/// <param name="DeliveryBehind">Position before the delivery, as it is numbered without the pickup; equal to the other: right behind the pickup.</param>
internal readonly record struct Place(int PickupBehind, int DeliveryBehind);

/// <summary>Random numbers for inner loops: SplitMix64 (Steele, Lea and Flood 2014), a multiplication or two each.</summary>
internal struct QuickRandom(int seed)
{
    private ulong state = (ulong)seed * 0x9E3779B97F4A7C15;

    /// <summary>0 to below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 to below a number above 0.</summary>
    public int Next(int below) => (int)(((UInt128)Next() * (ulong)below) >> 64);

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
