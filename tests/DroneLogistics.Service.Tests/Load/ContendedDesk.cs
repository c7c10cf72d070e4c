using System.Collections.Concurrent;
using System.Diagnostics;
using DroneLogistics.Fleet;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service.Tests.Load;

/// <summary>What became of the attempts.</summary>
/// <param name="Booked">Acknowledged: id of the flight and its request, and whether it was cancelled again.</param>
/// <param name="Attempts">How many there were.</param>
/// <param name="Clashes">Refused by the database, as something was held.</param>
/// <param name="Stale">Overtaken between the look and the commit, three times.</param>
/// <param name="Replayed">Asked again with their id, and answered from what is stored.</param>
/// <param name="Elapsed">Of all.</param>
/// <param name="Latencies">Of each attempt, ms.</param>
internal sealed record ContendedRun(IReadOnlyDictionary<string, (string Request, bool Cancelled)> Booked, int Attempts, int Clashes, int Stale, int Replayed, TimeSpan Elapsed, IReadOnlyList<double> Latencies);

/// <summary>
/// Clients that book past every check, so that the database alone keeps them apart: seven of ten want pads, tails, packs and air of a busy network at
/// a busy time, three have all of it to themselves. A quarter of what is booked is cancelled again and what it held is wanted by others at once.
/// </summary>
internal sealed class ContendedDesk(IReadOnlyList<FlightStore> replicas, DatabaseAddress address, int seed)
{
    private const int Sites = 23;
    private const int Tails = 40;
    private const int Packs = 80;
    private const int Cells = 60;
    private const int CellsOfAFlight = 4;
    private const double ContendedShare = 0.7;
    private const double CancelledShare = 0.25;
    private const double RepeatedShare = 0.05;

    // The busy time moves on by an hour with so many attempts.
    private const int AttemptsAnHour = 60;
    private const long Minute = 60_000_000;

    private static readonly long AskedUs = FlightMessages.Micros(Requests.Now);
    private static readonly FleetRegister NoFleet = new([], []);

    private readonly ConcurrentDictionary<string, (string Request, bool Cancelled)> booked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<double> latencies = [];
    private int attempts;
    private int clashes;
    private int stale;
    private int replayed;

    /// <summary>Runs so many attempts by so many clients at once.</summary>
    public async Task<ContendedRun> RunAsync(int most, int clients)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => ClientAsync(client, most))));
        return new ContendedRun(booked, Math.Min(attempts, most), clashes, stale, replayed, watch.Elapsed, [.. latencies]);
    }

    private async Task ClientAsync(int client, int most)
    {
        var random = new Random((seed * 1000) + client);
        var store = replicas[client % replicas.Count];
        for (var own = 0; Interlocked.Increment(ref attempts) is var number && number <= most; own++)
        {
            var wish = random.NextDouble() < ContendedShare ? Contended(random, number) : Alone(client, own);
            var begun = Stopwatch.GetTimestamp();
            var (id, outcome) = await BookAsync(store, wish, $"c{client}-{own}");
            latencies.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            switch (outcome)
            {
                case CommitOutcome.Committed:
                    booked[id] = (wish.Request, false);
                    if (random.NextDouble() < CancelledShare)
                    {
                        var (cancelled, _) = await store.CancelAsync(id, string.Empty, "contention", AskedUs, NoFleet, CancellationToken.None);
                        booked[id] = (wish.Request, cancelled == CancelOutcome.Cancelled);
                    }
                    else if (random.NextDouble() < RepeatedShare)
                    {
                        var (_, again) = await BookAsync(store, wish, $"{id}-again");
                        Interlocked.Add(ref replayed, again == CommitOutcome.Replayed ? 1 : throw new InvalidOperationException($"the request of {id}, asked again, ended as {again}"));
                    }

                    break;
                case CommitOutcome.Clash:
                    Interlocked.Increment(ref clashes);
                    break;
                case CommitOutcome.Stale:
                    Interlocked.Increment(ref stale);
                    break;
            }
        }
    }

    private async Task<(string Id, CommitOutcome Outcome)> BookAsync(FlightStore store, Wish wish, string id)
    {
        for (var look = 1; ; look++)
        {
            var (tail, pack) = await NeighboursAsync(wish);
            var outcome = await store.CommitAsync(wish.Commit(id, tail, pack), CancellationToken.None);
            if (outcome != CommitOutcome.Stale || look == 3)
            {
                return (id, outcome);
            }
        }
    }

    private Wish Contended(Random random, int number)
    {
        var start = FlightMessages.Micros(Requests.Nine) + (((60L * (number / AttemptsAnHour)) + random.Next(360)) * Minute);
        return new Wish(
            NewRequest(random),
            start,
            start + ((15 + random.Next(25)) * Minute),
            $"tail-{random.Next(Tails)}",
            $"pack-{random.Next(Packs)}",
            [$"sites/s{random.Next(Sites / 2)}/pads/1", $"sites/s{(Sites / 2) + random.Next(Sites - (Sites / 2))}/pads/1"],
            [.. Enumerable.Range(0, CellsOfAFlight).Select(_ => random.Next(Cells)).Distinct()],
            10 * random.Next(6));
    }

    private static Wish Alone(int client, int own)
    {
        var start = FlightMessages.Micros(Requests.Nine) + (own * 60L * Minute);
        return new Wish(NewRequest(new Random((client * 1_000_003) + own)), start, start + (20 * Minute), $"own-tail-{client}", $"own-pack-{client}", [$"sites/own{client}/pads/1", $"sites/own{client}/pads/2"], [-1 - client], 0);
    }

    private static string NewRequest(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private async Task<(Neighbours Tail, Neighbours Pack)> NeighboursAsync(Wish wish)
    {
        await using var looking = await TestSql.OpenAsync(address);
        await using var command = looking.CreateCommand();
        command.CommandText = string.Join(" UNION ALL ", new[] { ("aircraft", wish.Tail), ("battery_pack", wish.Pack) }.Select(thing => FormattableString.Invariant(
            $"SELECT (SELECT id FROM flight WHERE {thing.Item1} = '{thing.Item2}' AND state <> 3 AND departure_us < {wish.StartUs} ORDER BY departure_us DESC LIMIT 1), (SELECT id FROM flight WHERE {thing.Item1} = '{thing.Item2}' AND state <> 3 AND departure_us >= {wish.StartUs} ORDER BY departure_us LIMIT 1)")));
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<Neighbours>();
        while (await reader.ReadAsync())
        {
            found.Add(new Neighbours(reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }

        return (found[0], found[1]);
    }

    /// <summary>What one attempt is after.</summary>
    private sealed record Wish(string Request, long StartUs, long EndUs, string Tail, string Pack, IReadOnlyList<string> Pads, IReadOnlyList<int> Cells, int LowM)
    {
        public FlightCommit Commit(string id, Neighbours tail, Neighbours pack)
        {
            var row = new FlightRow
            {
                Id = id,
                Revision = 0,
                RequestId = Request,
                State = 1,
                Aircraft = Tail,
                BatteryPack = Pack,
                Origin = "putuo",
                Destination = "putuo",
                DepartureUs = StartUs,
                ArrivalUs = EndUs,
                PayloadKg = 1,
                TakeoffSoc = 1,
                LandingSoc = 0.5,
                Message = [1],
                CreateUs = AskedUs,
                UpdateUs = AskedUs,
                CancelReason = string.Empty,
            };
            ClaimRow[] claims =
            [
                Claim(1, Pads[0], StartUs - (10 * Minute), StartUs + (2 * Minute)),
                Claim(1, Pads[1], EndUs - (3 * Minute), EndUs + (7 * Minute)),
                Claim(2, $"aircraft/{Tail}", StartUs - (10 * Minute), EndUs + (7 * Minute)),
                Claim(3, $"batteryPacks/{Pack}", StartUs - (10 * Minute), EndUs + (7 * Minute)),
                .. Cells.Select(cell => new ClaimRow { FlightId = id, Kind = 4, Resource = FormattableString.Invariant($"airspace/cells/{cell}"), StartUs = StartUs, EndUs = StartUs + (4 * Minute), LowM = LowM, HighM = LowM + 25 }),
            ];
            var request = new RequestRow { RequestId = Request, Fingerprint = new byte[32], Response = [], CreateUs = AskedUs };
            return new FlightCommit(row, claims, request, _ => [1, 2, 3], tail, pack, AirspaceRevision: 1);

            ClaimRow Claim(int kind, string resource, long startUs, long endUs) => new() { FlightId = id, Kind = kind, Resource = resource, StartUs = startUs, EndUs = endUs };
        }
    }
}
