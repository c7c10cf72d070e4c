using DroneLogistics.Provenance;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>Files that a command is given.</summary>
internal static class InputFile
{
    public static ReadOnlyMemory<byte> Bytes(string path) => Bytes(path, path, Array.MaxLength);

    /// <summary>At most so many bytes of a file; a larger one is refused before it is read.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger.</exception>
    public static ReadOnlyMemory<byte> Bytes(string path, string name, long most)
    {
        try
        {
            // The length of a pipe is told as none: such a one is read as it comes.
            var length = new FileInfo(path).Length;
            var content = length <= most ? File.ReadAllBytes(path) : [];
            length = Math.Max(length, content.Length);
            return length <= most ? content : throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"{name} has {length} bytes; expected at most {most}."));
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
