using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>Where on its flight an aircraft meets weather.</summary>
public enum FlightStage
{
    /// <summary>On the pad at block-off.</summary>
    Departure,

    EnRoute,

    /// <summary>On the pad at block-on.</summary>
    Arrival,
}

/// <summary>The weather of a forecast at one moment of a flight.</summary>
/// <param name="Stage">Which part of the flight.</param>
/// <param name="Position">Where.</param>
/// <param name="Track">The way there; on a pad that of the leg that begins or ends at it.</param>
/// <param name="Surface">At the reference height of the wind, 10 m.</param>
/// <param name="WindAloft">Mean wind at cruise altitude; null: not known.</param>
public sealed record FlightMoment(FlightStage Stage, LatLon Position, Bearing Track, WeatherMoment Surface, WindVector? WindAloft)
{
    public DateTimeOffset Instant => Surface.Instant;

    /// <summary>At the reference height of the wind, 10 m.</summary>
    public WeatherMoment Surface
    {
        get;
        init
        {
            field = value;
            Wind = Told(value);
        }
    } = Surface;

    /// <summary>The surface wind with the gust that is told of it; null: not known.</summary>
    public Wind? Wind { get; private init; } = Told(Surface);

    private static Wind? Told(WeatherMoment surface) => surface.Wind is { } blows ? new Wind(blows.From, blows.Speed, surface.SurfaceGust) : null;
}

/// <summary>The forecast that a flight is judged by, at the pads and at points of its way, each at the instant the flight is there.</summary>
/// <param name="Forecast">Where it comes from.</param>
/// <param name="Moments">In flying order; the first on the pad of departure, the last on that of arrival.</param>
/// <param name="Policy">How gusts follow from the mean.</param>
public sealed record FlightWeather(Forecast Forecast, IReadOnlyList<FlightMoment> Moments, WindPolicy Policy)
{
    // As far apart as the pieces of the way that the simulation takes the wind for: 2 km are flown in a minute or two, and forecasts change by hours.
    private const double StepMetres = WindAlong.CellMetres;

    /// <summary>
    /// One wind for what needs one, at the reference height: the mean along the way, and the largest gust that is told anywhere on the flight;
    /// null where the wind is not known at some moment.
    /// </summary>
    public Wind? Wind
    {
        get
        {
            if (Moments.Any(moment => moment.Wind is null))
            {
                return null;
            }

            var winds = Moments.Where(moment => moment.Stage == FlightStage.EnRoute).Select(moment => moment.Surface.Wind!.Value).ToList();
            var mean = new WindVector(winds.Average(wind => wind.EastMetresPerSecond), winds.Average(wind => wind.NorthMetresPerSecond));
            return new Wind(mean.From, mean.Speed, Moments.Any(moment => moment.Surface.SurfaceGust is not null) ? StrongestGust : null);
        }
    }

    /// <summary>The largest gust anywhere on the flight, at the reference height: as told, else estimated from the mean wind there. The wind must be known.</summary>
    public Speed StrongestGust => Moments.Max(moment => moment.Wind!.GustOrEstimate(Policy));

    /// <summary>
    /// How the wind of each run of the ensemble differs from that of the control run, which is the first: the mean along the way at the reference
    /// height; NaN where a run does not tell it. Empty where there is one run.
    /// </summary>
    public IReadOnlyList<WindVector> MemberDeviations
    {
        get
        {
            if (Forecast.Members.Count == 0)
            {
                return [];
            }

            var (surface, moments) = (AltitudeAmsl.FromMetres(Policy.ReferenceHeight.Metres), Moments.Where(moment => moment.Stage == FlightStage.EnRoute).ToList());
            var unknown = new WindVector(double.NaN, double.NaN);
            WindVector Mean(Func<FlightMoment, WindVector?> wind)
            {
                var told = moments.ConvertAll(moment => wind(moment) ?? unknown);
                return new WindVector(told.Average(one => one.EastMetresPerSecond), told.Average(one => one.NorthMetresPerSecond));
            }

            var control = Mean(moment => moment.Surface.Wind);
            return
            [
                default,
                .. Forecast.Members.Select(member => Mean(moment => member.WindAt(moment.Position, surface, moment.Instant)))
                    .Select(mean => new WindVector(mean.EastMetresPerSecond - control.EastMetresPerSecond, mean.NorthMetresPerSecond - control.NorthMetresPerSecond)),
            ];
        }
    }

    /// <summary>The air at sea level over the flight, the mean of its moments; null where one of them is not known.</summary>
    public Atmosphere Air(FlightQuestion question)
    {
        var seaLevel = Moments.Select(moment => Forecast.SeaLevelAirAt(moment.Position, moment.Instant)).ToList();
        return Atmosphere.Of(
            question.Temperature ?? (Mean(seaLevel.ConvertAll(air => air.Kelvin)) is { } kelvin ? new Temperature(kelvin) : null),
            question.Qnh ?? (Mean(seaLevel.ConvertAll(air => air.Pascal)) is { } pascal ? new Pressure(pascal) : null),
            question.RelativeHumidityRatio ?? Mean(seaLevel.ConvertAll(air => air.Humidity)));
    }

    /// <summary>Along the straight line at the airspeed in still air, before anything is simulated; null where the question gives a wind, asks for climatology or has no forecast.</summary>
    public static FlightWeather? Reckoned(PlanningPolicy policy, FlightQuestion question) => question.Wind is not null || question.Climatology is not null || question.Forecast is not { } forecast
        ? null
        : Reckoned(policy, question, forecast, new FlightPath([question.Origin.Position, .. question.Via.Select(site => site.Position), question.Destination.Position]));

    /// <summary>The same where the straight line is laid out already, if wanted with nothing but the winds of each moment.</summary>
    internal static FlightWeather Reckoned(PlanningPolicy policy, FlightQuestion question, Forecast forecast, FlightPath path, bool windsOnly = false)
    {
        var airspeed = (question.CruiseAirspeed ?? question.Type.CruiseAirspeed).MetresPerSecond;
        var cruise = question.CruiseAltitude ?? policy.Flight.CruiseAltitude;
        return Sampled(forecast, policy.Wind, path, cruise, question.Departure, metres => metres / airspeed, path.Distance.Metres / airspeed, windsOnly);
    }

    /// <summary>On the pad at block-off alone, which is the first moment of the flight however it is flown; null as of <see cref="Reckoned(PlanningPolicy, FlightQuestion)"/>.</summary>
    internal static FlightWeather? AtDeparture(PlanningPolicy policy, FlightQuestion question)
    {
        if (question.Wind is not null || question.Climatology is not null || question.Forecast is not { } forecast)
        {
            return null;
        }

        var surface = forecast.At(question.Origin.Position, AltitudeAmsl.FromMetres(policy.Wind.ReferenceHeight.Metres), question.Departure);
        return new FlightWeather(forecast, [new FlightMoment(FlightStage.Departure, question.Origin.Position, Bearing.FromDegrees(0), surface, null)], policy.Wind);
    }

    /// <summary>Along the way and at the times of a flight as simulated; where it cannot be flown, as reckoned.</summary>
    public FlightWeather Along(FlightForecast flight, DateTimeOffset departure) => Along(flight.Task.Path, flight.Profile, departure);

    /// <summary>The same of a flight whose way and times are known, if wanted with nothing but the winds of each moment.</summary>
    internal FlightWeather Along(FlightPath path, FlightProfile profile, DateTimeOffset departure, bool windsOnly = false)
    {
        var segments = profile.Segments;
        var first = segments.TakeWhile(segment => !(segment.PathMetres > 0)).Count();
        var last = segments.Count - segments.Reverse().TakeWhile(segment => !(segment.PathMetres > 0)).Count();
        if (profile.Trouble != ProfileTrouble.None || !(first < last))
        {
            return this;
        }

        var way = new WayProfile([.. segments.Skip(first).Take(last - first)], segments.Take(first).Sum(segment => segment.Seconds));
        return Sampled(Forecast, Policy, path, profile.CruiseAltitude, departure, Seconds, segments.Sum(segment => segment.Seconds), windsOnly);

        double Seconds(double metres) => Math.Min(metres, way.TotalMetres) is var place ? way.Between(place, place).FromSeconds : double.NaN;
    }

    /// <summary>The wind for whatever of a question needs one before it is simulated: by hand, of its month, of the forecast, else calm.</summary>
    public static Wind OneWind(PlanningPolicy policy, FlightQuestion question) => question.Wind ?? FlightClimate.Of(policy, question)?.Wind ?? Reckoned(policy, question)?.Wind ?? Weather.Wind.Calm;

    private static FlightWeather Sampled(
        Forecast forecast,
        WindPolicy policy,
        FlightPath path,
        AltitudeAmsl cruise,
        DateTimeOffset departure,
        Func<double, double> secondsAt,
        double blockSeconds,
        bool windsOnly)
    {
        var surface = AltitudeAmsl.FromMetres(policy.ReferenceHeight.Metres);
        var moments = new List<FlightMoment> { At(FlightStage.Departure, path.Origin, path.Legs[0].Track, 0) };
        var begun = 0.0;
        foreach (var leg in path.Legs)
        {
            var metres = leg.Distance.Metres;
            var pieces = Math.Max(1, (int)Math.Ceiling(metres / StepMetres));
            for (var i = 0; i <= pieces; i++)
            {
                var along = begun + (metres * i / pieces);
                moments.Add(At(FlightStage.EnRoute, path.PointAt(Length.FromMetres(along)), leg.Track, secondsAt(along)));
            }

            begun += metres;
        }

        moments.Add(At(FlightStage.Arrival, path.Destination, path.Legs[^1].Track, blockSeconds));
        return new FlightWeather(forecast, moments, policy);

        FlightMoment At(FlightStage stage, LatLon position, Bearing track, double seconds)
        {
            // What is at no time, or a day away, is not known.
            if (!(seconds >= 0 && seconds < TimeSpan.SecondsPerDay))
            {
                return new FlightMoment(stage, position, track, WeatherMoment.NothingKnown(departure), null);
            }

            var instant = departure + TimeSpan.FromSeconds(seconds);
            return new FlightMoment(stage, position, track, windsOnly ? forecast.WindsAt(position, surface, instant) : forecast.At(position, surface, instant), forecast.WindAt(position, cruise, instant));
        }
    }

    private static double? Mean(List<double?> values) => values.TrueForAll(value => value is not null) ? values.Average() : null;
}
