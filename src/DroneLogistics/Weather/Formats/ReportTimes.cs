using System.Globalization;

namespace DroneLogistics.Weather.Formats;

/// <summary>Days and hours of reports, which tell neither month nor year.</summary>
internal static class ReportTimes
{
    /// <summary>The instant of that day and time that lies nearest to a reference; null where there is none within a month.</summary>
    /// <param name="day">1 to 31.</param>
    /// <param name="hour">0 to 24; 24 is the midnight after.</param>
    /// <param name="minute">0 to 59.</param>
    /// <param name="reference">What lies near.</param>
    public static DateTimeOffset? Nearest(int day, int hour, int minute, DateTimeOffset reference)
    {
        if (!(day is >= 1 and <= 31 && hour is >= 0 and <= 24 && minute is >= 0 and <= 59 && (hour < 24 || minute == 0)))
        {
            return null;
        }

        var utc = reference.UtcDateTime;
        var month = new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return ((int[])[-1, 0, 1])
            .Select(month.AddMonths)
            .Where(first => day <= DateTime.DaysInMonth(first.Year, first.Month))
            .Select(first => (DateTimeOffset?)first.AddDays(day - 1).AddHours(hour).AddMinutes(minute))
            .MinBy(instant => (instant!.Value - reference).Duration());
    }

    /// <summary>The first instant with that time of day at or after another; null for no time of day.</summary>
    public static DateTimeOffset? NextTimeOfDay(int hour, int minute, DateTimeOffset from)
    {
        if (!(hour is >= 0 and <= 24 && minute is >= 0 and <= 59 && (hour < 24 || minute == 0)))
        {
            return null;
        }

        var instant = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero).AddHours(hour).AddMinutes(minute);
        return instant >= from ? instant : instant.AddDays(1);
    }

    /// <summary>Digits to a number; the caller knows that they are.</summary>
    public static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
