using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using DroneLogistics.Service.Tests.Flights;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;
using static DroneLogistics.Service.Tests.Access.TestIssuer;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>
/// Who may call what, written out by hand: every method of the descriptors, by gRPC and by JSON, in every role and with every kind of credentials that
/// are not good.
/// </summary>
public sealed class AuthorizationMatrixTests
{
    private static readonly string[] RoleNames = ["viewer", "planner", "dispatcher", "admin", "integrator"];

    private const string Table = """
        method                                        viewer planner dispatcher  admin  integrator
        AccessService/GetIdentity                     yes    yes      yes         yes    yes
        AccessService/IssueApiKey                    -      -        -           yes    -
        AccessService/ListApiKeys                     -      -        -           yes    -
        AccessService/RevokeApiKey                    -      -        -           yes    -
        AccessService/IssueConsoleCode               yes    yes      yes         yes    yes
        AirspaceService/GetGeozone                    yes    yes      yes         yes    yes
        AirspaceService/ListGeozones                  yes    yes      yes         yes    yes
        AirspaceService/ImportGeozones                -      -        -           yes    -
        AirspaceService/GetGeozoneSet                 yes    yes      yes         yes    yes
        AirspaceService/ListGeozoneSets               yes    yes      yes         yes    yes
        AirspaceService/DeleteGeozoneSet              -      -        -           yes    -
        AirspaceService/ExportGeozoneSet              yes    yes      yes         yes    yes
        AirspaceService/GetObstacle                   yes    yes      yes         yes    yes
        AirspaceService/ListObstacles                 yes    yes      yes         yes    yes
        AirspaceService/ImportObstacles               -      -        -           yes    -
        AirspaceService/GetAuthorization              yes    yes      yes         yes    yes
        AirspaceService/ListAuthorizations            yes    yes      yes         yes    yes
        AirspaceService/ListSlots                     yes    yes      yes         yes    yes
        AirspaceService/CreateClosure                 -      -        yes         -      -
        AirspaceService/GetClosure                    yes    yes      yes         yes    yes
        AirspaceService/ListClosures                  yes    yes      yes         yes    yes
        AirspaceService/DeleteClosure                 -      -        yes         -      -
        AirspaceService/CreateAuthorization           -      -        -           yes    -
        AirspaceService/UpdateAuthorization           -      -        -           yes    -
        AirspaceService/DeleteAuthorization           -      -        -           yes    -
        AirspaceService/UndeleteAuthorization         -      -        -           yes    -
        FleetService/GetAircraftType                  yes    yes      yes         yes    yes
        FleetService/ListAircraftTypes                yes    yes      yes         yes    yes
        FleetService/GetAircraft                      yes    yes      yes         yes    yes
        FleetService/ListAircraft                     yes    yes      yes         yes    yes
        FleetService/GetBatteryPack                   yes    yes      yes         yes    yes
        FleetService/ListBatteryPacks                 yes    yes      yes         yes    yes
        FleetService/CreateAircraft                   -      -        -           yes    -
        FleetService/UpdateAircraft                   -      -        -           yes    -
        FleetService/DeleteAircraft                   -      -        -           yes    -
        FleetService/UndeleteAircraft                 -      -        -           yes    -
        FleetService/BatchGetAircraft                 yes    yes      yes         yes    yes
        FleetService/CreateBatteryPack                -      -        -           yes    -
        FleetService/UpdateBatteryPack                -      -        -           yes    -
        FleetService/DeleteBatteryPack                -      -        -           yes    -
        FleetService/UndeleteBatteryPack              -      -        -           yes    -
        FleetService/BatchGetBatteryPacks             yes    yes      yes         yes    yes
        FlightsService/ScheduleFlight                 -      yes      yes         -      yes
        FlightsService/GetFlight                      yes    yes      yes         yes    yes
        FlightsService/ListFlights                    yes    yes      yes         yes    yes
        FlightsService/WatchFlights                   yes    yes      yes         yes    yes
        FlightsService/CancelFlight                   -      yes      yes         -      yes
        FlightsService/BatchGetFlights                yes    yes      yes         yes    yes
        LegTableService/GetLegTable                   yes    yes      yes         yes    yes
        LegTableService/QuoteLeg                      yes    yes      yes         yes    yes
        LegTableService/ListLegs                      yes    yes      yes         yes    yes
        LegTableService/BuildLegTable                 -      yes      yes         yes    yes
        NetworkService/GetSite                        yes    yes      yes         yes    yes
        NetworkService/ListSites                      yes    yes      yes         yes    yes
        NetworkService/GetRoute                       yes    yes      yes         yes    yes
        NetworkService/ListRoutes                     yes    yes      yes         yes    yes
        NetworkService/CreateRoute                    -      -        -           yes    -
        NetworkService/UpdateRoute                    -      -        -           yes    -
        NetworkService/AssessRoute                    -      -        -           yes    -
        NetworkService/ApproveRoute                   -      -        yes         -      -
        NetworkService/SuspendRoute                   -      -        yes         -      -
        NetworkService/ResumeRoute                    -      -        yes         -      -
        NetworkService/RetireRoute                    -      -        -           yes    -
        NetworkService/EvaluateSite                   -      yes      yes         yes    yes
        NetworkService/CreateSite                     -      -        -           yes    -
        NetworkService/UpdateSite                     -      -        -           yes    -
        NetworkService/DeleteSite                     -      -        -           yes    -
        NetworkService/UndeleteSite                   -      -        -           yes    -
        NetworkService/BatchGetSites                  yes    yes      yes         yes    yes
        NetworkService/GetPad                         yes    yes      yes         yes    yes
        NetworkService/ListPads                       yes    yes      yes         yes    yes
        NetworkService/CreatePad                      -      -        -           yes    -
        NetworkService/UpdatePad                      -      -        -           yes    -
        NetworkService/DeletePad                      -      -        -           yes    -
        NetworkService/DeleteRoute                    -      -        -           yes    -
        PlanningService/CheckFlight                   -      yes      yes         yes    yes
        PlanningService/PlanRoute                     -      yes      yes         yes    yes
        PlanningService/SimulateFlight                -      yes      yes         yes    yes
        PlanningService/ExportFlight                  -      yes      yes         yes    yes
        PlanningService/AssessFlight                  -      yes      yes         yes    yes
        PlanningService/SearchDepartureWindows        -      yes      yes         yes    yes
        PlanningService/ComputeLargestPayload         -      yes      yes         yes    yes
        PlanningService/ComputeEnvelope               -      yes      yes         yes    yes
        PlanningService/FindAlternates                -      yes      yes         yes    yes
        PlanningService/BatchCheckFlights             -      yes      yes         yes    yes
        WeatherService/ImportForecast                 -      -        -           yes    yes
        WeatherService/GetForecast                    yes    yes      yes         yes    yes
        WeatherService/ListForecasts                  yes    yes      yes         yes    yes
        WeatherService/SampleForecast                 yes    yes      yes         yes    yes
        Operations/ListOperations                     yes    yes      yes         yes    yes
        Operations/GetOperation                       yes    yes      yes         yes    yes
        Operations/DeleteOperation                    -      -        -           yes    -
        Operations/CancelOperation                    -      -        -           yes    -
        Operations/WaitOperation                      yes    yes      yes         yes    yes
        """;

    private static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> Allowed = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(cells => cells[0], cells => (IReadOnlySet<string>)RoleNames.Where((_, i) => cells[i + 1] == "yes").ToHashSet(), StringComparer.Ordinal);

    private static readonly IReadOnlyList<MethodDescriptor> Methods = [.. OpenApiDocument.Services.SelectMany(service => service.Methods)];

    private DirectoryInfo folder = null!;
    private TestIssuer issuer = null!;
    private RunningService service = null!;
    private HttpClient http = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("drone-issuer-");
        issuer = new TestIssuer(folder.FullName);
        service = await RunningService.StartAsync(options => options with { Access = issuer.Settings });
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = service.Host.Url };
    }

    [TearDown]
    public async Task Stop()
    {
        http.Dispose();
        await service.DisposeAsync();
        issuer.Dispose();
        folder.Delete(recursive: true);
    }

    [Test]
    public void Every_method_stands_in_the_table_and_nothing_else_does() =>
        Assert.That(Methods.Select(Name), Is.EquivalentTo(Allowed.Keys));

    [Test]
    public async Task Each_role_may_call_what_the_table_says_and_nothing_else_by_gRPC_and_by_JSON()
    {
        var wrong = new List<string>();
        foreach (var role in RoleNames)
        {
            foreach (var token in new[] { issuer.Token(role), await KeyAsync(role) })
            {
                foreach (var method in Methods)
                {
                    var expected = Allowed[Name(method)].Contains(role);
                    var (code, reason) = await ByGrpcAsync(method, $"Bearer {token}");
                    var status = await ByJsonAsync(method, $"Bearer {token}");
                    var isLetIn = code is not (StatusCode.PermissionDenied or StatusCode.Unauthenticated) && (status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) && (int)status < 500 || status == HttpStatusCode.NotImplemented);
                    var isTurnedAway = code == StatusCode.PermissionDenied && reason == "ROLE_REQUIRED" && status == HttpStatusCode.Forbidden;
                    if (!(expected ? isLetIn : isTurnedAway))
                    {
                        wrong.Add($"{Name(method)} as {role}: {code} {reason}, {status}");
                    }
                }
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task No_method_takes_credentials_that_are_not_good()
    {
        var wrong = new List<string>();
        var calls = 0;
        foreach (var (what, header, code, reason) in await NotGoodAsync())
        {
            foreach (var method in Methods)
            {
                calls++;
                var answered = await ByGrpcAsync(method, header);
                var status = await ByJsonAsync(method, header);
                if (answered != (code, reason) || status != (code == StatusCode.PermissionDenied ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized))
                {
                    wrong.Add($"{Name(method)} with {what}: {answered}, {status}; expected {code} {reason}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(calls, Is.GreaterThan(1000));
    }

    [Test]
    public async Task Two_authorization_headers_are_none()
    {
        // The client of the framework would put them into one line.
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, service.Host.Url.Port);
        await using var stream = socket.GetStream();
        var header = $"Authorization: Bearer {service.Token}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/sites HTTP/1.1\r\nHost: localhost\r\n{header}{header}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("TOKEN_MALFORMED"));
    }

    private async Task<IReadOnlyList<(string What, string? Header, StatusCode Code, string Reason)>> NotGoodAsync()
    {
        var revoked = await service.Access.IssueApiKeyAsync(new V1.IssueApiKeyRequest { ApiKey = new V1.ApiKey { DisplayName = "revoked", Role = V1.Role.Admin } });
        await service.Access.RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Name = revoked.Name });
        var sound = (await service.Access.IssueApiKeyAsync(new V1.IssueApiKeyRequest { ApiKey = new V1.ApiKey { DisplayName = "sound", Role = V1.Role.Admin } })).KeyString;
        var tokens = new (string What, string Token, string Reason)[]
        {
            ("an empty token", string.Empty, "TOKEN_MALFORMED"),
            ("another token of the right length", new string('0', 64), "TOKEN_MALFORMED"),
            ("three words with dots", "a.b.c", "TOKEN_MALFORMED"),
            ("no signature, alg none", Unsigned(Claims("admin")), "TOKEN_ALGORITHM"),
            ("HS256 by the public key", issuer.Hs256ByThePublicKey(Claims("admin")), "TOKEN_ALGORITHM"),
            ("RS512, which was not chosen", issuer.Rs512(Claims("admin")), "TOKEN_ALGORITHM"),
            ("a key of the right kind of somebody else", issuer.ByAStranger(Claims("admin")), "TOKEN_SIGNATURE"),
            ("a letter of the signature changed", Flipped(issuer.Token("admin")), "TOKEN_SIGNATURE"),
            ("another issuer", issuer.Rs256(With(Claims("admin"), "iss", "https://other.example")), "TOKEN_ISSUER"),
            ("another audience", issuer.Rs256(With(Claims("admin"), "aud", "ships")), "TOKEN_AUDIENCE"),
            ("an end 31 s ago", issuer.Rs256(With(With(Claims("admin"), "iat", Seconds(-600)), "exp", Seconds(-31))), "TOKEN_EXPIRED"),
            ("a beginning in ten minutes", issuer.Rs256(With(Claims("admin"), "nbf", Seconds(600))), "TOKEN_NOT_YET"),
            ("an end in 2099", issuer.Rs256(With(Claims("admin"), "exp", 4_070_908_800)), "TOKEN_LIFETIME"),
            ("no end", issuer.Rs256(Without(Claims("admin"), "exp")), "TOKEN_CLAIMS"),
            ("nobody's name", issuer.Rs256(Without(Claims("admin"), "sub")), "TOKEN_CLAIMS"),
            ("no role", issuer.Rs256(Without(Claims("admin"), "role")), "TOKEN_CLAIMS"),
            ("an unknown key id", issuer.Rs256(Claims("admin"), Header("RS256", "rsa-2")), "TOKEN_KEY"),
            ("a path for a key id", issuer.Rs256(Claims("admin"), Header("RS256", "../../dev/null")), "TOKEN_KEY"),
            ("no key id", issuer.Rs256(Claims("admin"), new() { ["alg"] = "RS256" }), "TOKEN_KEY"),
            ("the address of its own key", issuer.Rs256(Claims("admin"), With(Header("RS256", RsaId), "jku", "http://169.254.169.254/keys")), "TOKEN_KEY"),
            ("ES256 under the id of the RSA key", issuer.Es256(Claims("admin"), RsaId), "TOKEN_KEY"),
            ("a token of nine thousand letters", issuer.Rs256(With(Claims("admin"), "pad", new string('x', 9000))), "TOKEN_TOO_LARGE"),
            ("a key that was revoked", revoked.KeyString, "KEY_REVOKED"),
            ("a key with another secret", Flipped(sound), "TOKEN_KEY"),
            ("a key that was never made", ApiKeyText.New().Text, "TOKEN_KEY"),
            ("half a key", sound[..^1], "TOKEN_MALFORMED"),
        };
        return
        [
            ("none", null, StatusCode.Unauthenticated, "TOKEN_MISSING"),
            ("another scheme", $"Basic {service.Token}", StatusCode.Unauthenticated, "TOKEN_MALFORMED"),
            .. tokens.Select(token => (token.What, (string?)$"Bearer {token.Token}", StatusCode.Unauthenticated, token.Reason)),
            ("a role in capitals", $"Bearer {issuer.Token("Admin")}", StatusCode.PermissionDenied, "ROLE_UNKNOWN"),
            ("two roles", $"Bearer {issuer.Rs256(With(Claims(), "role", new System.Text.Json.Nodes.JsonArray("admin", "dispatcher")))}", StatusCode.PermissionDenied, "ROLE_UNKNOWN"),
        ];
    }

    private async Task<string> KeyAsync(string role) =>
        (await service.Access.IssueApiKeyAsync(new V1.IssueApiKeyRequest { ApiKey = new V1.ApiKey { DisplayName = role, Role = Roles.Parse(role)!.Value } })).KeyString;

    /// <summary>Asks with an empty request, which tells whether one is let in and is refused or harmless behind the door.</summary>
    private async Task<(StatusCode Code, string Reason)> ByGrpcAsync(MethodDescriptor method, string? header)
    {
        var headers = new Metadata { { "authorization", header ?? string.Empty } };
        var call = new Method<IMessage, IMessage>(
            MethodType.ServerStreaming,
            method.Service.FullName,
            method.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new InvalidOperationException()),
            Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
        using var channel = header is null ? Grpc.Net.Client.GrpcChannel.ForAddress(service.Host.GrpcUrl) : null;
        using var asked = (channel ?? service.Channel).CreateCallInvoker().AsyncServerStreamingCall(call, null, new CallOptions(header is null ? null : headers), new Empty());
        try
        {
            await asked.ResponseStream.MoveNext(CancellationToken.None);
            return (StatusCode.OK, string.Empty);
        }
        catch (RpcException trouble)
        {
            return (trouble.StatusCode, FlightsTests.Reason(trouble));
        }
    }

    private async Task<HttpStatusCode> ByJsonAsync(MethodDescriptor method, string? header)
    {
        var rule = method.GetOptions().GetExtension(AnnotationsExtensions.Http);
        var (verb, path) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
            HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
            HttpRule.PatternOneofCase.Patch => (HttpMethod.Patch, rule.Patch),
            _ => (HttpMethod.Delete, rule.Delete),
        };
        using var request = new HttpRequestMessage(verb, Regex.Replace(path, @"\{[^=}]*=([^}]*)\}", part => part.Groups[1].Value.Replace("*", "nobody", StringComparison.Ordinal)));
        if (verb == HttpMethod.Post || verb == HttpMethod.Patch)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static string Name(MethodDescriptor method) => $"{method.Service.Name}/{method.Name}";
}
