using System.Diagnostics;
using DroneLogistics.Service.Store;
using Npgsql;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests;

/// <summary>
/// A PostgreSQL server of this run alone: a new cluster in a folder that only its owner enters, with a socket there and no port, so that nothing
/// else is met. Started with the first test that needs it; it ends and its folder goes when this process does, however that ends.
/// </summary>
internal sealed class PostgresServer
{
    /// <summary>The database of which every test gets a copy.</summary>
    public const string Template = "drone_template";

    // The pipe of its standard input closes when this process ends. Nothing needs to outlive a power failure here, so nothing is written through.
    private const string Script = """
        set -e
        folder=$(mktemp -d /tmp/drone-postgres-XXXXXX)
        "$0/initdb" -D "$folder/data" -A trust -U drone --no-sync --locale=C --encoding=UTF8 > "$folder/log" 2>&1
        "$0/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off -c full_page_writes=off -c max_connections=300 >> "$folder/log" 2>&1 &
        server=$!
        echo "$folder"
        cat > /dev/null || true
        kill -INT $server || true
        wait $server || true
        rm -rf "$folder"
        """;

    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl", "pg_basebackup", "pg_dump", "pg_restore"];

    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);

    private static Process? shell;

    private readonly SemaphoreSlim administration = new(1, 1);
    private readonly string folder;

    private PostgresServer(string folder, string trouble) => (this.folder, Trouble) = (folder, trouble);

    public static Task<PostgresServer> Shared => Started.Value;

    /// <summary>Why there is none; empty: it runs.</summary>
    public string Trouble { get; }

    /// <summary>What it says it is.</summary>
    public string Version { get; private set; } = string.Empty;

    public int ProcessId { get; private set; }

    /// <summary>The folder of its socket, as hosts of PostgreSQL are named.</summary>
    public string Host => folder;

    public DatabaseAddress Address(string database) => DatabaseAddress.Parse(Text(database));

    /// <summary>The address as it is given to another process.</summary>
    public string Text(string database) => $"postgres:///{database}?host={folder}&user=drone";

    /// <summary>Runs a statement of administration; one after another, as a template must not be in use while it is copied.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await administration.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(Address("postgres").Connection);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            administration.Release();
        }
    }

    public static void Stop()
    {
        if (shell is not null)
        {
            NpgsqlConnection.ClearAllPools();
            shell.StandardInput.Close();
            shell.WaitForExit(TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (Binaries() is null)
        {
            return new PostgresServer(string.Empty, "PostgreSQL 15 or later is not installed on this machine (no initdb and postgres in PATH or /usr/lib/postgresql); Debian: apt-get install postgresql.");
        }

        shell = AsPostgres(Script);
        if (await shell.StandardOutput.ReadLineAsync() is not { Length: > 0 } folder)
        {
            return new PostgresServer(string.Empty, "PostgreSQL is installed and initdb failed.");
        }

        var server = new PostgresServer(folder, string.Empty);
        await server.AwaitAsync();
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        var template = server.Address(Template);
        using (var store = new FlightStore(template.Opener()))
        {
            await store.MigrateAsync(CancellationToken.None);
        }

        await using (var connection = new NpgsqlConnection(template.Connection))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        TestContext.Progress.WriteLine($"PostgreSQL server process {server.ProcessId}: {server.Version}");
        return server;
    }

    /// <summary>Runs a script, given the folder of the programs, as a user whom the server does not refuse.</summary>
    public static Process AsPostgres(string script)
    {
        // The server refuses to run as root.
        string[] arguments = ["sh", "-c", script, Binaries()!];
        if (Environment.UserName == "root")
        {
            arguments = ["runuser", "-u", "postgres", "--", .. arguments];
        }

        return Process.Start(new ProcessStartInfo(arguments[0], arguments[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
    }

    private async Task AwaitAsync()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Address("postgres").Connection);
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT version()";
                Version = (string)(await command.ExecuteScalarAsync())!;
                ProcessId = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "data", "postmaster.pid")))[0], System.Globalization.CultureInfo.InvariantCulture);
                return;
            }
            catch (NpgsqlException) when (patience.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>The folder with the programs of a server; null where there is none.</summary>
    private static string? Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out var version) && version >= 15)
                .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Concat(debian)
            .FirstOrDefault(folder => Array.TrueForAll(Programs, program => File.Exists(Path.Combine(folder, program))));
    }
}
