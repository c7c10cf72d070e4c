using System.Diagnostics;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>A small disk of its own, which can be filled. Where none can be mounted the test is skipped and says why.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly DirectoryInfo folder;

    private Tmpfs(DirectoryInfo folder) => this.folder = folder;

    public string Folder => folder.FullName;

    private string Ballast => Path.Combine(Folder, "ballast");

    public static Tmpfs Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("drone-disk-");
        if (Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m,mode=0700"), "tmpfs", folder.FullName) is { Length: > 0 } trouble)
        {
            folder.Delete();
            Assert.Ignore($"No small disk can be mounted here: {trouble}");
        }

        return new Tmpfs(folder);
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var size in new[] { 65536, 4096, 512 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, to this size.
            }
        }
    }

    /// <summary>Gives it back.</summary>
    public void Clear() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        folder.Delete();
    }

    /// <summary>What a program complains of; empty: it succeeded.</summary>
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? string.Empty : $"{program}: {error.Trim()} (exit {process.ExitCode})";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}
