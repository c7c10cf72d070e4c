using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>A caller that heard no answer asks again, and gets the answer it missed.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class RetryTests(DatabaseKind database)
{
    [Test]
    public async Task A_retry_that_overlaps_the_first_attempt_is_not_refused_for_its_own_flight()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var request = Requests.Schedule();
        var open = service.Database.Opener();
        var asking = false;
        var opened = 0;
        Flight? first = null;
        using var retrying = new OperationsControl(service.Host.World, new FlightStore(() =>
        {
            // The retry has looked for its request id and now reads the timetable: the first attempt commits between the two.
            if (asking && ++opened == 2)
            {
                first = Task.Run(() => service.Host.Operations.ScheduleAsync(request, Requests.Now, CancellationToken.None)).GetAwaiter().GetResult().Flight;
            }

            return open();
        }))
        {
            Clock = service.Host.Operations.Clock,
        };
        await retrying.OpenAsync(null, CancellationToken.None);
        asking = true;
        var retry = await retrying.ScheduleAsync(request, Requests.Now, CancellationToken.None);
        Assert.That(first, Is.Not.Null);
        Assert.That(retry.Flight, Is.EqualTo(first));
    }

    [Test]
    public async Task A_cancellation_that_is_sent_again_with_its_etag_gets_the_cancelled_flight()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var cancel = new CancelFlightRequest { Name = flight.Name, Etag = flight.Etag, Reason = "fog" };
        var cancelled = await service.Flights.CancelFlightAsync(cancel);
        Assert.That(await service.Flights.CancelFlightAsync(cancel), Is.EqualTo(cancelled));
    }

    [Test]
    public async Task A_departure_at_the_end_of_the_last_year_is_answered_and_never_an_internal_mistake()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var plan = Requests.Plan();
        plan.DepartureTime = new DateTimeOffset(2099, 12, 31, 23, 50, 0, TimeSpan.Zero).ToTimestamp();
        StatusCode status;
        try
        {
            await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan));
            status = StatusCode.OK;
        }
        catch (RpcException trouble)
        {
            status = trouble.StatusCode;
        }

        Assert.That(status, Is.EqualTo(StatusCode.OK).Or.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task Of_fifty_at_once_for_one_pad_each_loser_is_told_of_the_pad()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        string[] types = ["fz90", "fc30", "ark40"];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            service.Host.Operations.ScheduleAsync(Requests.Schedule(Requests.Plan("dinghai-port", "dongju", types[i % 3], 5)), Requests.Now, CancellationToken.None))));
        var losers = outcomes.Where(outcome => outcome.Flight is null).ToList();
        Assert.That(losers, Has.Count.EqualTo(49));
        Assert.That(losers.Select(loser => loser.Decision!.Findings.Select(finding => finding.Code)), Is.All.Contains(Dispatch.ReasonCode.PadUnavailable));
    }
}
