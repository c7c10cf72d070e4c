using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch;

/// <summary>Answers "can it fly?": simulates the flight, looks for what it needs, evaluates every check. Pure: equal arguments give equal answers.</summary>
public static class CheckFlight
{
    /// <summary>Decides one flight.</summary>
    /// <param name="world">Sites, types and policy.</param>
    /// <param name="timetable">Fleet and flights; null: not known, and the checks that need them refuse.</param>
    /// <param name="question">The flight.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="purpose">A question or a promise.</param>
    public static Decision Decide(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, DecisionPurpose purpose)
    {
        return Answer(LayOut(world, timetable, question, now, purpose), timetable, now);
    }

    /// <summary>Decides one flight as <see cref="Decide"/> does, and follows it along its way.</summary>
    /// <param name="world">Sites, types and policy.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="step">Points of a leg from which alternates are looked for are no further apart, above 0 m.</param>
    /// <returns>The decision, and where the flight could land instead; null where it cannot be flown as asked.</returns>
    public static (Decision Decision, RouteAlternates? Alternates) WithAlternates(World world, Timetable timetable, FlightQuestion question, DateTimeOffset now, Length step)
    {
        var planned = LayOut(world, timetable, question, now, DecisionPurpose.Check);
        return (Answer(planned, timetable, now), FlightAlternates.Along(world, question, planned.Closures, planned.Airspace!.Way, planned.Forecast!, step));
    }

    /// <summary>Decides one flight as <see cref="WithAlternates"/> does, and tells what of it approvals speak of.</summary>
    /// <param name="world">Sites, types and policy.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="step">Points of a leg from which alternates are looked for are no further apart, above 0 m.</param>
    public static (Decision Decision, RouteAlternates? Alternates, FlightFacts Facts) WithFacts(World world, Timetable timetable, FlightQuestion question, DateTimeOffset now, Length step)
    {
        var planned = LayOut(world, timetable, question, now, DecisionPurpose.Check);
        return (Answer(planned, timetable, now), FlightAlternates.Along(world, question, planned.Closures, planned.Airspace!.Way, planned.Forecast!, step), planned.Airspace.Facts);
    }

    /// <summary>
    /// The first finding that would refuse a flight but for those that may stand; null where there is none. Quicker than a decision: what
    /// takes long is looked at last, and nothing is told.
    /// </summary>
    /// <param name="world">Sites, types and policy.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="question">The flight.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="purpose">A question or a promise.</param>
    /// <param name="mayStand">Findings that do not count.</param>
    /// <param name="withOdds">Whether the probability to end as planned counts; it takes longer than all the rest.</param>
    internal static Finding? FirstFinding(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, DecisionPurpose purpose, Func<Finding, bool> mayStand, bool withOdds)
    {
        var planned = LayOut(world, timetable, question, now, purpose);
        return DispatchChecks.First(planned, mayStand)
            ?? (withOdds && !FlightOdds.Suffice(world.Uncertainty, planned) ? CompletionCheck.TooUnlikely : null);
    }

    /// <summary>What one check that looks at no fleet and no pad finds.</summary>
    internal static IEnumerable<Finding> Findings(World world, FlightQuestion question, DateTimeOffset now, DecisionPurpose purpose, DispatchCheck check) => check(LayOut(world, null, question, now, purpose));

    /// <summary>The verdict of <see cref="Decide"/> alone on a flight that is laid out: its variations are flown only where nothing else refuses it.</summary>
    internal static Verdict Judge(PlannedFlight laidOut) =>
        DispatchChecks.First(laidOut, static _ => false) is null && !CompletionCheck.Check(laidOut).Any() ? Verdict.Go : Verdict.NoGo;

    private static Decision Answer(PlannedFlight planned, Timetable? timetable, DateTimeOffset now)
    {
        var (question, purpose) = (planned.Question, planned.Purpose);
        var (results, findings) = DispatchChecks.Evaluate(planned);
        var go = results.Count == DispatchChecks.All.Count && results.All(result => result.Outcome == CheckOutcome.Pass) && findings.Count == 0 && planned.Intent is not null;
        return new Decision
        {
            Verdict = go ? Verdict.Go : Verdict.NoGo,
            Question = question,
            Purpose = purpose,
            DecidedAt = now,
            Aircraft = planned.Fleet?.Aircraft,
            Pack = planned.Fleet is { PackServes: true } fleet ? fleet.Pack : null,
            Arrival = planned.Arrival,
            Findings = findings,
            Tell = () => FlightAdvisories.For(planned, timetable),
            Checks = results,
            Wind = planned.Wind,
            Weather = planned.Weather is { Forecast: var weather } ? new ForecastUse(weather.Origin, weather.ForecastAge(now)) : null,
            Forecast = planned.Forecast,
            Corridor = planned.Airspace!.Corridor,
            Way = planned.Airspace.Way.Way,
            Alternate = planned.Alternates?.Blocked?.Reachable is [var alternate, ..] ? alternate : null,
            Cruise = planned.Cruise,
            Odds = planned.Odds,
            MinCompletionProbability = FlightOdds.MinProbability(planned),
            Intent = go ? planned.Intent : null,
            Hold = go ? () => ClaimsOf(planned) : static () => [],
        };
    }

    /// <summary>Lays the flight out for the checks; what takes long when they ask for it. Time first: pads, tails and packs are looked for when the block time is known.</summary>
    internal static PlannedFlight LayOut(World world, Timetable? timetable, FlightQuestion question, DateTimeOffset now, DecisionPurpose purpose, FlownBefore? known = null)
    {
        known ??= world.Flown;
        var policy = world.Policy;
        var reckoned = FlightWeather.Reckoned(policy, question);
        var climate = FlightClimate.Of(policy, question);
        var wind = question.Wind ?? (reckoned is not null ? reckoned.Wind : purpose == DecisionPurpose.Check ? climate?.Wind ?? Wind.Calm : null);
        var permits = world.Space.PermitsFor(question);
        var (way, fresh, cruise) = Laid(world, question, permits, wind ?? Wind.Calm, reckoned);
        var profile = known.Profile(fresh);
        var arrival = ArrivalOf(question, profile);
        var fleet = timetable is null || arrival is null ? null : FleetAssignment.Choose(
            new FleetDemand(question.Type.Id, question.Aircraft, question.Pack, question.Origin.Id, question.Destination.Id, question.Departure, arrival.Value),
            timetable,
            world.Charging,
            policy.Claims,
            policy.MinTakeoffCharge);

        // The pack that would fly; where none stands at the origin, a fresh one, so that the rest of the answer is still about this flight.
        var task = fleet is { Pack: { } pack, PackCharge: { } charge }
            ? fresh with { TakeoffCharge = charge, PackHealthRatio = pack.HealthRatio }
            : fresh;
        task = question.TakeoffCharge is { } asked ? task with { TakeoffCharge = asked } : task;
        var flown = known.Run(task, profile);
        var forecast = flown.Forecast;
        var weather = reckoned?.Along(forecast, question.Departure);
        if (weather is not null)
        {
            // The gusts of the way as flown; the mean stays that in which the way was chosen.
            wind = weather.Wind is { Gust: var gust } && wind is not null ? wind with { Gust = gust } : null;
            forecast = forecast with { Task = forecast.Task with { Wind = wind ?? Wind.Calm } };
            flown = new FlownFlight(forecast);
        }

        var planned = new PlannedFlight
        {
            Question = question,
            Purpose = purpose,
            Policy = policy,
            TakeoffMass = fresh.TakeoffMass,
            Wind = wind,
            Weather = weather,
            DecidedAt = now,
            Forecast = forecast,
            Flown = flown,
            Cruise = cruise,
            Arrival = arrival,
            OriginPad = timetable is null || arrival is null ? null : PadAssignment.Choose(
                question.Origin,
                fresh.TakeoffMass,
                OriginPadWindow(policy, timetable, question, fleet),
                timetable),
            DestinationPad = timetable is null || arrival is null ? null : PadAssignment.Choose(
                question.Destination,
                fresh.TakeoffMass,
                new TimeWindow(arrival.Value - policy.Claims.PadBeforeArrival, arrival.Value + policy.Claims.Turnaround),
                timetable),
            Fleet = fleet,
            Timetable = timetable,
            Closures = timetable?.Closures,
        };
        return planned.With(
            () => PlannedAirspace.Of(world, question, permits, way, flown, arrival),
            _ => policy.AlternateRequired ? FlightAlternates.Overhead(world, question, purpose, timetable?.Closures, way, flown) : null,
            whole => FlightOdds.Of(world.Uncertainty, whole));
    }

    /// <summary>The way and the cruise airspeed on it. Where that is faster than the corridor was laid out for, it is laid out again, as wide as it must be.</summary>
    private static (FlightWay Way, FlightTask Task, CruiseSelection Cruise) Laid(World world, FlightQuestion question, AirspacePermits permits, Wind wind, FlightWeather? weather)
    {
        var policy = world.Policy;
        var asked = Task(policy, question, wind, StateOfCharge.Full, policy.AssumedPackHealthRatio);
        if (FlightClimate.Of(policy, question) is { } climate)
        {
            asked = asked with { Atmosphere = climate.Air(question) };
        }
        else if (weather is not null)
        {
            asked = asked with { WindField = FlightWinds.Of(policy, question, weather.Forecast), Atmosphere = weather.Air(question) };
        }

        var airspeed = asked.CruiseAirspeed;
        while (true)
        {
            var way = question.Route == RouteChoice.Direct || question.Waypoints is not null
                ? FlightWay.Along(world, question, permits, wind, airspeed)
                : FlightWay.Of(world, question, permits, wind, airspeed);
            var task = asked with { Path = way.Way.Path };
            var cruise = CruiseSelection.Of(task, question.CruiseRule, (question.ArriveAt - question.Departure)?.TotalSeconds ?? double.NaN);
            if (!(cruise.Airspeed > airspeed))
            {
                return (way, task with { CruiseAirspeed = cruise.Airspeed }, cruise);
            }

            airspeed = cruise.Airspeed;
        }
    }

    /// <summary>The flight as physics, straight and on a given charge.</summary>
    public static FlightTask Task(PlanningPolicy policy, FlightQuestion question, Wind wind, StateOfCharge charge, double healthRatio) => new()
    {
        Type = question.Type,
        Payload = question.Payload,
        Path = new FlightPath([question.Origin.Position, .. question.Via.Select(site => site.Position), question.Destination.Position]),
        OriginElevation = question.Origin.Elevation,
        DestinationElevation = question.Destination.Elevation,
        CruiseAltitude = question.CruiseAltitude ?? policy.Flight.CruiseAltitude,
        CruiseAirspeed = question.CruiseAirspeed ?? question.Type.CruiseAirspeed,
        Wind = wind,
        WindPolicy = policy.Wind,
        Atmosphere = Atmosphere.Of(question.Temperature, question.Qnh, question.RelativeHumidityRatio),
        TakeoffCharge = charge,
        PackHealthRatio = healthRatio,
        Policy = policy.Flight,
        Reserve = question.ContingencyShare is { } share ? policy.Reserve with { ContingencyShare = share } : policy.Reserve,
    };

    private static DateTimeOffset? ArrivalOf(FlightQuestion question, FlightProfile profile)
    {
        if (profile.Trouble != ProfileTrouble.None)
        {
            return null;
        }

        // Rounded up to the microsecond, the resolution of the timetable: a claim never ends before its flight.
        var seconds = profile.Segments.Sum(segment => segment.Seconds);
        return double.IsFinite(seconds) && seconds < TimeSpan.FromDays(1).TotalSeconds
            ? question.Departure + Instants.FromSecondsCeiling(seconds)
            : null;
    }

    private static TimeWindow OriginPadWindow(PlanningPolicy policy, Timetable timetable, FlightQuestion question, FleetAssignment? fleet)
    {
        // An aircraft that has just landed here stands on its pad already.
        var last = fleet?.Aircraft is { } tail ? timetable.LastBefore(ResourceNames.Of(tail.Id), question.Departure) : null;
        var start = FleetAssignment.PreparationStart(question.Departure, policy.Claims, last);
        return new TimeWindow(start, question.Departure + policy.Claims.PadAfterDeparture);
    }

    private static IReadOnlyList<Claim> ClaimsOf(PlannedFlight planned)
    {
        var fleet = planned.Fleet!;
        return
        [
            Pad(planned.OriginPad!),
            Pad(planned.DestinationPad!),
            new Claim(ClaimKind.Aircraft, ResourceNames.Of(fleet.Aircraft!.Id), fleet.AircraftSupply.Window),
            new Claim(ClaimKind.BatteryPack, ResourceNames.Of(fleet.Pack!.Id), fleet.PackSupply.Window),
            .. planned.Intent!.Claims,
        ];

        static Claim Pad(PadAssignment assignment) => new(ClaimKind.Pad, assignment.Pad!.ResourceName, assignment.Window);
    }
}
