using CsCheck;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>What is written in a format is read back from it.</summary>
public sealed class RoundTripTests
{
    // Numbers are written to the last digit; what comes back over the ellipsoid differs in the last digits of a sum.
    private const double HeightToleranceMetres = 1e-6;

    private static readonly ExchangeFormat[] Ways = [.. ExchangeFormats.All.Select(entry => entry.Format).Where(format => format != ExchangeFormat.F3548)];

    [TestCaseSource(nameof(Ways))]
    public void A_drawn_way_comes_back_with_its_places_heights_speed_and_mark(ExchangeFormat format) =>
        ExchangeFlights.Drawn.Sample(
            flight =>
            {
                var way = WayImport.Read(Written(flight, format), "drawn", flight.Geoid);
                Assert.That(way.Format, Is.EqualTo(format));
                Assert.That(way.Points.Select(point => point.Place).Distinct(), Is.EqualTo(flight.Waypoints.Distinct()));
                foreach (var point in way.Points)
                {
                    Assert.That(ExpectedHeights(flight, format), Has.Some.EqualTo(point.Altitude!.Value.Metres).Within(HeightToleranceMetres));
                }

                if (format != ExchangeFormat.Csv)
                {
                    Assert.That(way.Airspeed!.Value.MetresPerSecond, Is.EqualTo(flight.Airspeed.MetresPerSecond).Within(1e-12));
                    Assert.That(way.IsRefused, Is.EqualTo(!flight.IsGo));
                }
            },
            iter: 100);

    [TestCaseSource(nameof(Ways))]
    public void The_decided_flight_comes_back_as_the_way_that_was_decided(ExchangeFormat format)
    {
        var flight = ExchangeFlights.Go;
        var way = WayImport.Read(Written(flight, format), "go", flight.Geoid);
        Assert.That(way.IsRefused, Is.False);
        Assert.That(way.Highest!.Value.Metres, Is.EqualTo(flight.Cruise.Metres).Within(1e-3));

        // Of a trace the corners are found again to the length that it flies in a step: the turn between two points is cut.
        var corners = way.Corners;
        Assert.That(corners[0].DistanceTo(flight.Waypoints[0]).Metres + corners[^1].DistanceTo(flight.Waypoints[^1]).Metres, Is.LessThan(1e-6));
        foreach (var corner in flight.Waypoints)
        {
            Assert.That(new FlightTrack(corners).DistanceTo(corner), Is.LessThan(format is ExchangeFormat.Csv or ExchangeFormat.Czml ? 160 : WayThinning.ToleranceMetres + 0.1), $"{corner}");
        }
    }

    [TestCase(ExchangeFormat.Czml)]
    [TestCase(ExchangeFormat.Csv)]
    public void A_trace_comes_back_with_every_point_and_its_time(ExchangeFormat format)
    {
        var flight = ExchangeFlights.Go;
        var read = WayImport.Read(Written(flight, format), "go", flight.Geoid).Points;
        var written = flight.Trace.Where((point, index) => index == 0 || (point.Position, point.Altitude) != (flight.Trace[index - 1].Position, flight.Trace[index - 1].Altitude)).ToList();
        Assert.That(read, Has.Count.EqualTo(written.Count).And.Count.GreaterThan(100));
        for (var i = 0; i < read.Count; i++)
        {
            Assert.That(read[i].Place, Is.EqualTo(written[i].Position));
            Assert.That(read[i].Altitude!.Value.Metres, Is.EqualTo(written[i].Altitude.Metres).Within(HeightToleranceMetres));
            Assert.That(read[i].Time!.Value, Is.EqualTo(flight.TimeOf(written[i])).Within(TimeSpan.FromMicroseconds(1)));
        }
    }

    [Test]
    public void A_plan_comes_back_with_its_fence_and_its_rally_points()
    {
        var flight = ExchangeFlights.Go;
        var way = WayImport.Read(Written(flight, ExchangeFormat.Plan), "go.plan", flight.Geoid);
        Assert.That(way.Fence.Select(polygon => (polygon.IsInclusion, polygon.Corners)), Is.EqualTo(FlightFence.Of(flight.Corridor).Select(polygon => (polygon.IsInclusion, polygon.Corners))));
        Assert.That(way.Start, Is.EqualTo(flight.OriginElevation));
        Assert.That(way.Rally.Select(point => (point.Place, point.HeightAboveStart)), Is.EqualTo(flight.Alternates.Select(site => (site.Position, flight.Cruise - flight.OriginElevation))));
        Assert.That(way.Rally, Is.Not.Empty);
    }

    [Test]
    public void Files_of_the_same_flight_are_the_same_to_the_byte()
    {
        foreach (var format in ExchangeFormats.All.Select(entry => entry.Format))
        {
            var (first, second) = (Written(ExchangeFlights.Go, format), Written(ExchangeFlights.Go, format));
            Assert.That(second, Is.EqualTo(first), $"{format}");
        }
    }

    private static byte[] Written(ExchangedFlight flight, ExchangeFormat format) => FlightExport.Write(flight, format, evenRefused: true, IntentOwner.None);

    private static double[] ExpectedHeights(ExchangedFlight flight, ExchangeFormat format) => format is ExchangeFormat.Csv or ExchangeFormat.Czml
        ? [.. flight.Trace.Select(point => point.Altitude.Metres)]
        : [flight.Cruise.Metres, flight.OriginElevation.Metres, flight.DestinationElevation.Metres];

    /// <summary>A line over the ground.</summary>
    private sealed class FlightTrack(IReadOnlyList<LatLon> corners)
    {
        public double DistanceTo(LatLon place)
        {
            var frame = new LocalFrame(place);
            var plane = corners.Select(frame.ToPlane).ToList();
            return plane.Zip(plane.Skip(1)).Min(leg => FromOrigin(leg.First, leg.Second));
        }

        private static double FromOrigin(PlanePoint from, PlanePoint to)
        {
            var (east, north) = (to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres);
            var share = Math.Clamp(-((from.EastMetres * east) + (from.NorthMetres * north)) / ((east * east) + (north * north)), 0, 1);
            return Math.Sqrt(Math.Pow(from.EastMetres + (share * east), 2) + Math.Pow(from.NorthMetres + (share * north), 2));
        }
    }
}
