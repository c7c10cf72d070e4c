using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Benchmarks;

/// <summary>
/// Zones drawn over the service area: a quarter circles, else polygons of 5 to 40 corners, 0.1 to 3 km from their middle; some of several
/// layers, some in force at times only.
/// </summary>
internal static class DrawnZones
{
    private const int FewestCorners = 5;
    private const int MostCorners = 40;
    private const double LeastRadiusMetres = 100;
    private const double GreatestRadiusMetres = 3_000;

    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    private static readonly ZoneType[] Types = [ZoneType.Prohibited, ZoneType.ReqAuthorization, ZoneType.Conditional];

    private static readonly ZoneLayer[] Layers =
    [
        ZoneLayer.GroundUp,
        new(VerticalLimit.Metres(0, VerticalReference.Agl), VerticalLimit.Metres(120, VerticalReference.Agl)),
        new(VerticalLimit.Metres(0, VerticalReference.Amsl), VerticalLimit.Metres(300, VerticalReference.Amsl)),
        new(VerticalLimit.Metres(150, VerticalReference.Amsl), VerticalLimit.Metres(600, VerticalReference.Amsl)),
        new(new VerticalLimit(500, LimitUnit.Feet, VerticalReference.Amsl), new VerticalLimit(2_000, LimitUnit.Feet, VerticalReference.Amsl)),
    ];

    /// <summary>Draws a set.</summary>
    /// <param name="count">Number of zones, up to 999,999: identifiers have seven characters.</param>
    /// <param name="seed">Equal seeds draw equal zones.</param>
    /// <param name="area">Where their middles lie.</param>
    /// <param name="plain">One layer each and always in force, as formats want it that have no words for more.</param>
    public static GeozoneSet Draw(int count, int seed, GeoBox area, bool plain)
    {
        var random = new Random(seed);
        return new GeozoneSet(
            $"{count} drawn zones",
            [.. Enumerable.Range(1, count).Select(number => Zone(number, random, area, plain))],
            new GeozoneProvenance($"drawn, seed {seed}", SourceStatus.Assumed, "CC0-1.0"));
    }

    private static Geozone Zone(int number, Random random, GeoBox area, bool plain)
    {
        var volumes = plain || random.Next(5) > 0 ? 1 : 2 + random.Next(2);
        var middle = new LatLon(
            Between(random, area.SouthWest.LatitudeDegrees, area.NorthEast.LatitudeDegrees),
            Between(random, area.SouthWest.LongitudeDegrees, area.NorthEast.LongitudeDegrees));
        return new Geozone
        {
            Id = new ZoneId("CHN", FormattableString.Invariant($"Z{number:D5}")),
            Names = [new LocalizedText("en", FormattableString.Invariant($"Drawn zone {number}"))],
            Type = Types[random.Next(Types.Length)],
            Variant = ZoneVariant.Common,
            Authorities = [new ZoneAuthority(AuthorityPurpose.Authorization)],
            LimitedApplicability = plain ? [] : Times(random),
            Volumes = [.. Enumerable.Range(0, volumes).Select(_ => new ZoneVolume(Shape(random, middle), Layers[random.Next(Layers.Length)]))],
        };
    }

    /// <summary>Half of the zones always, the others between two dates, by the clock or by the sun.</summary>
    private static LimitedApplicability[] Times(Random random)
    {
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(365));
        DailyPeriod Period(DayMoment start, DayMoment end) => new([ZoneDay.Any], start, end);
        return random.Next(6) switch
        {
            0 => [new LimitedApplicability(first, first.AddDays(30))],
            1 => [new LimitedApplicability(null, null, [Period(DayMoment.At(TimeSpan.FromHours(8), ChinaOffset), DayMoment.At(TimeSpan.FromHours(18), ChinaOffset))])],
            2 => [new LimitedApplicability(first, null, [Period(DayMoment.Of(DaylightEvent.Sunrise), DayMoment.Of(DaylightEvent.Sunset))])],
            _ => [],
        };
    }

    private static ZoneShape Shape(Random random, LatLon middle)
    {
        var reach = LeastRadiusMetres * Math.Pow(GreatestRadiusMetres / LeastRadiusMetres, random.NextDouble());
        if (random.Next(4) == 0)
        {
            return new ZoneCircle(middle, Length.FromMetres(Math.Round(reach)));
        }

        // One corner in each equal part of the circle, anticlockwise, crosses nothing: the middle sees every corner.
        var corners = random.Next(FewestCorners, MostCorners + 1);
        var ring = new List<LatLon>(corners + 1);
        for (var corner = 0; corner < corners; corner++)
        {
            var bearing = -(corner + (0.8 * random.NextDouble())) * 360 / corners;
            ring.Add(Rounded(middle.Towards(Bearing.FromDegrees(bearing), Length.FromMetres(reach * Between(random, 0.5, 1)))));
        }

        ring.Add(ring[0]);
        return new ZonePolygon(ring);
    }

    /// <summary>Seven decimals, a centimetre, as publishers write them.</summary>
    private static LatLon Rounded(LatLon point) => new(Math.Round(point.LatitudeDegrees, 7), Math.Round(point.LongitudeDegrees, 7));

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
