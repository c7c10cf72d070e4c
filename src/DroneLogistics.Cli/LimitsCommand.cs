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
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var horizon = WindowsCommand.HorizonOption();
        var server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json("the answer of the API as JSON");
        var command = new Command("limits", "Tells how far a flight may be changed until it is refused, each with everything else as asked: the largest payload, the latest departure, the least charge at block-off and the strongest head wind that are GO, and what refuses more.\n\nExample: drone limits putuo liuheng --aircraft fz90 --payload 15 --horizon 12h");
        flight.AddTo(command, [.. forecast.Options, at, horizon, server, tokenFile, data, json]);
        forecast.Guard(command, server, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ComputeEnvelopeRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at), HorizonDuration = WindowsCommand.Horizon(parsed.GetValue(horizon)) };
            ComputeEnvelopeResponse answer;
            if (parsed.GetValue(server) is { } url)
            {
                using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
                answer = await new PlanningService.PlanningServiceClient(service.Invoker).ComputeEnvelopeAsync(request, service.CallOptions(cancellationToken));
            }
            else
            {
                answer = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "looking for the limits", working =>
                {
                    var world = forecast.In(parsed, CommonOptions.Load(parsed, data), request.DecisionTime);
                    return InverseDesk.Envelope(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow(), share =>
                    {
                        working(share);
                        cancellationToken.ThrowIfCancellationRequested();
                    });
                });
            }

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
