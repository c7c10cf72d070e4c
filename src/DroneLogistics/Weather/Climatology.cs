using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>What a month is like on the average of years. It is no forecast: no check takes it for the weather of a day.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="MeanWind">At 10 m on the coast.</param>
/// <param name="PrevailingFrom">The most frequent direction, to an eighth of the circle.</param>
/// <param name="GustFactor">Gust over mean at that wind.</param>
/// <param name="Temperature">Mean air temperature; null where nobody published it.</param>
public sealed record ClimateMonth(int Month, Speed MeanWind, Bearing PrevailingFrom, double GustFactor, Temperature? Temperature);

/// <summary>How the weather of the days lies about that of their month.</summary>
/// <param name="OpenSeaExcess">How much stronger the mean wind of open straits is than that of the coast.</param>
/// <param name="OpenSeaShare">Share of that excess which the flights meet, 0 to 1.</param>
/// <param name="SpeedShape">Shape of the Weibull distribution of the hourly wind; 2 is Rayleigh's.</param>
/// <param name="PrevailingShare">Share of the time in which the wind lies about its prevailing direction, 0 to 1; for the rest it blows from anywhere.</param>
/// <param name="PrevailingDeviationDegrees">Standard deviation about the prevailing direction.</param>
/// <param name="TemperatureDeviationKelvin">Standard deviation of the air about the mean of its month.</param>
/// <param name="DecisionQuantile">Which of the winds of a month a flight is decided in, 0 to 1: 0.5 is the median.</param>
public sealed record ClimateSpread(
    Speed OpenSeaExcess,
    double OpenSeaShare,
    double SpeedShape,
    double PrevailingShare,
    double PrevailingDeviationDegrees,
    double TemperatureDeviationKelvin,
    double DecisionQuantile);

/// <summary>The year of Zhoushan by months, from the nearest published series; <c>data/weather/climatology.json</c>.</summary>
public sealed class Climatology
{
    /// <summary>Marks whatever is said from here, so that nobody takes it for a forecast.</summary>
    public const string Mark = "CLIMATOLOGY, NOT A FORECAST";

    private readonly ClimateMonth[] months;

    /// <param name="place">What the series stands for.</param>
    /// <param name="confidence">How far it is to be trusted.</param>
    /// <param name="months">January to December.</param>
    /// <param name="spread">How the days lie about their month.</param>
    /// <param name="numbers">Every number with its status and source.</param>
    /// <exception cref="ArgumentException">Not twelve months in order.</exception>
    public Climatology(string place, string confidence, IReadOnlyList<ClimateMonth> months, ClimateSpread spread, IReadOnlyList<SourcedNumber> numbers)
    {
        if (!months.Select(month => month.Month).SequenceEqual(Enumerable.Range(1, 12)))
        {
            throw new ArgumentException("A climatology has the twelve months in order.", nameof(months));
        }

        this.months = [.. months];
        (Place, Confidence, Spread, Numbers) = (place, confidence, spread, numbers);
    }

    /// <summary>What the series stands for, and where it was measured.</summary>
    public string Place { get; }

    /// <summary>How far it is to be trusted, a sentence.</summary>
    public string Confidence { get; }

    /// <summary>How the weather of the days lies about that of their month.</summary>
    public ClimateSpread Spread { get; }

    /// <summary>Every number with its status and source, in file order.</summary>
    public IReadOnlyList<SourcedNumber> Numbers { get; }

    /// <summary>A month of the year.</summary>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">No month (a programmer's error).</exception>
    public ClimateMonth For(int month) => month is >= 1 and <= 12
        ? months[month - 1]
        : throw new ArgumentOutOfRangeException(nameof(month), month, "A month is 1 to 12.");

    /// <summary>The winds of a month as flights between the islands meet them.</summary>
    /// <param name="month">1 to 12.</param>
    public ClimateWind WindOf(int month)
    {
        var known = For(month);
        return new ClimateWind(known.MeanWind + (Spread.OpenSeaExcess * Spread.OpenSeaShare), Spread.SpeedShape, known.PrevailingFrom, Spread.PrevailingShare, Spread.PrevailingDeviationDegrees);
    }
}
