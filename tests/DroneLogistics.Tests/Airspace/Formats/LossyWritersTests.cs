using System.Text;
using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.Formats;

/// <summary>ED-269 and KML, which have no words for all of a zone.</summary>
public sealed class LossyWritersTests
{
    private static readonly TimeWindow Month = Zones.Window("2024-11-01T00:00Z", "2024-12-01T00:00Z");

    // U-space has no word in ED-269; a zone that takes restrictions away is not written larger.
    private static readonly Gen<GeozoneSet> Restricting = RandomZones.Sets.Select(set =>
        new GeozoneSet(set.Name, [.. set.Zones.Select(zone => zone.Type is ZoneType.Uspace or ZoneType.NoRestriction ? zone with { Type = ZoneType.Prohibited } : zone)], set.Provenance));

    [Test]
    public void ED_269_keeps_shapes_and_types_and_never_makes_heights_or_times_smaller() => Restricting.Sample(set =>
    {
        var export = Ed269Writer.Write(set);
        foreach (var (zone, read) in set.Zones.Zip(Imports.Accepted(Encoding.UTF8.GetString(export.Content)).Zones))
        {
            var told = export.Losses.Where(loss => loss.Zone == zone.Id.ToString()).Select(loss => loss.What).ToList();

            Assert.That((read.Id, read.Type, read.Variant), Is.EqualTo((zone.Id, zone.Type, zone.Variant)));
            Assert.That(read.Volumes.SelectMany(volume => RandomZones.Points(volume.Shape)), Is.EqualTo(zone.Volumes.SelectMany(volume => RandomZones.Points(volume.Shape))));
            foreach (var (before, after) in zone.Volumes.Zip(read.Volumes))
            {
                Keeps(before.Layer.Lower, after.Layer.Lower, told.Contains("a limit above the ellipsoid"));
                Keeps(before.Layer.Upper, after.Layer.Upper, told.Contains("a limit above the ellipsoid"));
            }

            if (told.Contains("times by the sun or by the day's edge"))
            {
                Assert.That(zone.ForceWindows(Month), Is.All.Matches<TimeWindow>(window => read.ForceWindows(Month).Any(wide => wide.Start <= window.Start && window.End <= wide.End)));
            }
            else
            {
                Assert.That(read.ForceWindows(Month), Is.EqualTo(zone.ForceWindows(Month)));
            }
        }
    }, iter: 100);

    [Test]
    public void KML_keeps_outlines_and_never_makes_a_zone_smaller() => Restricting.Sample(set =>
    {
        var export = KmlWriter.Write(set);
        foreach (var (zone, read) in set.Zones.Zip(Imports.Accepted(Encoding.UTF8.GetString(export.Content)).Zones))
        {
            var several = export.Losses.Any(loss => loss.Zone == zone.Id.ToString() && loss.What == "the heights of each volume");

            Assert.That((read.Id, read.Type), Is.EqualTo((zone.Id, zone.Type)));
            Assert.That(read.LimitedApplicability, Is.Empty);
            Assert.That(zone.LimitedApplicability.Count == 0 || export.Losses.Any(loss => loss.Zone == zone.Id.ToString() && loss.Done == "written as always"), Is.True);
            foreach (var (before, after) in zone.Volumes.Zip(read.Volumes))
            {
                if (before.Shape is ZoneCircle circle)
                {
                    Assert.That(after.Shape, Is.InstanceOf<ZoneCircle>());
                    Assert.That((((ZoneCircle)after.Shape).Centre, ((ZoneCircle)after.Shape).Radius >= circle.Radius), Is.EqualTo((circle.Centre, true)));
                }
                else
                {
                    Assert.That(RandomZones.Points(after.Shape), Is.EqualTo(RandomZones.Points(before.Shape)));
                }

                Holds(before.Layer.Lower, after.Layer.Lower, isLower: true, several);
                Holds(before.Layer.Upper, after.Layer.Upper, isLower: false, several);
            }
        }
    }, iter: 100);

    [Test]
    public void What_is_not_for_flight_still_says_so()
    {
        foreach (var export in new[] { Ed269Writer.Write(ShippedAirspace.ZonesByRule), KmlWriter.Write(ShippedAirspace.ZonesByRule) })
        {
            Assert.That(Imports.Accepted(Encoding.UTF8.GetString(export.Content)).IsNotForFlight, Is.True);
        }
    }

    [Test]
    public void What_is_lost_is_told_by_zone()
    {
        var zone = Zones.Circle() with
        {
            Names = [new LocalizedText("zh", "圆"), new LocalizedText("en", "Circle")],
            Reasons = [ZoneReason.Dar],
            DataSource = new ZoneDataSource("2024-01-01", null, null),
        };
        var set = new GeozoneSet("test", [zone], Zones.Ours, new GeozoneMetadata { Issued = Zones.Utc("2024-01-01T00:00Z") });

        Assert.That(Ed269Writer.Write(set).Losses.Select(loss => loss.What), Is.EquivalentTo(
            ["validity, issue, providers or geoid of the set", "further languages of the name", "the reason DAR", "the source of the record"]));
        Assert.That(Imports.Accepted(Encoding.UTF8.GetString(Ed269Writer.Write(set).Content)).Zones[0].NameIn("en"), Is.EqualTo("Circle"));
        Assert.That(KmlWriter.Write(set).Losses.Select(loss => loss.What), Has.Member("the reasons"));
    }

    [Test]
    public void A_zone_that_the_format_cannot_hold_is_not_written()
    {
        static GeozoneSet Of(Geozone zone) => new("test", [zone], Zones.Ours);
        var byDay = new LimitedApplicability(null, null, [new DailyPeriod([ZoneDay.Any], DayMoment.Of(DaylightEvent.Sunrise), DayMoment.Of(DaylightEvent.Sunset))]);
        var free = Zones.Circle("FREE", byDay) with { Type = ZoneType.NoRestriction };

        Assert.That(() => Ed269Writer.Write(Of(Zones.Circle() with { Type = ZoneType.Uspace })), Throws.ArgumentException.With.Message.Contains("U-space"));
        Assert.That(() => Ed269Writer.Write(Of(Zones.Circle("LONGER-THAN-7"))), Throws.ArgumentException.With.Message.Contains("LONGER-THAN-7"));
        Assert.That(() => KmlWriter.Write(Of(Zones.Circle("LONGER-THAN-7"))), Throws.ArgumentException.With.Message.Contains("LONGER-THAN-7"));
        Assert.That(() => Ed269Writer.Write(Of(free)), Throws.ArgumentException.With.Message.Contains("without restriction"));
        Assert.That(() => KmlWriter.Write(Of(free)), Throws.ArgumentException.With.Message.Contains("without restriction"));
    }

    [Test]
    public void A_circle_of_ED_269_is_written_in_metres_whatever_the_unit_of_its_heights()
    {
        var layer = new ZoneLayer(null, new VerticalLimit(1000, LimitUnit.Feet, VerticalReference.Amsl));
        var zone = Zones.Circle() with { Volumes = [new ZoneVolume(new ZoneCircle(Zones.Here, Length.FromMetres(500)), layer)] };
        var import = Imports.Read(Encoding.UTF8.GetString(Ed269Writer.Write(new GeozoneSet("test", [zone], Zones.Ours)).Content));
        var volume = import.Set!.Zones[0].Volumes.Single();

        // 1,000 ft = 304.8 m.
        Assert.That((((ZoneCircle)volume.Shape).Radius.Metres, volume.Layer.Upper!.Value.Unit), Is.EqualTo((500.0, LimitUnit.Metres)));
        Assert.That(volume.Layer.Upper.Value.Height.Metres, Is.EqualTo(304.8).Within(1e-9));
    }

    private static void Keeps(VerticalLimit? before, VerticalLimit? after, bool mayBeLost)
    {
        if (before is { Reference: VerticalReference.Wgs84 })
        {
            Assert.That(after is null && mayBeLost, Is.True);
            return;
        }

        Assert.That(after?.Reference, Is.EqualTo(before?.Reference));
        Assert.That(after?.Height.Metres ?? 0, Is.EqualTo(before?.Height.Metres ?? 0).Within(1e-9));
    }

    private static void Holds(VerticalLimit? before, VerticalLimit? after, bool isLower, bool several)
    {
        if (!several)
        {
            Assert.That((after?.Reference, after?.Height.Metres ?? 0), Is.EqualTo((before?.Reference, before?.Height.Metres ?? 0)).Using<(VerticalReference?, double)>((a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-9));
        }
        else if (after is { } limit)
        {
            Assert.That(before?.Reference, Is.EqualTo(limit.Reference));
            Assert.That(isLower ? limit.Height.Metres <= before!.Value.Height.Metres + 1e-9 : limit.Height.Metres >= before!.Value.Height.Metres - 1e-9, Is.True);
        }
    }
}
