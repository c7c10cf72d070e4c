using System.CommandLine;
using DroneLogistics.Service;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace DroneLogistics.Cli;

/// <summary><c>drone call</c>: any method of the contract over gRPC, for trying it out and for scripts.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        var method = new Argument<string>("SERVICE/METHOD") { Description = "For example PlanningService/CheckFlight." };
        var data = new Option<string?>("--data") { Description = "The request as JSON, or @FILE. Default: {}.", HelpName = "JSON" };
        var server = Values.Url("--grpc", "The gRPC address of the running service (HTTP/2). Default: http://127.0.0.1:5081.");
        var tokenFile = CommonOptions.TokenFile();
        var command = new Command("call", "Calls one method of the contract over gRPC and prints the answer as JSON, one line for each message of a stream.\n\nExample: drone call PlanningService/CheckFlight --data @docs/examples/check-flight.json") { method, data, server, tokenFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var descriptor = Find(parsed.GetValue(method)!);
            var given = parsed.GetValue(data) ?? "{}";
            var json = given.StartsWith('@') ? await Values.ReadTextAsync(given[1..], cancellationToken) : given;
            var request = Values.Message(json, descriptor.InputType, given.StartsWith('@') ? given[1..] : "--data");
            var url = parsed.GetValue(server) ?? new Uri("http://127.0.0.1:5081");
            using var channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions { HttpHandler = ServiceConnection.Handler(url), DisposeHttpClient = true });
            var call = channel.CreateCallInvoker().AsyncServerStreamingCall(Method(descriptor), null, new CallOptions(ServiceConnection.Headers(await ServiceConnection.TokenAsync(url, parsed.GetValue(tokenFile), cancellationToken)), DateTime.UtcNow.AddSeconds(30), cancellationToken), request);
            try
            {
                await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(descriptor.IsServerStreaming ? Values.JsonLine(answer) : Values.Json(answer));
                }
            }
            catch (RpcException trouble)
            {
                throw ServiceErrors.ByField(trouble, string.Empty);
            }

            return ExitCode.Go;
        });
        return command;
    }

    private static MethodDescriptor Find(string name)
    {
        var methods = OpenApiDocument.Services.SelectMany(service => service.Methods).ToDictionary(method => $"{method.Service.Name}/{method.Name}", StringComparer.Ordinal);
        var shortName = name.Replace("dronelogistics.v1.", string.Empty, StringComparison.Ordinal);
        return methods.TryGetValue(shortName, out var found)
            ? found
            : throw new CommandException(ExitCode.Usage, $"SERVICE/METHOD: {FieldReader.NoSuch("method", shortName, methods.Keys)}");
    }

    // On the wire a unary answer is a stream of one message, so one kind of call serves both.
    private static Method<IMessage, IMessage> Method(MethodDescriptor method) => new(
        MethodType.ServerStreaming,
        method.Service.FullName,
        method.Name,
        Marshallers.Create(message => message.ToByteArray(), bytes => method.InputType.Parser.ParseFrom(bytes)),
        Marshallers.Create(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
}
