using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>How a call ended, by either door.</summary>
/// <param name="Code">As in the contract, for example INVALID_ARGUMENT.</param>
/// <param name="Reason">Of ErrorInfo; empty where there is none.</param>
/// <param name="Text">For a failed test.</param>
internal sealed record Answer(string Code, string Reason, string Text)
{
    private static readonly string[] Codes = ["OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"];

    public static Answer Of(int code, string reason, string text) => new(code >= 0 && code < Codes.Length ? Codes[code] : $"{code}", reason, text);
}

/// <summary>Calls a service by its doors with bytes and texts of any kind, as a program does that was not made from the contract.</summary>
internal sealed class RawCalls : IDisposable
{
    private readonly HttpClient grpc;
    private readonly HttpClient json;
    private readonly string token;

    public RawCalls(RunningService service)
    {
        grpc = new HttpClient(new TokenHandler(service.Token)) { BaseAddress = service.Host.GrpcUrl, Timeout = TimeSpan.FromSeconds(60) };
        json = new HttpClient(new TokenHandler(service.Token)) { BaseAddress = service.Host.Url, Timeout = TimeSpan.FromSeconds(60) };
        token = File.ReadAllText(service.Host.TokenFile).Trim();
    }

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public async Task<Answer> GrpcAsync(string path, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("authorization", $"Bearer {token}");
        change?.Invoke(request);
        using var answer = await grpc.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        string? Header(string name) => answer.TrailingHeaders.TryGetValues(name, out var values) || answer.Headers.TryGetValues(name, out values) ? values.Single() : null;
        var details = Header("grpc-status-details-bin") is { } packed ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(packed + new string('=', (4 - (packed.Length % 4)) % 4))) : null;
        return Answer.Of(int.Parse(Header("grpc-status") ?? "-1", System.Globalization.CultureInfo.InvariantCulture), details?.GetDetail<ErrorInfo>()?.Reason ?? string.Empty, Header("grpc-message") ?? string.Empty);
    }

    public async Task<Answer> JsonAsync(HttpMethod verb, string url, HttpContent? content)
    {
        using var request = new HttpRequestMessage(verb, new Uri(url, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("authorization", $"Bearer {token}");
        using var answer = await json.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode)
        {
            return new Answer("OK", string.Empty, text);
        }

        if (!text.StartsWith('{'))
        {
            return new Answer($"HTTP {(int)answer.StatusCode}", string.Empty, text);
        }

        var status = JsonNode.Parse(text)!;
        var reason = status["details"]?.AsArray().Select(detail => (string?)detail!["reason"]).FirstOrDefault(found => found is not null);
        return answer.StatusCode == HttpStatusCode.MethodNotAllowed ? new Answer("HTTP 405", reason ?? string.Empty, text) : Answer.Of((int)status["code"]!, reason ?? string.Empty, text);
    }

    /// <summary>The verb, address and body of a method for a request.</summary>
    public static (HttpMethod Verb, string Url, JsonObject? Body) Binding(MethodDescriptor method, IMessage request, JsonObject fields)
    {
        var rule = method.GetOptions().GetExtension(AnnotationsExtensions.Http);
        var (verb, template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
            HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
            HttpRule.PatternOneofCase.Delete => (HttpMethod.Delete, rule.Delete),
            _ => (HttpMethod.Patch, rule.Patch),
        };
        if (method.InputType.FindFieldByName("name") is { } name && template.Contains("{name=", StringComparison.Ordinal))
        {
            template = System.Text.RegularExpressions.Regex.Replace(template, "\\{name=[^}]*\\}", (string)name.Accessor.GetValue(request));
            fields.Remove("name");
        }

        if (rule.Body == "*")
        {
            return (verb, template, fields);
        }

        var body = fields[rule.Body] as JsonObject;
        fields.Remove(rule.Body);
        var query = new StringBuilder();
        Flatten(fields, string.Empty);
        return (verb, template + query, rule.Body.Length > 0 ? body ?? [] : null);

        void Flatten(JsonObject from, string prefix)
        {
            foreach (var (key, value) in from)
            {
                if (value is JsonObject inner)
                {
                    Flatten(inner, $"{prefix}{key}.");
                }
                else
                {
                    query.Append(query.Length == 0 ? '?' : '&').Append(prefix).Append(key).Append('=').Append(Uri.EscapeDataString($"{value}"));
                }
            }
        }
    }

    public void Dispose()
    {
        grpc.Dispose();
        json.Dispose();
    }
}
