using System.ComponentModel;
using System.Diagnostics;
using DroneLogistics.Tests;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>A client in another language, made of the description that the service gives of itself.</summary>
public sealed class NodeClientTests
{
    [Test, CancelAfter(120_000)]
    public async Task A_client_in_Node_made_of_the_description_checks_books_once_simulates_and_cancels(CancellationToken cancellationToken)
    {
        await using var service = await RunningService.StartAsync(OpenSky.In);
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(Repository.Folder, "docs", "examples", "clients", "smoke.mjs"), service.Host.Url.ToString().TrimEnd('/'), service.Host.TokenFile, "2026-11-25T01:00:00Z" })
        {
            start.ArgumentList.Add(argument);
        }

        Process node;
        try
        {
            node = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Ignore("Node is not installed.");
            return;
        }

        using (node)
        {
            try
            {
                var (output, error) = (node.StandardOutput.ReadToEndAsync(cancellationToken), node.StandardError.ReadToEndAsync(cancellationToken));
                await node.WaitForExitAsync(cancellationToken);
                Assert.That(node.ExitCode, Is.Zero, await error);
                Assert.That(await output, Does.Contain("booked once and cancelled"));
            }
            finally
            {
                if (!node.HasExited)
                {
                    node.Kill();
                }
            }
        }
    }
}
