using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// Many flights over one path in one type of aircraft, as columns: what differs from flight to flight. Everything else is that of the
/// task they are flown as.
/// </summary>
public sealed class FlightBatch
{
    private const int Columns = 12;

    private readonly double[] cells;

    /// <param name="count">Number of flights, positive.</param>
    public FlightBatch(int count)
    {
        Count = count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "A batch holds at least one flight.");
        cells = new double[Columns * count];
    }

    /// <summary>Number of flights.</summary>
    public int Count { get; }

    /// <summary>Payload, kg, not negative.</summary>
    public Span<double> PayloadKilograms => Column(0);

    /// <summary>Where the mean wind at the reference height blows to, component to the east, m/s.</summary>
    public Span<double> WindEastMetresPerSecond => Column(1);

    /// <summary>Where the mean wind at the reference height blows to, component to the north, m/s.</summary>
    public Span<double> WindNorthMetresPerSecond => Column(2);

    /// <summary>Air temperature at sea level, kelvin.</summary>
    public Span<double> AirKelvin => Column(3);

    /// <summary>Temperature of the cells at take-off, kelvin.</summary>
    public Span<double> PackKelvin => Column(4);

    /// <summary>State of health, above 0, at most 1.</summary>
    public Span<double> HealthRatio => Column(5);

    /// <summary>State of charge at take-off, 0 to 1.</summary>
    public Span<double> TakeoffCharge => Column(6);

    /// <inheritdoc cref="FlightVariation.ResistanceFactor"/>
    public Span<double> ResistanceFactor => Column(7);

    /// <inheritdoc cref="FlightVariation.DragFactor"/>
    public Span<double> DragFactor => Column(8);

    /// <inheritdoc cref="FlightVariation.PropulsionFactor"/>
    public Span<double> PropulsionFactor => Column(9);

    /// <inheritdoc cref="FlightVariation.HoldSeconds"/>
    public Span<double> HoldSeconds => Column(10);

    /// <inheritdoc cref="FlightVariation.RouteStretch"/>
    public Span<double> RouteStretch => Column(11);

    /// <summary>Every row as the task itself flies.</summary>
    public static FlightBatch Repeat(FlightTask task, int count)
    {
        var batch = new FlightBatch(count);
        var (east, north) = Blowing(task.Wind);
        batch.PayloadKilograms.Fill(task.Payload.Kilograms);
        batch.WindEastMetresPerSecond.Fill(east);
        batch.WindNorthMetresPerSecond.Fill(north);
        batch.AirKelvin.Fill(task.Atmosphere.SeaLevelTemperature.Kelvin);
        batch.PackKelvin.Fill((task.PackTemperature ?? task.Policy.PackTemperature).Kelvin);
        batch.HealthRatio.Fill(task.PackHealthRatio);
        batch.TakeoffCharge.Fill(task.TakeoffCharge.Ratio);
        batch.ResistanceFactor.Fill(task.Variation.ResistanceFactor);
        batch.DragFactor.Fill(task.Variation.DragFactor);
        batch.PropulsionFactor.Fill(task.Variation.PropulsionFactor);
        batch.HoldSeconds.Fill(task.Variation.HoldSeconds);
        batch.RouteStretch.Fill(task.Variation.RouteStretch);
        return batch;
    }

    /// <summary>Some of the rows, in the order given; at least one.</summary>
    public FlightBatch Rows(IReadOnlyList<int> rows)
    {
        var some = new FlightBatch(rows.Count);
        for (var column = 0; column < Columns; column++)
        {
            var from = Column(column);
            var to = some.Column(column);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }

        return some;
    }

    /// <summary>Where a wind blows to, m/s to the east and to the north.</summary>
    public static (double East, double North) Blowing(Wind wind)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(wind.From.Degrees));
        return (-wind.Mean.MetresPerSecond * sine, -wind.Mean.MetresPerSecond * cosine);
    }

    /// <summary>One flight of the batch as a task of its own.</summary>
    /// <param name="basis">The task they are flown as.</param>
    /// <param name="row">Which flight, from 0.</param>
    public FlightTask Task(FlightTask basis, int row)
    {
        var (east, north) = (WindEastMetresPerSecond[row], WindNorthMetresPerSecond[row]);
        var (plannedEast, plannedNorth) = Blowing(basis.Wind);
        return basis with
        {
            Payload = Mass.FromKilograms(PayloadKilograms[row]),
            Wind = new Wind(
                Bearing.FromDegrees(double.RadiansToDegrees(Math.Atan2(-east, -north))),
                Speed.FromMetresPerSecond(Math.Sqrt((east * east) + (north * north))),
                basis.Wind.Gust),

            // Where the wind is that of a grid, the row's wind is told by how it differs from the task's.
            WindField = basis.WindField is { } field ? field with { Error = new WindVector(east - plannedEast, north - plannedNorth) } : null,
            Atmosphere = Atmosphere.Of(new Temperature(AirKelvin[row]), basis.Atmosphere.Qnh, basis.Atmosphere.RelativeHumidityRatio),
            PackTemperature = new Temperature(PackKelvin[row]),
            PackHealthRatio = HealthRatio[row],
            TakeoffCharge = new StateOfCharge(TakeoffCharge[row]),
            Variation = new FlightVariation(ResistanceFactor[row], DragFactor[row], PropulsionFactor[row], HoldSeconds[row], RouteStretch[row]),
        };
    }

    private Span<double> Column(int index) => cells.AsSpan(index * Count, Count);
}

/// <summary>What became of the flights of a batch, as columns. A flight that does not land has no number there.</summary>
public sealed class FlightBatchResults(int count)
{
    private readonly double[] cells = new double[4 * count];

    public int Count => count;

    /// <summary>Charge at landing, 0 to 1; NaN where the flight cannot be flown or the battery did not last.</summary>
    public Span<double> LandingCharge => cells.AsSpan(0, count);

    /// <summary>Block time, seconds; NaN where the flight cannot be flown.</summary>
    public Span<double> BlockSeconds => cells.AsSpan(count, count);

    /// <summary>Energy asked of the battery's terminals, joules; NaN where the flight cannot be flown.</summary>
    public Span<double> TerminalJoules => cells.AsSpan(2 * count, count);

    /// <summary>Temperature of the cells at landing, kelvin; NaN where <see cref="LandingCharge"/> is.</summary>
    public Span<double> LandingKelvin => cells.AsSpan(3 * count, count);

    /// <summary>How near the batteries came to their limits; null: nobody asks, and it is not looked at.</summary>
    public FlightBatchLimits? Limits { get; init; }
}

/// <summary>How near the batteries of a batch came to their limits, as columns. Nothing is a number where the flight does not land.</summary>
public sealed class FlightBatchLimits(int count)
{
    private readonly double[] cells = new double[6 * count];

    /// <summary>Lowest voltage under load.</summary>
    public Span<double> MinVolts => cells.AsSpan(0, count);

    /// <summary>Highest current.</summary>
    public Span<double> MaxAmperes => cells.AsSpan(count, count);

    /// <summary>The coldest that the cells were, kelvin.</summary>
    public Span<double> ColdestKelvin => cells.AsSpan(2 * count, count);

    /// <summary>The hottest that the cells were, kelvin.</summary>
    public Span<double> HottestKelvin => cells.AsSpan(3 * count, count);

    /// <summary>Voltage under the hover of a landing that must wait.</summary>
    public Span<double> HoverVolts => cells.AsSpan(4 * count, count);

    /// <summary>Charge after the reserve policy's minutes of hover from the state at landing; NaN too where the battery does not give them.</summary>
    public Span<double> HoverCharge => cells.AsSpan(5 * count, count);
}
