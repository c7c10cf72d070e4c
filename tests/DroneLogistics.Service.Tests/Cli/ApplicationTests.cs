using System.Text.Json.Nodes;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary><c>drone keys</c>, <c>apply</c> and <c>verify</c>: an application is filed, and whoever gets it proves it again.</summary>
public sealed class ApplicationTests
{
    private static readonly string[] Flight = ["putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "5"];

    private static readonly string Applicant = Path.Combine(Repository.Folder, "docs", "examples", "applicant.json");

    private DirectoryInfo folder = null!;

    [SetUp]
    public async Task MakeKey()
    {
        folder = Directory.CreateTempSubdirectory("drone-apply-");
        Assert.That((await Drone.RunAsync("keys", "--out", In("operator.key"))).Exit, Is.Zero);
    }

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public async Task An_application_is_filed_and_proven_again_from_the_same_inputs()
    {
        var applied = await ApplyAsync("2024-11-24T08:00+08:00", "--html", In("application.html"));
        Assert.That((applied.Exit, applied.Output, applied.Error), Is.EqualTo((0, string.Empty, string.Empty)));
        var verified = await VerifyAsync();
        Assert.That(verified.Exit, Is.Zero, verified.Output + verified.Error);
        Assert.That(verified.Output, Does.StartWith("sealed   to the byte, with the key that is trusted").And.Contain("proven   again from the same"));
        var document = JsonNode.Parse(await File.ReadAllTextAsync(In("application.json")))!["document"]!;
        Assert.That(((string?)document["case"], (string?)document["approval"]!["number"]), Is.EqualTo(("long-term", "DEMO-ZS-2024-001")));
        var roles = document["inputs"]!.AsArray().Select(input => (string?)input!["role"]).Distinct();
        Assert.That(roles, Is.SupersetOf(new[] { "aircraft", "airspace", "obstacles", "policy", "sites", "terrain", "weather", "geodesy" }));
        Assert.That(await File.ReadAllTextAsync(In("application.html")), Does.Contain("飞行活动申请").And.Contain("2024-11-25 08:00"));
    }

    [Test]
    public async Task A_forecast_that_an_application_rests_on_is_among_its_inputs_and_asked_for()
    {
        var forecast = Path.Combine(Repository.Folder, "docs", "examples", "forecast.csv");
        string[] flight = ["apply", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "10", "--depart", "2026-12-02T09:00+08:00", "--forecast", forecast, "--at", "2026-12-02T06:00+08:00", "--urgent", "--applicant", Applicant, "--key", In("operator.key"), "--out", In("application.json")];
        var applied = await Drone.RunAsync(flight);
        Assert.That(applied.Exit, Is.Zero, applied.Error);
        Assert.That((await VerifyAsync("--forecast", forecast)).Exit, Is.Zero);
        var without = await VerifyAsync();
        Assert.That(without.Exit, Is.EqualTo(78));
        Assert.That(without.Output, Does.Contain("forecast.csv"));
    }

    [Test]
    public async Task A_byte_that_is_altered_is_named_and_refused()
    {
        await ApplyAsync("2024-11-24T08:00+08:00");
        var text = await File.ReadAllTextAsync(In("application.json"));
        await File.WriteAllTextAsync(In("application.json"), text.Replace("\"cruiseAltitudeMAmsl\": 120", "\"cruiseAltitudeMAmsl\": 190", StringComparison.Ordinal));
        var verified = await VerifyAsync();
        Assert.That(verified.Exit, Is.EqualTo(2));
        Assert.That(verified.Output, Does.Match("^altered  byte [0-9]+, line [0-9]+: document.route.cruiseAltitudeMAmsl is \"9\", \"2\" was sealed\n$"));
    }

    [Test]
    public async Task An_application_of_another_key_is_refused()
    {
        await ApplyAsync("2024-11-24T08:00+08:00");
        await Drone.RunAsync("keys", "--out", In("other.key"));
        var verified = await Drone.RunAsync("verify", In("application.json"), "--key", In("other.key.pub"));
        Assert.That((verified.Exit, verified.Output), Is.EqualTo((2, verified.Output)));
        Assert.That(verified.Output, Does.Contain("seal.signature is of another key than the one that is trusted"));
    }

    [Test]
    public async Task Inputs_that_are_others_here_are_named_and_prove_nothing()
    {
        await ApplyAsync("2024-11-24T08:00+08:00");
        var data = In("data");
        foreach (var path in Directory.EnumerateFiles(WorldFiles.DefaultFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(WorldFiles.DefaultFolder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        var planning = Path.Combine(data, "policy", "planning.json");
        await File.AppendAllTextAsync(planning, "\n");
        var verified = await VerifyAsync("--data", data);
        Assert.That(verified.Exit, Is.EqualTo(78), verified.Output);
        Assert.That(verified.Output.Split('\n').Where(line => line.StartsWith("input", StringComparison.Ordinal)).Single(), Does.Match(@"^input    document\.inputs\[[0-9]+\]\.sha256 is ""[0-9a-f]{64}"" in the application, ""[0-9a-f]{64}"" here$"));
    }

    [Test]
    public async Task After_noon_of_the_day_before_it_is_too_late_on_its_own_and_not_under_an_approval_nor_urgent()
    {
        var alone = await ApplyAsync("2024-11-24T12:01+08:00", "--without-approvals");
        Assert.That(alone.Exit, Is.EqualTo(2));
        Assert.That(alone.Error, Does.Contain("APPLICATION_DEADLINE_PASSED").And.Contain("已逾期"));
        Assert.That((await VerifyAsync()).Exit, Is.Zero, "that it was late is proven as well");
        Assert.That((await ApplyAsync("2024-11-24T12:01+08:00")).Error, Does.Not.Contain("APPLICATION_DEADLINE_PASSED"));
        Assert.That((await ApplyAsync("2024-11-25T08:50+08:00", "--without-approvals", "--urgent", "--depart", "2024-11-25T09:00+08:00")).Error, Does.Not.Contain("APPLICATION_DEADLINE_PASSED"));
    }

    [Test]
    public async Task For_a_flight_that_is_refused_nothing_is_written()
    {
        var refused = await Drone.RunAsync("apply", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "25", "--at", "2024-11-24T08:00+08:00", "--applicant", Applicant, "--key", In("operator.key"), "--out", In("application.json"));
        Assert.That(refused.Exit, Is.EqualTo(2));
        Assert.That(refused.Error, Does.Contain("PAYLOAD_EXCEEDS_LIMIT"));
        Assert.That(File.Exists(In("application.json")), Is.False);
    }

    [Test]
    public async Task A_private_key_is_its_owners_alone_and_never_written_over()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(In("operator.key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            File.SetUnixFileMode(In("operator.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            var open = await ApplyAsync("2024-11-24T08:00+08:00");
            Assert.That((open.Exit, open.Error), Is.EqualTo((77, open.Error)));
            Assert.That(open.Error, Does.Contain("expected mode 0600"));
        }

        var again = await Drone.RunAsync("keys", "--out", In("operator.key"));
        Assert.That(again.Exit, Is.EqualTo(64));
        Assert.That(again.Error, Does.Contain("is there already"));
    }

    [Test]
    public async Task What_is_missing_or_no_key_is_named()
    {
        Assert.That((await Drone.RunAsync(["apply", .. Flight])).Error, Does.Contain("--applicant is missing"));
        Assert.That((await Drone.RunAsync(["apply", .. Flight, "--applicant", Applicant])).Error, Does.Contain("--key is missing"));
        Assert.That((await Drone.RunAsync("verify", Applicant)).Error, Does.Contain("--key is missing"));
        var swapped = await Drone.RunAsync(["apply", .. Flight, "--applicant", Applicant, "--key", Applicant]);
        Assert.That(swapped.Exit, Is.EqualTo(OperatingSystem.IsWindows() ? 64 : swapped.Exit));
        Assert.That(swapped.Exit, Is.Not.Zero);
        var none = await Drone.RunAsync("verify", Applicant, "--key", In("operator.key.pub"));
        Assert.That((none.Exit, none.Output.TrimEnd()), Is.EqualTo((2, "altered  line 0: seal there is none")));
        Assert.That((await Drone.RunAsync("verify", In("nothing.json"), "--key", In("operator.key.pub"))).Exit, Is.EqualTo(66));
        await File.WriteAllTextAsync(In("applicant.json"), (await File.ReadAllTextAsync(Applicant)).Replace("\"licence\"", "\"license\"", StringComparison.Ordinal));
        var misspelt = await Drone.RunAsync(["apply", .. Flight, "--applicant", In("applicant.json"), "--key", In("operator.key")]);
        Assert.That((misspelt.Exit, misspelt.Error), Is.EqualTo((64, misspelt.Error)));
        Assert.That(misspelt.Error, Does.Contain("pilot.licence: is missing"));
    }

    private Task<Run> ApplyAsync(string at, params string[] more) =>
        Drone.RunAsync(["apply", .. Flight, "--at", at, "--applicant", Applicant, "--key", In("operator.key"), "--out", In("application.json"), .. more]);

    private Task<Run> VerifyAsync(params string[] more) => Drone.RunAsync(["verify", In("application.json"), "--key", In("operator.key.pub"), .. more]);

    private string In(string name) => Path.Combine(folder.FullName, name);
}
