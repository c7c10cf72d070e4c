using DroneLogistics.Dispatch;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>What holds of every method of the contract, asked over a real channel.</summary>
public sealed class EveryMethodTests
{
    private static readonly HashSet<string> Reasons =
    [
        .. ErrorReasons.All.Select(entry => entry.Reason),
        .. ReasonCatalogue.All.Select(entry => DecisionWriter.Name((V1.ReasonCode)entry.Code)),
    ];

    private static RunningService? service;
    private static GrpcChannel? channel;

    [OneTimeSetUp]
    public static async Task Start()
    {
        service = await RunningService.StartAsync();
        channel = TokenHandler.Channel(service.Host.GrpcUrl, service.Token);
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        channel?.Dispose();
        if (service is not null)
        {
            await service.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task Bytes_that_are_no_message_are_the_callers_mistake(string name)
    {
        var failure = await CallAsync(name, [0xff, 0xff, 0xff, 0xff, 0x07]);
        Assert.That((failure?.Code, failure?.Reason), Is.EqualTo((StatusCode.InvalidArgument, "MALFORMED_MESSAGE")));
    }

    [TestCaseSource(nameof(Names))]
    public async Task An_empty_request_is_answered_or_refused_with_a_reason_of_the_catalogue(string name)
    {
        if (await CallAsync(name, []) is { } failure)
        {
            Assert.That(failure.Detail<ErrorInfo>()?.Domain, Is.EqualTo("dronelogistics"), $"{failure}");
            Assert.That(Reasons, Does.Contain(failure.Reason));
            Assert.That(failure.Code, Is.AnyOf(StatusCode.InvalidArgument, StatusCode.FailedPrecondition));
            Assert.That(failure.Code == StatusCode.InvalidArgument, Is.EqualTo(failure.Fields.Length > 0), "what is malformed names its fields");
            Assert.That(failure.Status.Message, Does.Not.Contain("Exception").And.Not.Contain("   at "));
        }
    }

    private static IEnumerable<string> Names() => OpenApiDocument.Services.SelectMany(service => service.Methods).Select(method => $"{method.Service.FullName}/{method.Name}");

    /// <summary>How a call with a body of bytes failed; null: it was answered.</summary>
    private static async Task<Failure?> CallAsync(string name, byte[] body)
    {
        var (of, method) = name.Split('/') is [var left, var right] ? (left, right) : (string.Empty, string.Empty);
        var marshaller = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

        // On the wire a unary answer is a stream of one message.
        using var call = channel!.CreateCallInvoker().AsyncServerStreamingCall(new Method<byte[], byte[]>(MethodType.ServerStreaming, of, method, marshaller, marshaller), null, new CallOptions(deadline: DateTime.UtcNow.AddMinutes(1)), body);
        try
        {
            // The first answer says whether it is one: a watch does not end.
            await call.ResponseStream.MoveNext(CancellationToken.None);
            return null;
        }
        catch (RpcException trouble)
        {
            return new Failure(trouble.StatusCode, trouble.GetRpcStatus() ?? new Google.Rpc.Status { Message = trouble.Status.Detail });
        }
    }
}
