using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace DroneLogistics.Formats;

/// <summary>The bytes of one TIFF, and what the library complained about while it read them.</summary>
internal sealed class TiffSource(Stream content) : TiffStream
{
    // The library tells its complaints to one handler a process, which prints where nobody sets another.
    static TiffSource() => _ = Tiff.SetErrorHandler(new Complaints());

    /// <summary>The first complaint; empty where there is none.</summary>
    public string Complaint { get; private set; } = string.Empty;

    /// <summary>Bytes of the file.</summary>
    public long Length => content.Length;

    /// <summary>Opens it; null where the library does not take it for a TIFF, and <see cref="Complaint"/> tells why.</summary>
    public Tiff? Open(string name) => Tiff.ClientOpen(name, "r", this, this);

    public override int Read(object clientData, byte[] buffer, int offset, int count) => content.Read(buffer, offset, count);

    public override long Seek(object clientData, long offset, SeekOrigin origin) => offset == -1 ? -1 : content.Seek(offset, origin);

    public override long Size(object clientData) => content.Length;

    public override void Write(object clientData, byte[] buffer, int offset, int count) => throw new NotSupportedException("The file is read only.");

    public override void Close(object clientData)
    {
        // Who opened the stream closes it.
    }

    private sealed class Complaints : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
            // The other method is told the same and whose file it is.
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
            if (clientData is TiffSource { Complaint.Length: 0 } source)
            {
                source.Complaint = args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format, args) : format;
            }
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
            // Tags that the library does not know, such as all of GeoTIFF.
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
            // The same.
        }
    }
}
