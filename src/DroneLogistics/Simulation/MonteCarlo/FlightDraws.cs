namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>Variations of one flight, a column for each quantity, an entry for each flight.</summary>
/// <param name="count">Flights.</param>
public sealed class FlightDraws(int count)
{
    public int Count { get; } = count;

    /// <summary>kg.</summary>
    public Memory<double> PayloadKilograms { get; } = new double[count];

    /// <summary>Blowing towards the east, m/s at the reference height.</summary>
    public Memory<double> WindEastMetresPerSecond { get; } = new double[count];

    /// <summary>Blowing towards the north, m/s at the reference height.</summary>
    public Memory<double> WindNorthMetresPerSecond { get; } = new double[count];

    /// <summary>Warmer than planned, K, at every height.</summary>
    public Memory<double> WarmerKelvin { get; } = new double[count];

    /// <summary>Degrees Celsius at block-off.</summary>
    public Memory<double> PackTemperatureDegreesCelsius { get; } = new double[count];

    /// <summary>State of health, above 0, at most 1.</summary>
    public Memory<double> PackHealthRatio { get; } = new double[count];

    /// <summary>Over the model's.</summary>
    public Memory<double> ResistanceFactor { get; } = new double[count];

    /// <summary>Over the model's.</summary>
    public Memory<double> DragFactor { get; } = new double[count];

    /// <summary>Over the model's.</summary>
    public Memory<double> PropulsionFactor { get; } = new double[count];

    /// <summary>In the air before the landing.</summary>
    public Memory<double> HoldSeconds { get; } = new double[count];

    /// <summary>Length of the path over the planned one, at least 1.</summary>
    public Memory<double> RouteStretch { get; } = new double[count];
}

/// <summary>What became of them.</summary>
/// <param name="count">Flights.</param>
public sealed class FlightOutcomes(int count)
{
    public int Count { get; } = count;

    /// <summary>Whether they landed.</summary>
    public Memory<BatteryEnd> End { get; } = new BatteryEnd[count];

    /// <summary>Charge at landing, 0 to 1; of a flight that did not land it is not read.</summary>
    public Memory<double> LandingCharge { get; } = new double[count];

    /// <summary>Pad to pad; of a flight that did not land it is not read.</summary>
    public Memory<double> BlockSeconds { get; } = new double[count];
}

/// <summary>Simulates the variations of a flight. Equal draws give equal bytes.</summary>
/// <param name="plan">The flight as planned: everything that the draws do not vary.</param>
/// <param name="draws">The variations.</param>
/// <param name="outcomes">To be filled.</param>
public delegate void FlightKernel(FlightTask plan, FlightDraws draws, FlightOutcomes outcomes);
