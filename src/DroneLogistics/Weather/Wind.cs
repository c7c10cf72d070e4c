using DroneLogistics.Units;

namespace DroneLogistics.Weather;

/// <summary>How wind grows with height and how gusts follow from the mean; the numbers are policy, with their sources.</summary>
/// <param name="ProfileExponent">alpha in U = U10 (z/10)^alpha over open sea.</param>
/// <param name="ReferenceHeight">The height of the given wind, 10 m.</param>
/// <param name="GustFactorBelowForce5">Gust over mean below <paramref name="Force5"/>.</param>
/// <param name="GustFactorFromForce5">Gust over mean from <paramref name="Force5"/> up.</param>
/// <param name="Force5">Mean wind at which Beaufort 5 begins.</param>
/// <param name="LandProfileExponent">alpha over land.</param>
/// <param name="SeaRoughness">z0 of the log law over open sea.</param>
/// <param name="LandRoughness">z0 of the log law over land.</param>
/// <param name="GustSigmas">Standard deviations of turbulence that a gust lies above the mean wind.</param>
public sealed record WindPolicy(
    double ProfileExponent,
    Length ReferenceHeight,
    double GustFactorBelowForce5,
    double GustFactorFromForce5,
    Speed Force5,
    double LandProfileExponent,
    Length SeaRoughness,
    Length LandRoughness,
    double GustSigmas)
{
    /// <summary>alpha over a surface.</summary>
    public double ExponentOver(Surface surface) => surface == Surface.Land ? LandProfileExponent : ProfileExponent;

    /// <summary>z0 over a surface.</summary>
    public Length RoughnessOver(Surface surface) => surface == Surface.Land ? LandRoughness : SeaRoughness;
}

/// <summary>A wind that is the same over the whole flight, given at the reference height.</summary>
/// <param name="From">Where it blows from, degrees true.</param>
/// <param name="Mean">Mean speed at the reference height.</param>
/// <param name="Gust">Gust at the reference height; null: estimated from the mean.</param>
public sealed record Wind(Bearing From, Speed Mean, Speed? Gust)
{
    public static readonly Wind Calm = new(Bearing.FromDegrees(0), Speed.Zero, Speed.Zero);

    /// <summary>The gust as given, or the mean times the policy's factor.</summary>
    public Speed GustOrEstimate(WindPolicy policy) =>
        Gust ?? Mean * (Mean >= policy.Force5 ? policy.GustFactorFromForce5 : policy.GustFactorBelowForce5);

    /// <summary>Where the mean wind at an altitude blows to.</summary>
    public (Speed East, Speed North) BlowingTo(AltitudeAmsl altitude, WindPolicy policy)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(From.Degrees));
        var mean = MeanAt(altitude, policy);
        return (mean * -sine, mean * -cosine);
    }

    /// <summary>Mean wind at a height above the sea: the power law, constant below the reference height.</summary>
    /// <remarks>Height above mean sea level stands for height above the surface: the legs lie over water.</remarks>
    public Speed MeanAt(AltitudeAmsl altitude, WindPolicy policy) => Mean * ProfileFactor(altitude, policy);

    /// <summary>The power law's factor at a height: 1 at and below the reference height.</summary>
    public static double ProfileFactor(AltitudeAmsl altitude, WindPolicy policy)
    {
        var height = Math.Max(altitude.Metres, policy.ReferenceHeight.Metres);
        return Math.Pow(height / policy.ReferenceHeight.Metres, policy.ProfileExponent);
    }
}
