using System.Net;
using System.Text;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>Who is let in, under what name it is kept, how often it may ask, and what the page needs.</summary>
public sealed class AccessTests
{
    [Test]
    public void What_names_no_permission_is_for_nobody()
    {
        var unknown = EndpointAccess.Of(new Microsoft.AspNetCore.Routing.RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/new"), 0, EndpointMetadataCollection.Empty, "a page that nobody thought of"));
        Assert.That((unknown.IsOpen, unknown.IsForAnyCaller, unknown.Permission), Is.EqualTo((false, false, Permission.Unspecified)));
        Assert.That(EndpointAccess.Of(Grpc.Health.V1.HealthReflection.Descriptor.Services[0].Methods[0]), Is.EqualTo(Permission.Unspecified), "a method without the option");
        Assert.That(Roles.All.Where(role => Permissions.Of(role).Has(Permission.Unspecified)), Is.Empty);
        Assert.That(Principal.Owner.Permissions.Has(Permission.Unspecified), Is.False);
        Assert.That(Principal.Owner.Permissions.Has((Permission)99), Is.False);
    }

    [Test]
    public void Who_administers_does_not_fly_and_no_role_is_above_all_others()
    {
        Assert.That(Permissions.Of(Role.Admin).Has(Permission.Schedule) || Permissions.Of(Role.Admin).Has(Permission.Release), Is.False);
        foreach (var role in Roles.All)
        {
            Assert.That(System.Enum.GetValues<Permission>().Where(permission => permission != Permission.Unspecified).All(Permissions.Of(role).Has), Is.False, $"{role}");
        }
    }

    [Test]
    public async Task A_key_does_what_its_role_says_under_its_own_name_and_its_string_is_stored_nowhere()
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        var planner = await service.Access.IssueApiKeyAsync(Key(Role.Planner));
        using var channel = TokenHandler.Channel(service.Host.GrpcUrl, planner.KeyString);
        var mine = (await new FlightsService.FlightsServiceClient(channel).ScheduleFlightAsync(Requests.Schedule())).Flight;
        var identity = await new AccessService.AccessServiceClient(channel).GetIdentityAsync(new GetIdentityRequest { Name = "identity" });
        Assert.That((identity.Principal, identity.Roles.Single()), Is.EqualTo(($"principals/key-{planner.Name["apiKeys/".Length..]}", Role.Planner)));
        Assert.That(identity.Permissions, Is.EquivalentTo(new[] { Permission.Read, Permission.Plan, Permission.Schedule }));

        var rows = await AuditAsync(service);
        Assert.That(rows, Does.Contain(("flights.schedule", mine.Name, identity.Principal)).And.Contain(("apiKeys.create", planner.Name, Caller.LocalPrincipal)));
        var listed = (await service.Access.ListApiKeysAsync(new ListApiKeysRequest())).ApiKeys.Single();
        Assert.That((listed.KeyString, listed.Creator, listed.RevokeTime), Is.EqualTo((string.Empty, Caller.LocalPrincipal, (Timestamp?)null)));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(service.Folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.That(Encoding.Latin1.GetString(ReadShared(file)), Does.Not.Contain(planner.KeyString[^20..]), file);
        }
    }

    [Test]
    public async Task Who_books_cancels_what_is_theirs_and_a_dispatcher_cancels_any()
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        var (one, other, dispatcher) = (await KeyAsync(service, Role.Planner), await KeyAsync(service, Role.Integrator), await KeyAsync(service, Role.Dispatcher));
        using var mine = TokenHandler.Channel(service.Host.GrpcUrl, one);
        using var theirs = TokenHandler.Channel(service.Host.GrpcUrl, other);
        using var all = TokenHandler.Channel(service.Host.GrpcUrl, dispatcher);
        var flight = (await new FlightsService.FlightsServiceClient(mine).ScheduleFlightAsync(Requests.Schedule())).Flight;
        var refused = await FlightsTests.FailsAsync(() => new FlightsService.FlightsServiceClient(theirs).CancelFlightAsync(new CancelFlightRequest { Name = flight.Name }).ResponseAsync);
        Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo((StatusCode.PermissionDenied, "NOT_OWNER")));
        Assert.That((await new FlightsService.FlightsServiceClient(mine).CancelFlightAsync(new CancelFlightRequest { Name = flight.Name })).State, Is.EqualTo(Flight.Types.State.Cancelled));
        var another = (await new FlightsService.FlightsServiceClient(mine).ScheduleFlightAsync(Requests.Schedule())).Flight;
        Assert.That((await new FlightsService.FlightsServiceClient(all).CancelFlightAsync(new CancelFlightRequest { Name = another.Name })).State, Is.EqualTo(Flight.Types.State.Cancelled));
    }

    [Test]
    public async Task No_role_books_a_flight_that_fails_a_check()
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        foreach (var role in new[] { Role.Planner, Role.Dispatcher, Role.Integrator })
        {
            using var channel = TokenHandler.Channel(service.Host.GrpcUrl, await KeyAsync(service, role));
            var refused = await FlightsTests.FailsAsync(() => new FlightsService.FlightsServiceClient(channel).ScheduleFlightAsync(Requests.Schedule(Requests.Plan(kilograms: 25))).ResponseAsync);
            Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo((StatusCode.FailedPrecondition, "PAYLOAD_EXCEEDS_LIMIT")), $"{role}");
        }
    }

    [Test]
    public async Task A_key_that_is_revoked_is_refused_at_the_next_call_and_an_ended_one_when_it_ends()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Requests.Now);
        await using var service = await RunningService.StartAsync(options => options with { Clock = clock });
        var (revoked, ended) = (await service.Access.IssueApiKeyAsync(Key(Role.Viewer)), await service.Access.IssueApiKeyAsync(Key(Role.Viewer, days: 1)));
        using var first = TokenHandler.Channel(service.Host.GrpcUrl, revoked.KeyString);
        using var second = TokenHandler.Channel(service.Host.GrpcUrl, ended.KeyString);
        await new NetworkService.NetworkServiceClient(first).ListSitesAsync(new ListSitesRequest());
        await new NetworkService.NetworkServiceClient(second).ListSitesAsync(new ListSitesRequest());
        Assert.That((await service.Access.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = revoked.Name })).RevokeTime, Is.Not.Null);
        clock.Advance(TimeSpan.FromDays(1));
        foreach (var (channel, reason) in new[] { (first, "KEY_REVOKED"), (second, "TOKEN_EXPIRED") })
        {
            var refused = await FlightsTests.FailsAsync(() => new NetworkService.NetworkServiceClient(channel).ListSitesAsync(new ListSitesRequest()).ResponseAsync);
            Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo((StatusCode.Unauthenticated, reason)));
        }
    }

    [Test]
    public async Task Who_calls_too_often_is_told_when_to_come_back_by_gRPC_and_by_JSON_and_others_are_served()
    {
        await using var service = await RunningService.StartAsync(options => options with { Access = options.Access with { Quota = new Quota { CallsPerSecond = 0.01, Burst = 3 } } });
        var key = await KeyAsync(service, Role.Viewer);
        using var channel = TokenHandler.Channel(service.Host.GrpcUrl, key);
        var network = new NetworkService.NetworkServiceClient(channel);
        for (var i = 0; i < 3; i++)
        {
            await network.ListSitesAsync(new ListSitesRequest());
        }

        var refused = await FlightsTests.FailsAsync(() => network.ListSitesAsync(new ListSitesRequest()).ResponseAsync);
        Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo((StatusCode.ResourceExhausted, "RATE_LIMIT")));
        Assert.That(refused.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().TotalSeconds, Is.InRange(50, 100), "one call in a hundred seconds");
        using var http = new HttpClient(new TokenHandler(key)) { BaseAddress = service.Host.Url };
        using var answer = await http.GetAsync(new Uri("/v1/sites", UriKind.Relative));
        Assert.That((answer.StatusCode, answer.Headers.RetryAfter?.Delta?.TotalSeconds > 0), Is.EqualTo((HttpStatusCode.TooManyRequests, true)));
        await service.Network.ListSitesAsync(new ListSitesRequest());
    }

    [Test]
    public async Task The_stream_above_the_quota_is_refused_and_one_that_ends_makes_room()
    {
        await using var service = await RunningService.StartAsync(options => options with { Access = options.Access with { OwnerQuota = new Quota { Streams = 2 } } });
        using var first = service.Flights.WatchFlights(new WatchFlightsRequest());
        using var second = service.Flights.WatchFlights(new WatchFlightsRequest());
        Assert.That(await first.ResponseStream.MoveNext(CancellationToken.None) && await second.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        var refused = await FlightsTests.FailsAsync(async () =>
        {
            using var third = service.Flights.WatchFlights(new WatchFlightsRequest());
            await third.ResponseStream.MoveNext(CancellationToken.None);
        });
        Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo((StatusCode.ResourceExhausted, "STREAM_QUOTA")));
        first.Dispose();
        for (var isOpen = false; !isOpen;)
        {
            try
            {
                using var again = service.Flights.WatchFlights(new WatchFlightsRequest());
                isOpen = await again.ResponseStream.MoveNext(CancellationToken.None);
            }
            catch (RpcException trouble) when (trouble.StatusCode == StatusCode.ResourceExhausted)
            {
                // The service hears of the end a moment later.
                await Task.Delay(20);
            }
        }
    }

    [Test]
    public async Task After_five_wrong_tokens_no_more_are_looked_at_and_callers_that_are_known_are_served()
    {
        await using var service = await RunningService.StartAsync();
        var known = await KeyAsync(service, Role.Viewer);
        using var channel = TokenHandler.Channel(service.Host.GrpcUrl, known);
        await new NetworkService.NetworkServiceClient(channel).ListSitesAsync(new ListSitesRequest());
        for (var i = 0; i <= 5; i++)
        {
            var refused = await FlightsTests.FailsAsync(() => service.Network.ListSitesAsync(new ListSitesRequest(), new Metadata { { "authorization", $"Bearer wrong-{i}" } }).ResponseAsync);
            Assert.That((refused.StatusCode, FlightsTests.Reason(refused)), Is.EqualTo(i < 5 ? (StatusCode.Unauthenticated, "TOKEN_MALFORMED") : (StatusCode.ResourceExhausted, "AUTH_RATE_LIMIT")));
        }

        await new NetworkService.NetworkServiceClient(channel).ListSitesAsync(new ListSitesRequest());
        await service.Network.ListSitesAsync(new ListSitesRequest());
    }

    [Test]
    public async Task Reflection_is_off_unless_it_is_asked_for_and_then_needs_a_token()
    {
        await using (var service = await RunningService.StartAsync())
        {
            Assert.That(await ReflectAsync(service.Channel), Is.EqualTo((StatusCode.Unimplemented, "REFLECTION_OFF")));
        }

        await using var developing = await RunningService.StartAsync(options => options with { Reflects = true });
        Assert.That((await ReflectAsync(developing.Channel)).Code, Is.EqualTo(StatusCode.OK));
        using var nobody = GrpcChannel.ForAddress(developing.Host.GrpcUrl);
        Assert.That(await ReflectAsync(nobody), Is.EqualTo((StatusCode.Unauthenticated, "TOKEN_MISSING")));
    }

    [Test]
    public async Task Health_is_told_to_anybody_by_the_name_of_each_service()
    {
        await using var service = await RunningService.StartAsync();
        using var nobody = GrpcChannel.ForAddress(service.Host.GrpcUrl);
        var health = new Grpc.Health.V1.Health.HealthClient(nobody);
        foreach (var name in OpenApiDocument.Services.Select(one => one.FullName).Append(string.Empty).Append("live").Append("ready"))
        {
            Assert.That((await health.CheckAsync(new Grpc.Health.V1.HealthCheckRequest { Service = name })).Status, Is.EqualTo(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving), name);
        }

        var unknown = await FlightsTests.FailsAsync(() => health.CheckAsync(new Grpc.Health.V1.HealthCheckRequest { Service = "dronelogistics.v1.Nothing" }).ResponseAsync);
        Assert.That(unknown.StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Metrics_are_told_to_whoever_may_read_and_count_what_was_refused()
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(kilograms: 25))).ResponseAsync);
        await service.Flights.ScheduleFlightAsync(Requests.Schedule());
        using var nobody = new HttpClient { BaseAddress = service.Host.Url };
        using var refused = await nobody.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        var text = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach (var series in new[] { "dronelogistics_refusals", "code=\"PAYLOAD_EXCEEDS_LIMIT\"", "dronelogistics_bookings", "outcome=\"BOOKED\"", "dronelogistics_commit_duration_seconds", "dronelogistics_commit_queue", "dronelogistics_call_duration_seconds", "dronelogistics_access_refusals", "reason=\"TOKEN_MISSING\"", "dronelogistics_forecast_available", "dronelogistics_computations_queue", "dronelogistics_storage_writable", "dronelogistics_clock_trusted" })
        {
            Assert.That(text, Does.Contain(series));
        }
    }

    private static IssueApiKeyRequest Key(Role role, int days = 30) => new() { ApiKey = new ApiKey { DisplayName = "a test", Role = role, ExpireTime = Requests.Now.AddDays(days).ToTimestamp() } };

    private static async Task<string> KeyAsync(RunningService service, Role role) => (await service.Access.IssueApiKeyAsync(Key(role))).KeyString;

    private static async Task<(StatusCode Code, string Reason)> ReflectAsync(GrpcChannel channel)
    {
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        try
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = string.Empty });
            await call.ResponseStream.MoveNext(CancellationToken.None);
            return (StatusCode.OK, string.Empty);
        }
        catch (RpcException trouble)
        {
            return (trouble.StatusCode, FlightsTests.Reason(trouble));
        }
    }

    private static async Task<IReadOnlyList<(string Action, string Subject, string Principal)>> AuditAsync(RunningService service)
    {
        await using var db = service.Database.Opener()();
        return [.. db.Audit.OrderBy(row => row.Sequence).AsEnumerable().Select(row => (row.Action, row.Subject, row.Principal))];
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
