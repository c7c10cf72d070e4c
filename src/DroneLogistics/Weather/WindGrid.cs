using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>
/// Wind on a grid in space and time: linear between the points of the grid in latitude, longitude, the logarithm of height, and time, for
/// each component. Outside of the grid the wind is not known: nothing is extrapolated.
/// </summary>
public sealed class WindGrid
{
    // Two points in each of four dimensions.
    private const int Corners = 16;

    private readonly GridAxis latitudes;
    private readonly GridAxis longitudes;
    private readonly GridAxis logHeights;
    private readonly DateTimeOffset first;
    private readonly GridAxis seconds;
    private readonly WindVector[] winds;

    /// <param name="latitudesDegrees">South to north, at least two.</param>
    /// <param name="longitudesDegrees">West to east, at least two.</param>
    /// <param name="heights">Upwards, above the sea and at least two.</param>
    /// <param name="instants">In order, at least two.</param>
    /// <param name="winds">By instant, height, latitude, longitude, the last running fastest; NaN where the wind is not known.</param>
    /// <exception cref="ArgumentException">An axis is not in strictly rising order, or the count of winds is not that of the grid.</exception>
    public WindGrid(
        IReadOnlyList<double> latitudesDegrees,
        IReadOnlyList<double> longitudesDegrees,
        IReadOnlyList<AltitudeAmsl> heights,
        IReadOnlyList<DateTimeOffset> instants,
        IReadOnlyList<WindVector> winds)
    {
        latitudes = new GridAxis(latitudesDegrees, nameof(latitudesDegrees), atLeast: 2);
        longitudes = new GridAxis(longitudesDegrees, nameof(longitudesDegrees), atLeast: 2);
        logHeights = new GridAxis(heights.Select(height => Math.Log(height.Metres)), nameof(heights), atLeast: 2);
        first = instants.Count > 0 ? instants[0] : default;
        seconds = new GridAxis(instants.Select(Seconds), nameof(instants), atLeast: 2);
        this.winds = [.. winds];
        var count = latitudes.Count * longitudes.Count * logHeights.Count * seconds.Count;
        if (this.winds.Length != count)
        {
            throw new ArgumentException($"{this.winds.Length} winds were given for a grid of {count} points.", nameof(winds));
        }
    }

    /// <summary>The wind at a point and an instant; null outside of the grid, and where a point of the grid around it is not known.</summary>
    public WindVector? At(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant)
    {
        // The logarithm of a height below the sea is NaN, which is in no cell.
        if (seconds.Locate(Seconds(instant)) is not { } time
            || logHeights.Locate(Math.Log(altitude.Metres)) is not { } height
            || latitudes.Locate(position.LatitudeDegrees) is not { } latitude
            || longitudes.Locate(position.LongitudeDegrees) is not { } longitude)
        {
            return null;
        }

        var (east, north) = (0.0, 0.0);
        for (var corner = 0; corner < Corners; corner++)
        {
            var (t, z, y, x) = (corner >> 3, (corner >> 2) & 1, (corner >> 1) & 1, corner & 1);
            var weight = time.Weight(t) * height.Weight(z) * latitude.Weight(y) * longitude.Weight(x);

            // A point that does not weigh need not be known.
            if (weight > 0)
            {
                var row = ((((time.Index + t) * logHeights.Count) + height.Index + z) * latitudes.Count) + latitude.Index + y;
                var wind = winds[(row * longitudes.Count) + longitude.Index + x];
                east += weight * wind.EastMetresPerSecond;
                north += weight * wind.NorthMetresPerSecond;
            }
        }

        return double.IsFinite(east) && double.IsFinite(north) ? new WindVector(east, north) : null;
    }

    /// <summary>
    /// A wind from which none at an altitude between two instants differs by more than so many m/s, wherever on the grid; null outside of the
    /// grid in height or time, and where a point of it is not known. Between its points the wind is a mean of theirs.
    /// </summary>
    public (WindVector Middle, double RadiusMetresPerSecond)? Around(AltitudeAmsl altitude, DateTimeOffset from, DateTimeOffset to)
    {
        if (seconds.Locate(Seconds(from)) is not { } start || seconds.Locate(Seconds(to)) is not { } end || logHeights.Locate(Math.Log(altitude.Metres)) is not { } height)
        {
            return null;
        }

        var (west, east, south, north) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        var places = latitudes.Count * longitudes.Count;
        for (var t = start.Index; t <= end.Index + 1; t++)
        {
            for (var z = height.Share < 1 ? 0 : 1; z <= (height.Share > 0 ? 1 : 0); z++)
            {
                foreach (var wind in winds.AsSpan(((t * logHeights.Count) + height.Index + z) * places, places))
                {
                    // Not a number stays.
                    (west, east) = (Math.Min(west, wind.EastMetresPerSecond), Math.Max(east, wind.EastMetresPerSecond));
                    (south, north) = (Math.Min(south, wind.NorthMetresPerSecond), Math.Max(north, wind.NorthMetresPerSecond));
                }
            }
        }

        var radius = 0.5 * Math.Sqrt(((east - west) * (east - west)) + ((north - south) * (north - south)));
        return double.IsFinite(radius) ? (new WindVector(0.5 * (west + east), 0.5 * (south + north)), radius) : null;
    }

    private double Seconds(DateTimeOffset instant) => (instant - first).TotalSeconds;
}
