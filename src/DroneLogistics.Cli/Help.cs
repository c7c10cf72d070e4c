using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DroneLogistics.Cli;

/// <summary>The help: at most 100 columns, and one line for each command where they are listed. Examples stand in a command's own help.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private readonly HelpAction page = new() { MaxWidth = 100 };

    public override bool ClearsParseErrors => page.ClearsParseErrors;

    /// <summary>Gives a root command, and with it every command, this help.</summary>
    public static RootCommand For(RootCommand root)
    {
        root.Options.OfType<HelpOption>().Single().Action = new Help();
        return root;
    }

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var listed in parseResult.CommandResult.Command.Subcommands)
        {
            listed.Description = listed.Description?.Split('\n')[0];
        }

        return page.Invoke(parseResult);
    }
}
