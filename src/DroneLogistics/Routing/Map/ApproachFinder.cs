using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Routing.Map;

/// <summary>
/// The straight ways between pads and the open sea. The nearest point of the sea is always one end; others are taken in sixteen
/// directions, as far as policy goes, where they keep off every other land and off the cones of the summits. Where elevation grids know
/// the ground of an island there are no cones, and where they know any ground below an approach, it tells how low a flight may pass there.
/// </summary>
internal sealed class ApproachFinder(EmbeddedTerrain terrain, OpenSea sea, Length halfWidth, Length clearance)
{
    private const int Directions = 16;

    // Sea ends so near to that of a shorter approach lead nowhere else.
    private const double SameEndMetres = 500;

    private static readonly GeometryFactory Factory = new();

    public IReadOnlyList<MapApproach> Of(SiteGround site)
    {
        var pad = terrain.Plane.At(site.Position);
        if (sea.Holds(pad.X, pad.Y))
        {
            return [Told(site, pad, (pad.X, pad.Y), site.Position)];
        }

        var found = new List<(double X, double Y)> { sea.Nearest(pad.X, pad.Y) };
        var others = Enumerable.Range(0, Directions)
            .Select(direction => Math.SinCos(Math.Tau * direction / Directions))
            .Select(ray => sea.Along(pad.X, pad.Y, ray.Sin, ray.Cos, terrain.Policy.LongestApproach.Metres))
            .OfType<(double X, double Y)>()
            .OrderBy(end => Distance(end, (pad.X, pad.Y)));
        foreach (var end in others)
        {
            if (found.TrueForAll(known => Distance(known, end) > SameEndMetres) && IsOpen(pad, end))
            {
                found.Add(end);
            }
        }

        return [.. found.Select(end => Told(site, pad, end, terrain.Plane.Back(new Coordinate(end.X, end.Y))))];
    }

    private MapApproach Told(SiteGround site, Coordinate pad, (double X, double Y) sea, LatLon seaEnd)
    {
        var measured = terrain.Grids.Highest(site.Position, seaEnd, halfWidth);
        var lowest = measured.As(site.Name) is { Top: { } top } ground ? top + ground.VerticalAccuracy + clearance : (AltitudeAmsl?)null;
        return new MapApproach(new Approach(site, seaEnd, halfWidth), (pad.X, pad.Y), sea, lowest);
    }

    private bool IsOpen(Coordinate pad, (double X, double Y) end)
    {
        var line = Factory.CreateLineString([pad, new Coordinate(end.X, end.Y)]);
        var wide = Plane.Safe(halfWidth.Metres, pad);
        var box = line.EnvelopeInternal.Copy();
        box.ExpandBy(wide);
        return terrain.Lands.Where(land => land.Shore.EnvelopeInternal.Intersects(box)).All(land => land.Covers(pad)
            ? land.IsMeasured || land.Summits.All(summit => line.Distance(Factory.CreatePoint(summit.Place)) - wide > summit.AccuracyMetres + ConeReach(land))
            : !land.Shore.IsWithinDistance(line, wide));
    }

    /// <summary>How far beyond the accuracy of its place the cone of a summit stands above the inland height.</summary>
    private double ConeReach(Land land) =>
        land.Flat.Top is { } top ? (top.Metres - terrain.Policy.InlandHeight(top).Metres) / terrain.Policy.ConeSlopeRatio : double.PositiveInfinity;

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}

/// <summary>An approach with its ends in the plane of the map.</summary>
/// <param name="Approach">The approach.</param>
/// <param name="Pad">Its pad.</param>
/// <param name="Sea">Its sea end.</param>
/// <param name="Lowest">The lowest that a flight may come down to on it beside its pad, by what elevation grids know; null where they know nothing.</param>
internal sealed record MapApproach(Approach Approach, (double X, double Y) Pad, (double X, double Y) Sea, AltitudeAmsl? Lowest)
{
    /// <summary>Whether the ground that is known leaves room for a flight.</summary>
    public bool LetsPass(Passage flight) => Lowest is not { } lowest || flight.Altitude >= lowest + flight.Below;
}
