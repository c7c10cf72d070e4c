using System.CommandLine;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Cli;

/// <summary>The argument and the options of a command that brings a file into a running service, the same for zones and obstacles.</summary>
/// <param name="what">The file, in words.</param>
/// <param name="replacing">What <c>--replace</c> does.</param>
internal sealed class ImportOptions(string what, string replacing)
{
    private readonly Argument<string> file = new("FILE") { Description = what };
    private readonly Option<bool> replace = new("--replace") { Description = replacing };
    private readonly Option<bool> validateOnly = new("--validate-only") { Description = "Read and judge it, but store nothing." };
    private readonly Option<string?> id = new("--id") { Description = "The id of the set. Default: made from the name of the file.", HelpName = "SET" };
    private readonly Option<string?> source = new("--source") { Description = "The publication, in words; kept with the set. Default: the name of the file.", HelpName = "TEXT" };
    private readonly Option<string?> licence = new("--licence") { Description = "The licence of the data; kept with the set.", HelpName = "TEXT" };
    private readonly Option<string?> requestId = new("--request-id") { Description = "A UUID that makes a retry safe: the same one with the same file gets the first answer again. Default: a new one.", HelpName = "UUID" };
    private readonly Option<Uri?> server = CommonOptions.Server();
    private readonly Option<string?> tokenFile = CommonOptions.TokenFile();

    /// <summary>Adds them, in the order of the help, with those of the command itself where they belong.</summary>
    public void AddTo(Command command, System.CommandLine.Option[] afterReplace, System.CommandLine.Option last)
    {
        command.Add(file);
        foreach (var option in (System.CommandLine.Option[])[replace, .. afterReplace, validateOnly, id, source, licence, requestId, server, tokenFile, last])
        {
            command.Add(option);
        }
    }

    public string Path(ParseResult parsed) => parsed.GetValue(file)!;

    public bool Replace(ParseResult parsed) => parsed.GetValue(replace);

    public bool ValidateOnly(ParseResult parsed) => parsed.GetValue(validateOnly);

    public string Id(ParseResult parsed) => parsed.GetValue(id) ?? string.Empty;

    public string Source(ParseResult parsed) => parsed.GetValue(source) ?? string.Empty;

    public string Licence(ParseResult parsed) => parsed.GetValue(licence) ?? string.Empty;

    public string RequestId(ParseResult parsed) => parsed.GetValue(requestId) ?? Guid.NewGuid().ToString();

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="CommandException">It cannot be read, or is larger than the service takes.</exception>
    public ByteString Content(ParseResult parsed) => UnsafeByteOperations.UnsafeWrap(InputFile.Importable(Path(parsed)));

    /// <summary>Asks the running service.</summary>
    public async Task<T> AskAsync<T>(ParseResult parsed, Func<AirspaceService.AirspaceServiceClient, Grpc.Core.CallOptions, Grpc.Core.AsyncUnaryCall<T>> ask, CancellationToken cancellationToken)
    {
        using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
        return await ask(new AirspaceService.AirspaceServiceClient(service.Invoker), service.CallOptions(cancellationToken));
    }
}
