using System.Diagnostics;
using DroneLogistics.Service.Store;
using Npgsql;

namespace DroneLogistics.Service.Tests;

/// <summary>
/// A PostgreSQL cluster of one test, to be stopped, killed and promoted: on a folder of sockets, like that of all tests. Its folder goes when this
/// process does.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    // Lines of its standard input are run one by one, each answered by its exit code. It ends with its input.
    private const string Script = """
        bin=$0
        folder=$(mktemp -d /tmp/drone-cluster-XXXXXX)
        data="$folder/data"
        echo "$folder"
        while read -r line; do
            if eval "$line" >> "$folder/log" 2>&1; then echo 0; else echo $?; fi
        done
        "$bin/pg_ctl" -D "$data" -m immediate stop > /dev/null 2>&1
        rm -rf "$folder"
        """;

    // Nothing needs to outlive a power failure here; a server that is killed loses nothing that it gave to the system.
    private const string Settings = "-c listen_addresses= -c max_connections=60 -c fsync=off -c shared_buffers=16MB -c unix_socket_directories=";

    private readonly Process shell;
    private readonly string folder;

    private PostgresCluster(Process shell, string folder) => (this.shell, this.folder) = (shell, folder);

    /// <summary>The folder of its socket, as hosts of PostgreSQL are named.</summary>
    public string Host => folder;

    private string Data => $"{folder}/data";

    /// <summary>A new cluster with an empty database.</summary>
    /// <param name="settings">Further settings of its server, as options of <c>postgres</c>.</param>
    public static async Task<PostgresCluster> StartAsync(string settings = "")
    {
        var cluster = await OpenAsync();
        await cluster.RunAsync("""$bin/initdb -D "$data" -A trust -U drone --no-sync --locale=C --encoding=UTF8""");
        await cluster.StartServerAsync(settings);
        await cluster.ExecuteAsync("CREATE DATABASE drone", "postgres");
        return cluster;
    }

    /// <summary>A standby of a cluster that runs.</summary>
    public static async Task<PostgresCluster> StandbyOfAsync(PostgresCluster primary, string name)
    {
        var cluster = await OpenAsync();
        await cluster.RunAsync($"""$bin/pg_basebackup -D "$data" -h {primary.folder} -U drone -X stream -R --no-sync -c fast -d "application_name={name}" """);
        await cluster.StartServerAsync(string.Empty);
        return cluster;
    }

    /// <summary>The address as it is given to a service.</summary>
    public string Text(string more = "") => $"postgres:///drone?host={folder}&user=drone{more}";

    public DatabaseAddress Address => DatabaseAddress.Parse(Text());

    public Task StartServerAsync(string settings = "") => RunAsync($"""$bin/pg_ctl -D "$data" -w -t 60 -l "$folder/server.log" -o "{Settings}$folder {settings}" start""");

    /// <summary>Stops it as a machine does that falls over: without a word to anybody.</summary>
    public Task StopImmediatelyAsync() => RunAsync("""$bin/pg_ctl -D "$data" -w -m immediate stop""");

    public Task PromoteAsync() => RunAsync("""$bin/pg_ctl -D "$data" -w promote""");

    /// <summary>kill -9 of one of its processes.</summary>
    public Task KillAsync(long process) => RunAsync(FormattableString.Invariant($"kill -9 {process}"));

    public async Task ExecuteAsync(string sql, string database = "drone")
    {
        await using var connection = await ConnectAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value that a query answers; null: none.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await ConnectAsync("drone");
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await shell.WaitForExitAsync(patience.Token);
        shell.Dispose();
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = folder, Username = "drone", Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<PostgresCluster> OpenAsync()
    {
        await TestDatabases.RequireServerAsync();
        var shell = PostgresServer.AsPostgres(Script);
        return new PostgresCluster(shell, (await shell.StandardOutput.ReadLineAsync())!);
    }

    private async Task RunAsync(string line)
    {
        await shell.StandardInput.WriteLineAsync(line);
        await shell.StandardInput.FlushAsync();
        var code = await shell.StandardOutput.ReadLineAsync();
        if (code != "0")
        {
            throw new InvalidOperationException($"\"{line}\" ended with {code}:\n{await File.ReadAllTextAsync($"{folder}/log")}");
        }
    }
}
