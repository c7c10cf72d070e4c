using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Airspace.Formats;

/// <summary>What ED-318 and ED-269 write alike.</summary>
internal static class ZoneJson
{
    // Chinese names stay readable; the file is never put into a page.
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Nothing where the schedule is empty.</summary>
    public static void WriteSchedule(this Utf8JsonWriter json, IReadOnlyList<DailyPeriod> schedule)
    {
        if (schedule.Count == 0)
        {
            return;
        }

        json.WriteStartArray("schedule");
        foreach (var period in schedule)
        {
            json.WriteStartObject();
            json.WriteWords("day", period.Days.Select(Ed318Words.Days.Write));
            json.WriteMoment("startTime", "startEvent", period.Start);
            json.WriteMoment("endTime", "endEvent", period.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteMoment(this Utf8JsonWriter json, string timeKey, string eventKey, DayMoment moment)
    {
        if (moment.Clock is { } clock)
        {
            var offset = moment.Offset == TimeSpan.Zero ? "Z" : $"{(moment.Offset < TimeSpan.Zero ? '-' : '+')}{moment.Offset.Duration():hh\\:mm}";
            var fraction = clock.Ticks % TimeSpan.TicksPerSecond == 0 ? string.Empty : $"{clock:\\.ffffff}";
            json.WriteString(timeKey, $"{clock:hh\\:mm\\:ss}{fraction}{offset}");
        }
        else if (moment.Sun != DaylightEvent.Unknown)
        {
            json.WriteString(eventKey, Ed318Words.Events.Write(moment.Sun));
        }
    }

    /// <summary>A layer has one unit: a limit of the other is converted.</summary>
    public static void WriteLimit(this Utf8JsonWriter json, string key, string referenceKey, VerticalLimit? limit, LimitUnit unit)
    {
        if (limit is { } known)
        {
            var metresPerUnit = new VerticalLimit(1, unit, known.Reference).Height.Metres;
            json.WriteNumber(key, known.Unit == unit ? known.Figure : known.Height.Metres / metresPerUnit);
            json.WriteString(referenceKey, Ed318Words.References.Write(known.Reference));
        }
    }

    /// <summary>The rings of a polygon, the outer first.</summary>
    public static void WriteRings(this Utf8JsonWriter json, string key, ZonePolygon polygon)
    {
        json.WriteStartArray(key);
        foreach (var ring in polygon.Holes.Prepend(polygon.Outer))
        {
            json.WriteStartArray();
            foreach (var position in ring)
            {
                json.WritePosition(position);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public static void WritePosition(this Utf8JsonWriter json, LatLon position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.LongitudeDegrees);
        json.WriteNumberValue(position.LatitudeDegrees);
        json.WriteEndArray();
    }

    public static void WriteWords(this Utf8JsonWriter json, string key, IEnumerable<string> words)
    {
        json.WriteStartArray(key);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    public static void WriteText(this Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    public static void WriteInstant(this Utf8JsonWriter json, string key, DateTimeOffset? instant)
    {
        if (instant is { } at)
        {
            json.WriteString(key, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        }
    }
}
