using DroneLogistics.Service.Tests.Faults;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.Service.Tests.Kills;
using DroneLogistics.V1;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Replicas;

/// <summary>Three services on one PostgreSQL behave as one.</summary>
public sealed class ReplicaTests
{
    private RunningService[] services = null!;

    [SetUp]
    public async Task Start()
    {
        var first = await RunningService.StartAsync(DatabaseKind.PostgreSql, OpenSky.In);
        services = [first, await first.StartAnotherAsync(OpenSky.In), await first.StartAnotherAsync(OpenSky.In)];
    }

    [TearDown]
    public async Task Stop()
    {
        foreach (var service in services.Reverse())
        {
            await service.DisposeAsync();
        }
    }

    [Test]
    public async Task What_is_booked_at_one_is_there_at_the_others_at_once_and_what_is_cancelled_is_free_at_once()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 12; round++)
        {
            var (a, b, c) = (services[round % 3], services[(round + 1) % 3], services[(round + 2) % 3]);
            var plan = Requests.Plan(kilograms: 1 + random.Next(10));
            var booked = (await a.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
            foreach (var other in new[] { b, c })
            {
                Assert.That(await other.Flights.GetFlightAsync(new GetFlightRequest { Name = booked.Name }), Is.EqualTo(booked));
                Assert.That((await other.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Is.EqualTo(new[] { booked }));
                var trouble = await FlightsTests.FailsAsync(() => other.Flights.ScheduleFlightAsync(Requests.Schedule(plan)).ResponseAsync);
                Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations.Select(violation => violation.Type), Does.Contain("PAD_UNAVAILABLE"));
            }

            await b.Flights.CancelFlightAsync(new CancelFlightRequest { Name = booked.Name });
            var next = (await c.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
            Assert.That((await a.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Is.EqualTo(new[] { next }));
            await a.Flights.CancelFlightAsync(new CancelFlightRequest { Name = next.Name, Etag = next.Etag });
            Assert.That((await c.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Is.Empty);
        }
    }

    [Test]
    public async Task One_request_id_at_all_of_them_at_once_books_once_and_gets_the_same_bytes()
    {
        var bookings = new Bookings();
        for (var round = 0; round < 4; round++)
        {
            var request = bookings.Next();
            request.Flight.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Requests.Nine.AddHours(2 * round));
            var answers = await Task.WhenAll(services.Concat(services).Select(service => service.Flights.ScheduleFlightAsync(request).ResponseAsync));
            Assert.That(answers.Select(KeptAcknowledgements.Fingerprint).Distinct().ToList(), Has.Count.EqualTo(1));
        }

        Assert.That((await services[2].Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task What_is_changed_at_one_is_told_by_a_stream_of_another()
    {
        using var stream = services[1].Flights.WatchFlights(new WatchFlightsRequest());
        Assert.That(await stream.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(stream.ResponseStream.Current.Kind, Is.EqualTo(FlightChange.Types.Kind.CaughtUp));
        var booked = (await services[0].Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        Assert.That(await stream.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(stream.ResponseStream.Current.Flight.Name, Is.EqualTo(booked.Name));
    }
}
