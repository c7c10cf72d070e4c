using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Scheduling.Intents;

/// <summary>
/// How near the middle lines of two volumes come to each other, by points of the ellipsoid in space: samples of both, the nearest pair looked at ever
/// more closely. Shares no code with what it judges.
/// </summary>
internal static class SlowSeparation
{
    private const double Equator = 6_378_137;
    private const double Flattening = 1 / 298.257223563;

    private const int Samples = 24;

    /// <summary>From one middle line to the other, metres; straight through the earth, which at a kilometre is a thousandth of a millimetre shorter.</summary>
    public static double Apart(SweptCorridor one, SweptCorridor other)
    {
        var (lowOne, highOne, lowOther, highOther) = (0.0, 1.0, 0.0, 1.0);
        var least = double.PositiveInfinity;
        for (var round = 0; round < 12; round++)
        {
            var (bestOne, bestOther) = (0.0, 0.0);
            least = double.PositiveInfinity;
            for (var i = 0; i <= Samples; i++)
            {
                var atOne = lowOne + ((highOne - lowOne) * i / Samples);
                var here = Place(one, atOne);
                for (var k = 0; k <= Samples; k++)
                {
                    var atOther = lowOther + ((highOther - lowOther) * k / Samples);
                    var distance = Chord(here, Place(other, atOther));
                    if (distance < least)
                    {
                        (least, bestOne, bestOther) = (distance, atOne, atOther);
                    }
                }
            }

            var (stepOne, stepOther) = (3 * (highOne - lowOne) / Samples, 3 * (highOther - lowOther) / Samples);
            (lowOne, highOne) = (Math.Max(0, bestOne - stepOne), Math.Min(1, bestOne + stepOne));
            (lowOther, highOther) = (Math.Max(0, bestOther - stepOther), Math.Min(1, bestOther + stepOther));
        }

        return least;
    }

    private static (double X, double Y, double Z) Place(SweptCorridor volume, double share)
    {
        var (a, b) = (InSpace(volume.From), InSpace(volume.To));
        var middle = (X: a.X + (share * (b.X - a.X)), Y: a.Y + (share * (b.Y - a.Y)), Z: a.Z + (share * (b.Z - a.Z)));

        // Back up to the surface: the chord of a kilometre runs 2 cm below it.
        var up = Math.Sqrt((middle.X * middle.X) + (middle.Y * middle.Y) + (middle.Z * middle.Z));
        var ends = (1 - share) * Length(a) + (share * Length(b));
        return (middle.X * ends / up, middle.Y * ends / up, middle.Z * ends / up);
    }

    private static (double X, double Y, double Z) InSpace(LatLon at)
    {
        var (north, east) = (at.LatitudeDegrees * Math.PI / 180, at.LongitudeDegrees * Math.PI / 180);
        var square = Flattening * (2 - Flattening);
        var radius = Equator / Math.Sqrt(1 - (square * Math.Sin(north) * Math.Sin(north)));
        return (radius * Math.Cos(north) * Math.Cos(east), radius * Math.Cos(north) * Math.Sin(east), radius * (1 - square) * Math.Sin(north));
    }

    private static double Length((double X, double Y, double Z) at) => Math.Sqrt((at.X * at.X) + (at.Y * at.Y) + (at.Z * at.Z));

    private static double Chord((double X, double Y, double Z) one, (double X, double Y, double Z) other) =>
        Length((one.X - other.X, one.Y - other.Y, one.Z - other.Z));
}
