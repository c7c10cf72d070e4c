using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Dispatch;
using DroneLogistics.Simulation;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Simulation;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class GeozoneFindingsTests
{
    private static readonly TimeSpan Local = TimeSpan.FromHours(8);

    // 16 km to the east over the open sea by 30 N 122 E, where the circle of 1 km of Zones.Circle lies.
    private static readonly FlightCorridor Corridor = Corridors.Of(Corridors.Task(AltitudeAmsl.FromMetres(120), (-8_000, 0), (8_000, 0)), Corridors.OpenSea);

    [TestCase(ZoneType.Prohibited, ReasonCode.GeozoneProhibited)]
    [TestCase(ZoneType.Unknown, ReasonCode.GeozoneProhibited)]
    [TestCase(ZoneType.ReqAuthorization, ReasonCode.GeozoneAuthorizationRequired)]
    [TestCase(ZoneType.Conditional, ReasonCode.GeozoneAuthorizationRequired)]
    [TestCase(ZoneType.Uspace, ReasonCode.GeozoneAuthorizationRequired)]
    public void A_zone_in_the_way_is_one_finding_with_its_place_time_and_margin(ZoneType type, ReasonCode code)
    {
        var finding = Findings(Zones.Circle() with { Type = type }).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((finding.Code, finding.Subject), Is.EqualTo((code, "geozones/CHN-TEST1")));
            Assert.That(finding.Actual, Is.EqualTo(0));
            Assert.That(finding.Limit, Is.EqualTo(294.8).Within(0.05));
            Assert.That(finding.Margin, Is.EqualTo(-294.8).Within(0.05));
            Assert.That(finding.Where!.Value.DistanceTo(Zones.Here).Metres, Is.LessThan(1_000));
            Assert.That(finding.When!.Value.Contains(Flights.Nine.AddMinutes(6)), Is.True);
            Assert.That(finding.English, Does.StartWith("The way leads through TEST1, "));
            Assert.That(finding.Chinese, Does.StartWith("航路穿越TEST1,"));
        }
    }

    [Test]
    public void A_zone_without_restriction_and_a_zone_that_something_opens_are_none()
    {
        Assert.That(Findings(Zones.Circle() with { Type = ZoneType.NoRestriction }), Is.Empty);
        Assert.That(Findings(Zones.Circle(), opens: (_, _) => true), Is.Empty);
        Assert.That(Findings(Zones.Circle() with { Type = ZoneType.ReqAuthorization }, opens: (_, _) => true), Is.Empty);
    }

    [Test]
    public void A_zone_beside_the_way_is_told_with_the_distance_that_is_left()
    {
        // Its border 200 m north of the way: 94.8 m too near.
        var zone = Zones.With(new ZoneCircle(Seas.At(0, 700), Length.FromMetres(500)));

        var finding = Findings(zone).Single();

        Assert.That(finding.Actual, Is.EqualTo(200).Within(0.01));
        Assert.That(finding.Margin, Is.EqualTo(-94.8).Within(0.05));
        Assert.That(finding.English, Does.StartWith("The way comes within 200 m of TEST1, which is prohibited, between 09:0").And.EndsWith("; 295 m are kept."));
        Assert.That(Findings(Zones.With(new ZoneCircle(Seas.At(0, 796), Length.FromMetres(500)))), Is.Empty, "296 m");
    }

    [Test]
    public void A_zone_above_or_below_the_contingency_volume_or_at_another_time_is_not_met()
    {
        var above = Zones.Circle() with { Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromKilometres(1)), new ZoneLayer(VerticalLimit.Metres(198, VerticalReference.Amsl), null))] };
        var below = Zones.Circle() with { Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromKilometres(1)), new ZoneLayer(null, VerticalLimit.Metres(100, VerticalReference.Agl)))] };
        var tomorrow = Zones.Circle("TEST1", new LimitedApplicability(Flights.Nine.AddDays(1), null));
        var unknownGeoid = Zones.Circle() with { Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromKilometres(1)), new ZoneLayer(VerticalLimit.Metres(900, VerticalReference.Wgs84), null))] };

        Assert.That(Findings(above), Is.Empty, "197.8 m at the highest");
        Assert.That(Findings(below), Is.Empty, "110 m at the lowest; masts of vessels are no ground");
        Assert.That(Findings(tomorrow), Is.Empty);
        Assert.That(Findings(unknownGeoid), Has.Count.EqualTo(1), "without a geoid a limit above the ellipsoid is none");
    }

    [Test]
    public void A_zone_over_several_pieces_is_one_presence_from_the_earliest_entry_to_the_latest_exit()
    {
        // 12 km across: cruise pieces of at most 5 km meet it in turn.
        var zone = Zones.With(new ZoneCircle(Zones.Here, Length.FromKilometres(6)));
        var passings = GeozoneFindings.Passings(Corridor, new ZoneIndex([zone]), null);

        var presence = GeozoneFindings.Presences(passings).Single();

        Assert.That(passings, Has.Count.GreaterThan(2));
        Assert.That(presence.When.Start, Is.EqualTo(passings[0].Piece.Volume.When.Start));
        Assert.That(presence.When.End, Is.EqualTo(passings[^1].Piece.Volume.When.End));
        Assert.That(Findings(zone), Has.Count.EqualTo(1));
    }

    [Test]
    public void Wugongzhi_lies_in_the_control_area_of_Putuoshan_and_Putuo_in_its_clearance_area_only()
    {
        var zones = new ZoneIndex(ShippedAirspace.ZonesByRule.Zones);
        IEnumerable<string> Codes(string from) => Findings(Corridors.Shipped(Flights.Question(from: from)), zones).Where(finding => finding.Subject.Contains("ZSZS", StringComparison.Ordinal)).Select(finding => $"{finding.Code} {finding.Subject}");

        Assert.That(Codes("wugongzhi"), Does.Contain("GeozoneProhibited geozones/CHN-ZSZSCA"));
        Assert.That(Codes("putuo"), Does.Contain("GeozoneAuthorizationRequired geozones/CHN-ZSZSCP").And.No.Member("GeozoneProhibited geozones/CHN-ZSZSCA"));
    }

    private static List<Finding> Findings(Geozone zone, Func<Geozone, DroneLogistics.Geodesy.SweptCorridor, bool>? opens = null) => Findings(Corridor, new ZoneIndex([zone]), opens);

    private static List<Finding> Findings(FlightCorridor corridor, ZoneIndex zones, Func<Geozone, DroneLogistics.Geodesy.SweptCorridor, bool>? opens = null)
    {
        var passings = GeozoneFindings.Passings(corridor, zones, geoidHeight: null);
        return [.. GeozoneFindings.Prohibited(passings, opens ?? ((_, _) => false), Local), .. GeozoneFindings.Unauthorized(passings, opens ?? ((_, _) => false), Local)];
    }
}
