using DroneLogistics.Routing;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>Which rows of an earlier table still stand in another forecast: those of flights that meet no number that changed.</summary>
internal sealed class KeptRows
{
    // Instants along the way are reckoned at cruise all the way: seconds beside those of the flight.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    // Where there is no flight there is no end of it: the grid of the wind is looked at as far as it reaches.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(7);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly LegTableQuestion question;
    private readonly int shift;
    private readonly IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> changed;

    private KeptRows(LegTableQuestion question, int shift, IReadOnlyList<(DateTimeOffset, DateTimeOffset)> changed) =>
        (this.question, this.shift, this.changed) = (question, shift, changed);

    /// <summary>Null where the two forecasts differ in more than numbers: then no row is kept.</summary>
    public static KeptRows? Of(LegTableQuestion question, LegTable before)
    {
        if (question.Forecast.ChangesFrom(before.Question.Forecast) is not { } changes)
        {
            return null;
        }

        // A number weighs between the valid times before and after its own.
        var times = question.Forecast.ValidTimes;
        return new KeptRows(question, (int)(question.First - before.Question.First).TotalHours, [.. changes.Select(time => Around(times, time))]);
    }

    /// <summary>The hour of the earlier table at which flights leave that leave at one of this; null: it has none.</summary>
    public int? Before(int hour, LegColumn before) => hour + shift is var there && there >= 0 && there < before.Hours.Length ? there : null;

    /// <summary>Whether all flights of an hour stand.</summary>
    public bool Stands(int hour, LegColumn before) => Before(hour, before) is { } there && IsUntouched(hour, Looks(there, before));

    /// <summary>Whether what was found between an hour and the next stands.</summary>
    public bool StandsToNext(int hour, LegColumn before) =>
        Before(hour, before) is { } there && there + 1 < before.Hours.Length
        && Stands(hour, before) && Stands(hour + 1, before)
        && IsUntouched(hour, Hour + Looks(there + 1, before));

    private bool IsUntouched(int hour, TimeSpan length)
    {
        var (from, to) = (question.First.AddHours(hour), question.First.AddHours(hour) + length);
        return changed.All(change => change.From >= to || change.To <= from);
    }

    /// <summary>From block-off as long as any flight of an hour looks at the weather.</summary>
    private static TimeSpan Looks(int hour, LegColumn column)
    {
        var block = 0.0;
        for (var step = 0; step < column.Steps; step++)
        {
            // Math.Max of a NaN is NaN.
            block = Math.Max(block, column.At(hour, step).BlockSeconds);
        }

        var straight = new FlightPath([column.Origin.Position, column.Destination.Position]).Distance.Metres / column.Type.CruiseAirspeed.MetresPerSecond;
        var seconds = Math.Max(block, straight);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) + Slack : Longest;
    }

    private static (DateTimeOffset From, DateTimeOffset To) Around(IReadOnlyList<DateTimeOffset> times, DateTimeOffset time)
    {
        var from = times.LastOrDefault(other => other < time, time.AddTicks(-1));
        var to = times.FirstOrDefault(other => other > time, time.AddTicks(1));
        return (from, to);
    }
}
