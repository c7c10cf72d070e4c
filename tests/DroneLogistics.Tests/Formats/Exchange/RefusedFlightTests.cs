using System.Text;
using DroneLogistics.Formats.Exchange;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>A flight that is refused is no mission.</summary>
public sealed class RefusedFlightTests
{
    private static readonly ExchangeFormat[] Missions = [.. ExchangeFormats.All.Where(entry => entry.IsMission).Select(entry => entry.Format)];

    [Test]
    public void Missions_are_the_formats_that_an_aircraft_flies() =>
        Assert.That(Missions, Is.EquivalentTo(new[] { ExchangeFormat.Plan, ExchangeFormat.Waypoints, ExchangeFormat.Wpml }));

    [TestCaseSource(nameof(Missions))]
    public void A_mission_of_a_refused_flight_is_not_written_and_the_reason_is_told(ExchangeFormat format) =>
        Assert.That(
            () => FlightExport.Write(ExchangeFlights.Refused, format, evenRefused: false, IntentOwner.None),
            Throws.TypeOf<ExportException>().With.Message.Contains("PAYLOAD_EXCEEDS_LIMIT"));

    [TestCaseSource(nameof(Missions))]
    public void A_mission_that_is_written_all_the_same_is_marked_and_read_as_marked(ExchangeFormat format)
    {
        var written = FlightExport.Write(ExchangeFlights.Refused, format, evenRefused: true, IntentOwner.None);
        Assert.That(WayImport.Read(written, "refused", ExchangeFlights.Geoid).IsRefused, Is.True);
        Assert.That(WayImport.Read(FlightExport.Write(ExchangeFlights.Go, format, evenRefused: true, IntentOwner.None), "go", ExchangeFlights.Geoid).IsRefused, Is.False);
    }

    [Test]
    public void A_map_of_a_refused_flight_is_written_with_its_verdict()
    {
        foreach (var format in new[] { ExchangeFormat.GeoJson, ExchangeFormat.Kml, ExchangeFormat.Czml })
        {
            Assert.That(Encoding.UTF8.GetString(FlightExport.Write(ExchangeFlights.Refused, format, evenRefused: false, IntentOwner.None)), Does.Contain("NO_GO").And.Contain("PAYLOAD_EXCEEDS_LIMIT"), $"{format}");
        }
    }

    [Test]
    public void A_refused_flight_has_no_operational_intent_even_where_that_is_asked_for() =>
        Assert.That(
            () => FlightExport.Write(ExchangeFlights.Refused, ExchangeFormat.F3548, evenRefused: true, IntentOwner.None),
            Throws.TypeOf<ExportException>().With.Message.Contains("operational intent"));
}
