using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Cli;

/// <summary><c>drone zones import</c>: a file of zones into a running service, all of it or nothing.</summary>
internal static class ZonesImport
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file of ED-318, ED-269, GeoJSON, KML or KMZ; the format is found out from the content." };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of the imported set of the same id." };
        var lenient = new Option<bool>("--lenient") { Description = "Read what has one safe reading and tell it, such as a clockwise ring or words in other capitals. Default: refuse every departure from the format." };
        var validateOnly = new Option<bool>("--validate-only") { Description = "Read and judge it, but store nothing." };
        var id = new Option<string?>("--id") { Description = "The id of the set. Default: made from the name of the file.", HelpName = "SET" };
        var source = new Option<string?>("--source") { Description = "The publication, in words; kept with the set. Default: the name of the file.", HelpName = "TEXT" };
        var licence = new Option<string?>("--licence") { Description = "The licence of the data; kept with the set.", HelpName = "TEXT" };
        var requestId = new Option<string?>("--request-id") { Description = "A UUID that makes a retry safe: the same one with the same file gets the first answer again. Default: a new one.", HelpName = "UUID" };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the ImportGeozonesResponse of the API as JSON");
        var command = new Command("import", "Reads a file of zones into a running service: all of it, or nothing with the feature and the key of each refusal.\n\nGeometry, heights and restrictions are never mended or guessed. A set whose coordinates look like those of a public map of China (GCJ-02) is refused.\n\nExample: drone zones import zones.json --replace --server http://127.0.0.1:5080")
        {
            file, replace, lenient, validateOnly, id, source, licence, requestId, server, tokenFile, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var content = InputFile.Bytes(path);
            if (content.Length > ImportEnvelope.LargestFileBytes)
            {
                throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"FILE has {content.Length} bytes; expected at most {ImportEnvelope.LargestFileBytes}."));
            }

            var request = new ImportGeozonesRequest
            {
                RequestId = parsed.GetValue(requestId) ?? Guid.NewGuid().ToString(),
                Content = UnsafeByteOperations.UnsafeWrap(content),
                FileName = Path.GetFileName(path),
                Mode = parsed.GetValue(lenient) ? ImportGeozonesRequest.Types.Mode.Lenient : ImportGeozonesRequest.Types.Mode.Strict,
                Replace = parsed.GetValue(replace),
                ValidateOnly = parsed.GetValue(validateOnly),
                GeozoneSetId = parsed.GetValue(id) ?? string.Empty,
                Source = parsed.GetValue(source) ?? string.Empty,
                Licence = parsed.GetValue(licence) ?? string.Empty,
            };
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var answer = await new AirspaceService.AirspaceServiceClient(service.Invoker).ImportGeozonesAsync(request, service.CallOptions(cancellationToken));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
                return ExitCode.Go;
            }

            ZoneText.WriteImport(output, answer, path, request.ValidateOnly);
            return ExitCode.Go;
        });
        return command;
    }
}
