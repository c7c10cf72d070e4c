using DroneLogistics.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>A request id makes a retry safe for a day, and never books twice.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class RequestIdTests(DatabaseKind database)
{
    private readonly FakeTimeProvider clock = new(Requests.Now);
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database, options => OpenSky.In(options) with { Clock = clock });

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Fifty_copies_at_once_are_one_flight_and_fifty_answers_of_the_same_bytes()
    {
        var request = Requests.Schedule();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => (await service.Flights.ScheduleFlightAsync(request)).ToByteString())));
        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        var found = await service.Flights.ListFlightsAsync(new ListFlightsRequest { RequestId = request.RequestId });
        Assert.That(found.Flights, Has.Count.EqualTo(1), "who heard no answer asks with the id");
    }

    [Test]
    public async Task Up_to_a_day_later_the_answer_is_the_same_and_after_it_the_flight_is_named_and_not_booked_again()
    {
        var request = Requests.Schedule();
        var first = await service.Flights.ScheduleFlightAsync(request);
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.That((await service.Flights.ScheduleFlightAsync(request)).ToByteString(), Is.EqualTo(first.ToByteString()));
        clock.Advance(TimeSpan.FromSeconds(1));
        var late = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(request).ResponseAsync);
        Assert.That((late.StatusCode, FlightsTests.Reason(late)), Is.EqualTo((StatusCode.InvalidArgument, "REQUEST_ID_REUSED")));
        Assert.That(late.Status.Detail, Does.Contain(first.Flight.Name));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Answers_that_outlived_their_day_go_with_the_next_booking()
    {
        await service.Flights.ScheduleFlightAsync(Requests.Schedule());
        Assert.That(await CountAsync(), Is.EqualTo(1));
        clock.Advance(TimeSpan.FromHours(24));
        await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("sijiao", "gouqi", kilograms: 1)));
        Assert.That(await CountAsync(), Is.EqualTo(1));

        Task<long> CountAsync() => TestSql.NumberAsync(service.Database, "SELECT count(*) FROM request");
    }

    [Test]
    public async Task The_loser_of_a_race_is_told_the_interval_of_the_clash_and_not_whose_it_is()
    {
        var winner = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("dinghai-port", "dongju", "fz90", 5)))).Flight;
        var loser = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan("dinghai-port", "dongju", "fc30", 5))).ResponseAsync);
        Assert.That(loser.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(loser.GetRpcStatus()!.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations.Select(violation => violation.Type), Does.Contain("PAD_UNAVAILABLE"));
        Assert.That(loser.Status.Detail, Does.Match("holds it [0-9:]{5} to [0-9:]{5} local time").And.Not.Contain(winner.Name).And.Not.Contain(winner.Name["flights/".Length..]));
    }
}
