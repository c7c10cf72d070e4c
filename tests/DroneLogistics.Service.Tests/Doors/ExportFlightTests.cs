using System.Text;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Service.Tests.Cli;
using DroneLogistics.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NUnit.Framework;

namespace DroneLogistics.Service.Tests.Doors;

/// <summary>A flight as a file, from the service.</summary>
public sealed class ExportFlightTests
{
    [Test]
    public void Every_format_of_the_contract_is_one_of_the_library_by_number() =>
        Assert.That(
            System.Enum.GetValues<ExportFormat>().Where(format => format != ExportFormat.Unspecified).Select(format => (int)format),
            Is.EqualTo(ExchangeFormats.All.Select(entry => (int)entry.Format)));

    [Test]
    public async Task The_file_of_the_service_is_that_of_the_command_line_to_the_byte_by_gRPC_and_JSON()
    {
        await using var service = await RunningService.StartAsync();
        var file = Path.Combine(Path.GetTempPath(), $"drone-export-{Guid.NewGuid():N}");
        try
        {
            foreach (var (format, word) in new[] { (ExportFormat.QgcPlan, "plan"), (ExportFormat.DjiWpml, "wpml"), (ExportFormat.Geojson, "geojson") })
            {
                var request = Request(15, format);
                var grpc = await service.Planning.ExportFlightAsync(request);
                using var content = new StringContent(JsonFormatter.Default.Format(request), Encoding.UTF8, "application/json");
                using var http = await service.Http.PostAsync("/v1/flights:export", content);
                var json = JsonParser.Default.Parse<ExportFlightResponse>(await http.Content.ReadAsStringAsync());
                var here = await Drone.RunAsync("export", "putuo", "liuheng", "--aircraft", "fz90", "--payload", "15", "--wind-from", "340", "--wind-speed", "3", "--depart", "2026-11-25T09:00+08:00", "--at", "2026-11-24T08:00+08:00", "--format", word, "--out", file);
                Assert.That(here.Exit, Is.Zero, here.Error);
                Assert.That(grpc.Content.ToByteArray(), Is.EqualTo(await File.ReadAllBytesAsync(file)), word);
                Assert.That(json, Is.EqualTo(grpc));
                Assert.That((grpc.Verdict, grpc.FileExtension, grpc.MediaType), Is.EqualTo((Verdict.Go, ExchangeFormats.Of((ExchangeFormat)format).Extension, ExchangeFormats.Of((ExchangeFormat)format).MediaType)));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_mission_and_an_intent_of_a_refused_flight_are_refused_and_a_map_of_it_is_written()
    {
        await using var service = await RunningService.StartAsync();
        foreach (var format in new[] { ExportFormat.QgcPlan, ExportFormat.AstmF3548 })
        {
            var trouble = await Assert.ThrowsAsync<RpcException>(async () => await service.Planning.ExportFlightAsync(Request(25, format)));
            Assert.That(trouble!.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        }

        Assert.That((await service.Planning.ExportFlightAsync(Request(25, ExportFormat.Kml))).Content.ToStringUtf8(), Does.Contain("NO_GO"));
        var asked = Request(25, ExportFormat.QgcPlan);
        asked.EvenRefused = true;
        var marked = await service.Planning.ExportFlightAsync(asked);
        Assert.That((marked.Verdict, marked.Content.ToStringUtf8().Contains("\"verdict\": \"NO_GO\"", StringComparison.Ordinal)), Is.EqualTo((Verdict.NoGo, true)));
    }

    [TestCase(ExportFormat.Unspecified)]
    [TestCase((ExportFormat)99)]
    public async Task A_format_that_is_missing_or_unknown_is_named(ExportFormat format)
    {
        await using var service = await RunningService.StartAsync();
        var trouble = await Assert.ThrowsAsync<RpcException>(async () => await service.Planning.ExportFlightAsync(Request(15, format)));
        Assert.That(trouble!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(trouble.Status.Detail, Does.Contain("format"));
    }

    private static ExportFlightRequest Request(double payload, ExportFormat format) => new() { Flight = Requests.Plan(kilograms: payload), DecisionTime = Requests.Now.ToTimestamp(), Format = format };
}
