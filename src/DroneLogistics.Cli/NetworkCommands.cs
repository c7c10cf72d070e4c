using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone sites</c>, <c>drone routes</c>, <c>drone aircraft</c>: what the network is made of.</summary>
internal static class NetworkCommands
{
    public static Command Sites()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the ListSitesResponse of the API as JSON"));
        var command = new Command("sites", "Lists the sites of the network with their status and how well their position is known.\n\nExample: drone sites --json") { data, json };
        command.SetAction(parsed =>
        {
            var world = CommonOptions.Load(parsed, data);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(Values.Json(new ListSitesResponse { Sites = { world.Sites.All.Select(NetworkWriter.Write) } }));
                return;
            }

            var table = Screen.Table(("site", false), ("name", false), ("名称", false), ("status", false), ("latitude", true), ("longitude", true), ("known to\nkm", true), ("height\nm AMSL", true));
            foreach (var site in world.Sites.All)
            {
                table.Row(site.Id.Text, site.NameEnglish, site.NameChinese, site.Status.ToString(), Screen.Number(site.Position.LatitudeDegrees, "0.0000"), Screen.Number(site.Position.LongitudeDegrees, "0.0000"), Screen.Number(site.HorizontalAccuracy.Kilometres, "0.0"), Screen.Number(site.Elevation.Metres, "0"));
            }

            Screen.Write(output, table);
            output.WriteLine($"{world.Sites.All.Count} sites, {world.Sites.All.Count(site => site.IsOpenForScheduling)} of them open for scheduling.");
        });
        new RecordCommands("Site", "sites").AddTo(command);
        return command;
    }

    public static Command Routes()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the ListRoutesResponse of the API as JSON"));
        var command = new Command("routes", "Lists the routes of the network, each direction for itself.\n\nExample: drone routes") { data, json };
        command.SetAction(parsed =>
        {
            var world = CommonOptions.Load(parsed, data);
            var output = parsed.InvocationConfiguration.Output;
            var routes = world.Routes.Select(route => NetworkWriter.Write(route, world)).ToList();
            if (parsed.GetValue(json))
            {
                output.WriteLine(Values.Json(new ListRoutesResponse { Routes = { routes } }));
                return;
            }

            var table = Screen.Table(("route", false), ("from, via, to", false), ("kind", false), ("status", false), ("km", true), ("cargo", false));
            foreach (var route in routes)
            {
                table.Row(Id(route.Name), string.Join(", ", route.Via.Prepend(route.Origin).Append(route.Destination).Select(Id)), route.Kind.ToString(), route.Status.ToString(), Screen.Number(route.DistanceM / 1000, "0.0"), string.Join("; ", route.Cargo));
            }

            Screen.Write(output, table);
        });
        return command;
    }

    public static Command Aircraft()
    {
        var type = new Argument<string?>("TYPE") { Description = "One type: every number with its status and source.", Arity = ArgumentArity.ZeroOrOne };
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the ListAircraftTypesResponse of the API as JSON"));
        var command = new Command("aircraft", "Lists the aircraft types, or shows one with every number and where it comes from.\n\nExample: drone aircraft fz90") { type, data, json };
        command.SetAction(parsed =>
        {
            var world = CommonOptions.Load(parsed, data);
            var output = parsed.InvocationConfiguration.Output;
            var types = world.AircraftTypes.Select(FleetWriter.Write).ToList();
            if (parsed.GetValue(type) is { } asked)
            {
                var fields = new FieldReader();
                var one = FlightPlanReader.Type(Values.Name("aircraftTypes", asked), "TYPE", fields, world);
                fields.ThrowIfAny();
                types = [FleetWriter.Write(one!)];
            }

            if (parsed.GetValue(json))
            {
                output.WriteLine(Values.Json(new ListAircraftTypesResponse { AircraftTypes = { types } }));
            }
            else if (parsed.GetValue(type) is not null)
            {
                ShowOne(output, types[0]);
            }
            else
            {
                ShowAll(output, types);
            }
        });
        return command;
    }

    private static void ShowAll(TextWriter output, IEnumerable<AircraftType> types)
    {
        var table = Screen.Table(("type", false), ("name", false), ("名称", false), ("flies as", false), ("MTOM\nkg", true), ("payload\nkg", true), ("cruise\nm/s", true), ("wind\nm/s", true), ("battery\nAh", true));
        foreach (var type in types)
        {
            table.Row(Id(type.Name), type.DisplayName, type.DisplayNameZh, type.Configuration.ToString(), Value(type, "maxTakeoffMassKg"), Value(type, "maxPayloadKg"), Value(type, "cruiseAirspeedMps"), Value(type, "windLimitMps"), Value(type, "batteryCapacityAh"));
        }

        Screen.Write(output, table);
        output.WriteLine("`drone aircraft TYPE` shows every number with its status and source.");
    }

    private static void ShowOne(TextWriter output, AircraftType type)
    {
        output.WriteLine($"{Id(type.Name)}  {type.DisplayName}  {type.DisplayNameZh}  {type.Maker}");
        Screen.Paragraph(output, type.Note);
        var table = Screen.Table(("number", false), ("value", true), ("unit", false), ("status", false), ("source", false));
        foreach (var number in type.Parameters)
        {
            table.Row(number.Key, number.HasValue ? Screen.Number(number.Value, "0.#####") : "not known", number.Unit, number.Status.ToString(), number.Source);
        }

        Screen.Write(output, table);
    }

    private static string Value(AircraftType type, string key) =>
        type.Parameters.FirstOrDefault(number => number.Key == key) is { HasValue: true } known ? Screen.Number(known.Value, "0.##") : "not known";

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
