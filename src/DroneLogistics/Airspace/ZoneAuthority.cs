namespace DroneLogistics.Airspace;

/// <summary>Who is to be asked, told or read about a zone.</summary>
public sealed record ZoneAuthority(AuthorityPurpose Purpose)
{
    public IReadOnlyList<LocalizedText> Names { get; init; } = [];

    public IReadOnlyList<LocalizedText> Services { get; init; } = [];

    public IReadOnlyList<LocalizedText> ContactNames { get; init; } = [];

    public string? SiteUrl { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>How long before a flight the authority wants to know, as an ISO 8601 duration.</summary>
    public string? IntervalBefore { get; init; }
}

/// <summary>Who made a zone's record and when.</summary>
public sealed record ZoneDataSource(string? CreationDate, string? UpdateDateTime, LocalizedText? Originator);
