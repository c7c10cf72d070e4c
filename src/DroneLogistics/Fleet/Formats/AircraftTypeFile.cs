using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Fleet.Formats;

/// <summary>Reads <c>data/aircraft/*.json</c>: one file a type, every number with status and source, strict.</summary>
public static class AircraftTypeFile
{
    private static readonly Dictionary<string, AircraftConfiguration> Configurations = new(StringComparer.Ordinal)
    {
        ["multirotor"] = AircraftConfiguration.Multirotor,
        ["liftPlusCruise"] = AircraftConfiguration.LiftPlusCruise,
    };

    private static readonly Dictionary<string, AircraftPurpose> Purposes = new(StringComparer.Ordinal)
    {
        ["network"] = AircraftPurpose.Network,
        ["validation"] = AircraftPurpose.Validation,
    };

    private static readonly Dictionary<string, WindLimitKind> WindLimitKinds = new(StringComparer.Ordinal)
    {
        ["gust"] = WindLimitKind.Gust,
        ["mean"] = WindLimitKind.Mean,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static AircraftType Read(ReadOnlyMemory<byte> json, string file, IReadOnlyDictionary<string, CellChemistry> chemistries)
    {
        var root = DataObject.Parse(json, file);
        var id = root.Text("id");
        if (!Identifier.IsWellFormed(id))
        {
            throw root.Trouble("id", $"is \"{id}\"; expected {Identifier.Rule}");
        }

        var name = root.Child("name");
        var configuration = root.OneOf("configuration", Configurations);
        var sources = root.Sources();
        var numbers = new ParameterReader(root.Child("parameters"), sources);
        var (weather, weatherNumbers) = ReadWeather(root, sources);
        var type = new AircraftType
        {
            Id = new AircraftTypeId(id),
            NameEnglish = name.Text("en"),
            NameChinese = name.Text("zh"),
            Maker = root.Text("maker"),
            Note = root.Text("note"),
            Configuration = configuration,
            Purpose = root.OneOf("purpose", Purposes),
            EmptyMass = Mass.FromKilograms(numbers.Positive("emptyMassKg", "kg", 20_000)),
            MaxTakeoffMass = Mass.FromKilograms(numbers.Positive("maxTakeoffMassKg", "kg", 20_000)),
            MaxPayload = numbers.Limit("maxPayloadKg", "kg", 10_000) is { } payload ? Mass.FromKilograms(payload) : null,
            CharacteristicDimension = Length.FromMetres(numbers.Positive("characteristicDimensionM", "m", 100)),
            WindLimit = new WindLimit(
                numbers.Limit("windLimitMps", "m/s", 50) is { } wind ? Speed.FromMetresPerSecond(wind) : null,
                root.OneOf("windLimitKind", WindLimitKinds),
                Length.FromMetres(numbers.Positive("windLimitReferenceHeightM", "m", 200))),
            Weather = weather,
            CruiseAirspeed = Speed.FromMetresPerSecond(numbers.Positive("cruiseAirspeedMps", "m/s", 100)),
            MaxAirspeed = Speed.FromMetresPerSecond(numbers.Positive("maxAirspeedMps", "m/s", 150)),
            TurnBankDegrees = numbers.Between("turnBankDeg", "deg", 1, 60),
            Validity = ReadValidity(numbers),
            Vertical = ReadVertical(numbers),
            Rotors = configuration == AircraftConfiguration.Multirotor ? ReadRotors(numbers) : ReadLiftRotors(numbers),
            Wing = configuration == AircraftConfiguration.Multirotor ? null : ReadWing(numbers),
            AvionicsPower = Power.FromWatts(numbers.Between("avionicsPowerW", "W", 0, 20_000)),
            Battery = ReadBattery(numbers, root, chemistries),
            EnergyIntervalShare = numbers.Limit("energyIntervalShare", "1", 1),
            Parameters = [.. numbers.Read, .. weatherNumbers],
            PublishedPoints = [.. root.Children("publishedPoints").Select(point => ReadPoint(point, sources))],
        };
        name.Close();
        numbers.Close();
        root.Close();
        CrossCheck(type, root);
        return type;
    }

    /// <summary>The block may be left out: then nothing of it is known.</summary>
    private static (WeatherLimits? Limits, IReadOnlyList<SourcedNumber> Numbers) ReadWeather(DataObject root, IReadOnlyDictionary<string, string> sources)
    {
        if (!root.Has("weatherLimits"))
        {
            return (null, []);
        }

        var numbers = new ParameterReader(root.Child("weatherLimits"), sources);
        var limits = new WeatherLimits(
            MaxPrecipitationMillimetresPerHour: numbers.LimitFromZero("maxPrecipitationMmPerH", "mm/h", 200),
            MinVisibility: numbers.LimitFromZero("minVisibilityM", "m", 50_000) is { } metres ? Length.FromMetres(metres) : null,
            IcingAllowed: numbers.Allowed("icingAllowed"),
            LightningAllowed: numbers.Allowed("lightningAllowed"),
            MaxCrosswind: numbers.Has("maxCrosswindMps") && numbers.Limit("maxCrosswindMps", "m/s", 50) is { } across ? Speed.FromMetresPerSecond(across) : null);
        numbers.Close();
        return (limits, numbers.Read);
    }

    private static ValidityRange ReadValidity(ParameterReader numbers) => new(
        MinAirTemperature: Temperature.FromDegreesCelsius(numbers.Between("minAirTemperatureDegC", "degC", -60, 20)),
        MaxAirTemperature: Temperature.FromDegreesCelsius(numbers.Between("maxAirTemperatureDegC", "degC", 20, 60)),
        MaxDensityAltitude: AltitudeAmsl.FromMetres(numbers.Between("maxDensityAltitudeM", "m", 0, 9_000)));

    private static VerticalProfile ReadVertical(ParameterReader numbers) => new(
        SpoolUpSeconds: numbers.Between("spoolUpS", "s", 1, 120),
        ClimbSpeed: Speed.FromMetresPerSecond(numbers.Positive("verticalClimbMps", "m/s", 20)),
        DescentSpeed: Speed.FromMetresPerSecond(numbers.Positive("verticalDescentMps", "m/s", 20)),
        LandingSpeed: Speed.FromMetresPerSecond(numbers.Positive("landingSpeedMps", "m/s", 5)),
        LandingHeight: Length.FromMetres(numbers.Positive("landingHeightM", "m", 100)),
        ShutDownSeconds: numbers.Between("shutDownS", "s", 1, 120));

    private static RotorSystem ReadRotors(ParameterReader numbers) => new()
    {
        DiscAreaSquareMetres = numbers.Positive("rotorDiscAreaM2", "m2", 1_000),
        MaxThrustNewtons = numbers.Limit("maxThrustN", "N", 1_000_000),
        DescentPowerFloorShare = numbers.Between("descentPowerFloorShare", "1", 0, 1),
        FigureOfMerit = null,
        InducedFactor = numbers.Between("inducedFactor", "1", 1, 2),
        InterferenceFactor = numbers.Between("interferenceFactor", "1", 0, 3),
        ProfileFactor = numbers.Between("profileFactor", "1", 0, 2),
        DownloadFactor = 1.0,
        DragAreaSquareMetres = numbers.Between("dragAreaM2", "m2", 0, 50),
        DrivetrainEfficiency = numbers.Efficiency("drivetrainEfficiency"),
        AccelerationMetresPerSecondSquared = numbers.Positive("accelerationMps2", "m/s2", 10),
    };

    private static RotorSystem ReadLiftRotors(ParameterReader numbers) => new()
    {
        DiscAreaSquareMetres = numbers.Positive("rotorDiscAreaM2", "m2", 1_000),
        MaxThrustNewtons = numbers.Limit("maxThrustN", "N", 1_000_000),
        DescentPowerFloorShare = numbers.Between("descentPowerFloorShare", "1", 0, 1),
        FigureOfMerit = numbers.Between("hoverFigureOfMerit", "1", 0.2, 0.95),
        InducedFactor = 1,
        InterferenceFactor = 0,
        ProfileFactor = 0,
        DownloadFactor = numbers.Between("downloadFactor", "1", 1, 1.5),
        DragAreaSquareMetres = 0,
        DrivetrainEfficiency = numbers.Efficiency("liftDrivetrainEfficiency"),
        AccelerationMetresPerSecondSquared = 0,
    };

    private static Wing ReadWing(ParameterReader numbers) => new()
    {
        AreaSquareMetres = numbers.Positive("wingAreaM2", "m2", 500),
        ZeroLiftDragCoefficient = numbers.Positive("zeroLiftDragCoefficient", "1", 1),
        InducedDragFactor = numbers.Positive("inducedDragFactor", "1", 1),
        MaxLiftCoefficient = numbers.Positive("maxLiftCoefficient", "1", 4),
        StallMargin = numbers.Between("stallMargin", "1", 1, 3),
        DrivetrainEfficiency = numbers.Efficiency("cruiseDrivetrainEfficiency"),
        TransitionSeconds = numbers.Between("transitionS", "s", 1, 120),
        TransitionHeight = Length.FromMetres(numbers.Positive("transitionHeightM", "m", 300)),
        ClimbSpeed = Speed.FromMetresPerSecond(numbers.Positive("enrouteClimbMps", "m/s", 20)),
        DescentSpeed = Speed.FromMetresPerSecond(numbers.Positive("enrouteDescentMps", "m/s", 20)),
    };

    private static BatteryDesign ReadBattery(ParameterReader numbers, DataObject root, IReadOnlyDictionary<string, CellChemistry> chemistries) => new(
        Chemistry: root.OneOf("batteryChemistry", chemistries),
        CellsInSeries: numbers.Count("batteryCellsInSeries", 400),
        CapacityAmpereHours: numbers.Positive("batteryCapacityAh", "Ah", 10_000),
        ResistanceOhm: numbers.Positive("batteryResistanceOhm", "ohm", 10),
        MaxDischargeRatePerHour: numbers.Positive("batteryMaxCRate", "1/h", 100),
        CutoffVoltsPerCell: numbers.Between("batteryCutoffVPerCell", "V", 2, 4),
        HeatCapacityJoulesPerKelvin: numbers.Positive("batteryHeatCapacityJPerK", "J/K", 1e8),
        CoolingWattsPerKelvin: numbers.Between("batteryCoolingWPerK", "W/K", 0, 1e6));

    private static PublishedPoint ReadPoint(DataObject point, IReadOnlyDictionary<string, string> sources)
    {
        var source = point.Text("source");
        var read = new PublishedPoint(
            point.Text("quantity"),
            point.Number("payloadKg", 0, 10_000),
            point.Number("value", 0, 1e6),
            point.Text("unit"),
            point.Text("conditions"),
            sources.TryGetValue(source, out var spelledOut) ? spelledOut : source);
        point.Close();
        return read;
    }

    private static void CrossCheck(AircraftType type, DataObject root)
    {
        if (!(type.MaxTakeoffMass > type.EmptyMass))
        {
            throw root.Trouble("parameters.maxTakeoffMassKg", $"is {type.MaxTakeoffMass.Kilograms:R}; expected more than emptyMassKg, {type.EmptyMass.Kilograms:R}");
        }

        if (!(type.MaxAirspeed >= type.CruiseAirspeed))
        {
            throw root.Trouble("parameters.maxAirspeedMps", $"is {type.MaxAirspeed.MetresPerSecond:R}; expected at least cruiseAirspeedMps, {type.CruiseAirspeed.MetresPerSecond:R}");
        }
    }
}
