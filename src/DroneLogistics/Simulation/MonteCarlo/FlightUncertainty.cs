using DroneLogistics.Provenance;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.MonteCarlo;

/// <summary>How far a flight may differ from its plan: <c>data/policy/uncertainty.json</c>. Every spread may be zero.</summary>
public sealed record FlightUncertainty
{
    /// <summary>Standard deviation of the payload's mass, at least.</summary>
    public required Mass PayloadError { get; init; }

    /// <summary>And at least this share of the payload.</summary>
    public required double PayloadErrorShare { get; init; }

    /// <summary>The payload's error is cut at so many standard deviations.</summary>
    public required double PayloadErrorBoundDeviations { get; init; }

    public required WindUncertainty Wind { get; init; }

    /// <summary>How much the standard deviation of a component of a forecast's wind grows with every hour of lead time beyond <see cref="WindErrorLead"/>.</summary>
    public required Speed WindErrorGrowthPerHour { get; init; }

    /// <summary>Up to this lead time the error of a forecast is that of <see cref="Wind"/>.</summary>
    public required TimeSpan WindErrorLead { get; init; }

    /// <summary>Standard deviation of a component that the members of an ensemble do not tell.</summary>
    public Speed EnsembleRemainingError { get; init; }

    /// <summary>Correlation of the wind's error between the two ways of an out-and-back, -1 to 1, either component.</summary>
    public required double WindErrorLegCorrelation { get; init; }

    /// <summary>Standard deviation of the state of health of a pack of which nobody knows it.</summary>
    public required double PackHealthDeviation { get; init; }

    /// <summary>The same where the pack reports it.</summary>
    public required double KnownPackHealthDeviation { get; init; }

    /// <summary>Packs below are not in service: health is cut here and at 1.</summary>
    public required double MinPackHealthRatio { get; init; }

    /// <summary>Sigma of the logarithm of the battery's resistance over its model.</summary>
    public required double ResistanceSigma { get; init; }

    /// <summary>Sigma of the logarithm of the drag over its model.</summary>
    public required double DragSigma { get; init; }

    /// <summary>The same where the payload hangs outside or has a shape that was not flown before.</summary>
    public required double NewPayloadShapeDragSigma { get; init; }

    /// <summary>Sigma of the logarithm of the power of rotors and propulsion over its model.</summary>
    public required double PropulsionSigma { get; init; }

    /// <summary>Standard deviation of the air temperature, K.</summary>
    public required double AirTemperatureDeviationKelvin { get; init; }

    /// <summary>Standard deviation of the pack's temperature at block-off, K.</summary>
    public required double PackTemperatureDeviationKelvin { get; init; }

    /// <summary>Mean of the exponential wait before landing.</summary>
    public required double HoldMeanSeconds { get; init; }

    /// <summary>The longest wait before landing.</summary>
    public required double HoldCapSeconds { get; init; }

    /// <summary>Probability that a landing is broken off once.</summary>
    public required double GoAroundProbability { get; init; }

    /// <summary>What a broken-off landing adds to the wait.</summary>
    public required double GoAroundSeconds { get; init; }

    /// <summary>Sigma of the half-normal lengthening of the path, as a share of it.</summary>
    public required double RouteStretchSigma { get; init; }

    /// <summary>A flight is on time up to so long after its planned block-on.</summary>
    public required double OnTimeMarginSeconds { get; init; }

    /// <summary>Every number of the file with its status and source.</summary>
    public required IReadOnlyList<SourcedNumber> Numbers { get; init; }

    /// <summary>The same with the error of a forecast as it is so long after it was made.</summary>
    public FlightUncertainty AtLead(TimeSpan lead) => Wind is WindUncertainty.Forecast forecast && lead > WindErrorLead
        ? this with { Wind = forecast with { ComponentDeviation = forecast.ComponentDeviation + (WindErrorGrowthPerHour * (lead - WindErrorLead).TotalHours) } }
        : this;

    /// <summary>The same in a forecast of several runs: one of them is drawn, and what they do not tell.</summary>
    /// <param name="deviations">Of each run from the plan.</param>
    public FlightUncertainty WithMembers(IReadOnlyList<WindVector> deviations) => Wind is WindUncertainty.Forecast forecast && deviations.Count > 0
        ? this with { Wind = new WindUncertainty.Members(deviations, forecast with { ComponentDeviation = EnsembleRemainingError }) }
        : this;

    /// <summary>The same in air that is taken for calm because nobody knows its wind: an assumption has no error.</summary>
    public FlightUncertainty InAssumedCalm() => this with { Wind = new WindUncertainty.Within(Speed.Zero) };

    /// <summary>The same where nothing is known of the weather but what its month is like.</summary>
    /// <param name="winds">Of the month.</param>
    /// <param name="temperatureDeviationKelvin">Of the air about the mean of the month.</param>
    public FlightUncertainty InClimate(ClimateWind winds, double temperatureDeviationKelvin) =>
        this with { Wind = new WindUncertainty.Climate(winds), AirTemperatureDeviationKelvin = temperatureDeviationKelvin };

    /// <summary>The same with the drag as well known as that of the flight that is asked about.</summary>
    public FlightUncertainty For(RiskQuestion question) => question.NewPayloadShape ? this with { DragSigma = NewPayloadShapeDragSigma } : this;
}

/// <summary>How well the wind is known: the same for both components, at the reference height.</summary>
public abstract record WindUncertainty
{
    private WindUncertainty()
    {
    }

    /// <summary>A forecast: at a point a normal error, along the track correlated as exp(-d / L).</summary>
    /// <param name="ComponentDeviation">Standard deviation of a component at a point.</param>
    /// <param name="Correlation">L.</param>
    public sealed record Forecast(Speed ComponentDeviation, Length Correlation) : WindUncertainty;

    /// <summary>A forecast of several runs, each as likely as another.</summary>
    /// <param name="Deviations">Of the mean wind of each over the flight from the plan's; at least one.</param>
    /// <param name="Remaining">What they do not tell.</param>
    public sealed record Members(IReadOnlyList<WindVector> Deviations, Forecast Remaining) : WindUncertainty;

    /// <summary>No forecast: any wind of a month, the same over the whole flight, whatever the one it was planned in.</summary>
    public sealed record Climate(ClimateWind Winds) : WindUncertainty;

    /// <summary>No forecast: each component lies anywhere within so much of the given one, the same over the whole flight.</summary>
    public sealed record Within(Speed HalfWidth) : WindUncertainty;
}
