using DroneLogistics.Geodesy;

namespace DroneLogistics.Weather;

/// <summary>What is not believed of a forecast that was read without fault: all of it at once, each with its code. Whoever imports refuses on any.</summary>
public static class ForecastPlausibility
{
    /// <summary>Lowest and highest number of each quantity that can be: the records of the surface of the earth with room, recalled.</summary>
    private static readonly Dictionary<ForecastQuantity, (double Lowest, double Highest, string Unit)> Bounds = new()
    {
        [ForecastQuantity.Temperature] = (183, 333, "K"),
        [ForecastQuantity.RelativeHumidity] = (0, 1.05, "of saturation"),
        [ForecastQuantity.Qnh] = (85_000, 109_000, "Pa"),
        [ForecastQuantity.Precipitation] = (0, 400, "mm/h"),
        [ForecastQuantity.Visibility] = (0, 1_000_000, "m"),
        [ForecastQuantity.Ceiling] = (0, double.PositiveInfinity, "m"),
        [ForecastQuantity.Icing] = (0, (double)IcingSeverity.Severe, "of severity"),
        [ForecastQuantity.Lightning] = (0, 1, "as a flag"),
    };

    /// <summary>Looks at a forecast.</summary>
    /// <param name="forecast">As read.</param>
    /// <param name="now">The instant of the import.</param>
    /// <param name="serviceArea">What the region must cover.</param>
    /// <param name="policy">Bounds.</param>
    public static IReadOnlyList<WeatherDiagnostic> Check(Forecast forecast, DateTimeOffset now, GeoBox serviceArea, WeatherPolicy policy) =>
        [
            .. Times(forecast, now, policy),
            .. Region(forecast, serviceArea),
            .. forecast.Grids.SelectMany(grid => Numbers(forecast, grid, policy)),
            .. forecast.Members.SelectMany((member, index) => member.Grids.SelectMany(grid => Numbers(member, grid, policy)).Select(doubt => doubt with { Where = $"member {index + 1}, {doubt.Where}" })),
        ];

    private static IEnumerable<WeatherDiagnostic> Times(Forecast forecast, DateTimeOffset now, WeatherPolicy policy)
    {
        var origin = forecast.Origin;
        foreach (var (name, instant) in ((string, DateTimeOffset?)[])[("issuedAt", origin.IssuedAt), ("cycle", origin.Cycle)])
        {
            if (instant is { } told && !(told <= now + policy.ClockTolerance))
            {
                yield return Diagnostic(WeatherProblem.IssuedInFuture, forecast, name, $"at most {now + policy.ClockTolerance:O}", $"{told:O}");
            }
        }

        if (!(forecast.ValidTimes[^1] >= now))
        {
            yield return Diagnostic(WeatherProblem.AllTimesPast, forecast, "valid times", $"one from {now:O} on", $"the last is {forecast.ValidTimes[^1]:O}");
        }

        foreach (var times in forecast.Grids.Select(grid => grid.ValidTimes))
        {
            for (var i = 1; i < times.Count; i++)
            {
                if (!(times[i] - times[i - 1] <= policy.MaxTimeGap))
                {
                    yield return Diagnostic(WeatherProblem.TimeGap, forecast, $"valid time {times[i]:O}", $"at most {policy.MaxTimeGap} after the one before", $"{times[i] - times[i - 1]}");
                }
            }
        }
    }

    private static IEnumerable<WeatherDiagnostic> Region(Forecast forecast, GeoBox area)
    {
        if (!forecast.Covers(area))
        {
            var (southWest, northEast) = (area.SouthWest, area.NorthEast);
            var box = FormattableString.Invariant($"{southWest.LatitudeDegrees:R}..{northEast.LatitudeDegrees:R} N, {southWest.LongitudeDegrees:R}..{northEast.LongitudeDegrees:R} E");
            var missing = area.Corners.FirstOrDefault(corner => !forecast.Grids.Any(grid => grid.Contains(corner)));
            yield return Diagnostic(
                WeatherProblem.RegionTooSmall,
                forecast,
                "region",
                $"all of {box}",
                missing == default ? "a hole inside" : FormattableString.Invariant($"nothing at {missing.LatitudeDegrees:R} N, {missing.LongitudeDegrees:R} E"));
        }
    }

    /// <summary>The first number of each quantity that is too large, too small or infinite; a thousand of the same kind help nobody.</summary>
    private static IEnumerable<WeatherDiagnostic> Numbers(Forecast forecast, ForecastGrid grid, WeatherPolicy policy)
    {
        foreach (var quantity in grid.Quantities.Where(quantity => quantity is not ForecastQuantity.WindNorth))
        {
            foreach (var (time, height, value) in Speeds(grid, quantity).Where(number => !double.IsNaN(number.Value)))
            {
                var (lowest, highest, unit) = quantity switch
                {
                    ForecastQuantity.WindEast => (0, policy.MaxMeanWind.MetresPerSecond, "m/s"),
                    ForecastQuantity.Gust => (0, policy.MaxGust.MetresPerSecond, "m/s"),
                    _ => Bounds[quantity],
                };
                if (!(value >= lowest && value <= highest))
                {
                    var problem = quantity is ForecastQuantity.WindEast or ForecastQuantity.Gust ? WeatherProblem.WindImplausible : WeatherProblem.OutOfRange;
                    var name = quantity is ForecastQuantity.WindEast ? "Wind" : $"{quantity}";
                    yield return Diagnostic(
                        problem,
                        forecast,
                        FormattableString.Invariant($"{name} at {height:R} m, {time:O}"),
                        FormattableString.Invariant($"{lowest:R} to {highest:R} {unit}"),
                        FormattableString.Invariant($"{value:R}{(problem == WeatherProblem.WindImplausible ? ", perhaps km/h called m/s" : string.Empty)}"));
                    break;
                }
            }
        }
    }

    /// <summary>The numbers of a quantity; of the wind its speed.</summary>
    private static IEnumerable<(DateTimeOffset Time, double Height, double Value)> Speeds(ForecastGrid grid, ForecastQuantity quantity) => quantity is ForecastQuantity.WindEast
        ? grid.NumbersOf(ForecastQuantity.WindEast).Zip(
            grid.NumbersOf(ForecastQuantity.WindNorth), (east, north) => (east.ValidTime, east.HeightMetres, double.Hypot(east.Value, north.Value)))
        : grid.NumbersOf(quantity);

    private static WeatherDiagnostic Diagnostic(WeatherProblem problem, Forecast forecast, string where, string expected, string found) =>
        new(problem, forecast.Origin.Source, where, expected, found);
}
