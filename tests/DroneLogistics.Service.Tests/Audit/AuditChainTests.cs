using System.Diagnostics;
using DroneLogistics.Service.Store;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Audit;

/// <summary>Whatever is done to an audit log, the first row that is not as it was written is named.</summary>
public sealed class AuditChainTests
{
    private const int Rows = 120;

    private static readonly AuditKey Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    /// <summary>Each changes a log, given a place from 1, and says which row is the first that is wrong.</summary>
    private static readonly (string Name, Func<List<AuditRow>, int, Random, long> Apply)[] Manipulations =
    [
        ("a field is edited", (log, place, random) => Edit(log, place, random)),
        ("a row is taken out", (log, place, _) => Take(log, place)),
        ("a row is taken out and the later ones numbered anew", (log, place, _) => Renumber(log, Take(log, place))),
        ("two rows change places", Swap),
        ("a row is put in twice", (log, place, _) => Renumber(log, Insert(log, place))),
        ("the end is cut off", (log, place, _) => Truncate(log, place)),
        ("a field is edited and all later hashes made anew", (log, place, random) => Rehash(log, Edit(log, place, random, links: false))),
        ("a row is taken out and all later hashes made anew", (log, place, _) => Rehash(log, Renumber(log, Take(log, place)))),
        ("a row is added at the end", (log, _, _) => Append(log)),
        ("a seal is edited", (log, place, _) => Unseal(log, place)),
    ];

    [Test]
    public void A_log_as_it_was_written_is_sound_and_one_that_goes_on_after_the_head_too()
    {
        var (log, head) = Written();
        Assert.That(AuditVerification.Verify(log, [Key], head), Is.EqualTo(new AuditVerdict(Rows, 0, 0, string.Empty)));
        var early = new AuditTail(40, log[39].Hash);
        Assert.That(AuditVerification.Verify(log, [Key], early).IsSound, "the service stopped between the commit and the signature");
        Assert.That(AuditVerification.Verify([], [Key], null).IsSound);
    }

    [Test]
    public void Of_a_thousand_random_manipulations_each_is_found_at_its_row()
    {
        const int Seed = 20261130;
        TestContext.Out.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 1000; i++)
        {
            var (log, head) = Written();
            var (name, apply) = Manipulations[i % Manipulations.Length];
            var place = random.Next(2, Rows - 1);
            var expected = apply(log, place, random);
            var verdict = AuditVerification.Verify(log, [Key], head);
            Assert.That((verdict.IsSound, verdict.Sequence), Is.EqualTo((false, expected)), $"{name} at {place}: {verdict.Trouble}");
        }
    }

    [Test]
    public void Rows_that_change_places_are_told_by_where_they_were_written()
    {
        var (log, head) = Written();
        (log[9].Sequence, log[19].Sequence) = (20, 10);
        (log[9], log[19]) = (log[19], log[9]);
        Assert.That(AuditVerification.Verify(log, [Key], head).Trouble, Does.Contain("was written as row 20"));
    }

    [Test]
    public void Without_the_key_of_a_row_its_seal_is_not_vouched_for()
    {
        var (log, head) = Written();
        var verdict = AuditVerification.Verify(log, [AuditKey.Fleeting()], head);
        Assert.That((verdict.IsSound, verdict.UnknownKeys, verdict.Sequence), Is.EqualTo((false, (long)Rows, 0L)));
    }

    [Test]
    public void A_head_is_read_by_its_key_alone_and_only_whole()
    {
        var (_, head) = Written();
        var text = Key.WriteHead(head);
        Assert.That(Key.ReadHead(text)!.Hash, Is.EqualTo(head.Hash));
        Assert.That(AuditKey.Fleeting().ReadHead(text), Is.Null);
        Assert.That(Key.ReadHead("1" + text), Is.Null);
        Assert.That(Key.ReadHead(string.Empty), Is.Null);
    }

    [Test]
    public void A_hundred_thousand_rows_are_verified_in_seconds()
    {
        var (log, _) = Written(100_000);
        var watch = Stopwatch.StartNew();
        Assert.That(AuditVerification.Verify(log, [Key], null).IsSound);
        TestContext.Out.WriteLine($"{100_000 / watch.Elapsed.TotalSeconds:0} rows/s");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "a loaded machine may take ten times as long as a free one");
    }

    private static (List<AuditRow> Log, AuditTail Head) Written(int count = Rows)
    {
        var keeper = new AuditKeeper(Key, headFile: null);
        var (log, tail) = (new List<AuditRow>(), AuditTail.Empty);
        for (var i = 0; i < count; i++)
        {
            log.Add(keeper.Next(tail, new AuditEntry(1_000_000_000_000_000 + i, Caller.Local, "flights.schedule", $"flights/f{i}", "request", new byte[32])));
            tail = new AuditTail(log[^1].Sequence, log[^1].Hash);
        }

        return (log, tail);
    }

    private static long Edit(List<AuditRow> log, int place, Random random, bool links = true)
    {
        var row = log[place - 1];
        switch (random.Next(links ? 8 : 7))
        {
            case 0: row.CreateUs++; break;
            case 1: row.Organization += "x"; break;
            case 2: row.Principal = "principals/somebody"; break;
            case 3: (row.Action, row.Subject) = (row.Action + row.Subject, string.Empty); break;
            case 4: row.Subject = "flights/another"; break;
            case 5: row.Detail = string.Empty; break;
            case 6: row.BodySha256 = [1, .. row.BodySha256[1..]]; break;
            default: row.Previous = [1, .. row.Previous[1..]]; break;
        }

        return place;
    }

    private static long Take(List<AuditRow> log, int place)
    {
        log.RemoveAt(place - 1);
        return place;
    }

    private static long Insert(List<AuditRow> log, int place)
    {
        log.Insert(place - 1, Copy(log[place - 2]));
        return place;
    }

    private static long Swap(List<AuditRow> log, int place, Random random)
    {
        var other = place == Rows ? 1 : random.Next(place + 1, Rows + 1);
        (log[place - 1], log[other - 1]) = (log[other - 1], log[place - 1]);
        (log[place - 1].Sequence, log[other - 1].Sequence) = (log[other - 1].Sequence, log[place - 1].Sequence);
        return Math.Min(place, other);
    }

    private static long Truncate(List<AuditRow> log, int place)
    {
        log.RemoveRange(place - 1, log.Count - place + 1);
        return place;
    }

    private static long Append(List<AuditRow> log)
    {
        var row = Copy(log[^1]);
        row.Sequence++;
        row.Previous = log[^1].Hash;
        row.Hash = AuditChain.Hash(row, row.Sequence);
        log.Add(row);
        return row.Sequence;
    }

    private static long Unseal(List<AuditRow> log, int place)
    {
        log[place - 1].Seal = [.. log[place - 1].Seal[..^1], (byte)(log[place - 1].Seal[^1] + 1)];
        return place;
    }

    private static long Renumber(List<AuditRow> log, long first)
    {
        for (var i = (int)first - 1; i < log.Count; i++)
        {
            log[i].Sequence = i + 1;
        }

        return first;
    }

    /// <summary>As one does who knows the chain, but not the key.</summary>
    private static long Rehash(List<AuditRow> log, long first)
    {
        for (var i = (int)first - 1; i < log.Count; i++)
        {
            log[i].Previous = i == 0 ? AuditTail.Empty.Hash : log[i - 1].Hash;
            log[i].Hash = AuditChain.Hash(log[i], log[i].Sequence);
        }

        return first;
    }

    private static AuditRow Copy(AuditRow row) => new()
    {
        Sequence = row.Sequence,
        CreateUs = row.CreateUs,
        Organization = row.Organization,
        Principal = row.Principal,
        Action = row.Action,
        Subject = row.Subject,
        Detail = row.Detail,
        BodySha256 = row.BodySha256,
        Previous = row.Previous,
        Hash = row.Hash,
        KeyId = row.KeyId,
        Seal = row.Seal,
    };
}
