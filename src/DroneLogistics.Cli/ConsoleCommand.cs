using System.CommandLine;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone console</c>: an address that opens the page of a running service once.</summary>
internal static class ConsoleCommand
{
    public static Command Create()
    {
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var command = new Command("console", "Prints an address that opens the page of a running service once, within the hour; the browser then acts as you until it is closed or twelve hours have passed.\n\nExample: drone console") { server, tokenFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var url = CommonOptions.Address(parsed, server);
            using var service = await ServiceConnection.OpenAsync(url, parsed.GetValue(tokenFile), cancellationToken);
            var code = await new AccessService.AccessServiceClient(service.Invoker).IssueConsoleCodeAsync(new IssueConsoleCodeRequest(), service.CallOptions(cancellationToken));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(new Uri(url, code.Path).ToString());
            return ExitCode.Go;
        });
        return command;
    }
}
