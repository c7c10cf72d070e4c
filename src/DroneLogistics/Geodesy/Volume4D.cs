namespace DroneLogistics.Geodesy;

/// <summary>
/// A box in space and time, in the metres of a local frame: what is looked at first where volumes of any shape could conflict.
/// </summary>
/// <remarks>
/// Space is closed: touching is a breach. Time is half-open: what ends at an instant and what begins then do not meet.
/// A number that is not one makes a volume that meets every other: unknown never means clear.
/// </remarks>
/// <param name="MinEastMetres">Western edge.</param>
/// <param name="MaxEastMetres">Eastern edge, not below it.</param>
/// <param name="MinNorthMetres">Southern edge.</param>
/// <param name="MaxNorthMetres">Northern edge, not below it.</param>
/// <param name="FloorMetresAmsl">Lowest altitude above mean sea level.</param>
/// <param name="CeilingMetresAmsl">Highest altitude, not below it.</param>
/// <param name="StartMicroseconds">First instant, microseconds since the Unix epoch.</param>
/// <param name="EndMicroseconds">First instant after it.</param>
public readonly record struct Volume4D(
    double MinEastMetres,
    double MaxEastMetres,
    double MinNorthMetres,
    double MaxNorthMetres,
    double FloorMetresAmsl,
    double CeilingMetresAmsl,
    long StartMicroseconds,
    long EndMicroseconds)
{
    /// <summary>The two have a point at an instant in common, or cannot be told apart.</summary>
    public bool Meets(in Volume4D other) =>
        !(MaxEastMetres < other.MinEastMetres || other.MaxEastMetres < MinEastMetres
            || MaxNorthMetres < other.MinNorthMetres || other.MaxNorthMetres < MinNorthMetres
            || CeilingMetresAmsl < other.FloorMetresAmsl || other.CeilingMetresAmsl < FloorMetresAmsl)
        && StartMicroseconds < other.EndMicroseconds && other.StartMicroseconds < EndMicroseconds;
}
