using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>How fast ice is expected to grow on an aircraft, the words of aviation forecasts.</summary>
public enum IcingSeverity
{
    None = 0,
    Light,
    Moderate,
    Severe,
}

/// <summary>The weather of a forecast at a place, a height and an instant. Null is "not known", which no check may pass.</summary>
public sealed record WeatherMoment
{
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Mean wind at the altitude asked for.</summary>
    public WindVector? Wind { get; init; }

    /// <summary>Gust at 10 m above the surface, whatever the altitude asked for: forecasts tell gusts of the surface only.</summary>
    public Speed? SurfaceGust { get; init; }

    /// <summary>Air temperature at the altitude asked for.</summary>
    public Temperature? Temperature { get; init; }

    /// <summary>0, dry, to 1, saturated; near the surface.</summary>
    public double? RelativeHumidityRatio { get; init; }

    /// <summary>Pressure at mean sea level.</summary>
    public Pressure? Qnh { get; init; }

    /// <summary>Rain, or snow as water, mm/h.</summary>
    public double? PrecipitationMillimetresPerHour { get; init; }

    /// <summary>Horizontal, at the surface; 10 km stands for 10 km or more.</summary>
    public Length? Visibility { get; init; }

    /// <summary>Lowest base of a layer that covers more than half of the sky, above the surface; infinite where there is none.</summary>
    public Length? Ceiling { get; init; }

    public IcingSeverity? Icing { get; init; }

    /// <summary>Whether thunderstorms are expected.</summary>
    public bool? Lightning { get; init; }

    /// <summary>Outside of a forecast.</summary>
    public static WeatherMoment NothingKnown(DateTimeOffset instant) => new() { Instant = instant };
}
