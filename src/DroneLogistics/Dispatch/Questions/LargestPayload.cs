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
    /// <param name="most">Payloads above are not asked about, kilograms, where the type has no limit of its own.</param>
    /// <returns>The decision with the largest payload, and that with the least that is refused above it; null where that lies above the bound.</returns>
    public static (Decision Largest, Decision? RefusedAbove) Find(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, Mass most)
    {
        var empty = At(0);
        if (empty.Verdict != Verdict.Go)
        {
            return (empty, empty);
        }

        var bound = question.Type.MaxPayload is { } limit && limit < most ? limit : most;
        var (low, high) = (0L, (long)Math.Floor(bound.Kilograms / ResolutionKilograms) + 1);
        var (largest, refused) = (empty, (Decision?)null);
        while (high - low > 1)
        {
            // The bound first: most flights may carry all that the type can.
            var middle = refused is null && largest == empty ? high - 1 : low + ((high - low) / 2);
            var decision = At(middle);
            (low, high, largest, refused) = decision.Verdict == Verdict.Go ? (middle, high, decision, refused) : (low, middle, largest, decision);
        }

        return (largest, refused ?? At(high));

        // In hundredths, rounded so that what is told is what was decided.
        Decision At(long hundredths) => CheckFlight.Decide(world, timetable, question with { Payload = Mass.FromKilograms(Math.Round(hundredths * ResolutionKilograms, 2)) }, now, DecisionPurpose.Check);
    }
}
