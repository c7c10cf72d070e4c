using System.CommandLine;
using System.Globalization;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone flights</c> and <c>drone cancel</c>: the timetable of a running service.</summary>
internal static class FlightsCommands
{
    public static Command Flights()
    {
        var all = new Option<bool>("--all") { Description = "Also cancelled flights." };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the ListFlightsResponse of the API as JSON, all pages in one");
        var command = new Command("flights", "Lists the scheduled flights of a running service by departure, with their tail, pack and cargo; one that no longer passes is marked NO_GO with the codes.\n\nExample: drone flights --all --json") { all, server, tokenFile, json, FlightsWatch.Create() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var flights = await ReadAllAsync(service, parsed.GetValue(all), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(flights));
                return ExitCode.Go;
            }

            var table = Screen.Table(("flight", false), ("way, departure, time", false), ("aircraft, pack, cargo", false));
            foreach (var flight in flights.Flights)
            {
                var departs = flight.Plan.DepartureTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                table.Row(
                    $"{Id(flight.Name)}\n{flight.State}{Flag(flight.CurrentVerdict)}",
                    $"{Id(flight.Plan.Origin)} -> {Id(flight.Plan.Destination)}\n{departs}\n{Screen.Minutes(flight.Decision.BlockDuration)} min, lands with {Screen.Percent(flight.Decision.LandingSocRatio)} %",
                    $"{Id(flight.Plan.Aircraft)}\n{Id(flight.Plan.BatteryPack)}\n{string.Join("; ", flight.Cargo)}");
            }

            Screen.Write(output, table);
            foreach (var flight in flights.Flights.Where(flight => flight.CurrentVerdict is { Verdict: not Verdict.Go }))
            {
                var verdict = flight.CurrentVerdict;
                Screen.Paragraph(output, $"{Id(flight.Name)} is NO_GO since {Screen.Instant(verdict.SinceTime)} by {verdict.Cause}:");
                foreach (var finding in verdict.Findings)
                {
                    Screen.Labelled(output, "refused", $"{Service.DecisionWriter.Name(finding.Code)}: {finding.Message}");
                    Screen.Labelled(output, string.Empty, finding.MessageZh);
                }
            }

            await output.WriteLineAsync($"{flights.Flights.Count} flights; departures in Asia/Shanghai.");
            return ExitCode.Go;
        });
        return command;
    }

    public static Command Cancel()
    {
        var name = new Argument<string>("FLIGHT") { Description = "The flight, as `drone flights` or `drone book` prints it." };
        var reason = new Option<string?>("--reason") { Description = "Why; stored with the flight.", HelpName = "TEXT" };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the Flight of the API as JSON");
        var command = new Command("cancel", "Cancels a scheduled flight and frees what it claims.\n\nExample: drone cancel FLIGHT --reason \"fog at Liuheng\"") { name, reason, server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var request = new CancelFlightRequest { Name = Values.Name("flights", parsed.GetValue(name)!), Reason = parsed.GetValue(reason) ?? string.Empty };
            var flight = await new FlightsService.FlightsServiceClient(service.Invoker).CancelFlightAsync(request, service.CallOptions(cancellationToken));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Values.Json(flight) : $"{flight.Name} is cancelled; its pads, aircraft and pack are free.");
            return ExitCode.Go;
        });
        return command;
    }

    private static string Flag(FlightVerdict? verdict) => verdict is { Verdict: not Verdict.Go } ? ", NO_GO" : string.Empty;

    /// <summary>All pages in one.</summary>
    public static async Task<ListFlightsResponse> ReadAllAsync(ServiceConnection service, bool showCancelled, CancellationToken cancellationToken)
    {
        var client = new FlightsService.FlightsServiceClient(service.Invoker);
        var all = new ListFlightsResponse();
        var request = new ListFlightsRequest { PageSize = 1000, ShowCancelled = showCancelled };
        do
        {
            var page = await client.ListFlightsAsync(request, service.CallOptions(cancellationToken));
            all.Flights.AddRange(page.Flights);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return all;
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
