using System.Globalization;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Geodesy;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch;

/// <summary>A piece of a flight that meets a zone.</summary>
public sealed record ZonePassing(CorridorPiece Piece, ZoneConflict Conflict);

/// <summary>The zones that a flight meets, and those that it may not: one finding a zone, of the place where it is deepest in it.</summary>
public static class GeozoneFindings
{
    /// <summary>Every meeting of a piece with a volume of a zone, in flying order.</summary>
    /// <param name="corridor">The flight.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="geoidHeight">Height of the geoid above the ellipsoid; null where not known, and limits above the ellipsoid are none.</param>
    public static IReadOnlyList<ZonePassing> Passings(FlightCorridor corridor, ZoneIndex zones, Length? geoidHeight) =>
    [
        .. from piece in corridor.Pieces
           from conflict in zones.Conflicts(piece.Volume, new GroundBelow(piece.LowestGround, piece.HighestLand, geoidHeight))
           where conflict.Zone.Type != ZoneType.NoRestriction
           select new ZonePassing(piece, conflict),
    ];

    /// <summary>What approvals and slots are asked about: each zone once, from the earliest entry to the latest exit.</summary>
    public static IReadOnlyList<ZonePresence> Presences(IReadOnlyList<ZonePassing> passings) =>
    [
        .. from passing in passings
           group passing by passing.Conflict.Zone.Id into same
           let first = same.First()
           select new ZonePresence(
               first.Conflict.Zone,
               new TimeWindow(same.Min(passing => passing.Conflict.When.Start), same.Max(passing => passing.Conflict.When.End)),
               Deepest(same).Conflict.Nearest.OnLine),
    ];

    /// <summary>GEOZONE_PROHIBITED: prohibited zones, and zones of a type that nobody knows.</summary>
    /// <param name="passings">From <see cref="Passings"/>.</param>
    /// <param name="isOpened">Whether something that is held, such as an agreement with the airport, opens a zone to a piece of the flight.</param>
    /// <param name="localOffset">Of the local clock from UTC.</param>
    public static IEnumerable<Finding> Prohibited(IReadOnlyList<ZonePassing> passings, Func<Geozone, SweptCorridor, bool> isOpened, TimeSpan localOffset) =>
        Of(passings.Where(passing => !NeedsAuthorization(passing.Conflict.Zone)), isOpened, ReasonCode.GeozoneProhibited, localOffset);

    /// <summary>GEOZONE_AUTHORIZATION_REQUIRED: zones that ask for an authorisation, set conditions or are U-space, none of them held or met.</summary>
    /// <param name="passings">From <see cref="Passings"/>.</param>
    /// <param name="isAuthorized">Whether an authorisation that is held covers a zone for a piece of the flight.</param>
    /// <param name="localOffset">Of the local clock from UTC.</param>
    public static IEnumerable<Finding> Unauthorized(IReadOnlyList<ZonePassing> passings, Func<Geozone, SweptCorridor, bool> isAuthorized, TimeSpan localOffset) =>
        Of(passings.Where(passing => NeedsAuthorization(passing.Conflict.Zone)), isAuthorized, ReasonCode.GeozoneAuthorizationRequired, localOffset);

    private static bool NeedsAuthorization(Geozone zone) => zone.Type is ZoneType.ReqAuthorization or ZoneType.Conditional or ZoneType.Uspace;

    private static IEnumerable<Finding> Of(IEnumerable<ZonePassing> passings, Func<Geozone, SweptCorridor, bool> isOpened, ReasonCode code, TimeSpan localOffset) =>
        from passing in passings
        where !isOpened(passing.Conflict.Zone, passing.Piece.Volume)
        group passing by passing.Conflict.Zone.Id into same
        select Of(Deepest(same), code, localOffset);

    private static Finding Of(ZonePassing passing, ReasonCode code, TimeSpan localOffset)
    {
        var (zone, conflict, volume) = (passing.Conflict.Zone, passing.Conflict, passing.Piece.Volume);
        var (asks, asksChinese) = (zone.Type, code) switch
        {
            (ZoneType.Unknown, _) => ("a zone of a type that is not known", "类型未知空域"),
            (ZoneType.Conditional, _) => ("which sets conditions", "设有条件"),
            (ZoneType.Uspace, _) => ("a U-space", "U-space 空域"),
            (_, ReasonCode.GeozoneProhibited) => ("which is prohibited", "禁止飞行"),
            _ => ("where an authorisation is required", "须经授权"),
        };
        var crosses = !(conflict.Nearest.Distance > Length.Zero);
        var (from, to) = (Clock(volume.When.Start, localOffset), Clock(volume.When.End, localOffset));
        return new Finding
        {
            Code = code,
            Subject = zone.Id.ResourceName,
            Limit = volume.HalfWidth.Metres,
            Actual = conflict.Nearest.Distance.Metres,
            Margin = conflict.Margin.Metres,
            Unit = "m",
            Where = conflict.Nearest.OnLine,
            When = conflict.When,
            English = Invariant($"The way {(crosses ? "leads through" : Invariant($"comes within {conflict.Nearest.Distance.Metres:0} m of"))} {zone.NameIn("en")}, {asks}, between {from} and {to} local time at {volume.Low.Metres:0} to {volume.High.Metres:0} m{(crosses ? string.Empty : Invariant($"; {volume.HalfWidth.Metres:0} m are kept"))}.{Words(zone)}"),
            Chinese = Invariant($"{(crosses ? "航路穿越" : Invariant($"距航路 {conflict.Nearest.Distance.Metres:0} m(须 ≥ {volume.HalfWidth.Metres:0} m):"))}{zone.NameIn("zh")},{asksChinese};{from} 至 {to},高度 {volume.Low.Metres:0} 至 {volume.High.Metres:0} m。"),
        };
    }

    private static string Words(Geozone zone) => zone.RestrictionConditions is { Length: > 0 } conditions ? $" Conditions: {conditions}" : string.Empty;

    private static ZonePassing Deepest(IEnumerable<ZonePassing> passings) => passings.MinBy(passing => passing.Conflict.Margin.Metres)!;

    private static string Clock(DateTimeOffset instant, TimeSpan localOffset) => instant.ToOffset(localOffset).ToString("HH:mm", CultureInfo.InvariantCulture);
}
