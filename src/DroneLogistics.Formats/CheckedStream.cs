using System.IO.Hashing;

namespace DroneLogistics.Formats;

/// <summary>An unpacked entry of a zip: at its end the checksum that the archive holds is compared, which the library does not do.</summary>
internal sealed class CheckedStream(Stream unpacked, uint expected) : Stream
{
    private readonly Crc32 sum = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The end is reached and the bytes are not those that were packed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = unpacked.Read(buffer);
        sum.Append(buffer[..count]);
        return count > 0 || buffer.Length == 0 || sum.GetCurrentHashAsUInt32() == expected
            ? count
            : throw new InvalidDataException("its checksum is another");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}
