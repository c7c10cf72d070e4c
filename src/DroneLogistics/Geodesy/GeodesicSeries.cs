namespace DroneLogistics.Geodesy;

/// <summary>
/// The three integrals along a geodesic as series of order 6 in ε = (√(1+k²) − 1)/(√(1+k²) + 1), k = e′ cos α0.
/// On WGS 84 ε lies in [0, 0.00168], so the first dropped term is below 1e-19 of the whole.
/// </summary>
/// <remarks>
/// Karney 2013 ("Algorithms for geodesics", J. Geodesy 87:43-55), sections 2 and 3. Every coefficient was derived again from
/// the defining integrals with a computer algebra system before it was written here.
/// </remarks>
internal static class GeodesicSeries
{
    /// <summary>Third flattening of WGS 84, f / (2 − f).</summary>
    private const double N = Geodesic.Flattening / (2.0 - Geodesic.Flattening);

    /// <summary>ε of the geodesic that crosses the equator at azimuth α0.</summary>
    public static double Epsilon(double cosAlpha0)
    {
        var k2 = Geodesic.SecondEccentricitySquared * cosAlpha0 * cosAlpha0;
        return k2 / ((2.0 * (1.0 + Math.Sqrt(1.0 + k2))) + k2);
    }

    /// <summary>I1: distance over the polar semi-axis, ∫ √(1 + k² sin²σ) dσ.</summary>
    public static ArcIntegral Distance(double epsilon)
    {
        var e = epsilon;
        var e2 = e * e;
        return ArcIntegral.Of(
            Polynomial(e2, 1.0, 1.0 / 4, 1.0 / 64, 1.0 / 256) / (1.0 - e),
            e,
            Polynomial(e2, -1.0 / 2, 3.0 / 16, -1.0 / 32),
            Polynomial(e2, -1.0 / 16, 1.0 / 32, -9.0 / 2048),
            Polynomial(e2, -1.0 / 48, 3.0 / 256),
            Polynomial(e2, -5.0 / 512, 3.0 / 512),
            -7.0 / 1280,
            -7.0 / 2048);
    }

    /// <summary>The inverse of <see cref="Distance"/>: σ from τ = I1 / A1.</summary>
    public static ArcIntegral ArcFromDistance(double epsilon)
    {
        var e = epsilon;
        var e2 = e * e;
        return ArcIntegral.Of(
            1.0,
            e,
            Polynomial(e2, 1.0 / 2, -9.0 / 32, 205.0 / 1536),
            Polynomial(e2, 5.0 / 16, -37.0 / 96, 1335.0 / 4096),
            Polynomial(e2, 29.0 / 96, -75.0 / 128),
            Polynomial(e2, 539.0 / 1536, -2391.0 / 2560),
            3467.0 / 7680,
            38081.0 / 61440);
    }

    /// <summary>I2: ∫ dσ / √(1 + k² sin²σ), the second half of the reduced length.</summary>
    public static ArcIntegral ReducedLength(double epsilon)
    {
        var e = epsilon;
        var e2 = e * e;
        return ArcIntegral.Of(
            Polynomial(e2, 1.0, 1.0 / 4, 9.0 / 64, 25.0 / 256) * (1.0 - e),
            e,
            Polynomial(e2, 1.0 / 2, 1.0 / 16, 1.0 / 32),
            Polynomial(e2, 3.0 / 16, 1.0 / 32, 35.0 / 2048),
            Polynomial(e2, 5.0 / 48, 5.0 / 256),
            Polynomial(e2, 35.0 / 512, 7.0 / 512),
            63.0 / 1280,
            77.0 / 2048);
    }

    /// <summary>I3: by how much the longitude falls behind the spherical one, over f sin α0.</summary>
    public static ArcIntegral Longitude(double epsilon)
    {
        var e = epsilon;
        return ArcIntegral.Of(
            LongitudeRate(e),
            e,
            Polynomial(e, (1.0 - N) / 4, (1.0 - (N * N)) / 8, (3.0 + (3 * N) - (N * N)) / 64, (5.0 + (2 * N)) / 128, 3.0 / 128),
            Polynomial(e, (2.0 - (3 * N) + (N * N)) / 32, (3.0 - (2 * N) - (3 * N * N)) / 64, (3.0 + N) / 128, 5.0 / 256),
            Polynomial(e, (5.0 - (9 * N) + (5 * N * N)) / 192, (9.0 - (10 * N)) / 384, 7.0 / 512),
            Polynomial(e, (7.0 - (14 * N)) / 512, 7.0 / 512),
            21.0 / 2560,
            0.0);
    }

    /// <summary>A3, the mean rate of <see cref="Longitude"/>.</summary>
    public static double LongitudeRate(double epsilon) =>
        1.0 - (epsilon * Polynomial(
            epsilon, (1.0 - N) / 2, (2.0 + N - (3 * N * N)) / 8, (1.0 + (3 * N) + (N * N)) / 16, (3.0 + (2 * N)) / 64, 3.0 / 128));

    private static double Polynomial(double x, double c0, double c1) => c0 + (x * c1);

    private static double Polynomial(double x, double c0, double c1, double c2) => c0 + (x * (c1 + (x * c2)));

    private static double Polynomial(double x, double c0, double c1, double c2, double c3) => c0 + (x * (c1 + (x * (c2 + (x * c3)))));

    private static double Polynomial(double x, double c0, double c1, double c2, double c3, double c4) =>
        c0 + (x * (c1 + (x * (c2 + (x * (c3 + (x * c4)))))));
}

/// <summary>An integral along the arc σ of the auxiliary sphere, Rate·σ + Σ S_l sin 2lσ for l = 1 to 6; zero at the equator.</summary>
internal readonly record struct ArcIntegral(double Rate, double S1, double S2, double S3, double S4, double S5, double S6)
{
    /// <summary>A·(σ + Σ ε^l c_l sin 2lσ): the paper's coefficients C_l with the power of ε that leads each taken out.</summary>
    public static ArcIntegral Of(double a, double epsilon, double c1, double c2, double c3, double c4, double c5, double c6)
    {
        var p1 = a * epsilon;
        var p2 = p1 * epsilon;
        var p3 = p2 * epsilon;
        var p4 = p3 * epsilon;
        var p5 = p4 * epsilon;
        return new ArcIntegral(a, p1 * c1, p2 * c2, p3 * c3, p4 * c4, p5 * c5, p5 * epsilon * c6);
    }

    public static ArcIntegral operator -(in ArcIntegral a, in ArcIntegral b) =>
        new(a.Rate - b.Rate, a.S1 - b.S1, a.S2 - b.S2, a.S3 - b.S3, a.S4 - b.S4, a.S5 - b.S5, a.S6 - b.S6);

    /// <summary>The integral from one arc to another; <paramref name="arcRadians"/> is the way between, more than a turn included.</summary>
    public double Between(SineCosine from, SineCosine to, double arcRadians) =>
        (Rate * arcRadians) + (Periodic(to) - Periodic(from));

    /// <summary>The sum of sines, by Clenshaw's recurrence.</summary>
    public double Periodic(SineCosine sigma)
    {
        var x = 2.0 * (sigma.Cosine - sigma.Sine) * (sigma.Cosine + sigma.Sine);
        var b5 = S5 + (x * S6);
        var b4 = S4 + ((x * b5) - S6);
        var b3 = S3 + ((x * b4) - b5);
        var b2 = S2 + ((x * b3) - b4);
        var b1 = S1 + ((x * b2) - b3);
        return 2.0 * sigma.Sine * sigma.Cosine * b1;
    }
}

/// <summary>An angle as sine and cosine: near 90 and 180 degrees it keeps digits that the angle in radians loses.</summary>
internal readonly record struct SineCosine(double Sine, double Cosine)
{
    public double Radians => Math.Atan2(Sine, Cosine);

    public double Degrees => double.RadiansToDegrees(Radians);

    /// <summary>The direction of a vector; not both components zero.</summary>
    public static SineCosine Of(double sine, double cosine)
    {
        var length = Math.Sqrt((sine * sine) + (cosine * cosine));
        return new SineCosine(sine / length, cosine / length);
    }

    public static SineCosine FromRadians(double radians)
    {
        var (sine, cosine) = Math.SinCos(radians);
        return new SineCosine(sine, cosine);
    }

    /// <summary>Within ±360 degrees; exact at whole quarter turns, where a product with π would not be.</summary>
    public static SineCosine FromDegrees(double degrees)
    {
        var quarterTurns = Math.Round(degrees / 90.0);
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(degrees - (90.0 * quarterTurns)));
        // Subtracted from zero rather than negated: a negative zero would turn 180 degrees into -180.
        return ((int)quarterTurns & 3) switch
        {
            0 => new SineCosine(sine, cosine),
            1 => new SineCosine(cosine, 0.0 - sine),
            2 => new SineCosine(0.0 - sine, -cosine),
            _ => new SineCosine(-cosine, sine),
        };
    }

    public static SineCosine operator +(SineCosine a, SineCosine b) =>
        new((a.Sine * b.Cosine) + (a.Cosine * b.Sine), (a.Cosine * b.Cosine) - (a.Sine * b.Sine));

    public static SineCosine operator -(SineCosine a, SineCosine b) =>
        new((a.Sine * b.Cosine) - (a.Cosine * b.Sine), (a.Cosine * b.Cosine) + (a.Sine * b.Sine));
}
