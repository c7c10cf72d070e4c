using DroneLogistics.Routing;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>How completion is sampled and judged: <c>data/policy/planning.json</c>.</summary>
/// <param name="MinProbability">A flight is GO from here on, 0 to 1.</param>
/// <param name="Samples">Variations flown first, a power of two; 0: none, where no probability is asked for.</param>
/// <param name="MoreSamples">Flown instead where the first lie within three standard errors of the minimum, a power of two.</param>
/// <param name="Seed">Equal seeds give equal answers, and two flights the same wind, pack and wait.</param>
/// <param name="TurnBackShare">Share of the way after which a shortage of energy is seen and the flight turns back, above 0, at most 1.</param>
/// <param name="PassageProbability">Share of the variations that pass a place neither earlier nor later than is told, 0 to 1.</param>
public sealed record CompletionPolicy(double MinProbability, int Samples, int MoreSamples, ulong Seed, double TurnBackShare, double PassageProbability)
{
    /// <summary>Whether variations are flown at all; where not, nothing is known of how likely a flight is to end as planned.</summary>
    public bool IsSampled => Samples > 0;
}

/// <summary>Asks how likely a planned flight is to end as planned.</summary>
/// <param name="MinProbability">The probability that decides, 0 to 1: near it more variations are flown.</param>
/// <param name="PackHealthKnown">The pack reports its health.</param>
/// <param name="WithinWindLimit">Whether the type may fly where the mean wind at the reference height differs from the plan's by so much to the east and to the north, m/s.</param>
/// <param name="Alternate">The diversion from overhead the destination that is planned for; null: there is none.</param>
public sealed record CompletionQuestion(double MinProbability, bool PackHealthKnown, Func<double, double, bool> WithinWindLimit, FlightForecast? Alternate);

/// <summary>
/// Flies a plan with everything drawn anew that a planner does not know, as <see cref="RiskAssessment"/> does, and tells of every variation how it
/// ends: as planned, late, elsewhere, or not at all.
/// </summary>
/// <remarks>
/// A variation that would be short of energy is flown again as a turn back after the policy's share of the way, and one that only waits too long as
/// a diversion overhead its destination. Where it lands there with the final reserve, it diverts; where it does not, it is neither completed nor diverted.
/// </remarks>
public static class CompletionAssessment
{
    private const double StandardErrors = 3;

    /// <summary>Assesses a plan.</summary>
    /// <param name="plan">The flight as planned; it can be flown, whether or not its battery lasts.</param>
    /// <param name="uncertainty">How far it may differ.</param>
    /// <param name="policy">How it is sampled.</param>
    /// <param name="question">What is asked.</param>
    public static CompletionOdds Of(FlightForecast plan, FlightUncertainty uncertainty, CompletionPolicy policy, CompletionQuestion question)
    {
        var endings = Ended(plan, uncertainty, policy, question);
        var diverted = Diverted(plan, policy, question, endings);
        var (samples, causes) = (endings.Causes.Length, endings.Causes);
        return new CompletionOdds
        {
            Seed = policy.Seed,
            Samples = samples,
            Complete = endings.Complete,
            OnTime = RiskAssessment.Share(causes.Count(cause => cause == CompletionCause.None), samples),
            Divert = RiskAssessment.Share(diverted, samples),
            OnTimeLimitSeconds = endings.LimitSeconds,
            Passage = PassageTimes.Of(endings.BlockSeconds, endings.HoldSeconds, plan.BlockSeconds!.Value, policy.PassageProbability),
            Causes =
            [
                .. causes.Where(cause => cause != CompletionCause.None).GroupBy(cause => cause)
                    .Select(group => new CauseShare(group.Key, (double)group.Count() / samples))
                    .OrderByDescending(share => share.Share).ThenBy(share => share.Cause),
            ],
        };
    }

    /// <summary>Whether the probability to end as planned is the minimum at least: what <see cref="Of"/> tells, without what else it tells. Where the limit of the wind alone leaves too few, none is flown.</summary>
    public static bool Suffices(FlightForecast plan, FlightUncertainty uncertainty, CompletionPolicy policy, CompletionQuestion question)
    {
        var (least, near) = (question.MinProbability, Near(policy, question));
        var few = Drawn.Of(plan, uncertainty, policy, question, policy.Samples);
        if (least - few.MostShare > near)
        {
            return false;
        }

        var first = Flown(plan, uncertainty, few).Complete.Value;
        if (Math.Abs(first - least) > near)
        {
            return first >= least;
        }

        var more = Drawn.Of(plan, uncertainty, policy, question, policy.MoreSamples);
        return more.MostShare >= least && Flown(plan, uncertainty, more).Complete.Value >= least;
    }

    private static Endings Ended(FlightForecast plan, FlightUncertainty uncertainty, CompletionPolicy policy, CompletionQuestion question)
    {
        var first = Flown(plan, uncertainty, Drawn.Of(plan, uncertainty, policy, question, policy.Samples));
        return Math.Abs(first.Complete.Value - question.MinProbability) > Near(policy, question) ? first : Flown(plan, uncertainty, Drawn.Of(plan, uncertainty, policy, question, policy.MoreSamples));
    }

    private static double Near(CompletionPolicy policy, CompletionQuestion question) =>
        StandardErrors * Math.Sqrt(question.MinProbability * (1 - question.MinProbability) / policy.Samples);

    private static Endings Flown(FlightForecast plan, FlightUncertainty uncertainty, Drawn drawn)
    {
        var (flights, samples) = (drawn.Flights, drawn.Within.Length);
        var flown = FlownVariations.Of(plan.Task, flights, SimulateMany.Run);
        var reserve = RiskAssessment.ChargeOf(plan.Reserve!.FinalReserve, plan.Task).Ratio;
        var limit = plan.BlockSeconds!.Value + uncertainty.OnTimeMarginSeconds;
        var causes = new CompletionCause[samples];
        for (var row = 0; row < samples; row++)
        {
            causes[row] = !drawn.Within[row] ? CompletionCause.WindAboveLimit
                : flown.Charges[row] >= reserve && flown.Seconds[row] <= limit ? CompletionCause.None
                : flown.Charges[row] >= reserve ? CompletionCause.Late
                : flown.CannotBeFlown(row) ? CompletionCause.NoWayForward
                : CompletionCause.EnergyShort;
        }

        var ended = causes.Count(cause => cause is CompletionCause.None or CompletionCause.Late);
        return new Endings(flights, causes, RiskAssessment.Share(ended, samples), reserve, limit, flown.Seconds, flights.HoldSeconds.ToArray());
    }

    /// <summary>Tells those that only waited too long from those that are short of energy, and counts which of either land elsewhere.</summary>
    private static int Diverted(FlightForecast plan, CompletionPolicy policy, CompletionQuestion question, Endings endings)
    {
        var (flights, causes, reserve) = (endings.Flights, endings.Causes, endings.FinalReserve);
        var unable = Rows(causes, CompletionCause.EnergyShort);
        if (unable.Count == 0)
        {
            return 0;
        }

        var withoutWait = flights.Rows(unable);
        withoutWait.HoldSeconds.Clear();
        foreach (var row in Landing(plan.Task, withoutWait, reserve))
        {
            causes[unable[row]] = CompletionCause.Waiting;
        }

        var (brief, turning) = (Rows(causes, CompletionCause.EnergyShort), Rows(causes, CompletionCause.Waiting));
        var diverted = brief.Count == 0 ? 0 : Landing(TurnedBack(plan.Task, policy.TurnBackShare), flights.Rows(brief), reserve).Count();
        if (turning.Count == 0 || question.Alternate is not { } alternate)
        {
            return diverted;
        }

        var on = flights.Rows(turning);
        on.HoldSeconds.Clear();
        return diverted + Landing(GoneOn(plan.Task, alternate.Task), on, reserve).Count();
    }

    /// <summary>The way out as far as a share of it, and back over the same ground.</summary>
    private static FlightTask TurnedBack(FlightTask task, double share)
    {
        var (points, left) = (new List<Geodesy.LatLon>(), share * task.Path.Distance.Metres);
        var turn = task.Path.PointAt(Length.FromMetres(left));
        foreach (var segment in task.Path.Segments)
        {
            if (!(left > 0))
            {
                break;
            }

            points.Add(segment.From);
            left -= segment.Distance.Metres;
        }

        return task with { Path = new FlightPath([.. points, turn, .. points.AsEnumerable().Reverse()]), DestinationElevation = task.OriginElevation };
    }

    /// <summary>To the destination and on to the alternate, without coming down between.</summary>
    private static FlightTask GoneOn(FlightTask task, FlightTask diversion) => task with
    {
        Path = new FlightPath([.. task.Path.Segments.Select(segment => segment.From), .. diversion.Path.Segments.Select(segment => segment.From), diversion.Path.Destination]),
        DestinationElevation = diversion.DestinationElevation,
    };

    /// <summary>The rows that land with the final reserve.</summary>
    private static IEnumerable<int> Landing(FlightTask task, FlightBatch flights, double reserve)
    {
        var charges = FlownVariations.Of(task, flights, SimulateMany.Run).Charges;
        return Enumerable.Range(0, charges.Length).Where(row => charges[row] >= reserve);
    }

    private static List<int> Rows(CompletionCause[] causes, CompletionCause cause) => [.. Enumerable.Range(0, causes.Length).Where(row => causes[row] == cause)];

    /// <summary>Variations of a plan before they are flown.</summary>
    /// <param name="Flights">The draws.</param>
    /// <param name="Within">By row: the type may fly in its wind.</param>
    private sealed record Drawn(FlightBatch Flights, bool[] Within)
    {
        /// <summary>No larger share can end as planned.</summary>
        public double MostShare => (double)Within.Count(within => within) / Within.Length;

        public static Drawn Of(FlightForecast plan, FlightUncertainty uncertainty, CompletionPolicy policy, CompletionQuestion question, int samples)
        {
            var flights = FlightSampler.Draw(plan.Task, question.PackHealthKnown, uncertainty, policy.Seed, samples / RiskAssessment.Replicates, RiskAssessment.Replicates);
            var (plannedEast, plannedNorth) = FlightBatch.Blowing(plan.Task.Wind);
            var within = new bool[samples];
            for (var row = 0; row < samples; row++)
            {
                within[row] = question.WithinWindLimit(flights.WindEastMetresPerSecond[row] - plannedEast, flights.WindNorthMetresPerSecond[row] - plannedNorth);
            }

            return new Drawn(flights, within);
        }
    }

    /// <summary>How the variations of a plan ended, those that end elsewhere not yet told from the others.</summary>
    /// <param name="Flights">The draws.</param>
    /// <param name="Causes">By row.</param>
    /// <param name="Complete">The share that ends as planned, late or not.</param>
    /// <param name="FinalReserve">Charge of the final reserve, 0 to 1.</param>
    /// <param name="LimitSeconds">The longest block time that is on time.</param>
    /// <param name="BlockSeconds">By row; infinite where it does not land.</param>
    /// <param name="HoldSeconds">Waiting before the landing, by row, as drawn.</param>
    private sealed record Endings(FlightBatch Flights, CompletionCause[] Causes, Estimate Complete, double FinalReserve, double LimitSeconds, double[] BlockSeconds, double[] HoldSeconds);
}
