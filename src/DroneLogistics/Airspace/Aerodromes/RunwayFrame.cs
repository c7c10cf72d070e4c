using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>
/// A runway's own plane: metres along the centreline from its middle, positive towards the second end, and metres to the right of it. An
/// azimuthal equidistant plane about the middle of the runway (<see cref="LocalFrame"/>): at 22 km from it lengths are right to 2e-6.
/// </summary>
internal sealed class RunwayFrame
{
    private readonly LocalFrame frame;
    private readonly double eastAlong;
    private readonly double northAlong;

    public RunwayFrame(Runway runway)
    {
        var line = Geodesic.Inverse(runway.First.LatitudeDegrees, runway.First.LongitudeDegrees, runway.Second.LatitudeDegrees, runway.Second.LongitudeDegrees);
        frame = new LocalFrame(runway.First.Towards(Bearing.FromDegrees(line.InitialAzimuthDegrees), Length.FromMetres(line.DistanceMetres / 2)));
        HalfLengthMetres = line.DistanceMetres / 2;
        var second = frame.ToPlane(runway.Second);
        (eastAlong, northAlong) = (second.EastMetres / HalfLengthMetres, second.NorthMetres / HalfLengthMetres);
    }

    public double HalfLengthMetres { get; }

    public (double AlongMetres, double RightMetres) Locate(LatLon point)
    {
        var (east, north) = frame.ToPlane(point);
        return ((east * eastAlong) + (north * northAlong), (east * northAlong) - (north * eastAlong));
    }

    public LatLon Place(double alongMetres, double rightMetres) =>
        frame.ToGlobe(new PlanePoint((alongMetres * eastAlong) + (rightMetres * northAlong), (alongMetres * northAlong) - (rightMetres * eastAlong)));
}
