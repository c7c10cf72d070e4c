using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Remedies;

/// <summary>
/// Looks for the smallest single change that makes a refused flight GO, in each dimension that can; where none does, for a pair. Every
/// change that is told was decided with every check. Pure: equal arguments give equal answers.
/// </summary>
public static class RemedySearch
{
    // Of a change, for the flight that is told to show that it may not be smaller.
    private const double WeakerShare = 0.95;

    // Changed flights that are looked at for a pair, those with odds counted for what they take longer: a refusal that needs more has many
    // causes, and its findings say so.
    private const int MostLooksOfPairs = 120;
    private const int LooksOfOdds = 6;

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
        if (RemedyStop.For(world, timetable, refused) is { } stop)
        {
            remedies.Add(stop);
        }

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
            $"No change of payload, departure, airspeed, altitude, route, aircraft or contingency, no stop on the way and no two changes turn what refuses it: {checks}.{(unknown ? " Something is not known that must be: see the findings." : string.Empty)}",
            $"调整载荷、起飞时间、空速、高度、航线、机型或应急储备(单项或两项)及途中经停均无法消除:{checks}。{(unknown ? "存在未知项,详见各条原因。" : string.Empty)}");
    }

    // How often what passes below what was found is gone into.
    private const int MostHalves = 3;

    // Of the tries of a pair only every so manieth is made: it is halved down to after.
    private const int Few = 4;

    private static readonly Finding EnergyShort = Finding.NotKnown(ReasonCode.EnergyReserveShortfall, string.Empty, "The energy at landing", "着陆电量") with { Check = "energy-reserve" };

    private sealed class Search(World world, Timetable? timetable, Decision refused)
    {
        private static readonly RemedyDimension[] OfFlying = [RemedyDimension.AircraftType, RemedyDimension.CruiseAirspeed, RemedyDimension.CruiseAltitude];

        private readonly LookedAt looked = new(world, timetable, refused);
        private int looks;
        private int most = int.MaxValue;

        /// <summary>The smallest change of one direction that makes the flight GO; null: none does, or it cannot turn what refuses it.</summary>
        public Remedy? Alone(RemedyChoice choice) =>
            refused.Findings.All(choice.Turns) && Least(choice, refused.Question, rest: null) is { } size ? Told([(choice, refused.Question)], size) : null;

        /// <summary>The first pair of directions that helps: the one takes away what the other cannot, then the other does the rest.</summary>
        public Remedy? Pair(IReadOnlyList<RemedyChoice> choices)
        {
            (looks, most) = (0, MostLooksOfPairs);
            foreach (var second in choices)
            {
                foreach (var first in choices.Where(first => Fit(first, second)))
                {
                    // Choices that have no size may make room for the second though they take nothing away.
                    var starts = first.Resolution > 0
                        ? Start(Coarser(first), Coarser(second)) is { } enough ? [enough] : Array.Empty<double>()
                        : first.Tries.Where(number => Standing(first.Apply(refused.Question, number), second, withOdds: true) is null);
                    foreach (var start in starts)
                    {
                        var from = first.Apply(refused.Question, start);
                        if (Standing(from, rest: null, withOdds: true) is null && Told([(first, refused.Question)], start) is { } alone)
                        {
                            // It turned more than its dimension promises.
                            return alone;
                        }

                        if (Least(Coarser(second), from, rest: null) is { } size && Told([(first, refused.Question), (second, from)], size) is { } remedy)
                        {
                            return remedy;
                        }
                    }
                }
            }

            return null;
        }

        /// <summary>
        /// The least of the first by which the second can do the rest; null where it cannot do it after the first size that makes room for
        /// it: most pairs end here, before either is made small.
        /// </summary>
        private double? Start(RemedyChoice first, RemedyChoice second) =>
            Least(first, refused.Question, second, beyond: 0, withOdds: false, narrowed: false) is { } enough
            && Least(second, first.Apply(refused.Question, enough), rest: null, beyond: 0, withOdds: false, narrowed: false) is not null
                ? Least(first, refused.Question, second)
                : null;

        private static RemedyChoice Coarser(RemedyChoice choice) =>
            choice.Resolution > 0 && choice.Tries.Count > Few ? choice with { Tries = [.. choice.Tries.Where((_, i) => i % Few == Few - 1 || i == choice.Tries.Count - 1)] } : choice;

        /// <summary>
        /// Whether a pair may help: between them they turn everything, and the first takes away what the second cannot or is a choice
        /// without a size. Another type at another altitude or airspeed is not looked for: each asks for a map of its own.
        /// </summary>
        private bool Fit(RemedyChoice first, RemedyChoice second) =>
            first.Dimension != second.Dimension
            && !(OfFlying.Contains(first.Dimension) && OfFlying.Contains(second.Dimension))
            && refused.Findings.All(finding => first.Turns(finding) || second.Turns(finding))
            && (first.Resolution == 0 || !refused.Findings.All(second.Turns));

        /// <summary>
        /// The first change that passes, made as small as the resolution: what fails before it and what passes are halved between. At first
        /// without the odds, which take longer than all the rest; where they refuse what was found, on from there with them.
        /// </summary>
        private double? Least(RemedyChoice choice, FlightQuestion from, RemedyChoice? rest)
        {
            var onlyOdds = Standing(from, rest, withOdds: false) is null;
            var size = Least(choice, from, rest, beyond: 0, withOdds: onlyOdds);
            if (!onlyOdds && size is { } quick && Standing(choice.Apply(from, quick), rest, withOdds: true) is not null)
            {
                size = Least(choice, from, rest, quick, withOdds: true);
            }

            // What passes need not hang together: below it may be more that does. What is told is worth these looks, however many were made.
            var bound = most;
            most = int.MaxValue;
            for (var again = 0; again < MostHalves && size is { } found && Weaker(choice, found) is { } less && Standing(choice.Apply(from, less), rest, withOdds: true) is null; again++)
            {
                size = Narrowed(choice, from, rest, 0, less, withOdds: true);
            }

            most = bound;
            return size;
        }

        private double? Least(RemedyChoice choice, FlightQuestion from, RemedyChoice? rest, double beyond, bool withOdds, bool narrowed = true)
        {
            var below = beyond;
            var atLeast = from == refused.Question && beyond == 0 ? refused.Findings.Max(finding => choice.AtLeastMore(from, finding)) : 0;
            var tries = new Queue<double>(choice.Tries.Where(size => size > beyond));
            while (tries.TryPeek(out var size))
            {
                if (size < atLeast)
                {
                    tries.Dequeue();
                    continue;
                }

                // Where a finding tells up to when it stands, that comes before the next round number.
                size = atLeast > below ? atLeast : tries.Dequeue();
                var changed = choice.Apply(from, size);
                if (Standing(changed, rest, withOdds) is not { } standing)
                {
                    return narrowed && choice.Resolution > 0 ? Narrowed(choice, from, rest, below, size, withOdds) : size;
                }

                below = size;
                atLeast = choice.AtLeastMore(changed, standing) is var more and > 0 ? size + more : 0;
            }

            return null;
        }

        /// <summary>95 % of a change, or a finest step less where that is more; null where nothing is left of it, or it has no size.</summary>
        private static double? Weaker(RemedyChoice choice, double size) =>
            choice.Resolution > 0 && size > choice.FinestStep ? Math.Min(WeakerShare * size, size - choice.FinestStep) : null;

        private double Narrowed(RemedyChoice choice, FlightQuestion from, RemedyChoice? rest, double below, double size, bool withOdds)
        {
            // In whole steps, so that what is told is a round number.
            var step = choice.StepFor(size);
            var (low, high) = ((long)Math.Floor(below / step), (long)Math.Ceiling(size / step));
            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                if (Standing(choice.Apply(from, middle * step), rest, withOdds) is null)
                {
                    (high, size) = (middle, middle * step);
                    if (choice.StepFor(size) is var finer && finer < step)
                    {
                        (low, high, step) = ((long)Math.Round(low * step / finer), (long)Math.Round(size / finer), finer);
                    }
                }
                else
                {
                    low = middle;
                }
            }

            return size;
        }

        /// <summary>
        /// What stands against a flight, but for what the rest can turn; null: nothing. Odds that the rest can turn do not count. Once as many
        /// flights were looked at as there may be, each further one stands too; those that are known cost nothing.
        /// </summary>
        private Finding? Standing(FlightQuestion question, RemedyChoice? rest, bool withOdds)
        {
            withOdds = withOdds && rest?.Turns(CompletionCheck.TooUnlikely) != true;
            if (looked.Knows(question) && (!withOdds || looked.KnowsOdds(question)))
            {
                return looked.First(question, rest is null ? static _ => false : rest.Turns, withOdds);
            }

            return (looks += withOdds ? LooksOfOdds : 1) > most || (rest?.Turns(EnergyShort) != true && !MayFly(question))
                ? CompletionCheck.TooUnlikely
                : looked.First(question, rest is null ? static _ => false : rest.Turns, withOdds);
        }

        /// <summary>
        /// Whether the flight lands with its reserves on the straight line and a new, full pack: in one wind no way takes less. It spares most
        /// looks; where a forecast tells the wind from place to place nothing is spared.
        /// </summary>
        private bool MayFly(FlightQuestion question) =>
            question.CruiseRule != CruiseRule.Fixed
            || refused.Weather is not null
            || (FlightSimulation.Run(CheckFlight.Task(world.Policy, question, FlightWeather.OneWind(world.Policy, question), StateOfCharge.Full, 1)) is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero);

        /// <summary>Decides what was found, with every check; null, and nothing is told, where it is no GO.</summary>
        private Remedy? Told(IReadOnlyList<(RemedyChoice Choice, FlightQuestion From)> steps, double size)
        {
            var (last, from) = steps[^1];
            var decision = CheckFlight.Decide(world, timetable, last.Apply(from, size), refused.DecidedAt, refused.Purpose);
            if (decision.Verdict != Verdict.Go)
            {
                return null;
            }

            var changes = steps.Select((step, i) => step.Choice.Tell(step.From, i + 1 < steps.Count ? steps[i + 1].From : decision.Question)).ToList();
            return new Remedy(changes, decision, Weaker(last, size) is { } less ? last.Apply(from, less) : null);
        }
    }
}
