namespace DroneLogistics.Airspace.Formats;

/// <summary>A set in a format that has no words for all of it.</summary>
/// <param name="Content">The file.</param>
/// <param name="Losses">What it does not hold. Where heights or times are lost, the zone was written larger, never smaller.</param>
public sealed record GeozoneExport(byte[] Content, IReadOnlyList<ExportLoss> Losses);

/// <summary>One thing that a format has no words for.</summary>
/// <param name="Zone">Whose it is; the name of the set where it is no zone's.</param>
/// <param name="What">What is lost.</param>
/// <param name="Done">What stands in its place.</param>
public sealed record ExportLoss(string Zone, string What, string Done);

/// <summary>Keeps what is lost on the way into a format.</summary>
internal sealed class ExportLog(GeozoneSet set)
{
    private readonly List<ExportLoss> losses = [];

    public IReadOnlyList<ExportLoss> Losses => losses;

    /// <summary>What marks the set or says who made it, in one line: a set that is not for flight still says so.</summary>
    public string Description => string.Join(' ', set.Metadata.Descriptions.Concat(set.Metadata.TechnicalLimitations).Where(text => IsEnglish(text)).Select(text => text.Text));

    /// <summary>The metadata beyond the description.</summary>
    public void TellMetadata()
    {
        var metadata = set.Metadata;
        if (metadata is { ValidFrom: not null } or { ValidTo: not null } or { Issued: not null } or { OtherGeoid: not null } || metadata.Providers.Count > 0)
        {
            losses.Add(new ExportLoss(set.Name, "validity, issue, providers or geoid of the set", "left out"));
        }
    }

    public void Drop(Geozone zone, bool isThere, string what, string done = "left out")
    {
        if (isThere)
        {
            losses.Add(new ExportLoss(zone.Id.ToString(), what, done));
        }
    }

    /// <summary>Makes a zone larger than it is.</summary>
    /// <exception cref="ArgumentException">A zone that takes restrictions away: larger, it would take more away than it does.</exception>
    public void Widen(Geozone zone, string what, string done) =>
        losses.Add(zone.Type != ZoneType.NoRestriction
            ? new ExportLoss(zone.Id.ToString(), what, done)
            : throw new ArgumentException($"{zone.Id}: {what} cannot be written in this format, and a zone without restriction must not be written larger.", nameof(zone)));

    /// <summary>The English text of several, or the first there is; the others are lost.</summary>
    public string? One(Geozone zone, IReadOnlyList<LocalizedText> texts, string what)
    {
        Drop(zone, texts.Count > 1, $"further languages of {what}");
        return (texts.FirstOrDefault(IsEnglish) ?? (texts.Count > 0 ? texts[0] : null))?.Text;
    }

    private static bool IsEnglish(LocalizedText text) => text.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
