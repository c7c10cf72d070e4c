using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling.Intents;

/// <summary>Another flight that is in the way of one, and by how much.</summary>
/// <param name="Other">The flight that holds the airspace.</param>
/// <param name="Cell">The first cell in time that both need.</param>
/// <param name="Window">When both need it.</param>
/// <param name="Overlap">The longest time for which both need one cell: neither earlier nor later does less clear them, all else the same.</param>
/// <param name="Meeting">The first volumes of the two, exact, that meet, this flight's and the other's; null: they are apart, and only nearer than the grid can tell.</param>
/// <param name="Beside">How far the volumes are apart over the ground at one height and time where none meet; null where some do, or none are at one height and time.</param>
public sealed record IntentConflict(ScheduledFlight Other, string Cell, TimeWindow Window, TimeSpan Overlap, (SweptCorridor Mine, SweptCorridor Theirs)? Meeting, Length? Beside)
{
    /// <summary>The flights in the way of an intent, in the order in which it meets them.</summary>
    /// <param name="intent">Of the flight.</param>
    /// <param name="book">What is held.</param>
    public static IReadOnlyList<IntentConflict> Of(OperationalIntent intent, AirspaceBook book) =>
    [
        .. book.AtHeightOf(intent.Claims)
            .Where(pair => pair.Asked.Window.Overlaps(pair.Held.Window))
            .GroupBy(pair => pair.Flight.Id, StringComparer.Ordinal)
            .Select(pairs => Of(intent, [.. pairs]))
            .OrderBy(conflict => conflict.Window.Start).ThenBy(conflict => conflict.Other.Id, StringComparer.Ordinal),
    ];

    private static IntentConflict Of(OperationalIntent intent, IReadOnlyList<(Claim Asked, Claim Held, ScheduledFlight Flight)> pairs)
    {
        var other = pairs[0].Flight;
        var first = pairs.MinBy(pair => (Both(pair.Asked.Window, pair.Held.Window).Start, pair.Asked.Resource));
        var near = intent.Volumes
            .SelectMany(mine => other.Intent.Select(theirs => (Mine: mine, Theirs: theirs)))
            .Where(pair => pair.Mine.When.Overlaps(pair.Theirs.When) && !(pair.Mine.High < pair.Theirs.Low || pair.Theirs.High < pair.Mine.Low))
            .ToList();
        var meeting = near.Where(pair => VolumeSeparation.Meet(pair.Mine, pair.Theirs))
            .OrderBy(pair => Both(pair.Mine.When, pair.Theirs.When).Start)
            .Select(pair => ((SweptCorridor, SweptCorridor)?)pair).FirstOrDefault();
        return new IntentConflict(
            other,
            first.Asked.Resource,
            Both(first.Asked.Window, first.Held.Window),
            pairs.Max(pair => pair.Asked.Window.OverlapWith(pair.Held.Window)),
            meeting,
            meeting is null && near.Count > 0 ? near.Min(pair => VolumeSeparation.Beside(pair.Mine, pair.Theirs)) : null);
    }

    /// <summary>
    /// The smallest shift in whole seconds, later or earlier, with which the same flight clears every other one: in another wind or on another
    /// charge it is another flight, so that it is decided again there.
    /// </summary>
    /// <param name="intent">Of the flight.</param>
    /// <param name="book">What is held.</param>
    /// <param name="later">Later, else earlier.</param>
    public static TimeSpan ShiftThatClears(OperationalIntent intent, AirspaceBook book, bool later)
    {
        // Earlier is later with time turned round.
        var blocked = Blocked(intent, book)
            .Select(shift => later ? shift : (From: -shift.To, To: -shift.From))
            .Where(shift => shift.To > TimeSpan.Zero)
            .OrderBy(shift => shift.From);
        var shift = TimeSpan.Zero;
        foreach (var (from, to) in blocked)
        {
            if (from >= shift)
            {
                break;
            }

            shift = to > shift ? TimeSpan.FromSeconds(Math.Ceiling(to.TotalSeconds)) : shift;
        }

        return shift;
    }

    /// <summary>The shifts at which the same flight begins to be in the way of others, or ends to be, rising.</summary>
    /// <param name="intent">Of the flight.</param>
    /// <param name="book">What is held.</param>
    public static IReadOnlyList<TimeSpan> Turns(OperationalIntent intent, AirspaceBook book)
    {
        var turns = new List<TimeSpan>();
        foreach (var (from, to) in Blocked(intent, book).OrderBy(shift => shift.From))
        {
            if (turns.Count > 0 && from < turns[^1])
            {
                turns[^1] = to > turns[^1] ? to : turns[^1];
            }
            else
            {
                turns.AddRange([from, to]);
            }
        }

        return turns;
    }

    /// <summary>Shifted by anything strictly between the two, a pair of claims overlaps.</summary>
    private static IEnumerable<(TimeSpan From, TimeSpan To)> Blocked(OperationalIntent intent, AirspaceBook book) =>
        book.AtHeightOf(intent.Claims).Select(pair => (pair.Held.Window.Start - pair.Asked.Window.End, pair.Held.Window.End - pair.Asked.Window.Start));

    private static TimeWindow Both(TimeWindow one, TimeWindow other) =>
        new(one.Start > other.Start ? one.Start : other.Start, one.End < other.End ? one.End : other.End);
}
