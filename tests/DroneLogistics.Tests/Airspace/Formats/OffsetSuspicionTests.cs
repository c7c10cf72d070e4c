using System.Text;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>Sets in the datum of public maps of China, told by places that are known.</summary>
public sealed class OffsetSuspicionTests
{
    private static readonly LatLon Airport = new(29.9342, 122.362);

    private static readonly ImportOptions Options = Imports.Strict with
    {
        KnownPlaces =
        [
            new KnownPlace("ZSZS", ["Putuoshan Airport", "普陀山机场"], Airport, IsAerodrome: true),
            new KnownPlace("PUTUO", [], new LatLon(29.95, 122.3), IsAerodrome: false),
        ],
    };

    [Test]
    public void A_circle_about_an_aerodrome_where_a_public_map_draws_it_is_refused_with_a_hint()
    {
        var refusal = Imports.Refusal(Import(Zones.With(new ZoneCircle(Gcj02.FromWgs84(Airport), Length.FromKilometres(5)))));

        Assert.That((refusal.Code, refusal.Feature), Is.EqualTo(("SITE_OFFSET_SUSPECT", "features[0] (TEST1)")));
        Assert.That(refusal.Expected, Does.Contain("GCJ-02"));
        Assert.That(refusal.Found, Does.StartWith("ZSZS"));
    }

    [Test]
    public void Within_50_m_of_the_image_is_suspect_and_farther_is_not()
    {
        bool IsAccepted(double metres) => Import(Zones.With(new ZoneCircle(Gcj02.FromWgs84(Airport).Towards(Bearing.FromDegrees(70), Length.FromMetres(metres)), Length.FromKilometres(5)))).Set is not null;

        Assert.That((IsAccepted(49), IsAccepted(51)), Is.EqualTo((false, true)));
    }

    [Test]
    public void The_same_places_by_WGS_84_are_accepted()
    {
        Assert.That(Import(Zones.With(new ZoneCircle(Airport, Length.FromKilometres(5)))).Refusals, Is.Empty);
        Assert.That(Import(ShippedAirspace.ZonesByRule.Zones[0]).Refusals, Is.Empty);
    }

    [Test]
    public void An_identifier_or_a_name_of_ours_gives_a_polygon_away()
    {
        var image = Gcj02.FromWgs84(new LatLon(29.95, 122.3));
        var about = Zones.Square(image.LatitudeDegrees - 0.01, image.LongitudeDegrees - 0.01, 0.02);
        Assert.That(Imports.Refusal(Import(Zones.With(new ZonePolygon(about), "PUTUO"))).Problem, Is.EqualTo(ImportProblem.SiteOffsetSuspect));
        Assert.That(Import(Zones.With(new ZonePolygon(about), "OTHER")).Refusals, Is.Empty, "a polygon of another name");

        var near = Gcj02.FromWgs84(Airport);
        var named = Zones.With(new ZonePolygon(Zones.Square(near.LatitudeDegrees - 0.05, near.LongitudeDegrees - 0.05, 0.1))) with { Names = [new LocalizedText("zh", "舟山普陀山机场净空区")] };
        Assert.That(Imports.Refusal(Import(named)).Problem, Is.EqualTo(ImportProblem.SiteOffsetSuspect));
    }

    [Test]
    public void The_whole_set_by_rule_drawn_in_the_other_datum_is_refused()
    {
        var shifted = ShippedAirspace.ZonesByRule.Zones.Select(zone => zone with { Volumes = [.. zone.Volumes.Select(volume => volume with { Shape = Shifted(volume.Shape) })] }).ToList();
        var places = ShippedAirspace.Aerodromes.Select(aerodrome => new KnownPlace(aerodrome.Ident, [aerodrome.NameEnglish, aerodrome.NameChinese], aerodrome.Position, IsAerodrome: true)).ToList();
        var import = Imports.Read(Encoding.UTF8.GetString(Ed318Writer.Write(new GeozoneSet("shifted", shifted, Zones.Ours))), Options with { KnownPlaces = places });

        Assert.That(import.Set, Is.Null);
        Assert.That(import.Refusals.Select(refusal => refusal.Problem), Is.All.EqualTo(ImportProblem.SiteOffsetSuspect));
    }

    private static ZoneShape Shifted(ZoneShape shape) => shape switch
    {
        ZoneCircle circle => new ZoneCircle(Gcj02.FromWgs84(circle.Centre), circle.Radius),
        ZonePolygon polygon => new ZonePolygon([.. polygon.Outer.Select(Gcj02.FromWgs84)]),
        _ => shape,
    };

    private static GeozoneImport Import(Geozone zone) => Imports.Read(Encoding.UTF8.GetString(Ed318Writer.Write(new GeozoneSet("test", [zone], Zones.Ours))), Options);
}
