using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>Records of the network by the command line, at a running service.</summary>
public sealed class RecordCommandsTests
{
    private const string File = "examples/site.json";

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_site_is_judged_added_changed_deleted_and_brought_back()
    {
        var example = Path.Combine(AppContext.BaseDirectory, File);
        Assert.That(await RunAsync("sites", "add", "quay", example, "--validate-only"), Is.EqualTo((0, "sites/quay added: judged only, nothing is stored.")));
        Assert.That(await Failures.CodeAsync(() => service.Network.GetSiteAsync(new V1.GetSiteRequest { Name = "sites/quay" })), Is.EqualTo((Grpc.Core.StatusCode.NotFound, "SITE_NOT_FOUND")), "it is not there yet");
        Assert.That(await RunAsync("sites", "add", "quay", example), Is.EqualTo((0, "sites/quay added, now r2.")));
        Assert.That((await service.Network.GetSiteAsync(new V1.GetSiteRequest { Name = "sites/quay" })).ElevationMAmsl, Is.EqualTo(4.5));
        var change = Path.Combine(service.Folder, "change.json");
        await System.IO.File.WriteAllTextAsync(change, """{"near":"the ferry"}""");
        Assert.That(await RunAsync("sites", "change", "quay", change, "--etag", "r2"), Is.EqualTo((0, "sites/quay changed, now r3.")));
        Assert.That((await RunAsync("sites", "change", "quay", change, "--etag", "r2")).Exit, Is.EqualTo(75), "it has changed since");
        Assert.That(await RunAsync("sites", "delete", "quay"), Is.EqualTo((0, "sites/quay deleted, now r4.")));
        Assert.That(await RunAsync("sites", "undelete", "quay"), Is.EqualTo((0, "sites/quay brought back, now r5.")));
        var refused = await Drone.RunAsync(["sites", "delete", "putuo", .. At()]);
        Assert.That(refused.Exit, Is.EqualTo(2));
        Assert.That(refused.Error, Does.Contain("sites/putuo is used by").And.Contain("routes/putuo-liuheng"));
    }

    [Test]
    public async Task What_is_wrong_with_a_record_is_told_with_file_field_and_bound()
    {
        var spoilt = Path.Combine(service.Folder, "site.json");
        await System.IO.File.WriteAllTextAsync(spoilt, (await System.IO.File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, File))).Replace("4.5", "4500", StringComparison.Ordinal));
        var run = await Drone.RunAsync(["sites", "add", "quay", spoilt, .. At()]);
        Assert.That((run.Exit, run.Error.TrimEnd()), Is.EqualTo((64, $"drone: {spoilt}: site.elevation_m_amsl is 4500; expected a number between -10 and 1000.")));
    }

    private async Task<(int Exit, string Output)> RunAsync(params string[] args) => await Drone.RunAsync([.. args, .. At()]) is var run ? (run.Exit, run.Output.TrimEnd()) : default;

    private string[] At() => ["--server", $"{service.Host.Url}"];
}
