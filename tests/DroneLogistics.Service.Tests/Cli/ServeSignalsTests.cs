using System.Diagnostics;
using System.Globalization;
using DroneLogistics.V1;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Cli;

/// <summary>The service as a process ends with 0 whenever it is told to stop.</summary>
[Platform("Linux", Reason = "signals are sent with kill, and env gives the child its default signals")]
public sealed class ServeSignalsTests
{
    /// <summary>The signal, and the line of the output after which it is sent: the first comes before the service is through with starting.</summary>
    [TestCase("TERM", "page")]
    [TestCase("INT", "page")]
    [TestCase("TERM", "network")]
    [TestCase("INT", "network")]
    [TestCase("TERM", "Press")]
    [TestCase("INT", "Press")]
    public async Task It_ends_with_0_at_whatever_line_it_is_told_to_stop(string signal, string line)
    {
        // Three runs each: what goes wrong here goes wrong by a race.
        for (var run = 0; run < 3; run++)
        {
            await using var serve = await Serve.StartAsync(line);
            var ended = await serve.StopAsync(signal);
            Assert.That((ended.Exit, ended.Error), Is.EqualTo((0, string.Empty)), $"run {run}");
        }
    }

    [Test]
    public async Task Told_twice_it_still_ends_with_0()
    {
        await using var serve = await Serve.StartAsync("Press");
        serve.Send("INT");
        var ended = await serve.StopAsync("TERM");
        Assert.That((ended.Exit, ended.Error), Is.EqualTo((0, string.Empty)));
    }

    [Test]
    public async Task A_caller_that_does_not_read_its_stream_does_not_keep_it_from_ending_with_0()
    {
        await using var serve = await Serve.StartAsync("Press");
        using var channel = TokenHandler.Channel(serve.Address("gRPC "), serve.Token);
        using var http = new HttpClient(new TokenHandler(serve.Token)) { BaseAddress = serve.Address("page") };
        Assert.That((await http.GetAsync(new Uri("/", UriKind.Relative))).IsSuccessStatusCode, Is.True);
        using var stream = new PlanningService.PlanningServiceClient(channel).SimulateFlight(new SimulateFlightRequest { Flight = Requests.Plan(), TimeStepS = 0.1 });
        Assert.That(await stream.ResponseStream.MoveNext(CancellationToken.None), Is.True, "the stream is open");
        var ended = await serve.StopAsync("TERM");
        Assert.That(ended.Exit, Is.Zero, ended.Error);
    }

    /// <summary>A service in a process and a folder of its own.</summary>
    private sealed class Serve : IAsyncDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drone-signal-");
        private readonly List<string> lines = [];
        private readonly Process process;

        private Serve()
        {
            // A shell that runs the tests in the background has its children ignore Ctrl-C.
            var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["XDG_STATE_HOME"] = folder.FullName;

            // The first question lays out maps, which takes a loaded machine longer than a caller should have to wait.
            var access = Path.Combine(folder.FullName, "access.json");
            File.WriteAllText(access, """{"longestCallS":300}""");
            foreach (var argument in (string[])["--default-signal=INT", "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "drone.dll"), "serve", "--port", "0", "--access", access])
            {
                start.ArgumentList.Add(argument);
            }

            process = Process.Start(start)!;
        }

        /// <summary>Starts it and returns when it has printed a line that begins so.</summary>
        public static async Task<Serve> StartAsync(string line)
        {
            var serve = new Serve();
            while (await serve.process.StandardOutput.ReadLineAsync() is { } read)
            {
                serve.lines.Add(read);
                if (read.StartsWith(line, StringComparison.Ordinal))
                {
                    break;
                }
            }

            return serve;
        }

        public Uri Address(string line) => new(lines.Single(read => read.StartsWith(line, StringComparison.Ordinal)).Split(' ')[^1]);

        public string Token => File.ReadAllText(Path.Combine(folder.FullName, "dronelogistics", "token")).Trim();

        public void Send(string signal)
        {
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        public Task<Run> StopAsync(string signal)
        {
            Send(signal);
            return Drone.EndAsync(process);
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
            folder.Delete(recursive: true);
        }
    }
}
