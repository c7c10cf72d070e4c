using System.Text.RegularExpressions;
using DroneLogistics.Dispatch;
using DroneLogistics.Tests;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>The reasons of errors: what is thrown stands on the page, and what stands on the page is thrown.</summary>
public sealed partial class ErrorsTests
{
    // Words in capitals of the source that are no reasons: SQL, verdicts, formats, events of the sun, algorithms, outcomes in metrics, and what a machine is told.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "INSERT", "UPDATE", "DELETE", "GO", "NO_GO", "STRICT", "XML", "DTD", "BMCT", "SR", "SS", "EECT", "D", "C", "T", "Z", "W", "N", "E", "S", "XDG_STATE_HOME", "CA1305",
        "ANY", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "AND", "OR", "NOT", "FLIGHT_PHASE_",
        "INVALID_ARGUMENT", "NOT_FOUND", "FAILED_PRECONDITION", "ALREADY_EXISTS", "UNAVAILABLE", "ABORTED", "DEADLINE_EXCEEDED", "CANCELLED", "DATA_LOSS", "RESOURCE_EXHAUSTED", "UNAUTHENTICATED", "PERMISSION_DENIED", "UNIMPLEMENTED",
        "RS256", "ES256", "LOST_RACE", "REFUSED", "BOOKED", "X2", "OTEL_EXPORTER_OTLP_ENDPOINT",
    };

    private static readonly HashSet<string> Catalogue = ErrorReasons.All.Select(entry => entry.Reason).ToHashSet(StringComparer.Ordinal);

    [Test]
    public async Task The_page_is_what_drone_errors_writes()
    {
        var run = await Drone.RunAsync("errors", "--markdown");
        Assert.That(run.Output.ReplaceLineEndings("\n"), Is.EqualTo(Repository.Read("docs/errors.md").ReplaceLineEndings("\n")), "drone errors --markdown > docs/errors.md");
    }

    [Test]
    public async Task One_reason_is_told_alone_and_a_misspelt_one_is_met_with_the_nearest()
    {
        Assert.That((await Drone.RunAsync("errors", "in_use")).Output, Does.StartWith("IN_USE (FAILED_PRECONDITION)"));
        var misspelt = await Drone.RunAsync("errors", "ETAG_MISMATH");
        Assert.That((misspelt.Exit, misspelt.Error), Is.EqualTo((64, "drone: there is no reason \"ETAG_MISMATH\"; did you mean \"ETAG_MISMATCH\"?" + Environment.NewLine)));
    }

    [Test]
    public void Every_reason_that_the_service_gives_is_in_the_catalogue()
    {
        var findings = ReasonCatalogue.All.Select(entry => DecisionWriter.Name((V1.ReasonCode)entry.Code)).ToHashSet(StringComparer.Ordinal);
        Assert.That(Given().Where(reason => !Words.Contains(reason) && !Catalogue.Contains(reason) && !findings.Contains(reason)), Is.Empty);
        Assert.That(OfWeather().Where(reason => !Catalogue.Contains(reason)), Is.Empty);
    }

    [Test]
    public void Every_reason_of_the_catalogue_is_given_somewhere()
    {
        var given = Given().Concat(OfWeather()).ToHashSet(StringComparer.Ordinal);
        Assert.That(Catalogue.Where(reason => !given.Contains(reason)), Is.Empty);
    }

    [Test]
    public void A_reason_is_of_the_form_that_clients_expect_stands_once_and_tells_cause_and_action()
    {
        var reasons = ErrorReasons.All.Select(entry => entry.Reason).ToList();
        Assert.That(reasons, Is.All.Match("^[A-Z][A-Z0-9_]{1,61}[A-Z0-9]$"));
        Assert.That(reasons, Is.EqualTo(reasons.Distinct().Order(StringComparer.Ordinal)));
        Assert.That(ErrorReasons.All.Select(entry => entry.Cause).Concat(ErrorReasons.All.Select(entry => entry.Action)), Is.All.Match("^[A-Z].*\\.$"));
        Assert.That(ErrorReasons.All.Select(entry => entry.Status), Is.All.Matches<string>(Enum.GetNames<Google.Rpc.Code>().Select(name => Capital().Replace(name, "_$1").ToUpperInvariant()).Contains));
    }

    /// <summary>Every word in capitals of the service's source, but for the catalogue itself.</summary>
    private static HashSet<string> Given() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src", "DroneLogistics.Service"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(file) != "ErrorReasons.cs")
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
    ];

    private static IEnumerable<string> OfWeather() =>
        Enum.GetValues<WeatherProblem>().Where(problem => problem != WeatherProblem.Unknown).Select(problem => Capital().Replace(problem.ToString(), "_$1").ToUpperInvariant());

    [GeneratedRegex("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
