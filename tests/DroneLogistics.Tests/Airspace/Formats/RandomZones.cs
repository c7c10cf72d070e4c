using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Zones of every kind, drawn at random about 30 N 122 E.</summary>
internal static class RandomZones
{
    private static readonly Gen<LatLon> Places = Gen.Select(Gen.Double[29.0, 31.0], Gen.Double[121.0, 123.0], (latitude, longitude) => new LatLon(latitude, longitude));

    private static readonly Gen<ZoneShape> Circles = Gen.Select(Places, Gen.Double[1.0, 20_000.0], (place, radius) => (ZoneShape)new ZoneCircle(place, Length.FromMetres(radius)));

    // Rays at growing angles never cross: a star about its middle.
    private static readonly Gen<ZoneShape> Stars = Gen.Select(Places, Gen.Double[0.01, 0.1].Array[3, 12], (middle, radii) =>
    {
        var ring = radii.Select((radius, index) => Math.SinCos(2 * Math.PI * index / radii.Length) is var (sine, cosine) ? new LatLon(middle.LatitudeDegrees + (radius * sine), middle.LongitudeDegrees + (radius * cosine)) : default).ToList();
        return (ZoneShape)new ZonePolygon([.. ring, ring[0]]);
    });

    private static readonly Gen<VerticalReference> References = Gen.Int[1, 3].Select(number => (VerticalReference)number);

    private static readonly Gen<ZoneLayer> Layers = Gen.Select(Gen.Int[0, 100], Gen.Int[100, 3000], References, References, Gen.Bool, Gen.Int[0, 3], (lower, upper, below, above, isFeet, which) =>
    {
        var unit = isFeet ? LimitUnit.Feet : LimitUnit.Metres;
        return new ZoneLayer(which == 1 ? null : new VerticalLimit(lower, unit, below), which == 2 ? null : new VerticalLimit(upper, unit, above));
    });

    private static readonly Gen<DayMoment> Moments = Gen.OneOf(
        Gen.Const(DayMoment.EdgeOfDay),
        Gen.Select(Gen.Int[0, 1439], Gen.Int[-12, 14], (minutes, offset) => DayMoment.At(TimeSpan.FromMinutes(minutes), TimeSpan.FromHours(offset))),
        Gen.Int[1, 4].Select(number => DayMoment.Of((DaylightEvent)number)));

    private static readonly Gen<DailyPeriod> Periods = Gen.Select(Gen.Enum<ZoneDay>().Array[1, 3], Moments, Moments, (days, start, end) => new DailyPeriod(days, start, end));

    private static readonly Gen<LimitedApplicability> Times = Gen.Select(Gen.Int[0, 20_000], Gen.Int[1, 20_000], Periods.Array[0, 2], (start, length, schedule) =>
        new LimitedApplicability(Zones.Utc("2024-11-10T00:00Z").AddMinutes(start), Zones.Utc("2024-11-10T00:00Z").AddMinutes(start + length), schedule));

    private static readonly Gen<Geozone> Any = Gen.Select(
        Gen.Select(Gen.OneOf(Circles, Stars), Layers, (shape, layer) => new ZoneVolume(shape, layer)).Array[1, 3],
        Times.Array[0, 2],
        Gen.Int[1, 5],
        Gen.Int[1, 9].Array[0, 3],
        (volumes, times, type, reasons) => Zones.Circle("X", times) with
        {
            Type = (ZoneType)type,
            Variant = type % 2 == 0 ? ZoneVariant.Common : ZoneVariant.Customized,
            Reasons = [.. reasons.Select(number => (ZoneReason)number)],
            Volumes = volumes,
        });

    public static readonly Gen<GeozoneSet> Sets = Any.Array[1, 4].Select(zones =>
        new GeozoneSet("random", [.. zones.Select((zone, index) => zone with { Id = new ZoneId("CHN", $"R{index}") })], Zones.Ours));

    public static IEnumerable<(double, double)> Points(ZoneShape shape) => shape switch
    {
        ZoneCircle circle => [(circle.Centre.LatitudeDegrees, circle.Centre.LongitudeDegrees), (circle.Radius.Metres, 0)],
        ZonePolygon polygon => polygon.Holes.Prepend(polygon.Outer).SelectMany(ring => ring).Select(point => (point.LatitudeDegrees, point.LongitudeDegrees)),
        _ => [],
    };
}
