using System.Net;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Replicas;

/// <summary>A service that is told to stop hands over before it does.</summary>
public sealed class DrainTests
{
    [Test]
    public async Task A_service_that_is_told_to_stop_is_not_ready_first_still_books_and_then_is_gone()
    {
        await using var service = await RunningService.StartAsync(options => OpenSky.In(options) with { Drain = TimeSpan.FromSeconds(3) });
        await service.Flights.ScheduleFlightAsync(Requests.Schedule());
        Assert.That((await service.Http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var stopping = service.Host.StopAsync();
        Assert.That((await service.Http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), "before it stops to listen");
        Assert.That((await service.Http.GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "nobody is to end it");
        var plan = Requests.Plan("dinghai-port", "dongju");
        Assert.That((await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight.Name, Is.Not.Empty, "what still comes is answered");
        Assert.That(stopping.IsCompleted, Is.False);
        await stopping;
        Assert.That(async () => await service.Http.GetAsync("/health/live"), Throws.InstanceOf<HttpRequestException>());
    }
}
