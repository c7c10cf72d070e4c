using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Airspace;
using DroneLogistics.V1;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Store;

public sealed class MigrationTests
{
    [Test]
    public async Task A_database_of_the_first_version_keeps_its_flights_and_takes_zones()
    {
        string name;
        await using var service = await RunningService.StartAsync();
        name = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight.Name;
        await using (var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(Path.Combine(service.Folder, "drone.db"))))
        {
            // Back to the version before the airspace was stored.
            await db.GetService<IMigrator>().MigrateAsync("20261124000000_Initial");
            Assert.That(await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name IN ('airspace', 'geozone_set', 'obstacle_set', 'closure', 'route', 'forecast')").ToListAsync(), Is.Empty);
        }

        SqliteConnection.ClearAllPools();
        await using var later = await service.StartAnotherAsync();
        Assert.That((await later.Flights.GetFlightAsync(new GetFlightRequest { Name = name })).State, Is.EqualTo(Flight.Types.State.Scheduled));
        Assert.That((await later.Airspace.ImportGeozonesAsync(ZoneFiles.Import(ZoneFiles.Ed318()))).GeozoneSet.ZoneCount, Is.EqualTo(1));
    }
}
