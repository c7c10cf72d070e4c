using DroneLogistics.Airspace;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Airspace;

/// <summary>Small zones for the tests.</summary>
internal static class Zones
{
    public static readonly LatLon Here = new(30, 122);

    public static readonly ZoneAuthority Authority = new(AuthorityPurpose.Authorization) { Names = [new LocalizedText("en", "Ours")] };

    public static readonly GeozoneProvenance Ours = new("made for a test", SourceStatus.Assumed, "CC0-1.0");

    /// <summary>A prohibited circle of 1 km about 30 N 122 E, from the ground up, always in force.</summary>
    public static Geozone Circle(string id = "TEST1", params LimitedApplicability[] applicability) => new()
    {
        Id = new ZoneId("CHN", id),
        Type = ZoneType.Prohibited,
        Variant = ZoneVariant.Common,
        Authorities = [Authority],
        LimitedApplicability = applicability,
        Volumes = [new ZoneVolume(new ZoneCircle(Here, Length.FromKilometres(1)), ZoneLayer.GroundUp)],
    };

    public static Geozone With(ZoneShape shape, string id = "TEST1") => Circle(id) with { Volumes = [new ZoneVolume(shape, ZoneLayer.GroundUp)] };

    public static Geozone On(params DailyPeriod[] schedule) => Circle("TEST1", new LimitedApplicability(null, null, schedule));

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static TimeWindow Window(string from, string to) => new(Utc(from), Utc(to));

    public static DayMoment Clock(int hours, int minutes = 0, int offsetHours = 0) => DayMoment.At(new TimeSpan(hours, minutes, 0), TimeSpan.FromHours(offsetHours));

    /// <summary>Corners south-west, south-east, north-east, north-west and again.</summary>
    public static LatLon[] Square(double south, double west, double side) =>
        [new(south, west), new(south, west + side), new(south + side, west + side), new(south + side, west), new(south, west)];

    public static LatLon[] Reversed(LatLon[] ring) => [.. ring.AsEnumerable().Reverse()];
}
