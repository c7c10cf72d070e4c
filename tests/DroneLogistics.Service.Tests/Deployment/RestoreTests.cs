using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Deployment;

/// <summary>A copy that was made while the service served, as docs/deployment.md has it, is a database to serve from.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class RestoreTests(DatabaseKind database)
{
    [Test]
    public async Task A_service_on_a_copy_has_every_flight_answers_retries_as_before_and_keeps_claims_apart()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var request = Requests.Schedule();
        var booked = await service.Flights.ScheduleFlightAsync(request);
        var plan = Requests.Plan("dinghai-port", "dongju", kilograms: 5);
        var other = await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan));
        await service.Flights.CancelFlightAsync(new CancelFlightRequest { Name = other.Flight.Name });
        var flights = await AllAsync(service);
        var copy = await CopyAsync(service);
        await service.Flights.ScheduleFlightAsync(Requests.Schedule(plan));
        try
        {
            // With the key of the log and without its head, which is that of a later moment.
            await using var restored = await service.StartAnotherAsync(options => OpenSky.In(options) with { Database = copy });
            Assert.That(await AllAsync(restored), Is.EqualTo(flights));
            Assert.That(await restored.Flights.ScheduleFlightAsync(request), Is.EqualTo(booked), "a retry gets the answer of before");
            var clash = Requests.Schedule();
            Assert.That(async () => await restored.Flights.ScheduleFlightAsync(clash), Throws.TypeOf<Grpc.Core.RpcException>().With.Message.Contains("NO_GO"));
            Assert.That((await restored.Flights.ScheduleFlightAsync(Requests.Schedule(plan))).Flight.Claims, Is.Not.Empty, "what was booked after the copy is free");
        }
        finally
        {
            await TestDatabases.DropAsync(copy);
        }
    }

    private static async Task<IReadOnlyList<Flight>> AllAsync(RunningService service) =>
        (await service.Flights.ListFlightsAsync(new ListFlightsRequest { ShowCancelled = true })).Flights;

    private async Task<DatabaseAddress> CopyAsync(RunningService service)
    {
        if (database == DatabaseKind.Sqlite)
        {
            var file = Path.Combine(service.Folder, "copy.db");
            await service.ExecuteAsync($"VACUUM INTO '{file}'");
            return DatabaseAddress.Parse(file);
        }

        var server = await TestDatabases.RequireServerAsync();
        var (from, to) = (TestDatabases.Name(service.Database), $"{TestDatabases.Name(service.Database)}_copy");
        await server.ExecuteAsync($"CREATE DATABASE {to}");
        using var shell = PostgresServer.AsPostgres($"""
            set -e
            "$0/pg_dump" --format=custom --host {server.Host} --username drone {from} | "$0/pg_restore" --exit-on-error --host {server.Host} --username drone --dbname {to}
            """);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        Assert.That(shell.ExitCode, Is.Zero);
        return server.Address(to);
    }
}
