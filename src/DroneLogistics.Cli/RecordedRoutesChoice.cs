using DroneLogistics.Fleet;
using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Formats;

namespace DroneLogistics.Cli;

/// <summary>The routes of a data set of flights: a file, or the ones that ship for a type.</summary>
internal static class RecordedRoutesChoice
{
    public static RecordedRoutes Read(string? file, AircraftType type, string folder)
    {
        if (file is not null)
        {
            return RecordedRoutesFile.Read(InputFile.Bytes(file), file);
        }

        var sets = WorldFiles.RecordedRoutes(folder);
        return sets.FirstOrDefault(set => set.AircraftType == type.Id)
            ?? throw new CommandException(ExitCode.Usage, $"no routes are known for {type.Id}; routes ship for {string.Join(", ", sets.Select(set => set.AircraftType))}. Give those of the log with --routes FILE.");
    }
}
