using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Makes shapes of numbers that were read, telling what is wrong with them by feature and key.</summary>
internal static class ShapeBuilder
{
    public static LatLon Position(ImportLog log, string feature, string key, double longitude, double latitude)
    {
        if (!double.IsFinite(longitude) || !double.IsFinite(latitude))
        {
            throw log.Refuse(ImportProblem.NotFinite, feature, key, "finite degrees", Text(longitude, latitude));
        }

        // Told first: a latitude of 122 is out of range because it is a longitude.
        if (IsSwapped(log, longitude, latitude))
        {
            throw log.Refuse(ImportProblem.SwappedCoordinates, feature, key, "longitude, then latitude", $"{Text(longitude, latitude)}, which looks like latitude, then longitude");
        }

        return IsInRange(longitude, latitude)
            ? new LatLon(latitude, longitude)
            : throw log.Refuse(ImportProblem.OutOfRange, feature, key, "a longitude of -180 to 180 and a latitude of -90 to 90", Text(longitude, latitude));
    }

    /// <summary>Whether <see cref="Position"/> takes the numbers.</summary>
    public static bool IsSound(ImportLog log, double longitude, double latitude) => IsInRange(longitude, latitude) && !IsSwapped(log, longitude, latitude);

    public static ZoneCircle Circle(ImportLog log, string feature, string key, LatLon centre, double radiusMetres) =>
        ZoneCircle.Problem(centre, Length.FromMetres(radiusMetres)) is { } problem
            ? throw log.Refuse(ImportProblem.InvalidCircle, feature, key, problem, FormattableString.Invariant($"{radiusMetres:R} m"))
            : new ZoneCircle(centre, Length.FromMetres(radiusMetres));

    /// <param name="log">Where faults are told.</param>
    /// <param name="feature">Which feature.</param>
    /// <param name="key">The key of the polygon.</param>
    /// <param name="rings">The outer ring, then the holes.</param>
    /// <param name="ringKeys">The key of each ring.</param>
    public static ZonePolygon Polygon(ImportLog log, string feature, string key, IReadOnlyList<IReadOnlyList<LatLon>> rings, IReadOnlyList<string> ringKeys)
    {
        if (rings.Count == 0)
        {
            throw log.Refuse(ImportProblem.NoArea, feature, key, "an outer ring", "no ring");
        }

        var sound = rings.Select((ring, index) => Sound(log, feature, ringKeys[index], ring, isHole: index > 0)).ToList();
        var holes = sound.Skip(1).ToList();
        return ZonePolygon.OfSoundRings(sound[0], holes, out var fault)
            ?? throw log.Refuse(fault!.Problem, feature, key, fault.Expected, fault.Found);
    }

    private static bool IsInRange(double longitude, double latitude) => latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;

    private static bool IsSwapped(ImportLog log, double longitude, double latitude) => log.Options.Region is { } box
        ? !box.Contains(latitude, longitude) && box.Contains(longitude, latitude)
        : Math.Abs(latitude) is > 90 and <= 180 && Math.Abs(longitude) <= 90;

    private static IReadOnlyList<LatLon> Sound(ImportLog log, string feature, string key, IReadOnlyList<LatLon> ring, bool isHole)
    {
        var sound = ring;
        while (RingRules.FaultOf(sound, isHole) is { } fault)
        {
            var at = fault.Position is { } position ? $"{key}[{position}]" : key;
            switch (fault.Problem)
            {
                case ImportProblem.WrongWinding:
                    log.Depart(fault.Problem, feature, at, fault.Expected, fault.Found, "read the other way round");
                    sound = [.. sound.Reverse()];
                    break;
                case ImportProblem.RepeatedPosition:
                    log.Depart(fault.Problem, feature, at, fault.Expected, fault.Found, "read once");
                    sound = WithoutRepeats(sound);
                    break;
                default:
                    throw log.Refuse(fault.Problem, feature, at, fault.Expected, fault.Found);
            }
        }

        return sound;
    }

    private static List<LatLon> WithoutRepeats(IReadOnlyList<LatLon> ring) =>
        [.. ring.Where((position, index) => index == 0 || position != ring[index - 1])];

    private static string Text(double longitude, double latitude) => FormattableString.Invariant($"[{longitude:R}, {latitude:R}]");
}
