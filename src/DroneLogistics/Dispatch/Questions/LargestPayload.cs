using DroneLogistics.Scheduling;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Questions;

/// <summary>How much a flight may carry: a lighter flight needs less of everything, so the limit is found by halving.</summary>
public static class LargestPayload
{
    /// <summary>To what the answer is told.</summary>
    public const double ResolutionKilograms = 0.01;

    /// <summary>The largest payload that is GO and its decision; where none is, the decision of the empty flight, refused.</summary>
    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight; its payload is not looked at.</param>
    /// <param name="now">The instant of the decisions.</param>
    /// <param name="most">Payloads above are not asked about, kilograms, also where the type has no limit of its own.</param>
    /// <returns>The decision with the largest payload, and that with a hundredth of a kilogram more, which is refused.</returns>
    public static (Decision Largest, Decision Above) Find(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, Mass most)
    {
        var empty = At(0);
        if (empty.Verdict != Verdict.Go)
        {
            return (empty, empty);
        }

        // The bound first: most flights may carry all that the type can.
        var bound = question.Type.MaxPayload is { } limit && limit < most ? limit : most;
        var top = (long)Math.Floor(bound.Kilograms / ResolutionKilograms);
        var above = At(top);
        if (above.Verdict == Verdict.Go)
        {
            return (above, At(top + 1));
        }

        var (low, high, largest) = (0L, top, empty);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var decision = At(middle);
            (low, high, largest, above) = decision.Verdict == Verdict.Go ? (middle, high, decision, above) : (low, middle, largest, decision);
        }

        return (largest, above);

        // In hundredths, rounded so that what is told is what was decided.
        Decision At(long hundredths) => CheckFlight.Decide(world, timetable, question with { Payload = Mass.FromKilograms(Math.Round(hundredths * ResolutionKilograms, 2)) }, now, DecisionPurpose.Check);
    }
}
