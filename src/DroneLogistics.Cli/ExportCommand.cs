using System.CommandLine;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone export</c>: a decided flight as a file for another program.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var format = new Option<string?>("--format")
        {
            Description = "geojson, kml, kmz, czml (trace in time), plan (QGroundControl: mission, geofence, rally points), waypoints (MAVLink QGC WPL 110), wpml (DJI), csv (trace), f3548 (operational intent).",
            HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong([.. ExchangeFormats.All.Select(entry => entry.Word)]);
        var outFile = new Option<string?>("--out") { Description = "Write to a file; kmz and wpml need one. Default: the terminal.", HelpName = "FILE" };
        var evenRefused = new Option<bool>("--even-refused") { Description = "Write plan, waypoints or wpml of a flight that is refused, marked in the file." };
        var step = Values.Number("--step", "Time between points of the trace, seconds, 0.1 to 3600. Default: 10.", "S");
        var manager = new Option<string?>("--manager") { Description = "With f3548: who the intent belongs to. Default: dronelogistics.", HelpName = "NAME" };
        var url = Values.Url("--uss-url", "With f3548: where its service supplier answers. Default: https://uss.invalid, which leads nowhere.");
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var command = new Command("export", "Simulates and decides a flight as check does, and writes it as a file for maps, ground stations, aircraft and traffic management. Exit 0 where it is GO, 2 where it is refused: then missions are not written without --even-refused.\n\nExample: drone export putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5 --format plan --out putuo-liuheng.plan");
        flight.AddTo(command, [format, outFile, evenRefused, .. forecast.Options, at, step, manager, url, data, terrain]);
        forecast.Guard(command, null, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var entry = ExchangeFormats.All.FirstOrDefault(known => known.Word == parsed.GetValue(format))
                ?? throw new CommandException(ExitCode.Usage, $"--format is missing; expected one of {string.Join(", ", ExchangeFormats.All.Select(known => known.Word))}.");
            var file = parsed.GetValue(outFile);
            if (file is null && !entry.IsText)
            {
                throw new CommandException(ExitCode.Usage, $"--out is missing; {entry.Word} is no text, so write it to a file, such as flight{entry.Extension}.");
            }

            var request = new SimulateFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            if (parsed.GetValue(step) is { } seconds)
            {
                request.TimeStepS = seconds;
            }

            var (decision, exchanged) = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "deciding the flight", () =>
            {
                var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime);
                return ExportDesk.Exchange(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
            });
            var owner = new IntentOwner(parsed.GetValue(manager) ?? IntentOwner.None.Manager, parsed.GetValue(url) ?? IntentOwner.None.Url);
            if (exchanged is null || Written() is not { } content)
            {
                DecisionText.Refusals(parsed.InvocationConfiguration.Error, DecisionWriter.Write(decision));
                return ExitCode.NoGo;
            }

            if (file is null)
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(System.Text.Encoding.UTF8.GetString(content));
            }
            else
            {
                await OutputFile.WriteAsync(file, content, cancellationToken);
            }

            return exchanged.IsGo ? ExitCode.Go : ExitCode.NoGo;

            byte[]? Written()
            {
                try
                {
                    return FlightExport.Write(exchanged, entry.Format, parsed.GetValue(evenRefused), owner);
                }
                catch (ExportException trouble)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"drone: nothing is written: {trouble.Message}.");
                    return null;
                }
            }
        });
        return command;
    }
}
