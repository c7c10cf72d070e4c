using System.Globalization;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Provenance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary>The card of an aircraft type as Markdown: how its numbers are known, where its model holds, and how far it is off the published points.</summary>
internal static class ModelCard
{
    /// <param name="type">The type.</param>
    /// <param name="policy">The policy under which pad-to-pad ranges are flown.</param>
    /// <param name="power">The file name of its power picture.</param>
    /// <param name="range">The file name of its range picture; null where there is none.</param>
    public static string Write(AircraftType type, PlanningPolicy policy, string power, string? range)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine($"# {type.NameEnglish} {type.NameChinese}");
        text.WriteLine($"Type `{type.Id}`, {type.Maker}, {(type.Wing is null ? "multirotor" : "lift rotors and wing")}{(type.Purpose == AircraftPurpose.Validation ? ", for validation only" : string.Empty)}. Written by `drone cards` from `data/aircraft/{type.Id}.json`; change that file, not this one.");
        text.WriteLine();
        text.WriteLine(type.Note);
        text.WriteLine();
        Statuses(text, type);
        Validity(text, type);
        PublishedPoints(text, type, policy);
        Pictures(text, type, power, range);
        Numbers(text, type);
        return text.ToString();
    }

    private static void Statuses(StringWriter text, AircraftType type)
    {
        text.WriteLine("## How the numbers are known");
        text.WriteLine("| status | numbers | which |");
        text.WriteLine("|---|---|---|");
        foreach (var status in new[] { SourceStatus.Published, SourceStatus.Fitted, SourceStatus.Recalled, SourceStatus.Assumed })
        {
            var keys = type.Parameters.Where(number => number.Status == status).Select(number => $"`{number.Key}`").ToList();
            text.WriteLine($"| {Word(status)} | {keys.Count} | {string.Join(", ", keys)} |");
        }

        var unknown = type.Parameters.Where(number => number.Value is null).Select(number => $"`{number.Key}`").ToList();
        if (unknown.Count > 0)
        {
            text.WriteLine();
            text.WriteLine($"Not known to anybody, so that what needs it is refused or not told: {string.Join(", ", unknown)}.");
        }

        text.WriteLine();
    }

    private static void Validity(StringWriter text, AircraftType type)
    {
        var (valid, wind) = (type.Validity, type.WindLimit);
        text.WriteLine("## Where the model holds");
        text.WriteLine("Outside it the flight is refused by the check named; by `model-validity` with OUTSIDE_MODEL_VALIDITY.");
        text.WriteLine();
        text.WriteLine("| what | from | to | check |");
        text.WriteLine("|---|---|---|---|");
        text.WriteLine(Invariant($"| air temperature at sea level, °C | {valid.MinAirTemperature.DegreesCelsius:0.#} | {valid.MaxAirTemperature.DegreesCelsius:0.#} | model-validity |"));
        text.WriteLine(Invariant($"| density altitude, m | | {valid.MaxDensityAltitude.Metres:0} | model-validity |"));
        text.WriteLine(Invariant($"| true airspeed in cruise, m/s | {SlowestAirspeed(type):0.0} | {type.MaxAirspeed.MetresPerSecond:0.#} | model-validity below, malformed above |"));
        text.WriteLine($"| way | {(type.Wing is null ? "speeding up and slowing down must fit" : "both transitions must fit")} | | model-validity |");
        text.WriteLine(Invariant($"| take-off mass, kg | {type.EmptyMass.Kilograms:0.##} | {type.MaxTakeoffMass.Kilograms:0.##} | payload |"));
        text.WriteLine($"| payload, kg | 0 | {(type.MaxPayload is { } most ? Invariant($"{most.Kilograms:0.##}") : "not known")} | payload |");
        text.WriteLine($"| wind, {(wind.Kind == WindLimitKind.Gust ? "gust" : "mean")} at {Invariant($"{wind.ReferenceHeight.Metres:0}")} m, m/s | 0 | {(wind.Limit is { } limit ? Invariant($"{limit.MetresPerSecond:0.0}") : "not known")} | wind |");
        if (type.Weather is { } weather)
        {
            text.WriteLine($"| precipitation, mm/h | 0 | {(weather.MaxPrecipitationMillimetresPerHour is { } rain ? Invariant($"{rain:0.#}") : "not known")} | precipitation |");
            text.WriteLine($"| visibility, m | {(weather.MinVisibility is { } sight ? Invariant($"{sight.Metres:0}") : "not known")} | | visibility |");
            text.WriteLine($"| icing forecast | | {Allowed(weather.IcingAllowed)} | icing |");
            text.WriteLine($"| thunderstorms forecast | | {Allowed(weather.LightningAllowed)} | lightning |");
        }

        text.WriteLine();
        text.WriteLine(type.EnergyIntervalShare is { } share
            ? Invariant($"The energy of 90 of 100 flights lies within {share * 100:0.#} % of the predicted one, where the wind is known.")
            : "How far the energy of single flights lies from the predicted one has not been measured for this type.");
        text.WriteLine();
    }

    private static string Allowed(bool? allowed) => allowed is { } known ? known ? "allowed" : "not allowed" : "not known";

    private static double SlowestAirspeed(AircraftType type) => type.Wing is { } wing
        ? wing.StallMargin * WingPower.StallSpeed(wing, type.MaxTakeoffMass, Atmosphere.Standard.DensityAt(AltitudeAmsl.FromMetres(0))).MetresPerSecond
        : 0;

    private static void PublishedPoints(StringWriter text, AircraftType type, PlanningPolicy policy)
    {
        text.WriteLine("## Against published points");
        if (type.PublishedPoints.Count == 0)
        {
            text.WriteLine("No point with a payload and a value is published for this type.");
            text.WriteLine();
            return;
        }

        text.WriteLine(Invariant($"*Cruise alone* (or hover alone) is what makers tell: calm standard air at sea level, {type.CruiseAirspeed.MetresPerSecond:0.#} m/s, from full to empty. *Pad to pad* is what a planner can count on: with climb, landing and the reserve of the policy. Both with a new pack."));
        text.WriteLine();
        text.WriteLine("| quantity | payload, kg | published | cruise alone | error | pad to pad | error | conditions | source |");
        text.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var point in type.PublishedPoints)
        {
            var payload = Mass.FromKilograms(point.PayloadKilograms);
            var model = Modelled(type, point, payload);
            var padToPad = point.Quantity == "range" ? PadToPad(type, payload, policy) : null;
            text.WriteLine(Invariant($"| {point.Quantity} | {point.PayloadKilograms:0.##} | {point.Value:0.##} {point.Unit} | {Beside(model, point)} | {Beside(padToPad?.Kilometres, point)} | {point.Conditions} | {point.Source} |"));
        }

        text.WriteLine();
    }

    /// <summary>A value of the model and how far it is off the published one, as two cells.</summary>
    private static string Beside(double? model, PublishedPoint point) => model is { } value
        ? Invariant($"{value:0.0} {point.Unit} | {((value / point.Value) - 1) * 100:+0.0;-0.0;0.0} %")
        : "- | -";

    /// <summary>The model's value of a published quantity in its unit; null where the model has no such quantity or cannot fly it.</summary>
    private static double? Modelled(AircraftType type, PublishedPoint point, Mass payload) => (point.Quantity, point.Unit) switch
    {
        ("range", "km") => Envelope.Value(type, EnvelopeQuantity.Range, payload, type.CruiseAirspeed) / 1000,
        ("endurance", "min") => Envelope.Value(type, EnvelopeQuantity.Endurance, payload, type.CruiseAirspeed) / 60,
        _ => null,
    };

    /// <summary>The pad-to-pad range of a type in calm standard air, on a full new pack, between pads at the candidate's elevation.</summary>
    public static Length? PadToPad(AircraftType type, Mass payload, PlanningPolicy policy) => PadToPadRange.Of(new FlightTask
    {
        Type = type,
        Payload = payload,
        Path = new Routing.FlightPath([new Geodesy.LatLon(30, 122), new Geodesy.LatLon(30, 123)]),
        OriginElevation = policy.CandidateElevation,
        DestinationElevation = policy.CandidateElevation,
        CruiseAltitude = policy.Flight.CruiseAltitude,
        CruiseAirspeed = type.CruiseAirspeed,
        Wind = Wind.Calm,
        WindPolicy = policy.Wind,
        Atmosphere = Atmosphere.Standard,
        TakeoffCharge = StateOfCharge.Full,
        PackHealthRatio = 1,
        Policy = policy.Flight,
        Reserve = policy.Reserve,
    });

    private static void Pictures(StringWriter text, AircraftType type, string power, string? range)
    {
        text.WriteLine($"![Power of {type.NameEnglish} against airspeed]({power})");
        text.WriteLine();
        if (range is not null)
        {
            text.WriteLine($"![Range of {type.NameEnglish} against payload]({range})");
            text.WriteLine();
        }
    }

    private static void Numbers(StringWriter text, AircraftType type)
    {
        text.WriteLine("## Every number");
        text.WriteLine("| number | value | unit | status | source |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (var number in type.Parameters)
        {
            text.WriteLine(Invariant($"| `{number.Key}` | {(number.Value is { } value ? Invariant($"{value:R}") : "not known")} | {number.Unit} | {Word(number.Status)} | {number.Source} |"));
        }
    }

    private static string Word(SourceStatus status) => status.ToString().ToLowerInvariant();
}
