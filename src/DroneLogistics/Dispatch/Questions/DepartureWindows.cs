using DroneLogistics.Scheduling;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Questions;

/// <summary>A while in which a flight may leave.</summary>
/// <param name="Window">Half-open, whole seconds: the first departure that is GO, and the first that is not any more.</param>
/// <param name="OpensBecause">What refuses a departure a second before; empty where it begins with the horizon.</param>
/// <param name="ClosesBecause">What refuses a departure at its end; empty where it ends with the horizon.</param>
public sealed record DepartureWindow(TimeWindow Window, IReadOnlyList<Finding> OpensBecause, IReadOnlyList<Finding> ClosesBecause);

/// <summary>
/// When a flight may leave: it is decided with every check at every minute of a horizon, and where the answer turns between two minutes, at
/// the second at which it does. A window shorter than a minute may be missed. Pure: equal arguments give equal answers.
/// </summary>
public static class DepartureWindows
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The windows in order; and the answer at the start of the horizon, which says why where there are none.</summary>
    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight; its departure is not looked at.</param>
    /// <param name="horizon">Departures that are asked about.</param>
    /// <param name="now">The instant of the decisions.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    /// <param name="seen">Told every answer that the windows are found from.</param>
    public static (IReadOnlyList<DepartureWindow> Windows, Decision First) Find(World world, Timetable? timetable, FlightQuestion question, TimeWindow horizon, DateTimeOffset now, Action<double>? advance = null, Action<Decision>? seen = null)
    {
        var windows = new List<DepartureWindow>();
        var first = At(horizon.Start);
        var (before, open) = (first, first.Verdict == Verdict.Go ? (horizon.Start, (IReadOnlyList<Finding>)[]) : ((DateTimeOffset, IReadOnlyList<Finding>)?)null);
        for (var at = horizon.Start; at < horizon.End;)
        {
            var next = at + Step < horizon.End ? at + Step : horizon.End;

            // The end itself is not asked about, the second before it is.
            var probe = next < horizon.End ? next : horizon.End - Second;
            var after = probe > before.Question.Departure ? At(probe) : before;
            if (after.Verdict != before.Verdict)
            {
                var (edge, last, turned) = Edge(before, after);
                if (open is var (start, why))
                {
                    windows.Add(new DepartureWindow(new TimeWindow(start, edge), why, turned.Findings));
                    open = null;
                }
                else
                {
                    open = (edge, last.Findings);
                }
            }

            (before, at) = (after, next);
            advance?.Invoke((at - horizon.Start) / horizon.Duration);
        }

        if (open is var (begin, because))
        {
            windows.Add(new DepartureWindow(new TimeWindow(begin, horizon.End), because, []));
        }

        return (windows, first);

        Decision At(DateTimeOffset departure)
        {
            var decision = CheckFlight.Decide(world, timetable, question with { Departure = departure }, now, DecisionPurpose.Check);
            seen?.Invoke(decision);
            return decision;
        }

        // The first second at which the answer is the new one, with the answers on both sides of it.
        (DateTimeOffset Edge, Decision Last, Decision Turned) Edge(Decision low, Decision high)
        {
            while (high.Question.Departure - low.Question.Departure > Second)
            {
                var middle = At(low.Question.Departure + TimeSpan.FromSeconds(Math.Floor((high.Question.Departure - low.Question.Departure).TotalSeconds / 2)));
                (low, high) = middle.Verdict == high.Verdict ? (low, middle) : (middle, high);
            }

            return (high.Question.Departure, low, high);
        }
    }
}
