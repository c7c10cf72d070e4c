using DroneLogistics.Provenance;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>Files that a command is given.</summary>
internal static class InputFile
{
    /// <summary>Larger than any log, grid or table that a command reads.</summary>
    private const long LargestBytes = 512L * 1024 * 1024;

    /// <summary>Larger than any request or scenario.</summary>
    private const long LargestTextBytes = 16L * 1024 * 1024;

    public static ReadOnlyMemory<byte> Bytes(string path) => Bytes(path, path, LargestBytes);

    /// <summary>A request or a scenario.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger.</exception>
    public static ReadOnlyMemory<byte> Text(string path) => Bytes(path, path, LargestTextBytes);

    /// <summary>At most so many bytes of a file; a larger one is refused before it is read.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger.</exception>
    public static ReadOnlyMemory<byte> Bytes(string path, string name, long most)
    {
        try
        {
            using var file = File.OpenRead(path);
            var length = file.CanSeek ? file.Length : 0;
            if (length > most)
            {
                throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"{name} has {length} bytes; expected at most {most}."));
            }

            // The length of a pipe or a device is told as none: such a one is read as it comes, and may have no end.
            using var content = new MemoryStream((int)length);
            var buffer = new byte[81_920];
            for (int count; (count = file.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, count);
                if (content.Length > most)
                {
                    throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"{name} has more bytes; expected at most {most}."));
                }
            }

            return content.ToArray();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"{path} cannot be read: {trouble.Message}");
        }
    }

    /// <summary>The bytes of a file that goes to a service.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger than the service takes.</exception>
    public static ReadOnlyMemory<byte> Importable(string path) => Bytes(path, "FILE", ImportEnvelope.LargestFileBytes);

    /// <summary>Reads a table that a person brings: what is wrong in it is bad input, not bad configuration.</summary>
    public static T Table<T>(string path, Func<ReadOnlyMemory<byte>, string, T> read)
    {
        try
        {
            return read(Bytes(path), path);
        }
        catch (DataFileException trouble)
        {
            throw new CommandException(ExitCode.Usage, trouble.Message);
        }
    }

    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Storage, $"{path} cannot be written: {trouble.Message}");
        }
    }
}
