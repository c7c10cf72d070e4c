using System.Runtime.CompilerServices;

namespace DroneLogistics.Geodesy;

/// <summary>The shortest line between two points: its length in metres and its true azimuths in degrees, -180 to 180.</summary>
/// <param name="DistanceMetres">Zero or more; at most about 20 003 931.46 m.</param>
/// <param name="InitialAzimuthDegrees">Heading on leaving the first point, clockwise from north; zero where the points coincide.</param>
/// <param name="FinalAzimuthDegrees">Heading on arriving at the second point, still forward; zero where the points coincide.</param>
public readonly record struct GeodesicInverse(double DistanceMetres, double InitialAzimuthDegrees, double FinalAzimuthDegrees);

/// <summary>A point reached along a geodesic: latitude -90 to 90, longitude and forward azimuth there -180 to 180, degrees.</summary>
public readonly record struct GeodesicPoint(double LatitudeDegrees, double LongitudeDegrees, double AzimuthDegrees);

/// <summary>Geodesics on the WGS 84 ellipsoid, to 20 nm for any two points, nearly antipodal ones included.</summary>
/// <remarks>
/// C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013) 43-55; series of order 6. Symbols are the paper's:
/// φ latitude, β reduced latitude, α azimuth, α0 azimuth at the equator, σ arc, ω longitude on the auxiliary sphere, λ longitude.
/// Pure and thread-safe; heights are not considered: this is the line on the ellipsoid.
/// </remarks>
public static class Geodesic
{
    /// <summary>Equatorial radius of WGS 84, metres.</summary>
    public const double SemiMajorAxisMetres = 6378137.0;

    /// <summary>Flattening of WGS 84.</summary>
    public const double Flattening = 1.0 / 298.257223563;

    /// <summary>e′² = (a² − b²) / b².</summary>
    internal const double SecondEccentricitySquared = EccentricitySquared / (AxisRatio * AxisRatio);

    private const double EccentricitySquared = Flattening * (2.0 - Flattening);
    private const double AxisRatio = 1.0 - Flattening;
    private const double SemiMinorAxisMetres = SemiMajorAxisMetres * AxisRatio;

    /// <summary>Stands for the cosine of the latitude of a pole, so that the azimuth there stays defined; its square is not yet zero.</summary>
    private const double Tiny = 1e-150;

    /// <summary>0.6 m: below it the ellipsoid is a sphere to the last digit of a double, and λ12 has too few digits to be refined.</summary>
    private const double ShortArcRadians = 1e-7;

    /// <summary>Nearer than degrees can tell apart; two names of the same pole differ by rounding only.</summary>
    private const double CoincidentMetres = 1e-12;

    /// <summary>One unit in the last place of π: 3 nm at the equator.</summary>
    private const double LongitudeToleranceRadians = 4.5e-16;

    /// <summary>Rounding accumulated over a long line stays well below this; 0.6 µm at the equator.</summary>
    private const double LastDigitsRadians = 1e-13;

    /// <summary>Two steps on an island hop, six the most seen over 187 000 hard cases; bisection alone would need some 55.</summary>
    private const int MaximumSteps = 100;

    /// <summary>Distance and azimuths of the shortest line between two points (the inverse problem).</summary>
    /// <param name="latitude1Degrees">Latitude of the first point, -90 to 90.</param>
    /// <param name="longitude1Degrees">Longitude of the first point; any finite value, taken modulo 360.</param>
    /// <param name="latitude2Degrees">Latitude of the second point, -90 to 90.</param>
    /// <param name="longitude2Degrees">Longitude of the second point; any finite value, taken modulo 360.</param>
    /// <remarks>Where several lines are equally short (exactly opposite points) one of them is returned, always the same.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A latitude outside its range, or a value that is not finite (a programmer's error).</exception>
    public static GeodesicInverse Inverse(double latitude1Degrees, double longitude1Degrees, double latitude2Degrees, double longitude2Degrees)
    {
        RequireLatitude(latitude1Degrees);
        RequireFinite(longitude1Degrees);
        RequireLatitude(latitude2Degrees);
        RequireFinite(longitude2Degrees);

        // Reflections bring every case into one: the first point in the south, no nearer to the equator than the second, which lies east.
        var eastward = LongitudeDifference(longitude1Degrees, longitude2Degrees);
        var reversed = Math.Abs(latitude1Degrees) < Math.Abs(latitude2Degrees);
        var (far, near) = reversed ? (latitude2Degrees, latitude1Degrees) : (latitude1Degrees, latitude2Degrees);
        var mirrored = far > 0.0;
        var line = SolveCanonical(new Endpoints(
            ReducedLatitude(mirrored ? -far : far),
            ReducedLatitude(mirrored ? -near : near),
            Math.Abs(eastward)));
        if (line.DistanceMetres < CoincidentMetres)
        {
            return default;
        }

        var east = eastward < 0.0 ? -1.0 : 1.0;
        var north = mirrored != reversed ? -1.0 : 1.0;
        var (first, second) = reversed ? (line.Alpha2, line.Alpha1) : (line.Alpha1, line.Alpha2);
        return new GeodesicInverse(
            line.DistanceMetres,
            new SineCosine(east * first.Sine, north * first.Cosine).Degrees,
            new SineCosine(east * second.Sine, north * second.Cosine).Degrees);
    }

    /// <summary>The point at a distance along the geodesic that leaves a point at an azimuth (the direct problem).</summary>
    /// <param name="latitudeDegrees">Latitude of the start, -90 to 90.</param>
    /// <param name="longitudeDegrees">Longitude of the start; any finite value, taken modulo 360.</param>
    /// <param name="azimuthDegrees">Heading at the start, clockwise from north; any finite value. At a pole it counts from the meridian of the start.</param>
    /// <param name="distanceMetres">Any finite length; negative goes backwards, and more than half way round is followed on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A latitude outside its range, or a value that is not finite (a programmer's error).</exception>
    public static GeodesicPoint Direct(double latitudeDegrees, double longitudeDegrees, double azimuthDegrees, double distanceMetres)
    {
        RequireLatitude(latitudeDegrees);
        RequireFinite(longitudeDegrees);
        RequireFinite(azimuthDegrees);
        RequireFinite(distanceMetres);

        var beta1 = ReducedLatitude(latitudeDegrees);
        var alpha1 = SineCosine.FromDegrees(Math.IEEERemainder(azimuthDegrees, 360.0));
        var (sinAlpha0, cosAlpha0) = AtEquator(alpha1, beta1);
        var sigma1 = ArcFromEquator(alpha1, beta1);
        var omega1 = new SineCosine(sinAlpha0 * sigma1.Sine, sigma1.Cosine);

        var epsilon = GeodesicSeries.Epsilon(cosAlpha0);
        var distance = GeodesicSeries.Distance(epsilon);
        var tau1 = sigma1 + SineCosine.FromRadians(distance.Periodic(sigma1) / distance.Rate);
        var tau12 = distanceMetres / (SemiMinorAxisMetres * distance.Rate);
        var sigma12 = GeodesicSeries.ArcFromDistance(epsilon).Between(tau1, tau1 + SineCosine.FromRadians(tau12), tau12);

        var sigma2 = sigma1 + SineCosine.FromRadians(sigma12);
        var omega2 = new SineCosine(sinAlpha0 * sigma2.Sine, sigma2.Cosine);
        var behind = Flattening * sinAlpha0 * GeodesicSeries.Longitude(epsilon).Between(sigma1, sigma2, sigma12);
        var eastward = double.RadiansToDegrees((omega2 - omega1).Radians - behind);
        var cosBeta2 = Hypotenuse(sinAlpha0, cosAlpha0 * sigma2.Cosine);
        return new GeodesicPoint(
            new SineCosine(cosAlpha0 * sigma2.Sine, AxisRatio * cosBeta2).Degrees,
            Math.IEEERemainder(Math.IEEERemainder(longitudeDegrees, 360.0) + eastward, 360.0),
            new SineCosine(sinAlpha0, cosAlpha0 * sigma2.Cosine).Degrees);
    }

    /// <summary>Solves the inverse problem for −90 ≤ β1 ≤ 0, β1 ≤ β2 ≤ −β1 and 0 ≤ λ12 ≤ 180 degrees.</summary>
    private static Line SolveCanonical(in Endpoints ends)
    {
        // On an oblate ellipsoid the way over the pole is the shortest between opposite meridians, so these need no search.
        if (ends.Lambda12.Sine == 0.0 || ends.Beta1.Cosine == Tiny)
        {
            return AlongMeridian(ends);
        }

        // The equator is left only where the points are so far apart that a detour north or south is shorter.
        if (ends.Beta1.Sine == 0.0 && ends.Lambda12Radians <= AxisRatio * Math.PI)
        {
            var east = new SineCosine(1.0, 0.0);
            return new Line(SemiMajorAxisMetres * ends.Lambda12Radians, east, east);
        }

        var sphere = OnSphere(ends);
        return sphere.Arc12Radians < ShortArcRadians
            ? new Line(SemiMajorAxisMetres * sphere.Scale * sphere.Arc12Radians, sphere.Alpha1, sphere.Alpha2)
            : Refine(ends, firstAlpha1: sphere.IsNearlyAntipodal ? NearlyAntipodal(ends) : sphere.Alpha1);
    }

    private static Line AlongMeridian(in Endpoints ends)
    {
        var alpha1 = ends.Lambda12;
        var alpha2 = new SineCosine(0.0, 1.0);
        var sigma1 = ArcFromEquator(alpha1, ends.Beta1);
        var sigma2 = ArcFromEquator(alpha2, ends.Beta2);
        var sigma12 = ArcBetween(sigma1, sigma2);
        var distance = GeodesicSeries.Distance(GeodesicSeries.Epsilon(1.0)).Between(sigma1, sigma2, sigma12);
        return new Line(SemiMinorAxisMetres * Math.Max(0.0, distance), alpha1, alpha2);
    }

    /// <summary>The answer on a sphere, with the longitude stretched to suit the ellipsoid where the points are near each other.</summary>
    private static SphereLine OnSphere(in Endpoints ends)
    {
        var (beta1, beta2) = (ends.Beta1, ends.Beta2);
        // Longitude on the sphere runs faster than on the ellipsoid by the scale at the middle latitude (section 5).
        var middle = SineCosine.Of(beta1.Sine + beta2.Sine, beta1.Cosine + beta2.Cosine);
        var northward = (beta2 - beta1).Sine;
        var isNear = ends.Lambda12Radians < 0.5 && (beta2 - beta1).Cosine > 0.0 && northward < 0.5;
        var scale = isNear ? Math.Sqrt(1.0 - (EccentricitySquared * middle.Cosine * middle.Cosine)) : 1.0;
        var omega12 = isNear ? SineCosine.FromRadians(ends.Lambda12Radians / scale) : ends.Lambda12;

        // 1 − cos ω in a form that keeps its digits for small angles, and with it the components of the two tangents.
        var versine = omega12.Cosine > 0.0 ? omega12.Sine * omega12.Sine / (1.0 + omega12.Cosine) : 1.0 - omega12.Cosine;
        var (east1, north1) = (beta2.Cosine * omega12.Sine, northward + (beta1.Sine * beta2.Cosine * versine));
        var (east2, north2) = (beta1.Cosine * omega12.Sine, northward - (beta1.Cosine * beta2.Sine * versine));
        var arc12 = new SineCosine(
            Hypotenuse(east1, north1),
            (beta1.Sine * beta2.Sine) + (beta1.Cosine * beta2.Cosine * omega12.Cosine));

        // Within this of the antipode the rays form an astroid-shaped envelope and the sphere is no guide (section 5).
        var isNearlyAntipodal = arc12.Cosine < 0.0 && arc12.Sine < 3.0 * Flattening * Math.PI * beta1.Cosine * beta1.Cosine;
        return new SphereLine(SineCosine.Of(east1, north1), SineCosine.Of(east2, north2), arc12.Radians, scale, isNearlyAntipodal);
    }

    /// <summary>First α1 for nearly opposite points, from the envelope of the geodesics around the antipode (section 5).</summary>
    private static SineCosine NearlyAntipodal(in Endpoints ends)
    {
        var (beta1, beta2) = (ends.Beta1, ends.Beta2);
        var longitudeScale = Flattening * Math.PI * beta1.Cosine * GeodesicSeries.LongitudeRate(GeodesicSeries.Epsilon(beta1.Sine));
        var shortOfAntipode = Math.Atan2(ends.Lambda12.Sine, -ends.Lambda12.Cosine);
        var x = shortOfAntipode / longitudeScale;
        var latitudeSum = (beta1 + beta2).Sine;
        var y = latitudeSum / (longitudeScale * beta1.Cosine);
        if (y > -1e-12 && x < 1.0)
        {
            // On the cut itself: two equally short lines, of which this is the southern.
            return SineCosine.Of(x, -Math.Sqrt(1.0 - (x * x)));
        }

        var kappa = AstroidRoot(x, y);
        var omega = SineCosine.FromRadians(longitudeScale * x * kappa / (1.0 + kappa));
        return SineCosine.Of(
            beta2.Cosine * omega.Sine,
            latitudeSum - (beta2.Cosine * beta1.Sine * omega.Sine * omega.Sine / (1.0 + omega.Cosine)));
    }

    /// <summary>The positive root κ of κ⁴ + 2κ³ + (1 − x² − y²)κ² − 2y²κ − y² = 0, to 1e-9 of itself; x positive.</summary>
    private static double AstroidRoot(double x, double y)
    {
        var (x2, y2) = (x * x, y * y);
        // Both are upper bounds, for x²/(1+κ)² + y²/κ² = 1; above its one positive root the quartic is convex, so Newton only descends.
        var kappa = Hypotenuse(x, y);
        if (x2 < 1.0)
        {
            kappa = Math.Min(kappa, Math.Sqrt(y2 / (1.0 - x2)));
        }

        for (var step = 0; step < MaximumSteps; step++)
        {
            var value = ((((((kappa + 2.0) * kappa) + (1.0 - x2 - y2)) * kappa) - (2.0 * y2)) * kappa) - y2;
            var slope = ((((4.0 * kappa) + 6.0) * kappa) + (2.0 * (1.0 - x2 - y2))) * kappa - (2.0 * y2);
            var descent = value / slope;
            if (!(descent > 1e-9 * kappa))
            {
                break;
            }

            kappa -= descent;
        }

        return kappa;
    }

    /// <summary>
    /// Newton's method on α1 (section 4 of the paper). The longitude at which the geodesic reaches β2 passes the wanted one
    /// exactly once as α1 turns from north to south, so a bracket kept beside the iteration makes it sure to end.
    /// </summary>
    private static Line Refine(in Endpoints ends, SineCosine firstAlpha1)
    {
        var alpha1 = firstAlpha1;
        var northmost = new SineCosine(Tiny, 1.0);
        var southmost = new SineCosine(Tiny, -1.0);
        var excessBefore = double.PositiveInfinity;
        for (var step = 1; ; step++)
        {
            var crossing = Follow(alpha1, ends);
            var excess = Math.Abs(crossing.ExcessRadians);
            // Near the root every step squares the error; one that does not even halve it has met the rounding of doubles.
            var isSpent = excess <= LastDigitsRadians && excess >= 0.5 * excessBefore;
            if (excess <= LongitudeToleranceRadians || isSpent || step == MaximumSteps)
            {
                return new Line(crossing.DistanceMetres, alpha1, crossing.Alpha2);
            }

            (northmost, southmost) = crossing.ExcessRadians > 0.0 ? (northmost, alpha1) : (alpha1, southmost);
            var turn = -crossing.ExcessRadians / crossing.Slope;
            var next = Math.Abs(turn) < Math.PI ? alpha1 + SineCosine.FromRadians(turn) : alpha1;
            var isInside = (next - northmost).Sine > 0.0 && (southmost - next).Sine > 0.0;
            alpha1 = isInside
                ? SineCosine.Of(next.Sine, next.Cosine)
                : SineCosine.Of(northmost.Sine + southmost.Sine, northmost.Cosine + southmost.Cosine);
            excessBefore = excess;
        }
    }

    /// <summary>Follows the geodesic that leaves β1 at <paramref name="alpha1"/> until it crosses β2 northward.</summary>
    private static Crossing Follow(SineCosine alpha1, in Endpoints ends)
    {
        var (beta1, beta2) = (ends.Beta1, ends.Beta2);
        var (sinAlpha0, cosAlpha0) = AtEquator(alpha1, beta1);
        var cosAlpha2 = ends.CosineSquaredGap == 0.0
            ? Math.Abs(alpha1.Cosine)
            : Hypotenuse(alpha1.Cosine * beta1.Cosine, Math.Sqrt(ends.CosineSquaredGap)) / beta2.Cosine;
        var alpha2 = new SineCosine(ends.CosineSquaredGap == 0.0 ? alpha1.Sine : sinAlpha0 / beta2.Cosine, cosAlpha2);

        var sigma1 = ArcFromEquator(alpha1, beta1);
        var sigma2 = ArcFromEquator(alpha2, beta2);
        var sigma12 = ArcBetween(sigma1, sigma2);
        var omega1 = new SineCosine(sinAlpha0 * sigma1.Sine, sigma1.Cosine);
        var omega2 = new SineCosine(sinAlpha0 * sigma2.Sine, sigma2.Cosine);
        var omega12 = omega2 - omega1;

        var epsilon = GeodesicSeries.Epsilon(cosAlpha0);
        var distance = GeodesicSeries.Distance(epsilon);
        var behind = Flattening * sinAlpha0 * GeodesicSeries.Longitude(epsilon).Between(sigma1, sigma2, sigma12);
        var ahead = new SineCosine(Math.Max(0.0, omega12.Sine), omega12.Cosine) - ends.Lambda12;

        // How fast a turn at the start moves the crossing: the reduced length m12 (section 3), seen along the parallel of β2.
        var j12 = (distance - GeodesicSeries.ReducedLength(epsilon)).Between(sigma1, sigma2, sigma12);
        var reducedLength = (Dilation(beta2) * sigma1.Cosine * sigma2.Sine) - (Dilation(beta1) * sigma1.Sine * sigma2.Cosine)
            - (sigma1.Cosine * sigma2.Cosine * j12);
        var slope = cosAlpha2 == 0.0
            ? -2.0 * AxisRatio * Dilation(beta1) / beta1.Sine
            : reducedLength * AxisRatio / (cosAlpha2 * beta2.Cosine);
        return new Crossing(alpha2, SemiMinorAxisMetres * distance.Between(sigma1, sigma2, sigma12), ahead.Radians - behind, slope);
    }

    /// <summary>α0: Clairaut's relation, sin α cos β is the same everywhere on the line.</summary>
    private static SineCosine AtEquator(SineCosine alpha, SineCosine beta) =>
        new(alpha.Sine * beta.Cosine, Hypotenuse(alpha.Cosine, alpha.Sine * beta.Sine));

    /// <summary>σ: the arc from the northward crossing of the equator; along the equator itself it starts at zero.</summary>
    private static SineCosine ArcFromEquator(SineCosine alpha, SineCosine beta) =>
        beta.Sine == 0.0 && alpha.Cosine == 0.0 ? new SineCosine(0.0, 1.0) : SineCosine.Of(beta.Sine, alpha.Cosine * beta.Cosine);

    /// <summary>From 0 to π: rounding must not turn an arc of nothing, or of half a turn, into a negative one.</summary>
    private static double ArcBetween(SineCosine sigma1, SineCosine sigma2)
    {
        var between = sigma2 - sigma1;
        return Math.Atan2(Math.Max(0.0, between.Sine), between.Cosine);
    }

    /// <summary>√(1 + e′² sin²β): metres along the line per radian of arc, over b.</summary>
    private static double Dilation(SineCosine beta) => Math.Sqrt(1.0 + (SecondEccentricitySquared * beta.Sine * beta.Sine));

    /// <summary>β: tan β = (1 − f) tan φ.</summary>
    private static SineCosine ReducedLatitude(double latitudeDegrees)
    {
        var phi = SineCosine.FromDegrees(WithoutTrace(latitudeDegrees));
        var beta = SineCosine.Of(AxisRatio * phi.Sine, phi.Cosine);
        return new SineCosine(beta.Sine, Math.Max(Tiny, beta.Cosine));
    }

    /// <summary>From the first meridian to the second, -180 to 180 degrees.</summary>
    private static double LongitudeDifference(double longitude1Degrees, double longitude2Degrees)
    {
        var difference = Math.IEEERemainder(longitude2Degrees, 360.0) - Math.IEEERemainder(longitude1Degrees, 360.0);
        return WithoutTrace(Math.IEEERemainder(difference, 360.0));
    }

    // 1e-16 degrees is 11 pm: what lies nearer to the equator or the meridian is on it, so that no square underflows.
    private static double WithoutTrace(double degrees) => Math.Abs(degrees) < 1e-16 ? 0.0 : degrees;

    // The arguments here are sines and cosines: none can overflow, and the smallest is Tiny.
    private static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static void RequireLatitude(double degrees, [CallerArgumentExpression(nameof(degrees))] string? name = null)
    {
        if (!(degrees is >= -90.0 and <= 90.0))
        {
            throw new ArgumentOutOfRangeException(name, degrees, "A latitude lies between -90 and 90 degrees.");
        }
    }

    private static void RequireFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be finite.");
        }
    }

    /// <summary>The two points after reflection, with what stays the same while α1 is sought.</summary>
    private readonly record struct Endpoints(SineCosine Beta1, SineCosine Beta2, double Lambda12Degrees)
    {
        public double Lambda12Radians { get; } = double.DegreesToRadians(Lambda12Degrees);

        public SineCosine Lambda12 { get; } = SineCosine.FromDegrees(Lambda12Degrees);

        /// <summary>cos²β2 − cos²β1, factored on the side where the factors keep their digits; not negative.</summary>
        public double CosineSquaredGap { get; } = Math.Max(0.0, Beta1.Cosine < -Beta1.Sine
            ? (Beta2.Cosine - Beta1.Cosine) * (Beta2.Cosine + Beta1.Cosine)
            : (Beta1.Sine - Beta2.Sine) * (Beta1.Sine + Beta2.Sine));
    }

    private readonly record struct Line(double DistanceMetres, SineCosine Alpha1, SineCosine Alpha2);

    private readonly record struct SphereLine(SineCosine Alpha1, SineCosine Alpha2, double Arc12Radians, double Scale, bool IsNearlyAntipodal);

    /// <summary>Where a trial geodesic reaches β2: how far past the wanted longitude, and dλ/dα1.</summary>
    private readonly record struct Crossing(SineCosine Alpha2, double DistanceMetres, double ExcessRadians, double Slope);
}
