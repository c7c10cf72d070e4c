using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>The surfaces of ICAO Annex 14 that limit obstacles about a runway.</summary>
public enum LimitationSurface
{
    Unknown = 0,

    /// <summary>The strip itself, kept free down to the runway's height.</summary>
    Strip,
    InnerHorizontal,
    Conical,
    Approach,
    Transitional,
    TakeoffClimb,
}

/// <summary>The lowest surface over a point.</summary>
public readonly record struct SurfaceLimit(LimitationSurface Surface, AltitudeAmsl Height);

/// <summary>
/// How high an obstacle (a pad's equipment, a mast, a parked aircraft) may reach at a point near a runway. Being below is never a
/// clearance for flight: flights are kept off by the zones.
/// </summary>
/// <remarks>
/// ICAO Annex 14 vol. I, ch. 4: inner horizontal, conical, approach, transitional and take-off climb surfaces, flown in both directions;
/// dimensions from the policy. Both thresholds and ends are taken at the aerodrome's elevation.
/// </remarks>
public sealed class ObstacleLimitationSurfaces
{
    private readonly RunwayFrame frame;
    private readonly Runway runway;
    private readonly AerodromeRules rules;
    private readonly SurfaceRules surfaces;
    private readonly AltitudeAmsl datum;

    public ObstacleLimitationSurfaces(Runway runway, AltitudeAmsl aerodromeElevation, AerodromeRules rules)
    {
        this.runway = runway;
        this.rules = rules;
        surfaces = rules.Surfaces;
        datum = aerodromeElevation;
        frame = new RunwayFrame(runway);
    }

    /// <summary>The lowest surface over a point; null outside of all of them, where this runway limits nothing.</summary>
    public SurfaceLimit? LimitAt(LatLon point)
    {
        var (along, right) = frame.Locate(point);
        var aside = Math.Abs(right);
        var lowest = default(SurfaceLimit?);
        foreach (var (surface, height) in Heights(along, aside))
        {
            if (height is { } metres && !(lowest is { } other && other.Height.Metres <= datum.Metres + metres))
            {
                lowest = new SurfaceLimit(surface, datum + Length.FromMetres(metres));
            }
        }

        return lowest;
    }

    /// <summary>The height of one surface above the aerodrome at a point; null where it does not reach.</summary>
    public Length? HeightOf(LimitationSurface surface, LatLon point)
    {
        var (along, right) = frame.Locate(point);
        foreach (var (candidate, height) in Heights(along, Math.Abs(right)))
        {
            if (candidate == surface && height is { } metres)
            {
                return Length.FromMetres(metres);
            }
        }

        return null;
    }

    /// <summary>Every surface's height, lower ones of the same kind first; lengths in metres.</summary>
    private IEnumerable<(LimitationSurface Surface, double? Height)> Heights(double along, double aside)
    {
        var stripEnd = frame.HalfLengthMetres + rules.StripBeyondEnd.Metres;
        var beyond = Math.Max(0, Math.Abs(along) - stripEnd);
        var distance = Math.Sqrt((beyond * beyond) + (aside * aside));

        // Ahead of each end: the approach begins at a distance from the threshold, the climb from the end of the runway.
        var (displaced, ahead) = along > 0 ? (runway.SecondDisplaced.Metres, along - stripEnd) : (runway.FirstDisplaced.Metres, -along - stripEnd);
        yield return (LimitationSurface.Strip, beyond == 0 && aside <= surfaces.ApproachInnerWidth.Metres / 2 ? 0 : null);
        yield return (LimitationSurface.Transitional, Transitional(ahead, displaced, aside));
        yield return (LimitationSurface.Approach, Approach(ahead + displaced, aside));
        yield return (LimitationSurface.TakeoffClimb, Climb(ahead, aside));
        yield return (LimitationSurface.InnerHorizontal, distance <= surfaces.InnerHorizontalRadius.Metres ? surfaces.InnerHorizontalHeight.Metres : null);
        yield return (LimitationSurface.Conical, Conical(distance));
    }

    private double? Conical(double distance)
    {
        var outwards = distance - surfaces.InnerHorizontalRadius.Metres;
        var rise = surfaces.ConicalSlope * outwards;
        return outwards >= 0 && rise <= surfaces.ConicalHeight.Metres ? surfaces.InnerHorizontalHeight.Metres + rise : null;
    }

    /// <param name="out">Metres beyond the approach's inner edge.</param>
    /// <param name="aside">Metres from the centreline.</param>
    private double? Approach(double @out, double aside) =>
        @out >= 0 && @out <= surfaces.ApproachLength.Metres && aside <= ApproachHalfWidth(@out) ? ApproachHeight(@out) : null;

    private double ApproachHeight(double @out) =>
        (surfaces.ApproachFirstSlope * Math.Min(@out, surfaces.ApproachFirstLength.Metres))
        + (surfaces.ApproachSecondSlope * Math.Clamp(@out - surfaces.ApproachFirstLength.Metres, 0, surfaces.ApproachSecondLength.Metres));

    private double ApproachHalfWidth(double @out) => (surfaces.ApproachInnerWidth.Metres / 2) + (surfaces.ApproachDivergence * @out);

    private double? Climb(double @out, double aside)
    {
        var half = Math.Min(surfaces.ClimbGreatestWidth.Metres / 2, (surfaces.ClimbInnerWidth.Metres / 2) + (surfaces.ClimbDivergence * @out));
        return @out >= 0 && @out <= surfaces.ClimbLength.Metres && aside <= half ? surfaces.ClimbSlope * @out : null;
    }

    /// <summary>From the side of the strip or of the approach, at right angles to the centreline, up to the inner horizontal surface.</summary>
    private double? Transitional(double ahead, double displaced, double aside)
    {
        var @out = Math.Max(0, ahead + displaced);
        var isBesideTheStrip = ahead + displaced <= 0;
        var outwards = aside - ApproachHalfWidth(@out);
        var foot = isBesideTheStrip ? 0 : ApproachHeight(@out);
        var height = foot + (surfaces.TransitionalSlope * outwards);
        return outwards >= 0 && height <= surfaces.InnerHorizontalHeight.Metres && @out <= surfaces.ApproachLength.Metres ? height : null;
    }
}
