using System.Globalization;
using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace DroneLogistics.Service;

/// <summary>Answers a call that did not get as far as its method, in the form in which it came: gRPC, gRPC-Web or JSON, with the details that any error has.</summary>
public static class Refusal
{
    private static readonly JsonFormatter Json = new(new JsonFormatter.Settings(formatDefaultValues: false, TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes the status of an error.</summary>
    public static Task WriteAsync(HttpContext context, RpcException trouble)
    {
        var status = trouble.GetRpcStatus() ?? new Google.Rpc.Status { Code = (int)trouble.StatusCode, Message = trouble.Status.Detail };
        return IsGrpc(context.Request) ? WriteGrpcAsync(context.Response, status) : WriteJsonAsync(context.Response, status);
    }

    /// <summary>Whether a request came by gRPC, or by gRPC-Web and was unwrapped.</summary>
    public static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The HTTP status that stands for a code of gRPC.</summary>
    public static HttpStatusCode HttpStatus(int code) => (Code)code switch
    {
        Code.InvalidArgument => HttpStatusCode.BadRequest,
        Code.Unauthenticated => HttpStatusCode.Unauthorized,
        Code.PermissionDenied => HttpStatusCode.Forbidden,
        Code.NotFound => HttpStatusCode.NotFound,
        Code.ResourceExhausted => HttpStatusCode.TooManyRequests,
        Code.Unimplemented => HttpStatusCode.NotImplemented,
        Code.Unavailable => HttpStatusCode.ServiceUnavailable,
        Code.DeadlineExceeded => HttpStatusCode.GatewayTimeout,
        _ => HttpStatusCode.InternalServerError,
    };

    private static Task WriteGrpcAsync(HttpResponse response, Google.Rpc.Status status)
    {
        // Headers alone, which gRPC reads as trailers.
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Percent(status.Message);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        return Task.CompletedTask;
    }

    private static Task WriteJsonAsync(HttpResponse response, Google.Rpc.Status status)
    {
        response.StatusCode = (int)HttpStatus(status.Code);
        response.ContentType = "application/json; charset=utf-8";
        if (status.Code == (int)Code.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (status.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
        {
            response.Headers.RetryAfter = Math.Ceiling(delay.ToTimeSpan().TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsync(Json.Format(status));
    }

    /// <summary>As gRPC writes messages: what is not printable ASCII, and the percent sign, as bytes of UTF-8 behind one.</summary>
    private static string Percent(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            if (one is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                written.Append((char)one);
            }
            else
            {
                written.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
            }
        }

        return written.ToString();
    }
}
