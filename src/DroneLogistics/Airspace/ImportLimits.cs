using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>What a file of zones may hold at the most, and how near a place may lie to its image on an offset map. Policy.</summary>
public sealed record ImportLimits
{
    public required long MaxFileBytes { get; init; }

    /// <summary>Of one archive, all entries together, counted while they inflate.</summary>
    public required long MaxInflatedBytes { get; init; }

    /// <summary>Inflated bytes by packed ones.</summary>
    public required double MaxInflationRatio { get; init; }

    public required int MaxArchiveEntries { get; init; }

    /// <summary>Levels of lists, objects or elements.</summary>
    public required int MaxNesting { get; init; }

    public required int MaxFeatures { get; init; }

    public required int MaxRingPositions { get; init; }

    /// <summary>Of all features together.</summary>
    public required int MaxPositions { get; init; }

    public required Length SiteOffset { get; init; }
}
