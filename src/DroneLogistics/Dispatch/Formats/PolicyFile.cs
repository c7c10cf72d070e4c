using System.Numerics;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Provenance;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Dispatch.Formats;

/// <summary>Reads <c>data/policy/planning.json</c>, strict.</summary>
public static class PolicyFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static PlanningPolicy Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var numbers = new SourcedNumbers(root);
        double Number(string key, string unit, double minimum, double maximum) => numbers.Number(key, unit, minimum, maximum);

        var policy = new PlanningPolicy(
            new FlightPolicy(
                CruiseAltitude: AltitudeAmsl.FromMetres(Number("cruiseAltitudeMAmsl", "m", 10, 3000)),
                MinGroundSpeed: Speed.FromMetresPerSecond(Number("minGroundSpeedMps", "m/s", 0.1, 50)),
                PackTemperature: Temperature.FromDegreesCelsius(Number("packTemperatureDegC", "degC", -20, 60)),
                SpoolPowerShare: Number("spoolPowerShare", "1", 0, 1)),
            new ReservePolicy(
                ContingencyShare: Number("contingencyShare", "1", 0, 1),
                FinalReserveShare: Number("finalReserveShare", "1", 0.01, 1),
                FinalReserveHoverSeconds: Number("finalReserveHoverS", "s", 0, 3600))
            {
                LeastContingencyShare = Number("leastContingencyShare", "1", 0, Number("contingencyShare", "1", 0, 1)),
            },
            new WindPolicy(
                ProfileExponent: Number("windProfileExponent", "1", 0, 0.5),
                ReferenceHeight: Length.FromMetres(Number("windReferenceHeightM", "m", 1, 100)),
                GustFactorBelowForce5: Number("gustFactorBelowForce5", "1", 1, 3),
                GustFactorFromForce5: Number("gustFactorFromForce5", "1", 1, 3),
                Force5: Speed.FromMetresPerSecond(Number("force5Mps", "m/s", 1, 20)),
                LandProfileExponent: Number("windProfileExponentLand", "1", 0, 0.5),
                SeaRoughness: Length.FromMetres(Number("windRoughnessSeaM", "m", 1e-6, 0.1)),
                LandRoughness: Length.FromMetres(Number("windRoughnessLandM", "m", 1e-4, 0.9)),
                GustSigmas: Number("gustSigmas", "1", 0, 6)),
            new ThrustPolicy(
                MarginRatio: Number("thrustMarginRatio", "1", 1, 3),
                MaxTiltDegrees: Number("maxTiltDeg", "deg", 1, 60)),
            new ClaimPolicy(
                PadBeforeDeparture: TimeSpan.FromSeconds(Number("padBeforeTakeoffS", "s", 1, 7200)),
                PadAfterDeparture: TimeSpan.FromSeconds(Number("padAfterTakeoffS", "s", 1, 7200)),
                PadBeforeArrival: TimeSpan.FromSeconds(Number("padBeforeTouchdownS", "s", 1, 7200)),
                Turnaround: TimeSpan.FromSeconds(Number("turnaroundS", "s", 1, 7200))),
            MinTakeoffCharge: new StateOfCharge(Number("minTakeoffChargeRatio", "1", 0.01, 1)),
            AssumedPackHealthRatio: Number("assumedPackHealthRatio", "1", 0.5, 1),
            ChargingEfficiency: Number("chargingEfficiency", "1", 0.01, 1),
            PositionAdvisory: Length.FromMetres(Number("positionAdvisoryM", "m", 0, 100_000)),
            ServiceArea: new ServiceArea(
                SouthDegrees: Number("serviceAreaSouthDeg", "deg", -90, 90),
                NorthDegrees: Number("serviceAreaNorthDeg", "deg", -90, 90),
                WestDegrees: Number("serviceAreaWestDeg", "deg", -180, 180),
                EastDegrees: Number("serviceAreaEastDeg", "deg", -180, 180)),
            CandidateElevation: AltitudeAmsl.FromMetres(Number("candidateElevationMAmsl", "m", -10, 1000)),
            LocalOffset: TimeSpan.FromMinutes(Number("utcOffsetMinutes", "min", -840, 840)),
            Numbers: numbers.Read)
        {
            AlternateRequired = Number("alternateRequired", "1", 0, 1) > 0,
            Routes = new RoutePolicy(
                AltitudeStep: Length.FromMetres(Number("routeAltitudeStepM", "m", 1, 100)),
                Apart: Length.FromMetres(Number("routeApartM", "m", 1, 100_000)),
                ShareApart: Number("routeShareApart", "1", 0.01, 1),
                GreatestDetour: Number("routeGreatestDetour", "1", 1, 5),
                GroundRiskWeight: Number("groundRiskWeight", "1", 1, 1000),
                WingsGlideOn: Number("groundRiskWingsGlideOn", "1", 0, 1) > 0,
                LongestBand: Length.FromMetres(Number("routeLongestBandM", "m", 50, 50_000))),
            Completion = Completion(Number("minCompletionProbability", "1", 0, 0.999), Number("completionSamples", "1", 0, 65_536)),
            Intent = new IntentPolicy(
                Probability: Number("intentProbability", "1", 0.5, 0.999),
                NavigationSigma: Length.FromMetres(Number("navigationSigmaM", "m", 0.1, 1000)),
                AltitudeSigma: Length.FromMetres(Number("altitudeSigmaM", "m", 0.1, 200)),
                DepartureSigma: TimeSpan.FromSeconds(Number("departureSigmaS", "s", 0, 600)),
                PassageSigmaShare: Number("passageSigmaShare", "1", 0, 0.5),
                LongestPiece: Length.FromMetres(Number("intentLongestPieceM", "m", 100, 5000))),
            AlternateStep = Length.FromMetres(Number("alternateStepM", "m", 100, 100_000)),
        };
        root.Close();
        var area = policy.ServiceArea;
        Above("serviceAreaNorthDeg", area.NorthDegrees, "serviceAreaSouthDeg", area.SouthDegrees);
        Above("serviceAreaEastDeg", area.EastDegrees, "serviceAreaWestDeg", area.WestDegrees);
        return policy;

        // Whoever asks for no probability may do without: then no variation is flown at all.
        CompletionPolicy Completion(double least, double samples) => new(
            MinProbability: least,
            Samples: samples > 0 ? Samples("completionSamples", samples)
                : least <= 0 ? 0
                : throw root.Trouble("completionSamples", FormattableString.Invariant($"is 0 and minCompletionProbability is {least:R}; expected 64 or more, or a minCompletionProbability of 0")),
            MoreSamples: Samples("completionMoreSamples", Number("completionMoreSamples", "1", 64, 65_536)),
            Seed: (ulong)Whole("completionSeed", 1, 1_000_000),
            TurnBackShare: Number("completionTurnBackShare", "1", 0.01, 1),
            PassageProbability: Number("intentProbability", "1", 0.5, 0.999));

        int Samples(string key, double value) => value >= 64 && value == Math.Floor(value) && BitOperations.IsPow2((int)value)
            ? (int)value
            : throw root.Trouble(key, FormattableString.Invariant($"is {value:R}; expected a power of two from 64 on"));

        int Whole(string key, int minimum, int maximum)
        {
            var value = Number(key, "1", minimum, maximum);
            return value == Math.Floor(value) ? (int)value : throw root.Trouble(key, FormattableString.Invariant($"is {value:R}; expected a whole number"));
        }

        void Above(string key, double value, string lowerKey, double lower)
        {
            if (!(value > lower))
            {
                throw root.Trouble(key, FormattableString.Invariant($"is {value:R}; expected more than {lowerKey}, {lower:R}"));
            }
        }
    }
}
