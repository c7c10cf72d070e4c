using System.CommandLine;
using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary>A question about a flight that a running service answers with its fleet, or this process with an assumed one.</summary>
internal sealed class AskedFlight
{
    private readonly ForecastChoice forecast = new();
    private readonly Option<Timestamp?> at = CommonOptions.At();
    private readonly Option<Uri?> server = Values.Url("--server", "Ask a running service, with its fleet and flights, instead of answering here with an assumed fleet.");
    private readonly Option<string?> tokenFile = CommonOptions.TokenFile();
    private readonly Option<string?> data = CommonOptions.Data();
    private readonly FlightOptions flight = new();

    /// <summary>Adds the options, and before those of who answers what else the command takes.</summary>
    public void AddTo(Command command, System.CommandLine.Option[] own, System.CommandLine.Option json)
    {
        flight.AddTo(command, [.. forecast.Options, at, .. own, server, tokenFile, data, json]);
        forecast.Guard(command, server, flight);
    }

    /// <summary>The plan as the API takes it.</summary>
    public FlightPlan Plan(ParseResult parsed) => flight.Read(parsed);

    /// <summary>The instant of the decision; null: the clock of who answers.</summary>
    public Timestamp? DecisionTime(ParseResult parsed) => parsed.GetValue(at);

    /// <summary>The answer of the service that is named, else of this process.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="doing">What this process says that it does.</param>
    /// <param name="ask">Asks a service.</param>
    /// <param name="here">Answers here; told the share that is done, it may be ended by an exception.</param>
    /// <param name="cancellationToken">Ends either.</param>
    public async Task<T> AnswerAsync<T>(
        ParseResult parsed,
        string doing,
        Func<PlanningService.PlanningServiceClient, CallOptions, AsyncUnaryCall<T>> ask,
        Func<World, Timetable, DateTimeOffset, Action<double>, T> here,
        CancellationToken cancellationToken)
    {
        if (parsed.GetValue(server) is { } url)
        {
            using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
            return await ask(new PlanningService.PlanningServiceClient(service.Invoker), service.CallOptions(cancellationToken));
        }

        return Screen.WhileWorking(parsed.InvocationConfiguration.Error, doing, working =>
        {
            var world = forecast.In(parsed, CommonOptions.Load(parsed, data), DecisionTime(parsed));
            return here(world, CommonOptions.AssumedTimetable(world), TimeProvider.System.GetUtcNow(), share =>
            {
                working(share);
                cancellationToken.ThrowIfCancellationRequested();
            });
        });
    }
}
