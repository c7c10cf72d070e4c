using DroneLogistics.Provenance;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>Files that a command is given.</summary>
internal static class InputFile
{
    public static ReadOnlyMemory<byte> Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.NoInput, $"{path} cannot be read: {trouble.Message}");
        }
    }

    /// <summary>The bytes of a file that goes to a service.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger than the service takes.</exception>
    public static ReadOnlyMemory<byte> Importable(string path)
    {
        var content = Bytes(path);
        return content.Length <= ImportEnvelope.LargestFileBytes
            ? content
            : throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"FILE has {content.Length} bytes; expected at most {ImportEnvelope.LargestFileBytes}."));
    }

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
