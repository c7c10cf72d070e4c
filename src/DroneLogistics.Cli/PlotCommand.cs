using System.CommandLine;
using DroneLogistics.Service;

namespace DroneLogistics.Cli;

/// <summary><c>drone plot</c>: pictures.</summary>
internal static class PlotCommand
{
    public static Command Create()
    {
        var outFile = new Option<string>("--out") { Description = "The SVG file to write.", HelpName = "FILE", Required = true };
        var data = CommonOptions.Data();
        var network = new Command("network", "Draws the islands, the sites by status and the routes as SVG.\n\nExample: drone plot network --out network.svg") { outFile, data };
        network.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(outFile)!;
            var svg = NetworkPicture.Svg(CommonOptions.Load(parsed, data));
            try
            {
                await File.WriteAllTextAsync(file, svg, cancellationToken);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(ExitCode.Storage, $"{file} cannot be written: {trouble.Message}");
            }

            return ExitCode.Go;
        });
        return new Command("plot", "Draws pictures.") { network };
    }
}
