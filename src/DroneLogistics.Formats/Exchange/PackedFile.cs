using System.IO.Compression;
using System.Text;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Zip archives of text files, the same bytes for the same texts.</summary>
internal static class PackedFile
{
    // The earliest that a zip can say: what is in a file does not hang on when it was written.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(params (string Path, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                var entry = archive.CreateEntry(path);
                entry.LastWriteTime = NoTime;
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
