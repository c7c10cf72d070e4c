using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class DispatchChecksTests
{
    private static readonly string[] Names = [.. DispatchChecks.All.Select(entry => entry.Name)];

    /// <summary>For each check the data it needs, each taken away alone.</summary>
    private static readonly (string Check, string Datum, Func<PlannedFlight, PlannedFlight> Remove)[] Removals =
    [
        ("payload", "payload limit", flight => WithType(flight, type => type with { MaxPayload = null })),
        ("takeoff-mass", "take-off mass", flight => flight with { TakeoffMass = null }),
        ("takeoff-mass", "pad limit at the origin", flight => WithOrigin(flight, site => site with { Pads = [site.Pads[0] with { MaxMass = Worlds.Assumed(null) }] })),
        ("takeoff-mass", "pad limit at the destination", flight => WithDestination(flight, site => site with { Pads = [site.Pads[0] with { MaxMass = Worlds.Assumed(null) }] })),
        ("site-open", "hours of the origin", flight => WithOrigin(flight, site => site with { Hours = null })),
        ("site-open", "hours of the destination", flight => WithDestination(flight, site => site with { Hours = null })),
        ("site-open", "opening minute", flight => WithOrigin(flight, site => site with { Hours = site.Hours! with { OpeningMinute = Worlds.Assumed(null) } })),
        ("site-open", "closing minute", flight => WithOrigin(flight, site => site with { Hours = site.Hours! with { ClosingMinute = Worlds.Assumed(null) } })),
        ("site-open", "arrival", flight => flight with { Arrival = null }),
        ("closure", "closures", flight => flight with { Closures = null }),
        .. new[] { "geozone", "authorization", "airspace-slot", "terrain-clearance", "obstacle-clearance", "altitude-band" }.SelectMany(check => new (string, string, Func<PlannedFlight, PlannedFlight>)[]
        {
            (check, "airspace", flight => flight with { Airspace = null }),
            (check, "corridor", flight => flight with { Airspace = flight.Airspace! with { Corridor = null } }),
        }),
        ("wind", "wind", flight => flight with { Wind = null }),
        ("wind", "wind limit", flight => WithType(flight, type => type with { WindLimit = type.WindLimit with { Limit = null } })),
        ("wind", "forecast", flight => flight with { Forecast = null }),
        ("forecast-age", "instant of the decision", flight => Met(flight) with { DecidedAt = null }),
        ("wind", "wind of the forecast", flight => Met(flight, moment => moment with { Wind = null })),
        ("pad-wind", "wind at the pads", flight => WithOrigin(flight with { Wind = null }, site => site with { MaxPadGust = Speed.FromMetresPerSecond(10) })),
        ("precipitation", "limit", flight => WithType(Met(flight), type => type with { Weather = null })),
        ("precipitation", "precipitation", flight => Met(flight, moment => moment with { PrecipitationMillimetresPerHour = null })),
        ("visibility", "limit", flight => WithType(Met(flight), type => type with { Weather = type.Weather! with { MinVisibility = null } })),
        ("visibility", "visibility", flight => Met(flight, moment => moment with { Visibility = null })),
        ("icing", "limit", flight => WithType(Met(flight), type => type with { Weather = type.Weather! with { IcingAllowed = null } })),
        ("lightning", "limit", flight => WithType(Met(flight), type => type with { Weather = type.Weather! with { LightningAllowed = null } })),
        ("model-validity", "forecast", flight => flight with { Forecast = null }),
        ("thrust-margin", "highest thrust", flight => WithType(flight, type => type with { Rotors = type.Rotors with { MaxThrustNewtons = null } })),
        ("thrust-margin", "take-off mass", flight => flight with { TakeoffMass = null }),
        ("thrust-margin", "forecast", flight => flight with { Forecast = null }),
        ("arrival-time", "reach", flight => ArrivingAt(flight, 600, null)),
        ("arrival-time", "instant of arrival", flight => ArrivingAt(flight, 600, (500, 700)) with { Question = flight.Question with { CruiseRule = CruiseRule.ArriveAt } }),
        ("energy-reserve", "forecast", flight => flight with { Forecast = null }),
        ("energy-reserve", "reserve", flight => flight with { Forecast = flight.Forecast! with { Reserve = null } }),
        ("completion", "odds", flight => flight with { Odds = null }),
        ("alternate", "sites in reach", flight => flight with { Policy = flight.Policy with { AlternateRequired = true } }),
        ("alternate", "overhead the destination", flight => flight with { Policy = flight.Policy with { AlternateRequired = true }, Alternates = new FlightAlternates(null, Worlds.TwoIslands.Sites) }),
        ("battery-power", "forecast", flight => flight with { Forecast = null }),
        ("battery-power", "voltage", flight => flight with { Forecast = flight.Forecast! with { MinLoadedVolts = null } }),
        ("battery-power", "current", flight => flight with { Forecast = flight.Forecast! with { MaxCurrentAmperes = null } }),
        ("cell-temperature", "forecast", flight => flight with { Forecast = null }),
        ("cell-temperature", "temperatures", flight => flight with { Forecast = flight.Forecast! with { CellTemperatures = null } }),
        ("operational-intent", "timetable", flight => flight with { Timetable = null }),
        ("operational-intent", "fleet", flight => flight with { Fleet = null }),
        ("operational-intent", "forecast", flight => flight with { Forecast = null }),
        ("operational-intent", "intent", flight => Crowded(flight) with { Intent = null }),
        ("pad", "pad at the origin", flight => flight with { OriginPad = null }),
        ("pad", "pad at the destination", flight => flight with { DestinationPad = null }),
        ("aircraft", "fleet", flight => flight with { Fleet = null }),
        ("battery-pack", "fleet", flight => flight with { Fleet = null }),
    ];

    /// <summary>For each check that compares numbers, a flight in which what it compares is not a number.</summary>
    private static readonly (string Check, Func<PlannedFlight, PlannedFlight> Spoil)[] NotNumbers =
    [
        ("payload", flight => flight with { Question = flight.Question with { Payload = new Mass(double.NaN) } }),
        ("payload", flight => WithType(flight, type => type with { MaxPayload = new Mass(double.NaN) })),
        ("payload", flight => WithType(flight, type => type with { MaxTakeoffMass = new Mass(double.NaN) })),
        ("takeoff-mass", flight => flight with { TakeoffMass = new Mass(double.NaN) }),
        ("takeoff-mass", flight => WithOrigin(flight, site => site with { Pads = [site.Pads[0] with { MaxMass = Worlds.Assumed(double.NaN) }] })),
        ("site-open", flight => WithOrigin(flight, site => site with { Hours = site.Hours! with { OpeningMinute = Worlds.Assumed(double.NaN) } })),
        ("site-open", flight => WithDestination(flight, site => site with { Hours = site.Hours! with { ClosingMinute = Worlds.Assumed(double.NaN) } })),
        ("authorization", flight => flight with { Airspace = flight.Airspace! with { Facts = flight.Airspace.Facts with { HighestOverLand = HeightAgl.FromMetres(double.NaN) } } }),
        ("terrain-clearance", flight => WithCorridor(flight, policy => policy with { Clearance = Length.FromMetres(double.NaN) })),
        ("altitude-band", flight => WithCorridor(flight, policy => policy with { SeaAltitudeLimit = AltitudeAmsl.FromMetres(double.NaN) })),
        ("wind", flight => flight with { Wind = Worlds.WindFrom(0, double.NaN) }),
        ("wind", flight => flight with { Wind = Worlds.WindFrom(0, 5, gust: double.NaN) }),
        ("wind", flight => WithType(flight, type => type with { WindLimit = type.WindLimit with { Limit = new Speed(double.NaN) } })),
        ("wind", flight => Simulated(flight, task => task with { Wind = Worlds.WindFrom(double.NaN, 5) })),
        ("model-validity", flight => Simulated(flight, task => task with { Payload = new Mass(double.NaN) })),
        ("wind", flight => Met(flight, moment => moment with { SurfaceGust = new Speed(double.NaN) })),
        ("wind", flight => Met(flight, moment => moment with { Wind = new WindVector(double.NaN, 0) })),
        ("pad-wind", flight => WithOrigin(flight with { Wind = Worlds.WindFrom(0, double.NaN) }, site => site with { MaxPadGust = Speed.FromMetresPerSecond(10) })),
        ("pad-wind", flight => WithDestination(flight, site => site with { MaxPadCrosswind = new Speed(double.NaN) })),
        ("precipitation", flight => Met(flight, moment => moment with { PrecipitationMillimetresPerHour = double.NaN })),
        ("precipitation", flight => WithType(Met(flight), type => type with { Weather = type.Weather! with { MaxPrecipitationMillimetresPerHour = double.NaN } })),
        ("visibility", flight => Met(flight, moment => moment with { Visibility = new Length(double.NaN) })),
        ("visibility", flight => WithType(Met(flight), type => type with { Weather = type.Weather! with { MinVisibility = new Length(double.NaN) } })),
        ("wind", flight => Simulated(flight, task => task with { CruiseAltitude = new AltitudeAmsl(double.NaN) })),
        ("model-validity", flight => flight with { Forecast = flight.Forecast! with { Energy = flight.Forecast.Energy with { Induced = new Energy(double.NaN) } } }),
        ("model-validity", flight => Simulated(flight, task => task with { Atmosphere = Atmosphere.WithSeaLevelTemperature(new Temperature(double.NaN)) })),
        ("thrust-margin", flight => flight with { TakeoffMass = new Mass(double.NaN) }),
        ("thrust-margin", flight => WithType(flight, type => type with { Rotors = type.Rotors with { MaxThrustNewtons = double.NaN } })),
        ("thrust-margin", flight => flight with { Policy = flight.Policy with { Thrust = flight.Policy.Thrust with { MarginRatio = double.NaN } } }),
        ("thrust-margin", flight => Worlds.Planned(Worlds.Question(Worlds.Hexa)) with { Wind = Worlds.WindFrom(0, 1, gust: double.NaN) }),
        ("cell-temperature", flight => flight with { Forecast = flight.Forecast! with { CellTemperatures = (new Temperature(double.NaN), flight.Forecast.CellTemperatures!.Value.Hottest) } }),
        ("cell-temperature", flight => flight with { Forecast = flight.Forecast! with { CellTemperatures = (flight.Forecast.CellTemperatures!.Value.Coldest, new Temperature(double.NaN)) } }),
        ("arrival-time", flight => ArrivingAt(flight, 600, (double.NaN, 700))),
        ("arrival-time", flight => ArrivingAt(flight, 600, (500, double.NaN))),
        ("energy-reserve", flight => flight with { Forecast = flight.Forecast! with { Reserve = flight.Forecast.Reserve! with { AtLanding = new Energy(double.NaN) } } }),
        ("energy-reserve", flight => flight with { Forecast = flight.Forecast! with { Reserve = flight.Forecast.Reserve! with { FinalReserve = new Energy(double.NaN) } } }),
        ("completion", flight => flight with { Odds = flight.Odds! with { Complete = new(double.NaN, flight.Odds.Complete.Interval) } }),
        ("alternate", flight => Diverted(flight, flight.Forecast!.Task with { TakeoffCharge = new StateOfCharge(double.NaN) })),
        ("operational-intent", flight => flight with { Policy = flight.Policy with { Intent = flight.Policy.Intent with { NavigationSigma = new Length(double.NaN) } } }),
        ("operational-intent", flight => Crowded(flight) with { Intent = new OperationalIntent([flight.Intent!.Volumes[0] with { Low = new AltitudeAmsl(double.NaN) }]) }),
        ("battery-power", flight => flight with { Forecast = flight.Forecast! with { MinLoadedVolts = double.NaN } }),
        ("battery-power", flight => flight with { Forecast = flight.Forecast! with { MaxCurrentAmperes = double.NaN } }),
        ("battery-power", flight => WithType(flight, type => type with { Battery = type.Battery with { CutoffVoltsPerCell = double.NaN } })),
    ];

    /// <summary>The checks that compare no numbers of their own: pads, tails and packs are looked for by the time of the flight.</summary>
    private static readonly string[] ThroughTime = ["pad", "aircraft", "battery-pack"];

    /// <summary>They refuse only where something is closed, stands in the way or is forecast: tests of their own.</summary>
    private static readonly string[] WhereSomethingStands = ["closure", "geozone", "airspace-slot", "obstacle-clearance", "forecast-age", "icing", "lightning"];

    private static PlannedFlight WithCorridor(PlannedFlight flight, Func<CorridorPolicy, CorridorPolicy> change) =>
        flight with { Airspace = flight.Airspace! with { Space = Worlds.OpenSpace(change(flight.Airspace.Space.Corridor), Worlds.West, Worlds.East) } };

    private static IEnumerable<TestCaseData> RemovalCases() =>
        Removals.Select((removal, index) => new TestCaseData(index).SetArgDisplayNames(removal.Check, removal.Datum));

    private static IEnumerable<TestCaseData> NotNumberCases() =>
        NotNumbers.Select((spoil, index) => new TestCaseData(index).SetArgDisplayNames(spoil.Check, $"{index}"));

    [Test]
    public void The_flight_that_the_data_are_taken_from_passes_every_check()
    {
        var (results, findings) = DispatchChecks.Evaluate(Worlds.Planned());

        Assert.That(results.Select(result => result.Check), Is.EqualTo(Names));
        Assert.That(results.Select(result => result.Outcome), Is.All.EqualTo(CheckOutcome.Pass));
        Assert.That(findings, Is.Empty);
    }

    [TestCaseSource(nameof(RemovalCases))]
    public void Without_a_datum_the_check_that_needs_it_cannot_be_evaluated_and_does_not_pass(int index)
    {
        var (check, _, remove) = Removals[index];

        var (results, findings) = DispatchChecks.Evaluate(remove(Worlds.Planned()));

        Assert.That(results, Has.Count.EqualTo(Names.Length));
        Assert.That(results.Single(result => result.Check == check).Outcome, Is.EqualTo(CheckOutcome.Unknown));
        Assert.That(findings.Where(finding => finding.Check == check).Select(finding => finding.Unknown), Is.Not.Empty.And.All.True);
        Assert.That(results.Count(result => result.Outcome == CheckOutcome.Pass), Is.LessThan(Names.Length), "the verdict needs a pass of each");
    }

    [Test]
    public void Every_check_of_the_list_is_tried_without_its_data_and_with_what_is_not_a_number()
    {
        Assert.That(Removals.Select(removal => removal.Check).Distinct(), Is.EquivalentTo(Names));
        Assert.That(NotNumbers.Select(spoil => spoil.Check).Concat(ThroughTime).Concat(WhereSomethingStands).Distinct(), Is.EquivalentTo(Names));
    }

    [TestCaseSource(nameof(NotNumberCases))]
    public void What_is_not_a_number_is_found_by_the_check_that_compares_it(int index)
    {
        var (name, spoil) = NotNumbers[index];

        Assert.That(DispatchChecks.All.Single(entry => entry.Name == name).Check(spoil(Worlds.Planned())), Is.Not.Empty);
    }

    [TestCaseSource(nameof(ThroughTime))]
    public void A_flight_whose_time_is_not_a_number_is_found_by_what_is_looked_for_by_time(string check)
    {
        var question = Worlds.Question() with { CruiseAirspeed = new Speed(double.NaN) };
        var decision = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Schedule);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Findings.Where(finding => finding.Check == check), Is.Not.Empty);
    }

    [Test]
    public void A_pack_whose_charge_is_not_a_number_does_not_serve()
    {
        var timetable = Timetable.Empty(new FleetRegister([Worlds.Tail("wing-1", Worlds.Wing, Worlds.West)], [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West, double.NaN)]));
        var decision = CheckFlight.Decide(Worlds.TwoIslands, timetable, Worlds.Question(), Worlds.Now, DecisionPurpose.Schedule);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Findings.Select(finding => finding.Check), Is.SupersetOf(["energy-reserve", "battery-power", "battery-pack"]));
    }

    [Test]
    public void No_check_is_skipped_because_another_failed()
    {
        var flight = Worlds.Planned(Worlds.Question() with { Payload = Mass.FromKilograms(500), Wind = Worlds.WindFrom(0, 40) }) with
        {
            OriginPad = null,
            Fleet = null,
        };

        var (results, findings) = DispatchChecks.Evaluate(flight);

        Assert.That(results.Select(result => result.Check), Is.EqualTo(Names));
        Assert.That(findings.Select(finding => finding.Check).Distinct(), Is.SupersetOf(["payload", "takeoff-mass", "wind", "pad", "aircraft", "battery-pack"]));
        Assert.That(findings.Select(finding => Array.IndexOf(Names, finding.Check)), Is.Ordered, "in the dispatcher's reading order");
    }

    [Test]
    public void Every_finding_says_its_sentence_in_both_languages_and_its_margin_is_negative_where_it_is_known()
    {
        foreach (var finding in Removals.SelectMany(removal => DispatchChecks.Evaluate(removal.Remove(Worlds.Planned())).Findings)
            .Concat(DispatchChecks.Evaluate(Worlds.Planned(Worlds.Question() with { Payload = Mass.FromKilograms(500), Wind = Worlds.WindFrom(30, 24) })).Findings))
        {
            Assert.That(finding.English, Does.EndWith(".").Or.EndWith("local time.").And.Length.GreaterThan(10));
            Assert.That(finding.Chinese, Does.EndWith("。"));
            Assert.That(finding.Code, Is.Not.EqualTo(ReasonCode.None));
            Assert.That(finding.Unknown ? finding.Margin is null : finding.Margin <= 0, Is.True, finding.English);
        }
    }

    /// <summary>The flight where another one of that time is booked, one way round or the other.</summary>
    private static PlannedFlight Crowded(PlannedFlight flight)
    {
        var other = Worlds.Flown("other", "wing-2", "wing-pack-2", Worlds.East, Worlds.West, Worlds.Nine, Worlds.Nine.AddMinutes(10));
        return flight with { Timetable = Worlds.WestFleet().With(other with { Claims = [.. other.Claims, .. flight.Intent!.Claims], Intent = flight.Intent.Volumes }) };
    }

    /// <summary>The flight in the weather of a forecast that it passes, changed at every moment.</summary>
    private static PlannedFlight Met(PlannedFlight flight, Func<WeatherMoment, WeatherMoment>? change = null) => ForecastFlights.In(flight, change ?? (moment => moment));

    private static PlannedFlight WithType(PlannedFlight flight, Func<AircraftType, AircraftType> change) =>
        flight with { Question = flight.Question with { Type = change(flight.Question.Type) } };

    /// <summary>The flight with its alternates as they come out of a task.</summary>
    private static PlannedFlight Diverted(PlannedFlight flight, FlightTask task)
    {
        var asking = flight with { Policy = flight.Policy with { AlternateRequired = true } };
        return asking with { Alternates = FlightAlternates.Overhead(Worlds.AskingForAlternates, flight.Question, flight.Purpose, flight.Closures, flight.Airspace!.Way, FlightSimulation.Run(task)) };
    }

    /// <summary>The flight, asked to arrive some seconds after departure, and the shortest and longest it can take.</summary>
    private static PlannedFlight ArrivingAt(PlannedFlight flight, double seconds, (double, double)? reach) => flight with
    {
        Question = flight.Question with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = flight.Question.Departure.AddSeconds(seconds) },
        Cruise = new CruiseSelection(CruiseRule.ArriveAt, flight.Type.CruiseAirspeed, CruiseBound.None, reach),
    };

    private static PlannedFlight WithOrigin(PlannedFlight flight, Func<Site, Site> change) =>
        flight with { Question = flight.Question with { Origin = change(flight.Question.Origin) } };

    private static PlannedFlight WithDestination(PlannedFlight flight, Func<Site, Site> change) =>
        flight with { Question = flight.Question with { Destination = change(flight.Question.Destination) } };

    private static PlannedFlight Simulated(PlannedFlight flight, Func<FlightTask, FlightTask> change) =>
        flight with { Forecast = FlightSimulation.Run(change(flight.Forecast!.Task)) };
}
