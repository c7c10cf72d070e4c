using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone max-payload</c>: how much may it carry?</summary>
internal static class MaxPayloadCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json("the answer of the API as JSON");
        var command = new Command("max-payload", "Tells the largest payload with which a flight is GO, to a hundredth of a kilogram, and what refuses more. Without --payload.\n\nExample: drone max-payload putuo liuheng --aircraft fz90 --wind-from 340 --wind-speed 5");
        flight.AddTo(command, [.. forecast.Options, at, server, tokenFile, data, json]);
        forecast.Guard(command, server, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ComputeLargestPayloadRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            ComputeLargestPayloadResponse answer;
            if (parsed.GetValue(server) is { } url)
            {
                using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
                answer = await new PlanningService.PlanningServiceClient(service.Invoker).ComputeLargestPayloadAsync(request, service.CallOptions(cancellationToken));
            }
            else
            {
                answer = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "looking for the largest payload", () =>
                {
                    var world = forecast.In(parsed, CommonOptions.Load(parsed, data), request.DecisionTime);
                    return InverseDesk.Payload(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
                });
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else if (answer.HasPayloadKg)
            {
                output.WriteLine(Invariant($"{answer.PayloadKg:0.00} kg at most. With it: {DecisionText.Headline(answer.Decision)}"));
                foreach (var finding in answer.RefusedAbove)
                {
                    Screen.Labelled(output, "more", $"{DecisionWriter.Name(finding.Code)}: {finding.Message}");
                    Screen.Labelled(output, string.Empty, finding.MessageZh);
                }
            }
            else
            {
                output.WriteLine("No payload: the flight is refused empty too.");
                DecisionText.Refusals(output, answer.Decision);
            }

            return answer.HasPayloadKg ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }
}
