using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Questions over the whole shipped network and every shipped type.</summary>
public sealed class ShippedQuestionsTests
{
    [Test]
    public void Every_answer_evaluates_the_whole_list_and_GO_is_the_same_as_no_finding()
    {
        var random = new Random(20261124);
        var types = ShippedData.World.AircraftTypes;
        var sites = ShippedData.World.Sites.All;
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            var (from, to) = (sites[random.Next(sites.Count)], sites[random.Next(sites.Count)]);
            if (from == to)
            {
                continue;
            }

            var question = Flights.Question(types[random.Next(types.Count)].Id.Text, from.Id.Text, to.Id.Text, random.NextDouble() * 40, new Wind(Bearing.FromDegrees(random.Next(360)), new Speed(random.NextDouble() * 20), null));
            var decision = Flights.Decide(question, purpose: random.Next(2) == 0 ? DecisionPurpose.Check : DecisionPurpose.Schedule);
            Assert.That(decision.Checks.Select(check => check.Check), Is.EqualTo(DispatchChecks.All.Select(check => check.Name)));
            Assert.That(decision.Verdict == Verdict.Go, Is.EqualTo(decision.Findings.Count == 0 && decision.Checks.All(check => check.Outcome == CheckOutcome.Pass)));
            Assert.That(decision.Findings, Is.All.Matches<Finding>(finding => finding!.Unknown || (finding.Limit is not null && finding.Actual is not null && finding.Margin < 0)));
            Assert.That(decision.Findings, Is.All.Matches<Finding>(finding => finding!.English.Length > 10 && finding.Chinese.Length > 3));
            refused += decision.Verdict == Verdict.NoGo ? 1 : 0;
        }

        Assert.That(refused, Is.InRange(30, 290), "both answers occur");
        Assert.That(default(Verdict), Is.EqualTo(Verdict.NoGo));
    }
}
