using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>What the wind on a pad is limited to, by its site or by the type.</summary>
/// <param name="Wind">As planned, when the flight is there.</param>
/// <param name="Track">Of the leg that begins or ends there.</param>
/// <param name="MaxGust">Null: no limit is stated.</param>
/// <param name="MaxAcross">The least of those of site and type; null: none is stated.</param>
public sealed record PadLimits(Wind Wind, Bearing Track, Speed? MaxGust, Speed? MaxAcross)
{
    /// <summary>Both ends of a flight, as far as a limit is stated there and the wind is known; where it is not the check of the pads refuses.</summary>
    public static IReadOnlyList<PadLimits> Of(PlannedFlight flight)
    {
        if (flight.Forecast?.Task.Path.Legs is not { } legs)
        {
            return [];
        }

        var (question, ofType) = (flight.Question, flight.Type.Weather?.MaxCrosswind);
        (Site Site, FlightStage Stage, Bearing Track)[] ends = [(question.Origin, FlightStage.Departure, legs[0].Track), (question.Destination, FlightStage.Arrival, legs[^1].Track)];
        return
        [
            .. from end in ends
               where end.Site.MaxPadGust is not null || end.Site.MaxPadCrosswind is not null || ofType is not null
               let wind = flight.Weather is { } weather ? weather.Moments.First(moment => moment.Stage == end.Stage).Wind : flight.Wind
               where wind is not null
               select new PadLimits(wind, end.Track, end.Site.MaxPadGust, Least(end.Site.MaxPadCrosswind, ofType)),
        ];
    }

    /// <summary>All of a gust from where the mean wind blows, across a leg.</summary>
    public static Speed Across(Wind wind, Bearing track, WindPolicy policy) => wind.GustOrEstimate(policy) * Math.Abs(Math.Sin(wind.From.Radians - track.Radians));

    /// <summary>Whether another wind on the pad is within them.</summary>
    public bool Hold(Wind wind, WindPolicy policy) =>
        (MaxGust is not { } gust || wind.GustOrEstimate(policy) <= gust) && (MaxAcross is not { } across || Across(wind, Track, policy) <= across);

    private static Speed? Least(Speed? one, Speed? other) => one is { } a && other is { } b ? (a < b ? a : b) : one ?? other;
}
