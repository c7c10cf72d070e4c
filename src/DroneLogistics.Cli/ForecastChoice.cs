using System.CommandLine;
using System.Security.Cryptography;
using DroneLogistics.Dispatch;
using DroneLogistics.Formats;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>A forecast from a file, in the commands that answer here for a flight and in the one that starts a service.</summary>
/// <param name="what">What becomes of it, for the help.</param>
internal sealed class ForecastChoice(string what = "to fly in and to be judged by, instead of a wind by hand")
{
    private readonly Option<string?> file = new("--forecast")
    {
        Description = $"A forecast {what}: plain CSV with a line each valid time (valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh), an answer of Open-Meteo (JSON), or GRIB2. Default: none.",
        HelpName = "FILE",
    };

    private readonly Option<double?> radius = Values.Number("--forecast-radius-km", "With --forecast: how far the numbers of one place hold, kilometres; of CSV round the middle of the service area. Default: of CSV over all of it; Open-Meteo needs one.", "KM");
    private readonly Option<Timestamp?> issued = Values.Instant("--forecast-issued", "With --forecast: when it was made known. Default: of GRIB2 the start of its model run, else its first valid time, or the instant of the decision where that is earlier.");

    public System.CommandLine.Option[] Options => [file, radius, issued];

    /// <summary>Refuses it beside a running service, which has its own, and beside a wind by hand, which would go before it in silence.</summary>
    public void Guard(Command command, System.CommandLine.Option? server, FlightOptions flight)
    {
        if (server is not null)
        {
            command.OnlyOneOf(server, file);
        }

        command.OnlyOneOf(flight.WindSpeed, file);
        command.OnlyOneOf(flight.WindOfClimatology, file);
        GuardAlone(command);
    }

    /// <summary>Adds the options, where nothing else could shut them out.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Options)
        {
            command.Add(option);
        }

        GuardAlone(command);
    }

    /// <summary>Refuses what says more of a file where there is none.</summary>
    private void GuardAlone(Command command) =>
        command.Validators.Add(result =>
        {
            foreach (var option in (System.CommandLine.Option[])[radius, issued])
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(file) is not { Implicit: false })
                {
                    result.AddError($"{option.Name} is given without --forecast; expected both.");
                }
            }
        });

    /// <summary>The file as a request to the service that starts with it; null where none is given.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public V1.ImportForecastRequest? Request(ParseResult parsed)
    {
        if (parsed.GetValue(file) is not { } path)
        {
            return null;
        }

        var request = new V1.ImportForecastRequest
        {
            Content = UnsafeByteOperations.UnsafeWrap(InputFile.Importable(path)),
            FileName = System.IO.Path.GetFileName(path),
            IssueTime = parsed.GetValue(issued),
        };
        if (Radius(parsed.GetValue(radius)) is { } stated)
        {
            request.RadiusM = stated.Metres;
        }

        // Made of the request itself: a service that is started again with the same file has it already.
        request.RequestId = new Guid(SHA256.HashData(request.ToByteArray()).AsSpan(0, 16)).ToString();
        return request;
    }

    /// <summary>The world with the forecast of the file in force.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="world">What it is read and believed by.</param>
    /// <param name="decisionTime">The instant of the decision; null: the clock.</param>
    /// <exception cref="CommandException">The file cannot be read, or is refused: every reason on a line of its own.</exception>
    public World In(ParseResult parsed, World world, Timestamp? decisionTime)
    {
        return parsed.GetValue(file) is { } path ? In(world, path, Radius(parsed.GetValue(radius)), parsed.GetValue(issued)?.ToDateTimeOffset(), decisionTime?.ToDateTimeOffset()) : world;
    }

    /// <summary>The file; null where none is given.</summary>
    public string? Path(ParseResult parsed) => parsed.GetValue(file);

    /// <summary>Whether a file is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(file) is not null;

    /// <summary>The world with the forecast of a file in force.</summary>
    /// <exception cref="CommandException">The file cannot be read, or is refused: every reason on a line of its own.</exception>
    public static World In(World world, string path, Length? radius, DateTimeOffset? issued, DateTimeOffset? decisionTime)
    {
        var bytes = InputFile.Bytes(path, path, world.Weather.Files.MaxFileBytes);
        var options = new ForecastFileOptions
        {
            File = path,
            Format = ForecastFile.FormatOf(bytes.Span),
            Source = System.IO.Path.GetFileName(path),
            IssuedAt = issued,
            Radius = radius,
            Now = decisionTime ?? TimeProvider.System.GetUtcNow(),
            ServiceArea = world.Policy.ServiceArea.Box,
            Weather = world.Weather,
            Wind = world.Policy.Wind,
        };
        if (ForecastFile.NeedsRadius(options.Format) && options.Radius is null)
        {
            throw new CommandException(ExitCode.Usage, "--forecast-radius-km is missing; the numbers of one place do not hold over the whole service area, so say how far they do.");
        }

        var import = ForecastFile.Read(bytes, options);
        var reasons = import.Forecast is { } read ? ForecastFile.Doubts(read, options) : [.. import.Refusals];
        return reasons.Count == 0 ? world.With(import.Forecast) : throw Refused(reasons);
    }

    private static Length? Radius(double? kilometres)
    {
        const double HighestKilometres = 1000;
        return kilometres is not { } stated ? null
            : stated > 0 && stated <= HighestKilometres ? Length.FromKilometres(stated)
            : throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"--forecast-radius-km is {stated:R}; expected more than 0 and at most {HighestKilometres:R}."));
    }

    private static CommandException Refused(IEnumerable<WeatherDiagnostic> reasons) => new(ExitCode.Usage, OptionNames.Lines(reasons.Select(reason => $"{reason}")));
}
