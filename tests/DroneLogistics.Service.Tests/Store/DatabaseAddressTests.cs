using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Cli;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Store;

public sealed class DatabaseAddressTests
{
    [TestCase("postgres://drone@db.example:5433/flights", "postgres://drone@db.example:5433/flights")]
    [TestCase("postgresql://drone:s%40cret@db.example/flights?sslmode=verify-full", "postgres://drone@db.example:5432/flights")]
    [TestCase("postgres:///flights?host=/run/sockets&user=drone", "postgres://drone@/run/sockets:5432/flights")]
    [TestCase("postgres:///flights?host=db1.example:5432,db2.example:5433&user=drone&target_session_attrs=read-write", "postgres://drone@db1.example:5432,db2.example:5433/flights")]
    public void An_address_is_shown_without_its_password(string text, string shown)
    {
        var address = DatabaseAddress.Parse(text);
        Assert.That((address.IsPostgres, address.File, address.Shown, address.ToString()), Is.EqualTo((true, (string?)null, shown, shown)));
        Assert.That(address.Connection.Contains("s@cret", StringComparison.Ordinal), Is.EqualTo(text.Contains("cret", StringComparison.Ordinal)));
    }

    [Test]
    public void Anything_else_is_a_file() => Assert.That(DatabaseAddress.Parse("some/drone.db").File, Is.EqualTo(Path.GetFullPath("some/drone.db")));

    [TestCase("postgres://drone:secret@db.example")]
    [TestCase("postgres://drone:secret@db.example/a/b")]
    [TestCase("postgres://drone:secret@db.example/flights?sslmode=perhaps")]
    [TestCase("postgres://drone:secret@db.example/flights?ssl=1")]
    [TestCase("postgres://drone:secret@db.example/flights?target_session_attrs=standby")]
    public async Task An_address_that_is_none_is_refused_without_repeating_a_password(string text)
    {
        var run = await Drone.RunAsync("serve", "--port", "0", "--db", text);
        Assert.That((run.Exit, run.Output), Is.EqualTo((78, string.Empty)));
        Assert.That(run.Error, Does.StartWith("drone: --db").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_told_by_its_address()
    {
        var run = await Drone.RunAsync("serve", "--port", "0", "--db", "postgres://drone:secret@127.0.0.1:9/flights");
        Assert.That((run.Exit, run.Output), Is.EqualTo((78, string.Empty)));
        Assert.That(run.Error, Does.StartWith("drone: The database postgres://drone@127.0.0.1:9/flights cannot be opened").And.Not.Contain("secret"));
    }
}
