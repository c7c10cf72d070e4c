using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The payload is within what the type may carry, and the whole within its maximum take-off mass.</summary>
public static class PayloadCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        var subject = $"aircraftTypes/{flight.Type.Id}";
        if (flight.Type.MaxPayload is not { } published)
        {
            yield return Finding.NotKnown(ReasonCode.PayloadExceedsLimit, subject, $"The payload limit of {flight.Type.NameEnglish}", $"{flight.Type.NameChinese}的最大载重");
            yield break;
        }

        var byMass = flight.Type.MaxTakeoffMass - flight.Type.EmptyMass;

        // Math.Min, not a comparison: where either is not a number, so is the limit, and the flight is refused.
        var limit = Mass.FromKilograms(Math.Min(published.Kilograms, byMass.Kilograms));
        var payload = flight.Question.Payload;
        var margin = limit - payload;
        if (!(margin.Kilograms >= 0))
        {
            yield return new Finding
            {
                Code = ReasonCode.PayloadExceedsLimit,
                Limit = limit.Kilograms,
                Actual = payload.Kilograms,
                Margin = margin.Kilograms,
                Unit = "kg",
                Subject = subject,
                English = Invariant($"{payload.Kilograms:0.###} kg of payload, {limit.Kilograms:0.###} kg allowed for {flight.Type.NameEnglish}: take {-margin.Kilograms:0.###} kg off."),
                Chinese = Invariant($"载重 {payload.Kilograms:0.###} kg,{flight.Type.NameChinese}限 {limit.Kilograms:0.###} kg;须减载 {-margin.Kilograms:0.###} kg。"),
            };
        }
    }
}
