using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Airspace.Slots;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Provenance;
using DroneLogistics.Routing;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Sites;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Tests;

/// <summary>Worlds small enough to reckon by hand. All numbers are round and ours; none is read from a file.</summary>
internal static class Worlds
{
    /// <summary>09:00 in the morning at UTC+8, on the day of the first flight.</summary>
    public static readonly DateTimeOffset Nine = new(2024, 11, 25, 1, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Now = Nine.AddHours(-12);

    public static readonly CellChemistry Cell = new()
    {
        Id = "cell",
        OpenCircuit = [(1, 4.2), (0.5, 3.75), (0.2, 3.5), (0, 2.9)],
        CapacityByTemperature = [(25, 1.0), (0, 0.9)],
        ActivationEnergyJoulesPerMole = 20_000,
        AgeingFactor = 1,
        LowChargeFactor = 0.5,
        MinCellTemperature = Temperature.FromDegreesCelsius(-10),
        MaxCellTemperature = Temperature.FromDegreesCelsius(65),
    };

    /// <summary>90 kg at most, wing of 3 m², 27 m/s.</summary>
    public static readonly AircraftType Wing = new()
    {
        Id = new AircraftTypeId("wing"),
        NameEnglish = "Wing",
        NameChinese = "翼",
        Maker = "Ours",
        Note = "Hand-built.",
        Configuration = AircraftConfiguration.LiftPlusCruise,
        EmptyMass = Mass.FromKilograms(70),
        MaxTakeoffMass = Mass.FromKilograms(90),
        MaxPayload = Mass.FromKilograms(20),
        CharacteristicDimension = Length.FromMetres(6),
        WindLimit = new WindLimit(Speed.FromMetresPerSecond(12), WindLimitKind.Gust, Length.FromMetres(10)),
        Weather = new WeatherLimits(MaxPrecipitationMillimetresPerHour: 2, MinVisibility: Length.FromMetres(1500), IcingAllowed: false, LightningAllowed: false),
        CruiseAirspeed = Speed.FromMetresPerSecond(27),
        MaxAirspeed = Speed.FromMetresPerSecond(33),
        TurnBankDegrees = 25,
        Validity = new ValidityRange(Temperature.FromDegreesCelsius(-20), Temperature.FromDegreesCelsius(45), AltitudeAmsl.FromMetres(3000)),
        Vertical = Straight,
        Rotors = new RotorSystem
        {
            DiscAreaSquareMetres = 4.5,
            MaxThrustNewtons = 1600,
            FigureOfMerit = 0.62,
            InducedFactor = 1,
            InterferenceFactor = 0,
            ProfileFactor = 0,
            DownloadFactor = 1.05,
            DescentPowerFloorShare = 0.6,
            DragAreaSquareMetres = 0,
            DrivetrainEfficiency = 0.8,
            AccelerationMetresPerSecondSquared = 0,
        },
        Wing = new Wing
        {
            AreaSquareMetres = 3,
            ZeroLiftDragCoefficient = 0.035,
            InducedDragFactor = 0.033,
            MaxLiftCoefficient = 1.4,
            StallMargin = 1.2,
            DrivetrainEfficiency = 0.6,
            TransitionSeconds = 20,
            TransitionHeight = Length.FromMetres(60),
            ClimbSpeed = Speed.FromMetresPerSecond(2.5),
            DescentSpeed = Speed.FromMetresPerSecond(2),
        },
        Battery = new BatteryDesign(Cell, CellsInSeries: 14, CapacityAmpereHours: 70, ResistanceOhm: 0.007, MaxDischargeRatePerHour: 7, CutoffVoltsPerCell: 2.8, HeatCapacityJoulesPerKelvin: 20_000, CoolingWattsPerKelvin: 5),
        AvionicsPower = Power.FromWatts(150),
        Parameters = [],
        PublishedPoints = [],
    };

    /// <summary>95 kg at most, four discs of 5.9 m² together, 18 m/s.</summary>
    public static readonly AircraftType Hexa = Wing with
    {
        Id = new AircraftTypeId("hexa"),
        NameEnglish = "Hexa",
        NameChinese = "六",
        Configuration = AircraftConfiguration.Multirotor,
        EmptyMass = Mass.FromKilograms(65),
        MaxTakeoffMass = Mass.FromKilograms(95),
        MaxPayload = Mass.FromKilograms(30),
        CharacteristicDimension = Length.FromMetres(6),
        CruiseAirspeed = Speed.FromMetresPerSecond(18),
        MaxAirspeed = Speed.FromMetresPerSecond(20),
        Rotors = new RotorSystem
        {
            DiscAreaSquareMetres = 5.9,
            MaxThrustNewtons = 1700,
            FigureOfMerit = null,
            InducedFactor = 1.15,
            InterferenceFactor = 1.2,
            ProfileFactor = 0.3,
            DownloadFactor = 1,
            DescentPowerFloorShare = 0.6,
            DragAreaSquareMetres = 0.55,
            DrivetrainEfficiency = 0.85,
            AccelerationMetresPerSecondSquared = 2,
        },
        Wing = null,
        AvionicsPower = Power.FromWatts(250),
    };

    public static readonly PlanningPolicy Policy = new(
        new FlightPolicy(AltitudeAmsl.FromMetres(120), Speed.FromMetresPerSecond(3), Temperature.FromDegreesCelsius(25), SpoolPowerShare: 0.3),
        new ReservePolicy(ContingencyShare: 0.05, FinalReserveShare: 0.2, FinalReserveHoverSeconds: 180) { LeastContingencyShare = 0.03 },
        new WindPolicy(ProfileExponent: 0.11, Length.FromMetres(10), GustFactorBelowForce5: 1.45, GustFactorFromForce5: 1.35, Speed.FromMetresPerSecond(8), LandProfileExponent: 0.143, SeaRoughness: Length.FromMetres(2e-4), LandRoughness: Length.FromMetres(0.5), GustSigmas: 3),
        new ThrustPolicy(MarginRatio: 1.3, MaxTiltDegrees: 30),
        new ClaimPolicy(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(7)),
        MinTakeoffCharge: new StateOfCharge(0.95),
        AssumedPackHealthRatio: 1,
        ChargingEfficiency: 0.9,
        PositionAdvisory: Length.FromMetres(500),
        ServiceArea: new ServiceArea(SouthDegrees: 29, NorthDegrees: 31, WestDegrees: 121, EastDegrees: 123),
        CandidateElevation: AltitudeAmsl.FromMetres(5),
        LocalOffset: TimeSpan.FromHours(8),
        Numbers: [])
    {
        Routes = new RoutePolicy(Length.FromMetres(500), Length.FromKilometres(1), 0.2, 1.5, 10, WingsGlideOn: false, LongestBand: Length.FromMetres(500)),
        Completion = new CompletionPolicy(MinProbability: 0.9, Samples: 64, MoreSamples: 64, Seed: 1, TurnBackShare: 0.25, PassageProbability: 0.95),
        Intent = new IntentPolicy(Probability: 0.95, Length.FromMetres(5), Length.FromMetres(4), TimeSpan.FromSeconds(15), PassageSigmaShare: 0.05, Length.FromKilometres(1)),
    };

    /// <summary>West and east, 7.7 km apart on one parallel, both 5 m above the sea, one pad for 100 kg each, open 07:00 to 20:00.</summary>
    public static readonly Site West = SiteAt("west", 30.0, 122.0);

    public static readonly Site East = SiteAt("east", 30.0, 122.08);

    /// <summary>A third site, planned and not built, 5.5 km north of the west.</summary>
    public static readonly Site North = SiteAt("north", 30.05, 122.0) with { Status = SiteStatus.Planned };

    /// <summary>Two islands with a site each and a planned one; both types.</summary>
    public static readonly World TwoIslands = new(
        new SiteRegister([West, East, North]),
        [new Route(new RouteId("west-east"), West.Id, East.Id, [], RouteKind.Cargo, RouteStatus.Regular, ["parcels"], "ours")],
        [Wing, Hexa],
        [new FerryTerminal("WF", "West ferry", "西码头", new LatLon(30.001, 122.001), "high")],
        new Coastline([Square("west", 30.0, 122.0), Square("east", 30.0, 122.08)]),
        Policy,
        Risks.None,
        OpenSpace(West, East, North),
        Tests.Weather.Forecasts.Policy);

    /// <summary>The two islands where the policy asks for an alternate: the origin is the only one.</summary>
    public static readonly World AskingForAlternates = new(TwoIslands.Sites, TwoIslands.Routes, [Wing, Hexa], TwoIslands.FerryTerminals, TwoIslands.Coastline, Policy with { AlternateRequired = true }, Risks.None, TwoIslands.Space, Tests.Weather.Forecasts.Policy);

    private static TerrainPolicy FlatSea => new(
        ShoreMargin: Length.FromMetres(300),
        StraitReach: Length.FromMetres(600),
        SiteDiscRadius: Length.FromMetres(150),
        InlandShare: 0.5,
        InlandFloor: Length.FromMetres(60),
        ConeSlopeRatio: 0.2,
        LongestApproach: Length.FromMetres(7000),
        new IsletHeights(1e6, 3e5, AltitudeAmsl.FromMetres(240), AltitudeAmsl.FromMetres(150), AltitudeAmsl.FromMetres(80)),
        new ElevationAccuracy(Length.FromMetres(5), Length.FromMetres(15), Length.FromMetres(30)),
        Mast: AltitudeAmsl.FromMetres(0),
        ChannelMast: AltitudeAmsl.FromMetres(0),
        Channels: [],
        Coverage: new GeoSpan(29, 31, 121, 123),
        Tiles: new TileAccuracy(Length.FromMetres(16), Length.FromMetres(16), Length.FromMetres(20)),
        Numbers: []);

    private static CorridorPolicy Corridor => new()
    {
        WindAllowance = Speed.FromMetresPerSecond(10),
        Reaction = TimeSpan.FromSeconds(1),
        FlightGeographyDimensions = 3,
        PositionError = Length.FromMetres(3),
        PositionHoldError = Length.FromMetres(3),
        MapError = Length.FromMetres(1),
        AltitudeError = Length.FromMetres(1),
        StopTiltDegrees = 45,
        TurnBackBankDegrees = 30,
        ReactionClimbShare = 0.7,
        WingPullUpFactor = 0.3,
        Clearance = Length.FromMetres(30),
        TrueHeightLimit = Length.FromMetres(3000),
        SeaAltitudeLimit = AltitudeAmsl.FromMetres(3000),
        TimeMargin = TimeSpan.FromMinutes(1),
        TimeMarginShare = 0.1,
        LongestPiece = Length.FromKilometres(5),
        ClimbsAndDescents = TimeSpan.FromMinutes(10),
        ReckonedDetourRatio = 2,
        Numbers = [],
    };

    /// <summary>A country in which nothing needs an approval.</summary>
    private static NationalRules NoRules => new()
    {
        Classes = new MassClassLimits
        {
            MicroEmpty = Mass.FromKilograms(0.25),
            MicroHeight = HeightAgl.FromMetres(50),
            MicroSpeed = Speed.FromMetresPerSecond(11),
            LightEmpty = Mass.FromKilograms(4),
            LightTakeoff = Mass.FromKilograms(7),
            LightSpeed = Speed.FromMetresPerSecond(28),
            SmallEmpty = Mass.FromKilograms(15),
            SmallTakeoff = Mass.FromKilograms(25),
            MediumTakeoff = Mass.FromKilograms(150),
        },
        SuitableUpTo = Enum.GetValues<MassClass>().ToDictionary(one => one, _ => HeightAgl.FromMetres(10_000)),
        ControlledAbove = HeightAgl.FromMetres(10_000),
        Application = new ApplicationTimes(TimeSpan.FromHours(12), TimeSpan.FromHours(21), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)),
        Rules =
        [
            new NationalRule("suitable-airspace", NationalRuleKind.SuitableAirspace, "ours", "ours", "ours", SourceStatus.Assumed, "ours"),
            new NationalRule("controlled-true-height", NationalRuleKind.ControlledTrueHeight, "ours", "ours", "ours", SourceStatus.Assumed, "ours"),
        ],
        AuthorityEnglish = "ours",
        AuthorityChinese = "ours",
        Numbers = [],
    };

    private static VerticalProfile Straight => new(
        SpoolUpSeconds: 10,
        ClimbSpeed: Speed.FromMetresPerSecond(3),
        DescentSpeed: Speed.FromMetresPerSecond(2),
        LandingSpeed: Speed.FromMetresPerSecond(0.7),
        LandingHeight: Length.FromMetres(10),
        ShutDownSeconds: 10);

    /// <summary>Open sea as far as the eye reaches, without masts, towers, zones or anything that needs an approval.</summary>
    public static FlightSpace OpenSpace(params Site[] sites) => OpenSpace(Corridor, sites);

    public static FlightSpace OpenSpace(CorridorPolicy corridor, params Site[] sites) => new(
        new EmbeddedTerrain(new Coastline([]), [], new HashSet<string>(), FlatSea),
        new ObstacleSet([]),
        [],
        new AirspacePermits(NoRules, AuthorizationRegister.Empty, SlotCalendar.Empty),
        corridor,
        new SiteRegister(sites));

    public static SourcedNumber Assumed(double? value, string unit = "1") => new("key", value, unit, SourceStatus.Assumed, "ours");

    public static Site SiteAt(string id, double latitude, double longitude) => new()
    {
        Id = new SiteId(id),
        NameEnglish = id,
        NameChinese = id,
        County = "ours",
        Island = id,
        Position = new LatLon(latitude, longitude),
        HorizontalAccuracy = Length.FromMetres(10),
        Elevation = AltitudeAmsl.FromMetres(5),
        Near = "nothing",
        Status = SiteStatus.Operating,
        Source = "ours",
        Hours = new OpeningHours(Assumed(420, "min"), Assumed(1200, "min")),
        Pads = [new Pad(new SiteId(id), 1, Assumed(100, "kg"))],
        ChargerCount = Assumed(1),
        ChargerPowerWatts = Assumed(6000, "W"),
    };

    public static Island Square(string id, double latitude, double longitude, double halfSideDegrees = 0.01)
    {
        var (south, north) = (latitude - halfSideDegrees, latitude + halfSideDegrees);
        var (west, east) = (longitude - halfSideDegrees, longitude + halfSideDegrees);
        return new Island(id, id, null, new Polygon(new LinearRing(
        [
            new Coordinate(west, south), new Coordinate(east, south), new Coordinate(east, north), new Coordinate(west, north), new Coordinate(west, south),
        ])));
    }

    /// <summary>10 kg from west to east at nine in calm air.</summary>
    public static FlightQuestion Question(AircraftType? type = null) => new()
    {
        Origin = West,
        Destination = East,
        Type = type ?? Wing,
        Payload = Mass.FromKilograms(10),
        Departure = Nine,
        Wind = Wind.Calm,
    };

    public static Wind WindFrom(double degrees, double metresPerSecond, double? gust = null) =>
        new(Bearing.FromDegrees(degrees), Speed.FromMetresPerSecond(metresPerSecond), gust is { } g ? Speed.FromMetresPerSecond(g) : null);

    /// <summary>The same flight as physics, on a full pack of full health.</summary>
    public static FlightTask Task(AircraftType? type = null) =>
        CheckFlight.Task(Policy, Question(type), Wind.Calm, StateOfCharge.Full, healthRatio: 1);

    public static Aircraft Tail(string id, AircraftType type, Site at) => new(new AircraftId(id), type.Id, at.Id.Text, Assumed: false);

    public static BatteryPack PackOf(string id, AircraftType type, Site at, double charge = 1) =>
        new(new BatteryPackId(id), type.Id, at.Id.Text, new StateOfCharge(charge), HealthRatio: 1, Assumed: false);

    /// <summary>One tail and one full pack of each type in the west, nothing in the east, no flights.</summary>
    public static Timetable WestFleet() => Timetable.Empty(new FleetRegister(
        [Tail("wing-1", Wing, West), Tail("hexa-1", Hexa, West)],
        [PackOf("wing-pack-1", Wing, West), PackOf("hexa-pack-1", Hexa, West)]));

    /// <summary>The flight of a question, laid out for the checks as it stands in the two islands: it passes all of them.</summary>
    public static PlannedFlight Planned(FlightQuestion? asked = null, DecisionPurpose purpose = DecisionPurpose.Schedule)
    {
        var question = asked ?? Question();
        var timetable = WestFleet();
        var task = CheckFlight.Task(Policy, question, question.Wind ?? Wind.Calm, StateOfCharge.Full, healthRatio: 1);
        var forecast = FlightSimulation.Run(task);
        var arrival = question.Departure + Instants.FromSecondsCeiling(forecast.BlockSeconds ?? 600);
        var planned = new PlannedFlight
        {
            Question = question,
            Purpose = purpose,
            Policy = Policy,
            TakeoffMass = task.TakeoffMass,
            Wind = question.Wind,
            Forecast = forecast,
            Arrival = arrival,
            Airspace = PlannedAirspace.Of(
                TwoIslands,
                question,
                TwoIslands.Space.Permits,
                FlightWay.Of(TwoIslands, question, TwoIslands.Space.Permits, question.Wind ?? Wind.Calm, task.CruiseAirspeed),
                forecast,
                arrival),
            OriginPad = new PadAssignment(question.Origin.Pads[0], new TimeWindow(question.Departure.AddMinutes(-10), question.Departure.AddMinutes(2)), null),
            DestinationPad = new PadAssignment(question.Destination.Pads[0], new TimeWindow(arrival.AddMinutes(-3), arrival.AddMinutes(7)), null),
            Fleet = FleetAssignment.Choose(
                new FleetDemand(question.Type.Id, null, null, question.Origin.Id, question.Destination.Id, question.Departure, arrival),
                timetable,
                TwoIslands.Charging,
                Policy.Claims,
                Policy.MinTakeoffCharge),
            Timetable = timetable,
            Closures = timetable.Closures,
        };
        var flown = planned with { Odds = FlightOdds.Of(Risks.None, planned) };
        return flown with { Intent = FlightIntents.Of(flown) };
    }

    /// <summary>A decision that is GO as a flight of the timetable.</summary>
    public static ScheduledFlight Booked(string id, Decision go) => go.AsFlight(id, bookingOrder: 0);

    /// <summary>A flight that holds one tail and one pack from ten minutes before departure to seven after arrival.</summary>
    public static ScheduledFlight Flown(string id, string tail, string pack, Site from, Site to, DateTimeOffset departure, DateTimeOffset arrival, double landingCharge = 0.6, long bookingOrder = 0)
    {
        var window = new TimeWindow(departure.AddMinutes(-10), arrival.AddMinutes(7));
        return new ScheduledFlight
        {
            Id = id,
            BookingOrder = bookingOrder,
            Aircraft = new AircraftId(tail),
            Pack = new BatteryPackId(pack),
            Origin = from.Id,
            Destination = to.Id,
            Departure = departure,
            Arrival = arrival,
            TakeoffCharge = StateOfCharge.Full,
            LandingCharge = new StateOfCharge(landingCharge),
            Claims =
            [
                new Claim(ClaimKind.Aircraft, ResourceNames.Of(new AircraftId(tail)), window),
                new Claim(ClaimKind.BatteryPack, ResourceNames.Of(new BatteryPackId(pack)), window),
            ],
        };
    }
}
