using System.Globalization;
using System.IO.Compression;
using System.Text;
using DroneLogistics.Geodesy;
using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of bad files of zones and weather.</summary>
internal static class BadFiles
{
    private const string Kml = """
        <kml><Document><Placemark><name>X</name>
          <ExtendedData>
            <Data name="identifier"><value>TEST001</value></Data><Data name="country"><value>CHN</value></Data><Data name="type"><value>PROHIBITED</value></Data>
            <Data name="lower"><value>none</value></Data><Data name="upper"><value>none</value></Data>
          </ExtendedData>
          <Polygon><outerBoundaryIs><LinearRing><coordinates>122.6,30.5 122.7,30.5 122.7,30.6 122.6,30.5</coordinates></LinearRing></outerBoundaryIs></Polygon>
        </Placemark></Document></kml>
        """;

    private static readonly Lazy<ByteString> Filling = new(() =>
    {
        var bytes = new byte[(48 << 20) + 1];
        bytes.AsSpan().Fill((byte)' ');
        return ByteString.CopyFrom(bytes);
    });

    public static readonly IReadOnlyDictionary<string, Action<Draft>> Classes = new Dictionary<string, Action<Draft>>(StringComparer.Ordinal)
    {
        ["zone limits reversed"] = draft => Limits(draft, upper: draft.Random.Next(0, 100), lower: draft.Random.Next(101, 500)),
        ["zone limits equal"] = draft =>
        {
            var both = draft.Random.Next(1, 500);
            Limits(draft, both, both);
        },
        ["unknown root"] = draft => Zones(draft, $$"""{"type":"{{draft.OneOf("Banana", "featurecollection", "Feature ", "Topology", "")}}"}"""),
        ["collections in collections"] = draft =>
        {
            var depth = draft.Random.Next(50, 500);
            Zones(draft, $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{{string.Concat(Enumerable.Repeat("""{"type":"GeometryCollection","geometries":[""", depth))}}{{string.Concat(Enumerable.Repeat("]}", depth))}}}]}""");
        },
        ["five hundred thousand features"] = draft => Zones(draft, $$"""{"type":"FeatureCollection","features":[{{string.Concat(Enumerable.Repeat("0,", 500_000 + draft.Random.Next(1000)))}}0]}"""),
        ["shifted airport"] = draft =>
        {
            var airport = WorldFiles.Airspace(WorldFiles.DefaultFolder).Aerodromes.Single(aerodrome => aerodrome.Ident == "ZSZS").Position;
            var image = Gcj02.FromWgs84(airport);
            Zones(draft, ZoneFiles.Circle($"SHIFT{draft.Random.Next(10)}", image.LatitudeDegrees, image.LongitudeDegrees, Math.Round(draft.Between(2000, 8000))));
        },
        ["byte order mark"] = draft =>
        {
            draft.As<ImportGeozonesRequest>().ValidateOnly = true;
            Zones(draft, "\uFEFF" + ZoneFiles.Ed318($"BOM{draft.Random.Next(100)}"));
        },
        ["file too large"] = draft =>
        {
            var request = draft.As<ImportGeozonesRequest>();
            request.Content = Filling.Value;
        },
        ["truncated"] = draft =>
        {
            var text = ZoneFiles.Ed318();
            Zones(draft, text[..draft.Random.Next(20, text.Length - 3)]);
        },
        ["DTD"] = draft => Zones(draft, draft.OneOf(
            "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + Kml.Replace(">X<", ">&c;<", StringComparison.Ordinal),
            "<!DOCTYPE kml [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\">%p;]>" + Kml,
            $"<!DOCTYPE kml [<!ENTITY a \"{new string('a', 50_000)}\">]>{Kml.Replace(">X<", $">{string.Concat(Enumerable.Repeat("&a;", draft.Random.Next(10, 50_000)))}<", StringComparison.Ordinal)}",
            "<?xml version=\"1.0\"?><!DOCTYPE kml SYSTEM \"file:///etc/passwd\">" + Kml,
            "<!DOCTYPE kml>" + Kml)),
        ["decimal commas in KML"] = draft => Zones(draft, Kml.Replace("122.7,30.5", draft.OneOf("122,7 30,5", "122,7,30,5", "122;30.5", "122.7", "122.7°,30.5", "122.7,30.5N", "1e,2"), StringComparison.Ordinal)),
        ["unknown altitude mode"] = draft => Zones(draft, Kml.Replace("<Polygon>", $"<Polygon><altitudeMode>{draft.OneOf("flightLevel", "Absolute", "agl", "1", "relative", "absolute ground")}</altitudeMode>", StringComparison.Ordinal)),
        ["UTF-7"] = draft => Zones(draft, $"<?xml version={draft.OneOf("\"1.0\"", "'1.0'")} encoding=\"{draft.OneOf("UTF-7", "utf-7", "unicode-1-1-utf-7", "UTF-32", "IBM037", "x-mac")}\"?>" + Kml),
        ["path that climbs"] = draft => Kmz(draft, draft.OneOf("../../../tmp/x", "a/../../x", "/etc/passwd", "..", "./../x")),
        ["path of Windows"] = draft => Kmz(draft, draft.OneOf("C:\\windows\\x", "..\\x", "a\\b", "D:x", "\\\\server\\share")),
        ["link in the archive"] = draft => Kmz(draft, $"link{draft.Random.Next(10)}", entry => entry.ExternalAttributes = (0xA000 | draft.Random.Next(512)) << 16),
        ["archive in the archive"] = draft => Kmz(draft, $"deep{draft.Random.Next(10)}.{draft.OneOf("zip", "kmz", "ZIP", "gz", "tar", "7z")}"),
        ["entries over each other"] = OverEachOther,
        ["decimal comma in CSV"] = draft => Weather(draft, $"340,\"{draft.Random.Next(1, 9)},{draft.Random.Next(10)}\",9,8,9999,0"),
        ["unit in CSV"] = draft => Weather(draft, $"340,5,9,8,{draft.OneOf("400ft", "9999m", "10 km", "0x10", "1_000")},0"),
        ["no time column"] = draft => Forecast(draft, ForecastFiles.Csv(ForecastFiles.Calm).Replace("valid_time", draft.OneOf("time", "zeit", "valid", "VALID"), StringComparison.Ordinal)),
        ["column twice"] = draft => Forecast(draft, ForecastFiles.Csv(ForecastFiles.Calm).Replace("visibility_m", draft.OneOf("gust_mps", "wind_mps", "valid_time", "temperature_c"), StringComparison.Ordinal)),
        ["negative visibility"] = draft => Weather(draft, $"340,5,9,8,-{draft.Random.Next(1, 10_000)},0"),
        ["wind not finite"] = draft => Weather(draft, $"340,{draft.OneOf("NaN", "Infinity", "-Infinity", "1e999")},9,8,9999,0"),
        ["no gusts in part"] = draft =>
        {
            var lines = ForecastFiles.Csv(ForecastFiles.Calm).Split('\n');
            var hour = draft.Random.Next(1, 48);
            lines[hour] = lines[hour].Replace(",9,8,", ",,8,", StringComparison.Ordinal);
            Forecast(draft, string.Join('\n', lines));
        },
        ["issued in the future"] = draft => draft.As<ImportForecastRequest>().IssueTime = Requests.Now.AddMinutes(draft.Random.Next(10, 600)).ToTimestamp(),
    };

    private static void Limits(Draft draft, int upper, int lower) => Zones(draft, ZoneFiles.Ed318()
        .Replace("\"upper\": 120", string.Create(CultureInfo.InvariantCulture, $"\"upper\": {upper}"), StringComparison.Ordinal)
        .Replace("\"lower\": 0", string.Create(CultureInfo.InvariantCulture, $"\"lower\": {lower}"), StringComparison.Ordinal));

    private static void Zones(Draft draft, string text) => Zones(draft, Encoding.UTF8.GetBytes(text));

    private static void Zones(Draft draft, byte[] bytes) => draft.As<ImportGeozonesRequest>().Content = ByteString.CopyFrom(bytes);

    private static void Kmz(Draft draft, string path, Action<ZipArchiveEntry>? change = null)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in draft.Random.Next(2) == 0 ? new[] { ("doc.kml", Kml), (path, "x") } : [(path, "x"), ("doc.kml", Kml)])
            {
                var entry = archive.CreateEntry(name);
                if (name == path)
                {
                    change?.Invoke(entry);
                }

                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        Zones(draft, memory.ToArray());
    }

    /// <summary>One packed entry that the directory at the end names again and again.</summary>
    private static void OverEachOther(Draft draft)
    {
        var archive = ZoneFiles.Zip(("doc.kml", Kml), ("a.txt", Guid.NewGuid().ToString()));
        var end = archive.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var start = BitConverter.ToInt32(archive, end + 16);
        var directory = archive[start..end];
        var first = directory[..(46 + 7)];
        var times = draft.Random.Next(8, 60);
        byte[] whole = [.. archive[..start], .. Enumerable.Repeat(directory[first.Length..], times).SelectMany(part => part), .. first, .. archive[end..]];
        var at = whole.Length - (archive.Length - end);
        BitConverter.GetBytes((short)(times + 1)).CopyTo(whole, at + 8);
        BitConverter.GetBytes((short)(times + 1)).CopyTo(whole, at + 10);
        BitConverter.GetBytes(at - start).CopyTo(whole, at + 12);
        Zones(draft, whole);
    }

    private static void Weather(Draft draft, string line)
    {
        var lines = ForecastFiles.Csv(ForecastFiles.Calm).Split('\n');
        var hour = draft.Random.Next(1, 49);
        lines[hour] = lines[hour][..(lines[hour].IndexOf(',', StringComparison.Ordinal) + 1)] + line;
        Forecast(draft, string.Join('\n', lines));
    }

    private static void Forecast(Draft draft, string text) => draft.As<ImportForecastRequest>().Content = ByteString.CopyFromUtf8(text);
}
