using System.Globalization;
using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Texts of files of others.</summary>
internal static class WayText
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A file as UTF-8, with or without its mark.</summary>
    /// <exception cref="DataFileException">It is none.</exception>
    public static string Utf8(ReadOnlyMemory<byte> content, string file)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException trouble)
        {
            throw new DataFileException(file, "(file)", "is not UTF-8 text", trouble);
        }
    }

    /// <summary>A finite number within [minimum, maximum].</summary>
    /// <exception cref="DataFileException">It is none.</exception>
    public static double Number(string text, string file, string key, double minimum, double maximum) =>
        double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new DataFileException(file, key, FormattableString.Invariant($"is \"{Short(text)}\"; expected a number between {minimum:R} and {maximum:R}"));

    public static LatLon Place(string latitude, string longitude, string file, string key) =>
        new(Number(latitude, file, $"{key}: latitude", -90, 90), Number(longitude, file, $"{key}: longitude", -180, 180));

    public static double Height(string text, string file, string key) => Number(text, file, $"{key}: altitude", WayLimits.LeastMetres, WayLimits.MostMetres);

    /// <summary>An instant with its zone; null where it is none.</summary>
    public static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            ? instant.ToUniversalTime()
            : null;

    public static string Short(string text)
    {
        const int Most = 40;
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
