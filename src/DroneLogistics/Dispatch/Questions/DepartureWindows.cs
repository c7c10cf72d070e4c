using DroneLogistics.Scheduling;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Questions;

/// <summary>A while in which a flight may leave.</summary>
/// <param name="Window">Half-open, whole seconds: the first departure that is GO, and the first that is not any more.</param>
/// <param name="OpensBecause">What refuses a departure a second before; empty where it begins with the horizon.</param>
/// <param name="ClosesBecause">What refuses a departure at its end; empty where it ends with the horizon.</param>
public sealed record DepartureWindow(TimeWindow Window, IReadOnlyList<Finding> OpensBecause, IReadOnlyList<Finding> ClosesBecause);

/// <summary>
/// When a flight may leave: it is judged by every check at every minute of a horizon and at the instants of which a change is known beforehand,
/// and where the answer turns between two of them, at the second at which it does. A window shorter than a minute that nothing known opens or
/// closes, such as one that the wind makes, may be missed. Pure: equal arguments give equal answers.
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
    /// <param name="seen">Told a whole decision on every departure that the windows are found from: slower.</param>
    public static (IReadOnlyList<DepartureWindow> Windows, Decision First) Find(World world, Timetable? timetable, FlightQuestion question, TimeWindow horizon, DateTimeOffset now, Action<double>? advance = null, Action<Decision>? seen = null)
    {
        var windows = new List<DepartureWindow>();
        var (odds, changes) = (new KeptOdds(world.Uncertainty), new KnownChanges(world, timetable, question, horizon));
        var first = Decide(horizon.Start);
        var before = At(horizon.Start);
        var open = first.Verdict == Verdict.Go ? (horizon.Start, (IReadOnlyList<Finding>)[]) : ((DateTimeOffset, IReadOnlyList<Finding>)?)null;
        for (var at = horizon.Start; at < horizon.End;)
        {
            var next = at + Step < horizon.End ? at + Step : horizon.End;

            // The end itself is not asked about, the second before it is.
            var probe = next < horizon.End ? next : horizon.End - Second;
            foreach (var departure in changes.Between(before.Flight, at, probe).Append(probe).Where(departure => departure > before.Departure).ToList())
            {
                var after = At(departure);
                if (after.Verdict != before.Verdict)
                {
                    Turn(before, after);
                }

                before = after;
            }

            at = next;
            advance?.Invoke((at - horizon.Start) / horizon.Duration);
        }

        if (open is var (begin, because))
        {
            windows.Add(new DepartureWindow(new TimeWindow(begin, horizon.End), because, []));
        }

        return (windows, first);

        void Turn(Judged before, Judged after)
        {
            var (last, turned) = Edge(before, after);
            if (open is var (start, why))
            {
                windows.Add(new DepartureWindow(new TimeWindow(start, turned), why, Decide(turned).Findings));
                open = null;
            }
            else
            {
                open = (turned, Decide(last).Findings);
            }
        }

        Decision Decide(DateTimeOffset departure) => CheckFlight.Decide(world, timetable, question with { Departure = departure }, now, DecisionPurpose.Check);

        Judged At(DateTimeOffset departure)
        {
            seen?.Invoke(Decide(departure));
            var flight = CheckFlight.LayOut(world, timetable, question with { Departure = departure }, now, DecisionPurpose.Check);
            var whole = flight.With(odds.Of);
            return new Judged(whole, CheckFlight.Judge(whole));
        }

        // The last second with the one answer and the first with the other.
        (DateTimeOffset Last, DateTimeOffset Turned) Edge(Judged low, Judged high)
        {
            while (high.Departure - low.Departure > Second)
            {
                var middle = At(low.Departure + TimeSpan.FromSeconds(Math.Floor((high.Departure - low.Departure).TotalSeconds / 2)));
                (low, high) = middle.Verdict == high.Verdict ? (low, middle) : (middle, high);
            }

            return (low.Departure, high.Departure);
        }
    }

    private sealed record Judged(PlannedFlight Flight, Verdict Verdict)
    {
        public DateTimeOffset Departure => Flight.Question.Departure;
    }
}
