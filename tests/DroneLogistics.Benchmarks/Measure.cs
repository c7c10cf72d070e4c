using System.Diagnostics;
using System.Globalization;

namespace DroneLogistics.Benchmarks;

/// <summary>Times a piece of work for some seconds and prints what it was measured on.</summary>
internal static class Measure
{
    /// <summary>Repeats a piece of work for a wall time; returns the processor time and wall time it took.</summary>
    public static (double CpuSeconds, double WallSeconds) For(double seconds, Action work)
    {
        var (processor, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        while (wall.Elapsed.TotalSeconds < seconds)
        {
            work();
        }

        return ((Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds, wall.Elapsed.TotalSeconds);
    }

    public static void PrintMachine()
    {
        var name = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        Print($"machine: {name ?? "unknown processor"}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
    }

    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
