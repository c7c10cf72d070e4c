using System.Security.Cryptography;
using System.Text;

namespace DroneLogistics.Service;

/// <summary>A 256-bit token in a file that only its owner reads: made at the first start, kept for the next.</summary>
public static class LocalToken
{
    /// <summary>The token in a file, made where there is none.</summary>
    public static async Task<string> EnsureAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (File.Exists(path) && (await File.ReadAllTextAsync(path, cancellationToken)).Trim() is { Length: 64 } kept)
        {
            CloseToOthers(path);
            return kept;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);

        // The mode above is that of a new file only; one that was there keeps its own.
        CloseToOthers(path);
        await file.WriteAsync(Encoding.ASCII.GetBytes(token + "\n"), cancellationToken);
        return token;
    }

    private static void CloseToOthers(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}

/// <summary>The token of this service.</summary>
public sealed record LocalTokenValue(string Token);
