using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/airspace/aerodromes.json</c>, strict.</summary>
public static class AerodromeFile
{
    private const double MetresPerFoot = 0.3048;
    private const int ZoneCodeLength = 5;

    private static readonly Dictionary<string, AerodromeKind> Kinds = new(StringComparer.Ordinal)
    {
        ["civil"] = AerodromeKind.Civil,
        ["military"] = AerodromeKind.Military,
        ["general-aviation"] = AerodromeKind.GeneralAviation,
        ["heliport"] = AerodromeKind.Heliport,
    };

    private static readonly Dictionary<string, string> NoSources = [];

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static IReadOnlyList<Aerodrome> Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        var aerodromes = root.Children("aerodromes").Select(ReadAerodrome).ToList();
        root.Close();
        var twice = aerodromes.GroupBy(aerodrome => aerodrome.ZoneCode, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? aerodromes
            : throw root.Trouble("aerodromes", $"has the zone code \"{twice.Key}\" {twice.Count()} times; expected once");
    }

    private static Aerodrome ReadAerodrome(DataObject record)
    {
        var name = record.Child("name");
        var aerodrome = new Aerodrome
        {
            Ident = record.Text("ident"),
            ZoneCode = ZoneCode(record),
            Kind = record.OneOf("kind", Kinds),
            NameEnglish = name.Text("en"),
            NameChinese = name.Text("zh"),
            Position = Position(record),
            Elevation = AltitudeAmsl.FromMetres(record.Sourced("elevationFt", "ft", -1500, 20_000, NoSources).Value!.Value * MetresPerFoot),
            Runways = [.. record.Children("runways").Select(ReadRunway)],
            Status = record.OneOf("status", SourceStatusWords.All),
            Source = record.Text("source"),
            Licence = record.Text("licence"),
        };
        _ = record.Text("note");
        name.Close();
        record.Close();
        return aerodrome;
    }

    private static string ZoneCode(DataObject record)
    {
        var code = record.Text("zoneCode");
        return code.Length <= ZoneCodeLength && code.All(char.IsAsciiLetterOrDigit)
            ? code
            : throw record.Trouble("zoneCode", $"is \"{code}\"; expected at most {ZoneCodeLength} letters and digits");
    }

    private static Runway ReadRunway(DataObject record)
    {
        var (first, firstDisplaced) = End(record.Child("first"));
        var (second, secondDisplaced) = End(record.Child("second"));
        var runway = new Runway(
            record.Text("designator"),
            first,
            second,
            Length.FromMetres(record.Number("widthM", 5, 200)),
            firstDisplaced,
            secondDisplaced,
            record.OneOf("status", SourceStatusWords.All),
            record.Text("source"));
        record.Close();

        // A drop of a digit in a coordinate gives a runway of no length, or one of many kilometres.
        var length = first.DistanceTo(second).Metres;
        return length is >= 100 and <= 10_000
            ? runway
            : throw record.Trouble("second", FormattableString.Invariant($"lies {length:F0} m from the first end; expected 100 to 10000"));
    }

    private static (LatLon Position, Length Displaced) End(DataObject record)
    {
        var end = (Position(record), Length.FromMetres(record.Number("displacedM", 0, 2000)));
        record.Close();
        return end;
    }

    private static LatLon Position(DataObject record) => new(record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180));
}
