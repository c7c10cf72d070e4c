using System.CommandLine;
using System.Globalization;
using DroneLogistics.Formats;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone simulate</c>: the trace of a flight.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var step = Values.Number("--step", "Time between trace points, seconds, 0.1 to 3600; phase ends are always among them. Default: 10.", "S");
        var csv = new Option<bool>("--csv") { Description = "Print the trace as CSV with units in the column names." };
        var geoJson = new Option<bool>("--geojson") { Description = "Print the trace as GeoJSON: the path as a line, every point with its numbers." };
        var json = CommonOptions.Json("one TracePoint of the API as JSON a line");
        var outFile = new Option<string?>("--out") { Description = "Write to a file instead of the terminal.", HelpName = "FILE" };
        var server = Values.Url("--server", "Simulate at a running service, with its fleet and flights, instead of here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var command = new Command("simulate", "Simulates a flight and prints its trace: time, position, altitude, phase, speeds, power, charge.\n\nExample: drone simulate putuo liuheng --aircraft fz90 --payload 15 --step 30 --csv");
        flight.AddTo(command, [.. forecast.Options, at, step, csv, geoJson, json, outFile, server, tokenFile, data, terrain]);
        forecast.Guard(command, server, flight);
        command.OnlyOneOf(csv, geoJson, json);
        command.OnlyOneOf(server, data);
        command.OnlyOneOf(server, terrain);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SimulateFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            if (parsed.GetValue(step) is { } seconds)
            {
                request.TimeStepS = seconds;
            }

            var (answer, points) = parsed.GetValue(server) is { } url
                ? await AskAsync(url, parsed.GetValue(tokenFile), request, cancellationToken)
                : Screen.WhileWorking(parsed.InvocationConfiguration.Error, "simulating the flight", () => AnswerHere(forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime), request));
            if (points.Count == 0)
            {
                DecisionText.Findings(parsed.InvocationConfiguration.Error, answer);
                return ExitCode.NoGo;
            }

            var kind = parsed.GetValue(csv) ? TraceCsv.Write(points.Select(Row)) : parsed.GetValue(geoJson) ? TraceGeoJson.Write(points.Select(Point)) : parsed.GetValue(json) ? string.Join('\n', points.Select(Values.JsonLine)) + "\n" : null;
            await WriteAsync(parsed, parsed.GetValue(outFile), kind ?? Table(answer, points), cancellationToken);
            return answer.Verdict == Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static (Decision Answer, IReadOnlyList<TracePoint> Points) AnswerHere(Dispatch.World world, SimulateFlightRequest request)
    {
        var (decision, trace) = PlanningDesk.Simulate(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
        return (DecisionWriter.Write(decision), [.. trace]);
    }

    private static async Task<(Decision Answer, IReadOnlyList<TracePoint> Points)> AskAsync(Uri url, string? tokenFile, SimulateFlightRequest request, CancellationToken cancellationToken)
    {
        using var service = await ServiceConnection.OpenAsync(url, tokenFile, cancellationToken);
        var planning = new PlanningService.PlanningServiceClient(service.Invoker);

        // The stream carries the trace alone. Asked at one instant, both answers are about one flight.
        var answer = (await planning.CheckFlightAsync(new CheckFlightRequest { Flight = request.Flight, DecisionTime = request.DecisionTime }, service.CallOptions(cancellationToken))).Decision;
        request.DecisionTime = answer.DecisionTime;
        var points = new List<TracePoint>();
        if (answer.Forecast is { Phases.Count: > 0 })
        {
            using var trace = planning.SimulateFlight(request, service.CallOptions(cancellationToken));
            await foreach (var point in trace.ResponseStream.ReadAllAsync(cancellationToken))
            {
                points.Add(point);
            }
        }

        return (answer, points);
    }

    private static async Task WriteAsync(ParseResult parsed, string? file, string text, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return;
        }

        await OutputFile.WriteAsync(file, text, cancellationToken);
    }

    private static TraceRow Row(TracePoint point) => new(
        point.Time.ToDateTimeOffset(),
        point.Elapsed.ToTimeSpan().TotalSeconds,
        point.Position.Latitude,
        point.Position.Longitude,
        point.AltitudeMAmsl,
        point.DistanceM,
        Values.Name(point.Phase),
        point.GroundSpeedMps,
        point.AirspeedMps,
        point.PowerW,
        point.HasSocRatio ? point.SocRatio : null);

    private static TraceFeature Point(TracePoint point) => new(
        point.Time.ToDateTimeOffset(),
        point.Position.Latitude,
        point.Position.Longitude,
        point.AltitudeMAmsl,
        Values.Name(point.Phase),
        point.GroundSpeedMps,
        point.PowerW,
        point.HasSocRatio ? point.SocRatio : null);

    private static string Table(Decision decision, IEnumerable<TracePoint> points)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(DecisionText.Headline(decision));
        var table = Screen.Table(("min", true), ("latitude", true), ("longitude", true), ("height\nm AMSL", true), ("way\nkm", true), ("phase", false), ("ground\nm/s", true), ("power\nkW", true), ("charge\n%", true));
        foreach (var point in points)
        {
            table.Row(
                Screen.Number(point.Elapsed.ToTimeSpan().TotalMinutes, "0.00"),
                Screen.Number(point.Position.Latitude, "0.0000"),
                Screen.Number(point.Position.Longitude, "0.0000"),
                Screen.Number(point.AltitudeMAmsl, "0"),
                Screen.Number(point.DistanceM / 1000, "0.00"),
                point.Phase.ToString(),
                Screen.Number(point.GroundSpeedMps, "0.0"),
                Screen.Number(point.PowerW / 1000, "0.00"),
                point.HasSocRatio ? Screen.Percent(point.SocRatio) : "-");
        }

        Screen.Write(text, table);
        return text.ToString();
    }
}
