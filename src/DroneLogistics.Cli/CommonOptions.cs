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

    public static Option<string> Data() => new("--data")
    {
        Description = "The data folder: sites, routes, aircraft, policy. Default: the one that ships with the program.",
        HelpName = "DIR",
        DefaultValueFactory = _ => WorldFiles.DefaultFolder,
    };

    public static Option<Uri> Server() => new("--server")
    {
        Description = "The running service. Default: http://127.0.0.1:5080.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"--server is \"{text}\"; expected a URL such as http://127.0.0.1:5080.");
            return null;
        },
    };

    public static Option<string?> TokenFile() => new("--token-file")
    {
        Description = "The file with the service's token. Default: the one in the state folder of this user, if there is one.",
        HelpName = "FILE",
    };

    /// <summary>The fleet that is assumed where there is no database.</summary>
    public static Timetable AssumedTimetable(World world) => Timetable.Empty(world.AssumedFleet());
}
