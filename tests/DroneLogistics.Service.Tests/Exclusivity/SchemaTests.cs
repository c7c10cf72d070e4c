using DroneLogistics.Service.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Exclusivity;

public sealed class SchemaTests
{
    [Test]
    public async Task Tables_are_strict_commits_are_written_through_and_damaged_values_are_refused()
    {
        await using var service = await RunningService.StartAsync();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(Path.Combine(service.Folder, "drone.db")));
        var tables = await db.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'table' AND name IN ('flight','claim','request','aircraft','battery_pack','airspace','geozone_set','closure','route','route_version')").ToListAsync();
        Assert.That(tables, Has.Count.EqualTo(10).And.All.Contains("STRICT"));
        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(), Is.EquivalentTo(new[] { "claim_no_overlap", "claim_no_overlap_update" }));
        Assert.That(await db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync(), Is.EqualTo(new[] { 2L }));
        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync(), Is.EqualTo(new[] { "wal" }));
        const string Pack = "INSERT INTO battery_pack VALUES ('x', 'fz90', 'putuo', #, 0.9, 0)";
        foreach (var damaged in new[] { "NULL", "'abc'", "9e999", "-0.1", "1.1" })
        {
            var insert = Pack.Replace("#", damaged, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(insert), damaged);
        }
    }
}
