using System.CommandLine;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary>The way of a file that another program planned.</summary>
internal static class WayFile
{
    /// <summary>Puts the corners of the way and, where the plan has none, its cruise altitude into a plan.</summary>
    /// <exception cref="CommandException">The file cannot be read, holds no way, or does not tell how high it is where nobody else does.</exception>
    public static void Put(ParseResult parsed, string path, FlightPlan plan)
    {
        var folder = parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == "--data") is { } data ? parsed.GetValue(data) : null;
        var geoid = WorldFiles.Geoid(folder ?? WorldFiles.DefaultFolder);
        var bytes = InputFile.Bytes(path, path, WayLimits.MaxFileBytes);
        var way = Read();
        plan.Waypoints.AddRange(way.Corners.Select(corner => new Google.Type.LatLng { Latitude = corner.LatitudeDegrees, Longitude = corner.LongitudeDegrees }));
        if (!plan.HasCruiseAltitudeMAmsl)
        {
            plan.CruiseAltitudeMAmsl = way.Highest?.Metres
                ?? throw new CommandException(ExitCode.Usage, $"{path} does not tell how high its way lies above mean sea level; give --altitude.");
        }

        ImportedWay Read()
        {
            try
            {
                return WayImport.Read(bytes, path, geoid);
            }
            catch (Provenance.DataFileException trouble)
            {
                throw new CommandException(ExitCode.Usage, trouble.Message);
            }
        }
    }
}
