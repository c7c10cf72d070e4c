using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>What lies below a corridor, for limits that count from the ground or the ellipsoid. What is not known is no limit.</summary>
/// <param name="Lowest">Lowest ground or water; null where not known.</param>
/// <param name="Highest">Highest ground; null where not known.</param>
/// <param name="GeoidHeight">Of the geoid above the ellipsoid; null where not known.</param>
public readonly record struct GroundBelow(AltitudeAmsl? Lowest, AltitudeAmsl? Highest, Length? GeoidHeight);

/// <summary>A corridor and a volume of a zone that have a point at an instant in common, or cannot be told apart.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Volume">Which of its volumes.</param>
/// <param name="Nearest">Where the middle of the corridor comes nearest to it.</param>
/// <param name="Margin">The distance less half the width: how far outside; 0 m touches, negative is within.</param>
/// <param name="Heights">The altitudes that both fill; a null end is one that is not known.</param>
/// <param name="When">When both do, for the first time.</param>
public sealed record ZoneConflict(Geozone Zone, ZoneVolume Volume, NearestApproach Nearest, Length Margin, AltitudeSpan Heights, TimeWindow When)
{
    // Heights are compared to 3 mm: feet, geoid and ground are sums of doubles.
    private const double DoubtMetres = NearestApproach.DoubtMetres;

    /// <summary>Every volume of a zone that a corridor meets in space, height and time. Touching surfaces meet; touching times, half-open, do not.</summary>
    /// <remarks>A clear is right; a conflict may be one of at most 5 mm outside.</remarks>
    public static IEnumerable<ZoneConflict> Of(SweptCorridor corridor, Geozone zone, GroundBelow ground) =>
        zone.Volumes.Select(volume => Of(corridor, zone, volume, ground)).OfType<ZoneConflict>();

    /// <summary>The conflict with one volume of a zone; null where there is none.</summary>
    public static ZoneConflict? Of(SweptCorridor corridor, Geozone zone, ZoneVolume volume, GroundBelow ground) =>
        Of(corridor, zone, volume, ground, () => NearestApproach.Within(corridor.HalfWidth, volume.Shape, corridor.From, corridor.To));

    /// <summary>The same where the nearest approach may be known: it is asked for only where the heights meet.</summary>
    internal static ZoneConflict? Of(SweptCorridor corridor, Geozone zone, ZoneVolume volume, GroundBelow ground, Func<NearestApproach?> within)
    {
        if (HeightsOf(corridor, volume.Layer.Span(ground.Lowest, ground.Highest, ground.GeoidHeight)) is not { } heights
            || within() is not { } nearest
            || zone.ForceWindows(corridor.When) is not [var when, ..])
        {
            return null;
        }

        var margin = nearest.Distance - corridor.HalfWidth;
        return new ZoneConflict(zone, volume, nearest, margin.Metres > 0 ? Length.Zero : margin, heights, when);
    }

    /// <summary>Written so that what is not a number meets.</summary>
    private static AltitudeSpan? HeightsOf(SweptCorridor corridor, AltitudeSpan layer)
    {
        if (corridor.High.Metres < layer.Lower?.Metres - DoubtMetres || corridor.Low.Metres > layer.Upper?.Metres + DoubtMetres)
        {
            return null;
        }

        var low = layer.Lower > corridor.Low ? layer.Lower : corridor.Low;
        var high = layer.Upper < corridor.High ? layer.Upper : corridor.High;
        return new AltitudeSpan(low, high);
    }
}
