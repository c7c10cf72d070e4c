using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.History;

/// <summary>The judge of what clients saw finds what cannot have been, and nothing else.</summary>
public sealed class HistoryCheckerTests
{
    private const int Seeds = 200;

    private static readonly Dictionary<SeededBug, AnomalyKind[]> ExpectedOf = new()
    {
        [SeededBug.CheckThenInsert] = [AnomalyKind.Overlap],
        [SeededBug.ClosedRanges] = [AnomalyKind.UnjustifiedRefusal],
        [SeededBug.MissingNotNull] = [AnomalyKind.Overlap],
        [SeededBug.RetryWithoutId] = [AnomalyKind.UnjustifiedRefusal],
        [SeededBug.GateReadsReplica] = [AnomalyKind.UnjustifiedRefusal],
        [SeededBug.FsyncOff] = [AnomalyKind.LostAcknowledgement],
        [SeededBug.SwallowedCommitError] = [AnomalyKind.LostAcknowledgement],
        [SeededBug.AcknowledgedBeforeCommit] = [AnomalyKind.LostAcknowledgement],
        [SeededBug.StaleCache] = [AnomalyKind.LostAcknowledgement, AnomalyKind.StaleRead],
        [SeededBug.CancelKeepsClaims] = [AnomalyKind.UnjustifiedRefusal],
    };

    private static readonly Held Pad = new("sites/putuo/pads/1", Minutes(0, 10));
    private static readonly Held PadAfter = new("sites/putuo/pads/1", Minutes(10, 20));

    [Test]
    public void A_desk_without_a_bug_is_never_accused()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var history = SeededDesk.Run(SeededBug.None, seed, clients: 6, operations: 120);
            Assert.That(HistoryChecker.Check(history), Is.Empty, $"seed {seed}");
        }

        var all = Enumerable.Range(1, Seeds).SelectMany(seed => SeededDesk.Run(SeededBug.None, seed, 6, 120)).Where(operation => operation.Kind == OperationKind.Book).ToList();
        Assert.That(all.Count(booking => booking.Answer == Answer.Ok), Is.GreaterThan(all.Count / 10), "the desk books");
        Assert.That(all.Count(booking => booking.Answer == Answer.Refused), Is.GreaterThan(all.Count / 10), "and refuses");
        Assert.That(all.Count(booking => booking.Answer == Answer.Unknown), Is.GreaterThan(all.Count / 50), "and leaves clients without an answer");
    }

    [TestCaseSource(nameof(Bugs))]
    public void A_seeded_bug_is_caught_by_name(SeededBug bug)
    {
        var found = new Dictionary<AnomalyKind, int>();
        var caught = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var anomalies = HistoryChecker.Check(SeededDesk.Run(bug, seed, clients: 6, operations: 120));
            caught += anomalies.Count > 0 ? 1 : 0;
            foreach (var anomaly in anomalies)
            {
                found[anomaly.Kind] = found.GetValueOrDefault(anomaly.Kind) + 1;
            }
        }

        TestContext.Out.WriteLine($"{bug}: caught in {caught} of {Seeds} runs; {string.Join(", ", found.Select(kind => $"{kind.Key} {kind.Value}"))}");
        Assert.That(found.Keys, Is.SupersetOf(ExpectedOf[bug]));
    }

    [Test]
    public void What_is_accused_has_no_order_that_explains_it()
    {
        var (accused, missed, fine) = (0, 0, 0);
        foreach (var bug in Enum.GetValues<SeededBug>())
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var history = SeededDesk.Run(bug, seed, clients: 3, operations: 6);
                var hasOrder = LinearizationSearch.HasOrder(history);
                var anomalies = HistoryChecker.Check(history);
                if (anomalies.Count > 0)
                {
                    accused++;
                    Assert.That(hasOrder, Is.False, $"{bug}, seed {seed}: {anomalies[0].Text}");
                }
                else if (hasOrder)
                {
                    fine++;
                }
                else
                {
                    missed++;
                }

                if (bug == SeededBug.None)
                {
                    Assert.That(hasOrder, Is.True, $"seed {seed}");
                }
            }
        }

        TestContext.Out.WriteLine($"{accused} accused, {fine} with an order and not accused, {missed} without an order and not accused");
        Assert.That(accused, Is.GreaterThan(100));
        Assert.That(missed, Is.LessThan(accused / 4));
    }

    [Test]
    public void Two_bookings_of_one_pad_overlap_only_where_both_surely_stood()
    {
        var first = Booked("a", "f1", 1, 2, Pad);
        Assert.That(Kinds(first, Booked("b", "f2", 3, 4, Pad)), Is.EqualTo(new[] { AnomalyKind.Overlap }));
        Assert.That(Kinds(first, Booked("b", "f2", 3, 4, PadAfter)), Is.Empty, "half-open windows touch");
        Assert.That(Kinds(first, Cancelled("f1", 3, 6), Booked("b", "f2", 4, 5, Pad)), Is.Empty, "the cancellation may have been first");
        Assert.That(Kinds(first, Booked("b", "f2", 3, 4, Pad), Cancelled("f1", 5, 6)), Is.EqualTo(new[] { AnomalyKind.Overlap }), "cancelled too late");
    }

    [Test]
    public void A_refusal_needs_somebody_in_the_way()
    {
        var refused = new Operation(1, OperationKind.Book, 5, 6, Answer.Refused) { RequestId = "b", Holds = [Pad] };
        Assert.That(Kinds(refused), Is.EqualTo(new[] { AnomalyKind.UnjustifiedRefusal }));
        Assert.That(Kinds(refused, Booked("a", "f1", 1, 2, Pad)), Is.Empty);
        Assert.That(Kinds(refused, Booked("a", "f1", 1, 2, Pad), Cancelled("f1", 3, 4)), Is.EqualTo(new[] { AnomalyKind.UnjustifiedRefusal }));
        Assert.That(Kinds(refused, new Operation(0, OperationKind.Book, 1, long.MaxValue, Answer.Unknown) { RequestId = "a", Holds = [Pad] }), Is.Empty, "nobody knows what became of it");
    }

    [Test]
    public void One_request_has_one_answer()
    {
        Assert.That(Kinds(Booked("a", "f1", 1, 2, Pad), Booked("a", "f1", 3, 4, Pad)), Is.Empty);
        Assert.That(Kinds(Booked("a", "f1", 1, 2, Pad), Booked("a", "f1", 3, 4, Pad) with { Body = "other" }), Is.EqualTo(new[] { AnomalyKind.TwoAnswers }));
        Assert.That(Kinds(Booked("a", "f1", 1, 2, Pad), Booked("a", "f2", 3, 4, Pad)), Is.EqualTo(new[] { AnomalyKind.TwoAnswers, AnomalyKind.Overlap }));
    }

    private static IEnumerable<SeededBug> Bugs => Enum.GetValues<SeededBug>().Where(bug => bug != SeededBug.None);

    private static AnomalyKind[] Kinds(params Operation[] history) => [.. HistoryChecker.Check(history).Select(anomaly => anomaly.Kind)];

    private static Operation Booked(string request, string flight, long from, long to, params Held[] holds) =>
        new(0, OperationKind.Book, from, to, Answer.Ok) { RequestId = request, FlightId = flight, Holds = holds, Body = flight };

    private static Operation Cancelled(string flight, long from, long to) => new(0, OperationKind.Cancel, from, to, Answer.Ok) { FlightId = flight };

    private static TimeWindow Minutes(int from, int to)
    {
        var nine = new DateTimeOffset(2026, 12, 2, 1, 0, 0, TimeSpan.Zero);
        return new TimeWindow(nine.AddMinutes(from), nine.AddMinutes(to));
    }
}
