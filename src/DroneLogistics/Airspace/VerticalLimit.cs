using DroneLogistics.Units;

namespace DroneLogistics.Airspace;

/// <summary>From where a height counts. The zero value is unknown, which no zone may have.</summary>
public enum VerticalReference
{
    Unknown = 0,

    /// <summary>Above the ground or the water right below.</summary>
    Agl,

    /// <summary>Above mean sea level.</summary>
    Amsl,

    /// <summary>Above the WGS 84 ellipsoid.</summary>
    Wgs84,
}

/// <summary>The unit in which a limit was published. The model keeps metres; the unit is kept for writing the same figure back.</summary>
public enum LimitUnit
{
    Metres = 0,
    Feet,
}

/// <summary>
/// A lower or upper limit of a zone: a figure in its published unit, and the datum from which it counts. Limits of different datums do not
/// compare: <see cref="ZoneLayer.Span"/> brings them to mean sea level, given the ground and the geoid.
/// </summary>
public readonly record struct VerticalLimit
{
    private const double MetresPerFoot = 0.3048;

    /// <exception cref="ArgumentException">A figure that is not finite, or an unknown reference (a programmer's error: refuse at the door).</exception>
    public VerticalLimit(double figure, LimitUnit unit, VerticalReference reference)
    {
        if (!double.IsFinite(figure) || reference == VerticalReference.Unknown)
        {
            throw new ArgumentException($"A limit is a finite figure above a known reference; got {figure:R} above {reference}.", nameof(figure));
        }

        Figure = figure;
        Unit = unit;
        Reference = reference;
    }

    /// <summary>As published, in <see cref="Unit"/>.</summary>
    public double Figure { get; }

    public LimitUnit Unit { get; }

    public VerticalReference Reference { get; }

    /// <summary>The figure in metres, above <see cref="Reference"/>.</summary>
    public Length Height => Length.FromMetres(Unit == LimitUnit.Feet ? Figure * MetresPerFoot : Figure);

    public static VerticalLimit Metres(double metres, VerticalReference reference) => new(metres, LimitUnit.Metres, reference);
}
