using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>A tail of the type stands free at the origin.</summary>
public static class AircraftCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        var (question, type) = (flight.Question, flight.Type);
        var subject = question.Aircraft is { } tail ? $"aircraft/{tail}" : $"aircraftTypes/{type.Id}";
        if (flight.Fleet is not { } fleet)
        {
            yield return Finding.NotKnown(ReasonCode.AircraftUnavailable, subject, "Which aircraft are free", "可用无人机");
            yield break;
        }

        if (fleet.Aircraft is null)
        {
            var supply = fleet.AircraftSupply;
            var who = question.Aircraft is { } named ? $"Aircraft {named}" : $"No {type.NameEnglish}";
            yield return new Finding
            {
                Code = ReasonCode.AircraftUnavailable,
                Limit = 1,
                Actual = 0,
                Margin = -1,
                Unit = "1",
                Subject = subject,
                Where = question.Origin.Position,
                When = supply.Window,
                English = (question.Aircraft, supply.Standing) switch
                {
                    (not null, 0) => $"{who} does not stand at {question.Origin.NameEnglish} at departure.",
                    (not null, _) => $"{who} is promised to another flight.",
                    (null, 0) => $"{who} stands at {question.Origin.NameEnglish} at departure.",
                    _ => Invariant($"{who} is free at {question.Origin.NameEnglish}: {supply.Standing} stand there, promised to other flights."),
                },
                Chinese = Invariant($"可用 0 架,须 1 架;{question.Origin.NameChinese}无可用{type.NameChinese}。"),
            };
        }
    }
}
