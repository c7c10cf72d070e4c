using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>What the audit log turned out to be.</summary>
/// <param name="Rows">Rows that were looked at and found as they were written.</param>
/// <param name="UnknownKeys">Of them, those sealed with a key that is not at hand: their chain was checked, not their seal.</param>
/// <param name="Sequence">The first row that is not as it was written; 0: none.</param>
/// <param name="Trouble">What is wrong with it, in words; empty: nothing.</param>
public sealed record AuditVerdict(long Rows, long UnknownKeys, long Sequence, string Trouble)
{
    public bool IsSound => Trouble.Length == 0 && UnknownKeys == 0;
}

/// <summary>Looks for the first row of an audit log that is altered, missing, out of place or made up.</summary>
public static class AuditVerification
{
    /// <summary>Checks rows in the order of their numbers against themselves, their seals and the signed head.</summary>
    /// <param name="rows">All rows, by their number.</param>
    /// <param name="keys">The keys at hand.</param>
    /// <param name="head">The signed head; null: there is none, and an end that was cut off is not seen.</param>
    public static AuditVerdict Verify(IEnumerable<AuditRow> rows, IReadOnlyList<AuditKey> keys, AuditTail? head)
    {
        var (tail, unknown) = (AuditTail.Empty, 0L);
        foreach (var row in rows)
        {
            var place = tail.Sequence + 1;
            var key = keys.FirstOrDefault(held => held.Id.AsSpan().SequenceEqual(row.KeyId));
            if (TroubleOf(row, place, tail, key, head) is { } trouble)
            {
                return new AuditVerdict(tail.Sequence, unknown, place, trouble);
            }

            unknown += key is null ? 1 : 0;
            tail = new AuditTail(place, row.Hash);
        }

        return head is not null && head.Sequence > tail.Sequence
            ? new AuditVerdict(tail.Sequence, unknown, tail.Sequence + 1, $"the log ends before it; the signed head stands at row {head.Sequence}, so that {head.Sequence - tail.Sequence} rows were cut off")
            : new AuditVerdict(tail.Sequence, unknown, 0, string.Empty);
    }

    private static string? TroubleOf(AuditRow row, long place, AuditTail before, AuditKey? key, AuditTail? head)
    {
        if (row.Sequence != place)
        {
            return row.Sequence > place ? $"it is missing; the next one is row {row.Sequence}" : $"a second row has the number {row.Sequence}";
        }

        if (!AuditChain.Hash(row, place).AsSpan().SequenceEqual(row.Hash))
        {
            return Elsewhere(row, place) is { } written ? $"what stands there was written as row {written}: rows were swapped, moved or taken out" : "it was altered";
        }

        if (key is not null && !key.IsSeal(row.Hash, row.Seal))
        {
            return "it was not written by the service: its seal is not that of the key";
        }

        if (!row.Previous.AsSpan().SequenceEqual(before.Hash))
        {
            return "it does not follow the row before it";
        }

        return head?.Sequence == place && !row.Hash.AsSpan().SequenceEqual(head.Hash) ? "it is not the row that the signed head names" : null;
    }

    /// <summary>The place near by at which a row would be as it was written; null: at none.</summary>
    private static long? Elsewhere(AuditRow row, long place)
    {
        // As far as a look takes no longer than a moment.
        const long Reach = 1_000;
        for (var distance = 1L; distance <= Reach; distance++)
        {
            foreach (var other in new[] { place + distance, place - distance })
            {
                if (other > 0 && AuditChain.Hash(row, other).AsSpan().SequenceEqual(row.Hash))
                {
                    return other;
                }
            }
        }

        return null;
    }
}
