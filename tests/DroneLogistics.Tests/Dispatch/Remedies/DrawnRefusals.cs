using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Dispatch.Remedies;

/// <summary>A flight that was refused.</summary>
/// <param name="Timetable">What it was decided against.</param>
/// <param name="Decision">The refusal.</param>
internal sealed record DrawnRefusal(Timetable Timetable, Decision Decision);

/// <summary>
/// Random flights of a network, drawn so that each reason for a refusal comes up: a flight that most often would be GO, with what tends to
/// bring about one reason, and every fourth time a second one.
/// </summary>
internal sealed class DrawnRefusals
{
    private const double SecondFaultShare = 0.25;
    private const int MostDraws = 60;

    private static readonly (string From, string To)[] InService = [("putuo", "liuheng"), ("liuheng", "putuo"), ("sijiao", "gouqi"), ("gouqi", "sijiao"), ("dinghai-port", "dongju"), ("dongju", "dinghai-port"), ("dingzuimen", "gaoting"), ("gaoting", "dingzuimen"), ("putuo", "miaozihu")];

    private static readonly DateTimeOffset Day = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private readonly World world;
    private readonly Timetable free;
    private readonly Dictionary<ReasonCode, Func<Random, Case, Case>> faults;

    public DrawnRefusals(World world)
    {
        this.world = world;
        free = Timetable.Empty(world.AssumedFleet());
        faults = Faults();
    }

    /// <summary>The instant of all decisions.</summary>
    public static DateTimeOffset Now => Day.AddHours(-1);

    /// <summary>The reasons that are drawn for.</summary>
    public IReadOnlyList<ReasonCode> Reasons => [.. faults.Keys];

    /// <summary>A refusal with a reason among its findings; null where so many draws brought none.</summary>
    public DrawnRefusal? Draw(ReasonCode reason, Random random)
    {
        for (var i = 0; i < MostDraws; i++)
        {
            var drawn = faults[reason](random, Base(random));
            if (random.NextDouble() < SecondFaultShare)
            {
                drawn = faults[Reasons[random.Next(faults.Count)]](random, drawn);
            }

            var decision = Decide(drawn.Timetable, drawn.Question);
            if (decision.Findings.Any(finding => finding.Code == reason))
            {
                return new DrawnRefusal(drawn.Timetable, decision);
            }
        }

        return null;
    }

    public Decision Decide(Timetable timetable, FlightQuestion question) => CheckFlight.Decide(world, timetable, question, Now, DecisionPurpose.Check);

    private sealed record Case(FlightQuestion Question, Timetable Timetable);

    private Case Base(Random random)
    {
        var (from, to) = InService[random.Next(InService.Length)];
        var types = world.AircraftTypes;
        var type = random.Next(3) > 0 ? types.Single(one => one.Id.Text == "fz90") : types[random.Next(types.Count)];
        var question = new FlightQuestion
        {
            Origin = Site(from),
            Destination = Site(to),
            Type = type,
            Payload = Mass.FromKilograms(Math.Round(Between(random, 0.1, 0.8) * (type.MaxPayload?.Kilograms ?? 1), 1)),
            Departure = Day.AddSeconds(random.Next(0, 8 * 3600)),
            Wind = WindOf(random, Between(random, 0, 6)),
        };
        return new Case(question, free);
    }

    private Dictionary<ReasonCode, Func<Random, Case, Case>> Faults() => new()
    {
        [ReasonCode.PayloadExceedsLimit] = Change((random, flight) => flight with { Payload = Mass.FromKilograms(Math.Round((flight.Type.MaxPayload?.Kilograms ?? 1) * Between(random, 1.002, 1.4), 2)) }),
        [ReasonCode.TakeoffMassExceedsSiteLimit] = Change((random, flight) => flight with { Destination = WithPads(flight.Destination, flight.Type.EmptyMass.Kilograms + (flight.Payload.Kilograms * Between(random, 0.2, 1))) }),
        [ReasonCode.EnergyReserveShortfall] = Change((random, flight) => flight with { TakeoffCharge = new StateOfCharge(Between(random, 0.3, 0.75)), Wind = WindOf(random, Between(random, 2, 8)) }),
        [ReasonCode.AlternateUnreachable] = Change((random, flight) => (random.Next(2) == 0 ? flight with { Origin = Site("dinghai-port"), Destination = Site("dongju") } : flight with { Origin = Site("dingzuimen"), Destination = Site("gaoting") }) with { Type = Type(random.Next(2) == 0 ? "ark40" : "fc30-single"), Payload = Mass.FromKilograms(Math.Round(Between(random, 1, 9), 1)), Wind = WindOf(random, Between(random, 0, 6)) }),
        [ReasonCode.HeadwindExceedsAirspeed] = Change((random, flight) => flight with { Wind = WindOf(random, Between(random, 18, 30)) }),
        [ReasonCode.GroundSpeedTooLow] = Change((random, flight) => flight with { CruiseAirspeed = Speed.FromMetresPerSecond(Math.Round(Between(random, 8, 12), 1)), Wind = WindOf(random, Between(random, 7, 10)) }),
        [ReasonCode.WindLimitExceeded] = Change((random, flight) => flight with { Type = WithMeanLimit(flight.Type, Between(random, 3, 7)), Wind = WindOf(random, Between(random, 5, 9)) }),
        [ReasonCode.CrosswindLimitExceeded] = Change((random, flight) => random.Next(2) == 0
            ? flight with { Origin = WithCrosswindLimit(flight.Origin, Between(random, 3, 8)), Wind = WindOf(random, Between(random, 3, 8)) }
            : flight with { Destination = WithCrosswindLimit(flight.Destination, Between(random, 3, 8)), Wind = WindOf(random, Between(random, 3, 8)) }),
        [ReasonCode.GustLimitExceeded] = Change((random, flight) => Between(random, 4, 9) is var mean ? flight with { Wind = WindOf(random, mean) with { Gust = Speed.FromMetresPerSecond(mean + Between(random, 6, 10)) } } : flight),
        [ReasonCode.PrecipitationLimitExceeded] = Weather((random, hour) => new Hourly(Rain: hour % 6 < 3 ? Between(random, 0, 15) : 0)),
        [ReasonCode.VisibilityBelowMinimum] = Weather((random, hour) => new Hourly(Sight: hour % 7 < 4 ? Between(random, 100, 4000) : 12_000)),
        [ReasonCode.IcingRisk] = Weather((random, hour) => new Hourly(Icing: hour % 5 < 2 ? 1 + random.Next(3) : 0)),
        [ReasonCode.LightningRisk] = Weather((random, hour) => new Hourly(Storm: hour % 5 < 2 ? 1 : 0)),
        [ReasonCode.ForecastUnavailable] = Weather((_, hour) => new Hourly(), hours: 3),
        [ReasonCode.ForecastTooOld] = Weather((_, _) => new Hourly(), issued: Now.AddDays(-3)),
        [ReasonCode.TemperatureOutsideEnvelope] = Change((random, flight) => flight with { Temperature = Temperature.FromDegreesCelsius(Between(random, 38, 52)), Payload = Mass.FromKilograms(Math.Round((flight.Type.MaxPayload?.Kilograms ?? 1) * Between(random, 0.7, 1), 1)) }),
        [ReasonCode.GeozoneProhibited] = Change((random, flight) => random.Next(2) == 0 ? AnyPair(random, flight) : flight with { Type = Type("v2000cg"), Origin = Site("putuo"), Destination = Site("liuheng"), Payload = Mass.FromKilograms(Math.Round(Between(random, 10, 300), 1)) }),
        [ReasonCode.GeozoneAuthorizationRequired] = Change((random, flight) => flight with { CruiseAltitude = AltitudeAmsl.FromMetres(Math.Round(Between(random, 121, 180))) }),
        [ReasonCode.AuthorizationMissing] = Change((random, flight) => random.Next(2) == 0 ? AnyPair(random, flight) : flight with { CruiseAltitude = AltitudeAmsl.FromMetres(Math.Round(Between(random, 121, 180))) }),
        [ReasonCode.AuthorizationExpired] = Change((_, flight) => flight with { Departure = flight.Departure.AddYears(5) }),
        [ReasonCode.TerrainClearanceInsufficient] = Change((random, flight) => random.Next(3) == 0 ? flight with { Route = RouteChoice.Direct } : flight with { CruiseAltitude = AltitudeAmsl.FromMetres(Math.Round(Between(random, 40, 112))) }),
        [ReasonCode.AltitudeBandEmpty] = Change((_, flight) => flight with { Route = RouteChoice.Direct }),
        [ReasonCode.ObstacleClearanceInsufficient] = Change((random, flight) => AnyPair(random, flight) with { Route = RouteChoice.Direct }),
        [ReasonCode.AirspaceSlotConflict] = Change((random, flight) => flight with { Origin = Site("putuo"), Destination = Site(random.Next(2) == 0 ? "liuheng" : "miaozihu"), Departure = Day.AddSeconds(random.Next(0, 10 * 3600)) }),
        [ReasonCode.SiteClosed] = Change((random, flight) => flight with { Departure = Day.AddHours(random.Next(2) == 0 ? Between(random, 9.5, 12) : Between(random, 21.5, 24.5)) }),
        [ReasonCode.RouteSuspended] = Suspended,
        [ReasonCode.OperationalIntentConflict] = Met,
        [ReasonCode.PadUnavailable] = Busy,
        [ReasonCode.AircraftUnavailable] = (random, drawn) => random.Next(2) == 0 ? Busy(random, drawn) : drawn with { Question = drawn.Question with { Aircraft = drawn.Timetable.Fleet.Aircraft.Where(tail => tail.Type == drawn.Question.Type.Id && tail.HomeSite != drawn.Question.Origin.Id.Text).Select(tail => (AircraftId?)tail.Id).FirstOrDefault() } },
        [ReasonCode.BatteryUnavailable] = (random, drawn) => random.Next(2) == 0 ? Busy(random, drawn) : drawn with { Question = drawn.Question with { Pack = drawn.Timetable.Fleet.Packs.Where(pack => pack.Type == drawn.Question.Type.Id && pack.HomeSite != drawn.Question.Origin.Id.Text).Select(pack => (BatteryPackId?)pack.Id).FirstOrDefault() } },
        [ReasonCode.TimeWindowMissed] = Change((random, flight) => flight with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = flight.Departure.AddMinutes(random.Next(2) == 0 ? Between(random, 5, 18) : Between(random, 60, 120)) }),
        [ReasonCode.CompletionProbabilityBelowPolicy] = Change((random, flight) => flight with { Wind = WindOf(random, Between(random, 7, 10)) }),
        [ReasonCode.OutsideModelValidity] = Change((random, flight) => flight with { Temperature = Temperature.FromDegreesCelsius(random.Next(2) == 0 ? Between(random, -45, -22) : Between(random, 45, 58)) }),
        [ReasonCode.BatteryPowerInsufficient] = Change((random, flight) => flight with { Type = Type(random.Next(2) == 0 ? "ark40" : "fc30"), Payload = Mass.FromKilograms(Math.Round(Between(random, 6, 10), 1)), Origin = Site("putuo"), Destination = Site("liuheng") }),
        [ReasonCode.ThrustMarginInsufficient] = Change((random, flight) => flight with
        {
            Type = random.Next(2) == 0 ? flight.Type : WithWeakRotors(flight.Type, flight.Type.EmptyMass + flight.Payload, Between(random, 0.9, 1.02)),
            Wind = WindOf(random, Between(random, 2, 13)),
        }),
    };

    private static Func<Random, Case, Case> Change(Func<Random, FlightQuestion, FlightQuestion> change) =>
        (random, drawn) => drawn with { Question = change(random, drawn.Question) };

    /// <summary>What a forecast tells of an hour; NaN: nothing.</summary>
    private sealed record Hourly(double Rain = 0, double Sight = 12_000, double Icing = 0, double Storm = 0);

    private Func<Random, Case, Case> Weather(Func<Random, int, Hourly> tell, int hours = 14, DateTimeOffset? issued = null) => (random, drawn) =>
    {
        var told = Enumerable.Range(0, hours).Select(hour => tell(random, hour)).ToList();
        var (mean, from) = (Between(random, 1, 7), random.NextDouble() * 2 * Math.PI);
        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. told.Select((_, hour) => mean * Math.Sin(from + (0.1 * hour)))]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. told.Select((_, hour) => mean * Math.Cos(from + (0.1 * hour)))]),
            [ForecastQuantity.Gust] = ForecastField.OfSurface([.. told.Select(_ => mean + 3)]),
            [ForecastQuantity.Precipitation] = ForecastField.OfSurface([.. told.Select(one => one.Rain)]),
            [ForecastQuantity.Visibility] = ForecastField.OfSurface([.. told.Select(one => one.Sight)]),
            [ForecastQuantity.Icing] = ForecastField.OfSurface([.. told.Select(one => one.Icing)]),
            [ForecastQuantity.Lightning] = ForecastField.OfSurface([.. told.Select(one => one.Storm)]),
        };
        DateTimeOffset[] times = [.. told.Select((_, hour) => Day.AddHours(hour - 2))];
        var grid = ForecastGrid.AtPoint(new LatLon(30.2, 122.3), Length.FromKilometres(200), times, fields);
        return drawn with { Question = drawn.Question with { Wind = null, Forecast = new Forecast(new ForecastOrigin("drawn", null, issued ?? Now.AddHours(-1)), [grid], world.Weather, world.Policy.Wind) } };
    };

    /// <summary>The route of the flight closed for a while, one of four times until further notice.</summary>
    private Case Suspended(Random random, Case drawn)
    {
        var question = drawn.Question;
        var (id, stops) = (new RouteId("drawn"), new RouteStops(question.Origin.Id, question.Via.Select(site => site.Id), question.Destination.Id));
        var start = question.Departure.AddMinutes(Between(random, -60, 10));
        var closure = new Closure(new ClosureId("drawn"), new RouteClosed(id, stops), ClosureCause.Weather, "fog", new TimeWindow(start, start.AddMinutes(Between(random, 20, 150))));
        var closures = random.Next(4) == 0 ? new ClosureRegister(1, [], [new BarredRoute(id, stops, RouteState.Suspended)]) : new ClosureRegister(1, [closure], []);
        return drawn with { Timetable = drawn.Timetable.WithClosures(closures) };
    }

    /// <summary>A flight the other way that is in the air at the same time.</summary>
    private Case Met(Random random, Case drawn)
    {
        var asked = drawn.Question;
        var other = asked with { Origin = asked.Destination, Destination = asked.Origin, Departure = asked.Departure.AddMinutes(Between(random, -20, 20)), Aircraft = null, Pack = null, ArriveAt = null, CruiseRule = CruiseRule.Fixed };
        return Decide(drawn.Timetable, other) is { Verdict: Verdict.Go } go ? drawn with { Timetable = drawn.Timetable.With(go.AsFlight("met", bookingOrder: 9)) } : drawn;
    }

    /// <summary>Flights of others about the same time: what they hold is not free.</summary>
    private Case Busy(Random random, Case drawn)
    {
        var timetable = drawn.Timetable;
        for (var i = 0; i < 3; i++)
        {
            var other = drawn.Question with { Departure = drawn.Question.Departure.AddMinutes(Between(random, -40, 40)), Aircraft = null, Pack = null, ArriveAt = null, CruiseRule = CruiseRule.Fixed };
            if (Decide(timetable, other) is { Verdict: Verdict.Go } go)
            {
                timetable = timetable.With(go.AsFlight($"other-{i}", i));
            }
        }

        return drawn with { Timetable = timetable };
    }

    private FlightQuestion AnyPair(Random random, FlightQuestion flight)
    {
        var sites = world.Sites.All;
        var from = random.Next(sites.Count);
        var to = (from + 1 + random.Next(sites.Count - 1)) % sites.Count;
        return flight with { Origin = sites[from], Destination = sites[to] };
    }

    private static Site WithPads(Site site, double kilograms) =>
        site with { Pads = [.. site.Pads.Select(pad => pad with { MaxMass = pad.MaxMass with { Value = kilograms } })] };

    /// <summary>The types that ship have limits of gusts, and their sites none across a pad.</summary>
    private static AircraftType WithMeanLimit(AircraftType type, double metresPerSecond) =>
        type with { WindLimit = type.WindLimit with { Kind = WindLimitKind.Mean, Limit = Speed.FromMetresPerSecond(Math.Round(metresPerSecond, 1)) } };

    /// <summary>The types that ship have thrust in hand for all that they may carry: rotors that have about as much as a mass asks for.</summary>
    private AircraftType WithWeakRotors(AircraftType type, Mass mass, double share) =>
        type with { Rotors = type.Rotors with { MaxThrustNewtons = Math.Round(share * world.Policy.Thrust.MarginRatio * mass.Kilograms * 9.81 * type.Rotors.DownloadFactor) } };

    private static Site WithCrosswindLimit(Site site, double metresPerSecond) => site with { MaxPadCrosswind = Speed.FromMetresPerSecond(Math.Round(metresPerSecond, 1)) };

    private Site Site(string id) => world.Sites[new SiteId(id)];

    private AircraftType Type(string id) => world.AircraftTypes.Single(type => type.Id.Text == id);

    private static Wind WindOf(Random random, double metresPerSecond) => new(Bearing.FromDegrees(random.Next(360)), Speed.FromMetresPerSecond(metresPerSecond), null);

    private static double Between(Random random, double low, double high) => low + (random.NextDouble() * (high - low));
}
