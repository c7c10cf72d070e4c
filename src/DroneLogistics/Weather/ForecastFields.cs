using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>One quantity of a forecast, with its unit.</summary>
public enum ForecastQuantity
{
    /// <summary>m/s, positive where it blows to the east; has heights.</summary>
    WindEast,

    /// <summary>m/s, positive where it blows to the north; has heights.</summary>
    WindNorth,

    /// <summary>m/s, 10 m above the surface.</summary>
    Gust,

    /// <summary>K; has heights.</summary>
    Temperature,

    /// <summary>0 to 1, near the surface.</summary>
    RelativeHumidity,

    /// <summary>Pa at mean sea level.</summary>
    Qnh,

    /// <summary>mm/h.</summary>
    Precipitation,

    /// <summary>m; 10 000 stands for 10 km or more.</summary>
    Visibility,

    /// <summary>m above the surface; infinite where there is none.</summary>
    Ceiling,

    /// <summary>A number of <see cref="IcingSeverity"/>.</summary>
    Icing,

    /// <summary>0 or 1.</summary>
    Lightning,
}

/// <summary>The numbers of one quantity.</summary>
/// <param name="Heights">Above the surface, rising; one only, for a quantity without heights.</param>
/// <param name="Values">By valid time, height, latitude, longitude, the last running fastest; NaN where not known.</param>
public sealed record ForecastField(IReadOnlyList<Length> Heights, IReadOnlyList<double> Values)
{
    /// <summary>Numbers of the surface: a wind or gust at 10 m, anything else near it.</summary>
    public static ForecastField OfSurface(IReadOnlyList<double> values) => new([SurfaceHeight], values);

    /// <summary>10 m, the standard height of surface wind.</summary>
    public static readonly Length SurfaceHeight = Length.FromMetres(10);
}
