using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>A request that is refused before any method sees it, told as the methods tell their errors: by gRPC in the headers, as JSON in the body.</summary>
internal static class DoorRefusal
{
    /// <summary>Marks a request whose body is longer than is read even to be let go.</summary>
    public static readonly object Endless = new();

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Answers a gRPC call with a status and nothing else.</summary>
    public static Task GrpcAsync(HttpContext context, RpcException trouble)
    {
        var status = trouble.GetRpcStatus()!;
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = context.Request.ContentType ?? "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)trouble.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Escaped(status.Message);
        context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        return context.Response.CompleteAsync();
    }

    /// <summary>Answers a call as JSON with google.rpc.Status.</summary>
    public static async Task JsonAsync(HttpContext context, RpcException trouble)
    {
        var status = trouble.GetRpcStatus()!;
        context.Response.StatusCode = HttpStatusOf(status);
        context.Response.ContentType = "application/json; charset=utf-8";
        if (context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not read: the connection cannot be used again.
            context.Response.Headers.Connection = "close";
        }

        await context.Response.WriteAsync(Json.Format(status), context.RequestAborted);
        if (context.Items.ContainsKey(Endless))
        {
            // Else the server goes on reading what comes for seconds, a gigabyte of it on this machine.
            await context.Response.CompleteAsync();
            context.Abort();
        }
    }

    private static int HttpStatusOf(Google.Rpc.Status status) => status.GetDetail<ErrorInfo>()?.Reason switch
    {
        "MESSAGE_TOO_LARGE" => StatusCodes.Status413PayloadTooLarge,
        "METHOD" => StatusCodes.Status405MethodNotAllowed,
        "CONTENT_TYPE" => StatusCodes.Status415UnsupportedMediaType,
        _ => (Code)status.Code switch
        {
            Code.PermissionDenied => StatusCodes.Status403Forbidden,
            Code.NotFound => StatusCodes.Status404NotFound,
            Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status400BadRequest,
        },
    };

    /// <summary>As the protocol wants it: what is not printable ASCII by its bytes in UTF-8.</summary>
    private static string Escaped(string message)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(message))
        {
            _ = octet is >= 0x20 and < 0x7F and not (byte)'%' ? text.Append((char)octet) : text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
