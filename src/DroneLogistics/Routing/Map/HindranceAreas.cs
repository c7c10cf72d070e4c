using System.Globalization;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing.Mesh;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Simplify;

namespace DroneLogistics.Routing.Map;

/// <summary>
/// Everything that may stand in the way, as areas that the middle of a corridor must not enter: each is drawn wider by half the width of
/// the corridor, outside of arcs, and a few metres more where that saves corners. Nothing is drawn smaller than it is.
/// </summary>
internal sealed class HindranceAreas
{
    // Circles are drawn outside, 0.07 % of the radius too far; the arcs about corners, half the width of a corridor in radius, 2 %.
    private const int ChordsPerQuarterOfCircle = 32;
    private const int ChordsPerQuarterOfCorner = 6;

    // Shore lines have corners every 35 m; a way round them needs none nearer than this. They are drawn wider by as much before. Twice as
    // much closes a strait at Baisha that is open; half as much makes the first round of routes half as long again (benchmark gap).
    private const double SmoothingMetres = 6;

    // What rounding in the mesh, an edge straight in degrees and the plane's stretch may take from an outline, and a touch is a breach.
    private const double SafetyMetres = 0.1;

    // An edge straight in degrees leaves the straight line of the plane by 2 cm at most at this length and 31 degrees.
    private static readonly Length LongestEdge = Length.FromKilometres(1);

    private static readonly GeometryFactory Factory = new();

    private readonly Plane plane;
    private readonly double halfWidth;
    private readonly RouteRules rules;
    private readonly bool isInside;
    private readonly List<(Hindrance Hindrance, Geometry Area)> all = [];

    private HindranceAreas(Plane plane, Length halfWidth, RouteRules rules, bool isInside)
    {
        this.isInside = isInside;
        this.plane = plane;
        this.halfWidth = halfWidth.Metres;
        this.rules = rules;
    }

    /// <param name="terrain">The ground.</param>
    /// <param name="obstacles">What stands on it.</param>
    /// <param name="zones">Zones, in force or not.</param>
    /// <param name="halfWidth">Half the width of the corridor.</param>
    /// <param name="rules">Between which heights flights pass.</param>
    /// <param name="isInside">Arcs inside of what they stand for and no room to save corners: nothing is drawn larger than it is, so that no way can be shorter than round these. Not to be flown.</param>
    public static IReadOnlyList<(Hindrance Hindrance, Geometry Area)> Of(EmbeddedTerrain terrain, ObstacleSet obstacles, IEnumerable<GeozoneSet> zones, Length halfWidth, RouteRules rules, bool isInside = false)
    {
        var areas = new HindranceAreas(terrain.Plane, halfWidth, rules, isInside);
        areas.AddLands(terrain);
        areas.AddOffshore(terrain);
        areas.AddChannels(terrain.Policy);
        areas.AddObstacles(obstacles, terrain.Policy.Accuracy);
        areas.AddZones([.. zones.SelectMany(set => set.Zones)], terrain);

        areas.AddOutside(terrain.Policy);
        return areas.all;
    }

    private void AddLands(EmbeddedTerrain terrain)
    {
        foreach (var land in terrain.Lands)
        {
            // A corridor beside the land may still meet a cell of an elevation grid that tells of ground within.
            // The shore lies at the level of the sea: heights over an island count from there.
            all.Add((new Hindrance(HindranceKind.Land, land.Id, land.Flat.Name, land.NameChinese, Over(land.Highest), AltitudeAmsl.FromMetres(rules.LandCeiling.Metres)), Smoother(land.Reach, land.GridSlack)));
        }
    }

    private void AddOffshore(EmbeddedTerrain terrain)
    {
        foreach (var rock in terrain.Offshore)
        {
            var ground = rock.Highest;
            var id = string.Create(CultureInfo.InvariantCulture, $"{ground.Grids} {rock.Where.LatitudeDegrees:F5},{rock.Where.LongitudeDegrees:F5}");
            all.Add((
                new Hindrance(HindranceKind.Land, id, $"{ground.Name} by {ground.Grids}", $"{Ground.AtSeaChinese}({ground.Grids})", Over(ground), rules.SeaCeiling),
                Smoother(rock.Area, rock.Slack)));
        }
    }

    private AltitudeAmsl? Over(Ground ground) => ground.Top is { } top ? top + ground.VerticalAccuracy + rules.Clearance : null;

    private Geometry Smoother(Geometry area, Length slack)
    {
        var wide = Wider(area, isInside ? 0 : SmoothingMetres + slack.Metres);
        return isInside ? wide : DouglasPeuckerSimplifier.Simplify(wide, SmoothingMetres);
    }

    private void AddChannels(TerrainPolicy policy)
    {
        foreach (var channel in policy.Channels)
        {
            all.Add((new Hindrance(HindranceKind.Channel, channel.Name, channel.Name, string.Empty, policy.ChannelMast + rules.Clearance, rules.SeaCeiling), Wider(plane.Area(channel.Box, Factory))));
        }
    }

    private void AddObstacles(ObstacleSet obstacles, ElevationAccuracy accuracy)
    {
        foreach (var (answer, middle) in obstacles.Shapes)
        {
            var shape = middle.Count > 1 ? (Geometry)Factory.CreateLineString([.. middle.Select(plane.At)]) : Factory.CreatePoint(plane.At(middle[0]));
            all.Add((
                new Hindrance(HindranceKind.Obstacle, answer.Obstacle.Id, answer.Name, answer.Obstacle.NameChinese, answer.Top + accuracy.Of(answer.Obstacle.TopMetres.Status) + rules.Clearance, null),
                Wider(shape, answer.HorizontalAccuracy.Metres)));
        }
    }

    private void AddZones(IReadOnlyList<Geozone> zones, EmbeddedTerrain terrain)
    {
        var lands = new STRtree<Land>();
        foreach (var land in terrain.Lands)
        {
            lands.Insert(land.Reach.EnvelopeInternal, land);
        }

        lands.Build();
        foreach (var zone in zones)
        {
            AddZone(zone, terrain, lands);
        }
    }

    private void AddZone(Geozone zone, EmbeddedTerrain terrain, STRtree<Land> lands)
    {
        foreach (var volume in zone.Volumes)
        {
            var shape = ShapeOf(volume.Shape);

            // The lowest ground of a zone may be the sea; its highest is that of what it touches, and not known over the mainland.
            var grounds = lands.Query(shape.EnvelopeInternal).Where(land => land.ReachMeets(shape)).Select(land => Ground.Higher(land.Flat, land.Highest))
                .Concat(terrain.Offshore.Where(rock => rock.Area.Intersects(shape)).Select(rock => rock.Highest)).ToList();
            var highest = grounds.TrueForAll(ground => ground.Top is not null)
                ? AltitudeAmsl.FromMetres(grounds.Select(ground => (ground.Top!.Value + ground.VerticalAccuracy).Metres).DefaultIfEmpty(0).Max())
                : (AltitudeAmsl?)null;
            var span = volume.Layer.Span(AltitudeAmsl.FromMetres(0), highest, geoidHeight: null);
            all.Add((new Hindrance(HindranceKind.Zone, zone.Id.ToString(), zone.NameIn("en"), zone.NameIn("zh"), null, null, zone, span), Wider(shape)));
        }
    }

    private void AddOutside(TerrainPolicy policy)
    {
        var known = plane.Area(policy.Coverage, Factory);
        var box = known.EnvelopeInternal.Copy();
        box.ExpandBy(2 * halfWidth + 1000);
        var inside = known.Buffer(isInside ? AreaMesh.RoundingMetres - halfWidth : -Plane.Safe(halfWidth + SafetyMetres, Farthest(box)));
        all.Add((new Hindrance(HindranceKind.Outside, string.Empty, "outside the coastline", string.Empty, null, null), Factory.ToGeometry(box).Difference(inside)));
    }

    private Geometry ShapeOf(ZoneShape shape) => shape switch
    {
        ZoneCircle circle => Around(Factory.CreatePoint(plane.At(circle.Centre)), circle.Radius.Metres, ChordsPerQuarterOfCircle),
        ZonePolygon polygon => Factory.CreatePolygon(Ring(polygon.Outer), [.. polygon.Holes.Select(Ring)]),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "A zone is a circle or a polygon."),
    };

    private LinearRing Ring(IReadOnlyList<LatLon> ring)
    {
        var corners = new List<Coordinate>();
        for (var i = 1; i < ring.Count; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            var pieces = Math.Max(1, (int)Math.Ceiling(a.DistanceTo(b).Metres / LongestEdge.Metres));
            for (var k = 0; k < pieces; k++)
            {
                var share = (double)k / pieces;
                corners.Add(plane.At(new LatLon(
                    a.LatitudeDegrees + (share * (b.LatitudeDegrees - a.LatitudeDegrees)),
                    a.LongitudeDegrees + (share * (b.LongitudeDegrees - a.LongitudeDegrees)))));
            }
        }

        corners.Add(corners[0].Copy());
        return Factory.CreateLinearRing([.. corners]);
    }

    private Geometry Wider(Geometry shape, double moreMetres = 0, int chordsPerQuarter = ChordsPerQuarterOfCorner) =>
        Around(shape, halfWidth + moreMetres + (isInside ? -AreaMesh.RoundingMetres : SafetyMetres + AreaMesh.RoundingMetres), chordsPerQuarter);

    private Geometry Around(Geometry shape, double metres, int chordsPerQuarter)
    {
        if (isInside)
        {
            // Chords lie inside of their arcs, and a length of the plane is never shorter than that of the ground.
            return BufferOp.Buffer(shape, metres, new BufferParameters(ChordsPerQuarterOfCircle));
        }

        var outside = metres * Plane.OutsideArcOf(chordsPerQuarter);
        return BufferOp.Buffer(shape, Plane.Safe(outside, Farthest(shape.EnvelopeInternal)), new BufferParameters(chordsPerQuarter));
    }

    private static Coordinate Farthest(Envelope box) =>
        new(Math.Max(Math.Abs(box.MinX), Math.Abs(box.MaxX)), Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)));
}
