using System.Net;
using System.Text;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>What is wrong with a request is named by field, with the status and the reason of the contract.</summary>
public sealed class BadInputTests
{
    private static IEnumerable<TestCaseData> Rows()
    {
        TestCaseData Row(string name, Action<FlightPlan> damage, StatusCode code, string reason, string field) => new TestCaseData(damage, code, reason, field).SetArgDisplayNames(name);
        const StatusCode Invalid = StatusCode.InvalidArgument;
        yield return Row("unknown site", plan => plan.Origin = "sites/putou", StatusCode.NotFound, "SITE_NOT_FOUND", "flight.origin");
        yield return Row("unknown type", plan => plan.AircraftType = "aircraftTypes/ghost", StatusCode.NotFound, "AIRCRAFT_TYPE_NOT_FOUND", "flight.aircraft_type");
        yield return Row("unknown tail", plan => plan.Aircraft = "aircraft/ghost", StatusCode.NotFound, "AIRCRAFT_UNAVAILABLE", "flight.aircraft");
        yield return Row("missing origin", plan => plan.Origin = string.Empty, Invalid, "REQUIRED", "flight.origin");
        yield return Row("trailing blank", plan => plan.Origin = "sites/putuo ", Invalid, "ID_FORMAT", "flight.origin");
        yield return Row("same site", plan => plan.Destination = plan.Origin, Invalid, "SAME_SITE", "flight.destination");
        yield return Row("missing payload", plan => plan.ClearPayloadKg(), Invalid, "REQUIRED", "flight.payload_kg");
        yield return Row("NaN payload", plan => plan.PayloadKg = double.NaN, Invalid, "NOT_FINITE", "flight.payload_kg");
        yield return Row("infinite payload", plan => plan.PayloadKg = double.PositiveInfinity, Invalid, "NOT_FINITE", "flight.payload_kg");
        yield return Row("negative payload", plan => plan.PayloadKg = -1, Invalid, "NEGATIVE", "flight.payload_kg");
        yield return Row("denormal payload", plan => plan.PayloadKg = 5e-324, Invalid, "BELOW_RESOLUTION", "flight.payload_kg");
        yield return Row("absurd payload", plan => plan.PayloadKg = 1e6, Invalid, "PAYLOAD_EXCEEDS_LIMIT", "flight.payload_kg");
        yield return Row("year 10000", plan => plan.DepartureTime = new Timestamp { Seconds = 253402300800 - 1 }, Invalid, "TIMESTAMP_RANGE", "flight.departure_time");
        yield return Row("wind 200", plan => plan.Wind.SpeedMps = 200, Invalid, "WIND_RANGE", "flight.wind.speed_mps");
        yield return Row("half a wind", plan => plan.Wind.ClearFromDeg(), Invalid, "REQUIRED", "flight.wind.from_deg");
        yield return Row("direction 400", plan => plan.Wind.FromDeg = 400, Invalid, "DIRECTION_RANGE", "flight.wind.from_deg");
        yield return Row("gust below wind", plan => plan.Wind.GustMps = 1, Invalid, "GUST_BELOW_WIND", "flight.wind.gust_mps");
        yield return Row("airspeed 0", plan => plan.CruiseAirspeedMps = 0, Invalid, "NOT_POSITIVE", "flight.cruise_airspeed_mps");
        yield return Row("airspeed in km/h", plan => plan.CruiseAirspeedMps = 97, Invalid, "SPEED_ABOVE_MAX", "flight.cruise_airspeed_mps");
        yield return Row("unknown rule", plan => plan.CruiseRule = (CruiseRule)9, Invalid, "ENUM_UNKNOWN", "flight.cruise_rule");
        yield return Row("speed and rule", plan => (plan.CruiseAirspeedMps, plan.CruiseRule) = (25, CruiseRule.BestRange), Invalid, "ONEOF_CONFLICT", "flight.cruise_airspeed_mps");
        yield return Row("arrival and rule", plan => (plan.ArrivalTime, plan.CruiseRule) = (Requests.Nine.AddHours(1).ToTimestamp(), CruiseRule.BestRange), Invalid, "ONEOF_CONFLICT", "flight.arrival_time");
        yield return Row("arrival missing", plan => plan.CruiseRule = CruiseRule.ArriveAt, Invalid, "REQUIRED", "flight.arrival_time");
        yield return Row("arrival before departure", plan => plan.ArrivalTime = Requests.Nine.AddDays(-30).ToTimestamp(), Invalid, "ARRIVAL_BEFORE_DEPARTURE", "flight.arrival_time");
        yield return Row("kelvin", plan => plan.TemperatureDegc = 300, Invalid, "TEMPERATURE_RANGE", "flight.temperature_degc");
        yield return Row("inches of mercury", plan => plan.QnhHpa = 29.92, Invalid, "PRESSURE_RANGE", "flight.qnh_hpa");
        yield return Row("NaN pressure", plan => plan.QnhHpa = double.NaN, Invalid, "NOT_FINITE", "flight.qnh_hpa");
        yield return Row("humidity 101", plan => plan.RelativeHumidityPercent = 101, Invalid, "HUMIDITY_RANGE", "flight.relative_humidity_percent");
        yield return Row("negative humidity", plan => plan.RelativeHumidityPercent = -1, Invalid, "NEGATIVE", "flight.relative_humidity_percent");
        yield return Row("altitude", plan => plan.CruiseAltitudeMAmsl = -500, Invalid, "ALTITUDE_RANGE", "flight.cruise_altitude_m_amsl");
        yield return Row("contingency in percent", plan => plan.ContingencyRatio = 5, Invalid, "CONTINGENCY_RANGE", "flight.contingency_ratio");
        yield return Row("less contingency than the policy's least", plan => plan.ContingencyRatio = 0.02, Invalid, "CONTINGENCY_RANGE", "flight.contingency_ratio");
        yield return Row("one waypoint", plan => plan.Waypoints.Add(Point(29.9, 122.3)), Invalid, "WAYPOINTS_TOO_FEW", "flight.waypoints");
        yield return Row("waypoints off the pad", plan => plan.Waypoints.Add([Point(29.9, 122.3), Point(29.7, 122.2)]), Invalid, "WAYPOINT_OFF_PAD", "flight.waypoints[0]");
        yield return Row("latitude 91", plan => plan.Waypoints.Add([Point(91, 122.3), Point(29.7, 122.2)]), Invalid, "LATITUDE_RANGE", "flight.waypoints[0].latitude");
        yield return Row("a waypoint twice", plan => plan.Waypoints.Add([Point(29.9, 122.3), Point(29.9, 122.3)]), Invalid, "WAYPOINT_REPEATED", "flight.waypoints[1]");
        yield return Row("waypoints and the straight line", plan =>
        {
            plan.RouteChoice = RouteChoice.DirectRoute;
            plan.Waypoints.Add([Point(29.9, 122.3), Point(29.7, 122.2)]);
        }, Invalid, "ONEOF_CONFLICT", "flight.waypoints");
        static Google.Type.LatLng Point(double latitude, double longitude) => new() { Latitude = latitude, Longitude = longitude };
    }

    [Test]
    public async Task Each_bad_input_gets_its_status_and_reason_by_gRPC_and_JSON_in_check_and_schedule()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var row in Rows())
        {
            var plan = Requests.Plan();
            ((Action<FlightPlan>)row.Arguments[0]!)(plan);
            var (code, reason, field) = ((StatusCode)row.Arguments[1]!, (string)row.Arguments[2]!, (string)row.Arguments[3]!);
            foreach (var call in new Func<Task>[]
            {
                () => service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan }).ResponseAsync,
                () => service.Flights.ScheduleFlightAsync(Requests.Schedule(plan)).ResponseAsync,
            })
            {
                var trouble = await Flights.FlightsTests.FailsAsync(call);
                Assert.That((trouble.StatusCode, Flights.FlightsTests.Reason(trouble)), Is.EqualTo((code, reason)), field);
                Assert.That(trouble.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations[0].Field, Is.EqualTo(field));
            }

            using var content = new StringContent(JsonFormatter.Default.Format(new CheckFlightRequest { Flight = plan }), Encoding.UTF8, "application/json");
            using var answer = await service.Http.PostAsync("/v1/flights:check", content);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(code == StatusCode.NotFound ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest), text);
            Assert.That(text, Does.Contain($"\"{reason}\"").And.Contain($"\"{field}\""));
        }

        Assert.That((await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights, Is.Empty, "nothing is stored");
    }

    [Test]
    public async Task An_unknown_name_suggests_the_nearest()
    {
        await using var service = await RunningService.StartAsync();
        var trouble = await Flights.FlightsTests.FailsAsync(() => service.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/liuhneg" }).ResponseAsync);
        Assert.That(trouble.Status.Detail, Does.Contain("did you mean \"liuheng\""));
    }

    [Test]
    public async Task A_request_id_that_is_missing_or_no_UUID_is_refused()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var (id, reason) in new[] { (string.Empty, "REQUIRED"), ("seventeen", "ID_FORMAT") })
        {
            Assert.That(Flights.FlightsTests.Reason(await Flights.FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(requestId: id)).ResponseAsync)), Is.EqualTo(reason));
        }
    }

    [Test]
    public async Task A_wrong_token_a_foreign_host_and_a_public_address_are_refused()
    {
        await using var service = await RunningService.StartAsync();
        var trouble = await Flights.FlightsTests.FailsAsync(() => service.Network.ListSitesAsync(new ListSitesRequest(), new Metadata { { "authorization", "Bearer wrong" } }).ResponseAsync);
        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
        var token = (await File.ReadAllTextAsync(service.Host.TokenFile)).Trim();
        Assert.That((await service.Network.ListSitesAsync(new ListSitesRequest(), new Metadata { { "authorization", $"Bearer {token}" } })).Sites, Has.Count.EqualTo(24));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sites");
        request.Headers.Host = "evil.example";
        using var answer = await service.Http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await Assert.ThrowsAsync<ConfigurationException>(() => DroneServiceHost.StartAsync(RunningService.Options(service.Folder) with { Address = IPAddress.Any }, CancellationToken.None));
    }
}
