using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>The band of heights of a zone. A null limit is none: the zone reaches down to the ground, or up without end.</summary>
public sealed record ZoneLayer(VerticalLimit? Lower, VerticalLimit? Upper)
{
    public static readonly ZoneLayer GroundUp = new(VerticalLimit.Metres(0, VerticalReference.Agl), null);

    /// <summary>
    /// The band above mean sea level over a piece of ground, never smaller than it is: AGL limits count from its lowest and to its highest
    /// point. What cannot be told (ground or geoid unknown) is no limit.
    /// </summary>
    /// <param name="lowestGround">Lowest ground or water below the piece; null where unknown.</param>
    /// <param name="highestGround">Highest ground below the piece; null where unknown.</param>
    /// <param name="geoidHeight">Height of the geoid above the ellipsoid there; null where unknown.</param>
    public AltitudeSpan Span(AltitudeAmsl? lowestGround, AltitudeAmsl? highestGround, Length? geoidHeight) =>
        new(ToAmsl(Lower, lowestGround, geoidHeight), ToAmsl(Upper, highestGround, geoidHeight));

    private static AltitudeAmsl? ToAmsl(VerticalLimit? limit, AltitudeAmsl? ground, Length? geoidHeight) => limit switch
    {
        null => null,
        { Reference: VerticalReference.Amsl } amsl => AltitudeAmsl.FromMetres(amsl.Height.Metres),
        { Reference: VerticalReference.Agl } agl => ground is { } at ? at + agl.Height : null,
        { Reference: VerticalReference.Wgs84 } wgs84 => geoidHeight is { } geoid ? AltitudeAmsl.FromMetres((wgs84.Height - geoid).Metres) : null,
        _ => null,
    };
}

/// <summary>A band above mean sea level, both ends belonging to it; null is no limit on that side.</summary>
public readonly record struct AltitudeSpan(AltitudeAmsl? Lower, AltitudeAmsl? Upper)
{
    /// <summary>Whether an altitude lies in the band or touches it; one that is not a number does.</summary>
    public bool Touches(AltitudeAmsl altitude) => !(altitude < Lower) && !(altitude > Upper);
}
