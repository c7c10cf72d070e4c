using System.CommandLine;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone obstacles</c>: the obstacles that ship, or those of a running service, and the way in for files of obstacles.</summary>
internal static class ObstaclesCommands
{
    public static Command Create() => new("obstacles", "Lists and imports obstacles: pylons and the wires between them, masts, cranes, stacks.\n\nExample: drone obstacles list --box 29.7,122.1,30.0,122.4")
    {
        List(),
        Import(),
    };

    private static Command List()
    {
        var box = Values.Box("--box", "Only obstacles that may stand in this box, their accuracy counted in, degrees: south, west, north, east.");
        var source = new AirspaceSource("obstacles");
        var json = CommonOptions.Json("the ListObstaclesResponse of the API as JSON, all pages in one");
        var command = new Command("list", "Lists obstacles with their tops in metres above mean sea level and the radius in metres within which they stand.\n\nWithout --server: the obstacles that ship.\n\nExample: drone obstacles list --box 29.7,122.1,30.0,122.4") { box };
        source.AddTo(command, json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ListObstaclesRequest { PageSize = 1000, Bounds = parsed.GetValue(box) };
            using var airspace = await source.OpenAsync(parsed, cancellationToken);
            var all = new ListObstaclesResponse();
            do
            {
                var page = await airspace.ListObstaclesAsync(request);
                all.Obstacles.AddRange(page.Obstacles);
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
                ObstacleText.WriteList(output, all.Obstacles);
            }
        });
        return command;
    }

    private static Command Import()
    {
        var import = new ImportOptions("GeoJSON, or JSON in the form of data/obstacles/obstacles.json.", "Put it in the place of the imported set of the same id; a file without obstacles takes them out.");
        var json = CommonOptions.Json("the ImportObstaclesResponse of the API as JSON");
        var command = new Command(
            "import",
            """
            Reads a file of obstacles into a running service: all of it, or nothing with the feature and the key of each refusal.

            GeoJSON: a Point is a structure, a LineString a power line with a pylon at each position and wires between them. Properties: id, name, topM (metres above mean sea level, 0 to 3000), horizontalAccuracyM (radius within which it stands, metres, 0 to 100000), kind (pylon, bridge, wind-farm, cranes, statue, lighthouse, stack, mast; of a line pylon where missing), and perhaps nameZh and note.

            Routes that come too near are assessed again at once, and the booked flights that do are named.

            Example: drone obstacles import masts.geojson --replace --server http://127.0.0.1:5080
            """);
        import.AddTo(command, [], json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ImportObstaclesRequest
            {
                RequestId = import.RequestId(parsed),
                Content = import.Content(parsed),
                FileName = Path.GetFileName(import.Path(parsed)),
                Replace = import.Replace(parsed),
                ValidateOnly = import.ValidateOnly(parsed),
                ObstacleSetId = import.Id(parsed),
                Source = import.Source(parsed),
                Licence = import.Licence(parsed),
            };
            var answer = await import.AskAsync(parsed, (service, options) => service.ImportObstaclesAsync(request, options), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                ObstacleText.WriteImport(output, answer, import.Path(parsed), request.ValidateOnly);
            }

            return ExitCode.Go;
        });
        return command;
    }
}
