using System.CommandLine;
using System.Text;
using DroneLogistics.Dispatch;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary><c>drone findings</c>: every reason code with its cause and what to do.</summary>
internal static class FindingsCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "One code, for example AIRSPACE_SLOT_CONFLICT. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "Write the reference page docs/findings.md." };
        var command = new Command("findings", "Lists every reason a flight is refused for and every advisory, with its cause and what to do, in English and Chinese.\n\nExample: drone findings ALTERNATE_UNREACHABLE") { code, markdown };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var asked = parsed.GetValue(code);
            var entries = ReasonCatalogue.All.Where(entry => asked is null || string.Equals(Name(entry), asked, StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Count == 0)
            {
                throw new CommandException(ExitCode.Usage, $"there is no code \"{asked}\"; `drone findings` lists all.");
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

    private static string Name(ReasonEntry entry) => DecisionWriter.Name((V1.ReasonCode)entry.Code);

    private static void Write(TextWriter output, ReasonEntry entry)
    {
        output.WriteLine($"{Name(entry)}{(entry.IsAdvisory ? " (advisory)" : string.Empty)}");
        Screen.Labelled(output, "cause", entry.CauseEnglish);
        Screen.Labelled(output, string.Empty, entry.CauseChinese);
        Screen.Labelled(output, "action", entry.ActionEnglish);
        Screen.Labelled(output, string.Empty, entry.ActionChinese);
    }

    private static string Page(IEnumerable<ReasonEntry> entries)
    {
        var page = new StringBuilder();
        page.Append("# Findings\nEvery reason a flight is refused for, and from WIND_ASSUMED on what an answer rests on without refusing. Written by `drone findings --markdown`. By how much a flight misses a limit, where and when stands in its findings; `docs/remedies.md` tells how what helps is found.\n\n");
        page.Append("| code | cause | what to do |\n|---|---|---|\n");
        foreach (var entry in entries)
        {
            page.Append($"| {Name(entry)} | {entry.CauseEnglish} {entry.CauseChinese} | {entry.ActionEnglish} {entry.ActionChinese} |\n");
        }

        return page.ToString();
    }
}
