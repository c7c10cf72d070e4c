namespace DroneLogistics.Weather;

/// <summary>The numbers of one quantity above one point at one instant.</summary>
internal readonly record struct ForecastLevels(double[] HeightsMetres, double[] Values, int First, int Stride)
{
    public int Count => HeightsMetres.Length;

    /// <summary>NaN where not known.</summary>
    public double this[int level] => Values[First + (level * Stride)];
}

/// <summary>How much a wind grows over a ratio of heights.</summary>
internal readonly record struct WindGrowth(double Ratio, double Factor);

/// <summary>
/// How a quantity changes with height: linear in the logarithm of height between the heights that are known; beyond them the wind follows
/// the power law and the temperature the standard lapse rate, as far as the policy carries either.
/// </summary>
internal sealed record ForecastRules(WeatherPolicy Weather, WindPolicy WindPolicy)
{
    // ISO 2533, as in Atmosphere.
    private const double LapseKelvinPerMetre = 6.5e-3;

    /// <summary>The number of a quantity without heights.</summary>
    public static double Surface(ForecastLevels levels) => levels[0];

    /// <summary>A component of the wind, m/s; NaN where not known. At and below the reference height it is that of the reference height.</summary>
    /// <param name="levels">Of one component.</param>
    /// <param name="heightMetres">Where.</param>
    /// <param name="growth">What was reckoned for the point before: points of one field mostly have the same heights.</param>
    public double Wind(ForecastLevels levels, double heightMetres, ref WindGrowth growth)
    {
        var reference = WindPolicy.ReferenceHeight.Metres;
        var height = Math.Max(heightMetres, reference);
        return Between(levels, height, out var nearest) is { } inside
            ? inside
            : nearest >= 0 && Math.Max(height, levels.HeightsMetres[nearest]) <= Weather.WindProfileTop.Metres
                ? levels[nearest] * Growth(height / Math.Max(levels.HeightsMetres[nearest], reference), ref growth)
                : double.NaN;
    }

    private double Growth(double ratio, ref WindGrowth known)
    {
        if (known.Ratio != ratio)
        {
            known = new WindGrowth(ratio, Math.Pow(ratio, WindPolicy.ProfileExponent));
        }

        return known.Factor;
    }

    /// <summary>K; NaN where not known.</summary>
    public double Temperature(ForecastLevels levels, double heightMetres) => Between(levels, heightMetres, out var nearest) is { } inside
        ? inside
        : nearest >= 0 && Math.Abs(heightMetres - levels.HeightsMetres[nearest]) <= Weather.TemperatureReach.Metres
            ? levels[nearest] - (LapseKelvinPerMetre * (heightMetres - levels.HeightsMetres[nearest]))
            : double.NaN;

    /// <summary>The number at a height between two that are known; else null and the nearest that is, -1 for none.</summary>
    private static double? Between(ForecastLevels levels, double height, out int nearest)
    {
        nearest = -1;
        if (!double.IsFinite(height))
        {
            return null;
        }

        for (var level = 0; level < levels.Count; level++)
        {
            if (!double.IsFinite(levels[level]))
            {
                continue;
            }

            var below = nearest;
            nearest = level;
            if (levels.HeightsMetres[level] == height)
            {
                return levels[level];
            }

            if (levels.HeightsMetres[level] > height)
            {
                if (below < 0)
                {
                    return null;
                }

                var share = Math.Log(height / levels.HeightsMetres[below]) / Math.Log(levels.HeightsMetres[level] / levels.HeightsMetres[below]);
                return levels[below] + (share * (levels[level] - levels[below]));
            }
        }

        return null;
    }
}
