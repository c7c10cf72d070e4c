using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Network;

/// <summary>Sites and pads that are added, changed and deleted over the real channel, while the service runs.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class SitesTests(DatabaseKind database)
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_site_that_is_added_is_flown_to_by_the_next_check_on_every_service()
    {
        await using var other = await service.StartAnotherAsync();
        var plan = Requests.Plan(to: "quay");
        Assert.That((await Failures.OfAsync(() => other.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan }))).Reason, Is.EqualTo("SITE_NOT_FOUND"));
        var added = await service.Network.CreateSiteAsync(Create("quay"));
        Assert.That((added.Name, added.RecordOrigin, added.CreateTime.ToDateTimeOffset()), Is.EqualTo(("sites/quay", RecordOrigin.Added, Requests.Now)));
        foreach (var one in new[] { service, other })
        {
            var decision = (await one.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan, SkipRemedies = true })).Decision;
            Assert.That((decision.Destination, decision.Forecast is not null), Is.EqualTo(("sites/quay", true)));
            Assert.That(await one.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/quay" }), Is.EqualTo(added));
        }
    }

    [Test]
    public async Task A_site_outlives_the_service_that_it_was_added_to()
    {
        var added = await service.Network.CreateSiteAsync(Create("quay"));
        await using var later = await service.StartAnotherAsync();
        Assert.That(await later.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/quay" }), Is.EqualTo(added));
        Assert.That((await later.Network.ListSitesAsync(new ListSitesRequest())).Sites[^1], Is.EqualTo(added), "after those that ship");
    }

    [Test]
    public async Task A_retry_gets_the_first_answer_and_another_body_under_its_id_is_refused()
    {
        var request = Create("quay");
        var first = await service.Network.CreateSiteAsync(request);
        Assert.That(await service.Network.CreateSiteAsync(request), Is.EqualTo(first));
        request.SiteId = "pier";
        Assert.That((await Failures.OfAsync(() => service.Network.CreateSiteAsync(request))).Reason, Is.EqualTo("REQUEST_ID_REUSED"));
        Assert.That(await Failures.CodeAsync(() => service.Network.CreateSiteAsync(Create("quay"))), Is.EqualTo((StatusCode.AlreadyExists, "ID_TAKEN")));
        Assert.That(await Failures.CodeAsync(() => service.Network.CreateSiteAsync(Create("putuo"))), Is.EqualTo((StatusCode.AlreadyExists, "ID_TAKEN")), "those that ship have their ids");
    }

    [Test]
    public async Task What_is_only_judged_is_answered_as_if_and_not_stored()
    {
        var request = Create("quay");
        request.ValidateOnly = true;
        Assert.That((await service.Network.CreateSiteAsync(request)).DisplayName, Is.EqualTo("Quay"));
        Assert.That((await Failures.OfAsync(() => service.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/quay" }))).Reason, Is.EqualTo("SITE_NOT_FOUND"));
        request.Site.Pads.Clear();
        Assert.That((await Failures.OfAsync(() => service.Network.CreateSiteAsync(request))).Reason, Is.EqualTo("REQUIRED"), "and judged as strictly");
    }

    [Test]
    public async Task Everything_that_is_missing_is_told_at_once_by_field()
    {
        var trouble = await Failures.OfAsync(() => service.Network.CreateSiteAsync(new CreateSiteRequest { SiteId = "quay", Site = new Site { DisplayName = "Quay", Pads = { new Pad() } } }));
        Assert.That(trouble.Fields, Is.EqualTo((string[])
        [
            "request_id", "site.display_name_zh", "site.county", "site.island", "site.position", "site.horizontal_accuracy_m", "site.elevation_m_amsl", "site.near", "site.status", "site.source",
            "site.opening_minute", "site.closing_minute", "site.pads[0].max_mass", "site.charger_count", "site.charger_power",
        ]));
    }

    [TestCaseSource(nameof(Wrong))]
    public async Task A_site_that_no_data_file_may_have_is_refused_by_its_field(string what, Action<Site> spoil, string field, string reason)
    {
        var request = Create("quay");
        spoil(request.Site);
        var trouble = await Failures.OfAsync(() => service.Network.CreateSiteAsync(request));
        Assert.That((trouble.Code, trouble.Reason, trouble.Fields), Is.EqualTo((StatusCode.InvalidArgument, reason, (string[])[field])), what);
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Row("too far north", site => site.Position.Latitude = 91, "site.position.latitude", "LATITUDE_RANGE");
        yield return Row("swapped", site => site.Position = new Google.Type.LatLng { Latitude = 30, Longitude = 30 }, "site.position", "OUTSIDE_SERVICE_AREA");
        yield return Row("no number", site => site.ElevationMAmsl = double.NaN, "site.elevation_m_amsl", "NOT_FINITE");
        yield return Row("too high", site => site.ElevationMAmsl = 1001, "site.elevation_m_amsl", "ELEVATION_RANGE");
        yield return Row("closes before it opens", site => site.ClosingMinute.Value = 60, "site.closing_minute", "TIME_OF_DAY");
        yield return Row("another unit", site => site.ChargerPower.Unit = "kW", "site.charger_power.unit", "UNIT_UNSUPPORTED");
        yield return Row("nobody says from where", site => site.ChargerPower.Source = string.Empty, "site.charger_power.source", "REQUIRED");
        yield return Row("a pad that bears half a kilogram", site => site.Pads[0].MaxMass.Value = 0.5, "site.pads[0].max_mass", "VALUE_RANGE");
        yield return Row("a pad of another site", site => site.Pads[0].Name = "sites/putuo/pads/1", "site.pads[0].name", "ID_FORMAT");
        yield return Row("a bell in its name", site => site.DisplayName = "Quay\a", "site.display_name", "TEXT_CONTROL_CHAR");
        yield return Row("a state that is none", site => site.Status = (Site.Types.Status)42, "site.status", "ENUM_UNKNOWN");

        static TestCaseData Row(string what, Action<Site> spoil, string field, string reason) => new TestCaseData(what, spoil, field, reason).SetArgDisplayNames(what);
    }

    [Test]
    public async Task An_update_changes_what_its_mask_names_and_only_the_version_that_was_seen()
    {
        var before = await service.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/putuo" });
        var changed = await service.Network.UpdateSiteAsync(new UpdateSiteRequest
        {
            Site = new Site { Name = "sites/putuo", Etag = before.Etag, Near = "the new quay", ElevationMAmsl = 9, County = "left aside" },
            UpdateMask = new FieldMask { Paths = { "near", "elevation_m_amsl" } },
        });
        Assert.That((changed.Near, changed.ElevationMAmsl, changed.County, changed.RecordOrigin), Is.EqualTo(("the new quay", 9d, before.County, RecordOrigin.Changed)));
        var stale = new UpdateSiteRequest { Site = new Site { Name = "sites/putuo", Etag = before.Etag, Near = "elsewhere" } };
        Assert.That(await Failures.CodeAsync(() => service.Network.UpdateSiteAsync(stale)), Is.EqualTo((StatusCode.Aborted, "ETAG_MISMATCH")));
        stale.Site.Etag = changed.Etag;
        Assert.That((await service.Network.UpdateSiteAsync(stale)).Near, Is.EqualTo("elsewhere"), "without a mask what is given changes");
        var cleared = new UpdateSiteRequest { Site = new Site { Name = "sites/putuo" }, UpdateMask = new FieldMask { Paths = { "elevation_m_amsl" } } };
        Assert.That((await Failures.OfAsync(() => service.Network.UpdateSiteAsync(cleared))).Fields, Is.EqualTo((string[])["site.elevation_m_amsl"]), "absent is not zero");
        var output = new UpdateSiteRequest { Site = new Site { Name = "sites/putuo" }, UpdateMask = new FieldMask { Paths = { "create_time" } } };
        Assert.That((await Failures.OfAsync(() => service.Network.UpdateSiteAsync(output))).Reason, Is.EqualTo("FIELD_MASK"));
    }

    [Test]
    public async Task A_site_that_closes_earlier_flags_the_flight_that_was_booked_there()
    {
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        var site = await service.Network.GetSiteAsync(new GetSiteRequest { Name = "sites/liuheng" });
        site.ClosingMinute.Value = site.OpeningMinute.Value + 1;
        await service.Network.UpdateSiteAsync(new UpdateSiteRequest { Site = site, UpdateMask = new FieldMask { Paths = { "closing_minute" } } });
        Flight flight;
        do
        {
            flight = await service.Flights.GetFlightAsync(new GetFlightRequest { Name = booked.Name });
        }
        while (flight.CurrentVerdict.Verdict == Verdict.Go);

        Assert.That(flight.CurrentVerdict.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.SiteClosed));
        Assert.That(flight.CurrentVerdict.Cause, Is.EqualTo("sites/liuheng changed"));
    }

    [Test]
    public async Task A_site_that_something_uses_stays_and_the_refusal_names_it()
    {
        var trouble = await Failures.OfAsync(() => service.Network.DeleteSiteAsync(new DeleteSiteRequest { Name = "sites/liuheng" }));
        Assert.That((trouble.Code, trouble.Reason), Is.EqualTo((StatusCode.FailedPrecondition, "IN_USE")));
        Assert.That(trouble.Detail<PreconditionFailure>()!.Violations.Select(violation => violation.Subject), Does.Contain("routes/putuo-liuheng"));
        Assert.That(trouble.Detail<ResourceInfo>()!.ResourceName, Is.EqualTo("sites/liuheng"));
    }

    [Test]
    public async Task A_site_with_a_flight_to_come_stays_until_it_is_cancelled_and_then_goes_and_comes_back()
    {
        await service.Network.CreateSiteAsync(Create("quay"));

        // The approval that ships names its ways.
        var held = (await service.Airspace.ListAuthorizationsAsync(new ListAuthorizationsRequest())).Authorizations.Single(one => one.ApprovesFlight);
        await service.Airspace.UpdateAuthorizationAsync(new UpdateAuthorizationRequest { Authorization = new Authorization { Name = held.Name, AllRoutes = true }, UpdateMask = new FieldMask { Paths = { "all_routes", "routes" } } });
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(to: "quay")))).Flight;
        var trouble = await Failures.OfAsync(() => service.Network.DeleteSiteAsync(new DeleteSiteRequest { Name = "sites/quay" }));
        Assert.That(trouble.Reason, Is.EqualTo("IN_USE"));
        Assert.That(trouble.Detail<PreconditionFailure>()!.Violations.Select(violation => violation.Subject), Is.EqualTo((string[])[booked.Name, booked.Plan.Aircraft, booked.Plan.BatteryPack]));
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = booked.Name });
        var gone = await service.Network.DeleteSiteAsync(new DeleteSiteRequest { Name = "sites/quay" });
        Assert.That(gone.DeleteTime, Is.Not.Null);
        Assert.That((await Failures.OfAsync(() => service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan(to: "quay") }))).Reason, Is.EqualTo("SITE_NOT_FOUND"));
        Assert.That((await service.Network.ListSitesAsync(new ListSitesRequest())).Sites.Select(site => site.Name), Does.Not.Contain("sites/quay"));
        Assert.That((await service.Network.ListSitesAsync(new ListSitesRequest { ShowDeleted = true })).Sites.Select(site => site.Name), Does.Contain("sites/quay"));
        Assert.That(await Failures.CodeAsync(() => service.Network.CreateSiteAsync(Create("quay"))), Is.EqualTo((StatusCode.AlreadyExists, "ID_TAKEN")), "its id is not given again");
        var back = await service.Network.UndeleteSiteAsync(new UndeleteSiteRequest { Name = "sites/quay", Etag = gone.Etag });
        Assert.That((back.DeleteTime, back.DisplayName), Is.EqualTo(((Timestamp?)null, "Quay")));
        Assert.That((await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = Requests.Plan(to: "quay"), SkipRemedies = true })).Decision.Destination, Is.EqualTo("sites/quay"));
    }

    [Test]
    public async Task Pads_come_and_go_with_the_version_of_their_site_and_the_last_one_stays()
    {
        var site = await service.Network.CreateSiteAsync(Create("quay"));
        var second = await service.Network.CreatePadAsync(new CreatePadRequest { Parent = "sites/quay", Pad = new Pad { MaxMass = Number(100, "kg") }, RequestId = Guid.NewGuid().ToString() });
        Assert.That((second.Name, second.MaxMass.Value), Is.EqualTo(("sites/quay/pads/2", 100d)));
        Assert.That(await Failures.CodeAsync(() => service.Network.DeletePadAsync(new DeletePadRequest { Name = "sites/quay/pads/1", Etag = site.Etag })), Is.EqualTo((StatusCode.Aborted, "ETAG_MISMATCH")));
        await service.Network.DeletePadAsync(new DeletePadRequest { Name = "sites/quay/pads/1", Etag = second.Etag });
        Assert.That((await service.Network.ListPadsAsync(new ListPadsRequest { Parent = "sites/quay" })).Pads.Select(pad => pad.Name), Is.EqualTo((string[])["sites/quay/pads/2"]), "numbers stay");
        Assert.That(await Failures.CodeAsync(() => service.Network.DeletePadAsync(new DeletePadRequest { Name = "sites/quay/pads/2" })), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
        var heavier = await service.Network.UpdatePadAsync(new UpdatePadRequest { Pad = new Pad { Name = "sites/quay/pads/2", MaxMass = Number(200, "kg") } });
        Assert.That(heavier, Is.EqualTo(await service.Network.GetPadAsync(new GetPadRequest { Name = "sites/quay/pads/2" })));
        Assert.That((await Failures.OfAsync(() => service.Network.UpdatePadAsync(new UpdatePadRequest { Pad = new Pad { Name = "sites/quay/pads/2", MaxMass = Number(-1, "kg") } }))).Fields, Is.EqualTo((string[])["pad.max_mass"]));
    }

    [Test]
    public async Task JSON_does_the_same_with_the_same_details_of_an_error()
    {
        var request = Create("quay");
        using var body = new StringContent(JsonFormatter.Default.Format(request.Site), System.Text.Encoding.UTF8, "application/json");
        using var added = await service.Http.PostAsync($"/v1/sites?siteId=quay&requestId={request.RequestId}", body);
        Assert.That(added.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));
        using var near = new StringContent("""{"near":"the ferry","elevationMAmsl":0}""", System.Text.Encoding.UTF8, "application/json");
        using var changed = await service.Http.PatchAsync("/v1/sites/quay?updateMask=near,elevationMAmsl", near);
        var site = Site.Parser.ParseJson(await changed.Content.ReadAsStringAsync());
        Assert.That((site.Near, site.ElevationMAmsl, site.DisplayName), Is.EqualTo(("the ferry", 0d, "Quay")));
        using var refused = await service.Http.DeleteAsync("/v1/sites/liuheng");
        var text = await refused.Content.ReadAsStringAsync();
        Assert.That(refused.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.BadRequest));
        Assert.That(text, Does.Contain("google.rpc.PreconditionFailure").And.Contain("routes/putuo-liuheng").And.Contain("google.rpc.ResourceInfo").And.Contain("IN_USE"));
        using var deleted = await service.Http.DeleteAsync($"/v1/sites/quay?etag={site.Etag}");
        Assert.That(Site.Parser.ParseJson(await deleted.Content.ReadAsStringAsync()).DeleteTime, Is.Not.Null);
    }

    [Test]
    public async Task A_change_of_a_site_stands_in_the_audit_log()
    {
        await service.Network.CreateSiteAsync(Create("quay"));
        Assert.That(await service.ExecuteAsync("UPDATE airspace_change SET cause = cause WHERE cause = 'sites/quay created'"), Is.EqualTo(1));
        Assert.That((await service.Host.Operations.Store.VerifyAuditAsync([], null)).Trouble, Is.Empty);
    }

    public static CreateSiteRequest Create(string id) => new()
    {
        SiteId = id,
        RequestId = Guid.NewGuid().ToString(),
        Site = new Site
        {
            DisplayName = "Quay",
            DisplayNameZh = "新码头",
            County = "Putuo",
            Island = "Zhoushan",
            Position = new Google.Type.LatLng { Latitude = 29.95, Longitude = 122.28 },
            HorizontalAccuracyM = 10,
            ElevationMAmsl = 5,
            Near = "the old quay",
            Status = Site.Types.Status.Operating,
            Source = "a test",
            OpeningMinute = Number(360, "min"),
            ClosingMinute = Number(1260, "min"),
            ChargerCount = Number(1, "1"),
            ChargerPower = Number(6000, "W"),
            Pads = { new Pad { MaxMass = Number(2500, "kg") } },
        },
    };

    private static SourcedNumber Number(double value, string unit) => new() { Value = value, Unit = unit, Status = SourceStatus.Assumed, Source = "a test" };
}
