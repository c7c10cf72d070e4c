using DroneLogistics.Units;

namespace DroneLogistics.Geodesy;

/// <summary>
/// How far mean sea level lies above the ellipsoid WGS 84, on a grid of meridians and parallels; between its points straight in both
/// directions. Beyond it nothing is known. Immutable.
/// </summary>
public sealed class GeoidGrid
{
    private readonly double south;
    private readonly double west;
    private readonly double step;
    private readonly double[,] metres;

    /// <param name="south">Latitude of the first row, degrees.</param>
    /// <param name="west">Longitude of the first column, degrees.</param>
    /// <param name="step">Between rows and columns, degrees, above 0.</param>
    /// <param name="metres">Metres above the ellipsoid; rows south to north, columns west to east, at least two of each.</param>
    /// <param name="accuracy">What a value may be wrong by.</param>
    /// <exception cref="ArgumentException">Too few points, or a number that is not finite (a programmer's error: refuse at the door).</exception>
    public GeoidGrid(double south, double west, double step, double[,] metres, Length accuracy)
    {
        if (!(step > 0) || metres.GetLength(0) < 2 || metres.GetLength(1) < 2 || !metres.Cast<double>().All(double.IsFinite) || !(accuracy >= Length.Zero))
        {
            throw new ArgumentException("A geoid needs two rows and two columns of finite heights, a step above 0 and an accuracy.", nameof(metres));
        }

        (this.south, this.west, this.step, this.metres) = (south, west, step, (double[,])metres.Clone());
        Accuracy = accuracy;
    }

    /// <summary>What a value may be wrong by.</summary>
    public Length Accuracy { get; }

    /// <summary>Where something is known, its edges among it.</summary>
    public GeoBox Box => new(south, west, south + ((metres.GetLength(0) - 1) * step), west + ((metres.GetLength(1) - 1) * step));

    /// <summary>How far mean sea level lies above the ellipsoid at a place, negative below it; null beyond the grid.</summary>
    public Length? At(LatLon place)
    {
        var (row, column) = ((place.LatitudeDegrees - south) / step, (place.LongitudeDegrees - west) / step);
        if (!(row >= 0 && row <= metres.GetLength(0) - 1 && column >= 0 && column <= metres.GetLength(1) - 1))
        {
            return null;
        }

        var (i, j) = (Math.Min((int)row, metres.GetLength(0) - 2), Math.Min((int)column, metres.GetLength(1) - 2));
        var (north, east) = (row - i, column - j);
        var lower = metres[i, j] + ((metres[i, j + 1] - metres[i, j]) * east);
        var upper = metres[i + 1, j] + ((metres[i + 1, j + 1] - metres[i + 1, j]) * east);
        return Length.FromMetres(lower + ((upper - lower) * north));
    }

    /// <summary>The height above the ellipsoid of an altitude at a place; null beyond the grid.</summary>
    public EllipsoidalHeight? ToEllipsoid(LatLon place, AltitudeAmsl altitude) =>
        At(place) is { } separation ? EllipsoidalHeight.FromMetres(altitude.Metres + separation.Metres) : null;

    /// <summary>The altitude of a height above the ellipsoid at a place; null beyond the grid.</summary>
    public AltitudeAmsl? ToAmsl(LatLon place, EllipsoidalHeight height) => At(place) is { } separation ? height.ToAmsl(separation) : null;
}
