using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>A flight that is asked about in what its month is like: one wind of it decides, all of them make its odds.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Month">That of the departure, local time.</param>
public sealed record FlightClimate(Climatology Source, ClimateMonth Month)
{
    /// <summary>The winds of the month.</summary>
    public ClimateWind Winds => Source.WindOf(Month.Month);

    /// <summary>The one that decides: the policy's quantile of the speed, from the prevailing direction; its gust is estimated.</summary>
    public Wind Wind => new(Month.PrevailingFrom, Winds.SpeedAt(Source.Spread.DecisionQuantile), null);

    /// <summary>Null where the question does not ask for it, or gives a wind.</summary>
    public static FlightClimate? Of(PlanningPolicy policy, FlightQuestion question) => question is { Wind: null, Climatology: { } source }
        ? new FlightClimate(source, source.For(question.Departure.ToOffset(policy.LocalOffset).Month))
        : null;

    /// <summary>The air at sea level: as the question gives it, else of the month where that is known, else standard.</summary>
    public Atmosphere Air(FlightQuestion question) => Atmosphere.Of(question.Temperature ?? Month.Temperature, question.Qnh, question.RelativeHumidityRatio);

    /// <summary>How far a flight may differ from its plan in it.</summary>
    public FlightUncertainty Known(FlightUncertainty uncertainty) => uncertainty.InClimate(Winds, Source.Spread.TemperatureDeviationKelvin);

    /// <summary>Says that the answer rests on it.</summary>
    /// <param name="question">The flight.</param>
    public Finding Advisory(FlightQuestion question)
    {
        var (mean, wind, share) = (Winds.Mean.MetresPerSecond, Wind, Source.Spread.DecisionQuantile * 100);
        var air = question.Temperature is not null ? string.Empty
            : Month.Temperature is { } known ? Invariant($" The air is that of the month, {known.DegreesCelsius:0.#} °C.")
            : " The temperature of the month is not known: 15 °C was taken.";
        var chineseAir = question.Temperature is not null ? string.Empty
            : Month.Temperature is { } told ? Invariant($"气温取月均 {told.DegreesCelsius:0.#} °C。")
            : "该月气温未知,按 15 °C。";
        return new Finding
        {
            Code = ReasonCode.WindAssumed,
            English = Invariant($"{Climatology.Mark}: decided in the wind that {share:0.#} % of the hours of month {Month.Month} do not pass, {wind.Mean.MetresPerSecond:0.0} m/s from {wind.From.Degrees:0}°; the odds draw from all of them, {mean:0.0} m/s on the mean.{air} {Source.Place}. Confidence: {Source.Confidence}."),
            Chinese = Invariant($"气候资料,并非预报:按 {Month.Month} 月风速 {share:0.#} % 分位 {wind.Mean.MetresPerSecond:0.0} m/s、风向 {wind.From.Degrees:0}° 判定,概率取自全月分布(平均 {mean:0.0} m/s)。{chineseAir}"),
        };
    }
}
