using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Formats.Applications;
using DroneLogistics.Scheduling;
using Google.Protobuf;

namespace DroneLogistics.Service;

/// <summary>Lays out applications for flights, and lays one that is filed out again from what it says of itself.</summary>
public static class ApplicationDesk
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>An application for one flight.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw question with its instant of filing; departure and instant are filled in where it leaves them out, so that it can be asked again.</param>
    /// <param name="applicant">What the applicant says.</param>
    /// <param name="isUrgent">Relief or medical rescue.</param>
    /// <param name="clock">The instant of filing where the request names none.</param>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static FlightApplication LayOut(World world, Timetable timetable, V1.CheckFlightRequest request, Applicant applicant, bool isUrgent, DateTimeOffset clock)
    {
        var fields = new FieldReader();
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var question = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        request.DecisionTime ??= Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now);
        request.Flight.DepartureTime ??= Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(question!.Departure);
        return FlightApplication.Of(world, timetable, question!, applicant, isUrgent, request.DecisionTime.ToDateTimeOffset());
    }

    /// <summary>Its document, to be sealed.</summary>
    public static string Document(FlightApplication application, V1.CheckFlightRequest request, IReadOnlyList<ApplicationInput> inputs) =>
        ApplicationDocument.Write(application, JsonNode.Parse(Formatter.Format(request))!, inputs);

    /// <summary>The files of a data folder that decisions rest on, and others by the names they are given, with their digests.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="others">A forecast, elevation tiles: role and path.</param>
    public static IReadOnlyList<ApplicationInput> Inputs(string folder, IEnumerable<(string Role, string Path)> others)
    {
        // What types are judged and fitted by decides no flight.
        string[] apart = ["calibration", "validation"];
        var data = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(folder, path).Replace('\\', '/'), Path: path))
            .Where(file => file.Name.Contains('/') && !apart.Contains(file.Name[..file.Name.IndexOf('/', StringComparison.Ordinal)]))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => Input(file.Name[..file.Name.IndexOf('/', StringComparison.Ordinal)], file.Name, file.Path));
        return [.. data, .. others.Select(other => Input(other.Role, Path.GetFileName(other.Path), other.Path))];
    }

    private static ApplicationInput Input(string role, string name, string path)
    {
        using var file = File.OpenRead(path);
        return new ApplicationInput(role, name, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
