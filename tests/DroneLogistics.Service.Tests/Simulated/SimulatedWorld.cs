using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.History;
using DroneLogistics.Units;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Service.Tests.Simulated;

/// <summary>How a run of a world ended.</summary>
/// <param name="Troubles">What must not be, in words; empty: nothing.</param>
/// <param name="Log">SHA-256 of everything that happened, in order: equal for equal seeds.</param>
/// <param name="Booked">Bookings that were acknowledged.</param>
/// <param name="Refused">Bookings that were refused.</param>
/// <param name="Unknown">Requests whose client was not told.</param>
/// <param name="Crashes">How often the service was killed.</param>
/// <param name="Failures">How often the disk failed.</param>
/// <param name="Simulated">Simulated time.</param>
public sealed record WorldReport(IReadOnlyList<string> Troubles, string Log, int Booked, int Refused, int Unknown, int Crashes, int Failures, TimeSpan Simulated);

/// <summary>
/// A service, its disk, its network and some clients on one thread: the service classes that ship, <see cref="FlightsRpcs"/> over
/// <see cref="OperationsControl"/> over <see cref="FlightStore"/> with its group commit and audit log; replaced are clock, chance, disk and
/// network. The service is killed at any of its waits, the disk is slow or fails, messages are late, lost or come twice, the clock jumps.
/// </summary>
internal sealed class SimulatedWorld
{
    private const double CrashShare = 0.1;
    private const double LostShare = 0.05;
    private const double TwiceShare = 0.05;
    private const double ClockJumpShare = 0.02;
    private const int Tries = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPeace = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LongestMessage = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Generous = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset First = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
    private static readonly (string From, string To, string Type)[] Flown = [("putuo", "liuheng", "fz90"), ("putuo", "liuheng", "v2000cg"), ("dinghai-port", "puxi", "fz90"), ("dinghai-port", "dongju", "fc30"), ("putuo", "liuheng", "ark40")];

    // The promises hold whatever the clock says; that a service with a wrong one books nothing is another claim.
    private static readonly ClockTrust AnyClock = new(TimeProvider.System, TimeSpan.MaxValue, isCompared: false);

    // What must be none after every step, counted past the service.
    private static readonly (string Sql, string What)[] Promises =
    [
        ("SELECT count(*) FROM claim a JOIN claim b ON a.resource = b.resource AND a.flight_id < b.flight_id AND a.start_us < b.end_us AND b.start_us < a.end_us AND a.low_m < b.high_m AND b.low_m < a.high_m", "pairs of claims overlap"),
        ("SELECT count(*) FROM claim JOIN flight ON flight.id = claim.flight_id WHERE state = 3", "claims are held by cancelled flights"),
        ("SELECT count(*) FROM flight WHERE state <> 3 AND (SELECT count(*) FROM claim WHERE flight_id = id AND kind <= 3) <> 4", "flights do not hold two pads, an aircraft and a pack"),
        ("SELECT count(*) FROM flight WHERE NOT EXISTS (SELECT 1 FROM request WHERE request.request_id = flight.request_id)", "flights have no record of their request"),
        ("SELECT count(*) FROM flight WHERE NOT EXISTS (SELECT 1 FROM flight_change WHERE flight_id = flight.id)", "flights were told to nobody"),
        ("SELECT count(*) FROM flight WHERE NOT EXISTS (SELECT 1 FROM audit WHERE subject = 'flights/' || flight.id)", "flights have no entry in the audit log"),
        ("SELECT count(*) FROM (SELECT request_id FROM flight GROUP BY request_id HAVING count(*) > 1)", "requests have two flights"),
    ];

    private readonly SimulatedLoop loop;
    private readonly SimulatedDisk disk;
    private readonly SimulatedProcess clients;
    private readonly World world;
    private readonly AuditKey key = new(new byte[32]);
    private readonly SHA256 sha = SHA256.Create();
    private readonly List<Operation> history = [];
    private readonly List<string> troubles = [];
    private readonly List<string> known = [];
    private readonly Action<string>? listen;
    private SimulatedProcess? process;
    private FlightsRpcs? service;
    private FlightsRpcs? lister;
    private OperationsControl? operations;
    private TimeSpan clockError;
    private int crashes;
    private long moment;

    private SimulatedWorld(World world, int seed, SeededFault fault, string folder, string template, Action<string>? listen)
    {
        this.world = world;
        this.listen = listen;
        loop = new SimulatedLoop(seed);
        disk = new SimulatedDisk(loop, fault, folder, template, Log);
        clients = new SimulatedProcess(loop);
        Fault = fault;
    }

    private SeededFault Fault { get; }

    /// <summary>An empty database with a fleet, of which every world begins with a copy.</summary>
    public static async Task MakeTemplateAsync(World world, string file)
    {
        var options = SqliteOperationsDb.OptionsFor(file);
        using (var operations = new OperationsControl(world, new FlightStore(() => new SqliteOperationsDb(options), new AuditKeeper(new AuditKey(new byte[32]), headFile: null))))
        {
            await operations.OpenAsync(null, CancellationToken.None);
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>Runs the world of a seed.</summary>
    /// <param name="world">Sites and types.</param>
    /// <param name="template">See <see cref="MakeTemplateAsync"/>.</param>
    /// <param name="folder">A folder of its own, empty.</param>
    /// <param name="seed">Everything that is left to chance.</param>
    /// <param name="operations">How much the clients do.</param>
    /// <param name="fault">What is wrong with its database.</param>
    /// <param name="listen">Told what happens, a line each.</param>
    public static WorldReport Run(World world, string template, string folder, int seed, int operations, SeededFault fault = SeededFault.None, Action<string>? listen = null)
    {
        var simulated = new SimulatedWorld(world, seed, fault, folder, template, listen);
        using (simulated.disk)
        {
            return simulated.Run(operations);
        }
    }

    private WorldReport Run(int wanted)
    {
        Start();
        const int Clients = 4;
        var tasks = new List<Task>();
        for (var client = 0; client < Clients; client++)
        {
            var (who, share) = (client, (wanted / Clients) + (client < wanted % Clients ? 1 : 0));
            var done = new TaskCompletionSource();
            tasks.Add(done.Task);
            loop.Soon(() => clients.Go(async () =>
            {
                try
                {
                    await ClientAsync(who, share);
                    done.SetResult();
                }
                catch (Exception trouble)
                {
                    done.SetException(trouble);
                }
            }));
        }

        Haunt();
        loop.Run(Task.WhenAll(tasks));
        AtTheEnd();
        var bookings = history.Where(operation => operation.Kind == OperationKind.Book).ToList();
        sha.TransformFinalBlock([], 0, 0);
        if (loop.Strays > 0)
        {
            troubles.Add($"{loop.Strays} things came from another thread: the run is not the same in every run");
        }

        return new WorldReport(
            troubles,
            Convert.ToHexStringLower(sha.Hash!),
            bookings.Count(one => one.Answer == Answer.Ok),
            bookings.Count(one => one.Answer == Answer.Refused),
            history.Count(one => one.Answer == Answer.Unknown),
            crashes,
            disk.Failures,
            loop.Now - new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>Starts the service anew on what is on the disk.</summary>
    private void Start()
    {
        var mine = new SimulatedProcess(loop);
        var clock = new SimulatedClock(loop, mine, () => clockError);
        var around = new Surroundings
        {
            Clock = clock,
            NewId = NewId,
            Chance = loop.Random.NextDouble,
            InBackground = work => loop.Soon(() => mine.Go(() => _ = work())),
        };
        process = mine;
        operations = new OperationsControl(world, new FlightStore(disk.Opener(), new AuditKeeper(key, headFile: null), around)) { Clock = clock };
        var listed = Fault == SeededFault.StaleReads ? new OperationsControl(world, new FlightStore(disk.ReadOpener(), new AuditKeeper(key, headFile: null), around)) : operations;
        service = new FlightsRpcs(operations, null!, null!, clock, AnyClock, Microsoft.Extensions.Logging.Abstractions.NullLogger<FlightsRpcs>.Instance);
        lister = new FlightsRpcs(listed, null!, null!, clock, AnyClock, Microsoft.Extensions.Logging.Abstractions.NullLogger<FlightsRpcs>.Instance);
        Log("service: started");
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        loop.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Kills the service now and then, and lets its clock jump.</summary>
    private void Haunt() => loop.After(LongestPeace * loop.Random.NextDouble(), () =>
    {
        if (loop.Random.NextDouble() < CrashShare)
        {
            crashes++;
            process!.IsKilled = true;
            disk.Crash();
            Log("service: killed");
            Start();
        }

        if (loop.Random.NextDouble() < ClockJumpShare)
        {
            clockError = TimeSpan.FromMinutes(loop.Random.Next(-60, 61));
            Log($"clock: {clockError}");
        }

        Haunt();
    });

    private async Task ClientAsync(int client, int share)
    {
        for (var i = 0; i < share; i++)
        {
            await loop.Pause(TimeSpan.FromMilliseconds(10) * loop.Random.NextDouble());
            SynchronizationContext.SetSynchronizationContext(clients);
            await (loop.Random.Next(8) switch { 0 => ReadAsync(client), 1 or 2 when known.Count > 0 => CancelAsync(client), _ => BookAsync(client) });
            Look();
        }
    }

    private async Task BookAsync(int client)
    {
        var (from, to, type) = Flown[loop.Random.Next(Flown.Length)];
        var departure = First.AddMinutes(10 * loop.Random.Next(0, 8));
        var request = new V1.ScheduleFlightRequest
        {
            RequestId = NewId().ToString(),
            Flight = new V1.FlightPlan
            {
                Origin = $"sites/{from}",
                Destination = $"sites/{to}",
                AircraftType = $"aircraftTypes/{type}",
                PayloadKg = 5,
                DepartureTime = Timestamp.FromDateTimeOffset(departure),
                Wind = new V1.WindConditions { FromDeg = 340, SpeedMps = 3 },
            },
        };
        var window = new TimeWindow(departure - Generous, departure + Generous);
        Held[] about = [new($"sites/{from}/pads/1", window), new($"sites/{to}/pads/1", window)];
        for (var i = 0; i < Tries; i++)
        {
            var invoked = ++moment;
            var (answer, trouble) = await CallAsync($"client {client}: book {request.RequestId[..8]} {from}-{to} {type} at {departure:HH:mm}", rpcs => rpcs.ScheduleFlight(request, new SimulatedCall()));
            if (answer is not null)
            {
                history.Add(new Operation(client, OperationKind.Book, invoked, ++moment, Answer.Ok)
                {
                    RequestId = request.RequestId,
                    FlightId = answer.Flight.Name,
                    Holds = Holds(answer.Flight),
                    Body = Convert.ToHexStringLower(SHA256.HashData(answer.ToByteArray())),
                });
                known.Add(answer.Flight.Name);
                return;
            }

            if (trouble is RpcException { StatusCode: StatusCode.FailedPrecondition } refused)
            {
                // Only a pad is surely taken by a flight of these minutes; tails and packs are also missing where an earlier flight took them.
                if (refused.GetRpcStatus()!.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations.All(violation => violation.Type == "PAD_UNAVAILABLE"))
                {
                    history.Add(new Operation(client, OperationKind.Book, invoked, ++moment, Answer.Refused) { RequestId = request.RequestId, Holds = about });
                }

                return;
            }

            if (trouble is BadRequestException or RequestIdReusedException)
            {
                if (trouble is RequestIdReusedException)
                {
                    troubles.Add($"request {request.RequestId} cannot be resolved: {trouble.Message}");
                }

                return;
            }

            history.Add(new Operation(client, OperationKind.Book, invoked, long.MaxValue, Answer.Unknown) { RequestId = request.RequestId, Holds = about });
        }
    }

    private async Task CancelAsync(int client)
    {
        var name = known[loop.Random.Next(known.Count)];
        var invoked = ++moment;
        var (answer, trouble) = await CallAsync($"client {client}: cancel {name[..16]}", rpcs => rpcs.CancelFlight(new V1.CancelFlightRequest { Name = name, Reason = "not needed" }, new SimulatedCall()));
        if (answer is not null)
        {
            history.Add(new Operation(client, OperationKind.Cancel, invoked, ++moment, Answer.Ok) { FlightId = name });
        }
        else if (trouble is not RpcException { StatusCode: StatusCode.FailedPrecondition })
        {
            history.Add(new Operation(client, OperationKind.Cancel, invoked, long.MaxValue, Answer.Unknown) { FlightId = name });
        }
    }

    private async Task ReadAsync(int client)
    {
        var invoked = ++moment;
        if ((await CallAsync($"client {client}: list", _ => lister!.ListFlights(new V1.ListFlightsRequest { PageSize = 200 }, new SimulatedCall()))).Answer is { } answer)
        {
            history.Add(new Operation(client, OperationKind.Read, invoked, ++moment, Answer.Ok) { Seen = [.. answer.Flights.Select(flight => new SeenFlight(flight.Name, Holds(flight), flight.RequestId))] });
        }
    }

    /// <summary>One call over a network that delays, loses and repeats; null and null where no answer came in time.</summary>
    private Task<(T? Answer, Exception? Trouble)> CallAsync<T>(string what, Func<FlightsRpcs, Task<T>> call)
        where T : class
    {
        var outcome = new TaskCompletionSource<(T?, Exception?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Log(what);
        for (var copies = loop.Random.NextDouble() is var draw && draw < LostShare ? 0 : draw < LostShare + TwiceShare ? 2 : 1; copies > 0; copies--)
        {
            loop.After(LongestMessage * loop.Random.NextDouble(), () => process!.Go(async () =>
            {
                (T?, Exception?) end;
                try
                {
                    end = (await call(service!), null);
                }
                catch (Exception trouble)
                {
                    end = (null, trouble);
                }

                if (loop.Random.NextDouble() >= LostShare)
                {
                    loop.After(LongestMessage * loop.Random.NextDouble(), () => clients.Go(() => Answered(end)));
                }
            }));
        }

        loop.After(Patience, () => clients.Go(() => Answered((null, null))));
        return outcome.Task;

        void Answered((T? Answer, Exception? Trouble) end)
        {
            if (outcome.TrySetResult(end))
            {
                Log($"  {what}: {(end.Answer is { } answer ? Convert.ToHexStringLower(SHA256.HashData(((IMessage)answer).ToByteArray()))[..8] : end.Trouble?.GetType().Name ?? "no answer")}");
            }
        }
    }

    /// <summary>What must hold after every step.</summary>
    private void Look()
    {
        foreach (var (count, what) in disk.Counts(Promises).Where(broken => broken.Count > 0))
        {
            troubles.Add($"{count} {what}, at {loop.Now:HH:mm:ss.fff}");
        }
    }

    private void AtTheEnd()
    {
        // Nothing fails any more: the service comes up once more, and what it lists is what there is.
        process!.IsKilled = true;
        disk.Crash();
        var options = SqliteOperationsDb.OptionsFor(disk.File);
        SynchronizationContext.SetSynchronizationContext(null);
        using var last = new OperationsControl(world, new FlightStore(() => new SqliteOperationsDb(options), new AuditKeeper(key, headFile: null))) { Clock = new SimulatedClock(loop, process, static () => TimeSpan.Zero) };
        try
        {
            last.OpenAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception trouble) when (trouble is DroneLogistics.Scheduling.ClaimClashException or StorageException)
        {
            troubles.Add($"the service does not start: {trouble.Message}");
            return;
        }

        var invoked = ++moment;
        var listed = new FlightsRpcs(last, null!, null!, TimeProvider.System, AnyClock, Microsoft.Extensions.Logging.Abstractions.NullLogger<FlightsRpcs>.Instance).ListFlights(new V1.ListFlightsRequest { PageSize = 200 }, new SimulatedCall()).GetAwaiter().GetResult();
        history.Add(new Operation(-1, OperationKind.Read, invoked, ++moment, Answer.Ok) { Seen = [.. listed.Flights.Select(flight => new SeenFlight(flight.Name, Holds(flight), flight.RequestId))] });
        troubles.AddRange(HistoryChecker.Check(history).Select(anomaly => $"{anomaly.Kind}: {anomaly.Text}"));
        var audit = last.Store.VerifyAuditAsync([key], null).GetAwaiter().GetResult();
        if (!audit.IsSound)
        {
            troubles.Add($"audit log: {audit}");
        }

        if (disk.Text("PRAGMA integrity_check") is var integrity && integrity != "ok")
        {
            troubles.Add($"integrity: {integrity}");
        }
    }

    private void Log(string line)
    {
        line = string.Create(CultureInfo.InvariantCulture, $"{loop.Now:HH:mm:ss.ffffff} {line}");
        listen?.Invoke(line);
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        sha.TransformBlock(bytes, 0, bytes.Length, null, 0);
    }

    // Cells of the airspace have heights, which the judge of histories does not know; they are counted past the service.
    private static List<Held> Holds(V1.Flight flight) => [.. flight.Claims.Where(claim => claim.Kind != V1.Claim.Types.Kind.Airspace).Select(claim => new Held(claim.Resource, new TimeWindow(claim.StartTime.ToDateTimeOffset(), claim.EndTime.ToDateTimeOffset())))];

    /// <summary>A call that nobody cancels.</summary>
    private sealed class SimulatedCall : ServerCallContext
    {
        protected override string MethodCore => "simulated";

        protected override string HostCore => "simulated";

        protected override string PeerCore => "simulated";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Grpc.Core.Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
