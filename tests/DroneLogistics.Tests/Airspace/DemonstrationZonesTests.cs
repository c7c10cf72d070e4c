using DroneLogistics.Airspace;
using DroneLogistics.Tests.Airspace.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace;

public sealed class DemonstrationZonesTests
{
    private static readonly GeozoneSet Set = Read();

    [Test]
    public void Every_demonstration_zone_says_that_it_is_not_for_flight()
    {
        Assert.That(Set.IsNotForFlight, Is.True);
        foreach (var zone in Set.Zones)
        {
            Assert.That(zone.Messages.Select(message => message.Text), Has.Some.Contains(GeozoneSet.NotForFlightMark), zone.Id.ToString());
            Assert.That(zone.NameIn("en"), Does.Contain("demonstration"));
            Assert.That(zone.NameIn("zh"), Does.Contain("演示"));
        }
    }

    // 26 November 2024 is a Tuesday; 08:00 in China is 00:00 UTC. The sun is up over Putuoshan from about 06:27 to 16:54 local.
    [TestCase("2024-11-26T00:00Z", "DEMO001 DEMO002 DEMO003")]
    [TestCase("2024-11-26T06:00Z", "DEMO001 DEMO002")]
    [TestCase("2024-11-26T12:00Z", "DEMO001")]
    [TestCase("2024-11-25T01:00Z", "DEMO001 DEMO002")]
    public void The_zones_in_force_are_those_of_the_hour(string at, string zones)
    {
        Assert.That(string.Join(' ', Set.InForce(Zones.Utc(at)).Select(zone => zone.Id.Identifier)), Is.EqualTo(zones));
    }

    private static GeozoneSet Read()
    {
        var import = Imports.Read(ShippedFiles.Bytes("airspace/demonstration.geojson"));
        return import.Set ?? throw new InvalidOperationException(string.Join('\n', import.Refusals));
    }
}
