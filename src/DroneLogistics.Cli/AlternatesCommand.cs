using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone alternates</c>: where could it land instead?</summary>
internal static class AlternatesCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var step = Values.Number("--step", "Points of a leg are no further apart, metres, 200 to 100000. Default: the policy's, 2000.", "M");
        var server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json("the FlightAlternates of the API as JSON");
        var command = new Command("alternates", "Tells from all along a flight and from overhead its destination which sites it could land at instead, on the charge and in the wind then.\n\nExample: drone alternates putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5 --step 5000");
        flight.AddTo(command, [.. forecast.Options, at, step, server, tokenFile, data, json]);
        forecast.Guard(command, server, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new FindAlternatesRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            if (parsed.GetValue(step) is { } metres)
            {
                request.StepM = metres;
            }

            FlightAlternates alternates;
            if (parsed.GetValue(server) is { } url)
            {
                using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
                alternates = (await new PlanningService.PlanningServiceClient(service.Invoker).FindAlternatesAsync(request, service.CallOptions(cancellationToken))).Alternates;
            }
            else
            {
                var (decision, answer) = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "looking for alternates", () =>
                {
                    var world = forecast.In(parsed, CommonOptions.Load(parsed, data), request.DecisionTime);
                    return PlanningDesk.FindAlternates(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
                });
                if (answer is null)
                {
                    DecisionText.Findings(parsed.InvocationConfiguration.Error, DecisionWriter.Write(decision));
                    return ExitCode.NoGo;
                }

                alternates = answer;
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(alternates));
            }
            else
            {
                AlternatesText.Write(output, alternates);
            }

            return alternates.Decision.Verdict == Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }
}
