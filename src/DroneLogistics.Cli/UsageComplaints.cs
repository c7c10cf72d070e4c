using System.CommandLine;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>What is wrong with the words of a command line, in the voice of the other complaints.</summary>
internal static class UsageComplaints
{
    /// <summary>A word nobody knows hides the others: they follow from it.</summary>
    public static IEnumerable<string> Of(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var stranger, ..] ? [Unknown(stranger, parsed)] : parsed.Errors.Select(problem => problem.Message);

    private static string Unknown(string word, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (word.StartsWith('-'))
        {
            var options = command.Options.Concat(parsed.RootCommandResult.Command.Options);
            return FieldReader.NoSuch("option", word, options.SelectMany(option => option.Aliases.Append(option.Name)));
        }

        return command.Subcommands.Count > 0
            ? FieldReader.NoSuch("command", word, command.Subcommands.Select(known => known.Name))
            : $"{command.Name} takes no further word \"{word}\"; a text with blanks is put in quotes.";
    }
}
