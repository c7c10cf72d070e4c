using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Terrain;

/// <summary>The highest ground over one piece of a corridor.</summary>
/// <param name="From">Where it begins, metres along the path.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Ground">The highest anywhere within half the width of the piece, ends round.</param>
public sealed record ProfilePiece(Length From, Length To, Ground Ground);

/// <summary>The ground under a path, piece by piece.</summary>
public static class TerrainProfile
{
    /// <summary>The highest ground over each piece of a path. Together the pieces cover the whole corridor.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="points">The path, two points or more; those that repeat the one before are left out.</param>
    /// <param name="halfWidth">Half the width of the corridor, not negative.</param>
    /// <param name="longest">How long a piece may be; above 0.</param>
    /// <exception cref="ArgumentException">Fewer than two points, or a length out of range (a programmer's error).</exception>
    public static IReadOnlyList<ProfilePiece> Along(TerrainMap terrain, IReadOnlyList<LatLon> points, Length halfWidth, Length longest)
    {
        if (points.Count < 2)
        {
            throw new ArgumentException("A path needs two points.", nameof(points));
        }

        if (!(longest.Metres > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(longest), longest.Metres, "A piece is longer than 0 m.");
        }

        var pieces = new List<ProfilePiece>();
        var begun = Length.Zero;
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i] == points[i - 1])
            {
                continue;
            }

            var places = Plane.Pieces(points[i - 1], points[i], longest).ToList();
            var piece = points[i - 1].DistanceTo(points[i]) * (1.0 / (places.Count - 1));
            var leg = begun;
            for (var k = 1; k < places.Count; k++)
            {
                var (from, to) = (leg + (piece * (k - 1)), leg + (piece * k));
                pieces.Add(new ProfilePiece(from, to, terrain.HighestGround(places[k - 1], places[k], halfWidth)));
                begun = to;
            }
        }

        return pieces;
    }
}
