using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Service;

/// <summary>What somebody did, on its way into the audit log.</summary>
/// <param name="CreateUs">When, UTC microseconds since 1970.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What, for example <c>flights.schedule</c>.</param>
/// <param name="Subject">To what: a resource name.</param>
/// <param name="Detail">In words; at most 1000 characters.</param>
/// <param name="BodySha256">SHA-256 of what was stored or answered.</param>
public sealed record AuditEntry(long CreateUs, Caller By, string Action, string Subject, string Detail, byte[] BodySha256);

/// <summary>Where a log ends: the number of its last row and the hash of it; <see cref="Empty"/> of a log without rows.</summary>
public sealed record AuditTail(long Sequence, byte[] Hash)
{
    public static AuditTail Empty { get; } = new(0, new byte[SHA256.HashSizeInBytes]);
}

/// <summary>
/// The chain of the audit log: each row carries a SHA-256 over the hash of the row before and its own bytes, so that no row is altered, taken out
/// or put elsewhere without all later ones changing. Who cannot seal (<see cref="AuditKey"/>) cannot make the later ones anew.
/// </summary>
public static class AuditChain
{
    /// <summary>The row that follows a tail, without a seal.</summary>
    public static AuditRow Next(AuditTail tail, AuditEntry entry)
    {
        var row = new AuditRow
        {
            Sequence = tail.Sequence + 1,
            CreateUs = entry.CreateUs,
            Organization = entry.By.Organization,
            Principal = entry.By.Principal,
            Action = entry.Action,
            Subject = entry.Subject,
            Detail = entry.Detail,
            BodySha256 = entry.BodySha256,
            Previous = tail.Hash,
        };
        row.Hash = Hash(row, row.Sequence);
        return row;
    }

    /// <summary>SHA-256 over the previous hash and the row's bytes, as if it stood at a place.</summary>
    /// <param name="row">The row.</param>
    /// <param name="sequence">The place, from 1.</param>
    public static byte[] Hash(AuditRow row, long sequence)
    {
        // Every field with its length before it: no two rows have the same bytes because one field begins where another ends.
        using var bytes = new MemoryStream(512);
        Write(bytes, "dronelogistics audit 1"u8);
        Write(bytes, row.Previous);
        Span<byte> numbers = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(numbers, sequence);
        BinaryPrimitives.WriteInt64BigEndian(numbers[sizeof(long)..], row.CreateUs);
        Write(bytes, numbers);
        foreach (var text in new[] { row.Organization, row.Principal, row.Action, row.Subject, row.Detail })
        {
            Write(bytes, Encoding.UTF8.GetBytes(text));
        }

        Write(bytes, row.BodySha256);
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Write(MemoryStream bytes, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        bytes.Write(length);
        bytes.Write(field);
    }
}
