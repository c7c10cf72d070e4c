using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/airspace/authorizations.json</c>, strict.</summary>
public static class AuthorizationFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static AuthorizationRegister Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var licence = root.Text("licence");
        var sources = root.Sources();
        var register = root.Records("authorizations", record => ReadOne(record, licence, sources), authorization => authorization.Id.Text);
        root.Close();
        return new AuthorizationRegister(register);
    }

    /// <summary>One authorization, as a record of such a file: what is added at run time is read no less strictly than what ships.</summary>
    /// <param name="json">The record, its sources spelled out.</param>
    /// <param name="name">What it is called in complaints.</param>
    /// <param name="licence">Licence of the record.</param>
    /// <exception cref="DataFileException">Names the key and the bound.</exception>
    public static Authorization ReadOne(ReadOnlyMemory<byte> json, string name, string licence) => ReadOne(DataObject.Parse(json, name), licence, new Dictionary<string, string>());

    private static Authorization ReadOne(DataObject record, string licence, IReadOnlyDictionary<string, string> sources)
    {
        var id = record.Text("id");
        if (!Identifier.IsWellFormed(id))
        {
            throw record.Trouble("id", $"is \"{id}\"; expected {Identifier.Rule}");
        }

        var authority = Remarks.Pair(record, "authority");
        var holder = Remarks.Pair(record, "holder");
        var remarks = Remarks.Read(record);
        var source = record.Text("source");
        var authorization = new Authorization
        {
            Id = new AuthorizationId(id),
            Number = record.Text("number"),
            AuthorityEnglish = authority.English,
            AuthorityChinese = authority.Chinese,
            HolderEnglish = holder.English,
            HolderChinese = holder.Chinese,
            ApprovesFlight = record.Flag("approvesFlight"),
            Validity = LocalTimes.Validity(record),
            Hours = LocalTimes.Hours(record),
            Routes = OrAll<AuthorizedRoute>(record, "allRoutes", "routes", () => [.. record.Children("routes").Select(ReadRoute)]),
            AircraftTypes = OrAll(record, "allAircraftTypes", "aircraftTypes", () => record.Texts("aircraftTypes")),
            Zones = OrAll<ZoneId>(record, "allZones", "zones", () => [.. record.Children("zones").Select(ReadZone)]),

            // No height is needed above what the regulation calls very high: bounds against a unit or a digit gone wrong.
            MaxTrueHeight = HeightAgl.FromMetres(record.Sourced("maxTrueHeightM", "m", 0, 6000, sources).Value!.Value),
            MaxAltitudeOverSea = AltitudeAmsl.FromMetres(record.Sourced("maxAltitudeOverSeaMAmsl", "m", 0, 6000, sources).Value!.Value),
            IsDemonstration = remarks.IsDemonstration,
            RemarksEnglish = remarks.English,
            RemarksChinese = remarks.Chinese,
            Status = record.OneOf("status", SourceStatusWords.All),
            Source = sources.TryGetValue(source, out var spelledOut) ? spelledOut : source,
            Licence = licence,
        };
        record.Close();
        return authorization;
    }

    /// <summary>A list, or all: said by a flag, so that an empty list is never read as all.</summary>
    private static IReadOnlyList<T>? OrAll<T>(DataObject record, string flag, string key, Func<IReadOnlyList<T>> read)
    {
        var all = record.Flag(flag);
        var named = read();
        return all
            ? named.Count == 0 ? null : throw record.Trouble(key, $"names {named.Count} although {flag} is true; expected an empty list")
            : named;
    }

    private static AuthorizedRoute ReadRoute(DataObject record)
    {
        var route = new AuthorizedRoute(record.Texts("stops"), record.Flag("bothWays"));
        record.Close();
        return route.Stops.Count >= 2 && route.Stops.All(Identifier.IsWellFormed)
            ? route
            : throw record.Trouble("stops", $"is [{string.Join(", ", route.Stops)}]; expected two or more ids of sites: {Identifier.Rule}");
    }

    internal static ZoneId ReadZone(DataObject record)
    {
        var (country, identifier) = (record.Text("country"), record.Text("identifier"));
        record.Close();
        return ZoneId.IsCountry(country) && ZoneId.IsIdentifier(identifier)
            ? new ZoneId(country, identifier)
            : throw record.Trouble("identifier", $"is \"{country}/{identifier}\"; expected three capitals, and {ZoneId.IdentifierRule}");
    }
}
