using System.Text;
using DroneLogistics.Scheduling;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>When may it leave, how much may it carry: through every door.</summary>
public sealed class InverseQuestionsTests
{
    [Test]
    public async Task The_doors_tell_equal_windows_and_payloads()
    {
        await using var service = await RunningService.StartAsync();
        var assumed = Timetable.Empty(service.Host.World.AssumedFleet());
        var windows = (await service.Planning.SearchDepartureWindowsAsync(Windows())).Windows;
        var payload = await service.Planning.ComputeLargestPayloadAsync(Payload());

        Assert.That(windows, Is.Not.Empty);
        Assert.That((await PostAsync<SearchDepartureWindowsResponse>(service, "searchDepartureWindows", Windows())).Windows, Is.EqualTo(windows));
        Assert.That(InverseDesk.Windows(service.Host.World, assumed, Windows(), Requests.Now).Windows, Is.EqualTo(windows));
        Assert.That(payload.PayloadKg, Is.EqualTo(20));
        Assert.That((await PostAsync<ComputeLargestPayloadResponse>(service, "computeLargestPayload", Payload())).Decision, Is.EqualTo(payload.Decision));
        Assert.That(InverseDesk.Payload(service.Host.World, assumed, Payload(), Requests.Now).Decision, Is.EqualTo(payload.Decision));
    }

    [Test]
    public async Task The_doors_tell_equal_limits()
    {
        await using var service = await RunningService.StartAsync();
        var request = new ComputeEnvelopeRequest { Flight = Windows().Flight, DecisionTime = Requests.Now.ToTimestamp(), HorizonDuration = TimeSpan.FromMinutes(3).ToDuration() };
        var limits = (await service.Planning.ComputeEnvelopeAsync(request)).Limits;
        var shown = await Cli.Drone.RunAsync("limits", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-25T09:00+08:00", "--horizon", "3m", "--at", "2026-11-24T08:00+08:00");

        Assert.That(limits.Select(limit => limit.Kind), Is.EqualTo(new[] { FlightLimitKind.LargestPayload, FlightLimitKind.LatestDeparture, FlightLimitKind.LeastTakeoffCharge, FlightLimitKind.StrongestHeadwind }));
        Assert.That((await PostAsync<ComputeEnvelopeResponse>(service, "computeEnvelope", request)).Limits, Is.EqualTo(limits));
        Assert.That(InverseDesk.Envelope(service.Host.World, Timetable.Empty(service.Host.World.AssumedFleet()), request, Requests.Now).Limits, Is.EqualTo(limits));
        Assert.That(shown.Output, Does.StartWith("largest payload: 20.00 kg").And.Contain("latest departure: 2026-11-25 09:02:59").And.Contain("strongest head wind: "));
        Assert.That(limits[2].RefusedBeyond, Is.Not.Empty);
    }

    [Test]
    public async Task The_command_line_tells_them_too()
    {
        var windows = await Cli.Drone.RunAsync("windows", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--depart", "2026-11-25T09:00+08:00", "--horizon", "5m", "--at", "2026-11-24T08:00+08:00", "--json");
        var payload = await Cli.Drone.RunAsync("max-payload", "putuo", "liuheng", "--aircraft", "fz90", "--at", "2026-11-24T08:00+08:00");
        var wrong = await Cli.Drone.RunAsync("windows", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--horizon", "soon");
        var answer = JsonParser.Default.Parse<SearchDepartureWindowsResponse>(windows.Output);

        Assert.That(answer.Windows.Single().StartTime, Is.EqualTo(Requests.Nine.ToTimestamp()));
        Assert.That(answer.Windows.Single().EndTime, Is.EqualTo(Requests.Nine.AddMinutes(5).ToTimestamp()));
        Assert.That(payload.Output, Does.StartWith("20.00 kg at most. With it: GO"));
        Assert.That(wrong.Exit, Is.EqualTo(64));
        Assert.That(wrong.Error, Does.Contain("--horizon is \"soon\"; expected hours or minutes"));
    }

    [Test]
    public async Task What_is_looked_for_may_not_be_given_and_a_horizon_has_bounds()
    {
        await using var service = await RunningService.StartAsync();
        var long_ = Windows();
        long_.HorizonDuration = TimeSpan.FromHours(49).ToDuration();
        var payload = Payload();
        payload.Flight.PayloadKg = 3;

        Assert.That((await Assert.ThrowsAsync<RpcException>(async () => await service.Planning.SearchDepartureWindowsAsync(long_)))!.Status.Detail, Does.Contain("horizon_duration").And.Contain("172800"));
        Assert.That((await Assert.ThrowsAsync<RpcException>(async () => await service.Planning.ComputeLargestPayloadAsync(payload)))!.Status.Detail, Does.Contain("flight.payload_kg"));
    }

    private static async Task<T> PostAsync<T>(RunningService service, string method, IMessage request)
        where T : IMessage, new()
    {
        using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
        using var http = await service.Http.PostAsync($"/v1/flights:{method}", content);
        return JsonParser.Default.Parse<T>(await http.Content.ReadAsStringAsync());
    }

    private static SearchDepartureWindowsRequest Windows()
    {
        var plan = Requests.Plan();
        plan.DepartureTime = Requests.Nine.ToTimestamp();
        return new SearchDepartureWindowsRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp(), HorizonDuration = TimeSpan.FromMinutes(6).ToDuration() };
    }

    private static ComputeLargestPayloadRequest Payload()
    {
        var plan = Requests.Plan();
        plan.ClearPayloadKg();
        plan.DepartureTime = Requests.Nine.ToTimestamp();
        return new ComputeLargestPayloadRequest { Flight = plan, DecisionTime = Requests.Now.ToTimestamp() };
    }
}
