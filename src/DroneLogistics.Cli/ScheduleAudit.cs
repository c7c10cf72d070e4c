using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DroneLogistics.Audit;
using DroneLogistics.Service;
using Grpc.Core;

namespace DroneLogistics.Cli;

/// <summary><c>drone audit schedule</c>: whether the timetable of a service holds what it promises.</summary>
internal static class ScheduleAudit
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var (server, tokenFile, data) = (CommonOptions.Server(), CommonOptions.TokenFile(), CommonOptions.Data());
        var json = CommonOptions.Json("{flights, claims, volumes, violations[]} as JSON");
        var command = new Command(
            "schedule",
            "Reads every scheduled flight of a running service and works out its claims, times, energy, charge and separation again by other means than those of the planner. Sites, types and policy are those of the data folder. Exits with 0 only where nothing is wrong.\n\nExample: drone audit schedule --server http://127.0.0.1:5080 --json")
        {
            server, tokenFile, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var world = CommonOptions.Load(parsed, data);
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var flights = await FlightsCommands.ReadAllAsync(service, showCancelled: false, cancellationToken);
            var fleet = new V1.FleetService.FleetServiceClient(service.Invoker);
            var tails = await AllAsync<V1.Aircraft>(async token =>
            {
                var page = await fleet.ListAircraftAsync(new V1.ListAircraftRequest { PageSize = 1000, PageToken = token }, Options());
                return (page.Aircraft, page.NextPageToken);
            });
            var packs = await AllAsync<V1.BatteryPack>(async token =>
            {
                var page = await fleet.ListBatteryPacksAsync(new V1.ListBatteryPacksRequest { PageSize = 1000, PageToken = token }, Options());
                return (page.BatteryPacks, page.NextPageToken);
            });
            var schedule = new AuditedSchedule(
                [.. flights.Flights.Select(AuditRecords.Of)],
                world.Sites,
                AuditRecords.FleetOf(tails, packs),
                world.AircraftTypes,
                world.Policy.Claims,
                world.Policy.Flight.PackTemperature,
                world.Policy.ChargingEfficiency);
            var violations = ScheduleAuditor.Audit(schedule);
            await WriteAsync(parsed.InvocationConfiguration.Output, schedule, violations, parsed.GetValue(json));
            return violations.Count == 0 ? ExitCode.Go : ExitCode.NoGo;

            CallOptions Options() => service.CallOptions(cancellationToken);
        });
        return command;
    }

    private static async Task<List<T>> AllAsync<T>(Func<string, Task<(IEnumerable<T> Items, string Next)>> read)
    {
        var all = new List<T>();
        var token = string.Empty;
        do
        {
            var (items, next) = await read(token);
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);

        return all;
    }

    private static async Task WriteAsync(TextWriter output, AuditedSchedule schedule, IReadOnlyList<AuditViolation> violations, bool json)
    {
        var (claims, volumes) = (schedule.Flights.Sum(flight => flight.Claims.Count), schedule.Flights.Sum(flight => flight.Intent.Count));
        if (json)
        {
            var root = new JsonObject
            {
                ["flights"] = schedule.Flights.Count,
                ["claims"] = claims,
                ["volumes"] = volumes,
                ["violations"] = new JsonArray([.. violations.Select(Of)]),
            };
            await output.WriteLineAsync(root.ToJsonString(Plain));
            return;
        }

        foreach (var found in violations)
        {
            var size = double.IsNaN(found.Actual) ? string.Empty : FormattableString.Invariant($": {found.Actual:0.###} {found.Unit}{(double.IsNaN(found.Limit) ? string.Empty : FormattableString.Invariant($", {found.Limit:0.###} expected"))}");
            await output.WriteLineAsync($"{found.Rule}  {found.Flight}{(found.Other.Length > 0 ? $" and {found.Other}" : string.Empty)}  {found.Subject}{size}");
        }

        await output.WriteLineAsync(FormattableString.Invariant($"{violations.Count} violations in {schedule.Flights.Count} flights with {claims} claims and {volumes} volumes."));
    }

    private static JsonNode Of(AuditViolation found) => new JsonObject
    {
        ["rule"] = found.Rule.ToString(),
        ["flight"] = $"flights/{found.Flight}",
        ["other"] = found.Other.Length > 0 ? $"flights/{found.Other}" : null,
        ["subject"] = found.Subject,
        ["limit"] = double.IsFinite(found.Limit) ? found.Limit : null,
        ["actual"] = double.IsFinite(found.Actual) ? found.Actual : null,
        ["unit"] = found.Unit,
    };
}
