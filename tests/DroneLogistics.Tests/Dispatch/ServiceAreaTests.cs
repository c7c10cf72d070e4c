using System.Text.Json.Nodes;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Provenance;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

public sealed class ServiceAreaTests
{
    private static readonly ServiceArea Area = new(SouthDegrees: 29, NorthDegrees: 31, WestDegrees: 121, EastDegrees: 123);

    [TestCase(29, 121)]
    [TestCase(31, 123)]
    [TestCase(30, 122)]
    public void A_point_on_its_border_or_inside_is_in_it(double latitude, double longitude)
    {
        Assert.That(Area.Contains(new LatLon(latitude, longitude)), Is.True);
    }

    [TestCase(28.9999, 122)]
    [TestCase(31.0001, 122)]
    [TestCase(30, 120.9999)]
    [TestCase(30, 123.0001)]
    public void A_point_outside_on_any_side_is_not(double latitude, double longitude)
    {
        Assert.That(Area.Contains(new LatLon(latitude, longitude)), Is.False);
    }

    [Test]
    public void Every_site_that_ships_lies_in_the_area_that_ships()
    {
        Assert.That(ShippedData.World.Sites.All.Where(site => !ShippedData.World.Policy.ServiceArea.Contains(site.Position)), Is.Empty);
    }

    [TestCase("serviceAreaSouthDeg", 32, "serviceAreaNorthDeg")]
    [TestCase("serviceAreaNorthDeg", 28.5, "serviceAreaNorthDeg")]
    [TestCase("serviceAreaWestDeg", 125, "serviceAreaEastDeg")]
    public void An_area_without_an_inside_is_refused_by_file_and_key(string key, double value, string named)
    {
        var policy = JsonNode.Parse(ShippedFiles.Bytes("policy/planning.json"))!;
        policy[key]!["value"] = value;

        Assert.That(
            () => PolicyFile.Read(System.Text.Encoding.UTF8.GetBytes(policy.ToJsonString()), "policy/planning.json"),
            Throws.TypeOf<DataFileException>().With.Message.Contains(named).And.Message.Contains("policy/planning.json"));
    }
}
