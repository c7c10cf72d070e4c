using DroneLogistics.Fleet;

namespace DroneLogistics.Simulation;

/// <summary>
/// How one flight differs from its model: what a Monte-Carlo draws beside wind, payload, temperature and health. The default of every
/// flight is <see cref="None"/>.
/// </summary>
/// <param name="ResistanceFactor">Battery resistance over the model's, positive.</param>
/// <param name="DragFactor">Drag area and zero-lift drag over the model's, positive.</param>
/// <param name="PropulsionFactor">Power into rotors and propeller over the model's (rotor factors, figure of merit, efficiency), positive.</param>
/// <param name="HoldSeconds">Wait before the landing: in hover, or circling on the wing.</param>
/// <param name="RouteStretch">Way flown over the path, at least 1.</param>
public sealed record FlightVariation(double ResistanceFactor, double DragFactor, double PropulsionFactor, double HoldSeconds, double RouteStretch)
{
    public static readonly FlightVariation None = new(1, 1, 1, 0, 1);

    /// <summary>The type as it flies this flight; the drivetrain's line of the ledger takes up the factor of the propulsion.</summary>
    public AircraftType Of(AircraftType type)
    {
        if (DragFactor == 1 && PropulsionFactor == 1)
        {
            return type;
        }

        return type with
        {
            Rotors = type.Rotors with
            {
                DragAreaSquareMetres = type.Rotors.DragAreaSquareMetres * DragFactor,
                DrivetrainEfficiency = type.Rotors.DrivetrainEfficiency / PropulsionFactor,
            },
            Wing = type.Wing is not { } wing ? null : wing with
            {
                ZeroLiftDragCoefficient = wing.ZeroLiftDragCoefficient * DragFactor,
                DrivetrainEfficiency = wing.DrivetrainEfficiency / PropulsionFactor,
            },
        };
    }
}
