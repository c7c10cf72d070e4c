using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace DroneLogistics.Terrain;

/// <summary>
/// The ground that ships: every land of the coastline with its reach and its highest elevation. Built once; <see cref="TerrainMap"/>
/// lays the sites and their approaches over it.
/// </summary>
public sealed class EmbeddedTerrain
{
    private readonly Lazy<IReadOnlyList<Land>> lands;

    /// <param name="coastline">The shore lines.</param>
    /// <param name="elevations">The highest ground of the named islands.</param>
    /// <param name="mainland">Ids of the pieces of the mainland in the coastline.</param>
    /// <param name="policy">Margins and heights.</param>
    /// <exception cref="ArgumentException">An elevation of an island that the coastline does not have (a programmer's error: the data test compares the files).</exception>
    public EmbeddedTerrain(Coastline coastline, IReadOnlyList<IslandElevation> elevations, IReadOnlySet<string> mainland, TerrainPolicy policy)
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
        lands = new Lazy<IReadOnlyList<Land>>(() => Build(coastline, byId, mainland));
    }

    public TerrainPolicy Policy { get; }

    internal Plane Plane { get; }

    internal IReadOnlyList<Land> Lands => lands.Value;

    private IReadOnlyList<Land> Build(Coastline coastline, Dictionary<string, IslandElevation> byId, IReadOnlySet<string> mainland)
    {
        var shores = coastline.Islands.Select(island => Plane.Area(island.Outline)).ToList();
        var index = new STRtree<int>();
        for (var i = 0; i < shores.Count; i++)
        {
            index.Insert(shores[i].EnvelopeInternal, i);
        }

        index.Build();
        return [.. coastline.Islands.Select((island, i) =>
        {
            var elevation = byId.GetValueOrDefault(island.Id);
            var flat = mainland.Contains(island.Id) ? MainlandGround(island) : elevation is null ? IsletGround(island, shores[i]) : IslandGround(elevation);
            return new Land(shores[i], Reach(i, shores, index), flat, [.. (elevation?.Summits ?? []).Select(summit => (Plane.At(summit.Position), summit.Accuracy.Metres))]);
        })];
    }

    /// <summary>All within the shore margin, less what lies within the reach of a strait of another land too.</summary>
    private Geometry Reach(int place, List<Polygon> shores, STRtree<int> index)
    {
        var shore = shores[place];
        var margin = Plane.Around(shore, Policy.ShoreMargin.Metres);
        var near = margin.EnvelopeInternal.Copy();
        near.ExpandBy(Policy.StraitReach.Metres * 1.01);
        foreach (var other in index.Query(near).Order())
        {
            if (other != place && shores[other].IsWithinDistance(margin, Policy.StraitReach.Metres))
            {
                margin = Plane.Without(margin, Plane.Around(Near(shores[other], margin), Policy.StraitReach.Metres));
            }
        }

        return Plane.Either(margin, shore);
    }

    /// <summary>The part of a long shore that matters for a small island: the buffer of the whole mainland for each of its islets would take seconds.</summary>
    private Geometry Near(Polygon shore, Geometry margin)
    {
        var box = margin.EnvelopeInternal.Copy();
        box.ExpandBy(Policy.StraitReach.Metres * 1.1);
        return box.Contains(shore.EnvelopeInternal) ? shore : Plane.Both(shore, shore.Factory.ToGeometry(box));
    }

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
