using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DroneLogistics.Service.Store;

/// <summary>
/// A checksum (CRC-32C) over all that a row says, stored with it and looked at whenever it is read: the embedded database has none of its own, and bytes
/// that changed in the middle of a value are a value to it. It finds what a disk does, not who means to deceive: that is the audit log's.
/// </summary>
public ref struct RowChecksum
{
    /// <summary>Of rows that were written before there were checksums: nothing can be said of them.</summary>
    public const long None = -1;

    private uint crc;

    /// <summary>Of a flight with its claims, however they are ordered.</summary>
    public static long Of(FlightRow row, IEnumerable<ClaimRow> claims)
    {
        var sum = default(RowChecksum);
        foreach (var text in (string[])[row.Id, row.Organization, row.Principal, row.RequestId, row.Aircraft, row.BatteryPack, row.Origin, row.Destination, row.CancelReason])
        {
            sum.Add(text);
        }

        foreach (var number in (long[])[row.Revision, row.State, row.DepartureUs, row.ArrivalUs, row.CreateUs, row.UpdateUs])
        {
            sum.Add(number);
        }

        foreach (var number in (double[])[row.PayloadKg, row.TakeoffSoc, row.LandingSoc])
        {
            sum.Add(number);
        }

        sum.Add(row.Message);
        sum.Add(row.Verdict);
        foreach (var claim in claims.OrderBy(claim => claim.Resource, StringComparer.Ordinal).ThenBy(claim => claim.StartUs).ThenBy(claim => claim.LowM))
        {
            sum.Add(claim.Resource);
            foreach (var number in (long[])[claim.Kind, claim.LowM, claim.HighM, claim.StartUs, claim.EndUs])
            {
                sum.Add(number);
            }
        }

        return sum.crc;
    }

    /// <summary>Of the answer to a request id.</summary>
    public static long Of(RequestRow row)
    {
        var sum = default(RowChecksum);
        sum.Add(row.Organization);
        sum.Add(row.RequestId);
        sum.Add(row.Fingerprint);
        sum.Add(row.Response);
        sum.Add(row.CreateUs);
        return sum.crc;
    }

    /// <summary>Of a tail.</summary>
    public static long Of(AircraftRow row)
    {
        var sum = default(RowChecksum);
        sum.Add(row.Id);
        sum.Add(row.Type);
        sum.Add(row.HomeSite);
        sum.Add(row.Assumed);
        return sum.crc;
    }

    /// <summary>Of a pack.</summary>
    public static long Of(BatteryPackRow row)
    {
        var sum = default(RowChecksum);
        sum.Add(row.Id);
        sum.Add(row.Type);
        sum.Add(row.HomeSite);
        sum.Add(row.Soc);
        sum.Add(row.Soh);
        sum.Add(row.Assumed);
        return sum.crc;
    }

    /// <summary>Of a record of the network.</summary>
    public static long Of(NetworkRow row)
    {
        var sum = default(RowChecksum);
        sum.Add(row.Collection);
        sum.Add(row.Id);
        sum.Add(row.Message);
        foreach (var number in (long[])[row.Revision, row.CreateUs, row.UpdateUs, row.DeleteUs])
        {
            sum.Add(number);
        }

        return sum.crc;
    }

    /// <summary>Whether a row is what was written, as far as can be said.</summary>
    /// <param name="stored">The checksum that stands in it.</param>
    /// <param name="now">That of what stands in it.</param>
    public static bool Holds(long stored, long now) => stored == None || stored == now;

    /// <exception cref="StorageException">It is not what was written.</exception>
    public static void Require(long stored, long now, string name)
    {
        if (!Holds(stored, now))
        {
            throw Broken(name);
        }
    }

    /// <summary>That a row is not what was written.</summary>
    public static StorageException Broken(string name) => new(StorageTrouble.Corrupt, string.Create(CultureInfo.InvariantCulture, $"{name} is not what was written."));

    private void Add(string text)
    {
        Add((long)text.Length);
        Add(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private void Add(byte[] bytes)
    {
        Add((long)bytes.Length);
        Add(bytes.AsSpan());
    }

    private void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    private void Add(long number) => crc = BitOperations.Crc32C(crc, (ulong)number);

    private void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }
    }
}
