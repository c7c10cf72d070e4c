using DroneLogistics.V1;

namespace DroneLogistics.Service.Tests.BadInputs;

/// <summary>The classes of bad regions: rings that are no polygon, each drawn anew about another place.</summary>
internal static class BadRegions
{
    public static readonly IReadOnlyDictionary<string, Action<Draft>> Classes = new Dictionary<string, Action<Draft>>(StringComparer.Ordinal)
    {
        ["no rings"] = draft => Set(draft, []),
        ["ring too short"] = draft => Set(draft, [[.. Square(draft)[..draft.Random.Next(1, 3)], Square(draft)[0]]]),
        ["ring not closed"] = draft =>
        {
            var square = Square(draft, size: draft.Between(0.05, 0.3));
            Set(draft, [[.. square[..4], (square[0].East + draft.Between(1e-7, 0.01), square[0].North)]]);
        },
        ["hole outside"] = draft => WithHoles(draft, (0.5 + draft.Between(0.01, 0.3), draft.Between(-0.2, 0.2), 0.1)),
        ["hole crosses"] = draft => WithHoles(draft, (draft.Between(0.16, 0.24), draft.Between(-0.1, 0.1), 0.1)),
        ["holes overlap"] = draft =>
        {
            var (east, north) = (draft.Between(-0.05, 0.05), draft.Between(-0.05, 0.05));
            WithHoles(draft, (east, north, 0.05), (east + draft.Between(0.01, 0.04), north + draft.Between(0.01, 0.04), 0.05));
        },
        ["vertex not finite"] = draft =>
        {
            var square = Square(draft);
            var bad = draft.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity);
            var corner = draft.Random.Next(1, 4);
            square[corner] = draft.Random.Next(2) == 0 ? (bad, square[corner].North) : (square[corner].East, bad);
            Set(draft, [square]);
        },
        ["about the pole"] = draft =>
        {
            var north = draft.Between(60, 89);
            Set(draft, [[(-179, north), (-60, north), (60, north), (179, north), (179, 89.9), (60, 89.9), (-60, 89.9), (-179, 89.9), (-179, north)]]);
        },
    };

    private static (double East, double North)[] Square(Draft draft, double size = 0.1)
    {
        var (east, north) = (draft.Between(122, 122.3), draft.Between(29.8, 30.1));
        return Square(east, north, size);
    }

    private static (double East, double North)[] Square(double east, double north, double size) =>
        [(east, north), (east + size, north), (east + size, north + size), (east, north + size), (east, north)];

    /// <summary>A square of 0.4 degrees about a place, and square holes by the offset of their middle and half their width.</summary>
    private static void WithHoles(Draft draft, params (double East, double North, double Half)[] holes)
    {
        var (east, north) = (draft.Between(122.2, 122.4), draft.Between(29.9, 30.1));
        Set(draft, [Square(east - 0.2, north - 0.2, 0.4), .. holes.Select(hole => Square(east + hole.East - hole.Half, north + hole.North - hole.Half, 2 * hole.Half).Reverse().ToArray())]);
    }

    private static void Set(Draft draft, IReadOnlyList<(double East, double North)[]> rings)
    {
        var polygon = new GeoPolygon();
        polygon.Rings.AddRange(rings.Select(ring => new GeoRing { Positions = { ring.Select(corner => new Google.Type.LatLng { Latitude = corner.North, Longitude = corner.East }) } }));
        draft.As<CreateClosureRequest>().Closure.Region = new GeoRegion { Polygon = polygon };
    }
}
