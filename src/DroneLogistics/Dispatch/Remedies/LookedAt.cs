using System.Diagnostics.CodeAnalysis;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Scheduling;

namespace DroneLogistics.Dispatch.Remedies;

/// <summary>
/// What stands against the changed flights of one search. A flight is laid out once, where the weather at its departure does not refuse it, and each of its checks is made when it is first asked
/// for: pairs come back to the same flights again and again, with other findings that may stand. For one thread.
/// </summary>
internal sealed class LookedAt(World world, Timetable? timetable, Decision refused)
{
    private readonly Dictionary<FlightQuestion, Look> looks = new(ByWhatChanges.Instance);
    private readonly FlownBefore flown = FlownBefore.OfSearch();
    private readonly KeptOdds odds = new(world.Uncertainty);

    /// <summary>Whether a flight was looked at before: the next look at it takes nothing, but for its odds.</summary>
    public bool Knows(FlightQuestion question) => looks.ContainsKey(question);

    /// <summary>Whether the odds of a flight are known.</summary>
    public bool KnowsOdds(FlightQuestion question) => looks.TryGetValue(question, out var look) && look.IsLikelyEnough is not null;

    /// <summary>The first finding that would refuse a flight but for those that may stand, as <see cref="CheckFlight.FirstFinding"/>; null where there is none.</summary>
    /// <param name="question">The flight.</param>
    /// <param name="mayStand">Findings that do not count.</param>
    /// <param name="withOdds">Whether the probability to end as planned counts.</param>
    public Finding? First(FlightQuestion question, Func<Finding, bool> mayStand, bool withOdds)
    {
        if (!looks.TryGetValue(question, out var look))
        {
            looks[question] = look = new Look(
                DispatchChecks.AtDeparture(world.Policy, question, refused.DecidedAt, refused.Purpose),
                () => CheckFlight.LayOut(world, timetable, question, refused.DecidedAt, refused.Purpose, flown).With(odds.Of));
        }

        return look.Findings().FirstOrDefault(finding => !mayStand(finding))
            ?? (withOdds && !(look.IsLikelyEnough ??= FlightOdds.Suffice(world.Uncertainty, look.Flight)) ? CompletionCheck.TooUnlikely : null);
    }

    /// <summary>Equal in everything, told apart by what is changed most: the hash of whole sites, types and forecasts takes longer than to compare them.</summary>
    private sealed class ByWhatChanges : IEqualityComparer<FlightQuestion>
    {
        public static readonly ByWhatChanges Instance = new();

        public bool Equals(FlightQuestion? one, FlightQuestion? other) => one == other;

        public int GetHashCode([DisallowNull] FlightQuestion question) =>
            HashCode.Combine(question.Departure, question.Payload, question.CruiseAirspeed, question.CruiseAltitude, question.ContingencyShare, question.Type.Id, question.CruiseRule, question.Route);
    }

    private sealed class Look(IEnumerable<Finding> atDeparture, Func<PlannedFlight> layOut)
    {
        private readonly List<Finding> found = [];
        private readonly Lazy<PlannedFlight> flight = new(layOut);
        private IEnumerator<Finding>? rest;

        public PlannedFlight Flight => flight.Value;

        public bool? IsLikelyEnough { get; set; }

        /// <summary>All findings but completion: those that were found before, then those that nobody asked for yet.</summary>
        public IEnumerable<Finding> Findings()
        {
            rest ??= atDeparture.Concat(Laid()).GetEnumerator();
            for (var i = 0; ; i++)
            {
                if (i == found.Count)
                {
                    if (!rest.MoveNext())
                    {
                        yield break;
                    }

                    found.Add(rest.Current);
                }

                yield return found[i];
            }
        }

        private IEnumerable<Finding> Laid()
        {
            foreach (var finding in DispatchChecks.QuickestFirst(Flight))
            {
                yield return finding;
            }
        }
    }
}
