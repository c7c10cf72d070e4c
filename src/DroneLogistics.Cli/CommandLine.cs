using System.CommandLine;
using DroneLogistics.Provenance;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>The command line <c>drone</c>: parses, runs, and turns every trouble into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Complaints.</param>
    /// <param name="stop">Asks the command to come to an end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop = default)
    {
        // "@" begins a file name of ours, not a response file.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in UsageComplaints.Of(parsed))
            {
                await error.WriteLineAsync($"drone: {problem}");
            }

            await error.WriteLineAsync("See `drone --help`, or `drone COMMAND --help` with examples.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                stop);
        }
        catch (BadRequestException trouble)
        {
            foreach (var violation in trouble.Violations)
            {
                await error.WriteLineAsync($"drone: {OptionNames.Complaint(violation.Field, violation.Reason, violation.Description)}");
            }

            return ExitCode.Usage;
        }
        catch (Exception trouble) when (Explain(trouble) is { } explained)
        {
            await error.WriteLineAsync($"drone: {explained.Message}");
            return explained.Code;
        }
    }

    private static RootCommand Root() => Help.For(new RootCommand(
        $"""
        Plans, simulates and schedules cargo drone flights between the islands of Zhoushan.

        Ask:       check, route, simulate, risk, alternates, windows, max-payload, limits, evaluate-site, legs
        Judge:     envelope, validate, calibrate
        Look:      sites, routes, aircraft, zones, obstacles, forecast, plot, cards
        Hand over: export, apply, verify, keys
        Schedule:  serve, play, book, flights, cancel, audit, call
        Let in:    console, api-keys

        {ExitCode.Help}
        """)
    {
        CheckCommand.Create(),
        RouteCommand.Create(),
        SimulateCommand.Create(),
        RiskCommand.Create(),
        AlternatesCommand.Create(),
        FindingsCommand.Create(),
        ErrorsCommand.Create(),
        WindowsCommand.Create(),
        MaxPayloadCommand.Create(),
        LimitsCommand.Create(),
        EvaluateSiteCommand.Create(),
        ExportCommand.Create(),
        ApplyCommand.Create(),
        VerifyCommand.Create(),
        KeysCommand.Create(),
        LegsCommands.Create(),
        NetworkCommands.Sites(),
        NetworkCommands.Routes(),
        NetworkCommands.Aircraft(),
        ZonesCommands.Create(),
        ObstaclesCommands.Create(),
        ForecastCommands.Create(),
        EnvelopeCommand.Create(),
        CalibrateCommand.Create(),
        ValidateCommand.Create(),
        PlotCommand.Create(),
        CardsCommand.Create(),
        ServeCommand.Create(),
        PlayCommand.Create(),
        BookCommand.Create(),
        FlightsCommands.Flights(),
        FlightsCommands.Cancel(),
        AuditCommands.Create(),
        CallCommand.Create(),
        ConsoleCommand.Create(),
        ApiKeysCommands.Create(),
    });

    private static (int Code, string Message)? Explain(Exception trouble) => trouble switch
    {
        CommandException own => (own.ExitCode, own.Message),
        DataFileException data => (ExitCode.Configuration, data.Message),
        ConfigurationException configuration => (ExitCode.Configuration, configuration.Message),
        System.Data.Common.DbException storage => (ExitCode.Storage, $"the database failed: {storage.Message}"),
        Microsoft.EntityFrameworkCore.DbUpdateException storage => (ExitCode.Storage, $"the database failed: {storage.InnerException?.Message ?? storage.Message}"),
        Grpc.Core.RpcException rpc => ServiceErrors.Explain(rpc),
        IOException or UnauthorizedAccessException => (ExitCode.Storage, trouble.Message),
        OperationCanceledException => (ExitCode.TryAgain, "stopped before it was finished."),
        _ => null,
    };
}
