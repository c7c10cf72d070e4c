using System.Text;

namespace DroneLogistics.Cli;

/// <summary>Files that a command writes because it was asked to.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text; folders on the way are made.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) => WriteAsync(path, new UTF8Encoding(false).GetBytes(text), cancellationToken);

    /// <summary>Writes bytes; folders on the way are made.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await File.WriteAllBytesAsync(path, content, cancellationToken);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Storage, $"{path} cannot be written: {trouble.Message}");
        }
    }
}
