using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>Intensities and lengths of low-altitude turbulence along (u), across (v) and up through (w) the aircraft.</summary>
/// <remarks>
/// MIL-F-8785C, low-altitude model: h in feet, 10 to 1000 ft above the surface; W20 mean wind at 20 ft. sigma_w = 0.1 W20,
/// sigma_u = sigma_v = sigma_w / (0.177 + 0.000823 h)^0.4, L_w = h, L_u = L_v = h / (0.177 + 0.000823 h)^1.2. (MIL-STD-1797A halves L_v and
/// L_w.) The model is one of severe-enough weather to design for: near-neutral air, flat surface.
/// </remarks>
/// <param name="SigmaU">Standard deviation along the flight.</param>
/// <param name="SigmaV">Across.</param>
/// <param name="SigmaW">Vertical.</param>
/// <param name="LengthU">Scale length along.</param>
/// <param name="LengthV">Across.</param>
/// <param name="LengthW">Vertical.</param>
public readonly record struct DrydenTurbulence(Speed SigmaU, Speed SigmaV, Speed SigmaW, Length LengthU, Length LengthV, Length LengthW)
{
    private const double MetresInAFoot = 0.3048;

    /// <summary>20 feet, the height of the wind that the intensities follow.</summary>
    public static readonly Length WindHeight = Length.FromMetres(20 * MetresInAFoot);

    /// <summary>10 feet: below it the model says nothing.</summary>
    public static readonly Length LowestHeight = Length.FromMetres(10 * MetresInAFoot);

    /// <summary>1000 feet: there turbulence is the same in all directions; above it other tables hold.</summary>
    public static readonly Length HighestHeight = Length.FromMetres(1000 * MetresInAFoot);

    /// <summary>The turbulence at a height in a wind.</summary>
    /// <param name="height">Above the surface; the formulas hold between <see cref="LowestHeight"/> and <see cref="HighestHeight"/>.</param>
    /// <param name="windAt20Feet">W20.</param>
    public static DrydenTurbulence At(Length height, Speed windAt20Feet)
    {
        var feet = height.Metres / MetresInAFoot;
        var shape = 0.177 + (0.000823 * feet);
        var vertical = windAt20Feet * 0.1;
        var horizontal = vertical * (1 / Math.Pow(shape, 0.4));
        var length = height * (1 / Math.Pow(shape, 1.2));
        return new DrydenTurbulence(horizontal, horizontal, vertical, length, length, height);
    }

    /// <summary>
    /// The turbulence at flight level in the wind of a flight. Outside the model's heights that of the nearest height stands: at 1000 ft
    /// it is isotropic, and what lies above is asked of low-flying cargo drones only over ridges.
    /// </summary>
    /// <param name="wind">Given at the policy's reference height.</param>
    /// <param name="policy">Its profile, over sea.</param>
    /// <param name="altitude">Above the sea, which stands for the surface.</param>
    public static DrydenTurbulence Of(Wind wind, WindPolicy policy, AltitudeAmsl altitude)
    {
        var height = Math.Clamp(altitude.Metres, LowestHeight.Metres, HighestHeight.Metres);
        return At(Length.FromMetres(height), WindProfile.PowerLaw(wind.Mean, policy.ReferenceHeight, WindHeight, policy.ProfileExponent));
    }

    /// <summary>The gust to be reckoned with in a mean wind: U + k sigma_u, k of the policy.</summary>
    public Speed GustIn(Speed mean, WindPolicy policy) => mean + (SigmaU * policy.GustSigmas);
}
