using System.Buffers;
using System.IO.Pipelines;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace DroneLogistics.Service;

/// <summary>
/// Judges a call as JSON by the contract before it is transcoded, which lets keys it does not know, keys twice, infinities and numbers of no
/// enumeration pass, and tells the rest without a reason.
/// </summary>
internal sealed class JsonDoor(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } served)
        {
            try
            {
                await AdmitAsync(context, served.MethodDescriptor, served.HttpRule);
            }
            catch (BadRequestException trouble)
            {
                await DoorRefusal.JsonAsync(context, ErrorStatus.Of(trouble));
                return;
            }
            catch (RpcException trouble)
            {
                await DoorRefusal.JsonAsync(context, trouble);
                return;
            }
        }

        await next(context);
    }

    private static async Task AdmitAsync(HttpContext context, MethodDescriptor method, HttpRule rule)
    {
        var fields = new FieldReader();
        JsonQuery.Judge(context.Request.Query, method.InputType, rule, fields);
        if (rule.Body.Length > 0)
        {
            RequireJson(context.Request.ContentType);
            var body = await ReadAsync(context);
            if (rule.Body == "*")
            {
                JsonBody.Judge(body, method.InputType, string.Empty, fields);
            }
            else
            {
                JsonBody.Judge(body, method.InputType.FindFieldByName(rule.Body).MessageType, rule.Body + ".", fields);
            }

            context.Features.Set<IRequestBodyPipeFeature>(null);
            context.Request.Body = new MemoryStream(body, writable: false);
        }

        fields.ThrowIfAny();
    }

    private static void RequireJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || !(type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw ErrorStatus.Build(Code.InvalidArgument, "CONTENT_TYPE", "The body has another content type; expected application/json in UTF-8.");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        try
        {
            var body = new ArrayBufferWriter<byte>();
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                foreach (var part in read.Buffer)
                {
                    body.Write(part.Span);
                }

                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return body.WrittenSpan.ToArray();
                }
            }
        }
        catch (BadHttpRequestException trouble) when (trouble.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
            throw ErrorStatus.Build(Code.ResourceExhausted, "MESSAGE_TOO_LARGE", FormattableString.Invariant($"The body is too large; expected at most {most} bytes."));
        }
    }
}
