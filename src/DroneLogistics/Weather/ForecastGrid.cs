using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>
/// The fields of a forecast over one region: at the points of a grid, or at one point whose numbers hold in a circle around it. Between
/// the points of a grid and between valid times wind, gust, temperature, humidity and pressure are linear; precipitation, visibility,
/// ceiling, icing and lightning are the worst of the points and instants around. A point that weighs and is not known makes the answer
/// not known.
/// </summary>
public sealed class ForecastGrid
{
    // Two instants, two latitudes, two longitudes.
    private const int Corners = 8;

    private readonly GridAxis latitudes;
    private readonly GridAxis longitudes;
    private readonly GridAxis seconds;
    private readonly Dictionary<ForecastQuantity, (double[] Heights, double[] Values)> fields;
    private readonly Length? radius;

    private ForecastGrid(
        IReadOnlyList<double> latitudesDegrees,
        IReadOnlyList<double> longitudesDegrees,
        Length? radius,
        IReadOnlyList<DateTimeOffset> validTimes,
        IReadOnlyDictionary<ForecastQuantity, ForecastField> fields)
    {
        var atLeast = radius is null ? 2 : 1;
        latitudes = new GridAxis(latitudesDegrees, nameof(latitudesDegrees), atLeast);
        longitudes = new GridAxis(longitudesDegrees, nameof(longitudesDegrees), atLeast);
        ValidTimes = [.. validTimes.Select(time => time.ToUniversalTime())];
        seconds = new GridAxis(ValidTimes.Select(Seconds), nameof(validTimes), atLeast: 1);
        this.radius = radius;
        this.fields = fields.ToDictionary(field => field.Key, field => (Heights(field.Value), Values(field.Key, field.Value)));
        if (fields.TryGetValue(ForecastQuantity.WindEast, out var east) != fields.TryGetValue(ForecastQuantity.WindNorth, out var north)
            || (east is not null && !east.Heights.SequenceEqual(north!.Heights)))
        {
            throw new ArgumentException("The two components of the wind have the same heights.", nameof(fields));
        }
    }

    /// <summary>In order, UTC.</summary>
    public IReadOnlyList<DateTimeOffset> ValidTimes { get; }

    public IReadOnlyCollection<ForecastQuantity> Quantities => fields.Keys;

    /// <summary>The middle of the region.</summary>
    public LatLon Centre => new((latitudes[0] + latitudes[latitudes.Count - 1]) / 2, (longitudes[0] + longitudes[longitudes.Count - 1]) / 2);

    /// <summary>South to north; of one point its own.</summary>
    public IReadOnlyList<double> LatitudesDegrees => [.. Enumerable.Range(0, latitudes.Count).Select(index => latitudes[index])];

    /// <summary>West to east; of one point its own.</summary>
    public IReadOnlyList<double> LongitudesDegrees => [.. Enumerable.Range(0, longitudes.Count).Select(index => longitudes[index])];

    /// <summary>How far the numbers of one point hold; null for a grid.</summary>
    public Length? Radius => radius;

    /// <summary>Count of all numbers.</summary>
    public long Count => fields.Values.Sum(numbers => (long)numbers.Values.Length);

    /// <summary>The numbers of one point, which hold in a circle around it.</summary>
    /// <param name="centre">The point.</param>
    /// <param name="radius">Of the circle, positive.</param>
    /// <param name="validTimes">In order.</param>
    /// <param name="fields">The quantities that are known.</param>
    /// <exception cref="ArgumentException">Times out of order, or a field of another count (a programmer's error).</exception>
    public static ForecastGrid AtPoint(LatLon centre, Length radius, IReadOnlyList<DateTimeOffset> validTimes, IReadOnlyDictionary<ForecastQuantity, ForecastField> fields) =>
        radius > Length.Zero
            ? new([centre.LatitudeDegrees], [centre.LongitudeDegrees], radius, validTimes, fields)
            : throw new ArgumentException($"A radius is positive; got {radius.Metres:R} m.", nameof(radius));

    /// <summary>Numbers at the points of a grid.</summary>
    /// <param name="latitudesDegrees">South to north, at least two.</param>
    /// <param name="longitudesDegrees">West to east, at least two, -180 to 180.</param>
    /// <param name="validTimes">In order.</param>
    /// <param name="fields">The quantities that are known.</param>
    /// <exception cref="ArgumentException">An axis out of order, or a field of another count (a programmer's error).</exception>
    public static ForecastGrid OnGrid(
        IReadOnlyList<double> latitudesDegrees,
        IReadOnlyList<double> longitudesDegrees,
        IReadOnlyList<DateTimeOffset> validTimes,
        IReadOnlyDictionary<ForecastQuantity, ForecastField> fields) =>
        new(latitudesDegrees, longitudesDegrees, radius: null, validTimes, fields);

    /// <summary>Whether a position lies in the region; borders count.</summary>
    public bool Contains(LatLon position) => radius is { } reach
        ? Centre.DistanceTo(position) <= reach
        : latitudes.Locate(position.LatitudeDegrees) is not null && longitudes.Locate(position.LongitudeDegrees) is not null;

    /// <summary>Whether any of a box lies in the region.</summary>
    public bool Touches(GeoBox box)
    {
        var (southWest, northEast) = (box.SouthWest, box.NorthEast);
        return radius is null
            ? latitudes[0] <= northEast.LatitudeDegrees && latitudes[latitudes.Count - 1] >= southWest.LatitudeDegrees
                && longitudes[0] <= northEast.LongitudeDegrees && longitudes[longitudes.Count - 1] >= southWest.LongitudeDegrees
            : Contains(new LatLon(
                Math.Clamp(Centre.LatitudeDegrees, southWest.LatitudeDegrees, northEast.LatitudeDegrees),
                Math.Clamp(Centre.LongitudeDegrees, southWest.LongitudeDegrees, northEast.LongitudeDegrees)));
    }

    /// <summary>The fields at a place and an instant; altitude above the sea stands for height above the surface, as in <see cref="Weather.Wind"/>.</summary>
    internal WeatherMoment At(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant, ForecastRules rules)
    {
        Span<Corner> room = stackalloc Corner[Corners];
        if (!Contains(position) || Locate(position, instant, rules.Weather.MaxTimeGap, room) is not (> 0 and var count))
        {
            return WeatherMoment.NothingKnown(instant);
        }

        ReadOnlySpan<Corner> corners = room[..count];
        var height = altitude.Metres;
        return new WeatherMoment
        {
            Instant = instant,
            Wind = WindAt(corners, height, rules),
            SurfaceGust = Linear(ForecastQuantity.Gust, corners) is { } gust ? Speed.FromMetresPerSecond(gust) : null,
            Temperature = LinearTemperature(corners, height, rules) is { } kelvin ? new Temperature(kelvin) : null,
            RelativeHumidityRatio = Linear(ForecastQuantity.RelativeHumidity, corners),
            Qnh = Linear(ForecastQuantity.Qnh, corners) is { } pascal ? new Pressure(pascal) : null,
            PrecipitationMillimetresPerHour = Worst(ForecastQuantity.Precipitation, corners, Math.Max),
            Visibility = Worst(ForecastQuantity.Visibility, corners, Math.Min) is { } sight ? Length.FromMetres(sight) : null,
            Ceiling = Worst(ForecastQuantity.Ceiling, corners, Math.Min) is { } ceiling ? Length.FromMetres(ceiling) : null,
            Icing = Worst(ForecastQuantity.Icing, corners, Math.Max) is { } icing ? (IcingSeverity)(int)icing : null,
            Lightning = Worst(ForecastQuantity.Lightning, corners, Math.Max) is { } lightning ? lightning > 0 : null,
        };
    }

    /// <summary>The wind alone of <see cref="At"/>; null where not known.</summary>
    internal WindVector? WindAt(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant, ForecastRules rules)
    {
        Span<Corner> room = stackalloc Corner[Corners];
        return Contains(position) && Locate(position, instant, rules.Weather.MaxTimeGap, room) is > 0 and var count
            ? WindAt(room[..count], altitude.Metres, rules)
            : null;
    }

    /// <summary>The valid times at which a number differs from another grid's, one by one as often as it does; null where the grids differ in more than numbers.</summary>
    internal IEnumerable<DateTimeOffset>? ChangesFrom(ForecastGrid other)
    {
        var isAlike = radius == other.radius
            && LatitudesDegrees.SequenceEqual(other.LatitudesDegrees)
            && LongitudesDegrees.SequenceEqual(other.LongitudesDegrees)
            && ValidTimes.SequenceEqual(other.ValidTimes)
            && fields.Count == other.fields.Count
            && fields.All(field => other.fields.TryGetValue(field.Key, out var theirs) && theirs.Heights.SequenceEqual(field.Value.Heights));

        // Equals, not an operator: not known is as not known before.
        return !isAlike ? null : fields.Keys.SelectMany(quantity => NumbersOf(quantity).Zip(other.NumbersOf(quantity)))
            .Where(pair => !pair.First.Value.Equals(pair.Second.Value))
            .Select(pair => pair.First.ValidTime);
    }

    /// <summary>Every number of a quantity with its valid time and height above the surface, m; nothing where the forecast has no such quantity.</summary>
    internal IEnumerable<(DateTimeOffset ValidTime, double HeightMetres, double Value)> NumbersOf(ForecastQuantity quantity)
    {
        if (!fields.TryGetValue(quantity, out var field))
        {
            yield break;
        }

        var points = latitudes.Count * longitudes.Count;
        for (var i = 0; i < field.Values.Length; i++)
        {
            var level = i / points;
            yield return (ValidTimes[level / field.Heights.Length], field.Heights[level % field.Heights.Length], field.Values[i]);
        }
    }

    /// <summary>Wind and gust alone of <see cref="At"/>; what else it tells stays not known.</summary>
    internal WeatherMoment WindsAt(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant, ForecastRules rules)
    {
        Span<Corner> room = stackalloc Corner[Corners];
        return !Contains(position) || Locate(position, instant, rules.Weather.MaxTimeGap, room) is not (> 0 and var count) ? WeatherMoment.NothingKnown(instant) : new WeatherMoment
        {
            Instant = instant,
            Wind = WindAt(room[..count], altitude.Metres, rules),
            SurfaceGust = Linear(ForecastQuantity.Gust, room[..count]) is { } gust ? Speed.FromMetresPerSecond(gust) : null,
        };
    }

    /// <summary>Temperature, K, relative humidity, 0 to 1, and pressure at sea level, Pa, alone; null where not known.</summary>
    internal (double? Kelvin, double? Humidity, double? Pascal) SeaLevelAirAt(LatLon position, DateTimeOffset instant, ForecastRules rules)
    {
        Span<Corner> room = stackalloc Corner[Corners];
        return Contains(position) && Locate(position, instant, rules.Weather.MaxTimeGap, room) is > 0 and var count && room[..count] is var corners
            ? (LinearTemperature(corners, 0, rules), Linear(ForecastQuantity.RelativeHumidity, corners), Linear(ForecastQuantity.Qnh, corners))
            : default;
    }

    /// <summary>The points and instants that weigh, into the room; their count, 0 where there are none.</summary>
    private int Locate(LatLon position, DateTimeOffset instant, TimeSpan maxGap, Span<Corner> room)
    {
        if (seconds.Locate(Seconds(instant)) is not { } time
            || (time.Share is > 0 and < 1 && !(ValidTimes[time.Index + 1] - ValidTimes[time.Index] <= maxGap)))
        {
            return 0;
        }

        // The one point of a circle holds everywhere in it.
        var latitude = radius is null ? latitudes.Locate(position.LatitudeDegrees)!.Value : default;
        var longitude = radius is null ? longitudes.Locate(position.LongitudeDegrees)!.Value : default;
        var count = 0;
        for (var corner = 0; corner < Corners; corner++)
        {
            var (t, y, x) = (corner >> 2, (corner >> 1) & 1, corner & 1);
            var weight = time.Weight(t) * latitude.Weight(y) * longitude.Weight(x);
            if (weight > 0)
            {
                room[count++] = new Corner(time.Index + t, ((latitude.Index + y) * longitudes.Count) + longitude.Index + x, weight);
            }
        }

        return count;
    }

    private double? Linear(ForecastQuantity quantity, ReadOnlySpan<Corner> corners)
    {
        if (!fields.TryGetValue(quantity, out var field))
        {
            return null;
        }

        var sum = 0.0;
        foreach (ref readonly var corner in corners)
        {
            sum += corner.Weight * ForecastRules.Surface(LevelsOf(field, corner));
        }

        return double.IsFinite(sum) ? sum : null;
    }

    private double? LinearTemperature(ReadOnlySpan<Corner> corners, double height, ForecastRules rules)
    {
        if (!fields.TryGetValue(ForecastQuantity.Temperature, out var field))
        {
            return null;
        }

        var sum = 0.0;
        foreach (ref readonly var corner in corners)
        {
            sum += corner.Weight * rules.Temperature(LevelsOf(field, corner), height);
        }

        return double.IsFinite(sum) ? sum : null;
    }

    private double? LinearWind(ForecastQuantity component, ReadOnlySpan<Corner> corners, double height, ForecastRules rules)
    {
        if (!fields.TryGetValue(component, out var field))
        {
            return null;
        }

        var sum = 0.0;
        var growth = default(WindGrowth);
        foreach (ref readonly var corner in corners)
        {
            sum += corner.Weight * rules.Wind(LevelsOf(field, corner), height, ref growth);
        }

        return double.IsFinite(sum) ? sum : null;
    }

    private WindVector? WindAt(ReadOnlySpan<Corner> corners, double height, ForecastRules rules)
    {
        var east = LinearWind(ForecastQuantity.WindEast, corners, height, rules);
        var north = LinearWind(ForecastQuantity.WindNorth, corners, height, rules);
        return east is { } toEast && north is { } toNorth ? new WindVector(toEast, toNorth) : null;
    }

    /// <summary>Math.Max and Math.Min of a NaN are NaN: what is not known at one corner is not known.</summary>
    private double? Worst(ForecastQuantity quantity, ReadOnlySpan<Corner> corners, Func<double, double, double> worse)
    {
        if (!fields.TryGetValue(quantity, out var field))
        {
            return null;
        }

        var worst = LevelsOf(field, corners[0])[0];
        foreach (ref readonly var corner in corners[1..])
        {
            worst = worse(worst, LevelsOf(field, corner)[0]);
        }

        return double.IsNaN(worst) ? null : worst;
    }

    private ForecastLevels LevelsOf((double[] Heights, double[] Values) field, in Corner corner)
    {
        var points = latitudes.Count * longitudes.Count;
        return new ForecastLevels(field.Heights, field.Values, (corner.Time * field.Heights.Length * points) + corner.Point, points);
    }

    private double Seconds(DateTimeOffset instant) => (instant - ValidTimes[0]).TotalSeconds;

    private static double[] Heights(ForecastField field)
    {
        var metres = field.Heights.Select(height => height.Metres).ToArray();
        _ = new GridAxis(metres, nameof(field), atLeast: 1);
        return metres[0] > 0 ? metres : throw new ArgumentException($"A height above the surface is positive; got {metres[0]:R} m.", nameof(field));
    }

    private double[] Values(ForecastQuantity quantity, ForecastField field)
    {
        var expected = (long)seconds.Count * field.Heights.Count * latitudes.Count * longitudes.Count;
        return field.Values.Count == expected
            ? [.. field.Values]
            : throw new ArgumentException($"{field.Values.Count} numbers of {quantity} were given for a grid of {expected} points.", nameof(field));
    }

    /// <summary>A point of the grid at an instant, by their places, and what it weighs.</summary>
    private readonly record struct Corner(int Time, int Point, double Weight);
}
