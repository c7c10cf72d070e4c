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
        var json = CommonOptions.Json("the Decision of the API as JSON");
        var command = new Command("check", "Simulates a flight and answers GO or NO_GO with every reason, and for a NO_GO with the smallest changes that make it GO: each is simulated and decided before it is told.\n\nExample: drone check putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5");
        flight.AddTo(command, [.. forecast.Options, at, request, server, tokenFile, data, terrain, noRemedies, json]);
        forecast.Guard(command, server, flight);
        command.OnlyOneOf(server, terrain);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = await ReadRequestAsync(parsed, flight, request, at, cancellationToken);
            asked.SkipRemedies |= parsed.GetValue(noRemedies);
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
