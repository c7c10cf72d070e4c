using System.CommandLine;
using DroneLogistics.Formats.Applications;
using DroneLogistics.Service;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone verify</c>: whether an application is as it was sealed, and whether its proof comes out again.</summary>
internal static class VerifyCommand
{
    // A document of a flight has some hundred lines.
    private const long LargestBytes = 16 << 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The application." };
        var key = new Option<string?>("--key") { Description = "The public key of the operator, got from the operator and not from the application.", HelpName = "FILE" };
        var forecast = new ForecastChoice("that the application rests on");
        var (data, terrain) = (CommonOptions.Data(), CommonOptions.Terrain());
        var command = new Command("verify", "Checks that an application is to the byte what the holder of the key sealed, names what is not, and decides the flight again from the same inputs. Exit 0: sealed and proven; 2: altered, of another key, or the proof comes out otherwise; 78: sealed, but the inputs here are others, so that nothing is proven.\n\nExample: drone verify application.json --key operator.key.pub") { file, key };
        forecast.AddTo(command);
        command.Add(data);
        command.Add(terrain);
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            using var trusted = KeysCommand.Public(ApplyCommand.Required(parsed, key, "the public key of the operator"));
            var path = parsed.GetValue(file)!;
            var seal = SealCheck.Check(InputFile.Bytes(path, path, LargestBytes).Span, trusted);
            if (seal is not { IsIntact: true, Document: { } document })
            {
                foreach (var fault in seal.Faults)
                {
                    await output.WriteLineAsync(Invariant($"altered  {(fault.Offset is { } offset ? Invariant($"byte {offset}, ") : string.Empty)}line {fault.Line}: {fault.Path} {fault.Says}"));
                }

                return ExitCode.NoGo;
            }

            await output.WriteLineAsync("sealed   to the byte, with the key that is trusted");
            return await AgainAsync(document, path);

            async Task<int> AgainAsync(string filed, string name)
            {
                var application = FiledApplication.Read(filed, name);
                var request = (CheckFlightRequest)Values.Message(application.Request, CheckFlightRequest.Descriptor, name);
                var inputs = ApplyCommand.Inputs(parsed, data, terrain, forecast);
                var again = Screen.WhileWorking(parsed.InvocationConfiguration.Error, "deciding the flight again", () =>
                {
                    var world = forecast.In(parsed, CommonOptions.Load(parsed, data, terrain), request.DecisionTime);
                    return ApplicationDesk.Document(ApplicationDesk.LayOut(world, CommonOptions.AssumedTimetable(world), request, application.Applicant, application.IsUrgent, request.DecisionTime.ToDateTimeOffset()), request, inputs);
                });
                var differences = FiledApplication.Differences(filed, again);
                var others = differences.Where(value => value.Path.StartsWith("document.inputs[", StringComparison.Ordinal)).ToList();
                foreach (var (what, then, now) in others.Count > 0 ? others : differences)
                {
                    await output.WriteLineAsync($"{(others.Count > 0 ? "input   " : "differs ")} {what} is {then} in the application, {now} here");
                }

                if (differences.Count == 0)
                {
                    await output.WriteLineAsync(Invariant($"proven   again from the same {inputs.Count} inputs"));
                }

                return differences.Count == 0 ? ExitCode.Go : others.Count > 0 ? ExitCode.Configuration : ExitCode.NoGo;
            }
        });
        return command;
    }
}
