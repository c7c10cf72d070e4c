using System.CommandLine;
using DroneLogistics.Provenance;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone zones</c>: the zones that ship, or those of a running service, and the way in for files of zones.</summary>
internal static class ZonesCommands
{
    public static Command Create()
    {
        var command = new Command("zones", "Lists, shows, exports and imports zones: where and when flights are prohibited or need an authorization.\n\nExample: drone zones list --at 2026-12-01T09:00+08:00")
        {
            List(),
            Show(),
            Sets(),
            Export(),
            ZonesImport.Create(),
        };
        return command;
    }

    private static Command List()
    {
        var at = Values.Instant("--at", "Only zones in force at this instant. Default: all zones, marked for now.");
        var type = new Option<string?>("--type") { Description = "Only zones of this type.", HelpName = "TYPE" };
        type.AcceptOnlyFromAmong("prohibited", "req-authorization", "conditional", "no-restriction", "uspace");
        var set = new Option<string?>("--set") { Description = "Only zones of this set, as `drone zones sets` names it.", HelpName = "SET" };
        var box = Values.Box("--box", "Only zones of which a part may lie in this box, degrees: south, west, north, east.");
        var source = new AirspaceSource();
        var json = CommonOptions.Json("the ListGeozonesResponse of the API as JSON, all pages in one, with geometry");
        var command = new Command("list", "Lists zones with what they ask of a flight, from which height to which, and whether they are in force.\n\nWithout --server: the zones that ship.\n\nExample: drone zones list --at 2026-12-01T09:00+08:00 --type prohibited") { at, type, set, box };
        source.AddTo(command, json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ListGeozonesRequest
            {
                PageSize = 1000,
                View = GeozoneView.Full,
                ForceTime = parsed.GetValue(at),
                Bounds = parsed.GetValue(box),
                Type = ReadType(parsed.GetValue(type)),
                GeozoneSet = parsed.GetValue(set) is { } asked ? SetName("--set", asked) : string.Empty,
            };
            using var airspace = await source.OpenAsync(parsed, cancellationToken);
            var all = new ListGeozonesResponse();
            do
            {
                var page = await airspace.ListGeozonesAsync(request);
                all.Geozones.AddRange(page.Geozones);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(all));
            }
            else
            {
                ZoneText.WriteList(output, all.Geozones, request.ForceTime);
            }
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("ZONE") { Description = "The zone: CHN-ZSZSCA or CHN/ZSZSCA; without a country, CHN is meant." };
        var at = Values.Instant("--at", "The instant for which it is said whether the zone is in force. Default: now.");
        var source = new AirspaceSource();
        var json = CommonOptions.Json("the Geozone of the API as JSON");
        var command = new Command("show", "Shows one zone: its times, its heights, its shape, who is to be asked.\n\nWithout --server: of the zones that ship.\n\nExample: drone zones show ZSZSCA") { name, at };
        source.AddTo(command, json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new GetGeozoneRequest { Name = ZoneName(parsed.GetValue(name)!), ForceTime = parsed.GetValue(at) };
            using var airspace = await source.OpenAsync(parsed, cancellationToken);
            var zone = await airspace.GetGeozoneAsync(request);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(zone));
            }
            else
            {
                ZoneText.WriteOne(output, zone);
            }
        });
        return command;
    }

    private static Command Sets()
    {
        var source = new AirspaceSource();
        var json = CommonOptions.Json("the ListGeozoneSetsResponse of the API as JSON, all pages in one");
        var command = new Command("sets", "Lists the sets of zones: those that ship and those that were imported, with their source and licence.\n\nWithout --server: those that ship.\n\nExample: drone zones sets --server http://127.0.0.1:5080");
        source.AddTo(command, json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var airspace = await source.OpenAsync(parsed, cancellationToken);
            var all = new ListGeozoneSetsResponse();
            var request = new ListGeozoneSetsRequest { PageSize = 1000 };
            do
            {
                var page = await airspace.ListGeozoneSetsAsync(request);
                all.GeozoneSets.AddRange(page.GeozoneSets);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(all));
            }
            else
            {
                ZoneText.WriteSets(output, all.GeozoneSets);
            }
        });
        return command;
    }

    private static Command Export()
    {
        var name = new Argument<string>("SET") { Description = "The set, as `drone zones sets` names it." };
        var format = new Option<string>("--format") { Description = "ed318, which holds all of a zone; or ed269 or kml, which do not: what is lost is told on standard error, and a zone is written larger for it, never smaller. Default: ed318.", HelpName = "FORMAT", DefaultValueFactory = _ => "ed318" };
        format.AcceptOnlyFromAmong("ed318", "ed269", "kml");
        var file = new Option<string?>("--output") { Description = "The file to write. Default: standard output.", HelpName = "FILE" };
        var source = new AirspaceSource();
        var command = new Command("export", "Writes one set of zones as a file that other ground stations read.\n\nWithout --server: of the sets that ship. Their mark \"not for flight\" travels with them.\n\nExample: drone zones export aerodromes-by-rule --output aerodromes.json") { name, format, file };
        source.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var airspace = await source.OpenAsync(parsed, cancellationToken);
            var answer = await airspace.ExportGeozoneSetAsync(new ExportGeozoneSetRequest
            {
                Name = SetName("SET", parsed.GetValue(name)!),
                Format = Enum.Parse<ImportGeozonesRequest.Types.Format>(parsed.GetValue(format)!, ignoreCase: true),
            });
            foreach (var loss in answer.Losses)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"drone: {loss.Zone}: {loss.Lost}: {loss.Action}.");
            }

            var text = answer.Content.ToStringUtf8();
            if (parsed.GetValue(file) is { } path)
            {
                await OutputFile.WriteAsync(path, text, cancellationToken);
            }
            else
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(text);
            }
        });
        return command;
    }

    private static Geozone.Types.Type ReadType(string? word) =>
        word is null ? Geozone.Types.Type.Unspecified : Enum.Parse<Geozone.Types.Type>(word.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);

    private static string SetName(string argument, string given)
    {
        var name = Values.Name(AirspaceNames.GeozoneSets, given);
        return Identifier.IsWellFormed(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..])
            ? name
            : throw new CommandException(ExitCode.Usage, $"{argument} is \"{given}\"; expected {Identifier.Rule} (see `drone zones sets`).");
    }

    private static string ZoneName(string given)
    {
        var bare = given.StartsWith($"{AirspaceNames.Geozones}/", StringComparison.Ordinal) ? given[(AirspaceNames.Geozones.Length + 1)..] : given;
        var id = bare.Length > 4 && bare[3] is '-' or '/' ? $"{bare[..3]}-{bare[4..]}" : $"CHN-{bare}";
        return AirspaceNames.ZoneOf(id) is not null
            ? $"{AirspaceNames.Geozones}/{id}"
            : throw new CommandException(ExitCode.Usage, $"ZONE is \"{given}\"; expected the country's three capitals, a hyphen and {Airspace.ZoneId.IdentifierRule}, such as CHN-ZSZSCA.");
    }
}
