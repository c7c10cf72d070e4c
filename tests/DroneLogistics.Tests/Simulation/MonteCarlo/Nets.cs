namespace DroneLogistics.Tests.Simulation.MonteCarlo;

/// <summary>What makes points a net.</summary>
internal static class Nets
{
    /// <summary>The points are a (t, m, 2)-net: every elementary rectangle of area 2^(t - m) holds 2^t of the 2^m points.</summary>
    public static bool IsEven(double[] x, double[] y, int t)
    {
        var m = int.Log2(x.Length);
        for (var a = 0; a <= m - t; a++)
        {
            var b = m - t - a;
            var counts = new int[1 << (m - t)];
            for (var i = 0; i < x.Length; i++)
            {
                counts[((int)(x[i] * (1 << a)) << b) + (int)(y[i] * (1 << b))]++;
            }

            if (counts.Any(count => count != 1 << t))
            {
                return false;
            }
        }

        return true;
    }
}
