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

    private readonly double[] latitudes;
    private readonly double[] longitudes;
    private readonly double[] logHeights;
    private readonly DateTimeOffset first;
    private readonly double[] seconds;
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
        latitudes = Axis(latitudesDegrees, nameof(latitudesDegrees));
        longitudes = Axis(longitudesDegrees, nameof(longitudesDegrees));
        logHeights = Axis(heights.Select(height => Math.Log(height.Metres)), nameof(heights));
        first = instants.Count > 0 ? instants[0] : default;
        seconds = Axis(instants.Select(Seconds), nameof(instants));
        this.winds = [.. winds];
        var count = latitudes.Length * longitudes.Length * logHeights.Length * seconds.Length;
        if (this.winds.Length != count)
        {
            throw new ArgumentException($"{this.winds.Length} winds were given for a grid of {count} points.", nameof(winds));
        }
    }

    /// <summary>The wind at a point and an instant; null outside of the grid, and where a point of the grid around it is not known.</summary>
    public WindVector? At(LatLon position, AltitudeAmsl altitude, DateTimeOffset instant)
    {
        // The logarithm of a height below the sea is NaN, which is in no cell.
        if (Locate(seconds, Seconds(instant)) is not { } time
            || Locate(logHeights, Math.Log(altitude.Metres)) is not { } height
            || Locate(latitudes, position.LatitudeDegrees) is not { } latitude
            || Locate(longitudes, position.LongitudeDegrees) is not { } longitude)
        {
            return null;
        }

        var (east, north) = (0.0, 0.0);
        for (var corner = 0; corner < Corners; corner++)
        {
            var (t, z, y, x) = (corner >> 3, (corner >> 2) & 1, (corner >> 1) & 1, corner & 1);
            var weight = Weight(time, t) * Weight(height, z) * Weight(latitude, y) * Weight(longitude, x);

            // A point that does not weigh need not be known.
            if (weight > 0)
            {
                var row = ((((time.Index + t) * logHeights.Length) + height.Index + z) * latitudes.Length) + latitude.Index + y;
                var wind = winds[(row * longitudes.Length) + longitude.Index + x];
                east += weight * wind.EastMetresPerSecond;
                north += weight * wind.NorthMetresPerSecond;
            }
        }

        return double.IsFinite(east) && double.IsFinite(north) ? new WindVector(east, north) : null;
    }

    private double Seconds(DateTimeOffset instant) => (instant - first).TotalSeconds;

    private static double Weight((int Index, double Share) cell, int end) => end == 0 ? 1 - cell.Share : cell.Share;

    /// <summary>The cell of an axis that a value lies in and how far into it; null outside of the axis and for NaN.</summary>
    private static (int Index, double Share)? Locate(double[] axis, double value)
    {
        if (!(value >= axis[0] && value <= axis[^1]))
        {
            return null;
        }

        var found = Array.BinarySearch(axis, value);
        var index = Math.Min(found >= 0 ? found : ~found - 1, axis.Length - 2);
        return (index, (value - axis[index]) / (axis[index + 1] - axis[index]));
    }

    private static double[] Axis(IEnumerable<double> values, string name)
    {
        double[] axis = [.. values];
        for (var i = 0; i < axis.Length; i++)
        {
            if (!double.IsFinite(axis[i]) || (i > 0 && !(axis[i] > axis[i - 1])))
            {
                throw new ArgumentException($"Point {i} of the axis is not finite and above the one before.", name);
            }
        }

        return axis.Length >= 2 ? axis : throw new ArgumentException("An axis needs at least two points.", name);
    }
}
