using DroneLogistics.Service.Tests.Faults;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Replicas;

/// <summary>A service whose clock is wrong books nothing, and says so.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    [Test]
    public async Task A_service_whose_clock_is_ahead_of_that_of_the_database_is_not_ready_and_the_other_is()
    {
        var clock = new ShiftedClock { Shift = TimeSpan.FromSeconds(3) };
        await using var right = await RunningService.StartAsync(DatabaseKind.PostgreSql, options => OpenSky.In(options) with { Clock = TimeProvider.System, MostClockError = Most });
        await using var wrong = await right.StartAnotherAsync(options => OpenSky.In(options) with { Clock = clock, MostClockError = Most });
        var booked = (await right.Flights.ScheduleFlightAsync(Bookings.Spare())).Flight;
        var request = new Bookings().Next();
        await RefusesAsync(wrong, request, "ahead of that of the database");
        Assert.That((await wrong.Flights.GetFlightAsync(new GetFlightRequest { Name = booked.Name })).Name, Is.EqualTo(booked.Name), "reads go on");
        Assert.That(await right.HealthAsync("ready"), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
        clock.Shift = TimeSpan.Zero;

        // It started three seconds ahead: set right it has jumped by as much, and only a new start is to be trusted.
        await RefusesAsync(wrong, request, "has jumped");
        await using var again = await right.StartAnotherAsync(options => OpenSky.In(options) with { Clock = clock, MostClockError = Most });
        Assert.That((await again.Flights.ScheduleFlightAsync(request)).Flight.Name, Is.Not.Empty);
    }

    [Test]
    public async Task A_service_whose_clock_jumps_by_an_hour_books_nothing_until_it_is_set_back()
    {
        var clock = new ShiftedClock();
        await using var service = await RunningService.StartAsync(options => OpenSky.In(options) with { Clock = clock, MostClockError = Most });
        foreach (var hours in new[] { 1, -1 })
        {
            clock.Shift = TimeSpan.FromHours(hours);
            await RefusesAsync(service, Bookings.Spare(), "has jumped");
        }

        clock.Shift = TimeSpan.Zero;
        Assert.That((await service.Flights.ScheduleFlightAsync(Bookings.Spare())).Flight.Name, Is.Not.Empty);
        Assert.That(await service.HealthAsync("ready"), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
    }

    [Test]
    public void Two_seconds_are_allowed_and_no_more_with_the_doubt_of_the_comparison()
    {
        var now = Requests.Now;
        foreach (var (ahead, doubt, isTrusted) in new[] { (2.0, 0.0, true), (2.001, 0, false), (-2, 0, true), (-2.001, 0, false), (1.5, 0.5, true), (1.5, 0.6, false), (0, 3, false) })
        {
            var trust = new ClockTrust(new FakeTimeProvider(now), Most, isCompared: true);
            trust.Compared(now, now.AddSeconds(ahead - doubt), now.AddSeconds(ahead + doubt));
            Assert.That(trust.Trouble is null, Is.EqualTo(isTrusted), $"{ahead} s ahead, known to {doubt} s");
        }
    }

    [Test]
    public void A_clock_that_was_not_compared_for_half_a_minute_is_not_trusted()
    {
        var clock = new FakeTimeProvider(Requests.Now);
        var trust = new ClockTrust(clock, Most, isCompared: true);
        Assert.That(trust.Trouble, Does.Contain("not compared"));
        trust.Compared(clock.GetUtcNow(), clock.GetUtcNow(), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(trust.Trouble, Is.Null);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(() => trust.Require(), Throws.TypeOf<ClockUntrustedException>().With.Message.Contains("not compared"));
        Assert.That(new ClockTrust(clock, Most, isCompared: false).Trouble, Is.Null, "an embedded database has no other clock");
    }

    private static async Task RefusesAsync(RunningService service, ScheduleFlightRequest request, string why)
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(request).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "CLOCK_UNTRUSTED")));
        Assert.That(trouble.Status.Detail, Does.Contain(why));
        Assert.That(await service.HealthAsync("ready"), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.NotServing));
        Assert.That(await service.HealthAsync(), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.NotServing));
        Assert.That(await service.HealthAsync("live"), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
        Assert.That((await service.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.ServiceUnavailable));
        Assert.That((await service.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));
    }
}
