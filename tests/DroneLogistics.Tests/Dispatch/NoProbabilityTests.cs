using System.Text.Json.Nodes;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Scheduling;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>A policy may ask for no probability; then none is worked out, and none is made up.</summary>
public sealed class NoProbabilityTests
{
    private static readonly World Plain = Worlds.TwoIslands.With(Worlds.TwoIslands.Policy with { Completion = Worlds.TwoIslands.Policy.Completion with { MinProbability = 0, Samples = 0 } });

    [Test]
    public void Where_no_probability_is_asked_for_none_is_told_and_the_flight_is_decided_without()
    {
        var decision = Decide(Worlds.Question());

        Assert.That((decision.Verdict, decision.Odds), Is.EqualTo((Verdict.Go, (DroneLogistics.Simulation.MonteCarlo.CompletionOdds?)null)));
        Assert.That(decision.Checks.Select(check => check.Check), Does.Contain("completion"));
        Assert.That(decision.Intent, Is.Not.Null, "as wide in time as the policy states");
    }

    [Test]
    public void Whoever_asks_for_one_all_the_same_is_refused_as_it_is_not_known()
    {
        var decision = Decide(Worlds.Question() with { MinCompletionProbability = 0.5 });

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Findings.Select(finding => (finding.Code, finding.Unknown)), Is.EqualTo(new[] { (ReasonCode.CompletionProbabilityBelowPolicy, true) }));
    }

    [TestCase(0, 0.9, "is 0 and minCompletionProbability is 0.9")]
    [TestCase(32, 0, "completionSamples")]
    public void A_policy_that_asks_for_a_probability_and_samples_none_or_too_few_is_refused_by_key(int samples, double least, string named)
    {
        Assert.That(() => Read(samples, least), Throws.TypeOf<DataFileException>().With.Message.Contains(named).And.Message.Contains("policy/planning.json"));
    }

    [Test]
    public void A_policy_that_asks_for_none_is_read()
    {
        Assert.That(Read(0, 0).Completion.IsSampled, Is.False);
        Assert.That(Read(256, 0).Completion.IsSampled, Is.True);
    }

    private static PlanningPolicy Read(int samples, double least)
    {
        var policy = JsonNode.Parse(ShippedFiles.Bytes("policy/planning.json"))!;
        policy["completionSamples"]!["value"] = samples;
        policy["minCompletionProbability"]!["value"] = least;
        return PolicyFile.Read(System.Text.Encoding.UTF8.GetBytes(policy.ToJsonString()), "policy/planning.json");
    }

    private static Decision Decide(FlightQuestion question) =>
        CheckFlight.Decide(Plain, Timetable.Empty(Plain.AssumedFleet()), question, Worlds.Nine.AddDays(-1), DecisionPurpose.Check);
}
