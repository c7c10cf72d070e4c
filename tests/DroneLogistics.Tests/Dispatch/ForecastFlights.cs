using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Forecasts over the two islands, told hour by hour, and the flights that are asked about in them.</summary>
internal static class ForecastFlights
{
    /// <summary>The middle of the two islands; the circle covers the service area of the hand-built policy.</summary>
    private static readonly LatLon Middle = new(30, 122);

    /// <summary>What is told of one valid time; NaN where not known.</summary>
    /// <param name="Hours">From nine o'clock.</param>
    /// <param name="FromDegrees">Where the wind blows from.</param>
    /// <param name="Mean">m/s.</param>
    /// <param name="Gust">m/s.</param>
    /// <param name="Rain">mm/h.</param>
    /// <param name="Sight">m.</param>
    /// <param name="Icing">A number of the severity.</param>
    /// <param name="Storm">0 or 1.</param>
    public sealed record Told(double Hours, double FromDegrees = 340, double Mean = 5, double Gust = 8, double Rain = 0, double Sight = 10_000, double Icing = double.NaN, double Storm = double.NaN);

    /// <summary>A forecast that tells the same from eight to fourteen o'clock.</summary>
    public static Forecast Constant(Func<Told, Told>? change = null) => Of([.. Enumerable.Range(-1, 7).Select(hour => (change ?? (told => told))(new Told(hour)))]);

    /// <summary>A forecast of one point that holds for the whole service area.</summary>
    public static Forecast Of(params Told[] told) => Within(Length.FromKilometres(200), Forecasts.Origin, told);

    /// <summary>A forecast of one point that holds so far.</summary>
    public static Forecast Within(Length radius, ForecastOrigin origin, params Told[] told)
    {
        var winds = told.Select(one => WindVector.Of(Bearing.FromDegrees(one.FromDegrees), Speed.FromMetresPerSecond(one.Mean))).ToList();
        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. winds.Select(wind => wind.EastMetresPerSecond)]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. winds.Select(wind => wind.NorthMetresPerSecond)]),
            [ForecastQuantity.Gust] = ForecastField.OfSurface([.. told.Select(one => one.Gust)]),
            [ForecastQuantity.Precipitation] = ForecastField.OfSurface([.. told.Select(one => one.Rain)]),
            [ForecastQuantity.Visibility] = ForecastField.OfSurface([.. told.Select(one => one.Sight)]),
            [ForecastQuantity.Icing] = ForecastField.OfSurface([.. told.Select(one => one.Icing)]),
            [ForecastQuantity.Lightning] = ForecastField.OfSurface([.. told.Select(one => one.Storm)]),
        };
        return new Forecast(origin, [ForecastGrid.AtPoint(Middle, radius, Forecasts.Hours([.. told.Select(one => one.Hours)]), fields)], Forecasts.Policy, Forecasts.Wind);
    }

    /// <summary>10 kg from west to east at some minutes past nine, in a forecast.</summary>
    public static FlightQuestion Question(Forecast? forecast, double minutes = 0, AircraftType? type = null) =>
        Worlds.Question(type) with { Wind = null, Forecast = forecast, Departure = Worlds.Nine.AddMinutes(minutes) };

    public static Decision Decide(FlightQuestion question, DecisionPurpose purpose = DecisionPurpose.Check, DateTimeOffset? now = null) =>
        CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, now ?? Worlds.Now, purpose);

    /// <summary>A planned flight in the weather of a forecast that it passes, with every moment changed.</summary>
    public static PlannedFlight In(PlannedFlight flight, Func<WeatherMoment, WeatherMoment> change)
    {
        var question = flight.Question with { Wind = null, Forecast = Constant(told => told with { Icing = 0, Storm = 0 }) };
        var weather = FlightWeather.Reckoned(flight.Policy, question)!.Along(flight.Forecast!, question.Departure);
        return flight with
        {
            Question = question,
            DecidedAt = Worlds.Now,
            Weather = weather with { Moments = [.. weather.Moments.Select(moment => moment with { Surface = change(moment.Surface) })] },
        };
    }
}
