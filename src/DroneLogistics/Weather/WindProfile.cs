using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>What the wind blows over.</summary>
public enum Surface
{
    /// <summary>Open sea.</summary>
    Sea,

    /// <summary>Land with houses and trees.</summary>
    Land,
}

/// <summary>How the mean wind grows with height in the surface layer, in near-neutral air: two laws that are used side by side.</summary>
/// <remarks>
/// Symbols: z height above the surface (m), U mean wind (m/s), index 0 at the reference height, alpha exponent, z0 roughness length (m).
/// Both hold from some metres to about 200 m; near islands and over hills the wind differs from both by some 30 %.
/// </remarks>
public static class WindProfile
{
    /// <summary>U = U0 (z / z_ref)^alpha.</summary>
    /// <param name="atReference">Mean wind at the reference height.</param>
    /// <param name="reference">z_ref, positive.</param>
    /// <param name="height">z, not negative.</param>
    /// <param name="exponent">alpha: about 0.11 over open sea, 0.14 to 0.20 over land.</param>
    public static Speed PowerLaw(Speed atReference, Length reference, Length height, double exponent) =>
        atReference * Math.Pow(height.Metres / reference.Metres, exponent);

    /// <summary>U = U0 ln(z / z0) / ln(z_ref / z0); calm at and below the roughness length.</summary>
    /// <param name="atReference">Mean wind at the reference height.</param>
    /// <param name="reference">z_ref, above the roughness length.</param>
    /// <param name="height">z.</param>
    /// <param name="roughness">z0, positive: about 0.0002 m over open sea, 0.5 m over suburbs.</param>
    public static Speed LogLaw(Speed atReference, Length reference, Length height, Length roughness) =>
        atReference * (Math.Max(0, Math.Log(height.Metres / roughness.Metres)) / Math.Log(reference.Metres / roughness.Metres));
}
