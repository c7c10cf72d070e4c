namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>Asks for the routes of one flight.</summary>
/// <param name="Flight">The flight. Its cruise altitude, where given, is kept; its way is looked for.</param>
/// <param name="Objective">What the best route has least of.</param>
/// <param name="MostRoutes">How many routes are wanted at most, from 1.</param>
public sealed record RouteStudyQuestion(FlightQuestion Flight, RouteObjective Objective, int MostRoutes);
