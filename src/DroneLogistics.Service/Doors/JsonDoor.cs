using System.Buffers;
using System.Text.RegularExpressions;
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
    private static readonly Regex[] Templates = [.. OpenApiDocument.Services
        .SelectMany(service => service.Methods)
        .Select(method => method.GetOptions().GetExtension(AnnotationsExtensions.Http))
        .Select(rule => rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => rule.Get,
            HttpRule.PatternOneofCase.Post => rule.Post,
            HttpRule.PatternOneofCase.Delete => rule.Delete,
            _ => rule.Patch,
        })
        .Distinct(StringComparer.Ordinal)
        .Select(template => new Regex("^" + Regex.Replace(template, "\\{[^=}]*=?([^}]*)\\}", match => match.Groups[1].Value.Replace("*", "[^/:]+", StringComparison.Ordinal)) + "$", RegexOptions.NonBacktracking))];

    private const long LetGoBytes = 16 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } served)
        {
            try
            {
                await AdmitAsync(context, served.MethodDescriptor, served.HttpRule);
                if (served.MethodDescriptor.IsServerStreaming)
                {
                    context.Response.OnStarting(CallItLines, context.Response);
                }
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
        else if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true && Templates.Any(template => template.IsMatch(context.Request.Path.Value ?? string.Empty)))
        {
            await DoorRefusal.JsonAsync(context, ErrorStatus.Build(Code.Unimplemented, "METHOD", "The address is known, and this method of HTTP is not served there."));
            return;
        }

        await next(context);
    }

    /// <summary>A stream is JSON, one object a line; an error in its place is one object.</summary>
    private static Task CallItLines(object state)
    {
        var response = (Microsoft.AspNetCore.Http.HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            response.ContentType = "application/x-ndjson; charset=utf-8";
        }

        return Task.CompletedTask;
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

    /// <summary>The body. Of one that is too large the rest is read and let go, as long as it is not much, so that the caller hears why.</summary>
    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var most = long.MaxValue;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: { } bound } size)
        {
            (most, size.MaxRequestBodySize) = (bound, null);
        }

        var body = new ArrayBufferWriter<byte>();
        var reader = context.Request.BodyReader;
        for (var total = 0L; ;)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            total += read.Buffer.Length;
            if (total <= most)
            {
                foreach (var part in read.Buffer)
                {
                    body.Write(part.Span);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (total > most && (read.IsCompleted || total > most + LetGoBytes))
            {
                if (!read.IsCompleted)
                {
                    context.Items[DoorRefusal.Endless] = true;
                }

                throw ErrorStatus.Build(Code.ResourceExhausted, "MESSAGE_TOO_LARGE", FormattableString.Invariant($"The body is too large; expected at most {most} bytes."));
            }

            if (read.IsCompleted)
            {
                return body.WrittenSpan.ToArray();
            }
        }
    }
}
