using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Formats.Exchange;

/// <summary>A point of a way that was read.</summary>
/// <param name="Place">Where.</param>
/// <param name="Altitude">How high; null where the file does not tell, or not above what.</param>
/// <param name="Time">When; null where the file knows no times.</param>
public sealed record ImportedPoint(LatLon Place, AltitudeAmsl? Altitude, DateTimeOffset? Time);

/// <summary>A rally point that was read.</summary>
/// <param name="Place">Where.</param>
/// <param name="HeightAboveStart">As the format counts it.</param>
public sealed record ImportedRally(LatLon Place, Length HeightAboveStart);

/// <summary>A way that another program planned or flew, as far as its format tells it.</summary>
public sealed record ImportedWay
{
    public required ExchangeFormat Format { get; init; }

    /// <summary>Empty where the file has none.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Every point in the order of the file, at least two different ones; points that repeat place and altitude of the one before are left out.</summary>
    public required IReadOnlyList<ImportedPoint> Points { get; init; }

    /// <summary>Where the file says what its relative heights count from.</summary>
    public AltitudeAmsl? Start { get; init; }

    /// <summary>Null where the file has none.</summary>
    public Speed? Airspeed { get; init; }

    /// <summary>Marked by whoever wrote it as refused.</summary>
    public bool IsRefused { get; init; }

    public IReadOnlyList<FencePolygon> Fence { get; init; } = [];

    public IReadOnlyList<ImportedRally> Rally { get; init; } = [];

    /// <summary>The way over the ground: corners only, so that what is left out lies within a metre of it.</summary>
    public IReadOnlyList<LatLon> Corners => WayThinning.Corners([.. Points.Select(point => point.Place)]);

    /// <summary>The greatest altitude, to the millimetre; null where one of them is not known.</summary>
    public AltitudeAmsl? Highest => Points.All(point => point.Altitude is not null)
        ? AltitudeAmsl.FromMetres(Math.Round(Points.Max(point => point.Altitude!.Value.Metres), 3))
        : null;
}

/// <summary>What a file of a way may hold at the most: more is no way, and is refused before it is worked through.</summary>
public static class WayLimits
{
    /// <summary>Of the file as it is given.</summary>
    public const int MaxFileBytes = 16 << 20;

    /// <summary>Of one entry of an archive, counted while it inflates.</summary>
    public const int MaxInflatedBytes = 32 << 20;

    /// <summary>Inflated bytes by packed ones; coordinates shrink to a third or a tenth.</summary>
    public const int MaxInflationRatio = 200;

    public const int MaxArchiveEntries = 64;

    /// <summary>Levels of lists, objects or elements.</summary>
    public const int MaxNesting = 32;

    /// <summary>Of a way: a trace of a day at one point every five seconds.</summary>
    public const int MaxPoints = 20_000;

    /// <summary>Highest and lowest altitude that is taken for one, metres.</summary>
    public const double MostMetres = 20_000;

    public const double LeastMetres = -1_000;
}
