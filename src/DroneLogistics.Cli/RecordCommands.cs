using System.CommandLine;
using DroneLogistics.Service;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone sites add</c>, <c>change</c>, <c>delete</c> and <c>undelete</c>: a record of the network at a running service.</summary>
/// <param name="resource">The resource as the methods name it, for example "Site".</param>
/// <param name="collection">Its collection in resource names.</param>
internal sealed class RecordCommands(string resource, string collection)
{
    private readonly Option<string?> etag = new("--etag") { Description = "Only if it still has this version.", HelpName = "ETAG" };
    private readonly Option<bool> validateOnly = new("--validate-only") { Description = "Judge it, but store nothing." };
    private readonly Option<string?> requestId = new("--request-id") { Description = "A UUID that makes a retry safe: the same one with the same record gets the first answer again. Default: a new one.", HelpName = "UUID" };
    private readonly Option<Uri?> server = CommonOptions.Server();
    private readonly Option<string?> tokenFile = CommonOptions.TokenFile();
    private readonly Option<bool> json = CommonOptions.Json("the record of the API as JSON");

    private string Noun => resource.ToLowerInvariant();

    /// <summary>Adds the commands to the one that lists.</summary>
    public void AddTo(Command list)
    {
        list.Add(Change("add", "Create", $"Adds a {Noun} to the network of a running service; the next check flies by it.", "added"));
        list.Add(Change("change", "Update", $"Changes what the file names of a {Noun}; what it leaves out stays. Booked flights are decided again.", "changed"));
        list.Add(Remove("delete", "Delete", $"Deletes a {Noun} that nothing uses; a refusal names who does. `undelete` brings it back.", "deleted"));
        list.Add(Remove("undelete", "Undelete", $"Brings back a {Noun} that was deleted.", "brought back"));
    }

    private Command Change(string verb, string method, string what, string done)
    {
        var (id, file) = (Id(), new Argument<string>("FILE") { Description = $"The {Noun} as JSON, as the API has it (docs/api.md); - reads standard input." });
        var command = new Command(verb, $"{what}\n\nExample: drone {collection} {verb} quay docs/examples/{Noun}.json") { id, file };
        AddOptions(command, verb == "change" ? [etag] : []);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = Values.Name(collection, parsed.GetValue(id)!);
            var record = Values.Message(await Values.ReadTextAsync(parsed.GetValue(file)!, cancellationToken), Find(method).InputType.FindFieldByName(Noun).MessageType, parsed.GetValue(file)!);
            var request = Empty(method);
            Set(request, Noun, record);
            if (method == "Create")
            {
                Set(request, $"{Noun}_id", name[(name.IndexOf('/') + 1)..]);
            }
            else
            {
                Set(record, "name", name);
                Set(record, "etag", parsed.GetValue(etag) ?? string.Empty);
            }

            return await TellAsync(parsed, method, request, $"{name} {done}", $"{parsed.GetValue(file)}: ", cancellationToken);
        });
        return command;
    }

    private Command Remove(string verb, string method, string what, string done)
    {
        var id = Id();
        var command = new Command(verb, $"{what}\n\nExample: drone {collection} {verb} quay") { id };
        AddOptions(command, [etag]);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, request) = (Values.Name(collection, parsed.GetValue(id)!), Empty(method));
            Set(request, "name", name);
            Set(request, "etag", parsed.GetValue(etag) ?? string.Empty);
            return await TellAsync(parsed, method, request, $"{name} {done}", string.Empty, cancellationToken);
        });
        return command;
    }

    private Argument<string> Id() => new("ID") { Description = $"The id of the {Noun}: lower-case letters, digits and hyphens." };

    private void AddOptions(Command command, IEnumerable<System.CommandLine.Option> first)
    {
        foreach (var option in (System.CommandLine.Option[])[.. first, validateOnly, requestId, server, tokenFile, json])
        {
            command.Add(option);
        }
    }

    private async Task<int> TellAsync(ParseResult parsed, string method, IMessage request, string done, string prefix, CancellationToken cancellationToken)
    {
        Set(request, "request_id", parsed.GetValue(requestId) ?? Guid.NewGuid().ToString());
        Set(request, "validate_only", parsed.GetValue(validateOnly));
        using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
        IMessage answer;
        try
        {
            var descriptor = Find(method);
            var call = new Method<IMessage, IMessage>(
                MethodType.Unary,
                descriptor.Service.FullName,
                descriptor.Name,
                Marshallers.Create(message => message.ToByteArray(), bytes => descriptor.InputType.Parser.ParseFrom(bytes)),
                Marshallers.Create(message => message.ToByteArray(), bytes => descriptor.OutputType.Parser.ParseFrom(bytes)));
            answer = await service.Invoker.AsyncUnaryCall(call, null, service.CallOptions(cancellationToken), request);
        }
        catch (RpcException trouble)
        {
            throw ServiceErrors.ByField(trouble, prefix);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Values.Json(answer)
            : parsed.GetValue(validateOnly) ? $"{done}: judged only, nothing is stored."
            : $"{done}, now {answer.Descriptor.FindFieldByName("etag").Accessor.GetValue(answer)}.");
        return ExitCode.Go;
    }

    private MethodDescriptor Find(string verb) => OpenApiDocument.Services.SelectMany(service => service.Methods).Single(method => method.Name == verb + resource);

    private IMessage Empty(string verb) => Find(verb).InputType.Parser.ParseFrom(ByteString.Empty);

    private static void Set(IMessage message, string field, object value) => message.Descriptor.FindFieldByName(field).Accessor.SetValue(message, value);
}
