using System.CommandLine;
using System.Globalization;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone flights watch</c>: a line for each flight and each change of one, until Ctrl-C.</summary>
internal static class FlightsWatch
{
    public static Command Create()
    {
        var resume = new Option<string?>("--resume") { Description = "The token after which to go on, as the last line told it with --json, or the complaint when the service stopped. Default: begin with the flights that are there.", HelpName = "TOKEN" };
        var site = new Option<string?>("--site") { Description = "Only flights from or to this site.", HelpName = "ID" };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = new Option<bool>("--json") { Description = "Print each FlightChange of the API as one line of JSON and nothing else." };
        var command = new Command("watch", "Tells the scheduled flights of a running service, then each that is booked, cancelled, or changes its verdict and why, until Ctrl-C.\n\nExample: drone flights watch --site liuheng") { resume, site, server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var request = new WatchFlightsRequest
            {
                ResumeToken = parsed.GetValue(resume) ?? string.Empty,
                Site = parsed.GetValue(site) is { } id ? Values.Name("sites", id) : string.Empty,
            };
            var token = request.ResumeToken;
            using var call = new FlightsService.FlightsServiceClient(service.Invoker).WatchFlights(request, service.EndlessOptions(cancellationToken));
            try
            {
                await foreach (var change in call.ResponseStream.ReadAllAsync(cancellationToken))
                {
                    token = change.ResumeToken.Length > 0 ? change.ResumeToken : token;
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Values.JsonLine(change) : Line(change));
                    await parsed.InvocationConfiguration.Output.FlushAsync(cancellationToken);
                }
            }
            catch (Exception trouble) when (cancellationToken.IsCancellationRequested && trouble is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            {
                // Told to stop: that is what it was asked for.
                return ExitCode.Go;
            }

            throw new CommandException(ExitCode.TryAgain, $"the service has stopped.{(token.Length > 0 ? $" Go on with --resume {token}." : string.Empty)}");
        });
        return command;
    }

    /// <summary>When, what, which flight, and of a verdict the codes and the cause.</summary>
    private static string Line(FlightChange change)
    {
        if (change.Kind == FlightChange.Types.Kind.CaughtUp)
        {
            return "-- these are all; changes follow --";
        }

        var plan = change.Flight.Plan;
        var departs = plan.DepartureTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var verdict = change.Kind == FlightChange.Types.Kind.Cancelled ? string.Empty : change.Verdict == Verdict.Go ? " GO" : " NO_GO";
        var codes = change.Codes.Count > 0 ? $" {string.Join(' ', change.Codes.Select(Service.DecisionWriter.Name))}" : string.Empty;
        var cause = change.Cause.Length > 0 ? $" ({change.Cause})" : string.Empty;
        return $"{Screen.Clock(change.ChangeTime)} {Word(change.Kind)} {change.Flight.Name}{verdict} {Id(plan.Origin)} -> {Id(plan.Destination)} {departs}{codes}{cause}";
    }

    private static string Word(FlightChange.Types.Kind kind) => kind switch
    {
        FlightChange.Types.Kind.Present => "is there",
        FlightChange.Types.Kind.Created => "booked",
        FlightChange.Types.Kind.Cancelled => "cancelled",
        FlightChange.Types.Kind.VerdictChanged => "verdict",
        _ => kind.ToString(),
    };

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
