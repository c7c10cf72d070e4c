using System.CommandLine;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary><c>drone cards</c>: the model cards of all types.</summary>
internal static class CardsCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "The folder to write to; made where there is none.", HelpName = "DIR", Required = true };
        var data = CommonOptions.Data();
        var command = new Command("cards", "Writes the model card of every aircraft type as Markdown with pictures: how its numbers are known, where its model holds, its error on the published points.\n\nExample: drone cards --out docs/aircraft") { folder, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var types = WorldFiles.AircraftTypes(parsed.GetValue(data) ?? WorldFiles.DefaultFolder);
            foreach (var (name, text) in Cards.Of(types, CommonOptions.Load(parsed, data).Policy))
            {
                await OutputFile.WriteAsync(Path.Combine(parsed.GetValue(folder)!, name), text, cancellationToken);
            }

            return ExitCode.Go;
        });
        return command;
    }
}
