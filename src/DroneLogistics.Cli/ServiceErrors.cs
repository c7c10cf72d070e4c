using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary>Errors of the service as exit codes and one line each.</summary>
internal static class ServiceErrors
{
    public static (int Code, string Message) Explain(RpcException trouble)
    {
        var code = trouble.StatusCode switch
        {
            StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists or StatusCode.OutOfRange => ExitCode.Usage,
            StatusCode.FailedPrecondition => LostRace(trouble) ? ExitCode.TryAgain : ExitCode.NoGo,
            StatusCode.Aborted or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded or StatusCode.Cancelled => ExitCode.TryAgain,
            StatusCode.Unavailable when IsOurs(trouble) => ExitCode.TryAgain,
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCode.NotPermitted,
            _ => IsOurs(trouble) ? ExitCode.Software : ExitCode.Unavailable,
        };
        return (code, Text(trouble, code, violation => OptionNames.Complaint(violation.Field, violation.Reason, violation.Description)));
    }

    /// <summary>The same for a request that was no options: what is wrong keeps the names of the API.</summary>
    public static CommandException ByField(RpcException trouble, string prefix)
    {
        var (code, _) = Explain(trouble);
        return new CommandException(code, Text(trouble, code, violation => $"{prefix}{violation.Field} {violation.Description}"));
    }

    /// <summary>The decision behind a refusal, if the service sent it.</summary>
    public static V1.Decision? Decision(RpcException trouble)
    {
        var packed = trouble.GetRpcStatus()?.Details.FirstOrDefault(detail => detail.Is(V1.Decision.Descriptor));
        return packed?.Unpack<V1.Decision>();
    }

    /// <summary>It was clear when first looked at, and another flight was stored before it.</summary>
    public static bool LostRace(RpcException trouble) =>
        trouble.GetRpcStatus()?.GetDetail<ErrorInfo>() is { } info && info.Metadata.TryGetValue("lost_race", out var lost) && lost == "true";

    // The service always says why in details; what has none comes from the network, or from another program on that port.
    private static bool IsOurs(RpcException trouble) => trouble.GetRpcStatus() is { Details.Count: > 0 };

    private static string Text(RpcException trouble, int code, Func<BadRequest.Types.FieldViolation, string> complain)
    {
        if (code == ExitCode.Unavailable)
        {
            return $"the service does not answer: {trouble.Status.Detail.TrimEnd('.')}. Is it running, at that address? Start it with `drone serve`.";
        }

        var fields = trouble.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations;
        return fields is { Count: > 0 } ? OptionNames.Lines(fields.Select(complain)) : trouble.Status.Detail;
    }
}
