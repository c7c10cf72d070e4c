using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>
/// The corpus, damaged: nothing crashes, nothing is misread in silence. Whatever is read is written and read again as the same; every token
/// of the text is accounted for; and what was understood is, word for word, what the writer writes.
/// </summary>
public sealed class ReportMutationTests
{
    private const int Seed = 20181208;

    // Two kinds of reports; more with the variable, for example 100000 before a release.
    private const string CountVariable = "DRONELOGISTICS_REPORT_MUTATIONS";
    private const int UsualCount = 10_000;

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/+-= \n$zé";

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly string[] More =
    [
        "METAR COR ZSNB 071500Z AUTO 19005G12MPS 160V220 2000 1200NE R13/P0800VP1200D R31L/M0050 +TSRA VCSH BCFG FEW009TCU //////CB VV003 M24/M00 Q1000 A2953 RESHRA WS ALL RWY TEMPO FM1530 TL2400 VRB03KT CAVOK BECMG AT1600 NSW NSC RMK SOME 12 WORDS",
        "SPECI ZSSS 080231Z 360P49MPS 0000 FZFG VV/// M01/M02 Q0998 NOSIG=",
        "METAR ZSPD 082300Z 00000MPS //// // ////// ///// Q//// BECMG FM2330 30015G25KMH 9999NDV SKC=",
        "METAR ZSPD 082300Z NIL=",
    ];

    private static readonly string[] MoreTafs =
    [
        "TAF AMD ZSPD 080500Z 0806/0912 10005MPS 9999 NSC FM081000 12006G15MPS 8000 NSW BCEMG 0812/0814 3000 BR PROB30 TEMPO 0815/0818 0500 FG TXM01/0824Z PROB40 0820/0824 TSRA SCT020CB TEMPO 0824/0903 VRB02MPS CAVOK RMK X Y=",
        "TAF COR ZSPD 080500Z 0806/0912 CNL=",
    ];

    [Test]
    public void A_damaged_METAR_is_read_refused_or_listed_token_by_token_and_never_misread() =>
        Damage([.. Reports.Metars, .. More], "METAR", Reports.ReadMetars, ReportWriter.Write, report => report.Tokens, report => report with { Tokens = [] });

    [Test]
    public void A_damaged_TAF_is_read_refused_or_listed_token_by_token_and_never_misread() =>
        Damage([.. Reports.Tafs, .. MoreTafs], "TAF", Reports.ReadTafs, ReportWriter.Write, report => report.Tokens, report => report with { Tokens = [] });

    private static void Damage<T>(
        string[] corpus,
        string keyword,
        Func<string, ReportReading<T>> read,
        Func<T, string> write,
        Func<T, IReadOnlyList<ReportToken>> tokensOf,
        Func<T, T> withoutTokens)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : UsualCount;
        var random = new Random(Seed);
        var (readings, refusals) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var text = i < corpus.Length ? corpus[i] : Damaged(random, corpus);
            var reading = read(text);
            (readings, refusals) = (readings + reading.Reports.Count, refusals + reading.Failures.Count);
            if (reading.Failures.Count == 0)
            {
                Check(text, Words(text), [.. reading.Reports.SelectMany(tokensOf).Select(token => token.Text)]);
            }

            foreach (var report in reading.Reports)
            {
                var canonical = write(report);
                var again = read(canonical);
                if (again.Reports.Count != 1 || again.Failures.Count != 0)
                {
                    Assert.Fail($"{text}\nwritten {canonical}\nis refused: {string.Join(", ", again.Failures)}");
                }

                Check(text, [JsonSerializer.Serialize(withoutTokens(report), Fields)], [JsonSerializer.Serialize(withoutTokens(again.Reports[0]), Fields)]);
                Check(text, [canonical], [write(again.Reports[0])]);

                foreach (var (told, readAs) in tokensOf(report).Where(token => token.ReadAs is not null).Select(token => (token.Text, token.ReadAs!)))
                {
                    Check($"{text}\n{told} read as {readAs}", ["means the same"], [IsSame(told, readAs) ? "means the same" : "differs"]);
                }

                // The first word may be left out by the sender.
                var understood = tokensOf(report).Where(token => token.Reading == TokenReading.Understood).SelectMany(token => Words(token.ReadAs ?? token.Text)).ToList();
                var written = Words(canonical);
                Check(text, [.. written.Order(StringComparer.Ordinal)], [.. (understood.Count < written.Length ? understood.Append(keyword) : understood).Order(StringComparer.Ordinal)]);
            }
        }

        // Both happen, else the damage would be too small or too great to tell anything.
        Assert.That(readings, Is.GreaterThan(count / 4), $"seed {Seed}");
        Assert.That(refusals, Is.GreaterThan(count / 50), $"seed {Seed}");
    }

    private static string[] Words(string text) => text.Split([' ', '\n', '='], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The only other writings: a misspelt BECMG, minus zero, a runway with RWY, midnight as hour 24 or 00 of the next day.</summary>
    private static bool IsSame(string told, string readAs) =>
        (told is "BCEMG" or "BECMF" or "BECMGM" && readAs == "BECMG")
        || told.Replace("M00", "00", StringComparison.Ordinal) == readAs
        || (told.StartsWith("RWY", StringComparison.Ordinal) && readAs == $"R{told[3..]}")
        || (told.EndsWith("2400", StringComparison.Ordinal) && readAs == $"{told[..2]}0000")
        || Midnights(told).SequenceEqual(Midnights(readAs));

    /// <summary>Every ddhh of a period as hours, midnights as those of the day after; the last day of a month is left open.</summary>
    private static IEnumerable<string> Midnights(string told) => told.Replace("M00", "00", StringComparison.Ordinal).TrimEnd('Z').Split('/').Select(part =>
        part.Length == 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var dayAndHour)
            ? (dayAndHour % 100) switch
            {
                24 => $"midnight {(dayAndHour / 100 >= 28 ? "of a month's end" : $"{(dayAndHour / 100) + 1}")}",
                0 => $"midnight {(dayAndHour / 100 is 1 or > 28 ? "of a month's end" : $"{dayAndHour / 100}")}",
                _ => part,
            }
            : part);

    private static void Check(string text, string[] expected, string[] actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Fail($"{text}\n{string.Join(' ', expected)}\n{string.Join(' ', actual)}");
        }
    }

    private static string Damaged(Random random, string[] corpus)
    {
        var text = corpus[random.Next(corpus.Length)];
        for (var step = random.Next(1, 4); step > 0 && text.Length > 1; step--)
        {
            var (at, letter) = (random.Next(text.Length), Letters[random.Next(Letters.Length)]);
            var words = text.Split(' ');
            var (one, other) = (random.Next(words.Length), random.Next(words.Length));
            text = random.Next(9) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, $"{letter}"),
                2 => text[..at],
                3 => string.Join(' ', words.Where((_, index) => index != one)),
                4 => string.Join(' ', words.Select((word, index) => index == one ? words[other] : index == other ? words[one] : word)),
                5 => string.Join(' ', words.Select((word, index) => index == one ? $"{word} {words[other]}" : word)),
                6 => $"{text[..at]} {corpus[random.Next(corpus.Length)].Split(' ')[^1]} {text[at..]}",
                _ => text[..at] + letter + text[(at + 1)..],
            };
        }

        return text;
    }
}
