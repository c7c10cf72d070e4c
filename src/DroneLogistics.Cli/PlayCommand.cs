using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.Service.Store;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone play</c>: schedules a scenario at its own clock and shows what became of it.</summary>
internal static class PlayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A scenario, for example seeds/first-flight.json: clock, weather, fleet and flights." };
        var (forecast, data, terrain) = (new ForecastChoice("that all flights are flown in, in place of the weather of the scenario"), CommonOptions.Data(), CommonOptions.Terrain());
        var json = CommonOptions.Json("one Flight of the API (or the Decision, where refused) as JSON a line");
        var command = new Command("play", "Plays a scenario in a database of its own: every flight decided and scheduled in order.\n\nExample: drone play seeds/first-flight.json") { file, data, terrain, json };
        forecast.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var scenario = Read(parsed.GetValue(file)!);
            var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(scenario.Clock));
            scenario = forecast.IsGiven(parsed) ? scenario.WithoutWeather() : scenario;
            var folder = Directory.CreateTempSubdirectory("drone-play-");
            try
            {
                using var operations = DroneServiceHost.OpenOperations(world, DatabaseAddress.Parse(Path.Combine(folder.FullName, "play.db")));
                await operations.OpenAsync(scenario.Fleet, cancellationToken);
                var results = await ScenarioPlayer.PlayAsync(operations, scenario, cancellationToken);
                return Show(parsed.InvocationConfiguration.Output, scenario, results, parsed.GetValue(json));
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    /// <summary>Reads a scenario file.</summary>
    public static Scenario Read(string path)
    {
        try
        {
            return ScenarioFile.Read(InputFile.Text(path).ToArray(), path);
        }
        catch (Provenance.DataFileException trouble)
        {
            throw new CommandException(ExitCode.Usage, trouble.Message);
        }
    }

    /// <summary>Prints what became of a scenario.</summary>
    /// <returns>The exit code: 0 if every flight is scheduled.</returns>
    public static int Show(TextWriter output, Scenario scenario, IReadOnlyList<ScenarioLegResult> results, bool json)
    {
        if (!json)
        {
            output.WriteLine($"{scenario.NameEnglish}  {scenario.NameChinese}");
        }

        for (var i = 0; i < results.Count; i++)
        {
            var (leg, decision, flight) = results[i];
            if (json)
            {
                output.WriteLine(flight is null ? Values.JsonLine(decision) : Values.JsonLine(flight));
                continue;
            }

            if (leg.Turnaround is { } turnaround)
            {
                output.WriteLine(Invariant($"turnaround {turnaround.TotalMinutes:0} min: unload, load, battery change"));
            }

            output.WriteLine();
            DecisionText.Write(output, decision, withDetails: false);
            output.WriteLine(flight is null ? "  not scheduled" : $"  booked   {string.Join(", ", leg.Request.Cargo)}");
            foreach (var claim in flight?.Claims.Where(claim => claim.Kind != V1.Claim.Types.Kind.Airspace) ?? [])
            {
                output.WriteLine($"  holds    {Screen.Clock(claim.StartTime)} to {Screen.Clock(claim.EndTime)}  {claim.Resource}");
            }

            if (flight?.Claims.Where(claim => claim.Kind == V1.Claim.Types.Kind.Airspace).ToList() is { Count: > 0 } cells)
            {
                output.WriteLine(Invariant($"  holds    {Screen.Clock(cells.MinBy(cell => cell.StartTime)!.StartTime)} to {Screen.Clock(cells.MaxBy(cell => cell.EndTime)!.EndTime)}  {cells.Count} cells of airspace, up to {cells.Max(cell => cell.HighMAmsl)} m AMSL"));
            }
        }

        if (!json)
        {
            output.WriteLine();
            output.WriteLine(Invariant($"{results.Count(result => result.Flight is not null)} of {results.Count} flights scheduled; block times {string.Join(" and ", results.Select(result => Screen.Minutes(result.Decision.BlockDuration)))} min."));
        }

        return results.All(result => result.Flight is not null) ? ExitCode.Go : ExitCode.NoGo;
    }
}
