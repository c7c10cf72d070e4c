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
        var tables = await db.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'table' AND name IN ('flight','claim','request','aircraft','battery_pack','airspace','geozone_set','closure','route','route_version','audit')").ToListAsync();
        Assert.That(tables, Has.Count.EqualTo(11).And.All.Contains("STRICT"));
        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(), Is.EquivalentTo(new[] { "claim_no_overlap", "claim_no_overlap_update", "audit_no_update", "audit_no_delete" }));
        Assert.That(await db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync(), Is.EqualTo(new[] { 2L }));
        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync(), Is.EqualTo(new[] { "wal" }));
        const string Pack = "INSERT INTO battery_pack VALUES ('x', 'fz90', 'putuo', #, 0.9, 0)";
        foreach (var damaged in new[] { "NULL", "'abc'", "9e999", "-0.1", "1.1" })
        {
            var insert = Pack.Replace("#", damaged, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(insert), damaged);
        }
    }

    [Test]
    public async Task On_PostgreSQL_the_exclusion_constraint_stands_with_its_guards_and_commits_are_written_through()
    {
        await using var service = await RunningService.StartAsync(DatabaseKind.PostgreSql);
        await using var db = service.Database.Opener()();
        var constraints = await db.Database.SqlQueryRaw<string>("SELECT pg_get_constraintdef(oid) AS \"Value\" FROM pg_constraint WHERE conrelid = 'claim'::regclass").ToListAsync();
        Assert.That(constraints, Does.Contain("EXCLUDE USING gist (resource WITH =, alt WITH &&, during WITH &&)"));
        foreach (var guard in new[] { "isempty(during)", "isempty(alt)", "lower_inf(during)", "upper_inf(during)", "upper_inc(during)" })
        {
            Assert.That(constraints, Has.Some.Contains(guard));
        }

        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT attname AS \"Value\" FROM pg_attribute WHERE attrelid = 'claim'::regclass AND attnum > 0 AND NOT attnotnull").ToListAsync(), Is.Empty, "a null would pass the constraint unseen");
        Assert.That(await db.Database.SqlQueryRaw<string>("SELECT setting AS \"Value\" FROM pg_settings WHERE name = 'synchronous_commit'").ToListAsync(), Is.EqualTo(new[] { "on" }));
    }
}
