using System.Text.RegularExpressions;
using DroneLogistics.Dispatch;
using DroneLogistics.Simulation;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>The core's closed lists are those of the contract: the same names and numbers, read from the text of the proto.</summary>
public sealed partial class ReasonCodeContractTests
{
    private static readonly string Proto = Repository.Read("protos", "dronelogistics", "v1", "decision.proto");

    [Test]
    public void Every_reason_code_has_the_name_and_number_of_the_contract()
    {
        // REASON_CODE_UNSPECIFIED = 0 is never sent and is None here.
        Assert.That(OfContract("ReasonCode").Where(entry => entry.Number != 0), Is.EquivalentTo(OfCore<ReasonCode>().Where(entry => entry.Number != 0)));
    }

    [Test]
    public void Verdicts_and_outcomes_have_the_numbers_of_the_contract()
    {
        Assert.That(OfContract("Verdict").Select(entry => (Short(entry.Name, "VERDICT_"), entry.Number)), Is.EquivalentTo(OfCore<Verdict>()));
        Assert.That(
            OfContract("CheckOutcome").Select(entry => (Short(entry.Name, "CHECK_OUTCOME_").Replace("UNSPECIFIED", "UNKNOWN", StringComparison.Ordinal), entry.Number)),
            Is.EquivalentTo(OfCore<CheckOutcome>()));
    }

    [Test]
    public void Every_phase_of_flight_has_a_name_in_the_contract()
    {
        Assert.That(
            OfContract("FlightPhase").Where(entry => entry.Number != 0).Select(entry => entry.Name),
            Is.EqualTo(OfCore<FlightPhase>().Select(entry => $"FLIGHT_PHASE_{entry.Name}")));
    }

    [Test]
    public void The_text_of_the_contract_is_read()
    {
        Assert.That(OfContract("ReasonCode"), Has.Count.GreaterThan(20));
        Assert.That(OfContract("ReasonCode"), Does.Contain(("SITE_CLOSED", 23)));
    }

    private static List<(string Name, int Number)> OfContract(string list)
    {
        var start = Proto.IndexOf($"enum {list} {{", StringComparison.Ordinal);
        var body = Proto[start..Proto.IndexOf('}', start)];
        return [.. Entries().Matches(body).Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)))];
    }

    private static IEnumerable<(string Name, int Number)> OfCore<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (WordStarts().Replace($"{value}", "_").ToUpperInvariant(), Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Short(string name, string prefix) => name[prefix.Length..];

    [GeneratedRegex(@"^\s*([A-Z0-9_]+)\s*=\s*(\d+)\s*;", RegexOptions.Multiline)]
    private static partial Regex Entries();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStarts();
}
