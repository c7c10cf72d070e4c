using NUnit.Framework;

namespace DroneLogistics.Service.Tests;

/// <summary>The server that the suites run on is a real one.</summary>
public sealed class PostgresTests
{
    [Test]
    public async Task The_suites_run_on_PostgreSQL_15_or_later()
    {
        var server = await TestDatabases.RequireServerAsync();
        TestContext.Out.WriteLine($"PostgreSQL server process {server.ProcessId}: {server.Version}");
        Assert.That(server.Version, Does.Match("^PostgreSQL (1[5-9]|[2-9][0-9])"));
    }
}
