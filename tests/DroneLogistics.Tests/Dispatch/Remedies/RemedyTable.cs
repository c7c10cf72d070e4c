using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using static System.FormattableString;

namespace DroneLogistics.Tests.Dispatch.Remedies;

/// <summary>Counts, over many refusals, what is offered for each reason in each dimension, and judges every offer.</summary>
internal sealed class RemedyTable(World world)
{
    // An offer is smallest to one in a hundred; a grid of the plain search has steps of its own.
    private const double Smallest = 1.01;

    private readonly SortedDictionary<string, (int Offered, int Go, int Smallest)> rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);

    public int Refused { get; private set; }

    public int Offered { get; private set; }

    /// <summary>Offers that are no GO when they are asked.</summary>
    public int Failed { get; private set; }

    public int Helpless { get; private set; }

    /// <summary>Offers of which a change a twentieth weaker is GO too, or the plain search knows a smaller one.</summary>
    public List<string> TooLarge { get; } = [];

    /// <summary>Dimensions in which the plain search finds a change and none is offered.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Judges the answer to one refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="answer">What was offered.</param>
    /// <param name="plain">What the plain search finds; null: it was not asked.</param>
    public void Add(DrawnRefusal refusal, RemedyAnswer answer, IReadOnlyDictionary<RemedyDimension, double>? plain)
    {
        Refused++;
        Helpless += answer.Remedies.Count == 0 ? 1 : 0;
        var reasons = refusal.Decision.Findings.Select(finding => finding.Code).Distinct().ToList();
        foreach (var reason in reasons)
        {
            refusals[$"{reason}"] = refusals.GetValueOrDefault($"{reason}") + 1;
        }

        foreach (var remedy in answer.Remedies)
        {
            var holds = Holds(refusal, remedy);
            var least = IsSmallest(refusal, remedy, plain);
            Offered++;
            Failed += holds ? 0 : 1;
            if (!least)
            {
                TooLarge.Add($"{string.Join(' ', remedy.Changes.Select(change => change.English))} {Told(refusal.Decision.Question)}; {string.Join(", ", reasons)}");
            }

            foreach (var reason in reasons)
            {
                var key = $"{reason} by {string.Join(" and ", remedy.Changes.Select(change => change.Dimension))}";
                var row = rows.GetValueOrDefault(key);
                rows[key] = (row.Offered + 1, row.Go + (holds ? 1 : 0), row.Smallest + (least ? 1 : 0));
            }
        }

        foreach (var (dimension, size) in plain ?? new Dictionary<RemedyDimension, double>())
        {
            if (!answer.Remedies.Any(remedy => remedy.Changes is [var change] && change.Dimension == dimension))
            {
                Missing.Add(Invariant($"{dimension} {size:0.###}: {Told(refusal.Decision.Question)}; {string.Join(", ", reasons)}"));
            }
        }
    }

    /// <summary>The table.</summary>
    public IEnumerable<string> Lines() =>
        refusals.Select(row => Invariant($"{row.Key}: {row.Value} refusals"))
            .Concat(rows.Select(row => Invariant($"{row.Key}: {row.Value.Offered} offered, {row.Value.Smallest} smallest, {row.Value.Go} GO when asked")));

    private static string Told(FlightQuestion flight) => Invariant(
        $"{flight.Origin.Id}-{flight.Destination.Id} {flight.Type.Id} {flight.Payload.Kilograms:0.###} kg at {flight.Departure:u} {flight.Route} {flight.CruiseAltitude?.Metres} m wind {flight.Wind?.Mean.MetresPerSecond:0.0} from {flight.Wind?.From.Degrees:0}");

    private bool Holds(DrawnRefusal refusal, Remedy remedy)
    {
        var timetable = refusal.Timetable;
        foreach (var leg in remedy.Legs)
        {
            if (CheckFlight.Decide(world, timetable, leg.Question, refusal.Decision.DecidedAt, DecisionPurpose.Check) is not { Verdict: Verdict.Go } go)
            {
                return false;
            }

            timetable = remedy.Further.Count == 0 ? timetable : timetable.With(go.AsFlight($"leg-{go.Question.Origin.Id}", bookingOrder: 0));
        }

        return true;
    }

    private bool IsSmallest(DrawnRefusal refusal, Remedy remedy, IReadOnlyDictionary<RemedyDimension, double>? plain)
    {
        if (remedy.Weaker is { } weaker && CheckFlight.Decide(world, refusal.Timetable, weaker, refusal.Decision.DecidedAt, DecisionPurpose.Check).Verdict == Verdict.Go)
        {
            return false;
        }

        return remedy.Changes is not [{ Asked: { } asked, Offered: { } offered } change]
            || plain?.TryGetValue(change.Dimension, out var least) != true
            || Math.Abs(offered - asked) <= Smallest * least;
    }
}
