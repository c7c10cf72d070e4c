using System.Text;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Airspace;

/// <summary>Sets of zones: read, written out again, taken out.</summary>
public sealed class GeozoneSetsTests
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Those_that_ship_come_first_and_are_not_for_flight()
    {
        await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318(), "a.json"));
        var sets = (await service.Airspace.ListGeozoneSetsAsync(new ListGeozoneSetsRequest())).GeozoneSets;
        Assert.That(sets.Select(set => set.Name), Is.EqualTo(new[] { "geozoneSets/aerodromes-by-rule", "geozoneSets/demonstration-zones", "geozoneSets/a" }));
        Assert.That(sets.Select(set => set.NotForFlight), Is.EqualTo(new[] { true, true, false }));
        Assert.That(await service.Airspace.GetGeozoneSetAsync(new GetGeozoneSetRequest { Name = "geozoneSets/a" }), Is.EqualTo(sets[2]));
    }

    [Test]
    public async Task An_exported_set_imports_again_as_the_same_zones()
    {
        var exported = (await service.Airspace.ExportGeozoneSetAsync(new ExportGeozoneSetRequest { Name = "geozoneSets/demonstration-zones" })).Content;

        // Other identifiers, as a zone stands in one set only.
        var renamed = ZoneFiles.Import(exported.ToStringUtf8().Replace("DEMO00", "COPY00", StringComparison.Ordinal), "copy.json");
        var copy = (await service.Airspace.ImportGeozonesAsync(renamed)).GeozoneSet;
        Assert.That((copy.ZoneCount, copy.NotForFlight), Is.EqualTo((3, true)), "the mark travels with the set");
        var original = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { GeozoneSet = "geozoneSets/demonstration-zones", View = GeozoneView.Full })).Geozones;
        var copied = (await service.Airspace.ListGeozonesAsync(new ListGeozonesRequest { GeozoneSet = copy.Name, View = GeozoneView.Full })).Geozones;
        foreach (var (one, other) in original.Zip(copied))
        {
            (other.Name, other.Identifier, other.GeozoneSet) = (one.Name, one.Identifier, one.GeozoneSet);
            Assert.That(other, Is.EqualTo(one));
        }
    }

    [Test]
    public async Task A_set_that_ED_318_cannot_hold_is_not_exported_in_part()
    {
        // Lenient readers take longer identifiers than the seven characters of ED-318.
        var request = ZoneFiles.Import(ZoneFiles.Ed318("LONGER-THAN-SEVEN"), "plain.json");
        request.Mode = ImportGeozonesRequest.Types.Mode.Lenient;
        await service.Airspace.ImportGeozonesAsync(request);
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.ExportGeozoneSetAsync(new ExportGeozoneSetRequest { Name = "geozoneSets/plain" }).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
        Assert.That(trouble.Status.Detail, Does.Contain("CHN/LONGER-THAN-SEVEN"));
    }

    [Test]
    public async Task A_deleted_set_is_gone_with_its_zones_and_its_place_is_free()
    {
        var set = (await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()))).GeozoneSet;
        var stale = await FlightsTests.FailsAsync(() => service.Airspace.DeleteGeozoneSetAsync(new DeleteGeozoneSetRequest { Name = set.Name, Etag = "r999" }).ResponseAsync);
        Assert.That((stale.StatusCode, FlightsTests.Reason(stale)), Is.EqualTo((StatusCode.Aborted, "ETAG_MISMATCH")));
        await service.Airspace.DeleteGeozoneSetAsync(new DeleteGeozoneSetRequest { Name = set.Name, Etag = set.Etag });
        foreach (var call in new Func<Task>[]
        {
            () => service.Airspace.GetGeozoneAsync(new GetGeozoneRequest { Name = "geozones/CHN-TEST001" }).ResponseAsync,
            () => service.Airspace.DeleteGeozoneSetAsync(new DeleteGeozoneSetRequest { Name = set.Name }).ResponseAsync,
        })
        {
            Assert.That((await FlightsTests.FailsAsync(call)).StatusCode, Is.EqualTo(StatusCode.NotFound));
        }

        Assert.That((await service.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()))).ReplacedZoneCount, Is.Zero);
    }

    [Test]
    public async Task What_ships_is_not_deleted()
    {
        var trouble = await FlightsTests.FailsAsync(() => service.Airspace.DeleteGeozoneSetAsync(new DeleteGeozoneSetRequest { Name = "geozoneSets/demonstration-zones" }).ResponseAsync);
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.FailedPrecondition, "STATE")));
        Assert.That((await service.Http.DeleteAsync(new Uri("/v1/geozoneSets/demonstration-zones", UriKind.Relative))).IsSuccessStatusCode, Is.False);
        Assert.That(Encoding.UTF8.GetByteCount((await service.Http.GetStringAsync("/v1/geozoneSets/demonstration-zones:export"))), Is.GreaterThan(1000));
    }
}
