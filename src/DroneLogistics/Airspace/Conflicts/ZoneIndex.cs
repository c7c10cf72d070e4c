using DroneLogistics.Geodesy;
using DroneLogistics.Terrain;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>Zones by where they lie, built once: a corridor is tested against those near it only. Immutable but for what it remembers of pieces it was asked about; for any number of threads.</summary>
public sealed class ZoneIndex
{
    private static readonly Length LongestPiece = Length.FromKilometres(20);

    private readonly STRtree<Entry> tree = new();
    private readonly PieceMemo<IReadOnlyList<(Entry Entry, Lazy<NearestApproach?> Nearest)>> near = new();

    /// <param name="zones">Zones of one set or of several; an answer keeps their order.</param>
    public ZoneIndex(IEnumerable<Geozone> zones)
    {
        var number = 0;
        Zones = [.. zones];
        foreach (var zone in Zones)
        {
            foreach (var volume in zone.Volumes)
            {
                var bounds = volume.Shape.Bounds;
                tree.Insert(
                    new Envelope(bounds.SouthWest.LongitudeDegrees, bounds.NorthEast.LongitudeDegrees, bounds.SouthWest.LatitudeDegrees, bounds.NorthEast.LatitudeDegrees),
                    new Entry(number++, zone, volume));
            }
        }

        tree.Build();
    }

    public IReadOnlyList<Geozone> Zones { get; }

    /// <summary>Every conflict of a corridor with a volume of a zone, in the order of the zones.</summary>
    public IReadOnlyList<ZoneConflict> Conflicts(SweptCorridor corridor, GroundBelow ground) =>
        [.. Near(corridor).Select(near => ZoneConflict.Of(corridor, near.Entry.Zone, near.Entry.Volume, ground, () => near.Nearest.Value)).OfType<ZoneConflict>()];

    /// <summary>The volumes about a piece, and where it comes nearest to each once somebody asks.</summary>
    private IReadOnlyList<(Entry Entry, Lazy<NearestApproach?> Nearest)> Near(SweptCorridor corridor) => near.Of(
        corridor.From,
        corridor.To,
        corridor.HalfWidth.Metres,
        () => [.. About(corridor).Select(entry => (entry, new Lazy<NearestApproach?>(() => NearestApproach.Within(corridor.HalfWidth, entry.Volume.Shape, corridor.From, corridor.To))))]);

    private IEnumerable<Entry> About(SweptCorridor corridor)
    {
        if (Zones.Count == 0)
        {
            return [];
        }

        var reach = corridor.HalfWidth.Metres + NearestApproach.DoubtMetres;
        var places = Plane.Pieces(corridor.From, corridor.To, LongestPiece).ToList();
        var about = new SortedList<int, Entry>();
        for (var i = 1; i < places.Count; i++)
        {
            var box = DegreeBox.Around(places[i - 1], places[i], places[i - 1].DistanceTo(places[i]).Metres, reach);
            foreach (var turn in box.Turns())
            {
                foreach (var entry in tree.Query(box.Envelope(turn)))
                {
                    about.TryAdd(entry.Number, entry);
                }
            }
        }

        return about.Values;
    }

    private sealed record Entry(int Number, Geozone Zone, ZoneVolume Volume);
}
