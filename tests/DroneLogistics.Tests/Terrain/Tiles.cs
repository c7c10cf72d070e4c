using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Terrain;

/// <summary>Elevation grids over the small sea of <see cref="Seas"/>, one arc second from post to post: 30.8 m northwards and 26.8 m eastwards.</summary>
internal static class Tiles
{
    public const double Second = 1.0 / 3600;

    private static readonly LocalFrame Frame = new(Seas.Middle);

    /// <summary>A square of posts about the middle of the sea, and so much moved.</summary>
    /// <param name="half">Half its side in posts.</param>
    /// <param name="metres">Height at a place east and north of the middle of the sea; NaN: a void.</param>
    /// <param name="name">Of the grid.</param>
    /// <param name="step">From post to post, degrees.</param>
    /// <param name="eastPosts">By how many posts it is moved.</param>
    /// <param name="accuracy">Of its heights, metres; its places are exact.</param>
    public static ElevationGrid Square(int half, Func<double, double, double> metres, string name = "tile", double step = Second, int eastPosts = 0, double accuracy = 0)
    {
        var posts = (2 * half) + 1;
        var first = new LatLon(Seas.Middle.LatitudeDegrees + (half * step), Seas.Middle.LongitudeDegrees + ((eastPosts - half) * step));
        var heights = new float[posts * posts];
        for (var i = 0; i < heights.Length; i++)
        {
            var place = Frame.ToPlane(new LatLon(first.LatitudeDegrees - (i / posts * step), first.LongitudeDegrees + (i % posts * step)));
            heights[i] = (float)metres(place.EastMetres, place.NorthMetres);
        }

        return new ElevationGrid(name, new GridFrame(first, step, step, posts, posts), heights, new GridQuality(Length.FromMetres(accuracy), Length.Zero, SourceStatus.Published));
    }

    /// <summary>One void about a place, everything else at a height.</summary>
    public static Func<double, double, double> FlatBut(double metres, double east, double north) =>
        (x, y) => Math.Abs(x - east) < 16 && Math.Abs(y - north) < 16 ? double.NaN : metres;
}
