using System.CommandLine;
using System.Text;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary><c>drone errors</c>: every reason of an error of the API with its cause and what to do.</summary>
internal static class ErrorsCommand
{
    public static Command Create()
    {
        var reason = new Argument<string?>("REASON") { Description = "One reason, for example ETAG_MISMATCH. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "Write the reference page docs/errors.md." };
        var command = new Command("errors", "Lists every reason of an error of the API, with its status, its cause and what to do.\n\nExample: drone errors IN_USE") { reason, markdown };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var asked = parsed.GetValue(reason);
            var entries = ErrorReasons.All.Where(entry => asked is null || string.Equals(entry.Reason, asked, StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Count == 0)
            {
                throw new CommandException(ExitCode.Usage, FieldReader.NoSuch("reason", asked!.ToUpperInvariant(), ErrorReasons.All.Select(entry => entry.Reason)));
            }

            if (parsed.GetValue(markdown))
            {
                output.Write(Page(entries));
            }
            else
            {
                entries.ForEach(entry => Write(output, entry));
            }

            return ExitCode.Go;
        });
        return command;
    }

    private static void Write(TextWriter output, ErrorReason entry)
    {
        output.WriteLine($"{entry.Reason} ({entry.Status})");
        Screen.Labelled(output, "cause", entry.Cause);
        Screen.Labelled(output, "action", entry.Action);
    }

    private static string Page(IEnumerable<ErrorReason> entries)
    {
        var page = new StringBuilder();
        page.Append("# Errors\nEvery error of the API, by gRPC and JSON alike, carries a `google.rpc.ErrorInfo` with one of these reasons and the domain `dronelogistics`; beside it, where there is something to name, `BadRequest` with every wrong field and its own reason, `PreconditionFailure` with everything that stands in the way, `ResourceInfo` with the resource, and `RetryInfo`. Where there is a `RetryInfo`, try again after it **with the same `request_id`**: what was carried out is not done twice. Findings, the reasons why a flight is NO_GO, stand in `docs/findings.md`; a refused booking has the first of them for its reason. Written by `drone errors --markdown`.\n");
        foreach (var entry in entries)
        {
            page.Append($"\n## {entry.Reason}\n{entry.Status}. {entry.Cause}\n\n{entry.Action}\n");
        }

        return page.ToString();
    }
}
