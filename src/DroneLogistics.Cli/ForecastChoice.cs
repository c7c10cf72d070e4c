using System.CommandLine;
using DroneLogistics.Dispatch;
using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Cli;

/// <summary>A forecast from a file, in the commands that answer here for a flight.</summary>
internal sealed class ForecastChoice
{
    private readonly Option<string?> file = new("--forecast")
    {
        Description = "A forecast to fly in and to be judged by: plain CSV with a line each valid time (valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh), instead of a wind by hand. Default: none.",
        HelpName = "FILE",
    };

    private readonly Option<double?> radius = Values.Number("--forecast-radius-km", "With --forecast: how far round the middle of the service area its numbers hold, kilometres. Default: over all of it.", "KM");
    private readonly Option<Timestamp?> issued = Values.Instant("--forecast-issued", "With --forecast: when it was made known. Default: its first valid time, or the instant of the decision where that is earlier.");

    public System.CommandLine.Option[] Options => [file, radius, issued];

    /// <summary>Refuses it beside a running service, which has its own, and beside a wind by hand, which would go before it in silence.</summary>
    public void Guard(Command command, System.CommandLine.Option server, FlightOptions flight)
    {
        command.OnlyOneOf(server, file);
        command.OnlyOneOf(flight.WindSpeed, file);
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
    }

    /// <summary>The world with the forecast of the file in force.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="world">What it is read and believed by.</param>
    /// <param name="decisionTime">The instant of the decision; null: the clock.</param>
    /// <exception cref="CommandException">The file cannot be read, or is refused: every reason on a line of its own.</exception>
    public World In(ParseResult parsed, World world, Timestamp? decisionTime)
    {
        if (parsed.GetValue(file) is not { } path)
        {
            return world;
        }

        var now = decisionTime?.ToDateTimeOffset() ?? TimeProvider.System.GetUtcNow();
        var region = Region(world.Policy.ServiceArea.Box, parsed.GetValue(radius));
        var import = ForecastCsv.Read(InputFile.Bytes(path), region, new ForecastOptions
        {
            File = path,
            Origin = new ForecastOrigin(Path.GetFileName(path), Cycle: null, now),
            Weather = world.Weather,
            Wind = world.Policy.Wind,
        });
        if (import.Forecast is not { } read)
        {
            throw Refused(import.Refusals);
        }

        var first = read.ValidTimes[0] < now ? read.ValidTimes[0] : now;
        var origin = read.Origin with { IssuedAt = parsed.GetValue(issued)?.ToDateTimeOffset() ?? first };
        var forecast = new Forecast(origin, read.Grids, world.Weather, world.Policy.Wind);

        // A radius that was stated is believed: what lies outside of it is not known, and no flight passes there.
        var doubts = ForecastPlausibility.Check(forecast, now, world.Policy.ServiceArea.Box, world.Weather)
            .Where(doubt => doubt.Problem != WeatherProblem.RegionTooSmall || parsed.GetValue(radius) is null)
            .ToList();
        return doubts.Count == 0 ? world.With(forecast) : throw Refused(doubts.Select(doubt => doubt with { Source = path }));
    }

    private static PointRegion Region(GeoBox area, double? kilometres)
    {
        const double HighestKilometres = 1000;
        var middle = area.Corners[^1];
        if (kilometres is not { } stated)
        {
            // Rounding must not leave a corner out.
            return new PointRegion(middle, area.Corners.Select(corner => middle.DistanceTo(corner)).Max() + Length.FromMetres(1));
        }

        return stated > 0 && stated <= HighestKilometres
            ? new PointRegion(middle, Length.FromKilometres(stated))
            : throw new CommandException(ExitCode.Usage, FormattableString.Invariant($"--forecast-radius-km is {stated:R}; expected more than 0 and at most {HighestKilometres:R}."));
    }

    private static CommandException Refused(IEnumerable<WeatherDiagnostic> reasons) => new(ExitCode.Usage, OptionNames.Lines(reasons.Select(reason => $"{reason}")));
}
