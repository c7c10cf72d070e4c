using System.Globalization;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Instants and times of day as ED-318 and ED-269 spell them.</summary>
internal static class JsonTimes
{
    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly string[] ClockFormats = [@"hh\:mm\:ss", @"hh\:mm\:ss\.f", @"hh\:mm\:ss\.ff", @"hh\:mm\:ss\.fff", @"hh\:mm\:ss\.ffffff"];

    private const string ShortClockFormat = @"hh\:mm";

    /// <summary>RFC 3339 with an offset: without one an instant is unknown by up to a day.</summary>
    public static DateTimeOffset Instant(JsonPlace place)
    {
        var text = place.Text(40).ToUpperInvariant();
        return Split(text).Offset is not null && DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw place.Refuse(ImportProblem.InvalidTime, "a date and time with an offset, such as 2024-11-25T01:00:00Z", $"\"{text}\"");
    }

    /// <summary>A time of day with an offset.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="mayBeShort">Whether the format has times without seconds.</param>
    public static DayMoment Clock(JsonPlace place, bool mayBeShort)
    {
        var text = place.Text(40).ToUpperInvariant();
        var (clock, offset) = Split(text);
        if (offset is null)
        {
            throw place.Refuse(ImportProblem.InvalidTime, "a time with an offset, such as 16:00:00Z", $"\"{text}\"");
        }

        if (TimeSpan.TryParseExact(clock, ClockFormats, CultureInfo.InvariantCulture, out var time))
        {
            return DayMoment.At(time, offset.Value);
        }

        if (!TimeSpan.TryParseExact(clock, ShortClockFormat, CultureInfo.InvariantCulture, out time))
        {
            throw place.Refuse(ImportProblem.InvalidTime, "a time from 00:00:00 to 23:59:59 with an offset, such as 16:00:00Z", $"\"{text}\"");
        }

        if (!mayBeShort)
        {
            place.Depart(ImportProblem.InvalidTime, "a time with seconds", $"\"{text}\"", "read as the full minute");
        }

        return DayMoment.At(time, offset.Value);
    }

    /// <summary>What stands before the offset, and the offset; null where there is none or it is none of this world.</summary>
    private static (string Before, TimeSpan? Offset) Split(string text)
    {
        if (text.EndsWith('Z'))
        {
            return (text[..^1], TimeSpan.Zero);
        }

        var at = text.LastIndexOfAny(['+', '-']);
        if (at < 0 || !TimeSpan.TryParseExact(text[(at + 1)..], ShortClockFormat, CultureInfo.InvariantCulture, out var size) || size > TimeSpan.FromHours(14))
        {
            return (text, null);
        }

        return (text[..at], text[at] == '-' ? -size : size);
    }
}
