using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone risk</c>: how sure is it?</summary>
internal static class RiskCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var samples = Values.Whole("--samples", "Variations flown, a power of two from 1024 to 65536. Default: 4096.");
        var seed = Values.Whole("--seed", "Seed of the variations: equal seeds give equal answers, and flights with one seed may be compared. Default: 1.");
        var limit = Values.Number("--on-time-limit", "Pad to pad; up to here a flight is on time, seconds. Default: the planned time and the policy's margin, 300.", "S");
        var within = Values.Number("--wind-within", "The wind is not forecast: each component lies anywhere within so much of the given one, metres a second, 0 to 30. Default: the policy's forecast error.", "MPS");
        var shape = new Option<bool>("--new-payload-shape") { Description = "The payload hangs outside or has a shape that was not flown before: the drag is less known (spread 25 % instead of 10 %)." };
        var back = new Option<bool>("--return") { Description = "Assess the way back as well, after the turnaround of the policy, and both together: the error of the wind is largely the same both ways." };
        var backPayload = Values.Number("--return-payload", "What is brought back, kilograms; with --return. Default: 0.", "KG");
        var samePack = new Option<bool>("--same-pack") { Description = "Back on the pack of the way out as it landed, neither changed nor charged; with --return. Default: another pack, charged as the first." };
        var server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var json = CommonOptions.Json("the FlightRisk of the API as JSON");
        var command = new Command("risk", "Flies a flight some thousand times with wind, payload, pack, drag and the rest drawn anew, and tells how sure it is.\n\nExample: drone risk putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5 --samples 4096 --seed 1");
        flight.AddTo(command, [.. forecast.Options, at, samples, seed, limit, within, shape, back, backPayload, samePack, server, tokenFile, data, terrain, json]);
        forecast.Guard(command, server, flight);
        command.Validators.Add(result =>
        {
            foreach (var option in (Option[])[backPayload, samePack])
            {
                if (result.GetResult(option) is not null && !result.GetValue(back))
                {
                    result.AddError($"{option.Name} is given without --return; expected both.");
                }
            }
        });
        command.OnlyOneOf(server, terrain);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new AssessFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            if (parsed.GetValue(samples) is { } count)
            {
                // What does not fit the field is out of its range as well.
                request.SampleCount = (int)Math.Min(count, int.MaxValue);
            }

            if (parsed.GetValue(seed) is { } number)
            {
                request.Seed = number;
            }

            if (parsed.GetValue(limit) is { } seconds)
            {
                request.OnTimeLimitS = seconds;
            }

            if (parsed.GetValue(within) is { } metresPerSecond)
            {
                request.WindWithinMps = metresPerSecond;
            }

            request.NewPayloadShape = parsed.GetValue(shape);
            if (parsed.GetValue(back))
            {
                request.ReturnLeg = new ReturnLeg { SamePack = parsed.GetValue(samePack) };
                if (parsed.GetValue(backPayload) is { } kilograms)
                {
                    request.ReturnLeg.PayloadKg = kilograms;
                }
            }

            FlightRisk risk;
            if (parsed.GetValue(server) is { } url)
            {
                risk = await AskAsync(url, parsed.GetValue(tokenFile), request, cancellationToken);
            }
            else
            {
                var (decision, answer) = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "varying the flight", () =>
                {
                    var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime);
                    return PlanningDesk.Assess(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow());
                });
                if (answer is null)
                {
                    DecisionText.Findings(parsed.InvocationConfiguration.Error, DecisionWriter.Write(decision));
                    return ExitCode.NoGo;
                }

                risk = answer;
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(risk));
            }
            else
            {
                RiskText.Write(output, risk);
            }

            return risk.Decision.Verdict == Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    private static async Task<FlightRisk> AskAsync(Uri url, string? tokenFile, AssessFlightRequest request, CancellationToken cancellationToken)
    {
        using var service = await ServiceConnection.OpenAsync(url, tokenFile, cancellationToken);
        var answer = await new PlanningService.PlanningServiceClient(service.Invoker).AssessFlightAsync(request, service.CallOptions(cancellationToken));
        return answer.Risk;
    }
}
