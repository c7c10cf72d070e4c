using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;

namespace DroneLogistics.Tests.Terrain;

/// <summary>A sea small enough to reckon by hand about 30 N 122 E: squares of land, metres east and north of the middle.</summary>
internal static class Seas
{
    public static readonly LatLon Middle = new(30, 122);

    private static readonly LocalFrame Frame = new(Middle);

    /// <summary>A margin of 300 m, a disc of 150 m, inland a half, cones that fall by one in five, masts of 60 m.</summary>
    public static readonly TerrainPolicy Policy = new(
        ShoreMargin: Length.FromMetres(300),
        StraitReach: Length.FromMetres(600),
        SiteDiscRadius: Length.FromMetres(150),
        InlandShare: 0.5,
        InlandFloor: Length.FromMetres(60),
        ConeSlopeRatio: 0.2,
        LongestApproach: Length.FromMetres(3000),
        new IsletHeights(1e6, 0.3e6, AltitudeAmsl.FromMetres(240), AltitudeAmsl.FromMetres(150), AltitudeAmsl.FromMetres(80)),
        new ElevationAccuracy(Length.FromMetres(5), Length.FromMetres(15), Length.FromMetres(30)),
        Mast: AltitudeAmsl.FromMetres(60),
        ChannelMast: AltitudeAmsl.FromMetres(75),
        Channels: [new ShippingChannel("deep channel", new GeoSpan(29.90, 29.91, 121.9, 122.1), SourceStatus.Assumed, "ours")],
        Coverage: new GeoSpan(29.8, 30.2, 121.8, 122.2),
        Tiles: new TileAccuracy(Length.FromMetres(16), Length.FromMetres(16), Length.FromMetres(20)),
        Numbers: []);

    public static LatLon At(double east, double north) => Frame.ToGlobe(new PlanePoint(east, north));

    public static Island Square(string id, double east, double north, double half, bool named = true)
    {
        Coordinate Corner(double x, double y)
        {
            var place = At(east + (x * half), north + (y * half));
            return new Coordinate(place.LongitudeDegrees, place.LatitudeDegrees);
        }

        var outline = new Polygon(new LinearRing([Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1), Corner(-1, -1)]));
        return new Island(id, named ? id : null, named ? id : null, outline);
    }

    public static IslandElevation Elevation(string island, double metres, SourceStatus status = SourceStatus.Published, params (double East, double North, double Accuracy)[] summits) => new(
        island,
        island,
        island,
        Middle,
        new SourcedNumber("maxElevationM", metres, "m", status, "ours"),
        string.Empty,
        [.. summits.Select(summit => new Summit(At(summit.East, summit.North), Length.FromMetres(summit.Accuracy), status, "ours"))]);

    public static SiteGround Site(double east, double north, double elevation = 6, double accuracy = 1000) =>
        new("pad", At(east, north), AltitudeAmsl.FromMetres(elevation), Length.FromMetres(accuracy));

    public static TerrainMap Map(
        IReadOnlyList<Island> islands,
        IReadOnlyList<IslandElevation> elevations,
        IReadOnlyList<SiteGround>? sites = null,
        double contingency = 100,
        IReadOnlyList<ElevationGrid>? grids = null,
        params string[] mainland) =>
        new(new EmbeddedTerrain(new Coastline(islands), elevations, mainland.ToHashSet(), Policy, grids is null ? null : () => new ElevationGrids(grids)), sites ?? [], Length.FromMetres(contingency));
}
