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
            StatusCode.Unavailable => trouble.GetRpcStatus() is null ? ExitCode.Unavailable : ExitCode.TryAgain,
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCode.NotPermitted,
            _ => ExitCode.Software,
        };
        return (code, Text(trouble, code));
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

    private static string Text(RpcException trouble, int code)
    {
        if (code == ExitCode.Unavailable)
        {
            return $"the service does not answer: {trouble.Status.Detail} Is it running? Start it with `drone serve`.";
        }

        var fields = trouble.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations;
        return fields is { Count: > 0 }
            ? string.Join(Environment.NewLine + "drone: ", fields.Select(field => $"{OptionNames.For(field.Field)} {field.Description}"))
            : trouble.Status.Detail;
    }
}
