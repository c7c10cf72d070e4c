using CsCheck;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class FlightSimulationTests
{
    private static FlightTask Calm(string type = "fz90", string from = "putuo", string to = "liuheng", double kilograms = 15) =>
        Flights.Task(Flights.Question(type, from, to, kilograms, Wind.Calm));

    [Test]
    public void The_FZ90_flies_Putuo_Liuheng_in_calm_air_in_20_to_24_minutes()
    {
        var forecast = FlightSimulation.Run(Calm());
        Assert.That(forecast.Task.Path.Distance.Kilometres, Is.EqualTo(32.1).Within(0.1));
        Assert.That(forecast.BlockSeconds!.Value / 60, Is.InRange(20, 24));
    }

    [TestCase("fz90", "putuo", "liuheng", 15)]
    [TestCase("fc30", "dinghai-port", "dongju", 20)]
    [TestCase("v2000cg", "putuo", "liuheng", 200)]
    [TestCase("ark40", "dinghai-port", "dongju", 8)]
    public void The_ledger_sums_to_the_energy_drawn_and_the_phases_to_the_flight(string type, string from, string to, double kilograms)
    {
        var task = Calm(type, from, to, kilograms);
        var forecast = FlightSimulation.Run(task);
        Assert.That(forecast.BatteryEnd, Is.EqualTo(BatteryEnd.Landed));
        var battery = new DroneLogistics.Performance.BatteryCircuit(task.Type.Battery, task.PackHealthRatio, task.Policy.PackTemperature);
        var drawn = battery.StoredEnergy(StateOfCharge.Full).Joules - battery.StoredEnergy(forecast.LandingCharge!.Value).Joules;
        Assert.That(forecast.Energy.Total.Joules, Is.EqualTo(drawn).Within(1e-9 * drawn));
        Assert.That(forecast.Phases.Sum(phase => phase.Energy.Total.Joules), Is.EqualTo(drawn).Within(1e-9 * drawn));
        Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(task.Path.Distance.Metres).Within(1e-6));
        for (var i = 1; i < forecast.Phases.Count; i++)
        {
            Assert.That(forecast.Phases[i].StartSeconds, Is.EqualTo(forecast.Phases[i - 1].StartSeconds + forecast.Phases[i - 1].Seconds).Within(1e-9));
            Assert.That(forecast.Phases[i].From.Metres, Is.EqualTo(forecast.Phases[i - 1].To.Metres).Within(1e-9));
        }

        Assert.That(forecast.Phases[^1].To, Is.EqualTo(task.DestinationElevation));
    }

    [Test]
    public void More_payload_never_takes_less_energy_and_a_headwind_never_shortens_the_flight() => Gen.Double[0, 15].Select(Gen.Double[0, 8], Gen.Double[0, 4]).Sample((payload, wind, more) =>
    {
        var light = Calm(kilograms: payload);
        var track = light.Path.Segments[0].Track;
        var windy = light with { Wind = new Wind(track, Speed.FromMetresPerSecond(wind), null) };
        var windier = light with { Wind = new Wind(track, Speed.FromMetresPerSecond(wind + more), null) };
        var heavy = Flights.Task(Flights.Question(payloadKilograms: payload + more, wind: windy.Wind));
        var base_ = FlightSimulation.Run(windy);

        // Steps of a few ulps of payload or wind drown in rounding of about 1e-15; the tolerance is a thousand times that.
        const double Rounding = 1e-12;
        Assert.That(FlightSimulation.Run(heavy).Energy.Total.Joules, Is.GreaterThanOrEqualTo(base_.Energy.Total.Joules * (1 - Rounding)));
        Assert.That(FlightSimulation.Run(windier).BlockSeconds!.Value, Is.GreaterThanOrEqualTo(base_.BlockSeconds!.Value * (1 - Rounding)));
        Assert.That(FlightSimulation.Run(windier).LandingCharge!.Value.Ratio, Is.LessThanOrEqualTo(base_.LandingCharge!.Value.Ratio * (1 + Rounding)));
    }, iter: 200);

    [Test]
    public void Reversing_wind_and_route_together_changes_nothing_between_pads_of_equal_elevation() => Gen.Double[0, 360].Select(Gen.Double[0, 10]).Sample((from, speed) =>
    {
        var there = Calm() with { OriginElevation = AltitudeAmsl.FromMetres(5), DestinationElevation = AltitudeAmsl.FromMetres(5), Wind = new Wind(Bearing.FromDegrees(from), Speed.FromMetresPerSecond(speed), null) };
        var back = there with { Path = new FlightPath([there.Path.Destination, there.Path.Origin]), Wind = there.Wind with { From = Bearing.FromDegrees(from + 180) } };
        var (a, b) = (FlightSimulation.Run(there), FlightSimulation.Run(back));
        Assert.That(b.BlockSeconds, Is.EqualTo(a.BlockSeconds!.Value).Within(1e-6));
        Assert.That(b.Energy.Total.Joules, Is.EqualTo(a.Energy.Total.Joules).Within(1e-8 * a.Energy.Total.Joules));
    }, iter: 100);

    [Test]
    public void Splitting_the_leg_on_its_geodesic_changes_energy_by_less_than_a_millionth()
    {
        var whole = Calm();
        var middle = whole.Path.PointAt(whole.Path.Distance * 0.4);
        var split = whole with { Path = new FlightPath([whole.Path.Origin, middle, whole.Path.Destination]) };
        var (a, b) = (FlightSimulation.Run(whole).Energy.Total.Joules, FlightSimulation.Run(split).Energy.Total.Joules);
        Assert.That(b, Is.EqualTo(a).Within(1e-6 * a));
    }

    [Test]
    public void Equal_tasks_give_equal_bits()
    {
        var (a, b) = (FlightSimulation.Run(Calm()), FlightSimulation.Run(Calm()));
        Assert.That(BitConverter.DoubleToInt64Bits(b.LandingCharge!.Value.Ratio), Is.EqualTo(BitConverter.DoubleToInt64Bits(a.LandingCharge!.Value.Ratio)));
        Assert.That(b.Energy, Is.EqualTo(a.Energy));
    }

    [Test]
    public void The_trace_begins_and_ends_with_the_flight()
    {
        var forecast = FlightSimulation.Run(Calm());
        var trace = FlightTrace.Sample(forecast, 7).ToList();
        Assert.That(trace[0].Position, Is.EqualTo(forecast.Task.Path.Origin));
        Assert.That(trace[^1].Seconds, Is.EqualTo(forecast.BlockSeconds!.Value).Within(1e-9));
        Assert.That(trace[^1].DistanceMetres, Is.EqualTo(forecast.Task.Path.Distance.Metres).Within(1e-6));
        Assert.That(trace[^1].Charge!.Value.Ratio, Is.EqualTo(forecast.LandingCharge!.Value.Ratio).Within(1e-12));
        Assert.That(trace.Select(point => point.Seconds), Is.Ordered);
        Assert.That(trace.Select(point => point.DistanceMetres), Is.Ordered);
        Assert.That(trace.Select(point => point.Charge!.Value.Ratio), Is.Ordered.Descending);
    }

    [Test]
    public void What_cannot_be_flown_says_why()
    {
        var task = Calm();
        var track = task.Path.Segments[0].Track;
        Wind Head(double speed) => new(track, Speed.FromMetresPerSecond(speed), null);
        Assert.That(ProfileBuilder.Build(task with { Wind = Head(40) }).Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
        Assert.That(ProfileBuilder.Build(task with { Wind = Head(19) }).Trouble, Is.EqualTo(ProfileTrouble.GroundSpeedTooLow));
        Assert.That(ProfileBuilder.Build(task with { CruiseAirspeed = Speed.FromMetresPerSecond(15) }).Trouble, Is.EqualTo(ProfileTrouble.WingStalls));
        Assert.That(ProfileBuilder.Build(task with { CruiseAltitude = AltitudeAmsl.FromMetres(10) }).Trouble, Is.EqualTo(ProfileTrouble.CruiseBelowPads));
        var hop = new FlightPath([task.Path.Origin, task.Path.Origin.Towards(track, Length.FromMetres(300))]);
        Assert.That(ProfileBuilder.Build(task with { Path = hop }).Trouble, Is.EqualTo(ProfileTrouble.PathTooShort));
        Assert.That(FlightSimulation.Run(task with { TakeoffCharge = new StateOfCharge(0.2) }).BatteryEnd, Is.Not.EqualTo(BatteryEnd.Landed));
    }
}
