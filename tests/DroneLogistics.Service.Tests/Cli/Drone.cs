using System.Diagnostics;
using DroneLogistics.Cli;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>What one run of <c>drone</c> gave.</summary>
internal sealed record Run(int Exit, string Output, string Error);

/// <summary>Runs <c>drone</c>, in this process or as a process of its own.</summary>
internal static class Drone
{
    public static readonly string[] Check = ["check", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15"];

    public static async Task<Run> RunAsync(params string[] args)
    {
        // The service of a test has its token file in a folder of its own; that of the user is where the command line looks by itself.
        if (!args.Contains("--token-file") && args.Select(argument => RunningService.TokenFiles.GetValueOrDefault(argument)).FirstOrDefault(found => found is not null) is { } tokenFile)
        {
            args = [.. args, "--token-file", tokenFile];
        }

        using var output = new StringWriter();
        using var error = new StringWriter();
        return new Run(await CommandLine.RunAsync(args, output, error), output.ToString(), error.ToString());
    }

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "drone.dll"), .. args])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    public static async Task<Run> EndAsync(Process program)
    {
        var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync();
        return new Run(program.ExitCode, await output, await error);
    }
}
