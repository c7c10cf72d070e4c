using System.CommandLine;
using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Service;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json(string what) => new("--json") { Description = $"Print {what} and nothing else." };

    public static Option<Timestamp?> At() => Values.Instant("--at", "The instant to decide at, so that an answer can be repeated. Default: the clock.");

    public static Option<string?> Data() => new("--data")
    {
        Description = "The data folder: sites, routes, aircraft, policy. Default: the one that ships with the program.",
        HelpName = "DIR",
    };

    public static Option<string?> Terrain() => new("--terrain")
    {
        Description = "A folder with elevation tiles: SRTM (.hgt, .hgt.gz, .zip) or GeoTIFF (.tif, .tiff), WGS 84, beside those in terrain/ of the data folder. Default: none.",
        HelpName = "DIR",
    };

    /// <summary>The world of <see cref="Data"/>. The default is not the option's own: the help would print a path of this machine.</summary>
    public static World Load(ParseResult parsed, Option<string?> data, Option<string?>? terrain = null) =>
        WorldFiles.Load(parsed.GetValue(data) ?? WorldFiles.DefaultFolder, terrain is null ? null : parsed.GetValue(terrain));

    public static Option<Uri?> Server() => Values.Url("--server", "The running service. Default: http://127.0.0.1:5080.");

    /// <summary>The address of <see cref="Server"/>.</summary>
    public static Uri Address(ParseResult parsed, Option<Uri?> server) => parsed.GetValue(server) ?? new Uri("http://127.0.0.1:5080");

    /// <summary>Refuses options of which one shuts out the others: taking the first in silence would answer another question.</summary>
    public static void OnlyOneOf(this Command command, params System.CommandLine.Option[] options) => command.Validators.Add(result =>
    {
        var given = options.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
        if (given.Count > 1)
        {
            result.AddError($"{string.Join(" and ", given)} exclude each other; give one of them.");
        }
    });

    public static Option<string?> TokenFile() => new("--token-file")
    {
        Description = "The file with the service's token, or with an API key. Default: the one in the state folder of this user, if there is one.",
        HelpName = "FILE",
    };

    /// <summary>The fleet that is assumed where there is no database.</summary>
    public static Timetable AssumedTimetable(World world) => Timetable.Empty(world.AssumedFleet());
}
