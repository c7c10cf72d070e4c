using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>What an answer is for.</summary>
public enum DecisionPurpose
{
    /// <summary>A question: calm air is assumed where no wind is given, planned sites are an advisory.</summary>
    Check,

    /// <summary>A promise: the wind must be known and the sites open.</summary>
    Schedule,
}

/// <summary>"Can this cargo fly from here to there at that time?", parsed: every name is resolved, every number finite and in range.</summary>
public sealed record FlightQuestion
{
    public required Site Origin { get; init; }

    public required Site Destination { get; init; }

    /// <summary>Sites flown over on the way without landing.</summary>
    public IReadOnlyList<Site> Via { get; init; } = [];

    public required AircraftType Type { get; init; }

    /// <summary>This tail and no other.</summary>
    public AircraftId? Aircraft { get; init; }

    /// <summary>This pack and no other.</summary>
    public BatteryPackId? Pack { get; init; }

    public required Mass Payload { get; init; }

    /// <summary>Block-off, whole microseconds.</summary>
    public required DateTimeOffset Departure { get; init; }

    /// <summary>Given by hand, and goes before the forecast; null: nobody gave one.</summary>
    public Wind? Wind { get; init; }

    /// <summary>Asked in what its month is like, in place of any forecast; null: not so. A wind by hand goes before it.</summary>
    public Climatology? Climatology { get; init; }

    /// <summary>The weather to fly in where no wind is given; null: there is none.</summary>
    public Forecast? Forecast { get; init; }

    /// <summary>At sea level; null: that of the forecast or the month, else standard.</summary>
    public Temperature? Temperature { get; init; }

    /// <summary>Pressure at mean sea level; null: that of the forecast, else standard.</summary>
    public Pressure? Qnh { get; init; }

    /// <summary>0 to 1; null: that of the forecast, else dry air.</summary>
    public double? RelativeHumidityRatio { get; init; }

    /// <summary>Null: the type's. Only read where <see cref="CruiseRule"/> is fixed.</summary>
    public Speed? CruiseAirspeed { get; init; }

    /// <summary>How the cruise airspeed is chosen.</summary>
    public CruiseRule CruiseRule { get; init; }

    /// <summary>Block-on, whole microseconds; only of <see cref="CruiseRule.ArriveAt"/>.</summary>
    public DateTimeOffset? ArriveAt { get; init; }

    /// <summary>Null: the policy's.</summary>
    public AltitudeAmsl? CruiseAltitude { get; init; }

    /// <summary>Round islands and zones, or straight.</summary>
    public RouteChoice Route { get; init; }

    /// <summary>The way it was booked on, pads included; null: it is found. Goes before <see cref="Route"/>.</summary>
    public IReadOnlyList<LatLon>? Waypoints { get; init; }

    /// <summary>Charge at block-off in place of the pack's; null: the pack's. The check of the pack looks at the pack as it stands.</summary>
    public StateOfCharge? TakeoffCharge { get; init; }

    /// <summary>Asks for more than the policy's least probability to end as planned, 0 to 1; null: the policy's. One below the policy's does nothing.</summary>
    public double? MinCompletionProbability { get; init; }

    /// <summary>Contingency in place of the policy's, a share of the trip, not below the policy's least; null: the policy's.</summary>
    public double? ContingencyShare { get; init; }

    /// <summary>As if no approval and no slot were held.</summary>
    public bool WithoutApprovals { get; init; }
}

/// <summary>Which way a flight takes.</summary>
public enum RouteChoice
{
    /// <summary>The best way round everything that stands in it.</summary>
    Planned,

    /// <summary>The straight line over the sites on the way: to hear what stands in it.</summary>
    Direct,
}
