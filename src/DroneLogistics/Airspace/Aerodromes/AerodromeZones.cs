namespace DroneLogistics.Airspace.Aerodromes;

/// <summary>
/// The zones about aerodromes by rule: the control area from the ground up, PROHIBITED where the airport has not agreed; the clearance
/// protection rectangle, REQ_AUTHORIZATION; where no runway is known, a circle, REQ_AUTHORIZATION. They stand in for the published ones,
/// whose corners are not public here, and are marked as not for flight.
/// </summary>
public static class AerodromeZones
{
    public const string ControlAreaSuffix = "CA";

    public const string ClearanceSuffix = "CP";

    public const string CircleSuffix = "AD";

    private const string Country = "CHN";

    private static readonly LocalizedText[] Marks =
    [
        new("en", $"{GeozoneSet.NotForFlightMark}: made by rule from recalled dimensions, for demonstration; ask the aerodrome for the published area."),
        new("zh", "不得用于飞行:按规则推算的演示数据;实际范围以机场公布为准。"),
    ];

    /// <summary>The zones of all aerodromes.</summary>
    public static GeozoneSet Of(IEnumerable<Aerodrome> aerodromes, AerodromeRules rules, GeozoneProvenance provenance) =>
        new("Aerodromes by rule", [.. aerodromes.SelectMany(aerodrome => Of(aerodrome, rules))], provenance, new GeozoneMetadata { TechnicalLimitations = Marks });

    /// <summary>The zones of one aerodrome: two where its runways are known, else one.</summary>
    public static IReadOnlyList<Geozone> Of(Aerodrome aerodrome, AerodromeRules rules)
    {
        if (aerodrome.Runways.Count == 0 || aerodrome.Kind == AerodromeKind.Heliport)
        {
            var radius = aerodrome.Kind == AerodromeKind.Heliport ? rules.HeliportRadius : rules.UnknownRunwayRadius;
            return [Zone(aerodrome, CircleSuffix, ZoneType.ReqAuthorization, "surroundings", "周边区域", [new ZoneCircle(aerodrome.Position, radius)])];
        }

        return
        [
            Zone(aerodrome, ControlAreaSuffix, ZoneType.Prohibited, "control area", "管制区域", aerodrome.Runways.Select(runway => AerodromeOutlines.ControlArea(runway, rules))) with
            {
                RestrictionConditions = "Flights only by agreement with the aerodrome.",
            },
            Zone(aerodrome, ClearanceSuffix, ZoneType.ReqAuthorization, "clearance protection area", "净空保护区", aerodrome.Runways.Select(runway => AerodromeOutlines.ClearanceRectangle(runway, rules))),
        ];
    }

    private static Geozone Zone(Aerodrome aerodrome, string suffix, ZoneType type, string english, string chinese, IEnumerable<ZoneShape> shapes) => new()
    {
        Id = new ZoneId(Country, aerodrome.ZoneCode + suffix),
        Names = [new LocalizedText("en", $"{aerodrome.NameEnglish} ({aerodrome.Ident}), {english}"), new LocalizedText("zh", $"{aerodrome.NameChinese}({aerodrome.Ident}){chinese}")],
        Type = type,
        Variant = ZoneVariant.Common,
        Reasons = [ZoneReason.AirTraffic],
        Messages = Marks,
        Authorities =
        [
            new ZoneAuthority(AuthorityPurpose.Authorization)
            {
                Names = [new LocalizedText("en", $"Operator and air traffic control of {aerodrome.NameEnglish}"), new LocalizedText("zh", $"{aerodrome.NameChinese}及其空中交通管制单位")],
            },
        ],
        Volumes = [.. shapes.Select(shape => new ZoneVolume(shape, ZoneLayer.GroundUp))],
    };
}
