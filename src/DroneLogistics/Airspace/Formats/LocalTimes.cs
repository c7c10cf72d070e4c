using System.Globalization;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Instants, clock times and days of our own data files.</summary>
internal static class LocalTimes
{
    private const double MinutesOfOffset = 14 * 60;

    /// <summary><c>validFrom</c> and <c>validTo</c>, RFC 3339 with an offset, half-open.</summary>
    public static TimeWindow Validity(DataObject record)
    {
        var (from, to) = (Instant(record, "validFrom"), Instant(record, "validTo"));
        return from < to ? new TimeWindow(from, to) : throw record.Trouble("validTo", $"is not after validFrom; expected a later instant than {from:O}");
    }

    /// <summary><c>hours</c>: days, from and to by a clock.</summary>
    public static DailyHours Hours(DataObject parent)
    {
        var record = parent.Child("hours");
        var days = record.Texts("days").Select(word => Ed318Words.Days.Find(word) is { } day ? day : throw record.Trouble("days", $"has \"{word}\"; expected {Ed318Words.Days}")).ToList();
        if (days.Count == 0)
        {
            throw record.Trouble("days", "is empty; expected ANY or days of the week");
        }

        var hours = new DailyHours(days, Clock(record, "from"), Clock(record, "to"), TimeSpan.FromMinutes(record.Number("utcOffsetMin", -MinutesOfOffset, MinutesOfOffset)));
        record.Close();
        return hours;
    }

    /// <summary>Time since midnight, <c>06:00</c>.</summary>
    public static TimeSpan Clock(DataObject record, string key)
    {
        var text = record.Text(key);
        return TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out var time)
            ? time
            : throw record.Trouble(key, $"is \"{text}\"; expected a time from 00:00 to 23:59");
    }

    private static DateTimeOffset Instant(DataObject record, string key)
    {
        var text = record.Text(key);
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw record.Trouble(key, $"is \"{text}\"; expected a date and time with an offset, such as 2024-06-01T00:00:00+08:00");
    }
}
