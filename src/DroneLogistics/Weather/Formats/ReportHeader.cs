using System.Text.RegularExpressions;
using static DroneLogistics.Weather.Formats.ReportTimes;

namespace DroneLogistics.Weather.Formats;

/// <summary>Station and time of a report, and the remarks at its end.</summary>
internal static partial class ReportHeader
{
    public const string RemarksWord = "RMK";

    /// <summary>Both must be there, or the report is refused: it would be the weather of nowhere.</summary>
    public static (string Station, DateTimeOffset Instant) Read(ReportCursor cursor, DateTimeOffset reference)
    {
        var station = StationForm().IsMatch(cursor.Current) ? cursor.Current : throw cursor.RefuseForm("a station of four letters");
        cursor.Take();
        var match = TimeForm().Match(cursor.Current);
        if (!match.Success)
        {
            throw cursor.RefuseForm("day and time as ddhhmmZ");
        }

        var hour = Number(match.Groups["hour"].ValueSpan);
        if (hour == 24 || Nearest(Number(match.Groups["day"].ValueSpan), hour, Number(match.Groups["minute"].ValueSpan), reference) is not { } instant)
        {
            throw cursor.Refuse(WeatherProblem.InvalidTime, "a day and time that there is");
        }

        cursor.Take();
        return (station, instant);
    }

    /// <summary>All that follows RMK, as sent; null where it does not.</summary>
    public static string? Remarks(ReportCursor cursor)
    {
        if (!cursor.TakeWord(RemarksWord))
        {
            return null;
        }

        var words = new List<string>();
        while (!cursor.IsAtEnd)
        {
            words.Add(cursor.Current);
            cursor.Take();
        }

        return string.Join(' ', words);
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]{3}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex StationForm();

    [GeneratedRegex("^(?<day>[0-9]{2})(?<hour>[0-9]{2})(?<minute>[0-9]{2})Z\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeForm();
}
