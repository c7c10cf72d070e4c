using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;

namespace DroneLogistics.Cli;

/// <summary><c>drone serve</c>: the service on loopback.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 5080;
    private const int MostDrain = 10;

    public static Command Create()
    {
        var listen = new Option<IPEndPoint?>("--listen") { Description = "Address and port of the page, JSON and gRPC-Web, for example 127.0.0.1:5080; gRPC listens on the port above, or on a free one for port 0. An address that other machines reach needs --tls-cert, and --access or an API key.", HelpName = "HOST:PORT", CustomParser = ReadEndPoint };
        var port = Values.Port("--port", $"Port of the page, JSON and gRPC-Web; gRPC listens on the port above. 0: free ports. Default: {DefaultPort}.");
        var grpcPort = Values.Port("--grpc-port", "Port of gRPC (HTTP/2). 0: a free one. Default: the port above --port.");
        var db = new Option<string?>("--db") { Description = "The database: a file, made where there is none, or postgres://USER@HOST:PORT/NAME (PostgreSQL 15 or later, password in the file named by PGPASSFILE). Default: drone.db in the state folder of this user.", HelpName = "FILE|ADDRESS" };
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var ready = new Option<string?>("--ready-file") { Description = "A file to write once the service answers: JSON with url, grpcUrl and tokenFile.", HelpName = "FILE" };
        var play = new Option<string?>("--play") { Description = "A scenario to play into the database at the start; its fleet is added.", HelpName = "FILE" };
        var forecast = new ForecastChoice("to import at the start, in which flights without a wind of their own are decided; the same file is taken once");
        var drain = new Option<int>("--drain") { Description = $"When told to stop: seconds in which it still answers but is no longer ready (/health/ready), so that whoever sends it requests turns to another. 0 to {MostDrain}. Default: 0.", HelpName = "SECONDS", CustomParser = ReadDrain };
        var certificate = new Option<string?>("--tls-cert") { Description = "A PEM file with the certificate of this service and those that vouch for it. Default: no TLS, on loopback only.", HelpName = "FILE" };
        var key = new Option<string?>("--tls-key") { Description = "A PEM file with its private key. Default: it stands in the file of --tls-cert.", HelpName = "FILE" };
        var access = new Option<string?>("--access") { Description = "Who may call besides the owner, and how much each may ask, as JSON (docs/security.md). Default: whoever has an API key.", HelpName = "FILE" };
        var reflect = new Option<bool>("--reflect") { Description = "Serve gRPC reflection, so that tools find the contract by themselves. For development." };
        var logs = new Option<string>("--log") { Description = "text, or json: one object a line, with flight, request and trace ids. Default: text.", HelpName = "FORM", DefaultValueFactory = _ => "text" };
        logs.AcceptOnlyFromAmong("text", "json");
        var verbose = new Option<bool>("--verbose") { Description = "Log every request." };
        var command = new Command("serve", "Starts the service on loopback with the embedded database or PostgreSQL and runs it until Ctrl-C.\n\nExample: drone serve --play seeds/first-flight.json") { listen, port, grpcPort, db, data, terrain, ready, play, drain, certificate, key, access, reflect, logs, verbose };
        forecast.AddTo(command);
        command.OnlyOneOf(listen, port);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await RunAsync(parsed, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Told to stop, perhaps while it was still starting: that is what it was asked for, and no failure. The signal reaches the
                // host and this command in no fixed order, so it does not matter whose token it is.
            }

            return ExitCode.Go;
        });
        return command;

        async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            var output = parsed.InvocationConfiguration.Output;
            var scenario = parsed.GetValue(play) is { } file ? PlayCommand.Read(file) : null;
            var (address, main) = parsed.GetValue(listen) is { } endPoint ? (endPoint.Address, endPoint.Port) : (IPAddress.Loopback, parsed.GetValue(port) ?? DefaultPort);
            var grpc = parsed.GetValue(grpcPort) ?? (main == 0 ? 0 : main + 1);
            if (grpc > IPEndPoint.MaxPort)
            {
                throw new CommandException(ExitCode.Usage, $"there is no port above {main} for gRPC; name one with --grpc-port.");
            }

            var database = DatabaseAddress.Parse(parsed.GetValue(db) ?? Path.Combine(ServeOptions.DefaultStateFolder, "drone.db"));
            await using var host = await DroneServiceHost.StartAsync(
                new ServeOptions
                {
                    Address = address,
                    Port = main,
                    GrpcPort = grpc,
                    Database = database,
                    DataFolder = parsed.GetValue(data) ?? WorldFiles.DefaultFolder,
                    TerrainFolder = parsed.GetValue(terrain),
                    Fleet = scenario?.Fleet,
                    Forecast = forecast.Request(parsed),
                    ReadyFile = parsed.GetValue(ready),
                    Drain = TimeSpan.FromSeconds(parsed.GetValue(drain)),
                    TlsCertificate = parsed.GetValue(certificate),
                    TlsKey = parsed.GetValue(key),
                    Access = parsed.GetValue(access) is { } settings ? AccessSettingsFile.Read(settings) : new AccessSettings(),
                    Reflects = parsed.GetValue(reflect),
                    LogsJson = parsed.GetValue(logs) == "json",
                    Verbose = parsed.GetValue(verbose),
                },
                cancellationToken);
            await output.WriteLineAsync($"page, JSON and gRPC-Web  {host.Url.ToString().TrimEnd('/')}");
            await output.WriteLineAsync($"gRPC                     {host.GrpcUrl.ToString().TrimEnd('/')}");
            await output.WriteLineAsync($"opens the page once      {host.ConsoleUrl()}");
            await output.WriteLineAsync($"database                 {(database.File is { } path ? Shown(path) : database.Shown)}");
            await output.WriteLineAsync($"network                  {host.World.Sites.All.Count} sites, {host.World.Routes.Count} routes, {host.World.AircraftTypes.Count} aircraft types");
            if (host.World.Space.Grids.All is { Count: > 0 } tiles)
            {
                await output.WriteLineAsync($"terrain                  {string.Join(", ", tiles.Select(tile => tile.Name))}");
            }

            if (host.Forecast is { } imported)
            {
                await output.WriteLineAsync($"forecast                 {imported.Name} of {imported.FileName}");
            }

            await output.WriteLineAsync();
            if (scenario is not null)
            {
                PlayCommand.Show(output, scenario, await ScenarioPlayer.PlayAsync(host.Operations, scenario, cancellationToken), json: false);
            }

            await output.WriteLineAsync("Press Ctrl-C to stop.");
            await output.FlushAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
        }
    }

    private static int ReadDrain(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostDrain)
        {
            return seconds;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--drain is \"{result.Tokens[0].Value}\"; expected whole seconds from 0 to {MostDrain}."));
        return 0;
    }

    private static string Shown(string full)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && full.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "~" + full[home.Length..] : full;
    }

    private static IPEndPoint? ReadEndPoint(ArgumentResult result)
    {
        var text = result.Tokens[0].Value.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        if (text.LastIndexOf(':') > 0 && IPEndPoint.TryParse(text, out var endPoint))
        {
            return endPoint;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--listen is \"{result.Tokens[0].Value}\"; expected an address and a port, such as 127.0.0.1:5080."));
        return null;
    }
}
