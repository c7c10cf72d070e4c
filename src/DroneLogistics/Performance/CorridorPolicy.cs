using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Performance;

/// <summary>How far round its planned way a flight may come and what it keeps from the ground; <c>data/policy/corridor.json</c>.</summary>
public sealed record CorridorPolicy
{
    /// <summary>Wind that may add to the airspeed, where the wind of the day is not known.</summary>
    public required Speed WindAllowance { get; init; }

    /// <summary>From leaving the flight geography to the start of the manoeuvre that ends the excursion, at least 1 s.</summary>
    public required TimeSpan Reaction { get; init; }

    /// <summary>Width and height of the flight geography in characteristic dimensions, at least 3.</summary>
    public required double FlightGeographyDimensions { get; init; }

    /// <summary>Of navigation, S_GPS.</summary>
    public required Length PositionError { get; init; }

    /// <summary>Of holding the position, S_pos.</summary>
    public required Length PositionHoldError { get; init; }

    /// <summary>Of the map, S_map.</summary>
    public required Length MapError { get; init; }

    /// <summary>Of measuring the altitude, H_baro.</summary>
    public required Length AltitudeError { get; init; }

    /// <summary>Tilt of a multirotor that stops, theta, at most 45 degrees.</summary>
    public required double StopTiltDegrees { get; init; }

    /// <summary>Bank of a winged aircraft that turns back, phi, at most 30 degrees.</summary>
    public required double TurnBackBankDegrees { get; init; }

    /// <summary>Climb during the reaction over its distance: 0.7 is a climb of 45 degrees.</summary>
    public required double ReactionClimbShare { get; init; }

    /// <summary>Height that a winged aircraft gains before it is level again, over V² / g.</summary>
    public required double WingPullUpFactor { get; init; }

    /// <summary>Kept over ground and obstacles; the vertical accuracy of their source comes to it.</summary>
    public required Length Clearance { get; init; }

    /// <summary>Highest flight over land, above the ground below.</summary>
    public required Length TrueHeightLimit { get; init; }

    /// <summary>Highest flight over sea.</summary>
    public required AltitudeAmsl SeaAltitudeLimit { get; init; }

    /// <summary>How much earlier and later than planned a piece may be entered and left.</summary>
    public required TimeSpan TimeMargin { get; init; }

    /// <summary>What comes to <see cref="TimeMargin"/>, as a share of the time flown until then.</summary>
    public required double TimeMarginShare { get; init; }

    /// <summary>A longer leg is cut, so that each piece has its own times and its own ground.</summary>
    public required Length LongestPiece { get; init; }

    /// <summary>What comes to the time on the way before it is known: zones in force until then are led round.</summary>
    public required TimeSpan ClimbsAndDescents { get; init; }

    /// <summary>How many times the straight line a way may be as long, before it is known.</summary>
    public required double ReckonedDetourRatio { get; init; }

    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }
}
