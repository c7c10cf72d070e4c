using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats.Exchange;

/// <summary>The operational intent of a flight as ASTM F3548-21 exchanges it.</summary>
public sealed class OperationalIntentTests
{
    private static readonly ExchangedFlight Flight = ExchangeFlights.Go;

    private static readonly ImportedIntent Intent = OperationalIntentReader.Read(FlightExport.Write(Flight, ExchangeFormat.F3548, false, IntentOwner.None), "intent");

    [Test]
    public void It_is_accepted_of_the_lowest_priority_and_has_a_volume_for_each_piece_of_the_way()
    {
        Assert.That((Intent.State, Intent.Priority, Intent.OffNominalVolumes.Count), Is.EqualTo(("Accepted", 0, 0)));
        Assert.That(Intent.Volumes.Select(volume => volume.When), Is.EqualTo(Flight.Intent.Select(piece => piece.When)));
        Assert.That(Intent.Volumes.Count(volume => volume.Centre is not null), Is.EqualTo(2), "circles about the two pads");
    }

    // The standard asks that 95 % of the flight time lie inside; the planned flight lies inside with all of it.
    [Test]
    public void The_planned_flight_stays_inside_its_volumes_in_place_height_and_time()
    {
        var inside = Flight.Trace.Count(point => Intent.Volumes.Any(volume => Holds(volume, point.Position, Flight.EllipsoidMetres(point.Position, point.Altitude), Flight.TimeOf(point))));
        Assert.That((double)inside / Flight.Trace.Count, Is.EqualTo(1));
        Assert.That(Flight.IntentProbability, Is.EqualTo(0.95));
    }

    [Test]
    public void A_flight_a_width_aside_or_ten_minutes_late_is_outside()
    {
        var middle = Flight.Trace[Flight.Trace.Count / 2];
        var (place, height, time) = (middle.Position, Flight.EllipsoidMetres(middle.Position, middle.Altitude), Flight.TimeOf(middle));
        var widest = Flight.Intent.Max(piece => piece.HalfWidth.Metres);
        var aside = new LocalFrame(place).ToGlobe(new PlanePoint(3 * widest, 3 * widest));
        Assert.That(Intent.Volumes.Any(volume => Holds(volume, place, height, time)), Is.True);
        Assert.That(Intent.Volumes.Any(volume => Holds(volume, aside, height, time)), Is.False);
        Assert.That(Intent.Volumes.Any(volume => Holds(volume, place, height + 200, time)), Is.False);
        Assert.That(Intent.Volumes.Any(volume => Holds(volume, place, height, time.AddMinutes(10))), Is.False);
    }

    [Test]
    public void A_volume_never_is_smaller_than_its_piece_and_no_more_than_a_twentieth_wider()
    {
        foreach (var (volume, piece) in Intent.Volumes.Zip(Flight.Intent).Where(pair => pair.First.Centre is null))
        {
            var frame = new LocalFrame(piece.From);
            var outline = GeometryFactory.Default.CreatePolygon([.. volume.Outline.Append(volume.Outline[0]).Select(corner => At(frame, corner))]);
            var line = GeometryFactory.Default.CreateLineString([At(frame, piece.From), At(frame, piece.To)]);
            Assert.That(outline.Contains(line.Buffer(piece.HalfWidth.Metres * 0.9999, 64)), Is.True);
            Assert.That(line.Buffer(piece.HalfWidth.Metres * 1.05, 64).Contains(outline), Is.True);
            Assert.That(outline.Shell.IsCCW, Is.True);
        }
    }

    [Test]
    public void The_id_is_the_same_for_the_same_flight_and_another_for_another()
    {
        var other = OperationalIntentReader.Read(FlightExport.Write(Flight with { Description = "another" }, ExchangeFormat.F3548, false, IntentOwner.None), "other");
        var again = OperationalIntentReader.Read(FlightExport.Write(Flight, ExchangeFormat.F3548, false, IntentOwner.None), "again");
        Assert.That((again.Id == Intent.Id, other.Id == Intent.Id), Is.EqualTo((true, false)));
    }

    private static bool Holds(ImportedVolume volume, LatLon place, double height, DateTimeOffset time)
    {
        var frame = new LocalFrame(place);
        var isOver = volume.Centre is { } centre
            ? centre.DistanceTo(place) <= volume.Radius
            : GeometryFactory.Default.CreatePolygon([.. volume.Outline.Append(volume.Outline[0]).Select(corner => At(frame, corner))]).Covers(GeometryFactory.Default.CreatePoint(new Coordinate(0, 0)));
        return isOver && height >= volume.Lower.Metres && height <= volume.Upper.Metres && volume.When.Contains(time);
    }

    private static Coordinate At(LocalFrame frame, LatLon place)
    {
        var point = frame.ToPlane(place);
        return new Coordinate(point.EastMetres, point.NorthMetres);
    }
}
