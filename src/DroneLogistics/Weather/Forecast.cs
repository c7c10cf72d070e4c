using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>Where a forecast comes from.</summary>
/// <param name="Source">Who made it, for example <c>open-meteo</c>, <c>gfs 1p00</c>.</param>
/// <param name="Cycle">The instant its model run began from; null where the source does not tell.</param>
/// <param name="IssuedAt">When it was made known.</param>
/// <param name="Members">Runs of the model that it sums up; 1 for a single one.</param>
public sealed record ForecastOrigin(string Source, DateTimeOffset? Cycle, DateTimeOffset IssuedAt, int Members = 1)
{
    /// <summary>The id under which a service holds it; empty: it is held by none.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>How long before an instant it was made: from the start of its run, else from its issue.</summary>
    public TimeSpan LeadTo(DateTimeOffset instant) => instant - (Cycle ?? IssuedAt);
}

/// <summary>What is expected of the weather over a region for a while. Nothing is known outside of its region, its times and its heights.</summary>
/// <param name="origin">Where it comes from.</param>
/// <param name="grids">One or more regions; where circles overlap the nearest centre holds.</param>
/// <param name="weather">How far it is carried.</param>
/// <param name="wind">How wind grows with height.</param>
public sealed class Forecast(ForecastOrigin origin, IReadOnlyList<ForecastGrid> grids, WeatherPolicy weather, WindPolicy wind)
{
    private readonly ForecastRules rules = new(weather, wind);

    public ForecastOrigin Origin => origin;

    /// <summary>At least one.</summary>
    public IReadOnlyList<ForecastGrid> Grids { get; } = grids.Count > 0 ? [.. grids] : throw new ArgumentException("A forecast has a region.", nameof(grids));

    /// <summary>
    /// The other runs of an ensemble, of which this is the control run: their winds, over the same regions and times. Flights are decided in the
    /// control run, and their odds draw from all. Empty: there is one run.
    /// </summary>
    public IReadOnlyList<Forecast> Members { get; init; } = [];

    /// <summary>Of all regions together, in order, UTC.</summary>
    public IReadOnlyList<DateTimeOffset> ValidTimes { get; } = [.. grids.SelectMany(grid => grid.ValidTimes).Distinct().Order()];

    /// <summary>The weather at a place and an instant.</summary>
    /// <param name="position">Anywhere; outside of the region nothing is known.</param>
    /// <param name="altitude">Stands for height above the surface: the legs lie over water.</param>
    /// <param name="instant">Between two valid times nearer to each other than the policy's gap.</param>
    public WeatherMoment At(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant) =>
        GridAt(position)?.At(position, altitude, instant, rules) ?? WeatherMoment.NothingKnown(instant);

    /// <summary>The wind alone, as <see cref="At"/> tells it: what a grid of winds asks thousands of times.</summary>
    internal WindVector? WindAt(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant) => GridAt(position)?.WindAt(position, altitude, instant, rules);

    /// <summary>Wind and gust alone, as <see cref="At"/> tells them; what else it tells stays not known.</summary>
    internal WeatherMoment WindsAt(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant) =>
        GridAt(position)?.WindsAt(position, altitude, instant, rules) ?? WeatherMoment.NothingKnown(instant);

    /// <summary>Temperature, K, relative humidity, 0 to 1, and pressure at sea level, Pa, alone, as <see cref="At"/> tells them of sea level; null where not known.</summary>
    internal (double? Kelvin, double? Humidity, double? Pascal) SeaLevelAirAt(LatLon position, DateTimeOffset instant) => GridAt(position)?.SeaLevelAirAt(position, instant, rules) ?? default;

    /// <summary>An older one is stale.</summary>
    public TimeSpan MaxAge => weather.ForecastMaxAge;

    /// <summary>Time since the forecast was issued; negative for one from the future.</summary>
    public TimeSpan ForecastAge(DateTimeOffset now) => now - Origin.IssuedAt;

    /// <summary>Neither older than the policy allows nor from the future.</summary>
    public bool IsFresh(DateTimeOffset now) => ForecastAge(now) <= weather.ForecastMaxAge && ForecastAge(now) >= -weather.ClockTolerance;

    /// <summary>The valid times at which any number differs from another forecast's; null where the two differ in more than numbers and cannot be compared: regions, valid times, heights, quantities or rules.</summary>
    public IReadOnlyList<DateTimeOffset>? ChangesFrom(Forecast other)
    {
        if (Grids.Count != other.Grids.Count || rules != other.rules || !ValidTimes.SequenceEqual(other.ValidTimes))
        {
            return null;
        }

        var changes = new SortedSet<DateTimeOffset>();
        foreach (var (mine, theirs) in Grids.Zip(other.Grids))
        {
            if (mine.ChangesFrom(theirs) is not { } times)
            {
                return null;
            }

            changes.UnionWith(times);
        }

        return [.. changes];
    }

    /// <summary>Whether the whole of a box lies in the region.</summary>
    public bool Covers(GeoBox box) => Covers(box, depth: 0);

    private ForecastGrid? GridAt(LatLon position) => Grids.Count == 1
        ? Grids[0]
        : Grids.Where(grid => grid.Contains(position)).MinBy(grid => grid.Centre.DistanceTo(position).Metres);

    private bool Covers(GeoBox box, int depth)
    {
        // 64 by 64 parts: a region of circles that leaves less than that open is taken for one that does not cover.
        const int Deepest = 6;
        if (Grids.Any(grid => box.Corners.All(grid.Contains)))
        {
            return true;
        }

        if (depth == Deepest || !box.Corners.All(corner => GridAt(corner)?.Contains(corner) == true))
        {
            return false;
        }

        var (southWest, northEast, middle) = (box.SouthWest, box.NorthEast, box.Corners[^1]);
        return Covers(new GeoBox(southWest.LatitudeDegrees, southWest.LongitudeDegrees, middle.LatitudeDegrees, middle.LongitudeDegrees), depth + 1)
            && Covers(new GeoBox(southWest.LatitudeDegrees, middle.LongitudeDegrees, middle.LatitudeDegrees, northEast.LongitudeDegrees), depth + 1)
            && Covers(new GeoBox(middle.LatitudeDegrees, southWest.LongitudeDegrees, northEast.LatitudeDegrees, middle.LongitudeDegrees), depth + 1)
            && Covers(new GeoBox(middle.LatitudeDegrees, middle.LongitudeDegrees, northEast.LatitudeDegrees, northEast.LongitudeDegrees), depth + 1);
    }
}
