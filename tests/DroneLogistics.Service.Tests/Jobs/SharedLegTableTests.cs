using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Weather;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Jobs;

/// <summary>Of several services on one database one makes the leg table, and the others read it.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class SharedLegTableTests(DatabaseKind database)
{
    [Test]
    public async Task One_of_three_services_makes_the_table_and_all_answer_the_same_bit_for_bit()
    {
        await using var service = await RunningService.StartAsync(database);
        await service.Weather.ImportForecastAsync(ForecastFiles.Import(ForecastFiles.Csv(ForecastFiles.Calm)));
        var world = TwoSites((await service.Host.Operations.SnapshotAsync(CancellationToken.None)).World);
        var services = Enumerable.Range(0, 3).Select(i => new Replica(world, service, $"service {i}")).ToList();
        await Task.WhenAll(services.Select(replica => replica.Maker.StartAsync(CancellationToken.None)));
        var tables = await Task.WhenAll(services.Select(replica => replica.TableAsync()));
        await Task.WhenAll(services.Select(replica => replica.Maker.StopAsync(CancellationToken.None)));
        Assert.That(await TestSql.NumberAsync(service.Database, "SELECT count(*) FROM job WHERE state = 3 AND token = 1"), Is.EqualTo(1), "one job, taken once");
        Assert.That(await TestSql.NumberAsync(service.Database, "SELECT count(*) FROM job"), Is.EqualTo(1));
        foreach (var table in tables)
        {
            Assert.That(table.Columns.SelectMany(column => column.Rows), Is.EqualTo(tables[0].Columns.SelectMany(column => column.Rows)));
            Assert.That(Quote(table), Is.EqualTo(Quote(tables[0])));
        }

        services.ForEach(replica => replica.Dispose());
    }

    private static (double, double, double) Quote(LegTable table)
    {
        var quote = table.Quote(new SiteId("putuo"), new SiteId("liuheng"), new Fleet.AircraftTypeId("fz90"), Mass.FromKilograms(7), table.Question.First.AddMinutes(80));
        return (quote.BlockSeconds.Value, quote.TripWattHours.Value, quote.TripWattHours.Bound);
    }

    private static World TwoSites(World world) => new(
        new SiteRegister([.. world.Sites.All.Where(site => site.Id.Text is "putuo" or "liuheng")]),
        [],
        [.. world.AircraftTypes.Where(type => type.Id.Text == "fz90")],
        world.FerryTerminals,
        world.Coastline,
        world.Policy,
        world.Uncertainty,
        world.Space,
        world.Weather,
        world.Forecast);

    /// <summary>What a service has of its own.</summary>
    private sealed class Replica : IDisposable
    {
        private readonly LegTableDesk desk = new();
        private readonly OperationsControl operations;

        public Replica(World world, RunningService service, string name)
        {
            operations = new OperationsControl(world, new FlightStore(service.Database.Opener()));
            var clock = new FakeTimeProvider(Requests.Now);
            var options = RunningService.Options(service.Folder, service.Database) with { LegTableHours = 4 };
            Maker = new LegTableMaker(operations, desk, new JobRunner(operations.Store.Jobs, name, JobRunner.Lease, TimeProvider.System), clock, options, NullLogger<LegTableMaker>.Instance);
        }

        public LegTableMaker Maker { get; }

        public async Task<LegTable> TableAsync()
        {
            for (var i = 0; desk.Now.Table is null; i++)
            {
                Assert.That(i, Is.LessThan(2400), "a table comes");
                await Task.Delay(50);
            }

            return desk.Now.Table!;
        }

        public void Dispose()
        {
            Maker.Dispose();
            operations.Dispose();
        }
    }
}
