using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone check</c>: can it fly?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var request = new Option<string?>("--request") { Description = "Read the question from a file with the JSON of the API's CheckFlightRequest, \"-\" for standard input; instead of the other options.", HelpName = "FILE" };
        var server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var noRemedies = new Option<bool>("--no-remedies") { Description = "Tell only why a flight is refused, and look for nothing that would help: quicker." };
        var departs = new Option<string?>("--departs") { Description = "Decide the flight for every departure in a file, one instant with its zone a line, \"-\" for standard input: one line of JSON a departure, the Decision of the API, without remedies. Exit 0 where all are GO.", HelpName = "FILE" };
        var json = CommonOptions.Json("the Decision of the API as JSON");
        var command = new Command("check", "Simulates a flight and answers GO or NO_GO with every reason, and for a NO_GO with the smallest changes that make it GO: each is simulated and decided before it is told.\n\nExample: drone check putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5");
        flight.AddTo(command, [.. forecast.Options, at, request, server, tokenFile, data, terrain, noRemedies, departs, json]);
        forecast.Guard(command, server, flight);
        command.OnlyOneOf(server, terrain);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = await ReadRequestAsync(parsed, flight, request, at, cancellationToken);
            asked.SkipRemedies |= parsed.GetValue(noRemedies);
            if (parsed.GetValue(departs) is { } departures)
            {
                return await EachAsync(departures);
            }

            var decision = await DecideAsync(parsed.GetValue(request));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(decision));
            }
            else
            {
                DecisionText.Write(output, decision, withDetails: true);
            }

            return decision.Verdict == Verdict.Go ? ExitCode.Go : ExitCode.NoGo;

            async Task<int> EachAsync(string file)
            {
                var instants = Departures(await Values.ReadTextAsync(file, cancellationToken), file);
                asked.SkipRemedies = true;
                using var service = parsed.GetValue(server) is { } url ? await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken) : null;
                var world = service is null ? forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), asked.DecisionTime) : null;
                var all = ExitCode.Go;
                foreach (var instant in instants)
                {
                    asked.Flight.DepartureTime = instant;
                    var decision = world is not null
                        ? AnswerHere(world, asked, _ => cancellationToken.ThrowIfCancellationRequested())
                        : (await new PlanningService.PlanningServiceClient(service!.Invoker).CheckFlightAsync(asked, service.CallOptions(cancellationToken))).Decision;
                    cancellationToken.ThrowIfCancellationRequested();
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(Values.JsonLine(decision));
                    all = decision.Verdict == Verdict.Go ? all : ExitCode.NoGo;
                }

                return all;
            }

            async Task<Decision> DecideAsync(string? file)
            {
                try
                {
                    return parsed.GetValue(server) is { } url
                        ? await AskAsync(url, parsed.GetValue(tokenFile), asked, cancellationToken)
                        : Screen.WhileWorking(parsed.InvocationConfiguration.Error, "deciding the flight", working => AnswerHere(forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), asked.DecisionTime), asked, share =>
                        {
                            working(share);
                            cancellationToken.ThrowIfCancellationRequested();
                        }));
                }
                catch (BadRequestException trouble) when (file is not null)
                {
                    // What is wrong stands in the file under the field's own name, not in an option.
                    throw new CommandException(ExitCode.Usage, OptionNames.Lines(trouble.Violations.Select(violation => $"{file}: {violation.Field} {violation.Description}")));
                }
                catch (RpcException trouble) when (file is not null)
                {
                    throw ServiceErrors.ByField(trouble, $"{file}: ");
                }
            }
        });
        return command;
    }

    private static List<Google.Protobuf.WellKnownTypes.Timestamp> Departures(string text, string file)
    {
        var departures = text.Split('\n')
            .Select((line, index) => (Text: line.Trim(), Number: index + 1))
            .Where(line => line.Text.Length > 0)
            .Select(line => Values.ReadInstant(line.Text, $"{file}, line {line.Number}", out var complaint) ?? throw new CommandException(ExitCode.Usage, complaint!))
            .ToList();
        return departures.Count > 0 ? departures : throw new CommandException(ExitCode.Usage, $"{file} holds no departure; expected one instant with its zone a line, for example 2026-12-01T09:00+08:00.");
    }

    private static async Task<CheckFlightRequest> ReadRequestAsync(ParseResult parsed, FlightOptions flight, Option<string?> request, Option<Google.Protobuf.WellKnownTypes.Timestamp?> at, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(request) is not { } file)
        {
            return new CheckFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
        }

        if (flight.AnyGiven(parsed))
        {
            throw new CommandException(ExitCode.Usage, "--request holds the whole question; leave FROM, TO and the options of the flight out.");
        }

        var asked = (CheckFlightRequest)Values.Message(await Values.ReadTextAsync(file, cancellationToken), CheckFlightRequest.Descriptor, file);
        asked.DecisionTime = parsed.GetValue(at) ?? asked.DecisionTime;
        return asked;
    }

    private static Decision AnswerHere(Dispatch.World world, CheckFlightRequest asked, Action<double> advance) =>
        PlanningDesk.Check(world, CommonOptions.AssumedTimetable(world), asked, TimeProvider.System.GetUtcNow(), advance);

    private static async Task<Decision> AskAsync(Uri url, string? tokenFile, CheckFlightRequest asked, CancellationToken cancellationToken)
    {
        using var service = await ServiceConnection.OpenAsync(url, tokenFile, cancellationToken);
        var answer = await new PlanningService.PlanningServiceClient(service.Invoker).CheckFlightAsync(asked, service.CallOptions(cancellationToken));
        return answer.Decision;
    }
}
