namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>What a planner does not know of a flight; the numbers are those of the contract.</summary>
public enum UncertainInput
{
    /// <summary>Mass of the payload.</summary>
    Payload = 1,

    /// <summary>Both components of the mean wind over the path.</summary>
    Wind,

    /// <summary>State of health of the pack.</summary>
    PackHealth,

    /// <summary>Resistance of the pack.</summary>
    Resistance,

    /// <summary>Drag of the airframe.</summary>
    Drag,

    /// <summary>Power of the rotors and the propulsion.</summary>
    Propulsion,

    /// <summary>Air and pack.</summary>
    Temperature,

    /// <summary>Waiting and going around before the landing.</summary>
    Holding,

    /// <summary>A path longer than planned.</summary>
    RouteStretch,
}
