using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.National;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Airspace.Authorizations;

/// <summary>Approvals and flights with round numbers, at UTC+8.</summary>
internal static class Permits
{
    public static readonly TimeSpan Local = TimeSpan.FromHours(8);

    public static readonly Geozone Rectangle = Zone("RECT", ZoneType.ReqAuthorization);

    public static readonly Geozone Elsewhere = Zone("ELSE", ZoneType.ReqAuthorization);

    public static readonly Geozone Control = Zone("CTRL", ZoneType.Prohibited);

    /// <summary>West to east and back, the wing, 120 m over land and 300 m over sea, 06:00 to 22:00, June 2024 to the end of 2030, through the rectangle.</summary>
    public static readonly Authorization Held = new()
    {
        Id = new AuthorizationId("held"),
        Number = "No. 1",
        AuthorityEnglish = "Authority",
        AuthorityChinese = "机构",
        HolderEnglish = "We",
        HolderChinese = "我们",
        ApprovesFlight = true,
        Validity = new TimeWindow(At(2024, 6, 1), At(2031, 1, 1)),
        Hours = new DailyHours([ZoneDay.Any], TimeSpan.FromHours(6), TimeSpan.FromHours(22), Local),
        Routes = [new AuthorizedRoute(["west", "east"], BothWays: true)],
        AircraftTypes = ["wing"],
        Zones = [Rectangle.Id],
        MaxTrueHeight = HeightAgl.FromMetres(120),
        MaxAltitudeOverSea = AltitudeAmsl.FromMetres(300),
        IsDemonstration = false,
        RemarksEnglish = "none",
        RemarksChinese = "无",
        Status = SourceStatus.Assumed,
        Source = "ours",
        Licence = "CC0-1.0",
    };

    /// <summary>From 09:00 to 09:23 on 25 November 2024, within the rectangle until 09:10.</summary>
    public static readonly FlightFacts Flight = new()
    {
        Origin = "west",
        Destination = "east",
        AircraftType = "wing",
        MassClass = MassClass.Medium,
        When = new TimeWindow(At(2024, 11, 25, 9), At(2024, 11, 25, 9, 23)),
        HighestOverLand = HeightAgl.FromMetres(100),
        HighestOverSea = AltitudeAmsl.FromMetres(120),
        Zones = [new ZonePresence(Rectangle, new TimeWindow(At(2024, 11, 25, 9), At(2024, 11, 25, 9, 10)), new LatLon(30, 122))],
    };

    public static AirspacePermits Of(params Authorization[] held) =>
        new(ShippedPermits.Rules, new AuthorizationRegister(held), DroneLogistics.Airspace.Slots.SlotCalendar.Empty);

    public static DateTimeOffset At(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, Local);

    public static Geozone Zone(string identifier, ZoneType type) => new()
    {
        Id = new ZoneId("CHN", identifier),
        Names = [new LocalizedText("en", $"Zone {identifier}"), new LocalizedText("zh", $"空域{identifier}")],
        Type = type,
        Variant = ZoneVariant.Common,
        Authorities = [new ZoneAuthority(AuthorityPurpose.Authorization) { Names = [new LocalizedText("en", "Tower"), new LocalizedText("zh", "塔台")] }],
        Volumes = [new ZoneVolume(new ZoneCircle(new LatLon(30, 122), Length.FromMetres(1000)), ZoneLayer.GroundUp)],
    };
}
