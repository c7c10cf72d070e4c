using System.CommandLine;
using DroneLogistics.Fleet;
using DroneLogistics.Fleet.Formats;
using DroneLogistics.Formats;
using DroneLogistics.Performance;
using DroneLogistics.Service;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Formats;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone calibrate</c>: fits the numbers of a multirotor to published points or to logged flights.</summary>
internal sealed class CalibrateCommand
{
    private readonly Option<string?> points = new("--points") { Description = "Makers' figures as CSV with the columns aircraft, quantity, value, unit, provenance, and if known config, mass_kg, payload_kg, speed_mps.", HelpName = "FILE" };
    private readonly Option<string?> flights = new("--flights") { Description = "A log of flights as CSV, as for drone validate.", HelpName = "FILE" };
    private readonly Option<string[]> prior = new("--prior") { Description = "The aircraft file to begin from. With --points several times: configurations of one airframe that share the fitted numbers. With --flights the default is the type of the routes.", HelpName = "FILE" };
    private readonly Option<string[]> outFile = new("--out") { Description = "The aircraft file to write, one for each --prior. Default: nothing is written.", HelpName = "FILE" };
    private readonly Option<string?> aircraft = new("--name") { Description = "The aircraft's name in the points file. Default: the one that is part of the type's English name.", HelpName = "NAME" };
    private readonly Option<string?> routes = new("--routes") { Description = "The routes of the log, in the form of data/validation/*-routes.json. Default: those of the type.", HelpName = "FILE" };
    private readonly Option<string?> routesOut = new("--routes-out") { Description = "The file to write with the fitted lengths of the routes.", HelpName = "FILE" };
    private readonly Option<string?> free = new("--free") { Description = $"What may move, with commas between: {string.Join(", ", RotorParameters.All)}.", HelpName = "KEYS" };
    private readonly Option<bool> lean = new("--lean-on-priors") { Description = "Fit points that do not determine the numbers all the same: what they leave open rests on the priors, and the written file says so." };
    private readonly Option<string?> data = CommonOptions.Data();

    public static Command Create()
    {
        var own = new CalibrateCommand();
        var command = new Command("calibrate", "Fits the numbers of a multirotor by least squares on relative errors with priors, to published points or to logged flights; prints errors, condition number and the error of what was left out.\n\nExample: drone calibrate --points points.csv --prior data/aircraft/fc30.json --out fitted.json")
        {
            own.points, own.flights, own.prior, own.outFile, own.aircraft, own.routes, own.routesOut, own.free, own.lean, own.data,
        };
        command.OnlyOneOf(own.points, own.flights);
        command.Validators.Add(result =>
        {
            if (result.GetResult(own.points) is null && result.GetResult(own.flights) is null)
            {
                result.AddError("Nothing to fit to; give --points or --flights.");
            }
        });
        command.SetAction(own.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return parsed.GetValue(points) is { } file
                ? await ToPointsAsync(parsed, file, cancellationToken)
                : await ToFlightsAsync(parsed, parsed.GetValue(flights)!, cancellationToken);
        }
        catch (UnderDeterminedException trouble)
        {
            throw new CommandException(ExitCode.NoGo, trouble.Message);
        }
    }

    private async Task<int> ToPointsAsync(ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(data) ?? WorldFiles.DefaultFolder;
        var files = Priors(parsed);
        if (files.Length == 0)
        {
            throw new CommandException(ExitCode.Usage, "--prior is missing; give the aircraft file to begin from.");
        }

        var types = files.Select(path => Multirotor(path, folder)).ToList();
        var keys = Free(parsed, PointCalibration.UsualFree);
        var published = InputFile.Table(file, (bytes, name) => PublishedPointFile.Read(bytes, name, types, parsed.GetValue(aircraft)));
        var output = parsed.InvocationConfiguration.Output;
        foreach (var reason in published.LeftAside)
        {
            output.WriteLine($"left aside, {reason}");
        }

        var doubts = PointCalibration.Doubts([.. published.Points.Select(pair => pair.Point)], keys);
        if (doubts.Count > 0 && (!parsed.GetValue(lean) || published.Points.Count == 0))
        {
            throw new UnderDeterminedException($"{string.Join("; ", doubts)}. --lean-on-priors fits all the same.");
        }

        var fit = PointCalibration.Fit(published.Points, types, keys, WorldFiles.CalibrationPriors(folder));
        CalibrationText.Show(output, fit);
        foreach (var doubt in doubts)
        {
            output.WriteLine($"{doubt}: what they leave open rests on the priors");
        }

        var source = $"fitted to {published.Points.Count} points of {Path.GetFileName(file)} with class priors{(doubts.Count > 0 ? "; the points do not determine it, the priors hold the rest" : string.Empty)}";
        return await WriteAsync(parsed, files, [.. types.Select(_ => Numbers(fit.Fit, source))], folder, cancellationToken);
    }

    private async Task<int> ToFlightsAsync(ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(data) ?? WorldFiles.DefaultFolder;
        var files = Priors(parsed);
        if (files.Length > 1)
        {
            throw new CommandException(ExitCode.Usage, "--flights takes one --prior.");
        }

        var (type, set) = TypeAndRoutes(parsed, files, folder);
        var policy = WorldFiles.Load(folder).Policy;
        var log = InputFile.Table(file, FlightRecordFile.Read);
        var fit = FlightCalibration.Fit(
            log,
            type,
            set,
            Free(parsed, FlightCalibration.UsualFree),
            WorldFiles.CalibrationPriors(folder),
            (changed, paths) => new PlanPrediction(changed, paths, policy.Flight, policy.Reserve, policy.Wind));
        CalibrationText.Show(parsed.InvocationConfiguration.Output, fit);
        var source = $"fitted to the energy of {fit.Used.Count} flights of {Path.GetFileName(file)} with class priors";
        if (parsed.GetValue(routesOut) is { } path)
        {
            var bytes = parsed.GetValue(routes) is { } given ? InputFile.Bytes(given) : WorldFiles.RecordedRoutesBytes(folder, set.AircraftType);
            var text = FittedDataFile.Routes(bytes, fit.Routes.Routes.ToDictionary(route => route.Key, route => route.Value.FlownLength.Metres), source);
            _ = RecordedRoutesFile.Read(System.Text.Encoding.UTF8.GetBytes(text), path);
            await InputFile.WriteAsync(path, text, cancellationToken);
        }

        List<(string, double, string)> numbers = [.. Numbers(fit.Fit, source)];
        if (fit.Type.EnergyIntervalShare is { } share)
        {
            numbers.Add(("energyIntervalShare", share, Invariant($"half width that holds 90 % of {fit.Used.Count} flights of {Path.GetFileName(file)}, each left out of the fit that predicted it")));
        }

        var priors = files.Length == 1 ? files : [WorldFiles.AircraftPath(folder, type.Id)];
        return await WriteAsync(parsed, priors, [numbers], folder, cancellationToken);
    }

    private (AircraftType Type, RecordedRoutes Routes) TypeAndRoutes(ParseResult parsed, string[] files, string folder)
    {
        if (files is [var file])
        {
            var type = Multirotor(file, folder);
            return (type, RecordedRoutesChoice.Read(parsed.GetValue(routes), type, folder));
        }

        var set = parsed.GetValue(routes) is { } path ? RecordedRoutesFile.Read(InputFile.Bytes(path), path) : WorldFiles.RecordedRoutes(folder)[0];
        return (AircraftChoice.Read(set.AircraftType.Text, folder), set);
    }

    private string[] Priors(ParseResult parsed) => parsed.GetValue(prior) ?? [];

    private static AircraftType Multirotor(string path, string folder)
    {
        var type = AircraftTypeFile.Read(InputFile.Bytes(path), path, WorldFiles.Chemistries(folder));
        return type.Wing is null ? type : throw new CommandException(ExitCode.Usage, $"{path} is of a type with a wing; only multirotors are fitted.");
    }

    private IReadOnlyList<string> Free(ParseResult parsed, IReadOnlyList<string> usual)
    {
        if (parsed.GetValue(free) is not { } text)
        {
            return usual;
        }

        var keys = text.Split(',', StringSplitOptions.TrimEntries).Distinct().ToList();
        var unknown = keys.FirstOrDefault(key => !RotorParameters.All.Contains(key));
        return unknown is null ? keys : throw new CommandException(ExitCode.Usage, $"--free names \"{unknown}\"; expected some of {string.Join(", ", RotorParameters.All)}.");
    }

    private static IReadOnlyList<(string, double, string)> Numbers(CalibrationFit fit, string source) => [.. fit.Parameters.Zip(fit.Values, (parameter, value) => (parameter.Key, value, source))];

    /// <summary>Writes the fitted files; each is read back first, so that none is written that the service would refuse.</summary>
    private async Task<int> WriteAsync(ParseResult parsed, string[] files, IReadOnlyList<IReadOnlyList<(string, double, string)>> numbers, string folder, CancellationToken cancellationToken)
    {
        var targets = parsed.GetValue(outFile) ?? [];
        if (targets.Length > 0 && targets.Length != files.Length)
        {
            throw new CommandException(ExitCode.Usage, Invariant($"--out stands {targets.Length} times and --prior {files.Length} times; expected one for each."));
        }

        foreach (var (path, i) in targets.Select((path, i) => (path, i)))
        {
            var text = FittedDataFile.Aircraft(InputFile.Bytes(files[i]), numbers[i]);
            _ = AircraftTypeFile.Read(System.Text.Encoding.UTF8.GetBytes(text), path, WorldFiles.Chemistries(folder));
            await InputFile.WriteAsync(path, text, cancellationToken);
        }

        return ExitCode.Go;
    }
}
