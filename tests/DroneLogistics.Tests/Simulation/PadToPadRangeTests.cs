using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class PadToPadRangeTests
{
    [TestCase("wing")]
    [TestCase("hexa")]
    public void A_flight_over_the_range_lands_with_its_reserve_and_one_of_ten_metres_more_does_not(string id)
    {
        var task = Worlds.Task(Type(id));
        var range = PadToPadRange.Of(task)!.Value;

        Assert.That(MarginOver(task, range.Metres), Is.GreaterThanOrEqualTo(0));
        Assert.That(MarginOver(task, range.Metres + 10), Is.LessThan(0));
    }

    [TestCase("wing")]
    [TestCase("hexa")]
    public void More_payload_and_more_wind_from_ahead_never_reach_farther(string id)
    {
        var task = Worlds.Task(Type(id));
        var ranges = new[] { 0.0, 5, 10, 15, 20 }.Select(load => PadToPadRange.Of(task with { Payload = Mass.FromKilograms(load) })!.Value.Metres);
        var winds = new[] { 0.0, 2, 4, 6 }.Select(wind => PadToPadRange.Of(task with { Wind = Worlds.WindFrom(90, wind) })!.Value.Metres);

        Assert.That(ranges, Is.Ordered.Descending);
        Assert.That(winds, Is.Ordered.Descending);
    }

    [Test]
    public void Where_the_reserve_is_all_there_is_no_way_is_short_enough()
    {
        var task = Worlds.Task();

        Assert.That(PadToPadRange.Of(task with { Reserve = task.Reserve with { FinalReserveShare = 1 } }), Is.Null);
        Assert.That(PadToPadRange.Of(task with { TakeoffCharge = new StateOfCharge(double.NaN) }), Is.Null);
    }

    private static AircraftType Type(string id) => id == "wing" ? Worlds.Wing : Worlds.Hexa;

    private static double MarginOver(FlightTask task, double metres)
    {
        var end = Geodesic.Direct(task.Path.Origin.LatitudeDegrees, task.Path.Origin.LongitudeDegrees, 90, metres);
        var flown = FlightSimulation.Run(task with { Path = new FlightPath([task.Path.Origin, new LatLon(end.LatitudeDegrees, end.LongitudeDegrees)]) });
        return flown.Reserve!.Margin.WattHours;
    }
}
