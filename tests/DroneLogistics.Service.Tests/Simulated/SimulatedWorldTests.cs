using DroneLogistics.Dispatch;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Simulated;

/// <summary>The whole shell in a simulated world: whatever fails, and whenever, its promises hold.</summary>
public sealed class SimulatedWorldTests
{
    private const int Operations = 24;

    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("drone-world-");
    private static World world = null!;
    private static string template = string.Empty;

    [OneTimeSetUp]
    public static async Task MakeTemplate()
    {
        world = WorldFiles.Load(OpenSky.SparseFolder);
        template = Path.Combine(Folder.FullName, "template.db");
        await SimulatedWorld.MakeTemplateAsync(world, template);
    }

    [OneTimeTearDown]
    public static void CleanUp() => Folder.Delete(recursive: true);

    [Test]
    public void No_promise_is_broken_in_any_world()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var reports = Enumerable.Range(1, 40).Select(seed => (Seed: seed, Report: Run(seed))).ToList();
        TestContext.Out.WriteLine($"{reports.Count} worlds in {watch.Elapsed.TotalSeconds:F1} s: {reports.Sum(one => one.Report.Booked)} booked, {reports.Sum(one => one.Report.Refused)} refused, {reports.Sum(one => one.Report.Unknown)} unknown, {reports.Sum(one => one.Report.Crashes)} crashes, {reports.Sum(one => one.Report.Failures)} failures of the disk, {TimeSpan.FromSeconds(reports.Sum(one => one.Report.Simulated.TotalSeconds))} simulated");
        Assert.That(reports.SelectMany(one => one.Report.Troubles.Select(trouble => $"seed {one.Seed}: {trouble}")), Is.Empty);
    }

    [Test]
    public void A_seed_replays_to_the_last_byte()
    {
        foreach (var seed in new[] { 3, 5, 8 })
        {
            var first = Run(seed).Log;
            Assert.That(Run(seed).Log, Is.EqualTo(first), $"seed {seed}");
            Assert.That(Run(seed + 1).Log, Is.Not.EqualTo(first));
        }
    }

    [TestCaseSource(nameof(Faults))]
    public void A_seeded_fault_is_noticed(SeededFault fault)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            if (Run(seed, fault).Troubles is { Count: > 0 } troubles)
            {
                TestContext.Out.WriteLine($"{fault}: seed {seed}: {troubles[0]}");
                return;
            }
        }

        Assert.Fail($"{fault} was not noticed in 60 worlds");
    }

    private static IEnumerable<SeededFault> Faults => Enum.GetValues<SeededFault>().Where(fault => fault != SeededFault.None);

    private static WorldReport Run(int seed, SeededFault fault = SeededFault.None)
    {
        var mine = Folder.CreateSubdirectory($"{fault}-{seed}-{Guid.NewGuid():N}");
        try
        {
            return SimulatedWorld.Run(world, template, mine.FullName, seed, Operations, fault);
        }
        finally
        {
            mine.Delete(recursive: true);
        }
    }
}
