using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Sites;

/// <summary>Whether a site can be used. The zero value is unknown and never open.</summary>
public enum SiteStatus
{
    Unknown = 0,
    Operating,
    Built,
    Trial,
    Planned,
    TestCandidate,
}

/// <summary>A named take-off and landing site with its pads.</summary>
public sealed record Site
{
    public required SiteId Id { get; init; }

    public required string NameEnglish { get; init; }

    public required string NameChinese { get; init; }

    public required string County { get; init; }

    public required string Island { get; init; }

    public required LatLon Position { get; init; }

    /// <summary>Radius within which the true position lies.</summary>
    public required Length HorizontalAccuracy { get; init; }

    public required AltitudeAmsl Elevation { get; init; }

    public required string Near { get; init; }

    public required SiteStatus Status { get; init; }

    public required string Source { get; init; }

    /// <summary>Null: not known, and no flight passes.</summary>
    public required OpeningHours? Hours { get; init; }

    public required IReadOnlyList<Pad> Pads { get; init; }

    public required SourcedNumber ChargerCount { get; init; }

    public required SourcedNumber ChargerPowerWatts { get; init; }

    /// <summary>Gust at the pads, at 10 m; null: the site states no limit of its own.</summary>
    public Speed? MaxPadGust { get; init; }

    /// <summary>Gust across the leg that begins or ends at the site, at 10 m; null: the site states no limit of its own.</summary>
    public Speed? MaxPadCrosswind { get; init; }

    /// <summary>Operating, built or in trial use.</summary>
    public bool IsOpenForScheduling => Status is SiteStatus.Operating or SiteStatus.Built or SiteStatus.Trial;

    public override string ToString() => Id.Text;
}

/// <summary>One final approach and take-off surface.</summary>
/// <param name="Site">Its site.</param>
/// <param name="Number">Its number at the site, from 1.</param>
/// <param name="MaxMass">The heaviest aircraft it bears; a null value is not known, and no flight passes.</param>
public sealed record Pad(SiteId Site, int Number, SourcedNumber MaxMass)
{
    /// <summary>Its resource name, for example <c>sites/putuo/pads/1</c>.</summary>
    public string ResourceName => $"sites/{Site}/pads/{Number}";
}

/// <summary>Daily opening in local time, half-open.</summary>
/// <param name="OpeningMinute">Minutes after midnight, 0 to 1440.</param>
/// <param name="ClosingMinute">Minutes after midnight, above the opening.</param>
public sealed record OpeningHours(SourcedNumber OpeningMinute, SourcedNumber ClosingMinute)
{
    /// <summary>The opening of the local day on which the instant falls.</summary>
    public TimeWindow OnDayOf(DateTimeOffset instant, TimeSpan utcOffset)
    {
        var local = instant.ToOffset(utcOffset);
        var midnight = new DateTimeOffset(local.Date, utcOffset);
        return new TimeWindow(midnight.AddMinutes(OpeningMinute.Value!.Value), midnight.AddMinutes(ClosingMinute.Value!.Value));
    }
}
