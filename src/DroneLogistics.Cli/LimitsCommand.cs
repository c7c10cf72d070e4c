using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone limits</c>: how far may it be changed until it is refused?</summary>
internal static class LimitsCommand
{
    public static Command Create()
    {
        var flight = new AskedFlight();
        var horizon = WindowsCommand.HorizonOption();
        var json = CommonOptions.Json("the answer of the API as JSON");
        var command = new Command("limits", "Tells how far a flight may be changed until it is refused, each with everything else as asked: the largest payload, the latest departure, the least charge at block-off and the strongest head wind that are GO, and what refuses more.\n\nExample: drone limits putuo liuheng --aircraft fz90 --payload 15 --horizon 12h");
        flight.AddTo(command, [horizon], json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ComputeEnvelopeRequest { Flight = flight.Plan(parsed), DecisionTime = flight.DecisionTime(parsed), HorizonDuration = WindowsCommand.Horizon(parsed.GetValue(horizon)) };
            var answer = await flight.AnswerAsync(
                parsed,
                "looking for the limits",
                (service, options) => service.ComputeEnvelopeAsync(request, options),
                (world, timetable, now, working) => InverseDesk.Envelope(world, timetable, request, now, working),
                cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                foreach (var limit in answer.Limits)
                {
                    Write(output, limit);
                }
            }

            return answer.Limits.All(limit => limit.HasValue) ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static void Write(TextWriter output, FlightLimit limit)
    {
        var charge = limit.HasLandingSocRatio ? $", lands with {Screen.Percent(limit.LandingSocRatio)} % charge" : string.Empty;
        output.WriteLine(limit.HasValue
            ? $"{Name(limit.Kind)}: {Value(limit)}{charge}"
            : $"{Name(limit.Kind)}: none");
        foreach (var finding in limit.RefusedBeyond)
        {
            Screen.Labelled(output, limit.HasValue ? "beyond" : "refused", $"{DecisionWriter.Name(finding.Code)}: {finding.Message}");
            Screen.Labelled(output, string.Empty, finding.MessageZh);
        }

        if (limit.HasValue && limit.RefusedBeyond.Count == 0)
        {
            Screen.Labelled(output, "beyond", "nothing more was asked about");
        }
    }

    private static string Name(FlightLimitKind kind) => kind switch
    {
        FlightLimitKind.LargestPayload => "largest payload",
        FlightLimitKind.LatestDeparture => "latest departure",
        FlightLimitKind.LeastTakeoffCharge => "least charge at block-off",
        FlightLimitKind.StrongestHeadwind => "strongest head wind",
        _ => "unknown",
    };

    private static string Value(FlightLimit limit) => limit.Kind switch
    {
        FlightLimitKind.LargestPayload => Invariant($"{limit.Value:0.00} kg"),
        FlightLimitKind.LatestDeparture => Screen.Instant(limit.DepartureTime),
        FlightLimitKind.LeastTakeoffCharge => $"{Screen.Percent(limit.Value)} %",
        _ => Invariant($"{limit.Value:0.0} m/s at 10 m"),
    };
}
