using DroneLogistics.Fleet;
using DroneLogistics.Units;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service.Tests.Load;

/// <summary>
/// Requests of many dispatchers at once: each has a pair of sites and an aircraft with its packs, and flies them there and back, one flight after
/// the other, as far ahead as may be planned.
/// </summary>
internal sealed class BookingLoad
{
    private const int PacksAtASite = 6;

    // Pairs of sites that an FZ90 flies there and back, with another landing site in reach of both.
    private static readonly (string From, string To)[] Pairs =
    [
        ("dinghai-port", "dongju"), ("sanjiang", "xiushan"), ("putuo", "puxi"), ("dingzuimen", "gaoting"), ("gouqi", "huaniao"),
    ];

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(29);

    private readonly int clients;
    private readonly int[] asked;

    public BookingLoad(int clients)
    {
        this.clients = clients;
        asked = new int[clients];
    }

    /// <summary>An aircraft for each client, and packs for it at both its sites.</summary>
    public FleetRegister Fleet()
    {
        var type = new AircraftTypeId("fz90");
        return new FleetRegister(
            Enumerable.Range(0, clients).Select(client => new DroneLogistics.Fleet.Aircraft(new AircraftId(Tail(client)), type, Pair(client).From, Assumed: false)),
            Enumerable.Range(0, clients).SelectMany(client => Enumerable.Range(0, 2 * PacksAtASite).Select(i =>
                new DroneLogistics.Fleet.BatteryPack(new BatteryPackId($"{Tail(client)}-{i}"), type, i < PacksAtASite ? Pair(client).From : Pair(client).To, StateOfCharge.Full, 0.95, Assumed: false))));
    }

    /// <summary>The next request of a client; null: it has asked for all there is until the horizon.</summary>
    public ScheduleFlightRequest? Next(int client)
    {
        // Each has days of its own, so that those who share a pair do not meet.
        var (number, days) = (asked[client]++, Horizon / ((clients + Pairs.Length - 1) / Pairs.Length));
        if (Apart * (number + 1) > days)
        {
            return null;
        }

        var (from, to) = Pair(client);
        (from, to) = number % 2 == 0 ? (from, to) : (to, from);
        var plan = Requests.Plan(from, to, "fz90", 5);
        plan.Aircraft = $"aircraft/{Tail(client)}";
        plan.DepartureTime = (Requests.Now.AddHours(2) + (days * (client / Pairs.Length)) + (Apart * number)).ToTimestamp();
        return Requests.Schedule(plan);
    }

    private static (string From, string To) Pair(int client) => Pairs[client % Pairs.Length];

    private static string Tail(int client) => FormattableString.Invariant($"load-{client:000}");
}
