using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>Zones for people.</summary>
internal static class ZoneText
{
    private const int MostAlike = 10;

    public static void WriteList(TextWriter output, IReadOnlyCollection<Geozone> zones, Timestamp? at)
    {
        var table = Screen.Table(("zone", false), ("type", false), ("in force", false), ("heights", false), ("name", false));
        foreach (var zone in zones)
        {
            table.Row(Id(zone.Name), TypeOf(zone), zone.InForce ? "yes" : "no", string.Join("; ", zone.Volumes.Select(Heights).Distinct()), NameOf(zone));
        }

        Screen.Write(output, table);
        var moment = at is null ? "now" : $"at {Screen.Instant(at)}";
        output.WriteLine($"{zones.Count} zones; in force {moment}: {zones.Count(zone => zone.InForce)}.");
        if (zones.Any(zone => zone.NotForFlight))
        {
            Screen.Paragraph(output, $"NOT FOR FLIGHT: {string.Join(", ", zones.Where(zone => zone.NotForFlight).Select(zone => Id(zone.GeozoneSet)).Distinct())}.");
        }
    }

    public static void WriteOne(TextWriter output, Geozone zone)
    {
        output.WriteLine($"{Id(zone.Name)}  {TypeOf(zone)}  {(zone.InForce ? "in force" : "not in force")}{(zone.NotForFlight ? "  NOT FOR FLIGHT" : string.Empty)}");
        foreach (var name in zone.DisplayNames)
        {
            Screen.Labelled(output, "name", name.Text);
        }

        Screen.Labelled(output, "set", Id(zone.GeozoneSet));
        Labelled(output, "reason", string.Join(", ", zone.Reasons));
        Labelled(output, "rule", zone.RestrictionConditions);
        if (zone.Applicabilities.Count == 0)
        {
            Screen.Labelled(output, "when", "always");
        }

        foreach (var applicability in zone.Applicabilities)
        {
            Screen.Labelled(output, "when", When(applicability));
        }

        foreach (var volume in zone.Volumes)
        {
            Screen.Labelled(output, "volume", $"{Shape(volume)}, {Heights(volume)}");
        }

        foreach (var authority in zone.Authorities)
        {
            string[] words = [$"{authority.Purpose}: {string.Join("; ", authority.DisplayNames.Select(text => text.Text))}", authority.SiteUri, authority.Email, authority.Phone, authority.IntervalBefore.Length > 0 ? $"{authority.IntervalBefore} before" : string.Empty];
            Screen.Labelled(output, "ask", string.Join(", ", words.Where(word => word.Length > 0)));
        }

        foreach (var message in zone.Messages)
        {
            Screen.Labelled(output, "message", message.Text);
        }
    }

    public static void WriteSets(TextWriter output, IEnumerable<GeozoneSet> sets)
    {
        var table = Screen.Table(("set", false), ("zones", true), ("origin", false), ("name", false), ("source, licence", false));
        foreach (var set in sets)
        {
            var origin = set.Origin == GeozoneSet.Types.Origin.Imported ? $"{set.FileName}, {Screen.Instant(set.CreateTime)}" : "ships";
            table.Row(Id(set.Name), $"{set.ZoneCount}", origin, set.DisplayName + (set.NotForFlight ? ", NOT FOR FLIGHT" : string.Empty), string.Join(", ", new[] { set.Source, set.Licence }.Where(text => text.Length > 0)));
        }

        Screen.Write(output, table);
    }

    public static void WriteImport(TextWriter output, ImportGeozonesResponse answer, string path, bool validateOnly)
    {
        var set = answer.GeozoneSet;
        WriteDiagnostics(output, answer.Diagnostics);

        var replaced = answer.ReplacedZoneCount > 0 ? $" in the place of {answer.ReplacedZoneCount}" : string.Empty;
        output.WriteLine(validateOnly
            ? $"{path} would be imported as {set.Name}: {set.ZoneCount} zones{replaced}. Nothing is stored."
            : $"{set.Name} is imported from {path}: {set.ZoneCount} zones{replaced}.");
        WriteConsequences(output, answer.AffectedFlights, "Booked flights that pass them", answer.ReassessedRoutes);
    }

    /// <summary>What an import means for flights and routes.</summary>
    public static void WriteConsequences(TextWriter output, IReadOnlyCollection<string> flights, string how, IEnumerable<ReassessedRoute> routes)
    {
        if (flights.Count > 0)
        {
            Screen.Paragraph(output, $"{how}: {string.Join(", ", flights.Select(Id))}. None is cancelled.");
        }

        foreach (var route in routes)
        {
            var reasons = route.Reasons.Count > 0 ? $" ({string.Join(", ", route.Reasons.Select(Service.DecisionWriter.Name))})" : string.Empty;
            Screen.Paragraph(output, $"Route assessed again: {Id(route.Route)} was {Word(route.PreviousVerdict)}, is {Word(route.Verdict)}{reasons}; its state is {route.State.ToString().ToUpperInvariant()}.");
        }
    }

    /// <summary>The first of each kind; thousands of the same say no more, and how many they are is said.</summary>
    private static void WriteDiagnostics(TextWriter output, IEnumerable<ImportDiagnostic> diagnostics)
    {
        foreach (var alike in diagnostics.GroupBy(diagnostic => (diagnostic.Code, diagnostic.Expected, diagnostic.Action)))
        {
            foreach (var diagnostic in alike.Take(MostAlike))
            {
                Screen.Paragraph(output, $"{diagnostic.Code}: {diagnostic.Feature} {diagnostic.Key}: expected {diagnostic.Expected}; found {diagnostic.Found}; {diagnostic.Action}.");
            }

            var more = alike.Count() - MostAlike;
            if (more > 0)
            {
                Screen.Paragraph(output, $"{alike.Key.Code}: {more} more like these, {alike.Key.Action}; --json tells them all.");
            }
        }
    }

    private static void Labelled(TextWriter output, string label, string text)
    {
        if (text.Length > 0)
        {
            Screen.Labelled(output, label, text);
        }
    }

    private static string Word(Verdict verdict) => verdict == Verdict.Go ? "GO" : "NO_GO";

    private static string NameOf(Geozone zone) =>
        zone.DisplayNames.OrderByDescending(name => name.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase)).Select(name => name.Text).FirstOrDefault(string.Empty);

    private static string TypeOf(Geozone zone) => Geozone.Descriptor.EnumTypes.Single(type => type.Name == "Type").FindValueByNumber((int)zone.Type).Name;

    private static string Heights(ZoneVolume volume) => $"{Height(volume.Lower, "ground")} to {Height(volume.Upper, "no limit")}";

    private static string Height(HeightLimit? limit, string none) =>
        limit is null ? none : $"{Screen.Number(limit.HeightM, "0.##")} m {limit.Reference.ToString().ToUpperInvariant()}";

    private static string Shape(ZoneVolume volume) => volume.ShapeCase == ZoneVolume.ShapeOneofCase.Circle
        ? FormattableString.Invariant($"circle of {volume.Circle.RadiusM:0.##} m about {volume.Circle.Center.Latitude:0.00000}, {volume.Circle.Center.Longitude:0.00000}")
        : FormattableString.Invariant($"polygon of {volume.Polygon.Rings[0].Positions.Count - 1} corners{(volume.Polygon.Rings.Count > 1 ? $" with {volume.Polygon.Rings.Count - 1} holes" : string.Empty)}");

    private static string When(ZoneApplicability applicability)
    {
        var span = (applicability.StartTime, applicability.EndTime) switch
        {
            (null, null) => string.Empty,
            ({ } start, null) => $"from {Screen.Instant(start)}",
            (null, { } end) => $"until {Screen.Instant(end)}",
            var (start, end) => $"{Screen.Instant(start)} to {Screen.Instant(end)}",
        };
        var periods = string.Join("; ", applicability.Periods.Select(period => $"{string.Join(", ", period.Days.Select(day => day == ZonePeriod.Types.Day.AnyDay ? "every day" : day.ToString()))} {Moment(period.Start, "the day's start")} to {Moment(period.End, "the day's end")}"));
        return string.Join(": ", new[] { span, periods }.Where(text => text.Length > 0).DefaultIfEmpty("always"));
    }

    private static string Moment(string moment, string edge) => moment switch
    {
        "" => edge,
        "SR" => "sunrise",
        "SS" => "sunset",
        "BMCT" => "morning civil twilight",
        "EECT" => "evening civil twilight",
        _ => moment,
    };

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
