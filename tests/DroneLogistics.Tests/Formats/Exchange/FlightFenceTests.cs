using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>The geofence of a flight: its own corridor and no more.</summary>
public sealed class FlightFenceTests
{
    private static readonly TimeWindow Whenever = new(Flights.Nine, Flights.Nine.AddHours(1));
    private static readonly LatLon Corner = new(30, 122);

    [Test]
    public void The_fence_holds_the_way_and_stays_within_the_corridor()
    {
        var flight = ExchangeFlights.Go;
        var frame = new LocalFrame(flight.Waypoints[0]);
        var fence = FlightFence.Of(flight.Corridor);
        var inside = fence.Where(polygon => polygon.IsInclusion).Select(polygon => Area(frame, polygon.Corners)).Single();
        foreach (var point in flight.Trace)
        {
            Assert.That(inside.Covers(new Point(At(frame, point.Position))), Is.True);
        }

        // Every corner lies within half a width of the middle of a piece, a centimetre for the plane.
        foreach (var corner in fence.Where(polygon => polygon.IsInclusion).SelectMany(polygon => polygon.Corners))
        {
            Assert.That(flight.Corridor.Any(piece => Distance(frame, piece, corner) <= piece.HalfWidth.Metres + 0.01), Is.True);
        }
    }

    [Test]
    public void A_way_that_goes_round_something_keeps_it_out()
    {
        // A triangle of 4 km with a corridor of 200 m: a hole of some km in the middle.
        LatLon[] corners = [Corner, Towards(0, 4000), Towards(60, 4000)];
        var corridor = Enumerable.Range(0, 3).Select(i => new SweptCorridor(corners[i], corners[(i + 1) % 3], Length.FromMetres(100), default, AltitudeAmsl.FromMetres(100), Whenever)).ToList();
        var fence = FlightFence.Of(corridor);
        Assert.That(fence.Select(polygon => polygon.IsInclusion), Is.EqualTo(new[] { true, false }));
        var frame = new LocalFrame(Corner);
        var middle = new Point(At(frame, Towards(30, 2000)));
        Assert.That(Area(frame, fence[0].Corners).Covers(middle), Is.True);
        Assert.That(Area(frame, fence[1].Corners).Covers(middle), Is.True, "and is kept out");
    }

    [Test]
    public void A_hover_alone_is_fenced_by_a_circle()
    {
        var fence = FlightFence.Of([new SweptCorridor(Corner, Corner, Length.FromMetres(50), default, AltitudeAmsl.FromMetres(100), Whenever)]).Single();
        Assert.That(fence.Corners.Select(corner => corner.DistanceTo(Corner).Metres), Has.All.InRange(49, 50));
    }

    private static LatLon Towards(double degrees, double metres) => Corner.Towards(Bearing.FromDegrees(degrees), Length.FromMetres(metres));

    private static double Distance(LocalFrame frame, SweptCorridor piece, LatLon place) => piece.From == piece.To
        ? piece.From.DistanceTo(place).Metres
        : GeometryFactory.Default.CreateLineString([At(frame, piece.From), At(frame, piece.To)]).Distance(new Point(At(frame, place)));

    private static Polygon Area(LocalFrame frame, IReadOnlyList<LatLon> corners) => GeometryFactory.Default.CreatePolygon([.. corners.Append(corners[0]).Select(corner => At(frame, corner))]);

    private static Coordinate At(LocalFrame frame, LatLon place)
    {
        var point = frame.ToPlane(place);
        return new Coordinate(point.EastMetres, point.NorthMetres);
    }
}
