using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Service.Tests.Flights;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Audit;

/// <summary>What is done at a service stands in its audit log, in the transaction that did it.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class AuditLogTests(DatabaseKind database)
{
    private RunningService service = null!;

    [SetUp]
    public async Task Start() => service = await RunningService.StartAsync(database, OpenSky.In);

    [TearDown]
    public async Task Stop() => await service.DisposeAsync();

    [Test]
    public async Task Each_booking_cancellation_and_change_of_the_airspace_is_a_row_and_a_refusal_is_none()
    {
        var flight = (await service.Flights.ScheduleFlightAsync(Requests.Schedule())).Flight;
        await FlightsTests.FailsAsync(() => service.Flights.ScheduleFlightAsync(Requests.Schedule(Requests.Plan(kilograms: 30))).ResponseAsync);
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = flight.Name, Reason = "fog" });
        await service.Airspace.CreateClosureAsync(new CreateClosureRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ClosureId = "works",
            Closure = new Closure { Site = "sites/gouqi", Cause = Closure.Types.Cause.Maintenance, StartTime = Requests.Nine.ToTimestamp(), EndTime = Requests.Nine.AddHours(1).ToTimestamp() },
        });
        var rows = await RowsAsync();
        Assert.That(rows.Select(row => (row.Action, row.Subject, row.Detail)).Skip(1).ToList(), Has.Count.EqualTo(3));
        Assert.That(rows.Select(row => row.Action), Is.EqualTo(new[] { "fleet.add", "flights.schedule", "flights.cancel", "airspace.change" }));
        Assert.That((rows[1].Subject, rows[1].Organization, rows[1].Principal), Is.EqualTo((flight.Name, "organizations/default", "principals/local")));
        Assert.That((rows[2].Subject, rows[2].Detail, rows[3].Subject), Is.EqualTo((flight.Name, "fog", "closures/works created")));
        Assert.That(rows[1].BodySha256, Is.EqualTo(System.Security.Cryptography.SHA256.HashData(new ScheduleFlightResponse { Flight = flight }.ToByteArray())), "it vouches for the answer that was given");
        var (exit, output) = await VerifyAsync();
        Assert.That((exit, output), Is.EqualTo((0, "4 rows follow each other as they were written.\nThe signed head stands at row 4.\n")));
    }

    [TestCase("UPDATE audit SET principal = 'principals/nobody' WHERE sequence = 2", "row 2: it was altered")]
    [TestCase("DELETE FROM audit WHERE sequence = 2", "row 2: it is missing; the next one is row 3")]
    [TestCase("DELETE FROM audit WHERE sequence >= 3", "row 3: the log ends before it; the signed head stands at row 4, so that 2 rows were cut off")]
    public async Task Whoever_changes_the_log_past_the_service_is_found_and_the_service_does_not_sign_it(string change, string found)
    {
        foreach (var hour in new[] { 0, 3, 6 })
        {
            var plan = Requests.Plan("sijiao", "gouqi", kilograms: 1);
            (plan.Origin, plan.Destination) = hour == 3 ? (plan.Destination, plan.Origin) : (plan.Origin, plan.Destination);
            plan.DepartureTime = Requests.Nine.AddHours(hour).ToTimestamp();
            await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan));
        }

        Assert.That((await VerifyAsync()).Exit, Is.Zero);
        foreach (var trigger in database == DatabaseKind.Sqlite ? ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"] : new[] { "DROP TRIGGER audit_append_only ON audit" })
        {
            await service.ExecuteAsync(trigger);
        }

        Assert.That(await service.ExecuteAsync(change), Is.GreaterThan(0));
        var (exit, output) = await VerifyAsync();
        Assert.That((exit, output.Split('\n')[0]), Is.EqualTo((2, found + ".")));
        if (change.Contains(">=", StringComparison.Ordinal))
        {
            Assert.That(
                async () => await DroneServiceHost.StartAsync(OpenSky.In(RunningService.Options(service.Folder, service.Database) with { LocksFile = false }), CancellationToken.None),
                Throws.TypeOf<ConfigurationException>().With.Message.Contains("drone audit verify"));
        }
    }

    [Test]
    public async Task Key_and_head_are_their_owners_and_another_database_has_a_head_of_its_own()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(service.Folder, AuditKeeper.KeyFileName)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        var other = DatabaseAddress.Parse(Path.Combine(service.Folder, "other.db"));
        await using (await DroneServiceHost.StartAsync(OpenSky.In(RunningService.Options(service.Folder, other)), CancellationToken.None))
        {
        }

        Assert.That(Directory.GetFiles(service.Folder, "audit-head-*"), Has.Length.EqualTo(2));

        // A database that was thrown away and begun anew is not one that was cut off.
        SqliteConnection.ClearAllPools();
        File.Delete(other.File!);
        await using (await DroneServiceHost.StartAsync(OpenSky.In(RunningService.Options(service.Folder, other)), CancellationToken.None))
        {
        }

        Assert.That(Directory.GetFiles(service.Folder, "audit-head-*.before"), Has.Length.EqualTo(1));
    }

    private async Task<List<AuditRow>> RowsAsync()
    {
        await using var db = service.Database.Opener()();
        return await db.Audit.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync();
    }

    private async Task<(int Exit, string Output)> VerifyAsync()
    {
        var run = await Drone.RunAsync("audit", "verify", "--db", await TestDatabases.TextAsync(service.Database), "--state", service.Folder);
        Assert.That(run.Error, Is.Empty);
        return (run.Exit, run.Output);
    }
}
