using System.CommandLine;
using System.Security.Cryptography;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Formats.Applications;
using DroneLogistics.Service;
using DroneLogistics.V1;

namespace DroneLogistics.Cli;

/// <summary><c>drone apply</c>: an application for a flight, sealed.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var (flight, forecast) = (new FlightOptions(), new ForecastChoice());
        var at = CommonOptions.At();
        var applicant = new Option<string?>("--applicant") { Description = "What the applicant says of operator, pilot, aircraft, task, link and equipment, as docs/examples/applicant.json has it.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "The private key that seals it, made by `drone keys`.", HelpName = "FILE" };
        var urgent = new Option<bool>("--urgent") { Description = "Relief or medical rescue: applied for 30 min before take-off. Default: under the long-term approval that covers the flight, else by noon of the day before." };
        var outFile = new Option<string?>("--out") { Description = "The application, sealed JSON. Default: the terminal.", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "The same as a page to print, in Chinese and English.", HelpName = "FILE" };
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var command = new Command("apply", "Simulates and decides a flight as check does, and writes the application for it: the contents of decree 761, article 27, its clock, the proof, and the digests of all it rests on, sealed with the operator's key. Exit 0 where it can be filed, 2 where the flight is refused for more than a missing approval (then nothing is written) or the deadline has passed.\n\nExample: drone apply putuo liuheng --aircraft fz90 --payload 15 --wind-from 340 --wind-speed 5 --applicant docs/examples/applicant.json --key operator.key --out application.json --html application.html");
        flight.AddTo(command, [applicant, key, urgent, outFile, html, .. forecast.Options, at, data, terrain]);
        forecast.Guard(command, null, flight);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var applicantFile = Required(parsed, applicant, "what the applicant says, as docs/examples/applicant.json has it");
            using var pair = KeysCommand.Private(Required(parsed, key, "the private key, made by `drone keys`"));
            var says = InputFile.Table(applicantFile, ApplicantFile.Read);
            var request = new CheckFlightRequest { Flight = flight.Read(parsed), DecisionTime = parsed.GetValue(at) };
            var application = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "deciding the flight", () =>
            {
                var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime);
                return ApplicationDesk.LayOut(world, CommonOptions.AssumedTimetable(world), request, says, parsed.GetValue(urgent), TimeProvider.System.GetUtcNow());
            });
            var error = parsed.InvocationConfiguration.Error;
            if (application.Refusals.Count > 0 || application.Decision.Arrival is null)
            {
                await error.WriteLineAsync("drone: no application is written for a flight that is refused for more than a missing approval:");
                DecisionText.Refusals(error, DecisionWriter.Write(application.Decision));
                return ExitCode.NoGo;
            }

            var inputs = Inputs(parsed, data, terrain, forecast);
            var document = ApplicationSeal.Close(ApplicationDesk.Document(application, request, inputs), pair);
            if (parsed.GetValue(outFile) is { } file)
            {
                await OutputFile.WriteAsync(file, document, cancellationToken);
            }
            else
            {
                await parsed.InvocationConfiguration.Output.WriteAsync(System.Text.Encoding.UTF8.GetString(document));
            }

            if (parsed.GetValue(html) is { } page)
            {
                await OutputFile.WriteAsync(page, ApplicationPage.Write(application, inputs, Convert.ToHexStringLower(SHA256.HashData(document))), cancellationToken);
            }

            if (application.Deadline is { } late)
            {
                Screen.Labelled(error, "late", $"APPLICATION_DEADLINE_PASSED: {late.English}");
                Screen.Labelled(error, string.Empty, late.Chinese);
            }

            return application.CanBeFiled ? ExitCode.Go : ExitCode.NoGo;
        });
        return command;
    }

    /// <summary>All that a decision of the options rests on.</summary>
    public static IReadOnlyList<ApplicationInput> Inputs(ParseResult parsed, Option<string?> data, Option<string?> terrain, ForecastChoice forecast)
    {
        var tiles = parsed.GetValue(terrain) is { } folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => ("tiles", path)) : [];
        return ApplicationDesk.Inputs(parsed.GetValue(data) ?? WorldFiles.DefaultFolder, [.. forecast.Path(parsed) is { } path ? [("forecast", path)] : Array.Empty<(string, string)>(), .. tiles]);
    }

    public static string Required(ParseResult parsed, Option<string?> option, string expected) =>
        parsed.GetValue(option) ?? throw new CommandException(ExitCode.Usage, $"{option.Name} is missing; expected {expected}.");
}
