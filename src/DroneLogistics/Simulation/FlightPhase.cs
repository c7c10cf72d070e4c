namespace DroneLogistics.Simulation;

/// <summary>A phase of flight, in the order in which they are flown.</summary>
public enum FlightPhase
{
    SpoolUp,
    VerticalClimb,
    Transition,
    Climb,
    Cruise,
    Descent,
    Holding,
    BackTransition,
    VerticalDescent,
    Landing,
}
