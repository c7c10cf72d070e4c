using DroneLogistics.Units;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// A TAF as a forecast of one point. A change by BECMG passes over its period, FM holds from its instant; while TEMPO or PROB may be, what
/// is worse of it and of the rest holds: the stronger wind, the higher gust, less visibility, the lower ceiling, the thunderstorm.
/// </summary>
/// <remarks>
/// Not known of a TAF: temperature, humidity, pressure and the rate of precipitation. Icing is known as severe where freezing precipitation
/// is told, else not known. A gust that is not told is not known.
/// </remarks>
public static class TafForecast
{
    // Sides of a sudden change; the resolution of a TAF is an hour.
    private static readonly TimeSpan Side = TimeSpan.FromSeconds(1);

    /// <summary>Lays out a TAF in time, or refuses it: there is none, or a token of it was not understood and may have been a limit.</summary>
    /// <param name="taf">As read.</param>
    /// <param name="region">Where it holds.</param>
    /// <param name="options">Name and policies; the time of issue is that of the TAF.</param>
    public static ForecastImport Of(AerodromeForecast taf, PointRegion region, ForecastOptions options) => ForecastImport.Of(_ =>
    {
        if (taf is not { ValidFrom: { } from, ValidUntil: { } until, IsMissing: false, IsCancelled: false })
        {
            throw new WeatherRefusedException(new WeatherDiagnostic(WeatherProblem.NothingOfUse, options.File, taf.Station, "a forecast that holds", taf.IsCancelled ? "CNL" : "NIL"));
        }

        if (taf.NotUnderstood.FirstOrDefault() is { } token)
        {
            throw new WeatherRefusedException(new WeatherDiagnostic(
                WeatherProblem.TafFormat, options.File, $"line {token.Line}, column {token.Column}", "a token that is understood: it may be a limit", $"\"{token.Text}\""));
        }

        var instants = Instants(taf, from, until);
        var states = instants.Select(instant => StateAt(taf, instant, options.Wind)).ToList();
        ForecastField Field(Func<State, double?> number) => ForecastField.OfSurface([.. states.Select(state => number(state) ?? double.NaN)]);
        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = Field(state => state.Wind?.EastMetresPerSecond),
            [ForecastQuantity.WindNorth] = Field(state => state.Wind?.NorthMetresPerSecond),
            [ForecastQuantity.Gust] = Field(state => state.Gust),
            [ForecastQuantity.Visibility] = Field(state => state.Visibility),
            [ForecastQuantity.Ceiling] = Field(state => state.Ceiling),
            [ForecastQuantity.Icing] = Field(state => state.Freezes ? (double)IcingSeverity.Severe : null),
            [ForecastQuantity.Lightning] = Field(state => state.Lightning),
        };
        var origin = options.Origin with { Source = $"TAF {taf.Station}", IssuedAt = taf.IssuedAt, Cycle = null };
        return new Forecast(origin, [ForecastGrid.AtPoint(region.Position, region.Radius, instants, fields)], options.Weather, options.Wind);
    });

    /// <summary>Every hour, and both sides of every change, so that nothing passes between two of them.</summary>
    private static List<DateTimeOffset> Instants(AerodromeForecast taf, DateTimeOffset from, DateTimeOffset until)
    {
        var hours = Enumerable.Range(0, (int)(until - from).TotalHours + 1).Select(hour => from.AddHours(hour));
        var edges = taf.Changes.SelectMany(change => change.Kind switch
        {
            ChangeKind.From => (DateTimeOffset[])[change.Start - Side, change.Start],
            ChangeKind.Becoming => [change.Start, change.End],
            _ => [change.Start - Side, change.Start, change.End, change.End + Side],
        });
        return [.. hours.Concat(edges).Where(instant => instant >= from && instant <= until).Distinct().Order()];
    }

    private static State StateAt(AerodromeForecast taf, DateTimeOffset instant, WindPolicy policy)
    {
        var state = State.Of(taf.Conditions);
        foreach (var change in taf.Changes.Where(change => change.Kind is ChangeKind.From or ChangeKind.Becoming && change.Start <= instant))
        {
            state = change.Kind == ChangeKind.From ? State.Of(change.Conditions)
                : change.End <= instant ? state.ChangedTo(change.Conditions)
                : state.ChangedTo(change.Conditions).Towards(state, (instant - change.Start) / (change.End - change.Start), policy);
        }

        return taf.Changes
            .Where(change => change.Kind is not (ChangeKind.From or ChangeKind.Becoming) && change.Start <= instant && instant <= change.End)
            .Aggregate(state, (worst, change) => worst.WorseOf(state.ChangedTo(change.Conditions), policy));
    }

    /// <summary>The conditions in force; what was not told yet is null.</summary>
    private sealed record State(WindVector? Wind, double? Gust, double? Visibility, double? Ceiling, bool Freezes, bool Storms, bool HasCumulonimbus, bool IsSkyTold)
    {
        private static readonly State Nothing = new(null, null, null, null, Freezes: false, Storms: false, HasCumulonimbus: false, IsSkyTold: false);

        /// <summary>1, 0, or null where the sky was not told.</summary>
        public double? Lightning => Storms || HasCumulonimbus ? 1 : IsSkyTold ? 0 : null;

        public static State Of(ReportedConditions told) => Nothing.ChangedTo(told);

        /// <summary>What is told replaces; what is not told stays.</summary>
        public State ChangedTo(ReportedConditions told)
        {
            var endsWeather = told.IsCavok || told.NoSignificantWeather || told.Weather.Count > 0;
            var endsCloud = told.IsCavok || told.Clear is not null || told.Clouds.Count > 0;
            return new State(
                told.Wind is { } wind ? VectorOf(wind) : Wind,
                told.Wind is not null ? told.Wind.Gust?.Speed.MetresPerSecond : Gust,
                told.LeastVisibility?.Metres ?? Visibility,
                endsCloud ? told.Ceiling?.Metres : Ceiling,
                endsWeather ? told.Weather.Any(Freezing) : Freezes,
                endsWeather ? told.Weather.Any(Storming) : Storms,
                endsCloud ? told.Clouds.Any(layer => layer.Type == CloudType.Cumulonimbus) : HasCumulonimbus,
                IsSkyTold || endsCloud);
        }

        /// <summary>On the way from an earlier state: the wind in between, of the rest the worse.</summary>
        public State Towards(State before, double share, WindPolicy policy) => WorseOf(before, policy) with
        {
            Wind = Wind is { } later && before.Wind is { } earlier
                ? new WindVector(Mix(earlier.EastMetresPerSecond, later.EastMetresPerSecond, share), Mix(earlier.NorthMetresPerSecond, later.NorthMetresPerSecond, share))
                : null,
        };

        public State WorseOf(State other, WindPolicy policy) => new(
            Wind is { } mine && other.Wind is { } theirs ? (theirs.Speed > mine.Speed ? theirs : mine) : null,
            Gust is null && other.Gust is null ? null : Math.Max(GustOrEstimate(policy), other.GustOrEstimate(policy)),
            Visibility is { } sight ? Math.Min(sight, other.Visibility ?? double.NaN) : null,
            Ceiling is { } ceiling ? Math.Min(ceiling, other.Ceiling ?? double.NaN) : null,
            Freezes || other.Freezes,
            Storms || other.Storms,
            HasCumulonimbus || other.HasCumulonimbus,
            IsSkyTold && other.IsSkyTold);

        /// <summary>NaN where neither gust nor wind is known.</summary>
        private double GustOrEstimate(WindPolicy policy) =>
            Gust ?? (Wind is { } wind ? new Weather.Wind(wind.From, wind.Speed, Gust: null).GustOrEstimate(policy).MetresPerSecond : double.NaN);

        private static double Mix(double before, double after, double share) => before + (share * (after - before));

        /// <summary>A variable wind has no direction: calm has none either, any other is not known.</summary>
        private static WindVector? VectorOf(ReportedWind wind) => wind switch
        {
            { Mean.IsAbove: true } => null,
            { FromDegrees: { } degrees } => WindVector.Of(Bearing.FromDegrees(degrees), wind.Mean.Speed),
            { Mean.Value: 0 } => default(WindVector),
            _ => null,
        };

        private static bool Freezing(WeatherGroup group) => group.Descriptor == WeatherDescriptor.Freezing;

        private static bool Storming(WeatherGroup group) => group.Descriptor == WeatherDescriptor.Thunderstorm;
    }
}
