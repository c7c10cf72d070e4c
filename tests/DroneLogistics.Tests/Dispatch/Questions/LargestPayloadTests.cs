using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Questions;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Questions;

/// <summary>How much a flight may carry.</summary>
public sealed class LargestPayloadTests
{
    [Test]
    public void On_a_short_flight_it_is_what_the_type_may_carry_and_that_limit_refuses_more()
    {
        var (largest, above) = Find(Flights.Question());

        Assert.That(largest.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(largest.Question.Payload.Kilograms, Is.EqualTo(20));
        Assert.That(above.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.PayloadExceedsLimit));
    }

    [Test]
    public void In_a_head_wind_it_is_less_and_a_hundredth_more_is_refused()
    {
        // From Miaozihu the alternates lie far: against the wind the charge binds before the type's limit does.
        var question = Flights.Question(from: "putuo", to: "miaozihu", wind: new Wind(Bearing.FromDegrees(90), Speed.FromMetresPerSecond(6), null));
        var (largest, above) = Find(question);

        Assert.That(largest.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(largest.Question.Payload.Kilograms, Is.InRange(0.01, question.Type.MaxPayload!.Value.Kilograms - 0.01));
        Assert.That(above.Question.Payload.Kilograms, Is.EqualTo(largest.Question.Payload.Kilograms + LargestPayload.ResolutionKilograms).Within(1e-9));
        Assert.That(Flights.Decide(above.Question, purpose: DecisionPurpose.Check).Verdict, Is.EqualTo(Verdict.NoGo));
    }

    [Test]
    public void A_flight_that_is_refused_empty_is_answered_with_that_refusal()
    {
        var (largest, _) = Find(Flights.Question() with { Route = RouteChoice.Direct });

        Assert.That(largest.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(largest.Question.Payload, Is.EqualTo(Mass.Zero));
    }

    private static (Decision Largest, Decision Above) Find(FlightQuestion question) =>
        LargestPayload.Find(ShippedData.World, Flights.AssumedTimetable(), question, Flights.Now, Mass.FromKilograms(10_000));
}
