using CsCheck;
using DroneLogistics.Simulation;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class FlightTraceTests
{
    private static readonly Gen<(FlightForecast Forecast, List<TracePoint> Points)> Traces =
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.5, 90], (forecast, step) => (forecast, FlightTrace.Sample(forecast, step).ToList()));

    [Test]
    public void The_last_point_is_the_end_of_the_flight() =>
        Traces.Sample((forecast, points) =>
        {
            var last = points[^1];

            // Sums of the same durations and distances.
            Assert.That(last.Seconds, Is.EqualTo(forecast.BlockSeconds).Within(1e-9));
            Assert.That(last.DistanceMetres, Is.EqualTo(forecast.Profile.Segments.Sum(segment => segment.DistanceMetres)).Within(1e-6));
            Assert.That(last.Position.DistanceTo(forecast.Task.Path.Destination).Metres, Is.LessThan(1e-5));
            Assert.That(last.Altitude, Is.EqualTo(forecast.Task.DestinationElevation));
            Assert.That(last.Charge!.Value.Ratio, Is.EqualTo(forecast.LandingCharge!.Value.Ratio).Within(1e-12));
        });

    [Test]
    public void The_first_point_is_the_beginning_of_the_flight() =>
        Traces.Sample((forecast, points) =>
        {
            Assert.That((points[0].Seconds, points[0].DistanceMetres), Is.EqualTo((0.0, 0.0)));
            Assert.That(points[0].Position, Is.EqualTo(forecast.Task.Path.Origin));
            Assert.That(points[0].Altitude, Is.EqualTo(forecast.Task.OriginElevation));
            Assert.That(points[0].Charge, Is.EqualTo(forecast.Task.TakeoffCharge));
        });

    [Test]
    public void Time_and_distance_never_go_back_and_charge_never_grows() =>
        Traces.Sample((_, points) =>
        {
            foreach (var (before, after) in points.Zip(points.Skip(1)))
            {
                Assert.That(after.Seconds, Is.GreaterThanOrEqualTo(before.Seconds));
                Assert.That(after.DistanceMetres, Is.GreaterThanOrEqualTo(before.DistanceMetres));

                // A segment may be run down in other steps than to a point within it: 2e-10 of charge (Discharge).
                Assert.That(after.Charge!.Value.Ratio, Is.LessThanOrEqualTo(before.Charge!.Value.Ratio + 1e-9));
            }
        });

    [Test]
    public void No_two_points_are_further_apart_in_time_than_asked() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.5, 90]).Sample((forecast, step) =>
        {
            var points = FlightTrace.Sample(forecast, step).ToList();
            foreach (var (before, after) in points.Zip(points.Skip(1)))
            {
                Assert.That(after.Seconds - before.Seconds, Is.LessThanOrEqualTo(step + 1e-9));
            }
        });

    [Test]
    public void Power_over_time_is_the_energy_at_the_terminals() =>
        Traces.Sample((forecast, points) =>
        {
            // Power is constant between points: the one that ends an interval tells it.
            var joules = points.Zip(points.Skip(1)).Sum(pair => (pair.Second.Seconds - pair.First.Seconds) * pair.Second.Power.Watts);
            var terminal = (forecast.Energy.Total - forecast.Energy.BatteryLoss).Joules;

            Assert.That(joules, Is.EqualTo(terminal).Within(1e-9 * terminal));
        });

    [Test]
    public void The_charge_between_points_is_the_energy_drawn() =>
        Traces.Sample((forecast, points) =>
        {
            var battery = forecast.Task.Circuit();
            var drawn = points.Zip(points.Skip(1)).Sum(pair =>
                (battery.StoredEnergy(pair.First.Charge!.Value) - battery.StoredEnergy(pair.Second.Charge!.Value)).Joules);

            Assert.That(drawn, Is.EqualTo(forecast.Energy.Total.Joules).Within(1e-9 * forecast.Energy.Total.Joules));
        });

    [Test]
    public void Ground_speed_over_time_is_the_way_flown() =>
        Traces.Sample((forecast, points) =>
        {
            // Ground speed is even or grows evenly between points, but jumps where one segment ends and the next begins: within a segment the
            // way of its points tells its mean speed.
            var metres = points.Zip(points.Skip(1)).Sum(pair => pair.Second.DistanceMetres - pair.First.DistanceMetres);
            var segments = forecast.Profile.Segments.Sum(segment => segment.GroundSpeed.MetresPerSecond * segment.Seconds);

            Assert.That(metres, Is.EqualTo(segments).Within(1e-9 * segments));
        });

    [Test]
    public void A_flight_that_cannot_be_flown_has_no_points()
    {
        var grounded = FlightSimulation.Run(Worlds.Task() with { Wind = Worlds.WindFrom(0, 60) });

        Assert.That(FlightTrace.Sample(grounded, 1), Is.Empty);
    }

    [Test]
    public void After_the_battery_is_empty_no_charge_is_told()
    {
        var empty = FlightSimulation.Run(Worlds.Task() with { TakeoffCharge = new(0.05) });
        var points = FlightTrace.Sample(empty, 5).ToList();

        Assert.That(empty.BatteryEnd, Is.Not.EqualTo(BatteryEnd.Landed));
        Assert.That(points[0].Charge, Is.Not.Null);
        Assert.That(points[^1].Charge, Is.Null);
        Assert.That(points.SkipWhile(point => point.Charge is not null).Select(point => point.Charge), Is.All.Null);
    }

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(double.NaN)]
    public void A_step_that_is_not_positive_is_a_programmers_error(double step)
    {
        var forecast = FlightSimulation.Run(Worlds.Task());

        Assert.That(() => FlightTrace.Sample(forecast, step), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
