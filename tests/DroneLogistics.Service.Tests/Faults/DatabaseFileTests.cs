using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Kills;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>What happens when somebody else has the database file.</summary>
[Platform("Linux", Reason = "kill -9")]
public sealed class DatabaseFileTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drone-file-");

    private string Database => Path.Combine(folder.FullName, "drone.db");

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [Test]
    public async Task A_second_service_on_one_file_refuses_to_start_and_says_what_to_do()
    {
        using var first = await ServedProcess.StartAsync(Database, folder.FullName);
        var second = await ServedProcess.RefusedAsync(Database, folder.FullName);
        Assert.That(second.Exit, Is.EqualTo(78));
        Assert.That(second.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(second.Error, Does.Contain("DB_LOCKED").And.Contain(Database).And.Contain("--db"));
        Assert.That(await Bookings.NamesAsync(first), Is.Empty, "the first goes on");
        await first.KillAsync();
        using var third = await ServedProcess.StartAsync(Database, folder.FullName);
        Assert.That(await Bookings.NamesAsync(third), Is.Empty, "the lock went with the process that was killed");
    }

    [Test]
    public async Task While_another_process_holds_the_file_for_longer_than_the_service_waits_it_says_so_and_then_goes_on()
    {
        using var serve = await ServedProcess.StartAsync(Database, folder.FullName);
        var bookings = new Bookings();
        await bookings.BookAsync(serve, 2);
        var request = bookings.Next();
        await using (var other = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await other.OpenAsync();
            await using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN EXCLUSIVE";
            await begin.ExecuteNonQueryAsync();
            Assert.That(await Bookings.RefusalAsync(serve, request), Is.EqualTo((StatusCode.Unavailable, "STORAGE_BUSY", true)));
            Assert.That(await Bookings.NamesAsync(serve), Is.EquivalentTo(bookings.Flights), "reads go on");
        }

        await bookings.BookAsync(serve, request);
        await bookings.AllAreKeptAsync(serve);
    }

    [Test]
    public void The_lock_stands_beside_the_database_and_can_be_taken_again_once_it_is_given_up()
    {
        using (DatabaseFileLock.Take(Database))
        {
            Assert.That(() => DatabaseFileLock.Take(Database), Throws.TypeOf<ConfigurationException>().With.Message.Contains("DB_LOCKED"));
        }

        using var again = DatabaseFileLock.Take(Database);
        Assert.That(File.Exists(DatabaseFileLock.PathOf(Database)), Is.True);
    }
}
