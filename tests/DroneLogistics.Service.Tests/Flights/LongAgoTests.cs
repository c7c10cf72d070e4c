using DroneLogistics.Fleet;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Flights;

/// <summary>A service keeps the flights of the last days; what older ones left behind it knows all the same.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class LongAgoTests(DatabaseKind database)
{
    [Test]
    public async Task Where_a_tail_stands_comes_from_its_last_flight_however_long_ago_and_from_the_one_before_where_that_is_cancelled()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var plan = Requests.Plan("dinghai-port", "dongju", kilograms: 1);
        var there = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
        var on = Requests.Plan("dongju", "putuo", kilograms: 1);
        (on.Aircraft, on.BatteryPack) = (there.Plan.Aircraft, there.Plan.BatteryPack);
        on.DepartureTime = (Requests.Nine + TimeSpan.FromHours(3)).ToTimestamp();
        var last = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(on))).Flight;

        var later = Requests.Now.AddDays(30);
        await using var monthLater = await service.StartAnotherAsync(options => OpenSky.In(options) with { Clock = new FakeTimeProvider(later) });
        Assert.That(await StandsAsync(monthLater, there.Plan.Aircraft, later), Is.EqualTo(("putuo", 1)), "the last of its flights alone is kept");
        await monthLater.Host.Operations.Store.CancelAsync(last.Name["flights/".Length..], string.Empty, "never flown", FlightMessages.Micros(later), await FleetAsync(monthLater), CancellationToken.None);
        Assert.That(await StandsAsync(monthLater, there.Plan.Aircraft, later), Is.EqualTo(("dongju", 1)), "it stands where the one before took it");

        var back = Requests.Plan("dongju", "dinghai-port", kilograms: 1);
        (back.Aircraft, back.DepartureTime) = (there.Plan.Aircraft, later.AddDays(1).ToTimestamp());
        Assert.That((await monthLater.Flights.ScheduleFlightAsync(Requests.Schedule(back))).Flight.Name, Is.Not.Empty);
        Assert.That(await StandsAsync(monthLater, there.Plan.Aircraft, later.AddDays(2)), Is.EqualTo(("dinghai-port", 2)));
    }

    private static async Task<FleetRegister> FleetAsync(RunningService service) => (await service.Host.Operations.CurrentAsync(CancellationToken.None)).Fleet;

    private static async Task<(string Site, int Flights)> StandsAsync(RunningService service, string tail, DateTimeOffset at)
    {
        var timetable = await service.Host.Operations.CurrentAsync(CancellationToken.None);
        return timetable.Fleet.TryGet(new AircraftId(tail["aircraft/".Length..]), out DroneLogistics.Fleet.Aircraft? aircraft)
            ? (timetable.SiteOf(aircraft, at).Text, timetable.Flights.Count())
            : throw new InvalidOperationException($"there is no {tail}");
    }
}
