using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneLogistics.Terrain;

/// <summary>
/// The ground that ships: every land of the coastline with its reach and its highest elevation, and what elevation grids that a user
/// brought know of it. Built once; <see cref="TerrainMap"/> lays the sites and their approaches over it.
/// </summary>
public sealed class EmbeddedTerrain
{
    private const int LongShore = 500;

    private readonly Lazy<IReadOnlyList<Land>> lands;
    private readonly Lazy<ElevationGrids> grids;
    private readonly Lazy<IReadOnlyList<OffshoreGround>> offshore;

    /// <param name="coastline">The shore lines.</param>
    /// <param name="elevations">The highest ground of the named islands.</param>
    /// <param name="mainland">Ids of the pieces of the mainland in the coastline.</param>
    /// <param name="policy">Margins and heights.</param>
    /// <param name="grids">Gives the elevation grids when they are first asked for; null: there is none.</param>
    /// <exception cref="ArgumentException">An elevation of an island that the coastline does not have (a programmer's error: the data test compares the files).</exception>
    public EmbeddedTerrain(Coastline coastline, IReadOnlyList<IslandElevation> elevations, IReadOnlySet<string> mainland, TerrainPolicy policy, Func<ElevationGrids>? grids = null)
    {
        Policy = policy;
        Plane = new Plane(policy.Coverage.Middle);
        var byId = elevations.ToDictionary(elevation => elevation.IslandId, StringComparer.Ordinal);
        var unknown = byId.Keys.Concat(mainland).FirstOrDefault(id => coastline.Islands.All(island => island.Id != id));
        if (unknown is not null)
        {
            throw new ArgumentException($"The coastline has no island {unknown}.", nameof(elevations));
        }

        // The margins of 683 lands take a moment; who only asks for other things need not wait.
        this.grids = grids is null ? new Lazy<ElevationGrids>(ElevationGrids.None) : new Lazy<ElevationGrids>(grids);
        lands = new Lazy<IReadOnlyList<Land>>(() => Build(coastline, byId, mainland));
        offshore = new Lazy<IReadOnlyList<OffshoreGround>>(() => OffshoreGround.Of(Grids, Lands, Plane, policy));
    }

    public TerrainPolicy Policy { get; }

    /// <summary>The elevation grids; read at the first call.</summary>
    public ElevationGrids Grids => grids.Value;

    internal Plane Plane { get; }

    internal IReadOnlyList<Land> Lands => lands.Value;

    /// <summary>What the elevation grids show off every known shore; looked for at the first call.</summary>
    internal IReadOnlyList<OffshoreGround> Offshore => offshore.Value;

    private IReadOnlyList<Land> Build(Coastline coastline, Dictionary<string, IslandElevation> byId, IReadOnlySet<string> mainland)
    {
        var shores = coastline.Islands.Select(island => Plane.Area(island.Outline)).ToList();
        // Water within the reach of a strait of each shore.
        var waters = shores.ConvertAll(shore => Plane.Around(shore, Policy.StraitReach.Metres));
        var index = new STRtree<int>();
        for (var i = 0; i < waters.Count; i++)
        {
            index.Insert(waters[i].EnvelopeInternal, i);
        }

        index.Build();
        return [.. coastline.Islands.Select((island, i) =>
        {
            var elevation = byId.GetValueOrDefault(island.Id);
            var flat = mainland.Contains(island.Id) ? MainlandGround(island) : elevation is null ? IsletGround(island, shores[i]) : IslandGround(elevation);
            var summits = (elevation?.Summits ?? []).Select(summit => (Plane.At(summit.Position), summit.Accuracy.Metres));
            var reach = Reach(i, shores[i], waters, index);
            var land = new Land(island.Id, island.NameChinese ?? string.Empty, shores[i], reach, flat, [.. summits]);
            return Grids.All.Count > 0 ? Measured(land, island) : land;
        })];
    }

    /// <summary>A land with what the grids know of it, within its reach and a cell beyond.</summary>
    private Land Measured(Land land, Island island)
    {
        // The reach ends a third of a kilometre off the shore; boxes in degrees about the shore and so much more hold it.
        var box = island.Outline.EnvelopeInternal.Copy();
        box.ExpandBy(2 * Policy.ShoreMargin.Metres / MetresPerDegreeOfLongitude(box), 2 * Policy.ShoreMargin.Metres / 110_000);
        var slack = Grids.SlackAt(box);

        // A grid does not show who lives on the mainland.
        return slack > Length.Zero && land.Flat.Top is not null
            ? land.With(Grids.Over(Plane.Back(land.Reach)), slack)
            : land.With(MeasuredGround.None, slack);
    }

    private static double MetresPerDegreeOfLongitude(Envelope box) =>
        110_000 * Math.Cos(double.DegreesToRadians(Math.Min(80, Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)))));

    /// <summary>All within the shore margin, less what lies within the reach of a strait of another land too.</summary>
    private Geometry Reach(int place, Polygon shore, List<Geometry> waters, STRtree<int> index)
    {
        var margin = Plane.Around(shore, Policy.ShoreMargin.Metres);
        var box = margin.EnvelopeInternal;
        var others = index.Query(box).Where(other => other != place).Order().Select(other => Near(waters[other], box)).ToList();

        // A long shore has hundreds of islets: taking them away at once is quicker there, one by one everywhere else.
        IEnumerable<Geometry> taken = margin.NumPoints > LongShore ? [OverlayNGRobust.Union(others)] : others;
        return taken.Aggregate(margin, Plane.Without) is var rest && others.Count > 0 ? Plane.Either(rest, shore) : margin;
    }

    /// <summary>The part that matters for a small island of the water round a long shore.</summary>
    private static Geometry Near(Geometry water, Envelope box) =>
        water.NumPoints <= LongShore || box.Contains(water.EnvelopeInternal) ? water : Plane.Both(water, water.Factory.ToGeometry(box));

    private static Ground MainlandGround(Island island) =>
        new(null, TerrainSource.Mainland, island.NameEnglish ?? island.Id, SourceStatus.Assumed, Length.Zero);

    private Ground IsletGround(Island island, Polygon shore) =>
        new(Policy.Islets.Of(shore.Area), TerrainSource.IsletByArea, $"unnamed islet {island.Id}", SourceStatus.Assumed, Length.Zero);

    private Ground IslandGround(IslandElevation elevation) => new(
        AltitudeAmsl.FromMetres(elevation.Maximum.Value!.Value),
        TerrainSource.IslandMaximum,
        elevation.NameEnglish,
        elevation.Maximum.Status,
        Policy.Accuracy.Of(elevation.Maximum.Status));
}
