using System.Text.RegularExpressions;
using static DroneLogistics.Weather.Formats.ReportTimes;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// Reads TAF as aerodromes in China send them (WMO FM 51). A token that is not understood is listed; a forecast whose station, times or
/// periods cannot be read is refused with line and column, for its changes would stand at no time, and the others are read.
/// </summary>
public static partial class TafReader
{
    // ICAO Annex 3: 6 to 30 hours.
    private static readonly TimeSpan LongestValidity = TimeSpan.FromHours(30);

    /// <summary>Reads all forecasts of a text.</summary>
    /// <param name="text">Forecasts, each ended by =, an empty line or the next TAF.</param>
    /// <param name="source">The name of the text, for complaints.</param>
    /// <param name="reference">An instant near the forecasts, which tell day and time only.</param>
    /// <param name="policy">Bounds of length.</param>
    public static ReportReading<AerodromeForecast> Read(string text, string source, DateTimeOffset reference, WeatherPolicy policy) =>
        ReportText.Read(text, source, WeatherProblem.TafFormat, policy.Files, cursor => ReadOne(cursor, reference));

    private static AerodromeForecast ReadOne(ReportCursor cursor, DateTimeOffset reference)
    {
        if (!cursor.TakeWord("TAF"))
        {
            throw cursor.RefuseForm("TAF");
        }

        var isAmended = cursor.TakeWord("AMD");
        var isCorrected = cursor.TakeWord("COR");
        var (station, issuedAt) = ReportHeader.Read(cursor, reference);
        var forecast = new AerodromeForecast { Station = station, IssuedAt = issuedAt, IsAmended = isAmended, IsCorrected = isCorrected };
        if (cursor.TakeWord("NIL"))
        {
            return Rest(cursor, forecast with { IsMissing = true });
        }

        var validity = Validity(cursor, issuedAt);
        forecast = forecast with { ValidFrom = validity.Start, ValidUntil = validity.End };
        if (cursor.TakeWord("CNL"))
        {
            return Rest(cursor, forecast with { IsCancelled = true });
        }

        var temperatures = new List<ExtremeTemperature>();
        var conditions = Conditions(cursor, validity, temperatures);
        var changes = new List<AerodromeChange>();
        while (Change(cursor, validity) is var (kind, probability, start, end))
        {
            changes.Add(new AerodromeChange(kind, probability, start, end, Conditions(cursor, validity, temperatures)));
        }

        return Rest(cursor, forecast with { Conditions = conditions, Changes = changes, Temperatures = temperatures });
    }

    /// <summary>What stands between the forecast and its remarks is not understood.</summary>
    private static AerodromeForecast Rest(ReportCursor cursor, AerodromeForecast forecast)
    {
        while (!cursor.IsAtEnd && cursor.Current != ReportHeader.RemarksWord)
        {
            cursor.TakeNotUnderstood();
        }

        var remarks = ReportHeader.Remarks(cursor);
        return forecast with { Remarks = remarks, Tokens = [.. cursor.Taken] };
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Validity(ReportCursor cursor, DateTimeOffset issuedAt)
    {
        var match = PeriodForm().Match(cursor.Current);
        if (!match.Success)
        {
            throw cursor.RefuseForm("a period of validity as ddhh/ddhh");
        }

        var start = DayAndHour(match.Groups["start"], issuedAt);
        var end = DayAndHour(match.Groups["end"], (start ?? issuedAt) + (LongestValidity / 2));
        if (start is not { } from || end is not { } until || !(until > from && until - from <= LongestValidity))
        {
            throw cursor.Refuse(WeatherProblem.InvalidTime, $"a period that ends after it starts, at most {LongestValidity.TotalHours} hours long");
        }

        cursor.Take(TokenReading.Understood, ReportWriter.Period(from, until));
        return (from, until);
    }

    private static ReportedConditions Conditions(ReportCursor cursor, (DateTimeOffset Start, DateTimeOffset End) validity, List<ExtremeTemperature> temperatures)
    {
        var conditions = new ConditionsReader();
        while (!cursor.IsAtEnd && !BeginsChange(cursor) && cursor.Current != ReportHeader.RemarksWord)
        {
            if (!TakeExtreme(cursor, validity, temperatures) && !conditions.Take(cursor))
            {
                cursor.TakeNotUnderstood();
            }
        }

        return conditions.Conditions;
    }

    private static bool TakeExtreme(ReportCursor cursor, (DateTimeOffset Start, DateTimeOffset End) validity, List<ExtremeTemperature> temperatures)
    {
        var match = ExtremeForm().Match(cursor.Current);
        if (!match.Success || DayAndHour(match.Groups["at"], validity.Start + ((validity.End - validity.Start) / 2)) is not { } at)
        {
            return false;
        }

        var degrees = Number(match.Groups["degrees"].ValueSpan) * (match.Groups["minus"].Length > 0 ? -1 : 1);
        temperatures.Add(new ExtremeTemperature(match.Groups["word"].Value == "TX", degrees, at));
        cursor.Take(TokenReading.Understood, ReportWriter.Extreme(temperatures[^1]));
        return true;
    }

    private static bool BeginsChange(ReportCursor cursor) =>
        cursor.Current == "TEMPO" || WeatherWords.Becoming.Contains(cursor.Current) || ProbabilityForm().IsMatch(cursor.Current) || FromForm().IsMatch(cursor.Current);

    /// <summary>The beginning of a change; null where there is none.</summary>
    private static (ChangeKind Kind, int? Probability, DateTimeOffset Start, DateTimeOffset End)? Change(ReportCursor cursor, (DateTimeOffset Start, DateTimeOffset End) validity)
    {
        if (cursor.IsAtEnd || !BeginsChange(cursor))
        {
            return null;
        }

        var middle = validity.Start + ((validity.End - validity.Start) / 2);
        if (FromForm().Match(cursor.Current) is { Success: true } from)
        {
            var time = from.Groups["time"].ValueSpan;
            var instant = Nearest(Number(time[..2]), Number(time[2..4]), Number(time[4..]), middle);
            if (instant is not { } start || !(start >= validity.Start && start < validity.End))
            {
                throw cursor.Refuse(WeatherProblem.InvalidTime, "an instant of the validity");
            }

            cursor.Take(TokenReading.Understood, ReportWriter.From(start));
            return (ChangeKind.From, null, start, validity.End);
        }

        var kind = cursor.Current == "TEMPO" ? ChangeKind.Temporary : ChangeKind.Becoming;
        var probability = (int?)null;
        if (ProbabilityForm().Match(cursor.Current) is { Success: true } probable)
        {
            probability = Number(probable.Groups["percent"].ValueSpan);
            cursor.Take();
            kind = cursor.TakeWord("TEMPO") ? ChangeKind.ProbableTemporary : ChangeKind.Probable;
        }
        else
        {
            cursor.Take(TokenReading.Understood, kind == ChangeKind.Becoming ? "BECMG" : null);
        }

        var match = PeriodForm().Match(cursor.Current);
        if (!match.Success)
        {
            throw cursor.RefuseForm("the period of the change as ddhh/ddhh");
        }

        if (DayAndHour(match.Groups["start"], middle) is not { } begin || DayAndHour(match.Groups["end"], middle) is not { } end
            || !(begin >= validity.Start && end > begin && end <= validity.End))
        {
            throw cursor.Refuse(WeatherProblem.InvalidTime, "a period within the validity that ends after it starts");
        }

        cursor.Take(TokenReading.Understood, ReportWriter.Period(begin, end));
        return (kind, probability, begin, end);
    }

    private static DateTimeOffset? DayAndHour(Group digits, DateTimeOffset near) => Nearest(Number(digits.ValueSpan[..2]), Number(digits.ValueSpan[2..]), 0, near);

    [GeneratedRegex("^(?<start>[0-9]{4})/(?<end>[0-9]{4})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PeriodForm();

    [GeneratedRegex("^(?<word>TX|TN)(?<minus>M?)(?<degrees>[0-9]{2})/(?<at>[0-9]{4})Z\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExtremeForm();

    [GeneratedRegex("^PROB(?<percent>30|40)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProbabilityForm();

    [GeneratedRegex("^FM(?<time>[0-9]{6})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex FromForm();
}
