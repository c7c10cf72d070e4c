using System.CommandLine;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary>An aircraft type named by its id or by a file of its own.</summary>
internal static class AircraftChoice
{
    public static Option<string?> Option(bool required) => new("--aircraft", "--aircraft-type")
    {
        Description = "Aircraft type by its id, for example m100, or a file in the form of data/aircraft/*.json.",
        HelpName = "TYPE-OR-FILE",
        Required = required,
    };

    /// <summary>The type; a word with a dot or a slash is a file.</summary>
    public static AircraftType Read(string given, string folder)
    {
        if (given.Contains('.', StringComparison.Ordinal) || given.Contains('/', StringComparison.Ordinal))
        {
            return AircraftTypeFile.Read(InputFile.Bytes(given), given, WorldFiles.Chemistries(folder));
        }

        var types = WorldFiles.AircraftTypes(folder);
        return types.FirstOrDefault(type => string.Equals(type.Id.Text, given, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(ExitCode.Usage, $"--aircraft is \"{given}\"; expected one of {string.Join(", ", types.Select(type => type.Id.Text))}, or a file.");
    }
}
