using DroneLogistics.Fleet;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Formats;

/// <summary>Reads <c>data/validation/*-routes.json</c>: the routes of a data set of flights, strict.</summary>
public static class RecordedRoutesFile
{
    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static RecordedRoutes Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("note");
        var type = root.Text("aircraftType");
        if (!Identifier.IsWellFormed(type))
        {
            throw root.Trouble("aircraftType", $"is \"{type}\"; expected {Identifier.Rule}");
        }

        var sources = root.Sources();
        var numbers = new List<SourcedNumber>();
        var routes = new Dictionary<string, RecordedRoute>(StringComparer.Ordinal);
        foreach (var entry in root.Children("routes"))
        {
            var route = ReadRoute(entry);
            if (!routes.TryAdd(route.Name, route))
            {
                throw entry.Trouble("name", $"is \"{route.Name}\", which stands twice; expected once");
            }
        }

        var read = new RecordedRoutes
        {
            AircraftType = new AircraftTypeId(type),
            PadElevation = AltitudeAmsl.FromMetres(Number(root, "padElevationM", "m", -400, 5000)),
            UnknownWind = (Metres(root, "unknownWindMeanMps"), Metres(root, "unknownWindDeviationMps")),
            Routes = routes,
            Numbers = numbers,
        };
        root.Close();
        return read;

        double Number(DataObject from, string key, string unit, double minimum, double maximum)
        {
            numbers.Add(from.Sourced(key, unit, minimum, maximum, sources));
            return numbers[^1].Value!.Value;
        }

        Speed Metres(DataObject from, string key) => Speed.FromMetresPerSecond(Number(from, key, "m/s", 0, 30));

        RecordedRoute ReadRoute(DataObject entry)
        {
            var name = entry.Text("name");
            var length = Number(entry, "flownLengthM", "m", 1, 1e6);
            var legs = Number(entry, "legs", "1", 1, 100);
            if (legs != Math.Floor(legs))
            {
                throw entry.Trouble("legs.value", $"is {legs:R}; expected a whole number");
            }

            entry.Close();
            return new RecordedRoute(name, Length.FromMetres(length), (int)legs);
        }
    }
}
