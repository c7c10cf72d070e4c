using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Service;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone envelope</c>: range or endurance against payload, as makers publish them.</summary>
internal static class EnvelopeCommand
{
    private const int MostPoints = 10_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var aircraft = AircraftChoice.Option(required: true);
        var quantity = new Option<string>("--quantity") { Description = "range: cruise alone; endurance: hover alone. From a full new pack to an empty one, calm standard air at sea level, cut-off not heeded.", HelpName = "range|endurance", Required = true };
        quantity.AcceptOnlyFromAmong("range", "endurance");
        var payload = new Option<(double From, double To, double Step)>("--payload") { Description = "Payloads, kilograms: one, or FROM..TO:STEP.", HelpName = "KG|FROM..TO:STEP", Required = true, CustomParser = Payloads };
        var speed = Values.Number("--speed", "True airspeed of the cruise, metres a second. Default: the type's cruise airspeed.", "MPS");
        var csv = new Option<bool>("--csv") { Description = "Print the curve as CSV with units in the column names." };
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the curve as JSON"));
        var command = new Command("envelope", "Range or endurance against payload, as makers publish them: a flight between pads goes less far.\n\nExample: drone envelope --aircraft fc30 --quantity range --payload 0..30:5 --speed 15") { aircraft, quantity, payload, speed, csv, json, data };
        command.OnlyOneOf(csv, json);
        command.SetAction(parsed =>
        {
            var type = AircraftChoice.Read(parsed.GetValue(aircraft)!, parsed.GetValue(data) ?? WorldFiles.DefaultFolder);
            var asked = parsed.GetValue(quantity) == "range" ? EnvelopeQuantity.Range : EnvelopeQuantity.Endurance;
            var airspeed = Airspeed(type, parsed.GetValue(speed));
            var loads = Loads(type, parsed.GetValue(payload));
            var curve = loads.Select(load => (load, Value: Envelope.Value(type, asked, Mass.FromKilograms(load), airspeed))).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(Json(type, asked, airspeed, curve));
            }
            else if (parsed.GetValue(csv))
            {
                Csv(output, asked, curve);
            }
            else
            {
                Show(output, type, asked, airspeed, curve);
            }

            return curve.Exists(point => point.Value is null) ? ExitCode.NoGo : ExitCode.Go;
        });
        return command;
    }

    private static Speed Airspeed(AircraftType type, double? given)
    {
        if (given is not { } mps)
        {
            return type.CruiseAirspeed;
        }

        return mps > 0 && mps <= type.MaxAirspeed.MetresPerSecond
            ? Speed.FromMetresPerSecond(mps)
            : throw new CommandException(ExitCode.Usage, Invariant($"--speed is {mps:R}; expected more than 0 and at most {type.MaxAirspeed.MetresPerSecond:R} m/s for {type.NameEnglish}."));
    }

    private static List<double> Loads(AircraftType type, (double From, double To, double Step) asked)
    {
        var most = type.MaxPayload?.Kilograms ?? 0;
        if (!(asked.To <= most))
        {
            throw new CommandException(ExitCode.Usage, Invariant($"--payload reaches {asked.To:R} kg; expected at most {most:R} kg for {type.NameEnglish}."));
        }

        // The end belongs to the curve though a step like 0.1 is no exact number.
        var count = (int)Math.Floor(((asked.To - asked.From) / asked.Step) + 1e-9) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Math.Round(asked.From + (i * asked.Step), 9))];
    }

    private static (double, double, double) Payloads(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ends = text.Split("..");
        var tail = ends.Length == 2 ? ends[1].Split(':') : [];
        if (ends.Length == 1 && Parse(text) is >= 0 and { } one)
        {
            return (one, one, 1);
        }

        if (tail.Length == 2 && Parse(ends[0]) is >= 0 and { } from && Parse(tail[0]) is { } to && Parse(tail[1]) is > 0 and { } step && to >= from && (to - from) / step < MostPoints)
        {
            return (from, to, step);
        }

        result.AddError($"--payload is \"{text}\"; expected kilograms such as 15, or FROM..TO:STEP such as 0..30:5 with 0 <= FROM <= TO, a positive STEP and at most {MostPoints} points.");
        return default;

        static double? Parse(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static string Json(AircraftType type, EnvelopeQuantity quantity, Speed airspeed, IEnumerable<(double Load, double? Value)> curve) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["aircraft"] = type.Id.Text,
            ["quantity"] = Word(quantity),
            ["speedMps"] = airspeed.MetresPerSecond,
            ["points"] = curve.Select(point => new Dictionary<string, double?> { ["payloadKg"] = point.Load, [Key(quantity)] = InUnit(quantity, point.Value) }),
        },
        Indented);

    private static void Csv(TextWriter output, EnvelopeQuantity quantity, IEnumerable<(double Load, double? Value)> curve)
    {
        output.WriteLine($"payload_kg,{(quantity == EnvelopeQuantity.Range ? "range_km" : "endurance_min")}");
        foreach (var (load, value) in curve)
        {
            output.WriteLine(Invariant($"{load:R},{InUnit(quantity, value):R}"));
        }
    }

    private static void Show(TextWriter output, AircraftType type, EnvelopeQuantity quantity, Speed airspeed, IEnumerable<(double Load, double? Value)> curve)
    {
        var how = quantity == EnvelopeQuantity.Range ? Invariant($"cruise alone at {airspeed.MetresPerSecond:0.0} m/s") : "hover alone";
        output.WriteLine($"{type.NameEnglish}: {how}, from a full new pack to an empty one, calm standard air at sea level, cut-off not heeded.");
        var table = Screen.Table(("payload kg", true), ("take-off kg", true), (quantity == EnvelopeQuantity.Range ? "range km" : "endurance min", true));
        foreach (var (load, value) in curve)
        {
            table.Row(Screen.Number(load, "0.##"), Screen.Number(type.EmptyMass.Kilograms + load, "0.##"), InUnit(quantity, value) is { } shown ? Screen.Number(shown, "0.00") : "cannot be flown");
        }

        Screen.Write(output, table);
    }

    private static string Word(EnvelopeQuantity quantity) => quantity == EnvelopeQuantity.Range ? "range" : "endurance";

    private static string Key(EnvelopeQuantity quantity) => quantity == EnvelopeQuantity.Range ? "rangeKm" : "enduranceMin";

    private static double? InUnit(EnvelopeQuantity quantity, double? value) => value / (quantity == EnvelopeQuantity.Range ? 1000 : 60);
}
