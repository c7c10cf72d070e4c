using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;

namespace DroneLogistics.Tests.Airspace.Conflicts;

/// <summary>What the slow checker says of a corridor and a volume.</summary>
internal enum SlowVerdict
{
    /// <summary>Within the checker's own doubt of the surface, or up to 1 cm outside: either answer is right.</summary>
    Border = 0,
    Clear,
    Breach,
}

/// <summary>
/// A corridor against a volume of a zone by dense sampling, in plain arithmetic in metres: reads the numbers of corridor and zone and
/// shares no code with what it judges.
/// </summary>
/// <remarks>
/// The middle of the corridor is sampled every 4 mm wherever it matters: between two samples the distance to a shape changes by no more
/// than the way between them, so that stretches which this keeps away from the surface are not sampled further. A polygon's edge is
/// drawn in space as straight pieces of at most <see cref="PieceMetres"/> between points straight in degrees.
/// </remarks>
internal static class SlowChecker
{
    /// <summary>What drawing, sampling and rounding may add up to; legs up to 20 km, latitudes up to 60 degrees.</summary>
    public const double OwnDoubtMetres = 0.003;

    /// <summary>The precision asked of the fast checker.</summary>
    public const double ToleranceMetres = 0.01;

    private const double PieceMetres = 120;
    private const double FinestMetres = 0.004;
    private const double CoarsestMetres = 500;
    private const double MetresPerFoot = 0.3048;
    private const double MetresPerDegree = 111_200;

    /// <summary>One verdict for each volume of the zone.</summary>
    public static IReadOnlyList<SlowVerdict> Judge(SweptCorridor corridor, Geozone zone, GroundBelow ground) =>
        [.. zone.Volumes.Select(volume => Worst(Times(corridor, zone), Heights(corridor, volume.Layer, ground), () => Space(corridor, volume.Shape)))];

    /// <summary>Whether the middle of a corridor keeps off a shape, by half its width.</summary>
    public static SlowVerdict Space(SweptCorridor corridor, ZoneShape shape)
    {
        var from = PlainEarth.At(corridor.From.LatitudeDegrees, corridor.From.LongitudeDegrees);
        var to = PlainEarth.At(corridor.To.LatitudeDegrees, corridor.To.LongitudeDegrees);
        var reach = corridor.HalfWidth.Metres;
        Func<PlainPoint, double> distance = shape switch
        {
            ZoneCircle circle => FromCircle(circle),
            ZonePolygon polygon => FromEdges(polygon, from, to, reach),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
        var length = PlainEarth.Distance(from, to);
        var stretches = Math.Max(1, (int)Math.Ceiling(length / CoarsestMetres));
        var nearest = double.PositiveInfinity;

        // Who begins outside crosses an edge to get inside, and finds it by its distance.
        if (shape is ZonePolygon area && IsInside(RingsOf(area), PlainEarth.Degrees(from)))
        {
            return SlowVerdict.Breach;
        }

        var samples = Enumerable.Range(0, stretches + 1).Select(i => (At: (double)i / stretches, Distance: Sample((double)i / stretches))).ToList();
        for (var i = 1; i < samples.Count; i++)
        {
            Look(samples[i - 1], samples[i]);
        }

        return nearest <= reach - OwnDoubtMetres ? SlowVerdict.Breach
            : nearest > reach + ToleranceMetres ? SlowVerdict.Clear
            : SlowVerdict.Border;

        double Sample(double at)
        {
            var found = distance(PlainEarth.Drop(from + ((to - from) * at)));
            nearest = Math.Min(nearest, found);
            return found;
        }

        void Look((double At, double Distance) first, (double At, double Distance) last)
        {
            var way = (last.At - first.At) * length;
            var least = (first.Distance + last.Distance - way) / 2;
            if (way <= FinestMetres || least > reach + (2 * ToleranceMetres) || nearest <= reach - OwnDoubtMetres)
            {
                return;
            }

            var at = (first.At + last.At) / 2;
            var middle = (at, Sample(at));
            Look(first, middle);
            Look(middle, last);
        }
    }

    private static SlowVerdict Worst(SlowVerdict times, SlowVerdict heights, Func<SlowVerdict> space)
    {
        if (times == SlowVerdict.Clear || heights == SlowVerdict.Clear)
        {
            return SlowVerdict.Clear;
        }

        var found = space();
        return found == SlowVerdict.Breach ? heights : found;
    }

    /// <summary>Periods between two instants only; half-open, so that touching is clear.</summary>
    private static SlowVerdict Times(SweptCorridor corridor, Geozone zone)
    {
        if (zone.LimitedApplicability.Any(limited => limited.Schedule.Count > 0))
        {
            throw new ArgumentException("The slow checker reads no schedules.", nameof(zone));
        }

        var (start, end) = (corridor.When.Start.UtcTicks, corridor.When.End.UtcTicks);
        return zone.LimitedApplicability.Count == 0
            || zone.LimitedApplicability.Any(limited => (limited.Start?.UtcTicks ?? long.MinValue) < end && (limited.End?.UtcTicks ?? long.MaxValue) > start)
            ? SlowVerdict.Breach
            : SlowVerdict.Clear;
    }

    private static SlowVerdict Heights(SweptCorridor corridor, ZoneLayer layer, GroundBelow ground)
    {
        var lower = Amsl(layer.Lower, ground.Lowest?.Metres, ground.GeoidHeight?.Metres) ?? double.NegativeInfinity;
        var upper = Amsl(layer.Upper, ground.Highest?.Metres, ground.GeoidHeight?.Metres) ?? double.PositiveInfinity;
        var outside = Math.Max(lower - corridor.High.Metres, corridor.Low.Metres - upper);
        return outside <= 0 ? SlowVerdict.Breach : outside > ToleranceMetres ? SlowVerdict.Clear : SlowVerdict.Border;
    }

    private static double? Amsl(VerticalLimit? limit, double? ground, double? geoid)
    {
        if (limit is not { } given)
        {
            return null;
        }

        var metres = given.Unit == LimitUnit.Feet ? given.Figure * MetresPerFoot : given.Figure;
        return given.Reference switch
        {
            VerticalReference.Amsl => metres,
            VerticalReference.Agl => ground + metres,
            VerticalReference.Wgs84 => metres - geoid,
            _ => null,
        };
    }

    private static Func<PlainPoint, double> FromCircle(ZoneCircle circle)
    {
        var centre = PlainEarth.At(circle.Centre.LatitudeDegrees, circle.Centre.LongitudeDegrees);
        return point => Math.Max(0, PlainEarth.Distance(point, centre) - circle.Radius.Metres);
    }

    /// <summary>Distance to the edges, of the polygon and of its holes: inside of it as well.</summary>
    private static Func<PlainPoint, double> FromEdges(ZonePolygon polygon, PlainPoint from, PlainPoint to, double reach)
    {
        var middle = (from + to) * 0.5;
        var far = ((to - from).Norm / 2) + reach + (2 * PieceMetres);
        var pieces = new List<(PlainPoint Start, PlainPoint Along, double Square)>();
        foreach (var ring in RingsOf(polygon))
        {
            for (var i = 1; i < ring.Length; i++)
            {
                Draw(ring[i - 1], ring[i]);
            }
        }

        return point =>
        {
            // What was not drawn is further than all of the corridor.
            var least = (reach + far) * (reach + far);
            foreach (var (start, along, square) in pieces)
            {
                var away = point - start;
                var share = square > 0 ? Math.Clamp(away.Dot(along) / square, 0, 1) : 0;
                var beside = away - (along * share);
                least = Math.Min(least, beside.Dot(beside));
            }

            return PlainEarth.Arc(Math.Sqrt(least));
        };

        void Draw((double Latitude, double Longitude) a, (double Latitude, double Longitude) b)
        {
            var (start, end) = (PlainEarth.At(a.Latitude, a.Longitude), PlainEarth.At(b.Latitude, b.Longitude));
            var metres = MetresPerDegree * (Math.Abs(a.Latitude - b.Latitude) + Math.Abs(a.Longitude - b.Longitude));
            if ((start - middle).Norm - metres > far)
            {
                return;
            }

            if (metres <= PieceMetres)
            {
                var along = end - start;
                pieces.Add((start, along, along.Dot(along)));
                return;
            }

            var half = ((a.Latitude + b.Latitude) / 2, (a.Longitude + b.Longitude) / 2);
            Draw(a, half);
            Draw(half, b);
        }
    }

    private static (double Latitude, double Longitude)[][] RingsOf(ZonePolygon polygon) =>
        [.. polygon.Holes.Prepend(polygon.Outer).Select(ring => ring.Select(place => (place.LatitudeDegrees, place.LongitudeDegrees)).ToArray())];

    /// <summary>Even or odd: how often a ray to the east crosses an edge.</summary>
    private static bool IsInside((double Latitude, double Longitude)[][] rings, (double Latitude, double Longitude) point)
    {
        var inside = false;
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Length; i++)
            {
                var (a, b) = (ring[i - 1], ring[i]);
                if (a.Latitude > point.Latitude != b.Latitude > point.Latitude
                    && point.Longitude < a.Longitude + ((point.Latitude - a.Latitude) / (b.Latitude - a.Latitude) * (b.Longitude - a.Longitude)))
                {
                    inside = !inside;
                }
            }
        }

        return inside;
    }
}
