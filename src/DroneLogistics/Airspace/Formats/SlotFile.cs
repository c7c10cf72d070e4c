using DroneLogistics.Airspace.Slots;
using DroneLogistics.Provenance;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/airspace/slots.json</c>, strict.</summary>
public static class SlotFile
{
    private static readonly Dictionary<string, MovementKind> Kinds = new(StringComparer.Ordinal)
    {
        ["arrival"] = MovementKind.Arrival,
        ["departure"] = MovementKind.Departure,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static SlotCalendar Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var licence = root.Text("licence");
        var sources = root.Sources();

        // A month ahead nobody knows the movements.
        var horizon = root.Sourced("searchHorizonH", "h", 1, 744, sources);
        var series = root.Records("series", record => ReadSeries(record, licence, sources), one => one.Id);
        root.Close();
        var twice = series.GroupBy(one => one.Zone).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new SlotCalendar(series, horizon)
            : throw root.Trouble("series", $"has the zone {twice.Key} {twice.Count()} times; expected once");
    }

    private static SlotSeries ReadSeries(DataObject record, string licence, IReadOnlyDictionary<string, string> sources)
    {
        var id = record.Text("id");
        if (!Identifier.IsWellFormed(id))
        {
            throw record.Trouble("id", $"is \"{id}\"; expected {Identifier.Rule}");
        }

        var name = Remarks.Pair(record, "name");
        var remarks = Remarks.Read(record);
        var source = record.Text("source");
        var before = record.Sourced("bufferBeforeS", "s", 1, 7200, sources);
        var after = record.Sourced("bufferAfterS", "s", 1, 7200, sources);
        var series = new SlotSeries
        {
            Id = id,
            Zone = AuthorizationFile.ReadZone(record.Child("zone")),
            NameEnglish = name.English,
            NameChinese = name.Chinese,
            Validity = LocalTimes.Validity(record),
            Hours = LocalTimes.Hours(record),
            Movements = [.. record.Children("movements").Select(ReadMovement).OrderBy(movement => movement.At)],
            BufferBefore = TimeSpan.FromSeconds(before.Value!.Value),
            BufferAfter = TimeSpan.FromSeconds(after.Value!.Value),
            IsHeld = record.Flag("isHeld"),
            IsDemonstration = remarks.IsDemonstration,
            RemarksEnglish = remarks.English,
            RemarksChinese = remarks.Chinese,
            Status = record.OneOf("status", SourceStatusWords.All),
            Source = sources.TryGetValue(source, out var spelledOut) ? spelledOut : source,
            Licence = licence,
            Numbers = [before, after],
        };
        record.Close();
        return series;
    }

    private static SlotMovement ReadMovement(DataObject record)
    {
        var movement = new SlotMovement(LocalTimes.Clock(record, "at"), record.OneOf("kind", Kinds));
        record.Close();
        return movement;
    }
}
