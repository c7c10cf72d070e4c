using System.Text.Json;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Parts of a zone that ED-318 and ED-269 spell alike.</summary>
internal static class ZoneParts
{
    private const int ShortText = 200;

    public static ZoneId Id(JsonPlace properties)
    {
        var country = properties.Get("country");
        var code = country.Text(int.MaxValue);
        if (!ZoneId.IsCountry(code))
        {
            if (!ZoneId.IsCountry(code.ToUpperInvariant()))
            {
                throw country.Refuse(ImportProblem.OutOfRange, "three capitals (ISO 3166-1 alpha-3)", $"\"{code}\"");
            }

            country.Depart(ImportProblem.OutOfRange, "three capitals (ISO 3166-1 alpha-3)", $"\"{code}\"", "read in capitals");
            code = code.ToUpperInvariant();
        }

        var identifier = properties.Get("identifier");
        var text = identifier.Text(ZoneId.StandardLength);
        return ZoneId.IsIdentifier(text)
            ? new ZoneId(code, text)
            : throw identifier.Refuse(ImportProblem.OutOfRange, $"1 to {ZoneId.StandardLength} {ZoneId.IdentifierRule}", $"\"{text}\"");
    }

    public static int Region(JsonPlace place) =>
        place.Value.ValueKind == JsonValueKind.Number && place.Value.TryGetInt32(out var number) && number is >= 0 and <= ushort.MaxValue
            ? number
            : throw place.Refuse(ImportProblem.WrongKind, "a whole number from 0 to 65535", place.Describe());

    /// <summary>A list of texts with their languages.</summary>
    public static IReadOnlyList<LocalizedText> Texts(JsonPlace? list, int most = ShortText)
    {
        if (list is null)
        {
            return [];
        }

        var texts = new List<LocalizedText>();
        foreach (var item in list.Items())
        {
            var language = item.AsObject().Get("lang").Text(5);
            if (item.Find("text") is { } text)
            {
                texts.Add(new LocalizedText(language, text.Text(most)));
            }
            else
            {
                item.Tell(ImportProblem.MissingKey, "a text", "a language without one", "left out");
            }
        }

        return texts;
    }

    /// <summary>An ISO 8601 duration, kept as it is spelt.</summary>
    public static string? Duration(JsonPlace? place)
    {
        if (place is null)
        {
            return null;
        }

        var text = place.Text(40);
        try
        {
            _ = System.Xml.XmlConvert.ToTimeSpan(text);
            return text;
        }
        catch (Exception trouble) when (trouble is FormatException or OverflowException)
        {
            throw place.Refuse(ImportProblem.InvalidTime, "an ISO 8601 duration, such as P1D", $"\"{text}\"");
        }
    }

    public static LimitedApplicability Applicability(JsonPlace place, bool mayBeShort)
    {
        DateTimeOffset? start = place.Find("startDateTime") is { } from ? JsonTimes.Instant(from) : null;
        DateTimeOffset? end = place.Find("endDateTime") is { } to ? JsonTimes.Instant(to) : null;
        if (start >= end)
        {
            throw place.Refuse(ImportProblem.InvalidTime, "an endDateTime after the startDateTime", $"{start:O} to {end:O}");
        }

        var schedule = place.Find("schedule")?.Items().Select(period => Period(period.AsObject(), mayBeShort)).ToList() ?? [];
        return new LimitedApplicability(start, end, schedule);
    }

    public static VerticalLimit? Limit(JsonPlace layer, string valueKey, string referenceKey, LimitUnit unit)
    {
        var reference = layer.Find(referenceKey)?.Word(Ed318Words.References, ImportProblem.UnknownVerticalReference);
        if (layer.Find(valueKey) is not { } value)
        {
            layer.Tell(ImportProblem.MissingKey, valueKey, "nothing", "read as no limit");
            return null;
        }

        return reference is { } known
            ? new VerticalLimit(value.Number(), unit, known)
            : throw layer.Log.Refuse(ImportProblem.UnknownVerticalReference, layer.Feature, layer.Key.Length == 0 ? referenceKey : $"{layer.Key}.{referenceKey}", $"one of {Ed318Words.References}", "nothing");
    }

    public static ZoneLayer Layer(JsonPlace place, VerticalLimit? lower, VerticalLimit? upper) =>
        lower is { } low && upper is { } high && low.Reference == high.Reference && low.Height > high.Height
            ? throw place.Refuse(ImportProblem.LimitsReversed, "a lower limit below the upper", FormattableString.Invariant($"{low.Figure:R} to {high.Figure:R} above {low.Reference}"))
            : lower is { } floor && upper is { } ceiling && floor.Reference == ceiling.Reference && floor.Height == ceiling.Height
            ? throw place.Refuse(ImportProblem.LimitsEqual, "a lower limit below the upper", FormattableString.Invariant($"{floor.Figure:R} for both"))
            : new ZoneLayer(lower, upper);

    private static DailyPeriod Period(JsonPlace place, bool mayBeShort)
    {
        place.AllowOnly("day", "startTime", "startEvent", "endTime", "endEvent");
        var days = place.Get("day").Items().Select(day => day.Word(Ed318Words.Days)).ToList();
        if (days.Count is 0 or > 7)
        {
            throw place.Get("day").Refuse(ImportProblem.OutOfRange, "one to seven days", $"{days.Count}");
        }

        return new DailyPeriod(days, Moment(place, "startTime", "startEvent", mayBeShort), Moment(place, "endTime", "endEvent", mayBeShort));
    }

    private static DayMoment Moment(JsonPlace place, string timeKey, string eventKey, bool mayBeShort)
    {
        var (time, sun) = (place.Find(timeKey), place.Find(eventKey));
        if (time is not null && sun is not null)
        {
            throw sun.Refuse(ImportProblem.InvalidTime, $"either {timeKey} or {eventKey}", "both");
        }

        if (time is null && sun is null)
        {
            place.Tell(ImportProblem.MissingKey, $"{timeKey} or {eventKey}", "nothing", "read as the edge of the day, in UTC and by the sun");
            return DayMoment.EdgeOfDay;
        }

        return time is not null ? JsonTimes.Clock(time, mayBeShort) : DayMoment.Of(sun!.Word(Ed318Words.Events));
    }
}
