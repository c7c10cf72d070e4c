using DroneLogistics.Routing.Map;
using DroneLogistics.Units;
using PlannedWay = DroneLogistics.Routing.Map.PlannedWay;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>One route of a study: a way, a cruise altitude, and the flight on it decided with every check.</summary>
public sealed record StudiedRoute
{
    /// <summary>The flight on this way and at this altitude.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The way.</summary>
    public required PlannedWay Way { get; init; }

    /// <summary>Of the cruise.</summary>
    public required AltitudeAmsl CruiseAltitude { get; init; }

    /// <summary>How much of the way lies within the ground risk buffer of land, the way between pads and the sea among it.</summary>
    public required Length NearLand { get; init; }

    /// <summary>Distance, what is near land weighed by the policy.</summary>
    public required Length GroundRisk { get; init; }

    /// <summary>What it has least of among the routes of the study.</summary>
    public IReadOnlyList<RouteDistinction> Distinctions { get; init; } = [];

    /// <summary>What it bends round, and what each costs; empty until a route is chosen.</summary>
    public IReadOnlyList<BindingHindrance> Constraints { get; init; } = [];

    /// <summary>Between which altitudes each piece of it may be flown; empty where it cannot be flown as asked.</summary>
    public IReadOnlyList<AltitudeBand> Bands { get; init; } = [];

    /// <summary>What it is judged by: Wh, s, m or weighted m; infinite where it cannot be flown.</summary>
    public double Cost(RouteObjective objective) => objective switch
    {
        RouteObjective.Energy => Decision.Forecast is { Reserve: { } reserve } ? reserve.Trip.WattHours : double.PositiveInfinity,
        RouteObjective.Time => Decision.Forecast?.BlockSeconds ?? double.PositiveInfinity,
        RouteObjective.Distance => Way.Distance.Metres,
        _ => GroundRisk.Metres,
    };
}

/// <summary>The routes of one flight.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Routes">The best first, never empty: where nothing may be flown, what comes nearest to it.</param>
/// <param name="Straight">The straight line over the stops, decided at the altitude of the best route: what stands in it.</param>
/// <param name="StraightDistance">Its length: no way over the ground is shorter.</param>
/// <param name="Altitudes">The cruise altitudes that were tried.</param>
public sealed record RouteStudyAnswer(
    RouteStudyQuestion Question,
    IReadOnlyList<StudiedRoute> Routes,
    Decision Straight,
    Length StraightDistance,
    IReadOnlyList<AltitudeAmsl> Altitudes);
