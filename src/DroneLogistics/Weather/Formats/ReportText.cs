namespace DroneLogistics.Weather.Formats;

/// <summary>The reports that were read and why others were not: one that cannot be read spoils no other.</summary>
/// <param name="Reports">In the order of the text.</param>
/// <param name="Failures">One a report that was refused, with line and column.</param>
public sealed record ReportReading<T>(IReadOnlyList<T> Reports, IReadOnlyList<WeatherDiagnostic> Failures);

/// <summary>The tokens of one report, taken in order; each with what became of it.</summary>
internal sealed class ReportCursor(string source, WeatherProblem format, IReadOnlyList<(string Text, int Line, int Column)> tokens)
{
    private readonly List<ReportToken> taken = [];

    public IReadOnlyList<ReportToken> Taken => taken;

    public int Count => tokens.Count;

    public bool IsAtEnd => taken.Count == tokens.Count;

    /// <summary>The token to be read; empty at the end.</summary>
    public string Current => Ahead(0);

    /// <summary>A later token; empty beyond the end.</summary>
    public string Ahead(int count) => taken.Count + count < tokens.Count ? tokens[taken.Count + count].Text : string.Empty;

    /// <summary>Goes on to the next token.</summary>
    /// <param name="reading">What became of this one.</param>
    /// <param name="canonical">How it would be written; null: as it stands.</param>
    public void Take(TokenReading reading = TokenReading.Understood, string? canonical = null)
    {
        var (text, line, column) = tokens[taken.Count];
        taken.Add(new ReportToken(text, line, column, reading, canonical is null || canonical == text ? null : canonical));
    }

    /// <summary>Takes the token if it is this word.</summary>
    public bool TakeWord(string word)
    {
        if (Current != word)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Takes what nothing else understood; a number that is negative or not finite refuses the report.</summary>
    public void TakeNotUnderstood()
    {
        if (Current.Contains("NAN", StringComparison.OrdinalIgnoreCase) || Current.Contains("INFINITY", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(WeatherProblem.NotFinite, "digits");
        }

        for (var i = 1; i < Current.Length; i++)
        {
            if (Current[i - 1] == '-' && char.IsAsciiDigit(Current[i]))
            {
                throw Refuse(WeatherProblem.Negative, "a number without sign, temperatures below zero with M");
            }
        }

        Take(TokenReading.NotUnderstood);
    }

    /// <summary>A refusal of the whole report, placed at the token to be read.</summary>
    public WeatherRefusedException Refuse(WeatherProblem problem, string expected)
    {
        var (text, line, column) = IsAtEnd && tokens.Count > 0 ? tokens[^1] : tokens[taken.Count];
        return new WeatherRefusedException(new WeatherDiagnostic(problem, source, $"line {line}, column {column}", expected, IsAtEnd ? $"the end after \"{text}\"" : $"\"{text}\""));
    }

    /// <summary>As <see cref="Refuse"/>, with the code of the format.</summary>
    public WeatherRefusedException RefuseForm(string expected) => Refuse(format, expected);
}

/// <summary>Cuts a text into reports: one ends at =, at an empty line, and where the next one's first word stands.</summary>
internal static class ReportText
{
    private static readonly string[] FirstWords = ["METAR", "SPECI", "TAF"];

    /// <summary>Reads every report of a text.</summary>
    /// <param name="text">One or more reports.</param>
    /// <param name="source">The name of the text, for complaints.</param>
    /// <param name="format">The code of a report of another form.</param>
    /// <param name="limits">Bounds of length.</param>
    /// <param name="read">Reads one, or throws its refusal.</param>
    public static ReportReading<T> Read<T>(string text, string source, WeatherProblem format, WeatherFileLimits limits, Func<ReportCursor, T> read)
    {
        if (text.Length > limits.MaxFileBytes)
        {
            return new ReportReading<T>([], [new WeatherDiagnostic(WeatherProblem.TooLarge, source, "(text)", $"at most {limits.MaxFileBytes} letters", $"{text.Length}")]);
        }

        var reports = new List<T>();
        var failures = new List<WeatherDiagnostic>();
        foreach (var tokens in Reports(text))
        {
            try
            {
                var letters = tokens.Sum(token => token.Text.Length + 1);
                reports.Add(letters <= limits.MaxReportLetters
                    ? read(new ReportCursor(source, format, tokens))
                    : throw new WeatherRefusedException(new WeatherDiagnostic(
                        WeatherProblem.TooLarge, source, $"line {tokens[0].Line}, column {tokens[0].Column}", $"at most {limits.MaxReportLetters} letters in a report", $"{letters}")));
            }
            catch (WeatherRefusedException refusal)
            {
                failures.Add(refusal.Diagnostic);
            }
        }

        return new ReportReading<T>(reports, failures);
    }

    private static IEnumerable<List<(string Text, int Line, int Column)>> Reports(string text)
    {
        var report = new List<(string, int, int)>();
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]) && report.Count > 0)
            {
                yield return report;
                report = [];
            }

            foreach (var (token, column, endsReport) in Tokens(lines[line]))
            {
                if (FirstWords.Contains(token) && report.Count > 0)
                {
                    yield return report;
                    report = [];
                }

                if (token.Length > 0)
                {
                    report.Add((token, line + 1, column + 1));
                }

                if (endsReport && report.Count > 0)
                {
                    yield return report;
                    report = [];
                }
            }
        }

        if (report.Count > 0)
        {
            yield return report;
        }
    }

    /// <summary>What stands between blanks and =.</summary>
    private static IEnumerable<(string Token, int Column, bool EndsReport)> Tokens(string line)
    {
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            var isEnd = i < line.Length && line[i] == '=';
            if (i == line.Length || isEnd || char.IsWhiteSpace(line[i]))
            {
                if (i > start || isEnd)
                {
                    yield return (line[start..i], start, isEnd);
                }

                start = i + 1;
            }
        }
    }
}
