using System.Globalization;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.Service.Tests.Kills;
using DroneLogistics.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>A database file of which bytes are not what was written.</summary>
[Platform("Linux", Reason = "kill -TERM")]
public sealed class DamageTests
{
    private const int PageBytes = 4096;
    private const int Trials = 200;

    private static readonly DirectoryInfo Whole = Directory.CreateTempSubdirectory("drone-whole-");
    private static readonly Bookings Booked = new();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drone-damage-");

    private string Database => Path.Combine(folder.FullName, "drone.db");

    /// <summary>A file with some flights, of which nothing stands in its log.</summary>
    [OneTimeSetUp]
    public static async Task Book()
    {
        var database = Path.Combine(Whole.FullName, "drone.db");
        using (var serve = await ServedProcess.StartAsync(database, Whole.FullName))
        {
            await Booked.BookAsync(serve, 12);
            await serve.StopAsync();
        }

        await ScalarAsync(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    [OneTimeTearDown]
    public static void RemoveWhole() => Whole.Delete(recursive: true);

    [SetUp]
    public void Copy() => File.Copy(Path.Combine(Whole.FullName, "drone.db"), Database);

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [Test]
    public async Task A_service_does_not_start_on_a_damaged_file_and_says_what_it_found()
    {
        foreach (var (page, what) in new[] { (1L, "the header"), (await RootOfAsync("flight"), "the flights") })
        {
            var copy = Path.Combine(folder.FullName, $"copy-{page}.db");
            File.Copy(Database, copy);
            Overwrite(copy, page, 0, 200, new Random(1));
            var run = await ServedProcess.RefusedAsync(copy, folder.FullName);
            Assert.That(run.Exit, Is.EqualTo(78), what);
            Assert.That(run.Error, Does.Contain("STORAGE_CORRUPT").And.Contain(copy).And.Contain("Restore a copy"), what);
            Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), what);
        }
    }

    [Test]
    public async Task Damage_that_a_running_service_meets_ends_its_decisions_and_it_says_that_it_does_not_serve()
    {
        using var serve = await ServedProcess.StartAsync(Database, folder.FullName);
        for (var page = 1L; page <= new FileInfo(Database).Length / PageBytes; page++)
        {
            Overwrite(Database, page, 0, PageBytes, new Random(2));
        }

        var trouble = await FlightsTests.FailsAsync(() => ReadAllAsync(serve));
        Assert.That((trouble.StatusCode, FlightsTests.Reason(trouble)), Is.EqualTo((StatusCode.DataLoss, "STORAGE_CORRUPT")));
        Assert.That(await Bookings.RefusalAsync(serve, Bookings.Spare()), Is.EqualTo((StatusCode.DataLoss, "STORAGE_CORRUPT", false)));
        Assert.That(await serve.HealthAsync(), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.NotServing));
    }

    [Test]
    public async Task Over_damage_at_random_places_the_store_gives_back_what_was_written_or_says_that_it_is_damaged()
    {
        var written = await AnswersAsync(Database);
        var random = new Random(20261130);
        var (refused, told, unharmed) = (0, 0, 0);
        var pages = (int)(new FileInfo(Database).Length / PageBytes);
        var copy = Path.Combine(folder.FullName, "copy.db");
        for (var trial = 0; trial < Trials; trial++)
        {
            File.Copy(Database, copy, overwrite: true);
            var offset = random.Next(PageBytes);
            Overwrite(copy, 1 + random.Next(pages), offset, 1 + random.Next(Math.Min(PageBytes - offset, trial % 2 == 0 ? PageBytes : 16)), random);
            if (StorageInspection.FirstDamage(copy, everything: true, CancellationToken.None) is not null)
            {
                refused++;
                continue;
            }

            try
            {
                Assert.That(await AnswersAsync(copy), Is.EqualTo(written), $"trial {trial}");
                unharmed++;
            }
            catch (Exception trouble) when (new StorageFaults(DatabaseAddress.Parse(copy).Opener()).Of(trouble) == StorageTrouble.Corrupt)
            {
                told++;
            }
        }

        TestContext.Out.WriteLine($"seed 20261130; {Trials} trials on {pages} pages: {refused} found at the start, {told} when they were read, {unharmed} in bytes that nothing uses, 0 wrong");
        Assert.That(new[] { refused, told, unharmed }, Is.All.GreaterThan(0), "every kind came up");
    }

    [Test]
    public void A_file_that_is_no_database_is_damaged_and_none_is_not()
    {
        Assert.That(StorageInspection.FirstDamage(Database + ".none", everything: true, CancellationToken.None), Is.Null);
        File.WriteAllText(Database, new string('x', 5000));
        Assert.That(StorageInspection.FirstDamage(Database, everything: true, CancellationToken.None), Does.Contain("not a database"));
    }

    /// <summary>Everything that flights, fleet and retries are answered from.</summary>
    private static async Task<IReadOnlyList<string>> AnswersAsync(string file)
    {
        // Connections are not kept: the next file has the same name.
        SqliteConnection.ClearAllPools();
        using var store = new FlightStore(DatabaseAddress.Parse(file).Opener());
        var changes = await store.Reads.ChangesAsync(0, (await store.Reads.HeadsAsync(CancellationToken.None)).Flights, CancellationToken.None);
        var fleet = await store.ReadFleetAsync(CancellationToken.None);
        var answers = new List<string>
        {
            string.Join(' ', changes.Select(change => Text(FlightMessages.Write(change.Row, change.Claims)))),
            string.Join(' ', fleet.Aircraft),
            string.Join(' ', fleet.Packs),
        };
        foreach (var flight in Booked.Flights)
        {
            answers.Add(await store.FindAsync(flight["flights/".Length..], CancellationToken.None) is { } found ? Text(FlightMessages.Write(found.Row, found.Claims)) : "none");
        }

        foreach (var request in Booked.RequestIds)
        {
            var (_, answer) = await store.Reads.AnswerAsync(Caller.LocalOrganization, request, FlightMessages.Micros(DateTimeOffset.UtcNow), CancellationToken.None);
            answers.Add(answer is null ? "none" : Convert.ToBase64String(answer.Response));
        }

        return answers;

        static string Text(Flight flight) => Convert.ToBase64String(Google.Protobuf.MessageExtensions.ToByteArray(flight));
    }

    private static async Task ReadAllAsync(ServedProcess serve)
    {
        foreach (var flight in await Bookings.NamesAsync(serve))
        {
            await serve.Flights.GetFlightAsync(new GetFlightRequest { Name = flight });
        }
    }

    private Task<long> RootOfAsync(string table) => ScalarAsync(Database, $"SELECT rootpage FROM sqlite_master WHERE name = '{table}'");

    private static async Task<long> ScalarAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Writes bytes drawn at random over a page.</summary>
    private static void Overwrite(string file, long page, int offset, int count, Random random)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = ((page - 1) * PageBytes) + offset;
        stream.Write(bytes);
    }
}
