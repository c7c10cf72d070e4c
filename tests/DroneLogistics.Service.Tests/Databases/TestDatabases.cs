using DroneLogistics.Service.Store;
using Npgsql;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests;

/// <summary>On which database a suite runs.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>The databases of which every suite that touches the store makes the same claims.</summary>
internal static class TestDatabases
{
    public static readonly DatabaseKind[] All = [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static int made;

    /// <summary>An empty database of its own: a file in a folder, or a copy of one that is up to date.</summary>
    public static async Task<DatabaseAddress> CreateAsync(DatabaseKind kind, string folder)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return DatabaseAddress.Parse(Path.Combine(folder, "drone.db"));
        }

        var server = await RequireServerAsync();
        var name = FormattableString.Invariant($"test_{Interlocked.Increment(ref made)}");
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {PostgresServer.Template}");
        return server.Address(name);
    }

    /// <summary>The server; without one the test is skipped by name, and in CI it fails.</summary>
    public static async Task<PostgresServer> RequireServerAsync()
    {
        var server = await PostgresServer.Shared;
        if (server.Trouble.Length > 0)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(server.Trouble);
            }

            Assert.Ignore(server.Trouble);
        }

        return server;
    }

    /// <summary>Removes a database; files go with their folder.</summary>
    public static async Task DropAsync(DatabaseAddress address)
    {
        if (address.IsPostgres)
        {
            var server = await PostgresServer.Shared;
            await using (var connection = new NpgsqlConnection(address.Connection))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await server.ExecuteAsync($"DROP DATABASE {Name(address)} WITH (FORCE)");
        }
    }

    /// <summary>The address as it is given to another process.</summary>
    public static async Task<string> TextAsync(DatabaseAddress address) => address.File ?? (await PostgresServer.Shared).Text(Name(address));

    /// <summary>The name of a database on the server.</summary>
    public static string Name(DatabaseAddress address) => address.Shown[(address.Shown.LastIndexOf('/') + 1)..];
}

/// <summary>Stops the server once all tests are through.</summary>
[SetUpFixture]
public sealed class ServerTearDown
{
    [OneTimeTearDown]
    public void Stop() => PostgresServer.Stop();
}
