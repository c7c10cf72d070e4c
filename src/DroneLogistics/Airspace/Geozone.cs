using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>A zone's name among all: the country's three letters (ISO 3166-1) and its identifier there, for example CHN/ZSZSCA.</summary>
public readonly record struct ZoneId
{
    /// <summary>ED-318 allows no longer ones; readers that are told to be lenient do.</summary>
    public const int StandardLength = 7;

    public const int GreatestLength = 63;

    /// <exception cref="ArgumentException">Not of that shape (a programmer's error: refuse at the door).</exception>
    public ZoneId(string country, string identifier)
    {
        if (!IsCountry(country) || !IsIdentifier(identifier))
        {
            throw new ArgumentException($"\"{country}\", \"{identifier}\" is no zone: expected three capitals, and {IdentifierRule}.", nameof(identifier));
        }

        Country = country;
        Identifier = identifier;
    }

    public const string IdentifierRule = "letters, digits, - and _";

    public string Country { get; }

    public string Identifier { get; }

    public static bool IsCountry(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    public static bool IsIdentifier(string text) =>
        text.Length is > 0 and <= GreatestLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>Its resource name, for example <c>geozones/CHN-ZSZSCA</c>.</summary>
    public string ResourceName => $"geozones/{Country}-{Identifier}";

    public override string ToString() => $"{Country}/{Identifier}";
}

/// <summary>A piece of a zone: what it covers, and between which heights.</summary>
public sealed record ZoneVolume(ZoneShape Shape, ZoneLayer Layer);

/// <summary>A geographical zone for unmanned aircraft, as ED-318 has it. Immutable.</summary>
public sealed record Geozone
{
    // Of one zone: a search for a departure asks about two or three of them thousands of times, and the sun takes long to reckon.
    private const int MostDays = 64;

    // Longer intervals are asked about once.
    private const int MostDaysTogether = 3;

    // When a zone is in force follows from the zone alone: kept by day, UTC, as long as the zone is.
    private static readonly ConditionalWeakTable<Geozone, ConcurrentDictionary<DateOnly, IReadOnlyList<TimeWindow>>> KnownDays = [];

    public required ZoneId Id { get; init; }

    public IReadOnlyList<LocalizedText> Names { get; init; } = [];

    public required ZoneType Type { get; init; }

    public required ZoneVariant Variant { get; init; }

    /// <summary>Conditions under which flights may pass, in the words of the authority.</summary>
    public string? RestrictionConditions { get; init; }

    /// <summary>A number of a part of the country.</summary>
    public int? Region { get; init; }

    public IReadOnlyList<ZoneReason> Reasons { get; init; } = [];

    public IReadOnlyList<LocalizedText> OtherReasonInfo { get; init; } = [];

    /// <summary>Whether flights are freed of the rules on operations there; null where nothing is said.</summary>
    public bool? RegulationExemption { get; init; }

    public IReadOnlyList<LocalizedText> Messages { get; init; } = [];

    public IReadOnlyList<ZoneAuthority> Authorities { get; init; } = [];

    /// <summary>When it is in force, any of them; empty is always.</summary>
    public IReadOnlyList<LimitedApplicability> LimitedApplicability { get; init; } = [];

    /// <summary>Its pieces, at least one.</summary>
    public required IReadOnlyList<ZoneVolume> Volumes { get; init; }

    public ZoneDataSource? DataSource { get; init; }

    /// <summary>Members of the publisher's own, as a JSON object; null where there are none.</summary>
    public string? ExtendedPropertiesJson { get; init; }

    /// <summary>A box that holds all pieces.</summary>
    public GeoBox Bounds => GeoBox.Around(Volumes.SelectMany(volume => (LatLon[])[volume.Shape.Bounds.SouthWest, volume.Shape.Bounds.NorthEast]));

    /// <summary>The name in a language (<c>en</c> finds <c>en-GB</c>), else the first there is, else the identifier.</summary>
    public string NameIn(string language) =>
        Names.OrderByDescending(name => name.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase)).Select(name => name.Text).FirstOrDefault() ?? Id.Identifier;

    public bool InForce(DateTimeOffset at) => LimitedApplicability.Count == 0 || ForceWindows(new TimeWindow(at, at.AddTicks(1))).Count > 0;

    /// <summary>When the zone is in force within an interval: half-open windows in order that neither overlap nor touch.</summary>
    public IReadOnlyList<TimeWindow> ForceWindows(TimeWindow within)
    {
        if (LimitedApplicability.Count == 0)
        {
            return [within];
        }

        var (first, last) = (DateOnly.FromDateTime(within.Start.UtcDateTime), DateOnly.FromDateTime(within.End.UtcDateTime));
        if (last.DayNumber - first.DayNumber >= MostDaysTogether || last == DateOnly.MaxValue)
        {
            return Merged(WindowsOf(within));
        }

        var days = KnownDays.GetOrCreateValue(this);
        if (days.Count >= MostDays)
        {
            days.Clear();
        }

        var windows = Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1)
            .SelectMany(number => days.GetOrAdd(DateOnly.FromDayNumber(number), day => Merged(WindowsOf(Whole(day)))));
        return Merged(windows.Where(within.Overlaps).Select(window => Airspace.LimitedApplicability.Cut(window, within)));
    }

    private IEnumerable<TimeWindow> WindowsOf(TimeWindow within) =>
        LimitedApplicability.SelectMany(limited => limited.Windows(within, Bounds.Corners)).OrderBy(window => window.Start);

    private static TimeWindow Whole(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) is var midnight ? new(midnight, midnight.AddDays(1)) : default;

    /// <summary>Windows in order of their starts, those that overlap or touch as one.</summary>
    private static List<TimeWindow> Merged(IEnumerable<TimeWindow> windows)
    {
        var merged = new List<TimeWindow>();
        foreach (var window in windows)
        {
            if (merged.Count > 0 && window.Start <= merged[^1].End)
            {
                merged[^1] = new TimeWindow(merged[^1].Start, window.End > merged[^1].End ? window.End : merged[^1].End);
            }
            else
            {
                merged.Add(window);
            }
        }

        return merged;
    }

    /// <summary>Whether any piece covers a point, at whatever height.</summary>
    public bool Covers(LatLon point) => Volumes.Any(volume => volume.Shape.Contains(point));
}
