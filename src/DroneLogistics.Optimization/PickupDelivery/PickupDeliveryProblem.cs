namespace DroneLogistics.Optimization.PickupDelivery;

/// <summary>A place where something is picked up, delivered, or where vehicles are based.</summary>
/// <param name="Load">What comes aboard; what is delivered counts below zero.</param>
/// <param name="Earliest">Service begins no earlier; who comes before waits.</param>
/// <param name="Latest">Service begins no later; at the depot vehicles are back no later.</param>
/// <param name="Service">How long it takes.</param>
public readonly record struct Stop(double Load, double Earliest, double Latest, double Service);

/// <summary>
/// Pickup and delivery with time windows: each request is picked up and then delivered by one vehicle, vehicles are alike and begin and end at the
/// depot, and their load never exceeds their capacity. Stop 0 is the depot, stops 1 to n are the pickups and stop n + r is the delivery of what is picked up at stop r.
/// </summary>
public sealed class PickupDeliveryProblem
{
    private readonly double[] distances;
    private readonly Stop[] stops;

    /// <param name="capacity">Of a vehicle, in the unit of the loads.</param>
    /// <param name="vehicles">No more are used, above 0.</param>
    /// <param name="stops">Depot, pickups, deliveries.</param>
    /// <param name="distance">From one stop to another, in the unit of the times: a vehicle covers one in one. No way over a third stop is shorter.</param>
    /// <exception cref="ArgumentException">A number is none, or there are not as many deliveries as pickups; the message says where.</exception>
    public PickupDeliveryProblem(double capacity, int vehicles, IReadOnlyList<Stop> stops, Func<int, int, double> distance)
    {
        if (!(capacity >= 0) || !(vehicles > 0) || stops.Count % 2 == 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"A capacity not below 0, a vehicle or more and an odd number of stops are expected; got {capacity}, {vehicles} and {stops.Count}."));
        }

        for (var i = 0; i < stops.Count; i++)
        {
            var stop = stops[i];
            if (!double.IsFinite(stop.Load) || !(stop.Earliest <= stop.Latest) || !(stop.Service >= 0) || !double.IsFinite(stop.Service))
            {
                throw new ArgumentException(FormattableString.Invariant($"stops[{i}] has a load or service that is no number, or a window {stop.Earliest} to {stop.Latest} that ends before it starts."), nameof(stops));
            }
        }

        (Capacity, Vehicles, this.stops) = (capacity, vehicles, [.. stops]);
        distances = new double[stops.Count * stops.Count];
        for (var i = 0; i < stops.Count; i++)
        {
            for (var j = 0; j < stops.Count; j++)
            {
                distances[(i * stops.Count) + j] = distance(i, j);
            }
        }
    }

    public double Capacity { get; }

    public int Vehicles { get; }

    /// <summary>Depot, pickups and deliveries.</summary>
    public int StopCount => stops.Length;

    public int RequestCount => stops.Length / 2;

    public ref readonly Stop this[int stop] => ref stops[stop];

    public double Distance(int from, int to) => distances[(from * stops.Length) + to];

    /// <summary>Where the request of a pickup is delivered.</summary>
    public int DeliveryOf(int pickup) => pickup + RequestCount;

    /// <summary>The pickup of the request that a stop belongs to.</summary>
    internal int PickupOf(int stop) => stop > RequestCount ? stop - RequestCount : stop;
}

/// <summary>Who goes where.</summary>
/// <param name="Routes">Stops in order, without the depot; none is empty.</param>
/// <param name="Distance">Of all routes, from the depot and back.</param>
/// <param name="Unserved">Pickups of the requests that no vehicle takes.</param>
public sealed record PickupDeliveryPlan(IReadOnlyList<IReadOnlyList<int>> Routes, double Distance, IReadOnlyList<int> Unserved);

/// <summary>How a search gets on.</summary>
/// <param name="Iterations">Plans looked at.</param>
/// <param name="Best">The best so far.</param>
public sealed record PickupDeliveryProgress(long Iterations, PickupDeliveryPlan Best);
