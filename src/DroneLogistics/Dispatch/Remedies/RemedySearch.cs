using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Remedies;

/// <summary>
/// Looks for the smallest single change that makes a refused flight GO, in each dimension that can; where none does, for a pair. Every
/// change that is told was decided with every check. Pure: equal arguments give equal answers.
/// </summary>
public static class RemedySearch
{
    // Of a change, for the flight that is told to show that it may not be smaller.
    private const double WeakerShare = 0.95;

    // Decisions that pairs are looked for with: a refusal that needs more has many causes, and its findings say so.
    private const int MostDecisionsOfPairs = 120;

    /// <summary>The remedies of a decision.</summary>
    /// <param name="world">Sites, types, policy and space, as it was decided.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="refused">The decision; one that is GO needs no remedy.</param>
    /// <param name="advance">Told the share of the dimensions that is done, 0 to 1; may throw to end the search.</param>
    public static RemedyAnswer For(World world, Timetable? timetable, Decision refused, Action<double>? advance = null)
    {
        if (refused.Verdict == Verdict.Go)
        {
            return RemedyAnswer.NotNeeded;
        }

        var search = new Search(world, timetable, refused);
        var choices = RemedyChoices.Of(world, refused, refused.DecidedAt).ToList();
        var remedies = new List<Remedy>();
        for (var i = 0; i < choices.Count; i++)
        {
            if (search.Alone(choices[i]) is { } remedy)
            {
                remedies.Add(remedy);
            }

            advance?.Invoke((i + 1.0) / (choices.Count + 1));
        }

        if (remedies.Count == 0 && search.Pair(choices) is { } pair)
        {
            remedies.Add(pair);
        }

        return remedies.Count > 0 ? new RemedyAnswer(Smallest(remedies), null) : new RemedyAnswer([], WhyNone(refused));
    }

    /// <summary>Of the two directions of one dimension the smaller change.</summary>
    private static List<Remedy> Smallest(List<Remedy> remedies) =>
    [
        .. remedies
            .GroupBy(remedy => string.Join('+', remedy.Changes.Select(change => change.Dimension)))
            .Select(same => same.MinBy(remedy => remedy.Changes.Sum(change => Math.Abs((change.Offered - change.Asked) ?? 0)))!),
    ];

    private static (string English, string Chinese) WhyNone(Decision refused)
    {
        if (refused.Question.WithoutApprovals)
        {
            return ("It was asked as if no approval and no slot were held: the findings tell what to apply for.", "本次按未持有任何批准和时隙评估;须申请的事项见各条原因。");
        }

        var checks = string.Join(", ", refused.Findings.Select(finding => finding.Check).Distinct());
        var unknown = refused.Findings.Any(finding => finding.Unknown);
        return (
            $"No change of payload, departure, airspeed, altitude, route or aircraft, and no two of them, turns what refuses it: {checks}.{(unknown ? " Something is not known that must be: see the findings." : string.Empty)}",
            $"调整载荷、起飞时间、空速、高度、航线或机型(单项或两项)均无法消除:{checks}。{(unknown ? "存在未知项,详见各条原因。" : string.Empty)}");
    }

    // Of the tries of the first change of a pair only every so manieth is made: it is halved down to after.
    private const int Few = 4;

    private sealed class Search(World world, Timetable? timetable, Decision refused)
    {
        private static readonly Func<Decision, bool> Go = decision => decision.Verdict == Verdict.Go;

        private int decisions;
        private int most = int.MaxValue;

        /// <summary>The smallest change of one direction that makes the flight GO; null: none does, or it cannot turn what refuses it.</summary>
        public Remedy? Alone(RemedyChoice choice) =>
            Turns(choice, refused) && Least(choice, refused.Question, Go) is { } found ? Told([(choice, refused.Question)], found) : null;

        /// <summary>The first pair of directions that helps: the one takes away what the other cannot, then the other does the rest.</summary>
        public Remedy? Pair(IReadOnlyList<RemedyChoice> choices)
        {
            (decisions, most) = (0, MostDecisionsOfPairs);
            foreach (var second in choices)
            {
                foreach (var first in choices.Where(first => first.Dimension != second.Dimension && refused.Findings.All(finding => first.Turns(finding) || second.Turns(finding))))
                {
                    // Choices that have no size may make room for the second though they take nothing away.
                    var starts = first.Resolution > 0
                        ? Least(first with { Tries = [.. first.Tries.Where((_, i) => first.Tries.Count <= Few || i % Few == Few - 1)] }, refused.Question, decision => Turns(second, decision)) is { } enough ? [enough] : Array.Empty<Found>()
                        : first.Tries.Select(number => new Found(number, Decide(first.Apply(refused.Question, number)))).Where(found => Turns(second, found.Decision));
                    foreach (var start in starts)
                    {
                        if (Least(second, start.Decision.Question, Go) is { } found)
                        {
                            return Told([(first, refused.Question), (second, start.Decision.Question)], found);
                        }
                    }
                }
            }

            return null;
        }

        private Decision Decide(FlightQuestion question)
        {
            decisions++;
            return CheckFlight.Decide(world, timetable, question, refused.DecidedAt, refused.Purpose);
        }

        /// <summary>Whether everything that refuses a flight is something that a change can turn.</summary>
        private static bool Turns(RemedyChoice choice, Decision decision) => decision.Findings.All(choice.Turns);

        /// <summary>The first change that passes, made as small as the resolution: what fails before it and what passes are halved between.</summary>
        private Found? Least(RemedyChoice choice, FlightQuestion from, Func<Decision, bool> passes)
        {
            var (below, atLeast) = (0.0, from == refused.Question ? choice.AtLeastMore(refused) : 0);
            foreach (var size in choice.Tries.Where(size => size >= atLeast))
            {
                if (Decided(choice.Apply(from, size), passes) is not { } decision)
                {
                    below = size;
                    continue;
                }

                if (passes(decision))
                {
                    return choice.Resolution > 0 ? Narrowed(choice, from, passes, below, new Found(size, decision)) : new Found(size, decision);
                }

                below = size;
                atLeast = size + choice.AtLeastMore(decision);
            }

            return null;
        }

        private Found Narrowed(RemedyChoice choice, FlightQuestion from, Func<Decision, bool> passes, double below, Found found)
        {
            // In whole steps, so that what is told is a round number.
            var (low, high) = ((long)Math.Floor(below / choice.Resolution), (long)Math.Ceiling(found.Size / choice.Resolution));
            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                if (Decided(choice.Apply(from, middle * choice.Resolution), passes) is { } decision && passes(decision))
                {
                    (high, found) = (middle, new Found(middle * choice.Resolution, decision));
                }
                else
                {
                    low = middle;
                }
            }

            return found;
        }

        /// <summary>The decision; null where there is no need of one to know that it is no GO, or too many were made.</summary>
        private Decision? Decided(FlightQuestion question, Func<Decision, bool> passes) =>
            decisions <= most && (passes != Go || MayFly(question)) ? Decide(question) : null;

        /// <summary>
        /// Whether the flight lands with its reserves on the straight line and a new, full pack: in one wind no way takes less. It spares most
        /// decisions; where a forecast tells the wind from place to place nothing is spared.
        /// </summary>
        private bool MayFly(FlightQuestion question) =>
            question.CruiseRule != CruiseRule.Fixed
            || refused.Weather is not null
            || (FlightSimulation.Run(CheckFlight.Task(world.Policy, question, question.Wind ?? Wind.Calm, StateOfCharge.Full, 1)) is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero);

        private static Remedy Told(IReadOnlyList<(RemedyChoice Choice, FlightQuestion From)> steps, Found found)
        {
            var (last, from) = steps[^1];
            var changes = steps.Select((step, i) => step.Choice.Tell(step.From, i + 1 < steps.Count ? steps[i + 1].From : found.Decision.Question)).ToList();
            return new Remedy(changes, found.Decision, last.Resolution > 0 ? last.Apply(from, WeakerShare * found.Size) : null);
        }
    }

    private sealed record Found(double Size, Decision Decision);
}
