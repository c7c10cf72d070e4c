using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather.Formats.Grib;

namespace DroneLogistics.Weather.Formats;

/// <summary>
/// Reads a forecast from GRIB edition 2, as weather services publish model runs: wind, temperature, humidity, gust, pressure, visibility,
/// ceiling and precipitation. Other quantities and surfaces are told and left alone.
/// </summary>
public static class GribReader
{
    private const int Ground = 1;
    private const int SeaLevel = 101;
    private const int AboveGround = 103;

    // Code table 4.10, over the interval.
    private const int Mean = 0;
    private const int Accumulation = 1;
    private const int Maximum = 2;

    // A file of a global model has hundreds of quantities; the first ones tell what is left alone.
    private const int MostTold = 50;

    private const double SecondsInAnHour = 3600;

    /// <summary>How a parameter (code table 4.2) becomes one of our quantities.</summary>
    private sealed record Reading(ForecastQuantity Quantity, int[] Surfaces, Func<double, GribProduct, double?> Convert)
    {
        public bool HasHeights => Quantity is ForecastQuantity.WindEast or ForecastQuantity.WindNorth or ForecastQuantity.Temperature;
    }

    private static readonly Dictionary<(int Discipline, int Category, int Number), Reading> Readings = new()
    {
        [(0, 0, 0)] = new(ForecastQuantity.Temperature, [AboveGround], Instant),
        [(0, 1, 1)] = new(ForecastQuantity.RelativeHumidity, [AboveGround], (value, product) => Instant(value / 100, product)),
        [(0, 1, 7)] = new(ForecastQuantity.Precipitation, [Ground], Rate),
        [(0, 1, 8)] = new(ForecastQuantity.Precipitation, [Ground], PerHour),
        [(0, 2, 2)] = new(ForecastQuantity.WindEast, [AboveGround], Instant),
        [(0, 2, 3)] = new(ForecastQuantity.WindNorth, [AboveGround], Instant),
        [(0, 2, 22)] = new(ForecastQuantity.Gust, [Ground, AboveGround], Highest),
        [(0, 3, 0)] = new(ForecastQuantity.Qnh, [SeaLevel], Instant),
        [(0, 3, 1)] = new(ForecastQuantity.Qnh, [SeaLevel], Instant),
        [(0, 6, 13)] = new(ForecastQuantity.Ceiling, [Ground], Instant),
        [(0, 19, 0)] = new(ForecastQuantity.Visibility, [Ground], Instant),
    };

    /// <summary>Reads a forecast whole or refuses it by name and byte.</summary>
    /// <param name="bytes">The file: one or more messages.</param>
    /// <param name="region">What is kept of the grid, with a point beyond on every side; null: all of it.</param>
    /// <param name="options">Name, origin and policies. The cycle and the members are those of the file.</param>
    public static ForecastImport Read(ReadOnlyMemory<byte> bytes, GeoBox? region, ForecastOptions options) => ForecastImport.Of(told =>
    {
        var file = new GribFile(options.File, bytes);
        var collected = new Dictionary<(ForecastQuantity Quantity, double Height, DateTimeOffset Time), double[]>();
        var (first, cut) = (default(GribProduct), default(GridCut));
        void Skip(string parameter, int offset)
        {
            if (told.Count < MostTold)
            {
                told.Add(new WeatherDiagnostic(WeatherProblem.UnknownColumn, options.File, $"byte {offset}", "a quantity that is read", parameter) { IsRefusal = false });
            }
        }

        foreach (var (product, grid, values, offset) in GribFields.Read(file, options.Weather.Files, Readings.ContainsKey, Skip))
        {
            var reading = Readings[(product.Discipline, product.Category, product.Number)];
            if (!reading.Surfaces.Contains(product.Surface) || reading.Convert(0, product) is null)
            {
                Skip($"{product.Parameter} at surface {product.Surface}, statistics {product.Statistics}", offset);
                continue;
            }

            first ??= product;
            cut ??= GridCut.Of(grid, region);
            if (product.ReferenceTime != first.ReferenceTime || product.Members != first.Members || !cut.Grid.IsSameAs(grid))
            {
                throw file.Refuse(WeatherProblem.CountsDiffer, offset, $"one model run, ensemble and grid, {first.ReferenceTime:O}", $"{product.Parameter} of {product.ReferenceTime:O}, {product.Members} members, or on another grid");
            }

            var height = reading.HasHeights && product.SurfaceValue is { } metres ? metres : ForecastField.SurfaceHeight.Metres;
            if (!(height > 0))
            {
                throw file.Refuse(WeatherProblem.OutOfRange, offset, "a height above ground", FormattableString.Invariant($"{product.Parameter} at {height:R} m"));
            }

            var numbers = Array.ConvertAll(cut.Of(values), value => reading.Convert(value, product)!.Value);
            var key = (reading.Quantity, height, product.ValidTime);
            if (!collected.TryAdd(key, numbers))
            {
                // A service tells rain as a rate, as a mean and as a sum, and gusts of an instant and of an hour.
                collected[key] = reading.Quantity is ForecastQuantity.Precipitation or ForecastQuantity.Gust
                    ? [.. collected[key].Zip(numbers, Math.Max)]
                    : throw file.Refuse(WeatherProblem.DuplicateField, offset, "each quantity once at a height and an instant", FormattableString.Invariant($"{product.Parameter} at {height:R} m, {product.ValidTime:O}, twice"));
            }

            RequireRoom(file, collected.Count, numbers.Length, options.Weather.Files);
        }

        if (first is null || cut is null)
        {
            throw file.Refuse(WeatherProblem.NothingOfUse, 0, "a quantity that is read", "none");
        }

        var times = collected.Keys.Select(key => key.Time).Distinct().Order().ToList();
        if (!(times.Count <= options.Weather.Files.MaxValidTimes))
        {
            throw file.Refuse(WeatherProblem.TooLarge, 0, $"at most {options.Weather.Files.MaxValidTimes} valid times", $"{times.Count}");
        }

        // Every quantity at every height gets every instant.
        RequireRoom(file, (long)times.Count * collected.Keys.Select(key => (key.Quantity, key.Height)).Distinct().Count(), cut.Count, options.Weather.Files);
        var fields = collected.GroupBy(pair => pair.Key.Quantity).ToDictionary(group => group.Key, group => Field(group.ToDictionary(pair => (pair.Key.Height, pair.Key.Time), pair => pair.Value), times, cut.Count));
        RequireBoth(file, fields);
        GustsBelowWind.Drop(fields, cut.Count, options.File, nameof(ForecastQuantity.Gust), told);
        var origin = options.Origin with { Cycle = first.ReferenceTime, Members = first.Members };
        return new Forecast(origin, [ForecastGrid.OnGrid(cut.LatitudesDegrees, cut.LongitudesDegrees, times, fields)], options.Weather, options.Wind);
    });

    /// <summary>Every field of a file as it stands, of any quantity, for whoever wants more than a forecast.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for complaints.</param>
    /// <param name="policy">Bounds of size; all fields are kept, so that of the values holds for their points.</param>
    /// <exception cref="WeatherRefusedException">Names the byte, what was expected and what was found.</exception>
    public static IReadOnlyList<GribField> ReadFields(ReadOnlyMemory<byte> bytes, string name, WeatherPolicy policy) =>
        [.. GribFields.Read(new GribFile(name, bytes), policy.Files with { MaxUnpackedValues = policy.Files.MaxValues }, _ => true, (_, _) => { })
            .Select(field => new GribField(field.Product, field.Grid.LatitudesDegrees, field.Grid.LongitudesDegrees, field.Values))];

    private static void RequireRoom(GribFile file, long levels, long points, WeatherFileLimits limits)
    {
        if (!(levels * points <= limits.MaxValues))
        {
            throw file.Refuse(WeatherProblem.TooLarge, 0, $"at most {limits.MaxValues} numbers", $"{levels * points}");
        }
    }

    /// <summary>What is so at an instant; null for statistics over an interval.</summary>
    private static double? Instant(double value, GribProduct product) => product.Interval is null ? value : null;

    /// <summary>At an instant, or the highest of an interval.</summary>
    private static double? Highest(double value, GribProduct product) => product.Statistics is null or Maximum ? value : null;

    /// <summary>kg/m² in a second, at an instant or the mean or highest of an interval, as mm/h.</summary>
    private static double? Rate(double value, GribProduct product) => product.Statistics is null or Mean or Maximum ? value * SecondsInAnHour : null;

    /// <summary>A sum over an interval as a rate; null for other statistics.</summary>
    private static double? PerHour(double value, GribProduct product) =>
        product is { Statistics: Accumulation, Interval: { } interval } ? value / interval.TotalHours : null;

    /// <summary>NaN at heights and instants that the file does not have.</summary>
    private static ForecastField Field(Dictionary<(double Height, DateTimeOffset Time), double[]> numbers, List<DateTimeOffset> times, int count)
    {
        double[] heights = [.. numbers.Keys.Select(key => key.Height).Distinct().Order()];
        var values = new double[(long)times.Count * heights.Length * count];
        var level = 0;
        foreach (var (time, height) in from time in times from height in heights select (time, height))
        {
            var into = values.AsSpan(level++ * count, count);
            if (numbers.TryGetValue((height, time), out var known))
            {
                known.CopyTo(into);
            }
            else
            {
                into.Fill(double.NaN);
            }
        }

        return new ForecastField([.. heights.Select(Length.FromMetres)], values);
    }

    private static void RequireBoth(GribFile file, Dictionary<ForecastQuantity, ForecastField> fields)
    {
        var (east, north) = (fields.GetValueOrDefault(ForecastQuantity.WindEast), fields.GetValueOrDefault(ForecastQuantity.WindNorth));
        if (east is null || north is null || !east.Heights.SequenceEqual(north.Heights))
        {
            throw file.Refuse(WeatherProblem.MissingValue, 0, "both components of the wind at the same heights", east is null ? "no eastward wind" : north is null ? "no northward wind" : "other heights");
        }
    }

    /// <summary>The part of a grid that is kept.</summary>
    private sealed class GridCut
    {
        private readonly (int From, int Count) rows;
        private readonly (int From, int Count) columns;

        private GridCut(GribGrid grid, GeoBox box)
        {
            Grid = grid;
            rows = Around(grid.LatitudesDegrees, box.SouthWest.LatitudeDegrees, box.NorthEast.LatitudeDegrees);
            columns = Around(grid.LongitudesDegrees, box.SouthWest.LongitudeDegrees, box.NorthEast.LongitudeDegrees);
        }

        public GribGrid Grid { get; }

        public int Count => rows.Count * columns.Count;

        public double[] LatitudesDegrees => Grid.LatitudesDegrees[rows.From..(rows.From + rows.Count)];

        public double[] LongitudesDegrees => Grid.LongitudesDegrees[columns.From..(columns.From + columns.Count)];

        public static GridCut Of(GribGrid grid, GeoBox? box) => new(grid, box ?? new GeoBox(-90, -180, 90, 180));

        public double[] Of(double[] values)
        {
            var kept = new double[Count];
            for (var row = 0; row < rows.Count; row++)
            {
                values.AsSpan(((rows.From + row) * Grid.LongitudesDegrees.Length) + columns.From, columns.Count).CopyTo(kept.AsSpan(row * columns.Count));
            }

            return kept;
        }

        /// <summary>From the last point before to the first one after, at least two.</summary>
        private static (int From, int Count) Around(double[] axis, double low, double high)
        {
            var from = Math.Clamp(Array.FindLastIndex(axis, point => point <= low), 0, axis.Length - 2);
            var after = Array.FindIndex(axis, point => point >= high);
            var to = Math.Max(after < 0 ? axis.Length - 1 : after, from + 1);
            return (from, to - from + 1);
        }
    }
}
