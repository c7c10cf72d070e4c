using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace DroneLogistics.Airspace.Conflicts;

/// <summary>Zones by where they lie, built once: a corridor is tested against those near it only. Immutable; for any number of threads.</summary>
public sealed class ZoneIndex
{
    private static readonly Length LongestPiece = Length.FromKilometres(20);

    private readonly STRtree<Entry> tree = new();

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
        [.. Near(corridor).Select(entry => ZoneConflict.Of(corridor, entry.Zone, entry.Volume, ground)).OfType<ZoneConflict>()];

    private IEnumerable<Entry> Near(SweptCorridor corridor)
    {
        if (Zones.Count == 0)
        {
            return [];
        }

        var reach = corridor.HalfWidth.Metres + NearestApproach.DoubtMetres;
        var places = Terrain.Plane.Pieces(corridor.From, corridor.To, LongestPiece).ToList();
        var near = new SortedList<int, Entry>();
        for (var i = 1; i < places.Count; i++)
        {
            var box = DegreeBox.Around(places[i - 1], places[i], places[i - 1].DistanceTo(places[i]).Metres, reach);
            foreach (var turn in box.Turns())
            {
                foreach (var entry in tree.Query(box.Envelope(turn)))
                {
                    near.TryAdd(entry.Number, entry);
                }
            }
        }

        return near.Values;
    }

    private sealed record Entry(int Number, Geozone Zone, ZoneVolume Volume);
}
