using System.CommandLine;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone zones import</c>: a file of zones into a running service, all of it or nothing.</summary>
internal static class ZonesImport
{
    public static Command Create()
    {
        var import = new ImportOptions("A file of ED-318, ED-269, GeoJSON, KML or KMZ; the format is found out from the content.", "Put it in the place of the imported set of the same id.");
        var lenient = new Option<bool>("--lenient") { Description = "Read what has one safe reading and tell it, such as a clockwise ring or words in other capitals. Default: refuse every departure from the format." };
        var json = CommonOptions.Json("the ImportGeozonesResponse of the API as JSON");
        var command = new Command("import", "Reads a file of zones into a running service: all of it, or nothing with the feature and the key of each refusal.\n\nGeometry, heights and restrictions are never mended or guessed. A set whose coordinates look like those of a public map of China (GCJ-02) is refused.\n\nExample: drone zones import zones.json --replace --server http://127.0.0.1:5080");
        import.AddTo(command, [lenient], json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ImportGeozonesRequest
            {
                RequestId = import.RequestId(parsed),
                Content = import.Content(parsed),
                FileName = Path.GetFileName(import.Path(parsed)),
                Mode = parsed.GetValue(lenient) ? ImportGeozonesRequest.Types.Mode.Lenient : ImportGeozonesRequest.Types.Mode.Strict,
                Replace = import.Replace(parsed),
                ValidateOnly = import.ValidateOnly(parsed),
                GeozoneSetId = import.Id(parsed),
                Source = import.Source(parsed),
                Licence = import.Licence(parsed),
            };
            var answer = await import.AskAsync(parsed, (service, options) => service.ImportGeozonesAsync(request, options), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
                return ExitCode.Go;
            }

            ZoneText.WriteImport(output, answer, import.Path(parsed), request.ValidateOnly);
            return ExitCode.Go;
        });
        return command;
    }
}
