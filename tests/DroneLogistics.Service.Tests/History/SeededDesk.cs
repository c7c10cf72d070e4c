using System.Globalization;
using DroneLogistics.Units;

namespace DroneLogistics.Service.Tests.History;

/// <summary>What a booking desk can do wrong.</summary>
public enum SeededBug
{
    None,

    /// <summary>What was free when it was looked at is stored without looking again.</summary>
    CheckThenInsert,

    /// <summary>A window that begins where another ends counts as a clash.</summary>
    ClosedRanges,

    /// <summary>A claim without a resource is let in, and clashes with nothing.</summary>
    MissingNotNull,

    /// <summary>A retry is taken for a new request.</summary>
    RetryWithoutId,

    /// <summary>Whether something is free is asked of a copy that lags behind.</summary>
    GateReadsReplica,

    /// <summary>What is committed is on the disk some time later.</summary>
    FsyncOff,

    /// <summary>A commit that failed is acknowledged.</summary>
    SwallowedCommitError,

    /// <summary>The answer goes out before the commit.</summary>
    AcknowledgedBeforeCommit,

    /// <summary>Reads are answered from a copy that lags behind.</summary>
    StaleCache,

    /// <summary>A cancelled flight goes on holding its claims.</summary>
    CancelKeepsClaims,
}

/// <summary>
/// A booking desk in memory with some clients, stepped by one random number after the other: operations overlap, answers are lost, the desk
/// crashes and comes back with what was on its disk. With a bug it is wrong in one named way. For trying the checker, not the service.
/// </summary>
internal sealed class SeededDesk(SeededBug bug, int seed, int clients)
{
    private const double CrashShare = 0.01;
    private const double LostAnswerShare = 0.1;
    private const double FailedCommitShare = 0.05;
    private static readonly DateTimeOffset Nine = new(2026, 12, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);
    private readonly List<Operation> history = [];
    private List<Stored> table = [];
    private List<Stored> disk = [];
    private List<Stored> replica = [];
    private long moment;
    private int crashes;
    private int made;

    public static IReadOnlyList<Operation> Run(SeededBug bug, int seed, int clients, int operations) => new SeededDesk(bug, seed, clients).Run(operations);

    private List<Operation> Run(int operations)
    {
        var working = new IEnumerator<bool>?[clients];
        var begun = 0;
        while (begun < operations || working.Any(one => one is not null))
        {
            moment++;
            if (random.NextDouble() < CrashShare)
            {
                (table, replica) = ([.. disk], [.. disk]);
                crashes++;
            }

            if (random.Next(4) == 0)
            {
                (disk, replica) = (bug == SeededBug.FsyncOff ? [.. table] : disk, [.. table]);
            }

            var client = random.Next(clients);
            if (working[client] is null && begun < operations)
            {
                begun++;
                working[client] = (random.Next(6) switch { 0 => Cancel(client), 1 => Read(client), _ => Book(client) }).GetEnumerator();
            }

            if (working[client] is { } at && !at.MoveNext())
            {
                working[client] = null;
            }
        }

        // At the end the clients read once more what is there.
        moment++;
        history.Add(new Operation(0, OperationKind.Read, moment, ++moment, Answer.Ok) { Seen = Live(table) });
        return history;
    }

    private IEnumerable<bool> Book(int client)
    {
        var start = Nine.AddMinutes(random.Next(0, 8) * 10);
        var holds = new List<Held> { new($"pads/{random.Next(2)}", new TimeWindow(start, start.AddMinutes(10))), new($"aircraft/{random.Next(3)}", new TimeWindow(start, start.AddMinutes(20))) };
        var request = $"r{client}-{moment}";
        for (var tries = 0; tries < 3; tries++)
        {
            var (invoked, life) = (moment, crashes);
            var answer = Answer.Unknown;
            Stored? flight = null;
            yield return true;
            if (bug != SeededBug.RetryWithoutId)
            {
                flight = table.Find(stored => stored.Request == request);
            }

            var free = !Clashes(bug == SeededBug.GateReadsReplica ? replica : table, holds);
            yield return true;
            if (life == crashes && flight is null)
            {
                free = free && (bug is SeededBug.CheckThenInsert || !Clashes(table, holds));
                if (!free)
                {
                    // The very request may have been stored meanwhile by nobody else: a client makes one try after the other.
                    answer = Answer.Refused;
                }
                else
                {
                    flight = new Stored($"f{++made}", request, holds, IsCancelled: false);
                    if (random.NextDouble() < FailedCommitShare)
                    {
                        flight = bug == SeededBug.SwallowedCommitError ? flight : null;
                    }
                    else if (bug == SeededBug.AcknowledgedBeforeCommit)
                    {
                        history.Add(Done(client, invoked, request, flight));
                        yield return true;
                        yield return true;
                        if (life == crashes && !Clashes(table, holds))
                        {
                            Store(flight);
                        }

                        yield break;
                    }
                    else
                    {
                        Store(flight);
                    }
                }
            }

            yield return true;
            if (life == crashes && flight is not null)
            {
                answer = Answer.Ok;
            }

            if (answer == Answer.Refused)
            {
                history.Add(new Operation(client, OperationKind.Book, invoked, moment, answer) { RequestId = request, Holds = holds });
                yield break;
            }

            if (answer == Answer.Ok && random.NextDouble() >= LostAnswerShare)
            {
                history.Add(Done(client, invoked, request, flight!));
                yield break;
            }

            history.Add(new Operation(client, OperationKind.Book, invoked, long.MaxValue, Answer.Unknown) { RequestId = request, Holds = holds });
        }
    }

    private Operation Done(int client, long invoked, string request, Stored flight) =>
        new(client, OperationKind.Book, invoked, moment, Answer.Ok) { RequestId = request, FlightId = flight.Id, Holds = flight.Holds, Body = flight.Id };

    private IEnumerable<bool> Cancel(int client)
    {
        var (invoked, life) = (moment, crashes);
        yield return true;
        var known = history.Where(operation => operation is { Kind: OperationKind.Book, Answer: Answer.Ok }).Select(operation => operation.FlightId).ToList();
        if (known.Count == 0)
        {
            yield break;
        }

        var id = known[random.Next(known.Count)];
        var done = false;
        if (life == crashes && table.FindIndex(stored => stored.Id == id) is var at and >= 0)
        {
            (table[at], done) = (table[at] with { IsCancelled = true }, true);
            Flush();
        }

        yield return true;
        done = done && life == crashes;
        history.Add(new Operation(client, OperationKind.Cancel, invoked, done ? moment : long.MaxValue, done ? Answer.Ok : Answer.Unknown) { FlightId = id });
    }

    private IEnumerable<bool> Read(int client)
    {
        var (invoked, life) = (moment, crashes);
        yield return true;
        var seen = Live(bug == SeededBug.StaleCache ? replica : table);
        yield return true;
        if (life == crashes)
        {
            history.Add(new Operation(client, OperationKind.Read, invoked, moment, Answer.Ok) { Seen = seen });
        }
    }

    private void Store(Stored flight)
    {
        table.Add(flight);
        Flush();
    }

    private void Flush() => disk = bug == SeededBug.FsyncOff ? disk : [.. table];

    private bool Clashes(List<Stored> flights, List<Held> holds) => flights.Exists(flight =>
        (!flight.IsCancelled || bug == SeededBug.CancelKeepsClaims)
        && flight.Holds.Skip(bug == SeededBug.MissingNotNull && int.Parse(flight.Id[1..], CultureInfo.InvariantCulture) % 2 == 0 ? flight.Holds.Count : 0).Any(held => holds.Exists(hold => held.Resource == hold.Resource
            && (bug == SeededBug.ClosedRanges
                ? held.Window.Start <= hold.Window.End && hold.Window.Start <= held.Window.End
                : held.Window.Start < hold.Window.End && hold.Window.Start < held.Window.End))));

    private static List<SeenFlight> Live(List<Stored> flights) => [.. flights.Where(flight => !flight.IsCancelled).Select(flight => new SeenFlight(flight.Id, flight.Holds))];

    private sealed record Stored(string Id, string Request, IReadOnlyList<Held> Holds, bool IsCancelled);
}
