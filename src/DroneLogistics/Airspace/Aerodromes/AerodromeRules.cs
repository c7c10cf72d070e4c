using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>The figures by which an aerodrome is protected. All are policy, with status and source in the file.</summary>
public sealed record AerodromeRules
{
    /// <summary>From the runway's end to the strip's.</summary>
    public required Length StripBeyondEnd { get; init; }

    /// <summary>Of the arcs about the strip's ends that bound the control area.</summary>
    public required Length ControlRadius { get; init; }

    /// <summary>Of the clearance protection rectangle, on each side of the centreline.</summary>
    public required Length ClearanceSide { get; init; }

    /// <summary>Of the clearance protection rectangle, beyond each runway end.</summary>
    public required Length ClearanceBeyondEnd { get; init; }

    /// <summary>Of the circle about an aerodrome whose runways are not known.</summary>
    public required Length UnknownRunwayRadius { get; init; }

    public required Length HeliportRadius { get; init; }

    public required SurfaceRules Surfaces { get; init; }

    /// <summary>Every figure with its status and source.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }
}

/// <summary>The dimensions of the obstacle limitation surfaces; slopes and divergences are rise or width by length.</summary>
public sealed record SurfaceRules
{
    public required Length InnerHorizontalHeight { get; init; }

    public required Length InnerHorizontalRadius { get; init; }

    public required double ConicalSlope { get; init; }

    /// <summary>Above the inner horizontal surface.</summary>
    public required Length ConicalHeight { get; init; }

    public required Length ApproachInnerWidth { get; init; }

    public required double ApproachDivergence { get; init; }

    public required Length ApproachFirstLength { get; init; }

    public required double ApproachFirstSlope { get; init; }

    public required Length ApproachSecondLength { get; init; }

    public required double ApproachSecondSlope { get; init; }

    /// <summary>Of the level part.</summary>
    public required Length ApproachLevelLength { get; init; }

    public required double TransitionalSlope { get; init; }

    public required Length ClimbInnerWidth { get; init; }

    public required double ClimbDivergence { get; init; }

    public required Length ClimbGreatestWidth { get; init; }

    public required double ClimbSlope { get; init; }

    public required Length ClimbLength { get; init; }

    public Length ApproachLength => ApproachFirstLength + ApproachSecondLength + ApproachLevelLength;
}
