using System.Text;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>The month's climatology as the wind of a question, through every door.</summary>
public sealed class ClimatologyTests
{
    [Test]
    public async Task The_doors_answer_in_it_and_mark_it_and_a_booking_on_it_is_refused()
    {
        await using var service = await RunningService.StartAsync();
        var request = new CheckFlightRequest { Flight = Plan(), DecisionTime = Requests.Now.ToTimestamp(), SkipRemedies = true };
        var decision = (await service.Planning.CheckFlightAsync(request)).Decision;
        using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
        using var posted = await service.Http.PostAsync(new Uri("/v1/flights:check", UriKind.Relative), content);
        var shown = await Cli.Drone.RunAsync([.. Cli.Drone.Check, "--wind", "climatology", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T08:00+08:00", "--no-remedies", "--json"]);
        var refused = Assert.Throws<RpcException>(() => service.Flights.ScheduleFlight(Requests.Schedule(Plan())));

        Assert.That(decision.Advisories.Single(advisory => advisory.Code == ReasonCode.WindAssumed).Message, Does.StartWith("CLIMATOLOGY, NOT A FORECAST"));
        Assert.That(decision.Wind.SpeedMps, Is.EqualTo(5.5).Within(0.1));
        Assert.That(JsonParser.Default.Parse<CheckFlightResponse>(await posted.Content.ReadAsStringAsync()).Decision, Is.EqualTo(decision));
        Assert.That(JsonParser.Default.Parse<Decision>(shown.Output).Odds, Is.EqualTo(decision.Odds));
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(refused.GetRpcStatus()!.Details.Single(detail => detail.Is(Decision.Descriptor)).Unpack<Decision>().Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.ForecastUnavailable));
    }

    [Test]
    public async Task A_risk_in_it_is_wider_than_in_a_forecast_and_winds_within_bounds_exclude_it()
    {
        await using var service = await RunningService.StartAsync();
        var flight = Plan();
        flight.DepartureTime = new DateTimeOffset(2026, 10, 20, 1, 0, 0, TimeSpan.Zero).ToTimestamp();
        var asked = new AssessFlightRequest { Flight = flight, DecisionTime = Requests.Now.AddMonths(-2).ToTimestamp(), SampleCount = 1024 };
        var climate = (await service.Planning.AssessFlightAsync(asked)).Risk;
        var wind = climate.Decision.Wind;
        flight.WindSource = WindSource.Unspecified;
        flight.Wind = wind;
        var byHand = (await service.Planning.AssessFlightAsync(asked)).Risk;
        flight.Wind = null;
        flight.WindSource = WindSource.Climatology;
        asked.WindWithinMps = 3;
        var excluded = Assert.Throws<RpcException>(() => service.Planning.AssessFlight(asked));

        Assert.That(climate.LandingSocDeviation, Is.GreaterThan(1.2 * byHand.LandingSocDeviation));
        Assert.That(excluded!.Status.Detail, Does.Contain("wind_within_mps").And.Contain("CLIMATOLOGY"));
    }

    [Test]
    public async Task A_wind_beside_it_and_a_source_that_is_none_are_refused_by_name()
    {
        await using var service = await RunningService.StartAsync();
        var both = Plan();
        both.Wind = Requests.Plan().Wind;
        var unknown = Plan();
        unknown.WindSource = (WindSource)7;

        Assert.That(Refused(both).Status.Detail, Does.Contain("flight.wind_source").And.Contain("beside a wind that is given"));
        Assert.That(Refused(unknown).Status.Detail, Does.Contain("flight.wind_source").And.Contain("is 7; expected CLIMATOLOGY"));

        RpcException Refused(FlightPlan plan) => Assert.Throws<RpcException>(() => service.Planning.CheckFlight(new CheckFlightRequest { Flight = plan }))!;
    }

    private static FlightPlan Plan()
    {
        var plan = Requests.Plan();
        plan.Wind = null;
        plan.WindSource = WindSource.Climatology;
        return plan;
    }
}
