namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>What a route is to have least of.</summary>
public enum RouteObjective
{
    /// <summary>Electrical energy, the wind of the flight and the climb among it.</summary>
    Energy = 0,

    /// <summary>Pad to pad.</summary>
    Time,

    /// <summary>Over the ground, whatever the wind.</summary>
    Distance,

    /// <summary>Places from which an aircraft that falls may hit land, and distance second.</summary>
    GroundRisk,
}

/// <summary>What a route has least of among those offered.</summary>
public enum RouteDistinction
{
    None = 0,

    /// <summary>Least time.</summary>
    Fastest,

    /// <summary>Least energy.</summary>
    Leanest,

    /// <summary>Least distance.</summary>
    Shortest,

    /// <summary>Least ground risk.</summary>
    Safest,
}
