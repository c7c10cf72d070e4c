using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Authorizations and slots that are read.</summary>
public sealed class PermitsTests
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task What_ships_says_that_it_is_a_demonstration_and_names_its_source()
    {
        var held = (await service.Airspace.ListAuthorizationsAsync(new ListAuthorizationsRequest())).Authorizations;
        Assert.That(held, Has.Count.GreaterThan(0).And.All.Matches<Authorization>(authorization => authorization is { Demonstration: true, Source.Length: > 0, Number.Length: > 0 }));
        Assert.That(await service.Airspace.GetAuthorizationAsync(new GetAuthorizationRequest { Name = held[0].Name }), Is.EqualTo(held[0]));
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.GetAuthorizationAsync(new GetAuthorizationRequest { Name = "authorizations/ghost" }).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.NotFound, "AUTHORIZATION_NOT_FOUND")));
    }

    [Test]
    public async Task Free_times_lie_within_what_is_asked_and_off_every_movement_with_its_buffers()
    {
        var request = new ListSlotsRequest { StartTime = At("2024-11-25T00:00:00Z"), EndTime = At("2024-11-26T00:00:00Z") };
        var slots = (await service.Airspace.ListSlotsAsync(request)).Slots;
        Assert.That(slots, Has.Count.GreaterThan(0));
        foreach (var slot in slots)
        {
            Assert.That(slot.FreeTimes, Is.Not.Empty, slot.Name);
            foreach (var free in slot.FreeTimes)
            {
                Assert.That(free.StartTime.ToDateTimeOffset(), Is.InRange(request.StartTime.ToDateTimeOffset(), free.EndTime.ToDateTimeOffset()));
                Assert.That(free.EndTime.ToDateTimeOffset(), Is.LessThanOrEqualTo(request.EndTime.ToDateTimeOffset()));
                foreach (var movement in slot.Movements)
                {
                    // Midnight by the clock of the series, of the day before, the day and the day after.
                    foreach (var day in new[] { -1, 0, 1 })
                    {
                        var at = request.StartTime.ToDateTimeOffset().AddDays(day) - slot.Hours.UtcOffset.ToTimeSpan() + movement.TimeOffset.ToTimeSpan();
                        var (from, to) = (at - slot.BeforeDuration.ToTimeSpan(), at + slot.AfterDuration.ToTimeSpan());
                        Assert.That(free.StartTime.ToDateTimeOffset() >= to || free.EndTime.ToDateTimeOffset() <= from, $"{slot.Name}: {movement} and {free}");
                    }
                }
            }
        }
    }

    [TestCase("2026-11-25T00:00:00Z", "2026-11-25T00:00:00Z", "TIME_EMPTY")]
    [TestCase("2026-11-25T00:00:00Z", "2026-12-27T00:00:00Z", "WINDOW_TOO_LONG")]
    public async Task An_interval_that_cannot_be_is_named(string start, string end, string reason)
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ListSlotsAsync(new ListSlotsRequest { StartTime = At(start), EndTime = At(end) }).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.InvalidArgument, reason)));
    }

    private static Timestamp At(string instant) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
}
