using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>
/// A line on the ellipsoid of WGS 84 by Vincenty's series of 1975, which shares nothing with the geodesics of the core. It does not
/// converge for points nearly opposite on the globe; flights are a thousand times shorter.
/// </summary>
internal sealed class VincentyLine
{
    private const double Major = 6_378_137.0;
    private const double Flattening = 1 / 298.257223563;
    private const double Minor = Major * (1 - Flattening);

    public VincentyLine(LatLon from, LatLon to)
    {
        var (u1, u2) = (Reduced(from.LatitudeDegrees), Reduced(to.LatitudeDegrees));
        var (s1, c1) = Math.SinCos(u1);
        var (s2, c2) = Math.SinCos(u2);
        var apart = double.DegreesToRadians(Math.IEEERemainder(to.LongitudeDegrees - from.LongitudeDegrees, 360));
        var (lambda, last) = (apart, double.NaN);
        double sin = 0, cos = 0, sigma = 0, sinAlpha = 0, cosSquareAlpha = 0, cosTwice = 0;
        for (var i = 0; i < 100 && !(Math.Abs(lambda - last) <= 1e-15); i++)
        {
            var (sl, cl) = Math.SinCos(lambda);
            sin = Math.Sqrt(Square(c2 * sl) + Square((c1 * s2) - (s1 * c2 * cl)));
            cos = (s1 * s2) + (c1 * c2 * cl);
            sigma = Math.Atan2(sin, cos);
            sinAlpha = c1 * c2 * sl / sin;
            cosSquareAlpha = 1 - Square(sinAlpha);
            cosTwice = cosSquareAlpha == 0 ? 0 : cos - (2 * s1 * s2 / cosSquareAlpha);
            var c = Flattening / 16 * cosSquareAlpha * (4 + (Flattening * (4 - (3 * cosSquareAlpha))));
            last = lambda;
            lambda = apart + ((1 - c) * Flattening * sinAlpha * (sigma + (c * sin * (cosTwice + (c * cos * (-1 + (2 * Square(cosTwice))))))));
        }

        var squareU = cosSquareAlpha * ((Major * Major) - (Minor * Minor)) / (Minor * Minor);
        var a = 1 + (squareU / 16384 * (4096 + (squareU * (-768 + (squareU * (320 - (175 * squareU)))))));
        var b = squareU / 1024 * (256 + (squareU * (-128 + (squareU * (74 - (47 * squareU))))));
        Metres = Minor * a * (sigma - Correction(b, sin, cos, cosTwice));
        InitialDegrees = double.RadiansToDegrees(Math.Atan2(c2 * Math.Sin(lambda), (c1 * s2) - (s1 * c2 * Math.Cos(lambda))));
        FinalDegrees = double.RadiansToDegrees(Math.Atan2(c1 * Math.Sin(lambda), (c1 * s2 * Math.Cos(lambda)) - (s1 * c2)));
        MiddleDegrees = Middle(u1, sinAlpha, cosSquareAlpha, a, b);
    }

    public double Metres { get; }

    public double InitialDegrees { get; }

    public double FinalDegrees { get; }

    /// <summary>The track half-way.</summary>
    public double MiddleDegrees { get; }

    private double Middle(double u1, double sinAlpha, double cosSquareAlpha, double a, double b)
    {
        var initial = double.DegreesToRadians(InitialDegrees);
        var first = Math.Atan2(Math.Tan(u1), Math.Cos(initial));
        var straight = 0.5 * Metres / (Minor * a);
        var sigma = straight;
        for (var i = 0; i < 100; i++)
        {
            sigma = straight + Correction(b, Math.Sin(sigma), Math.Cos(sigma), Math.Cos((2 * first) + sigma));
        }

        // The track there, from the azimuth of the line at the equator.
        var along = first + sigma;
        return double.RadiansToDegrees(Math.Atan2(sinAlpha, Math.Sqrt(cosSquareAlpha) * Math.Cos(along)));
    }

    private static double Correction(double b, double sin, double cos, double cosTwice) =>
        b * sin * (cosTwice + (b / 4 * ((cos * (-1 + (2 * Square(cosTwice)))) - (b / 6 * cosTwice * (-3 + (4 * Square(sin))) * (-3 + (4 * Square(cosTwice)))))));

    private static double Reduced(double latitudeDegrees) => Math.Atan((1 - Flattening) * Math.Tan(double.DegreesToRadians(latitudeDegrees)));

    private static double Square(double x) => x * x;
}
