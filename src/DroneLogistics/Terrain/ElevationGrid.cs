using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>How well the heights of a grid are known.</summary>
/// <param name="VerticalAccuracy">What a height may be wrong by; added to it in every clearance.</param>
/// <param name="HorizontalAccuracy">What the place of a post may be wrong by; corridors are looked at so much wider.</param>
/// <param name="Status">How the heights are known.</param>
public sealed record GridQuality(Length VerticalAccuracy, Length HorizontalAccuracy, SourceStatus Status);

/// <summary>
/// Elevations at the posts of a grid, metres above mean sea level. In a cell the ground is taken at the highest of its four corners, which
/// no interpolation exceeds. A void is not known, and never sea: no cell at a void is known. Immutable.
/// </summary>
public sealed class ElevationGrid
{
    /// <summary>What stands for a void in whole metres.</summary>
    public const short Void = short.MinValue;

    // The shore of the Dead Sea lies 430 m below the sea, the highest mountain reaches 8,849 m. What a file tells beyond is a void that
    // nobody declared, such as -9999, and not ground.
    private const double LowestMetres = -500;
    private const double HighestMetres = 9000;

    private readonly short[]? whole;
    private readonly float[]? parts;

    /// <param name="name">Named in answers: the file.</param>
    /// <param name="frame">Where the posts stand.</param>
    /// <param name="metres">Rows north to south, columns west to east, metres above mean sea level, <see cref="Void"/> = void. Kept, not copied.</param>
    /// <param name="quality">How well they are known.</param>
    /// <exception cref="ArgumentException">Sizes or steps out of bounds (a programmer's error: the readers refuse at the door).</exception>
    public ElevationGrid(string name, GridFrame frame, short[] metres, GridQuality quality)
        : this(name, frame, metres.Length, quality) => whole = metres;

    /// <param name="name">Named in answers: the file.</param>
    /// <param name="frame">Where the posts stand.</param>
    /// <param name="metres">Rows north to south, columns west to east, metres above mean sea level, NaN = void. Kept, not copied.</param>
    /// <param name="quality">How well they are known.</param>
    /// <exception cref="ArgumentException">Sizes or steps out of bounds (a programmer's error: the readers refuse at the door).</exception>
    public ElevationGrid(string name, GridFrame frame, float[] metres, GridQuality quality)
        : this(name, frame, metres.Length, quality) => parts = metres;

    private ElevationGrid(string name, GridFrame frame, int count, GridQuality quality)
    {
        if (!frame.IsUsable || count != (long)frame.Rows * frame.Columns)
        {
            throw new ArgumentException($"{count} heights do not fill {frame}.", nameof(frame));
        }

        Name = name;
        Frame = frame;
        Quality = quality;
    }

    public string Name { get; }

    public GridFrame Frame { get; }

    public GridQuality Quality { get; }

    /// <summary>The height at a post; null where it is void.</summary>
    public AltitudeAmsl? At(int row, int column)
    {
        var metres = MetresAt((row * Frame.Columns) + column);
        return double.IsFinite(metres) ? AltitudeAmsl.FromMetres(metres) : null;
    }

    /// <summary>The height of the highest known corner of a cell and its number among all posts, and whether all four are known; negative infinity where none is.</summary>
    /// <param name="row">From 0 to two less than the rows.</param>
    /// <param name="column">From 0 to two less than the columns.</param>
    internal (double TopMetres, int Post, bool IsKnown) Cell(int row, int column)
    {
        var corner = (row * Frame.Columns) + column;
        var (top, highest, isKnown) = (double.NegativeInfinity, corner, true);
        foreach (var post in (ReadOnlySpan<int>)[corner, corner + 1, corner + Frame.Columns, corner + Frame.Columns + 1])
        {
            var metres = MetresAt(post);
            isKnown &= double.IsFinite(metres);
            (top, highest) = metres > top ? (metres, post) : (top, highest);
        }

        return (top, highest, isKnown);
    }

    private double MetresAt(int post)
    {
        var metres = whole is not null ? whole[post] : parts![post];
        return metres is >= (float)LowestMetres and <= (float)HighestMetres ? metres : double.NaN;
    }
}
