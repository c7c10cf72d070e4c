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
        var flight = new AskedFlight();
        var json = CommonOptions.Json("the answer of the API as JSON");
        var command = new Command("max-payload", "Tells the largest payload with which a flight is GO, to a hundredth of a kilogram, and what refuses more. Without --payload.\n\nExample: drone max-payload putuo liuheng --aircraft fz90 --wind-from 340 --wind-speed 5");
        flight.AddTo(command, [], json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ComputeLargestPayloadRequest { Flight = flight.Plan(parsed), DecisionTime = flight.DecisionTime(parsed) };
            var answer = await flight.AnswerAsync(
                parsed,
                "looking for the largest payload",
                (service, options) => service.ComputeLargestPayloadAsync(request, options),
                (world, timetable, now, _) => InverseDesk.Payload(world, timetable, request, now),
                cancellationToken);
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
