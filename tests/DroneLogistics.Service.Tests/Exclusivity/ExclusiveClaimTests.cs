using System.Diagnostics;
using DroneLogistics.Service.Store;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Exclusivity;

/// <summary>One pad is never promised twice, and it is the database that holds the promise.</summary>
[TestFixtureSource(typeof(TestDatabases), nameof(TestDatabases.All))]
public sealed class ExclusiveClaimTests(DatabaseKind database)
{
    [Test]
    public async Task Two_processes_that_both_decided_GO_for_one_pad_leave_exactly_one_flight()
    {
        var (exits, flights, overlaps, findings, trouble) = await RaceAsync(dropTheConstraint: false);
        Assert.That(trouble, Is.Empty, "the service starts on what they left");
        Assert.That(exits.Order(), Is.EqualTo(new[] { 0, 75 }), "one booked, one lost the race");
        Assert.That(flights, Is.EqualTo(1));
        Assert.That(overlaps, Is.Zero);
        Assert.That(findings, Does.Contain("PadUnavailable"));
    }

    [Test]
    public async Task Without_the_constraint_the_same_race_books_the_pad_twice()
    {
        var (exits, flights, overlaps, _, trouble) = await RaceAsync(dropTheConstraint: true);
        Assert.That(exits, Is.EqualTo(new[] { 0, 0 }));
        Assert.That(flights, Is.EqualTo(2));
        Assert.That(overlaps, Is.GreaterThan(0), "so it is the constraint that keeps the promise");
        Assert.That(trouble, Does.Contain("contradicts itself").And.Contain("sites/dinghai-port/pads/1"), "and no service starts on such a database");
    }

    [Test]
    public async Task Two_processes_that_both_decided_GO_for_flights_that_would_meet_on_one_way_leave_exactly_one()
    {
        var (exits, flights, overlaps, findings, trouble) = await RaceAsync(dropTheConstraint: false, OppositeWays);
        Assert.That(trouble, Is.Empty, "the service starts on what they left");
        Assert.That(exits.Order(), Is.EqualTo(new[] { 0, 75 }), "one booked, one lost the race");
        Assert.That((flights, overlaps), Is.EqualTo((1L, 0L)));
        Assert.That(findings.Trim(), Is.EqualTo("OperationalIntentConflict"), "pads, tails and packs are their own");
    }

    [Test]
    public async Task Without_the_constraint_both_are_booked_and_would_meet()
    {
        var (exits, flights, overlaps, _, trouble) = await RaceAsync(dropTheConstraint: true, OppositeWays);
        Assert.That(exits, Is.EqualTo(new[] { 0, 0 }));
        Assert.That(flights, Is.EqualTo(2));
        Assert.That(overlaps, Is.GreaterThan(0));
        Assert.That(trouble, Does.Contain("contradicts itself").And.Contain("airspace/cells/"));
    }

    [Test]
    public async Task Fifty_requests_at_once_for_one_pad_leave_exactly_one_flight()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var types = new[] { "fz90", "fc30", "ark40" };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            service.Host.Operations.ScheduleAsync(Requests.Schedule(Requests.Plan("dinghai-port", "dongju", types[i % 3], 5)), Requests.Now, CancellationToken.None))));
        Assert.That(outcomes.Count(outcome => outcome.Flight is not null), Is.EqualTo(1));
        Assert.That(await OverlapsAsync(service.Database), Is.Zero);
    }

    [Test]
    public async Task A_random_history_of_bookings_and_cancellations_never_overlaps()
    {
        await using var service = await RunningService.StartAsync(database, OpenSky.In);
        var random = new Random(20261124);
        TestContext.Out.WriteLine("seed 20261124");
        string[] sites = ["putuo", "liuheng", "dinghai-port", "dongju", "puxi", "gaoting", "dingzuimen", "sanjiang", "xiushan"];
        var (booked, refused) = (new List<string>(), 0);
        for (var i = 0; i < 200; i++)
        {
            var (from, to) = (sites[random.Next(sites.Length)], sites[random.Next(sites.Length)]);
            if (from == to)
            {
                continue;
            }

            var plan = Requests.Plan(from, to, random.Next(2) == 0 ? "fz90" : "v2000cg", 5);
            plan.DepartureTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Requests.Nine.AddMinutes(random.Next(0, 300)));
            var outcome = await service.Host.Operations.ScheduleAsync(Requests.Schedule(plan), Requests.Now, CancellationToken.None);
            if (outcome.Flight is { } flight)
            {
                booked.Add(flight.Name["flights/".Length..]);
            }
            else
            {
                refused++;
            }

            if (booked.Count > 3 && random.Next(4) == 0)
            {
                await service.Host.Operations.Store.CancelAsync(booked[random.Next(booked.Count)], string.Empty, "test", FlightMessages.Micros(Requests.Now), (await service.Host.Operations.CurrentAsync(CancellationToken.None)).Fleet, CancellationToken.None);
            }
        }

        Assert.That(await OverlapsAsync(service.Database), Is.Zero);
        Assert.That(new[] { booked.Count, refused }, Is.All.GreaterThanOrEqualTo(20), "the history has teeth");
    }

    // Nothing but the air between is wanted by both: one from either end, at one height.
    private static readonly (string Type, string From, string To)[] OppositeWays = [("fz90", "putuo", "liuheng"), ("fz90", "liuheng", "putuo")];

    // Two types, so that nothing but the origin pad, and the air over it, is wanted by both.
    private static readonly (string Type, string From, string To)[] OnePad = [("fz90", "dinghai-port", "puxi"), ("fc30", "dinghai-port", "dongju")];

    private async Task<(int[] Exits, long Flights, long Overlaps, string Findings, string TroubleOfAService)> RaceAsync(bool dropTheConstraint, (string Type, string From, string To)[]? bookings = null)
    {
        var folder = Directory.CreateTempSubdirectory("drone-race-");
        var address = await TestDatabases.CreateAsync(database, folder.FullName);
        try
        {
            using (var operations = DroneServiceHost.OpenOperations(WorldFiles.Load(OpenSky.SparseFolder), address))
            {
                await operations.OpenAsync(null, CancellationToken.None);
            }

            if (dropTheConstraint)
            {
                await TestSql.ExecuteAsync(address, address.IsPostgres
                    ? "ALTER TABLE claim DROP CONSTRAINT claim_no_overlap"
                    : "DROP TRIGGER claim_no_overlap; DROP TRIGGER claim_no_overlap_update;");
            }

            var go = Path.Combine(folder.FullName, "go");

            var text = await TestDatabases.TextAsync(address);
            var decided = new[] { "decided-1", "decided-2" }.Select(name => Path.Combine(folder.FullName, name)).ToList();
            var workers = (bookings ?? OnePad).Select((booking, i) => StartWorker(text, booking, decided[i], go)).ToList();
            for (var i = 0; i < 2400 && !decided.TrueForAll(File.Exists); i++)
            {
                await Task.Delay(50);
            }

            Assert.That(decided, Is.All.Matches<string>(File.Exists), "both decided GO before either committed");
            await File.WriteAllTextAsync(go, "go");
            var findings = string.Concat(await Task.WhenAll(workers.Select(worker => worker.StandardOutput.ReadToEndAsync())));
            await Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync()));
            return ([.. workers.Select(worker => worker.ExitCode)], await TestSql.NumberAsync(address, "SELECT count(*) FROM flight"), await OverlapsAsync(address), findings, await TroubleOfAServiceAsync(folder.FullName, address));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            await TestDatabases.DropAsync(address);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> TroubleOfAServiceAsync(string folder, DatabaseAddress address)
    {
        try
        {
            await using var host = await DroneServiceHost.StartAsync(OpenSky.In(RunningService.Options(folder, address)), CancellationToken.None);
            return string.Empty;
        }
        catch (ConfigurationException trouble)
        {
            return trouble.Message;
        }
    }

    private static Process StartWorker(string address, (string Type, string From, string To) booking, string decided, string go)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(ExclusiveClaimTests).Assembly.Location, address, booking.Type, booking.From, booking.To, decided, go, OpenSky.SparseFolder })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Overlapping pairs of claims, found by plain SQL and not by the code that prevents them.</summary>
    private static Task<long> OverlapsAsync(DatabaseAddress address) => TestSql.NumberAsync(
        address,
        """
        SELECT count(*) FROM claim a JOIN claim b ON a.resource = b.resource AND a.flight_id < b.flight_id
            AND a.start_us < b.end_us AND b.start_us < a.end_us AND a.low_m < b.high_m AND b.low_m < a.high_m
        """);
}
