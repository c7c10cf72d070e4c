using System.Globalization;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Remedies;

/// <summary>One direction in which a flight can be changed.</summary>
/// <param name="Dimension">What is changed.</param>
/// <param name="Turns">Whether such a change can turn what was found; where it cannot turn all of it, it is not tried.</param>
/// <param name="Tries">Sizes of the change, rising; or numbers of choices, in their order.</param>
/// <param name="Resolution">A round step to which the smallest size that helps is looked for, below the first that does; of small changes in hundredths of it. 0: choices are not of a size.</param>
/// <param name="Apply">The flight with a change.</param>
/// <param name="Tell">The change in words.</param>
internal sealed record RemedyChoice(
    RemedyDimension Dimension,
    Func<Finding, bool> Turns,
    IReadOnlyList<double> Tries,
    double Resolution,
    Func<FlightQuestion, double, FlightQuestion> Apply,
    Func<FlightQuestion, FlightQuestion, RemedyChange> Tell)
{
    // A change that is told is the smallest to one in so many.
    private const double SmallestToOneIn = 100;

    /// <summary>How much more of a change a changed flight needs at least, as what stands against it tells; 0 where it does not tell.</summary>
    public Func<FlightQuestion, Finding, double> AtLeastMore { get; init; } = (_, _) => 0;

    /// <summary>No step is finer.</summary>
    public double Finest { get; init; }

    /// <summary>The finest step to which a change is told: one that is no larger may be larger than it must be.</summary>
    public double FinestStep => Math.Max(Finest, Resolution / SmallestToOneIn);

    /// <summary>The step to which a change of about a size is told: the resolution, a tenth or a hundredth of it.</summary>
    public double StepFor(double size) =>
        Math.Max(Finest, size >= SmallestToOneIn * Resolution ? Resolution : size >= SmallestToOneIn / 10 * Resolution ? Resolution / 10 : Resolution / 100);
}

/// <summary>The changes that can be tried on a flight, in the order in which a dispatcher would rather hear them.</summary>
internal static class RemedyChoices
{
    // Departures are looked at every minute at first, then ever more coarsely for a day: what opens and closes again between two of them is
    // missed. Offers in the past are none.
    private static readonly double[] Delays = [.. Steps(60, 60, 20), .. Steps(1500, 300, 20), .. Steps(8100, 900, 24), .. Steps(32_400, 3600, 16)];

    // Differences of decimals are rounded, so that 15 less 4.3 is told as 10.7.
    private const int Digits = 6;

    private const double PayloadResolutionKilograms = 0.01;
    private const double SpeedStepMetresPerSecond = 1;
    private const double SpeedResolutionMetresPerSecond = 0.05;
    private const double AltitudeStepMetres = 5;
    private const double LowestAltitudeMetres = 30;
    private const double ContingencyResolution = 0.001;
    private const int MostWays = 4;
    private const int MostWaySearches = 16;

    private static readonly HashSet<string> OfMass = ["payload", "takeoff-mass", "pad", "thrust-margin", "model-validity", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature"];
    private static readonly HashSet<string> OfTime = ["operational-intent", "site-open", "closure", "geozone", "authorization", "airspace-slot", "arrival-time", "pad", "aircraft", "battery-pack", "alternate"];
    private static readonly HashSet<string> OfPackOrWeather = ["wind", "model-validity", "thrust-margin", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature", "pad-wind", "precipitation", "visibility", "icing", "lightning"];
    private static readonly HashSet<string> OfSpeed = ["operational-intent", "wind", "model-validity", "thrust-margin", "arrival-time", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature"];
    private static readonly HashSet<string> OfAltitude = ["operational-intent", "geozone", "authorization", "airspace-slot", "closure", "terrain-clearance", "obstacle-clearance", "altitude-band", "wind", "model-validity", "thrust-margin", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature"];
    private static readonly HashSet<string> OfRoute = ["operational-intent", "geozone", "authorization", "airspace-slot", "closure", "terrain-clearance", "obstacle-clearance", "altitude-band", "wind", "arrival-time", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature", "model-validity"];
    private static readonly HashSet<string> OfOtherWay = ["operational-intent", "airspace-slot", "closure", "alternate"];
    private static readonly HashSet<string> OfContingency = ["energy-reserve", "alternate"];
    private static readonly HashSet<string> OfFleet = ["aircraft", "battery-pack", "pad", "energy-reserve", "completion", "alternate", "battery-power", "cell-temperature"];

    public static IEnumerable<RemedyChoice> Of(World world, Decision refused, DateTimeOffset now) => Each(world, refused, now).Select(choice => choice with
    {
        // Of a flight that does not get there much is not known, and that alone: it falls with what holds the flight back.
        Turns = finding => (refused.Arrival is null && finding.Unknown) || choice.Turns(finding),
    });

    private static IEnumerable<RemedyChoice> Each(World world, Decision refused, DateTimeOffset now)
    {
        var asked = refused.Question;

        // What was to be heard is what is missing.
        if (asked.WithoutApprovals)
        {
            yield break;
        }

        if (asked.Payload > Mass.Zero)
        {
            yield return Payload(asked);
        }

        // Energy changes with time only where the pack is still charged, and weather only in a forecast.
        var times = refused.Weather is not null || refused.Forecast is { Task.TakeoffCharge.Ratio: < 1 } ? OfTime.Union(OfPackOrWeather).ToHashSet() : OfTime;

        // Who arrives at an instant flies as fast as the departure leaves him.
        times = asked.CruiseRule == CruiseRule.ArriveAt ? [.. times, .. OfSpeed] : times;

        // Most zones are in force always.
        var zonesCome = world.Space.ZoneSets.Any(set => set.Zones.Any(zone => zone.LimitedApplicability.Count > 0));
        bool Passes(Finding finding) => times.Contains(finding.Check) && finding.Code switch
        {
            ReasonCode.AuthorizationMissing => false,
            ReasonCode.GeozoneProhibited or ReasonCode.GeozoneAuthorizationRequired => zonesCome,
            ReasonCode.SiteClosed => finding.When is not null,
            _ => true,
        };

        yield return Departure(world, asked, Passes, Delays, later: true);
        if (Delays.Where(delay => asked.Departure.AddSeconds(-delay) >= now).ToList() is { Count: > 0 } earlier)
        {
            yield return Departure(world, asked, Passes, earlier, later: false);
        }

        if (asked.Aircraft is not null || asked.Pack is not null)
        {
            yield return AnyTail(asked);
        }

        // An arrival that no airspeed meets is given up; from there on the airspeed is the usual one.
        var airspeed = asked.CruiseRule == CruiseRule.ArriveAt ? asked.Type.CruiseAirspeed : refused.Cruise?.Airspeed ?? asked.CruiseAirspeed ?? asked.Type.CruiseAirspeed;
        if (asked.CruiseRule == CruiseRule.ArriveAt)
        {
            yield return AnyArrival(asked);
        }

        yield return Airspeed(airspeed, Upwards(asked.Type.MaxAirspeed.MetresPerSecond - airspeed.MetresPerSecond, SpeedStepMetresPerSecond), faster: true);
        yield return Airspeed(airspeed, Upwards(airspeed.MetresPerSecond - SpeedStepMetresPerSecond, SpeedStepMetresPerSecond), faster: false);
        var altitude = asked.CruiseAltitude ?? world.Policy.Flight.CruiseAltitude;
        yield return Altitude(altitude, Permitted(world, refused, altitude, Upwards(world.Space.Corridor.SeaAltitudeLimit.Metres - altitude.Metres, AltitudeStepMetres)), higher: true);
        yield return Altitude(altitude, Upwards(altitude.Metres - LowestAltitudeMetres, AltitudeStepMetres), higher: false);
        if (asked.Route == RouteChoice.Direct || asked.Waypoints is not null || asked.Via.Count > 0)
        {
            yield return Route(asked);
        }

        if (OtherWays(world, refused) is { } ways)
        {
            yield return ways;
        }

        yield return OtherType(world, asked);
        if (Contingency(world.Policy, asked) is { } less)
        {
            yield return less;
        }
    }

    /// <summary>
    /// The steps up to where the rules of the country and what is held end: above an altitude they ask for an approval of every way, so that
    /// no other needs to be looked for there.
    /// </summary>
    private static List<double> Permitted(World world, Decision refused, AltitudeAmsl from, List<double> steps)
    {
        // A flight that does not get there in its wind gets there in calm air, and asks for the same approvals.
        var flight = refused.Arrival is null ? refused.Question with { Wind = Wind.Calm } : refused.Question;

        // Above a zone it may be free again; a rule of the country is none the less for more height.
        var rules = world.Space.Permits.Rules.Rules.Select(rule => rule.ResourceName).ToHashSet(StringComparer.Ordinal);
        var (some, most) = (0, steps.Count);
        while (most > some)
        {
            var middle = (some + most + 1) / 2;
            var there = flight with { CruiseAltitude = from + Length.FromMetres(steps[middle - 1]), Waypoints = refused.Way.Points };
            (some, most) = CheckFlight.Findings(world, there, refused.DecidedAt, refused.Purpose, AuthorizationCheck.Check).Any(finding => finding is { Unknown: false, Unit: "m" } && rules.Contains(finding.Subject)) ? (some, middle - 1) : (middle, most);
        }

        return steps[..some];
    }

    private static RemedyChoice Payload(FlightQuestion asked) => new(
        RemedyDimension.Payload,
        In(OfMass),
        [asked.Payload.Kilograms],
        PayloadResolutionKilograms,
        (flight, less) => flight with { Payload = Mass.FromKilograms(Math.Max(0, Math.Round(flight.Payload.Kilograms - less, Digits))) },
        (before, after) => new RemedyChange(
            RemedyDimension.Payload,
            before.Payload.Kilograms,
            after.Payload.Kilograms,
            "kg",
            Invariant($"Carry {after.Payload.Kilograms:0.###} kg, {before.Payload.Kilograms - after.Payload.Kilograms:0.###} kg less."),
            Invariant($"载荷减至 {after.Payload.Kilograms:0.###} kg(减 {before.Payload.Kilograms - after.Payload.Kilograms:0.###} kg)。")));

    private static RemedyChoice Departure(World world, FlightQuestion asked, Func<Finding, bool> turns, IReadOnlyList<double> delays, bool later) => new(
        RemedyDimension.Departure,
        turns,
        delays,
        Resolution: 1,
        (flight, seconds) => flight with { Departure = flight.Departure.AddSeconds(later ? seconds : -seconds) },
        (before, after) =>
        {
            var shift = after.Departure - before.Departure;
            var clock = after.Departure.ToOffset(world.Policy.LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var minutes = Math.Abs(shift.TotalMinutes);
            return new RemedyChange(
                RemedyDimension.Departure,
                0,
                shift.TotalSeconds,
                "s",
                Invariant($"Depart at {clock} local time, {minutes:0.#} min {(shift > TimeSpan.Zero ? "later" : "earlier")}."),
                Invariant($"{clock} 起飞({(shift > TimeSpan.Zero ? "推迟" : "提前")} {minutes:0.#} 分钟)。"));
        })
    {
        Finest = 1,

        // A flight meets the time of others until it has moved by as much as they overlap, and a site is closed until it opens.
        AtLeastMore = (looked, finding) => finding.Code is ReasonCode.AirspaceSlotConflict or ReasonCode.OperationalIntentConflict
            || (finding.Code == ReasonCode.SiteClosed && (later ? finding.When?.Start >= looked.Departure : finding.When?.End <= looked.Departure))
                ? Math.Ceiling(-finding.Margin ?? 0)
                : 0,
    };

    private static RemedyChoice AnyTail(FlightQuestion asked) => new(
        RemedyDimension.Fleet,
        In(OfFleet),
        [1],
        Resolution: 0,
        (flight, _) => flight with { Aircraft = null, Pack = null },
        (_, _) => new RemedyChange(RemedyDimension.Fleet, null, null, string.Empty, $"Leave the tail and the pack of the {asked.Type.NameEnglish} open.", $"不指定{asked.Type.NameChinese}的具体飞机与电池。"));

    private static RemedyChoice AnyArrival(FlightQuestion asked) => new(
        RemedyDimension.CruiseAirspeed,
        In(OfSpeed),
        [1],
        Resolution: 0,
        (flight, _) => flight with { CruiseAirspeed = null, CruiseRule = CruiseRule.Fixed, ArriveAt = null },
        (_, _) => new RemedyChange(
            RemedyDimension.CruiseAirspeed,
            null,
            null,
            string.Empty,
            Invariant($"Give up the arrival that was asked for and cruise at the usual {asked.Type.CruiseAirspeed.MetresPerSecond:0.0} m/s of airspeed."),
            Invariant($"放弃指定到达时刻,以常用巡航空速 {asked.Type.CruiseAirspeed.MetresPerSecond:0.0} m/s 飞行。")));

    private static RemedyChoice Airspeed(Speed usual, IReadOnlyList<double> steps, bool faster) => new(
        RemedyDimension.CruiseAirspeed,
        In(OfSpeed),
        steps,
        SpeedResolutionMetresPerSecond,
        (flight, change) => flight with
        {
            CruiseAirspeed = Speed.FromMetresPerSecond(Math.Round(usual.MetresPerSecond + (faster ? change : -change), Digits)),
            CruiseRule = CruiseRule.Fixed,
            ArriveAt = null,
        },
        (_, after) => new RemedyChange(
            RemedyDimension.CruiseAirspeed,
            usual.MetresPerSecond,
            after.CruiseAirspeed!.Value.MetresPerSecond,
            "m/s",
            Invariant($"Cruise at {after.CruiseAirspeed!.Value.MetresPerSecond:0.0##} m/s of airspeed instead of {usual.MetresPerSecond:0.0#}."),
            Invariant($"巡航空速由 {usual.MetresPerSecond:0.0#} m/s 改为 {after.CruiseAirspeed!.Value.MetresPerSecond:0.0##} m/s。")));

    private static RemedyChoice Altitude(AltitudeAmsl usual, IReadOnlyList<double> steps, bool higher) => new(
        RemedyDimension.CruiseAltitude,
        In(OfAltitude),
        steps,
        Resolution: 1,
        (flight, change) => flight with { CruiseAltitude = AltitudeAmsl.FromMetres(Math.Round(usual.Metres + (higher ? change : -change), Digits)) },
        (_, after) => new RemedyChange(
            RemedyDimension.CruiseAltitude,
            usual.Metres,
            after.CruiseAltitude!.Value.Metres,
            "m AMSL",
            Invariant($"Cruise at {after.CruiseAltitude!.Value.Metres:0.##} m AMSL instead of {usual.Metres:0.##}."),
            Invariant($"巡航高度由海拔 {usual.Metres:0.##} m 改为 {after.CruiseAltitude!.Value.Metres:0.##} m。")));

    private static RemedyChoice Route(FlightQuestion asked) => new(
        RemedyDimension.Route,
        In(OfRoute),
        asked.Via.Count > 0 ? [1, 2] : [1],
        Resolution: 0,
        (flight, which) => flight with { Route = RouteChoice.Planned, Waypoints = null, Via = which > 1 ? [] : flight.Via },
        (before, after) => new RemedyChange(
            RemedyDimension.Route,
            null,
            null,
            string.Empty,
            before.Via.Count > after.Via.Count ? "Take the best route, without the sites on the way." : "Take the best route round islands, obstacles and zones.",
            before.Via.Count > after.Via.Count ? "改用最佳航线,不经停途中站点。" : "改用绕开岛屿、障碍与空域限制的最佳航线。"));

    /// <summary>Ways that differ from the best: they meet other zones at other times, and other sites lie beside them. Null where they are of no use.</summary>
    private static RemedyChoice? OtherWays(World world, Decision refused)
    {
        var asked = refused.Question;
        if (asked.Route != RouteChoice.Planned || asked.Waypoints is not null || asked.Via.Count > 0 || refused.Way.Standing != WayStanding.Clear || !refused.Findings.All(In(OfOtherWay)))
        {
            return null;
        }

        var airspeed = refused.Cruise?.Airspeed ?? asked.CruiseAirspeed ?? asked.Type.CruiseAirspeed;
        var (map, question, _) = FlightWay.Ask(world, asked, world.Space.PermitsFor(asked), FlightWeather.OneWind(world.Policy, asked), airspeed);
        var ways = RoutePlanner.Plan(map, question with { Alternatives = world.Policy.Routes.Alternatives(MostWays) with { MostSearches = MostWaySearches } });
        return new RemedyChoice(
            RemedyDimension.Route,
            In(OfOtherWay),
            [.. Enumerable.Range(1, ways.Count - 1).Select(number => (double)number)],
            Resolution: 0,
            (flight, number) => flight with { Waypoints = ways[(int)number].Points },
            (_, after) => new RemedyChange(
                RemedyDimension.Route,
                null,
                null,
                string.Empty,
                Invariant($"Take another way, {new FlightPath(after.Waypoints!).Distance.Kilometres:0.0} km instead of {refused.Way.Distance.Kilometres:0.0}, by the points of the request."),
                Invariant($"改走另一航线,{new FlightPath(after.Waypoints!).Distance.Kilometres:0.0} km(原 {refused.Way.Distance.Kilometres:0.0} km),航点见请求。")));
    }

    /// <summary>Less contingency, down to the policy's least; null where it may not be chosen.</summary>
    private static RemedyChoice? Contingency(PlanningPolicy policy, FlightQuestion asked)
    {
        var usual = asked.ContingencyShare ?? policy.Reserve.ContingencyShare;
        return policy.Reserve.LeastContingencyShare is { } least && least < usual
            ? new RemedyChoice(
                RemedyDimension.ReservePolicy,
                In(OfContingency),
                [usual - least],
                ContingencyResolution,
                (flight, less) => flight with { ContingencyShare = Math.Max(least, Math.Round(usual - less, Digits)) },
                (_, after) => new RemedyChange(
                    RemedyDimension.ReservePolicy,
                    usual,
                    after.ContingencyShare!.Value,
                    "1",
                    Invariant($"Keep {after.ContingencyShare!.Value * 100:0.##} % of the trip as contingency instead of {usual * 100:0.##} %."),
                    Invariant($"应急储备由航程能耗的 {usual * 100:0.##} % 降至 {after.ContingencyShare!.Value * 100:0.##} %。")))
            : null;
    }

    /// <summary>Types that would land with their reserves on the straight line: a map is laid out for no other.</summary>
    private static RemedyChoice OtherType(World world, FlightQuestion asked)
    {
        FlightQuestion As(int number) => asked with
        {
            Type = world.AircraftTypes[number],
            Aircraft = null,
            Pack = null,
            CruiseAirspeed = null,
            CruiseRule = CruiseRule.Fixed,
            ArriveAt = null,
        };

        var others = Enumerable.Range(0, world.AircraftTypes.Count).Where(number => world.AircraftTypes[number].Id != asked.Type.Id && asked.Payload <= world.AircraftTypes[number].MaxPayload);
        var able = others
            .Select(number => (Number: number, Flown: FlightSimulation.Run(CheckFlight.Task(world.Policy, As(number), FlightWeather.OneWind(world.Policy, asked), StateOfCharge.Full, world.Policy.AssumedPackHealthRatio))))
            .Where(other => other.Flown is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero)
            .OrderByDescending(other => other.Flown.LandingCharge!.Value.Ratio)
            .Select(other => (double)other.Number);
        return new RemedyChoice(
            RemedyDimension.AircraftType,
            finding => finding.Check is not ("site-open" or "closure"),
            [.. able],
            Resolution: 0,
            (flight, number) => As((int)number) with { Payload = flight.Payload, Departure = flight.Departure, CruiseAltitude = flight.CruiseAltitude, Route = flight.Route, Via = flight.Via, Waypoints = flight.Waypoints },
            (before, after) => new RemedyChange(RemedyDimension.AircraftType, null, null, string.Empty, $"Fly the {after.Type.NameEnglish} instead of the {before.Type.NameEnglish}.", $"改用{after.Type.NameChinese}(原{before.Type.NameChinese})。"));
    }

    private static Func<Finding, bool> In(HashSet<string> checks) => finding => checks.Contains(finding.Check);

    private static IEnumerable<double> Steps(double first, double step, int count) => Enumerable.Range(0, count).Select(i => first + (i * step));

    /// <summary>From one step up to a bound, the bound included.</summary>
    private static List<double> Upwards(double bound, double step)
    {
        var steps = new List<double>();
        for (var at = step; at < bound; at += step)
        {
            steps.Add(at);
        }

        if (bound > 0)
        {
            steps.Add(bound);
        }

        return steps;
    }
}
