using System.Text.RegularExpressions;
using static DroneLogistics.Weather.Formats.ReportTimes;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// Reads METAR and SPECI as aerodromes in China send them (WMO FM 15). A token that is not understood is listed and leaves its field not
/// known; a report without station and time, or with a number that cannot be, is refused with line and column, and the others are read.
/// </summary>
public static partial class MetarReader
{
    private const int LowestHectopascals = 850;
    private const int HighestHectopascals = 1090;
    private const int LowestHundredthsInch = 2510;
    private const int HighestHundredthsInch = 3219;

    /// <summary>Reads all reports of a text.</summary>
    /// <param name="text">Reports, each ended by =, an empty line or the next METAR or SPECI.</param>
    /// <param name="source">The name of the text, for complaints.</param>
    /// <param name="reference">An instant near the reports, which tell day and time only.</param>
    /// <param name="policy">Bounds of length.</param>
    public static ReportReading<Observation> Read(string text, string source, DateTimeOffset reference, WeatherPolicy policy) =>
        ReportText.Read(text, source, WeatherProblem.MetarFormat, policy.Files, cursor => ReadOne(cursor, reference));

    private static Observation ReadOne(ReportCursor cursor, DateTimeOffset reference)
    {
        var isSpecial = cursor.TakeWord("SPECI");
        _ = isSpecial || cursor.TakeWord("METAR");
        var isCorrected = cursor.TakeWord("COR");
        var header = ReportHeader.Read(cursor, reference);
        var observation = new Observation { IsSpecial = isSpecial, Station = header.Station, ObservedAt = header.Instant };

        // Both orders are met.
        var isMissing = cursor.TakeWord("NIL");
        isCorrected |= !isCorrected && cursor.TakeWord("COR");
        var isAutomatic = cursor.TakeWord("AUTO");
        isCorrected |= !isCorrected && cursor.TakeWord("COR");
        observation = Body(cursor, observation with { IsMissing = isMissing, IsAutomatic = isAutomatic, IsCorrected = isCorrected });
        var trends = new List<ReportTrend>();
        while (Trend(cursor, observation.ObservedAt) is { } trend)
        {
            trends.Add(trend);
        }

        var remarks = ReportHeader.Remarks(cursor);
        return observation with { Trends = trends, Remarks = remarks, Tokens = [.. cursor.Taken] };
    }

    private static Observation Body(ReportCursor cursor, Observation observation)
    {
        var conditions = new ConditionsReader();
        var ranges = new List<RunwayVisualRange>();
        var recent = new List<WeatherGroup>();
        var shear = new List<string>();
        while (!cursor.IsAtEnd && !IsTrend(cursor.Current) && cursor.Current != ReportHeader.RemarksWord)
        {
            var taken = conditions.Take(cursor)
                || TakeRange(cursor, conditions, ranges)
                || TakeTemperatures(cursor, conditions, ref observation)
                || TakeQnh(cursor, conditions, ref observation)
                || TakeRecent(cursor, conditions, recent)
                || TakeShear(cursor, conditions, shear);
            if (!taken)
            {
                cursor.TakeNotUnderstood();
            }
        }

        return observation with { Conditions = conditions.Conditions, RunwayVisualRanges = ranges, RecentWeather = recent, WindShear = shear };
    }

    private static bool TakeRange(ReportCursor cursor, ConditionsReader order, List<RunwayVisualRange> ranges)
    {
        var match = RangeForm().Match(cursor.Current);
        if (!match.Success || order.Reached > ConditionsReader.Step.RunwayRange)
        {
            return false;
        }

        order.Reached = ConditionsReader.Step.RunwayRange;
        if (match.Groups["none"].Success)
        {
            cursor.Take(TokenReading.NotReported);
            return true;
        }

        ranges.Add(new RunwayVisualRange(
            match.Groups["runway"].Value,
            Number(match.Groups["metres"].ValueSpan),
            Letter(match.Groups["bound"]),
            match.Groups["to"].Success ? Number(match.Groups["to"].ValueSpan) : null,
            Letter(match.Groups["toBound"]),
            Letter(match.Groups["tendency"])));
        cursor.Take();
        return true;
    }

    private static bool TakeTemperatures(ReportCursor cursor, ConditionsReader order, ref Observation observation)
    {
        var match = TemperatureForm().Match(cursor.Current);
        if (!match.Success || order.Reached > ConditionsReader.Step.Temperature || observation.TemperatureDegreesCelsius is not null)
        {
            return false;
        }

        var (air, dew) = (Degrees(match.Groups["air"].Value), Degrees(match.Groups["dew"].Value));
        observation = observation with { TemperatureDegreesCelsius = air, DewPointDegreesCelsius = dew };
        order.Reached = ConditionsReader.Step.Temperature;
        var isReported = air is not null || dew is not null;
        cursor.Take(isReported ? TokenReading.Understood : TokenReading.NotReported, isReported ? ReportWriter.Temperatures(air, dew) : null);
        return true;
    }

    private static bool TakeQnh(ReportCursor cursor, ConditionsReader order, ref Observation observation)
    {
        var match = QnhForm().Match(cursor.Current);
        if (!match.Success || order.Reached > ConditionsReader.Step.Qnh)
        {
            return false;
        }

        var isInches = match.Groups["unit"].Value == "A";
        if ((isInches ? observation.QnhHundredthsInch : observation.QnhHectopascals) is not null)
        {
            return false;
        }

        order.Reached = ConditionsReader.Step.Qnh;
        if (match.Groups["none"].Success)
        {
            cursor.Take(TokenReading.NotReported);
            return true;
        }

        var number = Number(match.Groups["number"].ValueSpan);
        var (lowest, highest) = isInches ? (LowestHundredthsInch, HighestHundredthsInch) : (LowestHectopascals, HighestHectopascals);
        if (!(number >= lowest && number <= highest))
        {
            throw cursor.Refuse(WeatherProblem.OutOfRange, $"a pressure between {lowest:D4} and {highest:D4}");
        }

        observation = isInches ? observation with { QnhHundredthsInch = number } : observation with { QnhHectopascals = number };
        cursor.Take();
        return true;
    }

    private static bool TakeRecent(ReportCursor cursor, ConditionsReader order, List<WeatherGroup> recent)
    {
        if (order.Reached > ConditionsReader.Step.Recent
            || !cursor.Current.StartsWith("RE", StringComparison.Ordinal)
            || WeatherWords.Weather(cursor.Current[2..]) is not { Intensity: WeatherIntensity.Moderate } group)
        {
            return false;
        }

        recent.Add(group);
        order.Reached = ConditionsReader.Step.Recent;
        cursor.Take();
        return true;
    }

    private static bool TakeShear(ReportCursor cursor, ConditionsReader order, List<string> shear)
    {
        var runway = ShearRunwayForm().Match(cursor.Ahead(1));
        var isAll = cursor.Ahead(1) == "ALL" && cursor.Ahead(2) == "RWY";
        if (cursor.Current != "WS" || !(runway.Success || isAll))
        {
            return false;
        }

        order.Reached = ConditionsReader.Step.WindShear;
        shear.Add(isAll ? ReportWriter.AllRunways : runway.Groups["runway"].Value);
        cursor.Take();
        cursor.Take(TokenReading.Understood, isAll ? null : $"R{shear[^1]}");
        if (isAll)
        {
            cursor.Take();
        }

        return true;
    }

    private static bool IsTrend(string word) => word is "NOSIG" or "TEMPO" || WeatherWords.Becoming.Contains(word);

    private static ReportTrend? Trend(ReportCursor cursor, DateTimeOffset observedAt)
    {
        if (!IsTrend(cursor.Current))
        {
            return null;
        }

        var kind = cursor.Current switch { "NOSIG" => TrendKind.NoSignificantChange, "TEMPO" => TrendKind.Temporary, _ => TrendKind.Becoming };
        cursor.Take(TokenReading.Understood, ReportWriter.Word(kind));
        var trend = new ReportTrend { Kind = kind };
        var conditions = new ConditionsReader();
        while (!cursor.IsAtEnd && !IsTrend(cursor.Current) && cursor.Current != ReportHeader.RemarksWord)
        {
            var taken = kind != TrendKind.NoSignificantChange && (TakeTime(cursor, conditions, observedAt, ref trend) || conditions.Take(cursor));
            if (!taken)
            {
                cursor.TakeNotUnderstood();
            }
        }

        return trend with { Conditions = conditions.Conditions };
    }

    private static bool TakeTime(ReportCursor cursor, ConditionsReader order, DateTimeOffset observedAt, ref ReportTrend trend)
    {
        var match = TrendTimeForm().Match(cursor.Current);
        if (!match.Success || order.Reached != ConditionsReader.Step.Nothing
            || NextTimeOfDay(Number(match.Groups["hour"].ValueSpan), Number(match.Groups["minute"].ValueSpan), observedAt) is not { } instant)
        {
            return false;
        }

        var word = match.Groups["word"].Value;
        if ((word switch { "FM" => trend.From, "TL" => trend.Until, _ => trend.At }) is not null)
        {
            return false;
        }

        trend = word switch { "FM" => trend with { From = instant }, "TL" => trend with { Until = instant }, _ => trend with { At = instant } };
        cursor.Take(TokenReading.Understood, ReportWriter.TrendTime(word, instant));
        return true;
    }

    private static char? Letter(Group group) => group.Length > 0 ? group.Value[0] : null;

    private static int? Degrees(string told) => told == "//" ? null : told[0] == 'M' ? -Number(told.AsSpan(1)) : Number(told);

    [GeneratedRegex("^R(?<runway>[0-9]{2}[LCR]?)/((?<none>/{4})|(?<bound>[MP]?)(?<metres>[0-9]{4})(V(?<toBound>[MP]?)(?<to>[0-9]{4}))?(?<tendency>[UDN]?))\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RangeForm();

    [GeneratedRegex("^(?<air>M?[0-9]{2}|//)/(?<dew>M?[0-9]{2}|//)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemperatureForm();

    [GeneratedRegex("^(?<unit>[QA])((?<none>/{4})|(?<number>[0-9]{4}))\\z", RegexOptions.CultureInvariant)]
    private static partial Regex QnhForm();

    [GeneratedRegex("^(R|RWY)(?<runway>[0-9]{2}[LCR]?)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShearRunwayForm();

    [GeneratedRegex("^(?<word>FM|TL|AT)(?<hour>[0-9]{2})(?<minute>[0-9]{2})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TrendTimeForm();
}
