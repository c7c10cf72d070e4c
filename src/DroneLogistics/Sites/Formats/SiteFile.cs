using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Sites.Formats;

/// <summary>Reads <c>data/sites/*.json</c>: the sites of a network, strict.</summary>
public static class SiteFile
{
    private const int HighestPad = 99;

    private static readonly Dictionary<string, SiteStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["operating"] = SiteStatus.Operating,
        ["built"] = SiteStatus.Built,
        ["trial"] = SiteStatus.Trial,
        ["planned"] = SiteStatus.Planned,
        ["test-candidate"] = SiteStatus.TestCandidate,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static IReadOnlyList<Site> Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        _ = root.Text("licence");
        var sources = root.Sources();
        var sites = root.Records("sites", record => ReadSite(record, sources), site => site.Id.Text);
        root.Close();
        return sites;
    }

    /// <summary>One site, as a record of such a file: what is added at run time is read no less strictly than what ships.</summary>
    /// <param name="json">The record, its sources spelled out.</param>
    /// <param name="name">What it is called in complaints.</param>
    /// <exception cref="DataFileException">Names the key and the bound.</exception>
    public static Site ReadOne(ReadOnlyMemory<byte> json, string name) => ReadSite(DataObject.Parse(json, name), new Dictionary<string, string>());

    private static Site ReadSite(DataObject record, IReadOnlyDictionary<string, string> sources)
    {
        var text = record.Text("id");
        if (!Identifier.IsWellFormed(text))
        {
            throw record.Trouble("id", $"is \"{text}\"; expected {Identifier.Rule}");
        }

        var id = new SiteId(text);
        var name = record.Child("name");
        var pads = record.Children("pads").Select((pad, index) => ReadPad(pad, id, index + 1, sources)).ToList();
        if (pads.DistinctBy(pad => pad.Number).Count() < pads.Count)
        {
            throw record.Trouble("pads", "gives one number to two pads; expected one each");
        }

        var source = record.Text("source");
        var site = new Site
        {
            Id = id,
            NameEnglish = name.Text("en"),
            NameChinese = name.Text("zh"),
            County = record.Text("county"),
            Island = record.Text("island"),
            Position = new LatLon(record.Number("latitudeDeg", -90, 90), record.Number("longitudeDeg", -180, 180)),
            HorizontalAccuracy = Length.FromMetres(record.Number("horizontalAccuracyM", 0, 100_000)),
            Elevation = AltitudeAmsl.FromMetres(record.Number("elevationMAmsl", -10, 1_000)),
            Near = record.Text("near"),
            Status = record.OneOf("status", Statuses),
            Source = sources.TryGetValue(source, out var spelledOut) ? spelledOut : source,
            Hours = ReadHours(record, sources),
            Pads = pads.Count > 0 ? pads : throw record.Trouble("pads", "is an empty list; expected at least one pad"),
            MaxPadGust = ReadLimit(record, "maxPadGustMps", sources),
            MaxPadCrosswind = ReadLimit(record, "maxPadCrosswindMps", sources),
            ChargerCount = record.Sourced("chargerCount", "1", 0, 100, sources),
            ChargerPowerWatts = record.Sourced("chargerPowerW", "W", 0, 1_000_000, sources),
        };
        name.Close();
        record.Close();
        return site;
    }

    private static OpeningHours ReadHours(DataObject record, IReadOnlyDictionary<string, string> sources)
    {
        var opening = record.Sourced("openingMinute", "min", 0, 1440, sources);
        var closing = record.Sourced("closingMinute", "min", 0, 1440, sources);
        return opening.Value < closing.Value
            ? new OpeningHours(opening, closing)
            : throw record.Trouble("closingMinute", $"is {closing.Value:R}; expected more than openingMinute, {opening.Value:R}");
    }

    /// <summary>A key that may be left out: the site states no limit then.</summary>
    private static Speed? ReadLimit(DataObject record, string key, IReadOnlyDictionary<string, string> sources) =>
        record.Has(key) ? Speed.FromMetresPerSecond(record.Sourced(key, "m/s", 0, 50, sources).Value!.Value) : null;

    /// <summary>A pad; its number is its place in the list where none is given.</summary>
    private static Pad ReadPad(DataObject record, SiteId site, int number, IReadOnlyDictionary<string, string> sources)
    {
        var pad = new Pad(site, record.Has("number") ? (int)record.Number("number", 1, HighestPad) : number, record.Sourced("maxMassKg", "kg", 1, 20_000, sources, mayBeUnknown: true));
        record.Close();
        return pad;
    }
}
