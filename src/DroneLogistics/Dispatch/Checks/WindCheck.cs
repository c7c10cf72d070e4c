using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>The wind is known, within the limit of the type as its maker means it, and leaves a way forward.</summary>
public static class WindCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Weather is not null && WeatherFindings.Untold(flight, ReasonCode.ForecastUnavailable, IsTold, "The wind", "风况") is { } untold)
        {
            yield return untold;
            yield break;
        }

        if (flight.Wind is not { } wind)
        {
            yield return flight.Question.Climatology is null
                ? Finding.NotKnown(ReasonCode.ForecastUnavailable, string.Empty, "The wind (no forecast is loaded and none was given; give it with the request)", "风况(无可用预报,请随请求给出)")
                : Finding.NotKnown(ReasonCode.ForecastUnavailable, string.Empty, "The wind of the day (climatology is no forecast; load one or give a wind)", "当日风况(气候资料并非预报,请导入预报或给出风况)");
            yield break;
        }

        foreach (var finding in AgainstLimit(flight, wind).Concat(AgainstTrack(flight)))
        {
            yield return finding;
        }
    }

    /// <summary>Whether the wind of a moment is known as far as this check looks at it.</summary>
    internal static bool IsTold(FlightMoment moment) => moment.Wind is not null && (moment.Stage != FlightStage.EnRoute || moment.WindAloft is not null);

    private static IEnumerable<Finding> AgainstLimit(PlannedFlight flight, Wind wind)
    {
        var type = flight.Type;
        var subject = $"aircraftTypes/{type.Id}";
        var gusts = type.WindLimit.Kind == WindLimitKind.Gust;
        var code = gusts ? ReasonCode.GustLimitExceeded : ReasonCode.WindLimitExceeded;
        if (type.WindLimit.Limit is not { } limit)
        {
            yield return Finding.NotKnown(code, subject, $"The wind limit of {type.NameEnglish}", $"{type.NameChinese}的抗风限值");
            yield break;
        }

        var height = AltitudeAmsl.FromMetres(type.WindLimit.ReferenceHeight.Metres);
        if (flight.Weather is not null)
        {
            foreach (var finding in AgainstLimitOnTheWay(flight, code, limit, height))
            {
                yield return finding;
            }

            yield break;
        }

        var actual = Limited(type, flight.Policy.Wind, wind);
        var margin = limit - actual;
        if (!(margin >= Speed.Zero))
        {
            var estimated = gusts && wind.Gust is null;
            yield return new Finding
            {
                Code = code,
                Limit = limit.MetresPerSecond,
                Actual = actual.MetresPerSecond,
                Margin = margin.MetresPerSecond,
                Unit = "m/s",
                Subject = subject,
                Where = flight.Question.Origin.Position,
                English = Invariant($"{actual.MetresPerSecond:0.0} m/s {(gusts ? "in gusts" : "of mean wind")}{(estimated ? Invariant($" (estimated from a mean of {wind.Mean.MetresPerSecond:0.0} m/s)") : string.Empty)}, {limit.MetresPerSecond:0.0} m/s allowed for {type.NameEnglish} at {height.Metres:0} m: {-margin.MetresPerSecond:0.0} m/s too much."),
                Chinese = Invariant($"{(gusts ? "阵风" : "平均风")} {actual.MetresPerSecond:0.0} m/s,{type.NameChinese}限 {limit.MetresPerSecond:0.0} m/s;超限 {-margin.MetresPerSecond:0.0} m/s。"),
            };
        }
    }

    /// <summary>At the pads when the flight is there, on the way the worst.</summary>
    private static IEnumerable<Finding> AgainstLimitOnTheWay(PlannedFlight flight, ReasonCode code, Speed limit, AltitudeAmsl height)
    {
        if (WeatherFindings.Worst(flight, moment => Limited(flight.Type, flight.Policy.Wind, moment.Wind!).MetresPerSecond, actual => limit.MetresPerSecond - actual) is { } worst)
        {
            var (type, gusts) = (flight.Type, code == ReasonCode.GustLimitExceeded);
            var estimated = gusts && worst.At.Surface.SurfaceGust is null;
            yield return worst.ToFinding(
                code,
                limit.MetresPerSecond,
                "m/s",
                $"aircraftTypes/{type.Id}",
                Invariant($"{worst.Actual:0.0} m/s {(gusts ? "in gusts" : "of mean wind")}{(estimated ? Invariant($" (estimated from a mean of {worst.At.Wind!.Mean.MetresPerSecond:0.0} m/s)") : string.Empty)} {worst.English}, {limit.MetresPerSecond:0.0} m/s allowed for {type.NameEnglish} at {height.Metres:0} m: {-worst.Margin:0.0} m/s too much."),
                Invariant($"{worst.Chinese}{(gusts ? "阵风" : "平均风")} {worst.Actual:0.0} m/s,{type.NameChinese}限 {limit.MetresPerSecond:0.0} m/s;超限 {-worst.Margin:0.0} m/s。"));
        }
    }

    /// <summary>What of a wind the limit of a type speaks of, at its height: like with like, the kind and the height the maker means.</summary>
    public static Speed Limited(AircraftType type, WindPolicy policy, Wind wind) =>
        (type.WindLimit.Kind == WindLimitKind.Gust ? wind.GustOrEstimate(policy) : wind.Mean) * Wind.ProfileFactor(AltitudeAmsl.FromMetres(type.WindLimit.ReferenceHeight.Metres), policy);

    /// <summary>In the gust to be reckoned with at cruise altitude the slowest leg still keeps the policy's least ground speed.</summary>
    private static IEnumerable<Finding> AgainstGust(PlannedFlight flight, FlightForecast forecast)
    {
        // A grid of wind that is no forecast has no gusts of its own, and a commanded ground speed is held by the airspeed.
        var task = forecast.Task;
        if (forecast.Profile.Trouble != ProfileTrouble.None || (task.WindField is not null && flight.Weather is null) || task.CommandedGroundSpeed is not null)
        {
            yield break;
        }

        var (slowest, gust, moment) = SlowestInGusts(flight.Weather, task, forecast.Profile.CruiseAltitude);
        var margin = slowest - task.Policy.MinGroundSpeed.MetresPerSecond;
        if (!(margin >= 0))
        {
            var highest = task.Type.MaxAirspeed;
            var faster = highest > task.CruiseAirspeed ? Invariant($": up to {highest.MetresPerSecond:0.0} m/s of airspeed may be flown") : string.Empty;
            yield return new Finding
            {
                Code = ReasonCode.GroundSpeedTooLow,
                Limit = task.Policy.MinGroundSpeed.MetresPerSecond,
                Actual = slowest,
                Margin = margin,
                Unit = "m/s",
                Where = moment?.Position ?? flight.Question.Origin.Position,
                When = moment is null ? null : new TimeWindow(moment.Instant, moment.Instant.AddSeconds(1)),
                English = Invariant($"{slowest:0.0} m/s over the ground in gusts of {gust.MetresPerSecond:0.0} m/s at cruise altitude{(moment is null ? string.Empty : $" {WeatherFindings.Place(flight, moment).English}")}, {task.Policy.MinGroundSpeed.MetresPerSecond:0.0} m/s required{faster}."),
                Chinese = Invariant($"巡航高度阵风 {gust.MetresPerSecond:0.0} m/s 中地速 {slowest:0.0} m/s,须 ≥ {task.Policy.MinGroundSpeed.MetresPerSecond:0.0} m/s。"),
            };
        }
    }

    /// <summary>The least ground speed, the gust in which it is flown and, of a forecast, where and when. Where the gust leaves no heading there is no way forward.</summary>
    internal static (double MetresPerSecond, Speed Gust, FlightMoment? Moment) SlowestInGusts(FlightWeather? weather, FlightTask task, AltitudeAmsl altitude)
    {
        IEnumerable<(Bearing Track, Bearing From, Speed Gust, FlightMoment? Moment)> met = weather is not null
            ? weather.Moments.Where(moment => moment.Stage == FlightStage.EnRoute).Select(moment => (moment.Track, moment.WindAloft!.Value.From, GustAt(weather.Policy, moment, altitude), (FlightMoment?)moment))
            : task.Path.Legs.Select(leg => (leg.Track, task.Wind.From, task.GustAt(altitude), (FlightMoment?)null));
        return met
            .Select(one => (Ground: WindTriangle.Solve(one.Track, task.CruiseAirspeed, one.From, one.Gust), one.Gust, one.Moment))
            .Select(one => (one.Ground.Holds ? one.Ground.GroundSpeed.MetresPerSecond : 0, one.Gust, one.Moment))
            .MinBy(one => one.Item1);
    }

    /// <summary>As <see cref="FlightTask.GustAt"/>, with the mean wind that the forecast tells at the altitude.</summary>
    private static Speed GustAt(WindPolicy policy, FlightMoment moment, AltitudeAmsl altitude)
    {
        var wind = moment.Wind!;
        var gust = DrydenTurbulence.Of(wind, policy, altitude).GustIn(moment.WindAloft!.Value.Speed, policy);
        return wind.Gust is { } told && told * Wind.ProfileFactor(altitude, policy) is var grown && grown > gust ? grown : gust;
    }

    private static IEnumerable<Finding> AgainstTrack(PlannedFlight flight)
    {
        if (flight.Forecast is not { } forecast)
        {
            yield return Finding.NotKnown(ReasonCode.SimulationDiverged, string.Empty, "The simulated flight", "飞行仿真结果");
            yield break;
        }

        var profile = forecast.Profile;
        if (profile.Trouble == ProfileTrouble.WindUnknown)
        {
            yield return Finding.NotKnown(ReasonCode.ForecastUnavailable, string.Empty, "The wind along the whole path at that time (the forecast does not reach so far)", "全航程风况(预报未覆盖)");
            yield break;
        }

        var code = profile.Trouble switch
        {
            ProfileTrouble.NoWayForward => ReasonCode.HeadwindExceedsAirspeed,
            ProfileTrouble.GroundSpeedTooLow => ReasonCode.GroundSpeedTooLow,
            _ => ReasonCode.None,
        };
        if (code == ReasonCode.None)
        {
            foreach (var finding in AgainstGust(flight, forecast))
            {
                yield return finding;
            }

            yield break;
        }

        // The limit is a ceiling for the wind and a floor for the ground speed.
        var margin = code == ReasonCode.HeadwindExceedsAirspeed ? profile.Limit - profile.Actual : profile.Actual - profile.Limit;
        yield return new Finding
        {
            Code = code,
            Limit = profile.Limit,
            Actual = profile.Actual,
            Margin = margin,
            Unit = "m/s",
            Where = flight.Question.Origin.Position,
            English = code == ReasonCode.HeadwindExceedsAirspeed
                ? Invariant($"{profile.Actual:0.0} m/s of wind against the track at cruise altitude, {profile.Limit:0.0} m/s of airspeed along it: there is no way forward.")
                : Invariant($"{profile.Actual:0.0} m/s over the ground at cruise altitude, {profile.Limit:0.0} m/s required."),
            Chinese = code == ReasonCode.HeadwindExceedsAirspeed
                ? Invariant($"逆风 {profile.Actual:0.0} m/s,空速 {profile.Limit:0.0} m/s;无法前进。")
                : Invariant($"地速 {profile.Actual:0.0} m/s,须 ≥ {profile.Limit:0.0} m/s。"),
        };
    }
}
