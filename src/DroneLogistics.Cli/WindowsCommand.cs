using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone windows</c>: when may it leave?</summary>
internal static class WindowsCommand
{
    public static Command Create()
    {
        var flight = new AskedFlight();
        var horizon = HorizonOption();
        var json = CommonOptions.Json("the answer of the API as JSON, windows[]{startTime,endTime} half-open,");
        var command = new Command("windows", "Tells when a flight may leave: every minute of the horizon is decided with every check, and the seconds at which the answer turns; with what opens and closes each window.\n\nExample: drone windows putuo liuheng --aircraft fz90 --payload 15 --depart 2026-12-01T06:00+08:00 --horizon 12h");
        flight.AddTo(command, [horizon], json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SearchDepartureWindowsRequest { Flight = flight.Plan(parsed), DecisionTime = flight.DecisionTime(parsed), HorizonDuration = Horizon(parsed.GetValue(horizon)) };
            var answer = await flight.AnswerAsync(
                parsed,
                "asking minute by minute",
                (service, options) => service.SearchDepartureWindowsAsync(request, options),
                (world, timetable, now, working) => InverseDesk.Windows(world, timetable, request, now, working),
                cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                Write(output, answer);
            }

            return answer.Windows.Count > 0 ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    /// <summary>How long departures are looked for.</summary>
    public static Option<string?> HorizonOption() => new("--horizon") { Description = "How long departures are looked for from --depart on, for example 24h or 90m; 1m to 48h. Default: 24h.", HelpName = "TIME" };

    /// <summary>The horizon as the API takes it; null: none was given.</summary>
    public static Duration? Horizon(string? text) => text switch
    {
        null => null,
        _ when text.EndsWith('h') && double.TryParse(text[..^1], System.Globalization.CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) < 1000 => TimeSpan.FromHours(hours).ToDuration(),
        _ when text.EndsWith('m') && double.TryParse(text[..^1], System.Globalization.CultureInfo.InvariantCulture, out var minutes) && Math.Abs(minutes) < 60_000 => TimeSpan.FromMinutes(minutes).ToDuration(),
        _ => throw new CommandException(ExitCode.Usage, $"--horizon is \"{text}\"; expected hours or minutes, for example 24h or 90m."),
    };

    private static void Write(TextWriter output, SearchDepartureWindowsResponse answer)
    {
        var total = TimeSpan.FromTicks(answer.Windows.Sum(window => (window.EndTime - window.StartTime).ToTimeSpan().Ticks));
        output.WriteLine(Invariant($"{answer.Windows.Count} {(answer.Windows.Count == 1 ? "window" : "windows")}, {total.TotalHours:0.0} h of {Screen.Instant(answer.First.DepartureTime)} to {Screen.Clock(answer.HorizonEndTime)}"));
        foreach (var window in answer.Windows)
        {
            Screen.Labelled(output, "leave", Invariant($"{Screen.Instant(window.StartTime)} to {Screen.Clock(window.EndTime)}, {(window.EndTime - window.StartTime).ToTimeSpan().TotalMinutes:0.0} min"));
            Reasons(output, "before", window.OpensBecause);
            Reasons(output, "after", window.ClosesBecause);
        }

        if (answer.Windows.Count == 0)
        {
            DecisionText.Refusals(output, answer.First);
        }
    }

    private static void Reasons(TextWriter output, string label, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Screen.Labelled(output, label, $"{DecisionWriter.Name(finding.Code)}: {finding.Message}");
            Screen.Labelled(output, string.Empty, finding.MessageZh);
        }
    }
}
