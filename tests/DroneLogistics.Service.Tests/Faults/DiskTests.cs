using System.Diagnostics;
using System.Globalization;
using DroneLogistics.Service.Tests.Kills;
using Grpc.Core;
using Grpc.Health.V1;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Faults;

/// <summary>A disk that is full, and one that fails to write through, under a service that books.</summary>
[Platform("Linux", Reason = "mount and strace")]
public sealed class DiskTests
{
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("drone-state-");

    [TearDown]
    public void Remove() => state.Delete(recursive: true);

    [Test]
    public async Task On_a_full_disk_nothing_is_booked_reads_go_on_and_with_space_bookings_do_too()
    {
        using var disk = Tmpfs.Mount(megabytes: 16);
        using (var serve = await ServedProcess.StartAsync(Path.Combine(disk.Folder, "drone.db"), state.FullName))
        {
            var bookings = new Bookings();
            await bookings.BookAsync(serve, 3);
            for (var round = 0; round < 2; round++)
            {
                disk.Fill();
                var (request, refusal) = await UntilRefusedAsync(serve, bookings);
                Assert.That(refusal, Is.EqualTo((StatusCode.ResourceExhausted, "STORAGE_FULL", true)));
                Assert.That(await Bookings.NamesAsync(serve), Is.EquivalentTo(bookings.Flights), "what is stored can be read");
                Assert.That(await serve.HealthAsync(), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
                disk.Clear();
                await bookings.BookAsync(serve, request);
                await bookings.BookAsync(serve, 2);
            }

            await bookings.AllAreKeptAsync(serve);
            await serve.KillAsync();
            using var again = await ServedProcess.StartAsync(Path.Combine(disk.Folder, "drone.db"), state.FullName);
            await bookings.AllAreKeptAsync(again);
        }
    }

    [Test]
    public async Task A_disk_that_failed_to_write_through_once_is_not_asked_again_until_the_service_is_started_again()
    {
        var database = Path.Combine(state.FullName, "drone.db");
        var bookings = new Bookings();
        V1.ScheduleFlightRequest unknown;
        using (var serve = await ServedProcess.StartAsync(database, state.FullName))
        {
            await bookings.BookAsync(serve, 4);
            unknown = bookings.Next();
            using (await FailingFsyncAsync(serve.ProcessId))
            {
                Assert.That(await Bookings.RefusalAsync(serve, unknown), Is.EqualTo((StatusCode.Unavailable, "STORAGE_FAILED", false)));
            }

            // The disk is well again. What it dropped is not.
            Assert.That(await Bookings.RefusalAsync(serve, Bookings.Spare()), Is.EqualTo((StatusCode.Unavailable, "STORAGE_FAILED", false)), "to ask again would be answered as if all were well");
            Assert.That(await Bookings.NamesAsync(serve), Is.SupersetOf(bookings.Flights), "reads go on");
            Assert.That(await serve.HealthAsync(), Is.EqualTo(HealthCheckResponse.Types.ServingStatus.NotServing));
            await serve.KillAsync();
        }

        using var again = await ServedProcess.StartAsync(database, state.FullName);
        await bookings.BookAsync(again, unknown);
        await bookings.BookAsync(again, 1);
        await bookings.AllAreKeptAsync(again);
    }

    /// <summary>Space that the log of the database had taken before may hold a booking or two more.</summary>
    private static async Task<(V1.ScheduleFlightRequest Request, (StatusCode Status, string Reason, bool MayTryAgain) Refusal)> UntilRefusedAsync(ServedProcess serve, Bookings bookings)
    {
        for (var i = 0; i < 200; i++)
        {
            var request = bookings.Next();
            try
            {
                await bookings.BookAsync(serve, request);
            }
            catch (RpcException)
            {
                return (request, await Bookings.RefusalAsync(serve, request));
            }
        }

        throw new InvalidOperationException("200 bookings fitted on a full disk");
    }

    /// <summary>From here on until it is disposed every fsync and fdatasync of a process fails with EIO.</summary>
    private static async Task<Strace> FailingFsyncAsync(int processId)
    {
        try
        {
            var start = new ProcessStartInfo("strace", ["-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-p", processId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true };
            var strace = Process.Start(start)!;
            var line = await strace.StandardError.ReadLineAsync() ?? string.Empty;
            if (line.Contains("attached", StringComparison.Ordinal))
            {
                return new Strace(strace);
            }

            strace.Dispose();
            Assert.Ignore($"No system call can be made to fail here: {line}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Ignore($"No system call can be made to fail here: strace: {missing.Message}; Debian: apt-get install strace.");
        }

        throw new UnreachableException();
    }

    private sealed class Strace(Process process) : IDisposable
    {
        /// <summary>Lets go of the process: strace detaches when it is told to end.</summary>
        public void Dispose()
        {
            using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                kill.WaitForExit();
            }

            process.WaitForExit();
            process.Dispose();
        }
    }
}
