using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>Calls that have less time than they need.</summary>
public sealed class DeadlineTests
{
    [Test]
    public async Task A_deadline_of_a_millisecond_is_told_and_the_flight_is_found_by_its_request_id()
    {
        // The clock of the tests stands still, and deadlines with it.
        await using var service = await RunningService.StartAsync(options => OpenSky.In(options) with { Clock = TimeProvider.System });
        var plan = Requests.Plan();
        plan.DepartureTime = DateTimeOffset.UtcNow.Date.AddDays(2).AddHours(1).ToUniversalTime().ToTimestamp();
        var request = Requests.Schedule(plan);

        var trouble = await Flights.FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(request, deadline: DateTime.UtcNow.AddMilliseconds(1)).ResponseAsync);

        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        var kept = (await service.Flights.ScheduleFlightAsync(request)).Flight;
        var found = await service.Flights.ListFlightsAsync(new ListFlightsRequest { RequestId = request.RequestId });
        Assert.That(found.Flights.Single().Name, Is.EqualTo(kept.Name));
    }
}
