using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Network;

/// <summary>Tails, packs and authorizations that are added, changed and deleted while the service runs.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class FleetTests(DatabaseKind database)
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task A_tail_and_a_pack_that_are_added_fly_the_next_flight_and_stay_while_it_is_booked()
    {
        var (tail, pack) = await AddAsync();
        Assert.That((tail.CurrentSite, tail.Assumed, tail.RecordOrigin, pack.SocRatio), Is.EqualTo(("sites/putuo", false, RecordOrigin.Added, 1d)));
        var plan = Requests.Plan();
        (plan.Aircraft, plan.BatteryPack) = (tail.Name, pack.Name);
        var booked = (await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight;
        Assert.That((booked.Plan.Aircraft, booked.Plan.BatteryPack), Is.EqualTo((tail.Name, pack.Name)));
        foreach (var trouble in new[]
        {
            await Failures.OfAsync(() => service.Fleet.DeleteAircraftAsync(new DeleteAircraftRequest { Name = tail.Name })),
            await Failures.OfAsync(() => service.Fleet.DeleteBatteryPackAsync(new DeleteBatteryPackRequest { Name = pack.Name })),
            await Failures.OfAsync(() => service.Fleet.UpdateAircraftAsync(new UpdateAircraftRequest { Aircraft = new Aircraft { Name = tail.Name, HomeSite = "sites/liuheng" } })),
        })
        {
            Assert.That((trouble.Code, trouble.Reason), Is.EqualTo((StatusCode.FailedPrecondition, "IN_USE")));
            Assert.That(trouble.Detail<PreconditionFailure>()!.Violations.Single().Subject, Is.EqualTo(booked.Name));
        }

        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = booked.Name });
        await service.Fleet.DeleteAircraftAsync(new DeleteAircraftRequest { Name = tail.Name });
        Assert.That(await Failures.CodeAsync(() => service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan })), Is.EqualTo((StatusCode.NotFound, "AIRCRAFT_UNAVAILABLE")));
        Assert.That((await service.Fleet.ListAircraftAsync(new ListAircraftRequest { PageSize = 1000 })).Aircraft.Select(one => one.Name), Does.Not.Contain(tail.Name));
        await service.Fleet.UndeleteAircraftAsync(new UndeleteAircraftRequest { Name = tail.Name });
        Assert.That((await service.Planning.CheckFlightAsync(new CheckFlightRequest { Flight = plan, SkipRemedies = true })).Decision.Aircraft, Is.EqualTo(tail.Name));
    }

    [Test]
    public async Task A_tail_that_moves_its_home_stands_there_on_every_service()
    {
        var (tail, _) = await AddAsync();
        await using var other = await service.StartAnotherAsync();
        await service.Fleet.UpdateAircraftAsync(new UpdateAircraftRequest { Aircraft = new Aircraft { Name = tail.Name, HomeSite = "sites/liuheng" }, UpdateMask = new FieldMask { Paths = { "home_site" } } });
        Assert.That((await other.Fleet.GetAircraftAsync(new GetAircraftRequest { Name = tail.Name })).CurrentSite, Is.EqualTo("sites/liuheng"));
    }

    [Test]
    public async Task A_tail_of_no_type_or_home_and_a_pack_that_is_overcharged_are_refused_by_their_fields()
    {
        var tail = await Failures.OfAsync(() => service.Fleet.CreateAircraftAsync(new CreateAircraftRequest { AircraftId = "b-1", RequestId = Guid.NewGuid().ToString(), Aircraft = new Aircraft { AircraftType = "aircraftTypes/fz9", HomeSite = "sites/putu" } }));
        Assert.That((tail.Code, tail.Fields), Is.EqualTo((StatusCode.NotFound, (string[])["aircraft.aircraft_type", "aircraft.home_site"])));
        Assert.That(tail.Detail<ResourceInfo>()!.ResourceName, Is.EqualTo("aircraftTypes/fz9"));
        var pack = await Failures.OfAsync(() => service.Fleet.CreateBatteryPackAsync(new CreateBatteryPackRequest { BatteryPackId = "p-1", RequestId = Guid.NewGuid().ToString(), BatteryPack = new BatteryPack { AircraftType = "aircraftTypes/fz90", HomeSite = "sites/putuo", HomeSocRatio = 1.01 } }));
        Assert.That(pack.Fields, Is.EqualTo((string[])["battery_pack.home_soc_ratio", "battery_pack.soh_ratio"]));
    }

    [Test]
    public async Task An_authorization_that_goes_takes_the_flights_that_rested_on_it_with_it_and_one_that_is_added_brings_them_back()
    {
        var all = (await service.Airspace.ListAuthorizationsAsync(new ListAuthorizationsRequest())).Authorizations;
        foreach (var held in all)
        {
            await service.Airspace.DeleteAuthorizationAsync(new DeleteAuthorizationRequest { Name = held.Name, Etag = held.Etag });
        }

        var plan = new CheckFlightRequest { Flight = Requests.Plan(), SkipRemedies = true };
        var without = (await service.Planning.CheckFlightAsync(plan)).Decision.Findings.Select(finding => finding.Code).ToList();
        Assert.That(without, Has.Some.EqualTo(ReasonCode.AuthorizationMissing).Or.Some.EqualTo(ReasonCode.GeozoneAuthorizationRequired));
        foreach (var held in all)
        {
            await service.Airspace.CreateAuthorizationAsync(new CreateAuthorizationRequest { AuthorizationId = $"{held.Name.Split('/')[1]}-again", RequestId = Guid.NewGuid().ToString(), Authorization = held });
        }

        var again = (await service.Planning.CheckFlightAsync(plan)).Decision.Findings.Select(finding => finding.Code);
        Assert.That(again, Does.Not.Contain(ReasonCode.AuthorizationMissing).And.Not.Contain(ReasonCode.GeozoneAuthorizationRequired));
        Assert.That(all, Is.Not.Empty);
    }

    [Test]
    public async Task An_authorization_that_ends_before_it_begins_or_names_no_site_is_refused_by_its_field()
    {
        var held = (await service.Airspace.ListAuthorizationsAsync(new ListAuthorizationsRequest())).Authorizations[0];
        var request = new CreateAuthorizationRequest { AuthorizationId = "other", RequestId = Guid.NewGuid().ToString(), Authorization = held.Clone() };
        request.Authorization.EndTime = request.Authorization.StartTime;
        Assert.That((await Failures.OfAsync(() => service.Airspace.CreateAuthorizationAsync(request))).Fields, Is.EqualTo((string[])["authorization.end_time"]));
        request.Authorization = held.Clone();
        request.Authorization.AllRoutes = false;
        request.Authorization.Routes.Add(new AuthorizedRoute { Stops = { "sites/putuo", "sites/nowhere" } });
        Assert.That((await Failures.OfAsync(() => service.Airspace.CreateAuthorizationAsync(request))).Fields, Does.Contain("authorization.routes[0].stops[1]").Or.Contain($"authorization.routes[{request.Authorization.Routes.Count - 1}].stops[1]"));
    }

    [Test]
    public async Task Several_are_got_at_once_in_the_order_of_their_names_or_none_is()
    {
        var names = (await service.Fleet.ListAircraftAsync(new ListAircraftRequest { PageSize = 3, OrderBy = "name desc" })).Aircraft.Select(tail => tail.Name).ToList();
        Assert.That(names, Has.Count.EqualTo(3).And.Ordered.Descending);
        Assert.That((await service.Fleet.BatchGetAircraftAsync(new BatchGetAircraftRequest { Names = { names } })).Aircraft.Select(tail => tail.Name), Is.EqualTo(names));
        var trouble = await Failures.OfAsync(() => service.Fleet.BatchGetAircraftAsync(new BatchGetAircraftRequest { Names = { names[0], "aircraft/none" } }));
        Assert.That((trouble.Code, trouble.Fields), Is.EqualTo((StatusCode.NotFound, (string[])["names[1]"])));
    }

    private async Task<(Aircraft Tail, BatteryPack Pack)> AddAsync()
    {
        var tail = await service.Fleet.CreateAircraftAsync(new CreateAircraftRequest { AircraftId = "b-7", RequestId = Guid.NewGuid().ToString(), Aircraft = new Aircraft { AircraftType = "aircraftTypes/fz90", HomeSite = "sites/putuo" } });
        var pack = await service.Fleet.CreateBatteryPackAsync(new CreateBatteryPackRequest
        {
            BatteryPackId = "p-7",
            RequestId = Guid.NewGuid().ToString(),
            BatteryPack = new BatteryPack { AircraftType = "aircraftTypes/fz90", HomeSite = "sites/putuo", HomeSocRatio = 1, SohRatio = 0.95 },
        });
        return (tail, pack);
    }
}
