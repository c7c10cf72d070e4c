using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>The wind of a forecast as a grid for the flights of one region and a while: what a simulation asks thousands of times.</summary>
public static class ForecastWinds
{
    /// <summary>
    /// Takes the wind at the lines of the forecast's grid and the edges of a box, at heights and at valid times. Across and in time the
    /// result is that of the forecast itself; between the heights it is linear in their logarithm, where the forecast may bend by the power
    /// law: name heights near enough. Between circles it passes from one to the next. Not known stays not known, gaps in time too.
    /// </summary>
    /// <param name="forecast">Where its region does not hold the box the wind is not known.</param>
    /// <param name="box">Higher and wider than nothing.</param>
    /// <param name="window">From the first instant to the last, both included.</param>
    /// <param name="heights">Above the sea and rising, at least two.</param>
    public static WindGrid Over(Forecast forecast, GeoBox box, TimeWindow window, IReadOnlyList<AltitudeAmsl> heights)
    {
        double[] latitudes = [.. Within(forecast.Grids.SelectMany(grid => grid.LatitudesDegrees), box.SouthWest.LatitudeDegrees, box.NorthEast.LatitudeDegrees)];
        double[] longitudes = [.. Within(forecast.Grids.SelectMany(grid => grid.LongitudesDegrees), box.SouthWest.LongitudeDegrees, box.NorthEast.LongitudeDegrees)];
        DateTimeOffset[] instants = [.. Instants(forecast.ValidTimes, window)];
        return new WindGrid(
            latitudes,
            longitudes,
            heights,
            instants,
            [
                .. from instant in instants
                   from height in heights
                   from latitude in latitudes
                   from longitude in longitudes
                   select forecast.WindAt(new LatLon(latitude, longitude), height, instant) ?? new WindVector(double.NaN, double.NaN),
            ]);
    }

    private static IEnumerable<double> Within(IEnumerable<double> lines, double from, double to) =>
        lines.Where(line => line > from && line < to).Append(from).Append(to).Distinct().Order();

    /// <summary>The valid times of the window with its ends, and the middles between: in a gap the middle is not known, so nothing bridges it.</summary>
    private static IEnumerable<DateTimeOffset> Instants(IReadOnlyList<DateTimeOffset> validTimes, TimeWindow window)
    {
        var before = (DateTimeOffset?)null;
        foreach (var instant in validTimes.Where(window.Contains).Append(window.Start).Append(window.End).Distinct().Order())
        {
            if (before is { } last)
            {
                yield return last + ((instant - last) / 2);
            }

            yield return instant;
            before = instant;
        }
    }
}
