using System.Globalization;
using DroneLogistics.Fleet;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Reads <c>seeds/*.json</c>, strict.</summary>
public static class ScenarioFile
{
    /// <exception cref="DataFileException">Names the file, the key and what was expected.</exception>
    public static Scenario Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        var name = root.Child("name");
        var conditions = ReadConditions(root);
        var scenario = new Scenario(
            name.Text("en"),
            name.Text("zh"),
            root.Text("note"),
            Instant(root, "clock"),
            ReadFleet(root.Child("fleet")),
            [.. root.Children("legs").Select((leg, index) => ReadLeg(leg, index, conditions))]);
        name.Close();
        root.Close();
        return scenario.Legs.Count > 0 ? scenario : throw root.Trouble("legs", "is an empty list; expected at least one flight");
    }

    private static (V1.WindConditions Wind, double TemperatureDegC) ReadConditions(DataObject root)
    {
        var weather = root.Child("weather");
        _ = weather.OneOf("status", SourceStatusWords.All);
        _ = weather.Text("source");
        var wind = new V1.WindConditions { FromDeg = weather.Number("windFromDeg", 0, 360), SpeedMps = weather.Number("windSpeedMps", 0, 75) };
        var temperature = weather.Number("temperatureDegC", -60, 60);
        weather.Close();
        return (wind, temperature);
    }

    private static FleetRegister ReadFleet(DataObject fleet)
    {
        var tails = fleet.Children("aircraft").Select(tail =>
        {
            var read = new Aircraft(new AircraftId(Id(tail, "id")), new AircraftTypeId(Id(tail, "type")), Id(tail, "site"), Assumed: false);
            tail.Close();
            return read;
        }).ToList();
        var packs = fleet.Children("batteryPacks").Select(pack =>
        {
            var read = new BatteryPack(
                new BatteryPackId(Id(pack, "id")),
                new AircraftTypeId(Id(pack, "type")),
                Id(pack, "site"),
                new StateOfCharge(pack.Number("socRatio", 0, 1)),
                pack.Number("sohRatio", 0.5, 1),
                Assumed: false);
            pack.Close();
            return read;
        }).ToList();
        fleet.Close();
        return new FleetRegister(tails, packs);
    }

    private static ScenarioLeg ReadLeg(DataObject leg, int index, (V1.WindConditions Wind, double TemperatureDegC) conditions)
    {
        var plan = new V1.FlightPlan
        {
            Origin = $"sites/{Id(leg, "from")}",
            Destination = $"sites/{Id(leg, "to")}",
            Aircraft = $"aircraft/{Id(leg, "aircraft")}",
            PayloadKg = leg.Number("payloadKg", 0, 10_000),
            Wind = conditions.Wind,
            TemperatureDegc = conditions.TemperatureDegC,
        };
        TimeSpan? turnaround = null;
        if (index > 0 && leg.Has("turnaroundMinutes"))
        {
            turnaround = TimeSpan.FromMinutes(leg.Number("turnaroundMinutes", 0, 1440));
        }
        else
        {
            plan.DepartureTime = Instant(leg, "departure").ToTimestamp();
        }

        var request = new V1.ScheduleFlightRequest { RequestId = leg.Text("requestId"), Flight = plan, Cargo = { leg.Texts("cargo") } };
        leg.Close();
        return new ScenarioLeg(request, turnaround);
    }

    private static string Id(DataObject record, string key)
    {
        var text = record.Text(key);
        return Identifier.IsWellFormed(text) ? text : throw record.Trouble(key, $"is \"{text}\"; expected {Identifier.Rule}");
    }

    private static DateTimeOffset Instant(DataObject record, string key)
    {
        var text = record.Text(key);
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw record.Trouble(key, $"is \"{text}\"; expected an instant with its zone such as 2024-11-25T09:00+08:00");
    }
}
