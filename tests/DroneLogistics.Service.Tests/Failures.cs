using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests;

/// <summary>How a call failed.</summary>
/// <param name="Code">Its status.</param>
/// <param name="Status">With all details.</param>
internal sealed record Failure(StatusCode Code, Google.Rpc.Status Status)
{
    public string Reason => Detail<ErrorInfo>()!.Reason;

    /// <summary>The fields that are wrong, in their order.</summary>
    public string[] Fields => [.. (Detail<BadRequest>()?.FieldViolations ?? []).Select(violation => violation.Field)];

    public T? Detail<T>()
        where T : class, IMessage<T>, new() => Status.GetDetail<T>();
}

/// <summary>Calls that are refused.</summary>
internal static class Failures
{
    public static async Task<Failure> OfAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
        }
        catch (RpcException trouble)
        {
            return new Failure(trouble.StatusCode, trouble.GetRpcStatus()!);
        }

        Assert.Fail("the call was not refused");
        throw new System.Diagnostics.UnreachableException();
    }

    public static async Task<(StatusCode Code, string Reason)> CodeAsync<T>(Func<AsyncUnaryCall<T>> call) => await OfAsync(call) is var failure ? (failure.Code, failure.Reason) : default;
}
