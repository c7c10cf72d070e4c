using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.Sites;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Legs;

/// <summary>The leg table over a real channel. The table is one of two sites and one type: that of all takes both cores for half a minute.</summary>
public sealed class LegTableServiceTests
{
    private static readonly DateTimeOffset First = Requests.Now.AddHours(20);

    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Without_a_forecast_and_while_the_table_is_made_nothing_is_quoted_and_the_answer_says_why()
    {
        var table = await service.Legs.GetLegTableAsync(new GetLegTableRequest { Name = "legTable" });
        Assert.That((table.State, table.RowCount), Is.EqualTo((V1.LegTable.Types.State.None, 0L)));
        Assert.That(await RefusalAsync(), Is.EqualTo("FORECAST_UNAVAILABLE"));
        await service.Weather.ImportForecastAsync(ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm)));
        Assert.That(await RefusalAsync(), Is.EqualTo("STATE"));
    }

    [Test]
    public async Task A_quote_holds_the_figures_of_the_check_within_its_bounds_and_is_no_GO()
    {
        await HoldTableAsync();
        var quote = await service.Legs.QuoteLegAsync(Question());
        var flight = ForecastFiles.PlanInForecast();
        (flight.PayloadKg, flight.DepartureTime) = (Question().PayloadKg, Question().DepartureTime);
        var decision = (await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = flight, SkipRemedies = true })).Decision;
        Assert.Multiple(() =>
        {
            Assert.That(quote.Miss, Is.EqualTo(QuoteLegResponse.Types.Miss.Unspecified), quote.Message);
            Assert.That(quote.Message, Does.Contain("no GO"));
            Assert.That(quote.Forecast, Is.EqualTo(decision.WeatherForecast.Forecast));
            Assert.That(quote.ReserveMarginWh.Value, Is.EqualTo(decision.Forecast.Reserve.MarginWh).Within(0.01 * decision.Forecast.Reserve.AvailableWh), "on the way in still air, not the way in this wind");
            Assert.That(quote.LandingSocRatio.Bound, Is.InRange(0, 0.01));
        });
    }

    [Test]
    public async Task The_table_is_listed_in_pages_and_told_over_JSON()
    {
        await HoldTableAsync();
        var page = await service.Legs.ListLegsAsync(new ListLegsRequest { PageSize = 1 });
        var rest = await service.Legs.ListLegsAsync(new ListLegsRequest { PageSize = 1, PageToken = page.NextPageToken });
        var from = await service.Legs.ListLegsAsync(new ListLegsRequest { Origin = "sites/putuo" });
        var json = await service.Http.GetStringAsync("/v1/legTable");
        var quote = await service.Http.GetStringAsync($"/v1/legs:quote?origin=sites/putuo&destination=sites/liuheng&aircraft_type=aircraftTypes/fz90&payload_kg=7&departure_time={Uri.EscapeDataString("2026-11-24T21:20:00Z")}");
        Assert.Multiple(() =>
        {
            Assert.That(page.Legs.Concat(rest.Legs).Select(leg => leg.Origin), Is.EqualTo(new[] { "sites/liuheng", "sites/putuo" }).Or.EqualTo(new[] { "sites/putuo", "sites/liuheng" }));
            Assert.That(rest.NextPageToken, Is.Empty);
            Assert.That(from.Legs.Single().Destination, Is.EqualTo("sites/liuheng"));
            Assert.That(json, Does.Contain("READY").And.Contain("\"rowCount\""));
            Assert.That(quote, Does.Contain("landingSocRatio"));
        });
    }

    [Test]
    public async Task What_is_wrong_with_a_question_is_named_before_the_table_is_looked_at()
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Legs.QuoteLegAsync(new QuoteLegRequest { Origin = "putuo", Destination = "sites/nowhere", AircraftType = "aircraftTypes/fz90" }).ResponseAsync);
        Assert.That(trouble.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(trouble.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(violation => violation.Field), Is.EquivalentTo(new[] { "origin", "payload_kg", "departure_time" }));
    }

    private static QuoteLegRequest Question() => new()
    {
        Origin = "sites/putuo",
        Destination = "sites/liuheng",
        AircraftType = "aircraftTypes/fz90",
        PayloadKg = 7,
        DepartureTime = First.AddMinutes(80).ToTimestamp(),
    };

    private async Task<string> RefusalAsync() => FlightsTests.Reason(await FlightsTests.FailsAsync(() => service.Legs.QuoteLegAsync(Question()).ResponseAsync));

    /// <summary>Puts a table of the forecast in force in the place of that which the service would make.</summary>
    private async Task HoldTableAsync()
    {
        var world = (await service.Host.Operations.SnapshotAsync(default)).World;
        if (world.Forecast is null)
        {
            await service.Weather.ImportForecastAsync(ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm)));
            world = (await service.Host.Operations.SnapshotAsync(default)).World;
        }

        var two = new World(
            new SiteRegister([.. world.Sites.All.Where(site => site.Id.Text is "putuo" or "liuheng")]),
            [],
            world.AircraftTypes,
            world.FerryTerminals,
            world.Coastline,
            world.Policy,
            world.Uncertainty,
            world.Space,
            world.Weather,
            world.Forecast);
        var question = new LegTableQuestion(two, world.Forecast!, [.. world.AircraftTypes.Where(type => type.Id.Text == "fz90")], LegTableQueries.PayloadSteps, First, 4);
        service.Host.LegTables.Now = new LegTableProgress(V1.LegTable.Types.State.Ready, 1, world.Forecast!.Origin.Id, LegTableBuild.Build(question, service.Host.LegTables.Now.Table, LegTableBuild.OneByOne), TimeSpan.Zero);
    }
}
