namespace DroneLogistics.Weather.Formats;

/// <summary>Gusts of models that lie below the mean wind of their instant: they are told of and taken as not known.</summary>
internal static class GustsBelowWind
{
    // Means are lengths of vectors and a rounding away from the number of the file.
    private const double RoundingMps = 1e-9;

    /// <summary>Replaces such gusts by NaN and tells the first of them and how many there are.</summary>
    /// <param name="fields">Of one grid. Nothing is done where no wind is known at 10 m or below.</param>
    /// <param name="points">Of the grid.</param>
    /// <param name="file">For the diagnostic.</param>
    /// <param name="where">Key or name of the gusts.</param>
    /// <param name="told">Where it is told.</param>
    public static void Drop(Dictionary<ForecastQuantity, ForecastField> fields, int points, string file, string where, List<WeatherDiagnostic> told)
    {
        if (!fields.TryGetValue(ForecastQuantity.Gust, out var gusts) || !fields.TryGetValue(ForecastQuantity.WindEast, out var east)
            || !(east.Heights[0] <= ForecastField.SurfaceHeight))
        {
            return;
        }

        var north = fields[ForecastQuantity.WindNorth];
        double MeanAt(int index)
        {
            var (instant, point) = Math.DivRem(index, points);
            var lowest = (instant * east.Heights.Count * points) + point;
            return double.Hypot(east.Values[lowest], north.Values[lowest]);
        }

        var below = Enumerable.Range(0, gusts.Values.Count).Where(index => gusts.Values[index] < MeanAt(index) - RoundingMps).ToHashSet();
        if (below.Count == 0)
        {
            return;
        }

        var first = below.Min();
        told.Add(new WeatherDiagnostic(
            WeatherProblem.GustBelowWind,
            file,
            $"{where}[{first}]",
            FormattableString.Invariant($"at least the mean wind, {MeanAt(first):F2} m/s"),
            FormattableString.Invariant($"{gusts.Values[first]:F2} m/s; {below.Count} of {gusts.Values.Count} taken as not known"))
        { IsRefusal = false });
        fields[ForecastQuantity.Gust] = gusts with { Values = [.. gusts.Values.Select((gust, index) => below.Contains(index) ? double.NaN : gust)] };
    }
}
