using System.Net;
using System.Text;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Access;

/// <summary>Every call ends: when its caller goes, when its deadline passes, and at the latest when the service says so.</summary>
public sealed class DeadlineTests
{
    [TestCase("5S", 5_000)]
    [TestCase("1H", 3_600_000)]
    [TestCase("250m", 250)]
    public void A_timeout_is_read_by_its_unit(string header, double milliseconds) =>
        Assert.That(GrpcTimeout.Parse(header)!.Value.TotalMilliseconds, Is.EqualTo(milliseconds));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("S")]
    [TestCase("-1S")]
    [TestCase("999999999999S")]
    [TestCase("5")]
    [TestCase("5s")]
    [TestCase("1e3S")]
    public void What_is_no_timeout_says_nothing(string? header) => Assert.That(GrpcTimeout.Parse(header), Is.Null);

    [Test]
    public async Task A_call_without_a_deadline_or_with_one_too_far_ends_at_the_longest_that_a_call_may_take()
    {
        await using var service = await RunningService.StartAsync(options => OpenSky.In(options) with
        {
            Access = options.Access with { LongestCallS = 0.5 },
            BetweenDecisionAndCommit = stop => Task.Delay(Timeout.Infinite, stop),
        });
        foreach (var timeout in new[] { null, "8H" })
        {
            var headers = new Metadata();
            if (timeout is not null)
            {
                headers.Add("grpc-timeout", timeout);
            }

            var ended = await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(), headers).ResponseAsync);
            Assert.That(ended.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded), timeout);
        }

        using var content = new StringContent(Google.Protobuf.JsonFormatter.Default.Format(Requests.Schedule()), Encoding.UTF8, "application/json");
        using var answer = await service.Http.PostAsync(new Uri("/v1/flights:schedule", UriKind.Relative), content);
        Assert.That((answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("\"DEADLINE\"", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.GatewayTimeout, true)));
        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest())).Flights, Is.Empty, "nothing is stored");
    }
}
