using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.Units;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone plot</c>: pictures.</summary>
internal static class PlotCommand
{
    public static Command Create() => new("plot", "Draws pictures as SVG: the network, a flight, its routes, when it may leave, what a type can do.")
    {
        Network(),
        Flight(),
        Route(),
        Windows(),
        Power(),
        Range(),
    };

    private static Command Network()
    {
        var (outFile, data) = (OutFile(), CommonOptions.Data());
        var command = new Command("network", "Draws the islands, the sites by status and the routes as SVG.\n\nExample: drone plot network --out network.svg") { outFile, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, NetworkPicture.Svg(CommonOptions.Load(parsed, data)), cancellationToken);
            return ExitCode.Go;
        });
        return command;
    }

    private static Command Flight()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var (at, outFile, data, terrain) = (CommonOptions.At(), OutFile(), CommonOptions.Data(), CommonOptions.Terrain());
        var command = new Command("flight", "Draws one simulated flight against time as SVG: height, power, voltage and charge, its phases and limits. It is drawn whether or not it may fly; the exit code tells.\n\nExample: drone plot flight putuo liuheng --aircraft fz90 --payload 15 --out flight.svg");
        flight.AddTo(command, [.. forecast.Options, at, outFile, data, terrain]);
        forecast.Guard(command, server: null, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SimulateFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            var (decision, _) = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "simulating the flight", () =>
            {
                var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime);
                return PlanningDesk.Simulate(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
            });
            if (decision.Forecast is not { Phases.Count: > 0 } flown)
            {
                DecisionText.Findings(parsed.InvocationConfiguration.Error, DecisionWriter.Write(decision));
                return ExitCode.NoGo;
            }

            var question = decision.Question;
            var lands = flown.LandingCharge is { } charge ? Invariant($"lands with {charge.Percent:0.0} %") : "does not get there";
            var title = Invariant($"{question.Type.NameEnglish}, {question.Origin.NameEnglish} to {question.Destination.NameEnglish}");
            var wind = flown.Task.Wind.Mean.MetresPerSecond == 0 ? "calm" : Invariant($"wind {flown.Task.Wind.From.Degrees:0}° {flown.Task.Wind.Mean.MetresPerSecond:0.0} m/s");
            var subtitle = Invariant($"{question.Payload.Kilograms:0.###} kg of payload, {flown.Profile.Segments.Sum(segment => segment.DistanceMetres) / 1000:0.0} km, {wind}: {flown.BlockSeconds / 60:0.0} min, {lands}");
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, FlightPicture.Svg(flown, title, subtitle), cancellationToken);
            return decision.Verdict == Dispatch.Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static Command Route()
    {
        var flight = new FlightOptions();
        var (at, objective, alternatives) = (CommonOptions.At(), RouteCommand.ObjectiveOption(), RouteCommand.AlternativesOption());
        var (outFile, data) = (OutFile(), CommonOptions.Data());
        var command = new Command("route", "Draws the routes of a flight as SVG: a map with islands, zones and obstacles, and the best route from the side with the altitudes that are open. It is drawn whether or not it may fly; the exit code tells.\n\nExample: drone plot route putuo liuheng --aircraft fz90 --payload 15 --out route.svg");
        flight.AddTo(command, at, objective, alternatives, outFile, data);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = RouteCommand.Read(parsed, flight, at, objective, alternatives);
            var world = CommonOptions.Load(parsed, data);
            var working = Screen.Working(parsed.InvocationConfiguration.Error, "looking for routes");
            var study = PlanningDesk.StudyRoutes(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow(), share =>
            {
                working(share);
                cancellationToken.ThrowIfCancellationRequested();
            });
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, RoutePicture.Svg(world, study), cancellationToken);
            return study.Routes[0].Decision.Verdict == Dispatch.Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static Command Windows()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var (at, horizon, outFile, data) = (CommonOptions.At(), WindowsCommand.HorizonOption(), OutFile(), CommonOptions.Data());
        var command = new Command("windows", "Draws when a flight may leave as SVG: the wind that each departure meets, how likely it ends as planned, the windows and what refuses it when. The exit code tells whether there is a window.\n\nExample: drone plot windows putuo liuheng --aircraft fz90 --payload 15 --horizon 12h --out windows.svg");
        flight.AddTo(command, [.. forecast.Options, at, horizon, outFile, data]);
        forecast.Guard(command, server: null, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SearchDepartureWindowsRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at), HorizonDuration = WindowsCommand.Horizon(parsed.GetValue(horizon)) };
            var (windows, picture) = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "asking minute by minute", working =>
            {
                var world = forecast.In(parsed, CommonOptions.Load(parsed, data), request.DecisionTime);
                var moments = new List<DepartureMoment>();
                var (found, first, asked) = InverseDesk.StudyWindows(
                    world,
                    CommonOptions.AssumedTimetable(world),
                    request,
                    TimeProvider.System.GetUtcNow(),
                    share =>
                    {
                        working(share);
                        cancellationToken.ThrowIfCancellationRequested();
                    },
                    decision => moments.Add(DepartureMoment.Of(decision)));
                return (found, WindowsPicture.Svg(first.Question, found, moments, asked, world.Policy.LocalOffset));
            });
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, picture, cancellationToken);
            return windows.Count > 0 ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static Command Power()
    {
        var (aircraft, outFile, data) = (AircraftChoice.Option(required: true), OutFile(), CommonOptions.Data());
        var payload = Values.Number("--payload", "Payload, kilograms. Default: 0.", "KG");
        var command = new Command("power", "Draws a type's electrical power in level flight against airspeed as SVG: by cause, with hover and the speeds of least power and of least energy.\n\nExample: drone plot power --aircraft fc30 --payload 15 --out power.svg") { aircraft, payload, outFile, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var world = CommonOptions.Load(parsed, data);
            var fields = new FieldReader();
            var type = AircraftChoice.Read(parsed.GetValue(aircraft)!, parsed.GetValue(data) ?? WorldFiles.DefaultFolder);
            var load = fields.Number("payload_kg", parsed.GetValue(payload) ?? 0, 0, type.MaxPayload?.Kilograms ?? 0, "kg", "PAYLOAD_EXCEEDS_LIMIT");
            fields.ThrowIfAny();
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, PowerPicture.Svg(type, Mass.FromKilograms(load!.Value), world.Policy.Flight), cancellationToken);
            return ExitCode.Go;
        });
        return command;
    }

    private static Command Range()
    {
        var (aircraft, outFile, data) = (AircraftChoice.Option(required: true), OutFile(), CommonOptions.Data());
        var command = new Command("range", "Draws a type's range against payload as SVG, as makers publish it, with the published points. A flight between pads goes less far.\n\nExample: drone plot range --aircraft fc30 --out range.svg") { aircraft, outFile, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var world = CommonOptions.Load(parsed, data);
            var type = AircraftChoice.Read(parsed.GetValue(aircraft)!, parsed.GetValue(data) ?? WorldFiles.DefaultFolder);
            var most = type.MaxPayload ?? throw new CommandException(ExitCode.Usage, $"--aircraft is {type.Id}, whose highest payload is not known; expected a type with one.");
            await OutputFile.WriteAsync(parsed.GetValue(outFile)!, RangePicture.Svg(type, most, world.Policy), cancellationToken);
            return ExitCode.Go;
        });
        return command;
    }

    private static Option<string> OutFile() => new("--out") { Description = "The SVG file to write.", HelpName = "FILE", Required = true };
}
