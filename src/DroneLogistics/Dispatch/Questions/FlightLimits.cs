using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Questions;

/// <summary>One thing of a flight that can be changed until it is refused. The numbers are those of the contract.</summary>
public enum FlightLimitKind
{
    None = 0,

    /// <summary>The largest payload, kg.</summary>
    LargestPayload = 1,

    /// <summary>The latest departure, s after the start of the horizon.</summary>
    LatestDeparture = 2,

    /// <summary>The least charge of the pack at block-off, 0 to 1.</summary>
    LeastTakeoffCharge = 3,

    /// <summary>The strongest mean wind against the straight line at the reference height, m/s.</summary>
    StrongestHeadwind = 4,
}

/// <summary>How far one thing may be changed with everything else as asked.</summary>
/// <param name="Kind">What.</param>
/// <param name="Value">The last value that is GO, in the unit of its kind; null: none is.</param>
/// <param name="Last">The decision with it; where none is GO the refusal of the most favourable value.</param>
/// <param name="Beyond">The refusal of the next value; null where none is GO, or nothing beyond was asked about.</param>
public sealed record FlightLimit(FlightLimitKind Kind, double? Value, Decision Last, Decision? Beyond);

/// <summary>
/// The ends of a flight: each thing is changed alone, every value decided with every check, and the last that is GO is found by halving. Pure:
/// equal arguments give equal answers.
/// </summary>
/// <remarks>
/// The head wind is one wind by hand, whatever forecast there is; a charge that is asked about stands for that of the pack in all that is simulated,
/// while the check of the pack looks at the pack as it stands.
/// </remarks>
public static class FlightLimits
{
    /// <summary>To what a charge is told: a thousandth.</summary>
    public const double ChargeResolution = 1e-3;

    /// <summary>To what a wind is told, m/s.</summary>
    public const double WindResolutionMetresPerSecond = 0.1;

    // A hurricane: nothing here flies in it.
    private const double StrongestWindMetresPerSecond = 40;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>All four, in the order of their kinds.</summary>
    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight.</param>
    /// <param name="horizon">Departures that are asked about, from whole seconds to whole seconds.</param>
    /// <param name="now">The instant of the decisions.</param>
    /// <param name="mostPayload">Payloads above are not asked about.</param>
    /// <param name="advance">Told the share that is done, 0 to 1; may throw to end it.</param>
    public static IReadOnlyList<FlightLimit> Of(World world, Timetable? timetable, FlightQuestion question, TimeWindow horizon, DateTimeOffset now, Mass mostPayload, Action<double>? advance = null)
    {
        var payload = Payload(world, timetable, question, now, mostPayload);
        advance?.Invoke(0.05);
        var charge = Stepped(FlightLimitKind.LeastTakeoffCharge, (int)Math.Round(1 / ChargeResolution), steps => 1 - (steps * ChargeResolution), value => Decide(question with { TakeoffCharge = new StateOfCharge(value) }));
        advance?.Invoke(0.1);
        var track = new FlightPath([question.Origin.Position, .. question.Via.Select(site => site.Position), question.Destination.Position]).Segments[0].Track;
        var wind = Stepped(FlightLimitKind.StrongestHeadwind, (int)Math.Round(StrongestWindMetresPerSecond / WindResolutionMetresPerSecond), steps => Math.Round(steps * WindResolutionMetresPerSecond, 1), value => Decide(question with { Wind = new Wind(track, Speed.FromMetresPerSecond(value), null) }));
        advance?.Invoke(0.15);
        return [payload, Departure(question, horizon, Decide, share => advance?.Invoke(0.15 + (0.85 * share))), charge, wind];

        Decision Decide(FlightQuestion changed) => CheckFlight.Decide(world, timetable, changed, now, DecisionPurpose.Check);
    }

    private static FlightLimit Payload(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, Mass most)
    {
        var (largest, above) = LargestPayload.Find(world, timetable, question, now, most);
        return largest.Verdict == Verdict.Go
            ? new FlightLimit(FlightLimitKind.LargestPayload, largest.Question.Payload.Kilograms, largest, above)
            : new FlightLimit(FlightLimitKind.LargestPayload, null, largest, null);
    }

    /// <summary>From the most favourable value on in steps, sixteen at a time, and back to the last that is GO before the first that is not.</summary>
    private static FlightLimit Stepped(FlightLimitKind kind, int most, Func<int, double> value, Func<double, Decision> decide)
    {
        const int Stride = 16;
        var (low, last) = (0, decide(value(0)));
        if (last.Verdict != Verdict.Go)
        {
            return new FlightLimit(kind, null, last, null);
        }

        var (high, beyond) = (0, (Decision?)null);
        while (beyond is null && low < most)
        {
            high = Math.Min(low + Stride, most);
            var decision = decide(value(high));
            (low, last, beyond) = decision.Verdict == Verdict.Go ? (high, decision, null) : (low, last, decision);
        }

        while (beyond is not null && high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var decision = decide(value(middle));
            (low, last, high, beyond) = decision.Verdict == Verdict.Go ? (middle, decision, high, beyond) : (low, last, middle, decision);
        }

        return new FlightLimit(kind, value(low), last, beyond);
    }

    /// <summary>Backwards minute by minute from the end of the horizon, then to the second.</summary>
    private static FlightLimit Departure(FlightQuestion question, TimeWindow horizon, Func<FlightQuestion, Decision> decide, Action<double> advance)
    {
        Decision? beyond = null;
        var at = horizon.End - Second;
        while (true)
        {
            var decision = At(at);
            if (decision.Verdict == Verdict.Go)
            {
                return Told(decision, beyond);
            }

            advance((horizon.End - at) / horizon.Duration);
            beyond = decision;
            if (at == horizon.Start)
            {
                return new FlightLimit(FlightLimitKind.LatestDeparture, null, decision, null);
            }

            at = at - Minute > horizon.Start ? at - Minute : horizon.Start;
        }

        FlightLimit Told(Decision last, Decision? refused)
        {
            while (refused is not null && refused.Question.Departure - last.Question.Departure > Second)
            {
                var middle = At(last.Question.Departure + TimeSpan.FromSeconds(Math.Floor((refused.Question.Departure - last.Question.Departure).TotalSeconds / 2)));
                (last, refused) = middle.Verdict == Verdict.Go ? (middle, refused) : (last, middle);
            }

            return new FlightLimit(FlightLimitKind.LatestDeparture, (last.Question.Departure - horizon.Start).TotalSeconds, last, refused);
        }

        Decision At(DateTimeOffset departure) => decide(question with { Departure = departure });
    }
}
