using System.Text;
using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

public sealed class Ed318Tests
{
    [Test]
    public void Every_key_of_the_standard_is_read()
    {
        var import = Imports.Read(Imports.Ed318);
        Assert.That(import.Diagnostics, Is.Empty);
        var set = import.Set!;
        var square = set.Zones[0];

        Assert.That((set.Name, set.Metadata.Issued), Is.EqualTo(("Test", Zones.Utc("2023-12-01T00:00Z"))));
        Assert.That((square.Id, square.Type, square.Variant, square.RestrictionConditions, square.Region, square.RegulationExemption), Is.EqualTo((new ZoneId("CHN", "TEST-1"), ZoneType.Conditional, ZoneVariant.Customized, "below 50 m", 9, (bool?)false)));
        Assert.That((square.NameIn("zh"), square.NameIn("en"), square.Messages.Single().Text), Is.EqualTo(("方块", "Square", "Quiet, please")));
        Assert.That(square.Reasons, Is.EqualTo([ZoneReason.Noise, ZoneReason.Other]));
        Assert.That((square.Authorities.Single().Purpose, square.Authorities.Single().IntervalBefore, square.Authorities.Single().Email), Is.EqualTo((AuthorityPurpose.Notification, "PT2H", "desk@example.org")));
        Assert.That(square.LimitedApplicability.Single().Schedule[0].Start, Is.EqualTo(DayMoment.At(TimeSpan.FromHours(8), TimeSpan.FromHours(8))));
        Assert.That(square.LimitedApplicability.Single().Schedule[0].End, Is.EqualTo(DayMoment.Of(DaylightEvent.Sunset)));
        Assert.That(square.ExtendedPropertiesJson, Does.Contain("colour"));

        // 400 ft = 121.92 m; the hole is clear.
        Assert.That(square.Volumes.Single().Layer.Upper!.Value.Height.Metres, Is.EqualTo(121.92).Within(1e-9));
        Assert.That((square.Covers(new LatLon(30.02, 122.02)), square.Covers(new LatLon(30.05, 122.05))), Is.EqualTo((true, false)));

        var circle = (ZoneCircle)set.Zones[1].Volumes.Single().Shape;
        Assert.That((circle.Centre, circle.Radius.Metres), Is.EqualTo((new LatLon(30.2, 122.3), 750.5)));
        Assert.That(set.Zones[1].Volumes.Single().Layer.Upper!.Value.Reference, Is.EqualTo(VerticalReference.Wgs84));
        Assert.That(set.Zones[1].InForce(Zones.Utc("2030-01-01T00:00Z")), Is.True);
    }

    [Test]
    public void What_is_written_reads_back_and_is_written_the_same()
    {
        foreach (var set in new[] { Imports.Accepted(Imports.Ed318), ShippedAirspace.ZonesByRule })
        {
            var written = Ed318Writer.Write(set);
            var again = Imports.Accepted(Encoding.UTF8.GetString(written));

            Assert.That(Ed318Writer.Write(again), Is.EqualTo(written));
            Assert.That(again.IsNotForFlight, Is.EqualTo(set.IsNotForFlight));
            Assert.That(again.Zones.Select(zone => zone.Id), Is.EqualTo(set.Zones.Select(zone => zone.Id)));
        }
    }

    [Test]
    public void Zones_drawn_at_random_keep_shape_heights_and_times_through_a_file() => RandomZones.Sets.Sample(set =>
    {
        var again = Imports.Accepted(Encoding.UTF8.GetString(Ed318Writer.Write(set)));
        foreach (var (zone, read) in set.Zones.Zip(again.Zones))
        {
            Assert.That(read.Volumes.Select(volume => volume.Layer), Is.EqualTo(zone.Volumes.Select(volume => volume.Layer)));
            Assert.That(read.Volumes.SelectMany(volume => RandomZones.Points(volume.Shape)), Is.EqualTo(zone.Volumes.SelectMany(volume => RandomZones.Points(volume.Shape))));
            Assert.That((read.Type, read.Variant), Is.EqualTo((zone.Type, zone.Variant)));
            Assert.That(read.Reasons, Is.EqualTo(zone.Reasons));
            var month = Zones.Window("2024-11-01T00:00Z", "2024-12-01T00:00Z");
            Assert.That(read.ForceWindows(month), Is.EqualTo(zone.ForceWindows(month)));
        }
    }, iter: 100);

    [Test]
    public void Several_volumes_are_written_as_a_collection_and_a_multipolygon_is_read_as_several()
    {
        var set = Imports.Accepted(Imports.Ed318);
        var both = set.Zones[0] with { Volumes = [.. set.Zones[0].Volumes, .. set.Zones[1].Volumes] };
        var text = Encoding.UTF8.GetString(Ed318Writer.Write(new GeozoneSet("both", [both], Zones.Ours)));
        Assert.That(text, Does.Contain("GeometryCollection"));
        Assert.That(Imports.Accepted(text).Zones.Single().Volumes.Select(volume => volume.Shape.GetType()), Is.EqualTo([typeof(ZonePolygon), typeof(ZoneCircle)]));

        var multi = Imports.With(Imports.Ed318, "features/0/geometry/type", "MultiPolygon");
        multi = Imports.With(multi, "features/0/geometry/coordinates", System.Text.Json.Nodes.JsonNode.Parse("[[[[122,30],[122.1,30],[122.1,30.1],[122,30]]],[[[123,30],[123.1,30],[123.1,30.1],[123,30]]]]"));
        Assert.That(Imports.Accepted(multi).Zones[0].Volumes, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_layer_without_an_upper_limit_reaches_up_without_end_and_that_is_told()
    {
        var import = Imports.Read(Imports.Without(Imports.Without(Imports.Ed318, "features/0/geometry/layer/upper"), "features/0/geometry/layer/upperReference"));

        Assert.That(import.Set!.Zones[0].Volumes.Single().Layer.Upper, Is.Null);
        Assert.That(import.Diagnostics.Single().Done, Is.EqualTo("read as no limit"));
    }

    [Test]
    public void A_zone_that_the_standard_cannot_hold_is_not_written()
    {
        GeozoneSet Of(Geozone zone) => new("test", [zone], Zones.Ours);

        Assert.That(() => Ed318Writer.Write(Of(Zones.Circle("LONGER-THAN-7"))), Throws.ArgumentException.With.Message.Contains("LONGER-THAN-7"));
        Assert.That(() => Ed318Writer.Write(Of(Zones.Circle() with { Authorities = [] })), Throws.ArgumentException.With.Message.Contains("authority"));
        Assert.That(() => Ed318Writer.Write(Of(Zones.Circle() with { Messages = [new LocalizedText("en", new string('a', 201))] })), Throws.ArgumentException.With.Message.Contains("200"));
    }

    [Test]
    public void Limits_of_two_units_are_written_in_one()
    {
        var layer = new ZoneLayer(new VerticalLimit(100, LimitUnit.Feet, VerticalReference.Agl), VerticalLimit.Metres(304.8, VerticalReference.Amsl));
        var zone = Zones.Circle() with { Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromMetres(100)), layer)] };
        var read = Imports.Accepted(Encoding.UTF8.GetString(Ed318Writer.Write(new GeozoneSet("test", [zone], Zones.Ours)))).Zones[0].Volumes[0].Layer;

        // 304.8 m = 1,000 ft.
        Assert.That((read.Lower!.Value.Figure, read.Upper!.Value.Unit), Is.EqualTo((100.0, LimitUnit.Feet)));
        Assert.That(read.Upper!.Value.Figure, Is.EqualTo(1000).Within(1e-9));
    }
}
