using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class FlightPropertiesTests
{
    private static readonly AircraftType[] Types = [Worlds.Wing, Worlds.Hexa];

    [Test]
    public void The_lines_of_the_ledger_sum_to_the_open_circuit_energy_taken_from_the_battery() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var task = forecast.Task;
            var battery = task.Circuit();
            var taken = battery.StoredEnergy(task.TakeoffCharge) - battery.StoredEnergy(forecast.LandingCharge!.Value);
            var lines = forecast.Energy;

            // The design asks for 1e-9: some twenty segments added up.
            Assert.That(lines.Total.Joules, Is.EqualTo(taken.Joules).Within(1e-9 * taken.Joules));
            Assert.That(
                (lines.Induced + lines.Profile + lines.Parasite + lines.Climb + lines.Acceleration + lines.Drivetrain + lines.Avionics + lines.BatteryLoss).Joules,
                Is.EqualTo(taken.Joules).Within(1e-9 * taken.Joules));
            Assert.That(forecast.Reserve!.Trip, Is.EqualTo(lines.Total));
        });

    [Test]
    public void The_ledgers_of_the_phases_sum_to_the_ledger_of_the_flight_line_by_line() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var sum = forecast.Phases.Aggregate(default(EnergyLedger), (ledger, phase) => ledger + phase.Energy);
            foreach (var (part, whole) in Lines(sum).Zip(Lines(forecast.Energy)))
            {
                Assert.That(part, Is.EqualTo(whole).Within(1e-9 * forecast.Energy.Total.Joules));
            }
        });

    [Test]
    public void Phases_follow_each_other_without_a_gap_in_time_altitude_or_charge() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var phases = forecast.Phases;
            Assert.That(phases[0].StartSeconds, Is.Zero);
            Assert.That(phases[0].From, Is.EqualTo(forecast.Task.OriginElevation));
            Assert.That(phases[^1].To, Is.EqualTo(forecast.Task.DestinationElevation));
            Assert.That(phases[^1].EndCharge, Is.EqualTo(forecast.LandingCharge));
            Assert.That(phases.Select(phase => phase.Phase), Is.Ordered.And.Unique);
            foreach (var (before, after) in phases.Zip(phases.Skip(1)))
            {
                // Sums of up to 1e4 s and 1e3 m.
                Assert.That(after.StartSeconds, Is.EqualTo(before.StartSeconds + before.Seconds).Within(1e-9));
                Assert.That(after.From.Metres, Is.EqualTo(before.To.Metres).Within(1e-9));

                // A cruise of no length between climb and descent takes nothing.
                Assert.That(after.EndCharge, Is.LessThanOrEqualTo(before.EndCharge!.Value));
            }
        });

    [Test]
    public void The_progress_of_the_segments_sums_to_the_length_of_the_path_and_without_a_corner_so_does_the_way_flown() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var path = forecast.Task.Path;
            Assert.That(forecast.Profile.Segments.Sum(segment => segment.PathMetres), Is.EqualTo(path.Distance.Metres).Within(1e-6));
            if (path.Segments.Count == 1)
            {
                Assert.That(forecast.Phases.Sum(phase => phase.DistanceMetres), Is.EqualTo(path.Distance.Metres).Within(1e-6));
            }
        });

    [Test]
    public void Work_against_gravity_is_weight_times_height_in_every_phase_that_climbs() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            foreach (var phase in forecast.Phases.Where(phase => phase.Phase is FlightPhase.VerticalClimb or FlightPhase.Climb))
            {
                var download = phase.Phase == FlightPhase.VerticalClimb ? forecast.Task.Type.Rotors.DownloadFactor : 1;
                var work = forecast.Task.TakeoffMass.Kilograms * RotorPower.Gravity * download * (phase.To - phase.From).Metres;
                Assert.That(phase.Energy.Climb.Joules, Is.EqualTo(work).Within(1e-9 * work));
            }
        });

    [Test]
    public void The_published_flight_of_32_1_km_takes_20_to_24_minutes_in_calm_air()
    {
        var forecast = FlightSimulation.Run(SimulatedFlights.FirstFlight());

        Assert.That(forecast.Task.Path.Distance.Kilometres, Is.EqualTo(32.1).Within(0.05));
        Assert.That(forecast.BlockSeconds / 60, Is.GreaterThanOrEqualTo(20).And.LessThanOrEqualTo(24));
    }

    [Test]
    public void A_headwind_never_shortens_the_flight_nor_spares_energy() =>
        Gen.Select(SimulatedFlights.Types, Gen.Double[0, 12], Gen.Double[0.1, 3]).Sample((type, wind, more) =>
        {
            var task = Worlds.Task(type);
            var against = task.Path.Segments[0].Track.Degrees;
            var slow = FlightSimulation.Run(task with { Wind = Worlds.WindFrom(against, wind + more) });
            var fast = FlightSimulation.Run(task with { Wind = Worlds.WindFrom(against, wind) });
            if (slow.BlockSeconds is { } seconds)
            {
                Assert.That(seconds, Is.GreaterThan(fast.BlockSeconds!.Value));
                Assert.That(slow.Energy.Total, Is.GreaterThan(fast.Energy.Total));
            }
        });

    [Test]
    public void More_payload_never_takes_less_energy_nor_leaves_more_charge() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.01, 5]).Sample((light, more) =>
        {
            var heavy = FlightSimulation.Run(light.Task with { Payload = light.Task.Payload + Mass.FromKilograms(more) });
            if (heavy.LandingCharge is { } charge)
            {
                Assert.That(heavy.Energy.Total, Is.GreaterThan(light.Energy.Total));
                Assert.That(charge, Is.LessThan(light.LandingCharge!.Value));
            }
        });

    [Test]
    public void A_worn_pack_never_leaves_more_charge() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.7, 0.99]).Sample((fresh, health) =>
        {
            var worn = FlightSimulation.Run(fresh.Task with { PackHealthRatio = health });
            Assert.That(worn.LandingCharge is null || worn.LandingCharge < fresh.LandingCharge, Is.True);
        });

    [Test]
    public void Reversing_wind_and_route_together_changes_nothing_between_pads_of_equal_elevation() =>
        SimulatedFlights.Landed.Sample(forecast =>
        {
            var level = forecast.Task with { DestinationElevation = forecast.Task.OriginElevation };
            var points = level.Path.Segments.Select(segment => segment.From).Append(level.Path.Destination).Reverse().ToList();
            var there = FlightSimulation.Run(level);
            var back = FlightSimulation.Run(level with
            {
                Path = new FlightPath(points),
                Wind = level.Wind with { From = Bearing.FromDegrees(level.Wind.From.Degrees + 180) },
            });
            if ((points.Count > 2 && level.Type.Wing is not null) || there.LandingCharge is null)
            {
                // With a corner the wing climbs on one piece and descends on the other: the mirror image flies other pieces.
                return;
            }

            // Tracks at the middle agree to 1e-7 degrees; pieces in another order are run down in other steps.
            Assert.That(back.BlockSeconds, Is.EqualTo(there.BlockSeconds).Within(1e-6));
            Assert.That(Terminal(back).Joules, Is.EqualTo(Terminal(there).Joules).Within(1e-8 * Terminal(there).Joules));

            // A turn takes more power than the legs: where it comes earlier it finds a fuller and cooler battery, and the heat differs.
            var heat = points.Count > 2 ? 1e-4 : 1e-8;
            Assert.That(back.Energy.Total.Joules, Is.EqualTo(there.Energy.Total.Joules).Within(heat * there.Energy.Total.Joules));
        });

    private static Energy Terminal(FlightForecast forecast) => forecast.Energy.Total - forecast.Energy.BatteryLoss;

    [Test]
    public void Splitting_a_leg_at_a_point_on_its_line_changes_the_energy_by_less_than_a_millionth() =>
        Gen.Select(SimulatedFlights.Landed, Gen.Double[0.05, 0.95], Gen.Double[0, 14]).Sample((any, share, wind) =>
        {
            // A point on the line is no corner: the leg is flown as a whole, in any wind.
            var (start, end) = (any.Task.Path.Origin, any.Task.Path.Destination);
            var line = new FlightPath([start, end]);
            var task = any.Task with { Path = line, Wind = any.Task.Wind with { Mean = Speed.FromMetresPerSecond(wind) } };
            var straight = FlightSimulation.Run(task);
            var split = FlightSimulation.Run(task with { Path = new FlightPath([start, line.PointAt(line.Distance * share), end]) });
            if (straight.LandingCharge is null)
            {
                Assert.That(split.LandingCharge, Is.Null);
                return;
            }

            Assert.That(split.Energy.Total.Joules, Is.EqualTo(straight.Energy.Total.Joules).Within(1e-6 * straight.Energy.Total.Joules));
        });

    [Test]
    public void Splitting_the_first_flight_changes_its_energy_by_less_than_a_millionth_in_every_wind_it_may_fly_in()
    {
        foreach (var (share, from) in from share in (double[])[0.02, 0.3, 0.98] from direction in Enumerable.Range(0, 12) select (share, 30 * direction))
        {
            var task = SimulatedFlights.FirstFlight() with { Wind = Worlds.WindFrom(from, 10) };
            var split = task with { Path = new FlightPath([task.Path.Origin, task.Path.PointAt(task.Path.Distance * share), task.Path.Destination]) };
            var (whole, parts) = (FlightSimulation.Run(task).Energy.Total.Joules, FlightSimulation.Run(split).Energy.Total.Joules);

            Assert.That(parts, Is.EqualTo(whole).Within(1e-6 * whole), $"{share} of the way, wind from {from}");
        }
    }

    [TestCaseSource(nameof(Types))]
    public void Equal_tasks_give_equal_bits(AircraftType type)
    {
        var (first, second) = (FlightSimulation.Run(Worlds.Task(type)), FlightSimulation.Run(Worlds.Task(type)));

        Assert.That(second.Phases, Is.EqualTo(first.Phases));
        Assert.That(second.SegmentEnds, Is.EqualTo(first.SegmentEnds));
        Assert.That((second.Energy, second.Reserve, second.MinLoadedVolts), Is.EqualTo((first.Energy, first.Reserve, first.MinLoadedVolts)));
    }

    [Test]
    public void No_phase_has_a_time_or_an_energy_of_its_own()
    {
        // Every second follows from heights, speeds and distances of the task, every joule from a power over such a second.
        SimulatedFlights.Landed.Sample(forecast =>
        {
            foreach (var segment in forecast.Profile.Segments)
            {
                var (vertical, climb) = (forecast.Task.Type.Vertical, Math.Abs((segment.To - segment.From).Metres));
                var seconds = segment.Phase switch
                {
                    FlightPhase.SpoolUp => vertical.SpoolUpSeconds,
                    FlightPhase.VerticalClimb => climb / vertical.ClimbSpeed.MetresPerSecond,
                    FlightPhase.VerticalDescent => climb / vertical.DescentSpeed.MetresPerSecond,
                    FlightPhase.Landing => climb > 0 ? climb / vertical.LandingSpeed.MetresPerSecond : vertical.ShutDownSeconds,
                    FlightPhase.Climb => climb / forecast.Task.Type.Wing!.ClimbSpeed.MetresPerSecond,
                    FlightPhase.Descent => climb / forecast.Task.Type.Wing!.DescentSpeed.MetresPerSecond,
                    FlightPhase.Transition or FlightPhase.BackTransition => forecast.Task.Type.Wing?.TransitionSeconds
                        ?? forecast.Task.CruiseAirspeed.MetresPerSecond / forecast.Task.Type.Rotors.AccelerationMetresPerSecondSquared,
                    _ => segment.DistanceMetres / segment.GroundSpeed.MetresPerSecond,
                };
                Assert.That(segment.Seconds, Is.EqualTo(seconds).Within(1e-9));
            }

            // Battery loss aside, each phase's energy is its mean power over its time.
            foreach (var phase in forecast.Phases)
            {
                var terminal = phase.Energy.Total - phase.Energy.BatteryLoss;
                Assert.That(terminal.Joules, Is.EqualTo(phase.MeanPower.Watts * phase.Seconds).Within(1e-9 * terminal.Joules));

                // A cruise of no length loses nothing but rounding.
                Assert.That(phase.Energy.BatteryLoss.Joules, Is.GreaterThan(phase.Seconds > 1e-3 ? 0 : -1e-9 * forecast.Energy.Total.Joules));
            }
        });
    }

    [Test]
    public void The_reserve_is_the_larger_of_a_share_of_charge_and_minutes_of_hover()
    {
        var task = Worlds.Task(Worlds.Hexa);
        var share = FlightSimulation.Run(task with { Reserve = task.Reserve with { FinalReserveHoverSeconds = 1 } }).Reserve!;
        var hover = FlightSimulation.Run(task with { Reserve = task.Reserve with { FinalReserveShare = 0.01 } }).Reserve!;
        var battery = new BatteryCircuit(task.Type.Battery, 1, task.Policy.PackTemperature);

        Assert.That(share.HoverMinutesBind, Is.False);
        Assert.That(share.FinalReserve, Is.EqualTo(battery.StoredEnergy(new StateOfCharge(0.2))));
        Assert.That(hover.HoverMinutesBind, Is.True);

        // 75 kg * 9.80665 = 735.5 N, v_h = sqrt(735.5 / (2 * 1.2244 * 5.9)) = 7.134 m/s at 5 m AMSL, 1.45 * T v_h / 0.85 + 250 = 9 202 W,
        // three minutes 460.1 Wh at the terminals; the resistance adds some 3 %.
        Assert.That(hover.FinalReserve.WattHours, Is.EqualTo(460.1 * 1.03).Within(460.1 * 0.015));
        Assert.That(hover.RequiredAtLanding, Is.EqualTo(hover.Contingency + hover.FinalReserve));
        Assert.That(hover.Contingency.Joules, Is.EqualTo(0.05 * hover.Trip.Joules).Within(1e-6));
        Assert.That(hover.AtLanding.Joules, Is.EqualTo((hover.Available - hover.Trip).Joules));
    }

    [Test]
    public void On_a_path_too_short_to_climb_the_wing_flies_as_high_as_it_can()
    {
        // 1.5 km: two transitions take 540 m, the rest climbs at 2.5 and sinks at 2 m/s at 27 m/s: 960 m = 27 (h / 2.5 + h / 2), h = 39.5 m
        // above the transition height of 65 m AMSL.
        var end = Worlds.West.Position.Towards(Bearing.FromDegrees(90), Length.FromMetres(1500));
        var forecast = FlightSimulation.Run(Worlds.Task() with { Path = new FlightPath([Worlds.West.Position, end]) });

        Assert.That(forecast.Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
        Assert.That(forecast.Profile.CruiseAltitude.Metres, Is.EqualTo(65 + 39.506).Within(0.01));
    }

    private static IEnumerable<double> Lines(EnergyLedger ledger) =>
    [
        ledger.Induced.Joules, ledger.Profile.Joules, ledger.Parasite.Joules, ledger.Climb.Joules,
        ledger.Acceleration.Joules, ledger.Drivetrain.Joules, ledger.Avionics.Joules, ledger.BatteryLoss.Joules,
    ];
}
