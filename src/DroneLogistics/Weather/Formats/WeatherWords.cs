namespace DroneLogistics.Weather.Formats;

/// <summary>The letters of weather, cloud and units in METAR and TAF (WMO manual on codes, FM 15 and FM 51; code table 4678).</summary>
internal static class WeatherWords
{
    public static readonly IReadOnlyDictionary<string, WeatherDescriptor> Descriptors = new Dictionary<string, WeatherDescriptor>(StringComparer.Ordinal)
    {
        ["MI"] = WeatherDescriptor.Shallow,
        ["PR"] = WeatherDescriptor.Partial,
        ["BC"] = WeatherDescriptor.Patches,
        ["DR"] = WeatherDescriptor.LowDrifting,
        ["BL"] = WeatherDescriptor.Blowing,
        ["SH"] = WeatherDescriptor.Showers,
        ["TS"] = WeatherDescriptor.Thunderstorm,
        ["FZ"] = WeatherDescriptor.Freezing,
    };

    public static readonly IReadOnlyDictionary<string, WeatherPhenomenon> Phenomena = new Dictionary<string, WeatherPhenomenon>(StringComparer.Ordinal)
    {
        ["DZ"] = WeatherPhenomenon.Drizzle,
        ["RA"] = WeatherPhenomenon.Rain,
        ["SN"] = WeatherPhenomenon.Snow,
        ["SG"] = WeatherPhenomenon.SnowGrains,
        ["PL"] = WeatherPhenomenon.IcePellets,
        ["IC"] = WeatherPhenomenon.IceCrystals,
        ["GR"] = WeatherPhenomenon.Hail,
        ["GS"] = WeatherPhenomenon.SmallHail,
        ["UP"] = WeatherPhenomenon.UnidentifiedPrecipitation,
        ["BR"] = WeatherPhenomenon.Mist,
        ["FG"] = WeatherPhenomenon.Fog,
        ["FU"] = WeatherPhenomenon.Smoke,
        ["VA"] = WeatherPhenomenon.VolcanicAsh,
        ["DU"] = WeatherPhenomenon.Dust,
        ["SA"] = WeatherPhenomenon.Sand,
        ["HZ"] = WeatherPhenomenon.Haze,
        ["PO"] = WeatherPhenomenon.DustWhirls,
        ["SQ"] = WeatherPhenomenon.Squall,
        ["FC"] = WeatherPhenomenon.FunnelCloud,
        ["SS"] = WeatherPhenomenon.Sandstorm,
        ["DS"] = WeatherPhenomenon.Duststorm,
    };

    public static readonly IReadOnlyDictionary<string, CloudAmount> Amounts = new Dictionary<string, CloudAmount>(StringComparer.Ordinal)
    {
        ["///"] = CloudAmount.NotObserved,
        ["FEW"] = CloudAmount.Few,
        ["SCT"] = CloudAmount.Scattered,
        ["BKN"] = CloudAmount.Broken,
        ["OVC"] = CloudAmount.Overcast,
        ["VV"] = CloudAmount.Obscured,
    };

    public static readonly IReadOnlyDictionary<string, CloudType> CloudTypes = new Dictionary<string, CloudType>(StringComparer.Ordinal)
    {
        [""] = CloudType.Other,
        ["///"] = CloudType.NotObserved,
        ["TCU"] = CloudType.ToweringCumulus,
        ["CB"] = CloudType.Cumulonimbus,
    };

    public static readonly IReadOnlyDictionary<string, ClearSky> ClearSkies = new Dictionary<string, ClearSky>(StringComparer.Ordinal)
    {
        ["NSC"] = ClearSky.NoSignificantCloud,
        ["NCD"] = ClearSky.NoCloudDetected,
        ["SKC"] = ClearSky.SkyClear,
        ["CLR"] = ClearSky.Clear,
    };

    public static readonly IReadOnlyDictionary<string, WindUnit> WindUnits = new Dictionary<string, WindUnit>(StringComparer.Ordinal)
    {
        ["MPS"] = WindUnit.MetresPerSecond,
        ["KT"] = WindUnit.Knots,
        ["KMH"] = WindUnit.KilometresPerHour,
    };

    /// <summary>BECMG, and how Chinese aerodromes misspell it.</summary>
    public static readonly IReadOnlyList<string> Becoming = ["BECMG", "BCEMG", "BECMF", "BECMGM"];

    private static readonly (string Sign, WeatherIntensity Intensity)[] Signs =
        [("+", WeatherIntensity.Heavy), ("-", WeatherIntensity.Light), ("VC", WeatherIntensity.Vicinity), (string.Empty, WeatherIntensity.Moderate)];

    /// <summary>A group such as +TSRA, -RAPL, VCSH, BCFG; null for anything else.</summary>
    public static WeatherGroup? Weather(string text)
    {
        var (sign, intensity) = Signs.First(known => text.StartsWith(known.Sign, StringComparison.Ordinal));
        var pairs = text[sign.Length..].Chunk(2).Select(pair => new string(pair)).ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        var descriptor = Descriptors.GetValueOrDefault(pairs[0]);
        var phenomena = pairs.Skip(descriptor == WeatherDescriptor.None ? 0 : 1).Select(pair => Phenomena.GetValueOrDefault(pair)).ToList();

        // A thunderstorm may be dry and showers nearby are told without what falls; else a descriptor alone says nothing.
        var mayStandAlone = descriptor is WeatherDescriptor.Thunderstorm or WeatherDescriptor.Showers;
        return phenomena.Contains(WeatherPhenomenon.Unknown) || (phenomena.Count == 0 && !mayStandAlone) ? null : new WeatherGroup(intensity, descriptor, phenomena);
    }

    public static string Text(WeatherGroup group) =>
        Signs.First(known => known.Intensity == group.Intensity).Sign
        + (group.Descriptor == WeatherDescriptor.None ? string.Empty : WordOf(Descriptors, group.Descriptor))
        + string.Concat(group.Phenomena.Select(phenomenon => WordOf(Phenomena, phenomenon)));

    public static string WordOf<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
