using System.Net;
using System.Text.RegularExpressions;
using DroneLogistics.Service.Store;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.Tests;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Deployment;

/// <summary>What the page about deployment and its files name exists.</summary>
public sealed class DeploymentFilesTests
{
    private static readonly string Page = Repository.Read("docs/deployment.md");
    private static readonly string Unit = Repository.Read("docs/deployment/drone.service");
    private static readonly string Image = Repository.Read("docs/deployment/Containerfile");

    [Test]
    public async Task Every_option_with_which_the_service_is_started_is_one_of_serve()
    {
        var help = (await Drone.RunAsync("serve", "--help")).Output;
        var started = Regex.Match(Unit, "^ExecStart=.*$", RegexOptions.Multiline).Value + Regex.Match(Image, "^ENTRYPOINT.*$", RegexOptions.Multiline).Value;
        var options = Regex.Matches(started, "--[a-z-]+").Select(match => match.Value).Distinct().ToList();
        Assert.That(options, Is.SupersetOf(new[] { "--port", "--grpc-port", "--db", "--data", "--ready-file" }));
        foreach (var option in options)
        {
            Assert.That(help, Does.Match($@"(^|\s){option}\b"), option);
        }
    }

    [Test]
    public void The_addresses_of_the_database_are_read_as_two_hosts_of_which_one_takes_writes()
    {
        foreach (var text in new[] { Unit, Page }.SelectMany(file => Regex.Matches(file, @"postgres://[^\s""`]+").Select(match => match.Value)))
        {
            var address = DatabaseAddress.Parse(text);
            Assert.That(address.Connection, Does.Contain("db1.example:5432,db2.example:5432").And.Contain("read-write"), text);
        }
    }

    [TestCase("docs/deployment/postgresql-primary.conf")]
    [TestCase("docs/deployment/postgresql-standby.conf")]
    public async Task Every_setting_of_the_database_server_is_one_that_it_knows(string file)
    {
        await using var db = (await TestDatabases.RequireServerAsync()).Address("postgres").Opener()();
        var known = await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM pg_settings").ToListAsync();
        var settings = Regex.Matches(Repository.Read(file), "^([a-z_]+) = ", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.That(settings, Is.Not.Empty);
        Assert.That(settings.Where(setting => !known.Contains(setting)), Is.Empty);
    }

    [Test]
    public async Task The_paths_of_health_are_answered_and_stand_in_the_page_and_in_the_image()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            Assert.That((await service.Http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That(Page, Does.Contain($"GET {path}"));
        }

        Assert.That(Image, Does.Contain("GET /health/live"));
    }

    [Test]
    public void The_files_that_the_page_names_are_there_and_so_are_the_numbers_that_it_tells()
    {
        var named = Regex.Matches(Page, "`((?:postgresql-[a-z]+\\.conf|drone\\.service|Containerfile))`").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(named, Has.Count.EqualTo(4));
        Assert.That(named.Select(name => Path.Combine(Repository.Folder, "docs/deployment", name)), Is.All.Matches<string>(File.Exists));
        Assert.That(Page, Does.Contain(FormattableString.Invariant($"a lease of {JobRunner.Lease.TotalSeconds:0} s")));
        var usual = new ServeOptions { Database = DatabaseAddress.Parse("drone.db") };
        Assert.That(Page, Does.Contain(FormattableString.Invariant($"more than {usual.MostClockError.TotalSeconds:0} s")));
        Assert.That(Unit, Does.Contain("Environment=XDG_STATE_HOME=/var/lib\n").And.Contain("StateDirectory=dronelogistics\n"));
        Assert.That(TimeSpan.FromSeconds(20), Is.GreaterThan(ServeOptions.StopPatience), "TimeoutStopSec leaves the service its time to stop");
    }

    [Test]
    public void Every_reason_of_storage_and_clock_stands_in_the_page_about_errors_with_its_status()
    {
        var page = Repository.Read("docs/errors.md");
        foreach (var reason in StorageErrors.Reasons.Append("CLOCK_UNTRUSTED").Append("DB_LOCKED"))
        {
            Assert.That(page, Does.Contain($"\n## {reason}\n"));
        }
    }
}
