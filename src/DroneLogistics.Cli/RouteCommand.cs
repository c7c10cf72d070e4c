using System.CommandLine;
using DroneLogistics.Formats;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone route</c>: which way?</summary>
internal static class RouteCommand
{
    private static readonly Dictionary<string, RouteObjective> Objectives = new(StringComparer.Ordinal)
    {
        ["energy"] = RouteObjective.LeastEnergy,
        ["time"] = RouteObjective.LeastTime,
        ["distance"] = RouteObjective.LeastDistance,
        ["ground-risk"] = RouteObjective.LeastGroundRisk,
    };

    public static Option<string?> ObjectiveOption()
    {
        var option = new Option<string?>("--objective") { Description = "What the best route has least of: energy, time, distance, or ground-risk (places from which a falling aircraft may hit land). Default: energy.", HelpName = string.Join('|', Objectives.Keys) };
        option.AcceptOnlyFromAmong([.. Objectives.Keys]);
        return option;
    }

    public static Option<uint?> AlternativesOption() => Values.Whole("--alternatives", "How many routes at most, the best among them, 1 to 5; each goes another way round something. Default: 3.");

    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var (at, objective, alternatives) = (CommonOptions.At(), ObjectiveOption(), AlternativesOption());
        var number = Values.Whole("--route", "With --plan: which of the routes, from 1. Default: 1, the best.");
        var geoJson = new Option<bool>("--geojson") { Description = "Print the routes and the straight line as GeoJSON." };
        var kml = new Option<bool>("--kml") { Description = "Print the routes and the straight line as KML." };
        var plan = new Option<bool>("--plan") { Description = "Print one route as a mission for QGroundControl (.plan); only of a flight that is GO." };
        var outFile = new Option<string?>("--out") { Description = "Write to a file instead of the terminal.", HelpName = "FILE" };
        var server = Values.Url("--server", "Ask a running service, with its fleet, flights and zones, instead of answering here with an assumed fleet.");
        var tokenFile = CommonOptions.TokenFile();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json("the PlanRouteResponse of the API as JSON");
        var command = new Command("route", "Finds the routes of a flight round islands, obstacles and zones, at the best altitude, and tells what each has least of, what it bends round and what stands in the straight line. Where none may be flown it tells what can be flown instead.\n\nExample: drone route putuo liuheng --aircraft fz90 --payload 15 --objective energy --alternatives 3");
        flight.AddTo(command, [.. forecast.Options, at, objective, alternatives, geoJson, kml, plan, number, json, outFile, server, tokenFile, data]);
        forecast.Guard(command, server, flight);
        command.OnlyOneOf(geoJson, kml, plan, json);
        command.OnlyOneOf(server, data);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = Read(parsed, flight, at, objective, alternatives);
            var working = Screen.Working(parsed.InvocationConfiguration.Error, "looking for routes");
            var answer = parsed.GetValue(server) is { } url
                ? await AskAsync(url, parsed.GetValue(tokenFile), request, cancellationToken)
                : AnswerHere(forecast.In(parsed, CommonOptions.Load(parsed, data), request.DecisionTime), request, share =>
                {
                    working(share);
                    cancellationToken.ThrowIfCancellationRequested();
                });
            var best = answer.Routes[0].Decision;
            if (parsed.GetValue(plan))
            {
                var chosen = parsed.GetValue(number) ?? 1;
                if (chosen < 1 || chosen > answer.Routes.Count)
                {
                    throw new CommandException(ExitCode.Usage, $"--route is {parsed.GetValue(number)}; expected 1 to {answer.Routes.Count}, the routes that were found.");
                }

                if (answer.Routes[(int)chosen - 1].Decision is { Verdict: not Verdict.Go } refused)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync("drone: no mission is written for a flight that is refused:");
                    DecisionText.Findings(parsed.InvocationConfiguration.Error, refused);
                    return ExitCode.NoGo;
                }

                await WriteAsync(parsed, parsed.GetValue(outFile), QgcPlan.Write(RouteFiles.Of(answer.Routes[(int)chosen - 1], (int)chosen)), cancellationToken);
                return ExitCode.Go;
            }

            var title = $"{RouteFiles.Name(best.Origin)} to {RouteFiles.Name(best.Destination)}, {RouteFiles.Name(best.AircraftType)}";
            var text = parsed.GetValue(geoJson) ? RouteGeoJson.Write(RouteFiles.All(answer))
                : parsed.GetValue(kml) ? RouteKml.Write(title, RouteFiles.All(answer))
                : parsed.GetValue(json) ? Values.Json(answer) + "\n"
                : RouteText.Write(answer);
            await WriteAsync(parsed, parsed.GetValue(outFile), text, cancellationToken);
            return best.Verdict == Verdict.Go ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    /// <summary>The request of the options.</summary>
    public static PlanRouteRequest Read(ParseResult parsed, FlightOptions flight, Option<Google.Protobuf.WellKnownTypes.Timestamp?> at, Option<string?> objective, Option<uint?> alternatives)
    {
        var request = new PlanRouteRequest
        {
            Flight = flight.Read(parsed),
            DecisionTime = parsed.GetValue(at),
            Objective = parsed.GetValue(objective) is { } word ? Objectives[word] : RouteObjective.Unspecified,
        };
        if (parsed.GetValue(alternatives) is { } count)
        {
            // What does not fit the field is out of its range as well.
            request.MaxRouteCount = (int)Math.Min(count, int.MaxValue);
        }

        return request;
    }

    private static PlanRouteResponse AnswerHere(Dispatch.World world, PlanRouteRequest request, Action<double> advance) =>
        PlanningDesk.PlanRoute(world, CommonOptions.AssumedTimetable(world), request, TimeProvider.System.GetUtcNow(), advance);

    private static async Task<PlanRouteResponse> AskAsync(Uri url, string? tokenFile, PlanRouteRequest request, CancellationToken cancellationToken)
    {
        using var service = await ServiceConnection.OpenAsync(url, tokenFile, cancellationToken);
        return await new PlanningService.PlanningServiceClient(service.Invoker).PlanRouteAsync(request, service.CallOptions(cancellationToken));
    }

    private static async Task WriteAsync(ParseResult parsed, string? file, string text, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return;
        }

        await OutputFile.WriteAsync(file, text, cancellationToken);
    }
}
