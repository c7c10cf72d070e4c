using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>Wind, visibility, weather and cloud as an aerodrome report tells them. What a report does not tell is null or empty, never zero.</summary>
public sealed record ReportedConditions
{
    private const int MetresFromTenKilometresUp = 10_000;

    public ReportedWind? Wind { get; init; }

    /// <summary>CAVOK: 10 km or more, no cloud below 5000 ft and no cumulonimbus, no weather.</summary>
    public bool IsCavok { get; init; }

    public ReportedVisibility? Visibility { get; init; }

    public IReadOnlyList<WeatherGroup> Weather { get; init; } = [];

    /// <summary>NSW: the weather ends.</summary>
    public bool NoSignificantWeather { get; init; }

    public IReadOnlyList<CloudLayer> Clouds { get; init; } = [];

    /// <summary>A word instead of layers: NSC, NCD, SKC or CLR.</summary>
    public ClearSky? Clear { get; init; }

    /// <summary>Least visibility in any direction; 10 km stands for 10 km or more.</summary>
    public Length? LeastVisibility => IsCavok
        ? Length.FromMetres(MetresFromTenKilometresUp)
        : Visibility is { } told ? Length.FromMetres(Metres(Math.Min(told.PrevailingMetres, told.MinimumMetres ?? int.MaxValue))) : null;

    /// <summary>
    /// Base of the lowest layer that is broken or overcast, or the vertical visibility, above the aerodrome; infinite where there is none;
    /// null where nothing is told of cloud, or a layer has no amount, or one that may be the ceiling has no height.
    /// </summary>
    public Length? Ceiling
    {
        get
        {
            if (Clouds.Count == 0)
            {
                return IsCavok || Clear is not null ? Length.FromMetres(double.PositiveInfinity) : null;
            }

            var ceilings = Clouds.Where(layer => layer.Amount is not (CloudAmount.Few or CloudAmount.Scattered)).ToList();
            return ceilings.Any(layer => layer.Amount is CloudAmount.NotObserved || layer.Base is null) ? null
                : ceilings.Count == 0 ? Length.FromMetres(double.PositiveInfinity)
                : ceilings.Min(layer => layer.Base);
        }
    }

    /// <summary>A thunderstorm at the aerodrome or near it, or a cumulonimbus.</summary>
    public bool HasThunderstorm =>
        Weather.Any(group => group.Descriptor == WeatherDescriptor.Thunderstorm) || Clouds.Any(layer => layer.Type == CloudType.Cumulonimbus);

    // 9999 is the code for 10 km or more.
    private static int Metres(int told) => told == 9999 ? MetresFromTenKilometresUp : told;
}

/// <summary>The units of wind in reports.</summary>
public enum WindUnit
{
    MetresPerSecond = 0,
    Knots,
    KilometresPerHour,
}

/// <summary>A whole number of a unit, as reported.</summary>
/// <param name="Value">Not negative.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsAbove">The speed is this or more (P49MPS).</param>
public readonly record struct ReportedSpeed(int Value, WindUnit Unit, bool IsAbove)
{
    // A knot is an international nautical mile of 1852 m an hour.
    public Speed Speed => Speed.FromMetresPerSecond(Value * Unit switch
    {
        WindUnit.MetresPerSecond => 1,
        WindUnit.Knots => 1852.0 / 3600,
        _ => 1000.0 / 3600,
    });
}

/// <summary>Wind at 10 m, mean of ten minutes.</summary>
/// <param name="FromDegrees">Where it blows from, degrees true; null where variable (VRB).</param>
/// <param name="Mean">Its speed.</param>
/// <param name="Gust">Null where the report tells none.</param>
/// <param name="Between">Extreme directions, clockwise, degrees true.</param>
public sealed record ReportedWind(int? FromDegrees, ReportedSpeed Mean, ReportedSpeed? Gust, (int From, int To)? Between);

/// <summary>Horizontal visibility.</summary>
/// <param name="PrevailingMetres">9999 stands for 10 km or more.</param>
/// <param name="NoDirections">NDV: the sensor tells no directions.</param>
/// <param name="MinimumMetres">Least of any direction, where told.</param>
/// <param name="MinimumTowards">Its direction: N, NE, ...</param>
public sealed record ReportedVisibility(int PrevailingMetres, bool NoDirections, int? MinimumMetres, string? MinimumTowards);

/// <summary>How much of the sky a layer covers.</summary>
public enum CloudAmount
{
    NotObserved = 0,

    /// <summary>1 to 2 eighths.</summary>
    Few,

    /// <summary>3 to 4 eighths.</summary>
    Scattered,

    /// <summary>5 to 7 eighths.</summary>
    Broken,

    /// <summary>All of it.</summary>
    Overcast,

    /// <summary>The sky is hidden; the height is a vertical visibility.</summary>
    Obscured,
}

/// <summary>Kinds of cloud that reports name.</summary>
public enum CloudType
{
    /// <summary>None of those below.</summary>
    Other = 0,
    NotObserved,
    ToweringCumulus,
    Cumulonimbus,
}

/// <summary>A word for a sky without layers.</summary>
public enum ClearSky
{
    /// <summary>NSC.</summary>
    NoSignificantCloud = 0,

    /// <summary>NCD, by a sensor.</summary>
    NoCloudDetected,

    /// <summary>SKC.</summary>
    SkyClear,

    /// <summary>CLR, by a sensor.</summary>
    Clear,
}

/// <summary>A layer of cloud.</summary>
/// <param name="Amount">How much of the sky it covers.</param>
/// <param name="HundredsOfFeet">Its base above the aerodrome; null where not observed.</param>
/// <param name="Type">Of what cloud.</param>
public sealed record CloudLayer(CloudAmount Amount, int? HundredsOfFeet, CloudType Type)
{
    private const double MetresInAHundredFeet = 30.48;

    /// <summary>Above the aerodrome.</summary>
    public Length? Base => HundredsOfFeet is { } told ? Length.FromMetres(told * MetresInAHundredFeet) : null;
}

/// <summary>How strong weather is.</summary>
public enum WeatherIntensity
{
    Moderate = 0,
    Light,
    Heavy,

    /// <summary>VC: not at the aerodrome, within some 16 km.</summary>
    Vicinity,
}

/// <summary>What kind a phenomenon is of (WMO code table 4678).</summary>
public enum WeatherDescriptor
{
    None = 0,
    Shallow,
    Partial,
    Patches,
    LowDrifting,
    Blowing,
    Showers,
    Thunderstorm,
    Freezing,
}

/// <summary>What the weather is (WMO code table 4678).</summary>
public enum WeatherPhenomenon
{
    Unknown = 0,
    Drizzle,
    Rain,
    Snow,
    SnowGrains,
    IcePellets,
    IceCrystals,
    Hail,
    SmallHail,
    UnidentifiedPrecipitation,
    Mist,
    Fog,
    Smoke,
    VolcanicAsh,
    Dust,
    Sand,
    Haze,
    DustWhirls,
    Squall,
    FunnelCloud,
    Sandstorm,
    Duststorm,
}

/// <summary>One group of present, recent or expected weather: +TSRA is heavy, thunderstorm, rain.</summary>
/// <param name="Intensity">Of the precipitation.</param>
/// <param name="Descriptor">Its kind.</param>
/// <param name="Phenomena">In the order told; empty for a thunderstorm without precipitation and for showers nearby.</param>
public sealed record WeatherGroup(WeatherIntensity Intensity, WeatherDescriptor Descriptor, IReadOnlyList<WeatherPhenomenon> Phenomena);
