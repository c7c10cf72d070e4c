using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Aerodromes;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Aerodromes;

public sealed class AerodromeZonesTests
{
    private static readonly AerodromeRules Rules = ShippedAirspace.Rules;

    private static readonly Gen<Runway> Runways =
        Gen.Select(Gen.Double[-60.0, 60.0], Gen.Double[-170.0, 170.0], Gen.Double[0.0, 360.0], Gen.Double[800.0, 4000.0], (latitude, longitude, bearing, length) =>
        {
            var first = new LatLon(latitude, longitude);
            return new Runway("01/19", first, first.Towards(Bearing.FromDegrees(bearing), Length.FromMetres(length)), Length.FromMetres(45), Length.Zero, Length.Zero, SourceStatus.Assumed, "drawn");
        });

    // Where to look from the runway's middle: a bearing and a distance.
    private static readonly Gen<(double Bearing, double Metres)> Looks = Gen.Select(Gen.Double[0.0, 360.0], Gen.Double[0.0, 26_000.0]);

    [Test]
    public void The_control_area_is_what_lies_within_6_km_of_the_strip_or_in_a_trapezoid() =>
        Gen.Select(Runways, Looks).Sample((runway, look) =>
        {
            var point = Looking(runway, look);
            var (inside, margin) = InControlArea(runway, point);

            // The polygon's arcs lie up to 0.3 m outside, and edges straight in degrees bend by centimetres.
            if (margin > 1.0)
            {
                Assert.That(AerodromeOutlines.ControlArea(runway, Rules).Contains(point), Is.EqualTo(inside));
            }
        }, iter: 1500);

    [Test]
    public void The_clearance_rectangle_is_what_lies_10_km_aside_and_20_km_beyond_the_ends() =>
        Gen.Select(Runways, Looks).Sample((runway, look) =>
        {
            var point = Looking(runway, look);
            var (ahead, aside) = Seen(runway.First, runway.Second, point);
            var length = runway.First.DistanceTo(runway.Second).Metres;
            var excess = Math.Max(Math.Max(ahead - length, -ahead) - 20_000, aside - 10_000);

            // The referee's plane is about the first end: at 26 km lengths across are stretched by 3e-6, 0.1 m.
            if (Math.Abs(excess) > 1.0)
            {
                Assert.That(AerodromeOutlines.ClearanceRectangle(runway, Rules).Contains(point), Is.EqualTo(excess < 0));
            }
        }, iter: 1500);

    [Test]
    public void The_outline_of_Putuoshan_has_the_extent_of_the_rule()
    {
        var runway = ShippedAirspace.Aerodrome("ZSZS").Runways[0];
        var outline = AerodromeOutlines.ControlArea(runway, Rules);

        // Length: 2,492 m of runway by its ends, twice 60 m of strip, twice 15 km; a trapezoid's far edge is 300 + 2 · 0.15 · 15,000 = 4,800 m.
        var length = runway.First.DistanceTo(runway.Second).Metres + (2 * 15_060);
        Assert.That(outline.Outer.Max(a => outline.Outer.Max(b => a.DistanceTo(b).Metres)), Is.EqualTo(Math.Sqrt((length * length) + (4800.0 * 4800))).Within(2));

        // Area: stadium π 6² + 12 · strip, and two trapezoids beyond the arc; 16.6 km² each by quadrature below.
        Assert.That(outline.Outline.Area * 111.2 * 111.2 * Math.Cos(double.DegreesToRadians(29.93)), Is.EqualTo(StadiumAndTrapezoids(runway.First.DistanceTo(runway.Second).Kilometres + 0.12)).Within(1).Percent);
    }

    [Test]
    public void Wugongzhi_lies_in_the_control_area_and_Putuo_only_in_the_clearance_rectangle()
    {
        var zones = ShippedAirspace.ZonesByRule;
        string[] Over(string site) => [.. zones.Zones.Where(zone => zone.Covers(ShippedData.Site(site).Position)).Select(zone => zone.Id.Identifier)];

        Assert.That(Over("wugongzhi"), Is.SupersetOf(new[] { "ZSZSCA", "ZSZSCP" }));
        Assert.That(Over("putuo"), Does.Contain("ZSZSCP").And.Not.Contain("ZSZSCA"));
        Assert.That(Over("gaoting"), Does.Contain("CN146AD"), "7.6 km from Daishan air base");
        Assert.That(Over("liuheng"), Is.Empty);
    }

    [Test]
    public void Zones_by_rule_are_of_the_type_of_the_rule_marked_not_for_flight_and_always_in_force()
    {
        var set = ShippedAirspace.ZonesByRule;

        // Two aerodromes with runways give two zones each, seven without give a circle each.
        Assert.That(set.Zones, Has.Count.EqualTo(11));
        Assert.That(set.IsNotForFlight, Is.True);
        Assert.That(set.Zones.Where(zone => zone.Type == ZoneType.Prohibited).Select(zone => zone.Id.Identifier), Is.EqualTo(["ZSZSCA", "ZSNBCA"]));
        Assert.That(set.Zones.Where(zone => zone.Type != ZoneType.Prohibited).Select(zone => zone.Type), Is.All.EqualTo(ZoneType.ReqAuthorization));
        Assert.That(set.Zones.SelectMany(zone => zone.Messages), Has.Some.Matches<LocalizedText>(text => text!.Text.Contains(GeozoneSet.NotForFlightMark)));
        Assert.That(set.Zones.SelectMany(zone => zone.Volumes).Select(volume => volume.Layer), Is.All.EqualTo(ZoneLayer.GroundUp));
        Assert.That(set.InForce(new DateTimeOffset(2024, 11, 25, 1, 0, 0, TimeSpan.Zero)).Count(), Is.EqualTo(11));
        Assert.That(set.Zones.Select(zone => zone.Id.Identifier.Length), Is.All.LessThanOrEqualTo(ZoneId.StandardLength));
    }

    [Test]
    public void A_heliport_has_a_circle_of_2_km_and_an_aerodrome_without_runways_one_of_10_km()
    {
        double Radius(string ident) => ((ZoneCircle)AerodromeZones.Of(ShippedAirspace.Aerodrome(ident), Rules).Single().Volumes.Single().Shape).Radius.Metres;

        Assert.That((Radius("ZH-DG"), Radius("ZSPD"), Radius("CN-0146")), Is.EqualTo((2000.0, 10_000.0, 10_000.0)));
    }

    [Test]
    public void Every_aerodrome_names_source_status_and_licence() => Assert.That(
        ShippedAirspace.Aerodromes,
        Is.All.Matches<Aerodrome>(aerodrome => aerodrome!.Source.Length > 0 && aerodrome.Licence.Length > 0 && aerodrome.Status != SourceStatus.Unknown));

    private static LatLon Looking(Runway runway, (double Bearing, double Metres) look) =>
        runway.First.Towards(Bearing.FromDegrees(look.Bearing), Length.FromMetres(look.Metres));

    /// <summary>The rule told by geodesics: distance from the strip, and distance ahead and aside as seen from its ends.</summary>
    private static (bool Inside, double Margin) InControlArea(Runway runway, LatLon point)
    {
        var margins = new List<double> { 6000 - DistanceToStrip(runway, point) };
        foreach (var (near, far) in new[] { (runway.First, runway.Second), (runway.Second, runway.First) })
        {
            var (ahead, aside) = Seen(near, far, point);
            var beyond = -ahead - 60;
            margins.Add(Math.Min(Math.Min(beyond, 15_000 - beyond), 150 + (0.15 * beyond) - aside));
        }

        return (margins.Max() > 0, margins.Min(margin => Math.Abs(margin)));
    }

    private static double DistanceToStrip(Runway runway, LatLon point)
    {
        var (ahead, _) = Seen(runway.First, runway.Second, point);
        var length = runway.First.DistanceTo(runway.Second).Metres;
        var azimuth = Geodesic.Inverse(runway.First.LatitudeDegrees, runway.First.LongitudeDegrees, runway.Second.LatitudeDegrees, runway.Second.LongitudeDegrees).InitialAzimuthDegrees;
        return runway.First.Towards(Bearing.FromDegrees(azimuth), Length.FromMetres(Math.Clamp(ahead, -60, length + 60))).DistanceTo(point).Metres;
    }

    private static (double Ahead, double Aside) Seen(LatLon from, LatLon towards, LatLon point)
    {
        var axis = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, towards.LatitudeDegrees, towards.LongitudeDegrees);
        var ray = Geodesic.Inverse(from.LatitudeDegrees, from.LongitudeDegrees, point.LatitudeDegrees, point.LongitudeDegrees);
        var angle = double.DegreesToRadians(ray.InitialAzimuthDegrees - axis.InitialAzimuthDegrees);
        return (ray.DistanceMetres * Math.Cos(angle), Math.Abs(ray.DistanceMetres * Math.Sin(angle)));
    }

    /// <summary>km², the trapezoids beyond the arcs summed in steps of 1 m.</summary>
    private static double StadiumAndTrapezoids(double stripKilometres)
    {
        var trapezoid = 0.0;
        for (var metre = 0; metre < 15_000; metre++)
        {
            var ahead = (metre + 0.5) / 1000;
            var half = 0.15 + (0.15 * ahead);
            var arc = ahead < 6 ? Math.Sqrt(36 - (ahead * ahead)) : 0;
            trapezoid += 2 * Math.Max(0, half - arc) / 1000;
        }

        return (Math.PI * 36) + (12 * stripKilometres) + (2 * trapezoid);
    }
}
