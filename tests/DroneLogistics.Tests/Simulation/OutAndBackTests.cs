using CsCheck;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>There with the payload, dropped, and back without it on the same pack.</summary>
public sealed class OutAndBackTests
{
    // A warm pack: its capacity does not depend on the temperature at which the way back begins.
    private static readonly Gen<(FlightForecast Out, FlightForecast Back)> Trips =
        from outward in SimulatedFlights.Any.Select(task => FlightSimulation.Run(task with { PackTemperature = Temperature.FromDegreesCelsius(30) }))
        where outward.LandingCharge is not null
        let task = outward.Task
        let back = FlightSimulation.Run(task with
        {
            Payload = Mass.Zero,
            Path = new FlightPath([.. task.Path.Segments.Reverse().Select(segment => segment.To), task.Path.Origin]),
            OriginElevation = task.DestinationElevation,
            DestinationElevation = task.OriginElevation,
            TakeoffCharge = outward.LandingCharge!.Value,
            PackTemperature = outward.SegmentEnds[^1].Temperature,
        })
        where back.LandingCharge is not null && back.Task.PackTemperature!.Value.DegreesCelsius >= 25
        select (outward, back);

    [Test]
    public void The_lines_of_both_ways_sum_to_the_energy_that_the_pack_lost() =>
        Trips.Sample(trip =>
        {
            var battery = trip.Out.Task.Circuit();
            var lost = (battery.StoredEnergy(trip.Out.Task.TakeoffCharge) - battery.StoredEnergy(trip.Back.LandingCharge!.Value)).Joules;
            var sum = trip.Out.Energy + trip.Back.Energy;

            Assert.That(sum.Total.Joules, Is.EqualTo(lost).Within(1e-9 * lost));
            Assert.That(
                (sum.Induced + sum.Profile + sum.Parasite + sum.Climb + sum.Acceleration + sum.Drivetrain + sum.Avionics + sum.BatteryLoss).Joules,
                Is.EqualTo(lost).Within(1e-9 * lost));
        });

    [Test]
    public void The_way_back_is_flown_at_the_mass_without_the_payload() =>
        Trips.Where(trip => trip.Out.Task.Payload.Kilograms > 0.1).Sample(trip =>
        {
            // Climb from pad to transition height or cruise: weight times height, with the download of the rotors.
            foreach (var forecast in (FlightForecast[])[trip.Out, trip.Back])
            {
                var climb = forecast.Phases.Single(phase => phase.Phase == FlightPhase.VerticalClimb);
                var newtons = climb.Energy.Climb.Joules / (climb.To - climb.From).Metres / forecast.Task.Type.Rotors.DownloadFactor;
                Assert.That(newtons / 9.80665, Is.EqualTo(forecast.Task.Type.EmptyMass.Kilograms + forecast.Task.Payload.Kilograms).Within(1e-6));
            }

            Assert.That(trip.Back.Task.Payload, Is.EqualTo(Mass.Zero));
        });
}
