using System.Net.Http.Headers;
using System.Text;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of calls as JSON that are wrong around the body.</summary>
internal static class BadBodies
{
    private static readonly string Good = JsonFormatter.Default.Format(new CheckFlightRequest { Flight = Requests.Plan() });

    public static readonly IReadOnlyDictionary<string, Func<MethodDescriptor, Random, BadInputWorld, Task<Answer>>> Classes = new Dictionary<string, Func<MethodDescriptor, Random, BadInputWorld, Task<Answer>>>(StringComparer.Ordinal)
    {
        ["another content type"] = (_, random, world) => PostAsync(world, Encoding.UTF8.GetBytes(Good), OneOf(random, "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", null)),
        ["another charset"] = (_, random, world) => PostAsync(world, Encoding.UTF8.GetBytes(Good), "application/json; charset=" + OneOf(random, "utf-7", "utf-16", "gb2312", "iso-8859-1", "x")),
        ["UTF-16"] = (_, random, world) => PostAsync(world, random.Next(2) == 0 ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Good)] : [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Good)], "application/json; charset=utf-8"),
        ["key many times"] = (_, random, world) => world.Calls.JsonAsync(HttpMethod.Get, "/v1/geozones?" + string.Join('&', Enumerable.Repeat($"bounds.{OneOf(random, "southwest", "northeast")}.{OneOf(random, "latitude", "longitude")}=30", random.Next(2, 51))), null),
        ["TRACE"] = (_, random, world) => world.Calls.JsonAsync(new HttpMethod(OneOf(random, "TRACE", "PUT", "PATCH", "DELETE")), "/v1/flights", null),
    };

    private static T OneOf<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static async Task<Answer> PostAsync(BadInputWorld world, byte[] body, string? type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return await world.Calls.JsonAsync(HttpMethod.Post, "/v1/flights:check", content);
    }
}
