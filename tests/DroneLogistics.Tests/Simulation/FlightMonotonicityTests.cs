using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>What never helps a flight, whatever flight it is: beside what <see cref="FlightPropertiesTests"/> holds of payload and age.</summary>
public sealed class FlightMonotonicityTests
{
    [Test]
    public void More_headwind_at_an_unchanged_cross_wind_never_raises_the_landing_charge_nor_shortens_the_flight() =>
        Gen.Select(SimulatedFlights.Any, Gen.Double[-10, 10], Gen.Double[-8, 8], Gen.Double[0.01, 4]).Sample((any, head, cross, more) =>
        {
            // One leg, so that along and across are the same all the way; the wind of the task is that at 10 m, which grows alike for both.
            var task = any with { Path = new FlightPath([any.Path.Origin, any.Path.Destination]) };
            var (against, less) = (FlightSimulation.Run(In(task, head + more, cross)), FlightSimulation.Run(In(task, head, cross)));
            if (against.Profile.Trouble == ProfileTrouble.None)
            {
                Assert.That(less.Profile.Trouble, Is.AnyOf(ProfileTrouble.None, ProfileTrouble.PathTooShort), "a tail wind may carry the transitions past a short path");
            }

            if (less.BlockSeconds is { } seconds && against.BlockSeconds is { } longer && SameHeights(less, against))
            {
                Assert.That(longer, Is.GreaterThan(seconds));
                Assert.That(against.LandingCharge is null || against.LandingCharge < less.LandingCharge, Is.True);
            }
        });

    [Test]
    public void More_cross_wind_from_either_side_never_raises_the_landing_charge() =>
        Gen.Select(SimulatedFlights.Any, Gen.Double[-8, 8], Gen.Double[0, 8], Gen.Double[0.1, 4]).Sample((any, head, cross, more) =>
        {
            var task = any with { Path = new FlightPath([any.Path.Origin, any.Path.Destination]) };
            var less = FlightSimulation.Run(In(task, head, cross));
            foreach (var across in (FlightForecast[])[FlightSimulation.Run(In(task, head, cross + more)), FlightSimulation.Run(In(task, head, -cross - more))])
            {
                if (less.LandingCharge is { } charge && across.LandingCharge is { } left && SameHeights(less, across))
                {
                    Assert.That(left, Is.LessThan(charge));
                }
            }
        });

    [Test]
    public void Along_a_meridian_where_the_track_does_not_turn_splitting_a_leg_changes_nothing_in_any_wind() =>
        Gen.Select(SimulatedFlights.Any, Gen.Double[0.02, 0.12], Gen.Double[0.02, 0.98]).Sample((any, degrees, share) =>
        {
            var start = any.Path.Origin;
            var line = new FlightPath([start, new LatLon(start.LatitudeDegrees + degrees, start.LongitudeDegrees)]);
            var whole = FlightSimulation.Run(any with { Path = line });
            var split = FlightSimulation.Run(any with { Path = new FlightPath([start, line.PointAt(line.Distance * share), line.Destination]) });

            Assert.That(split.Profile.Trouble, Is.EqualTo(whole.Profile.Trouble));
            if (whole.LandingCharge is not null)
            {
                Assert.That(split.BlockSeconds, Is.EqualTo(whole.BlockSeconds).Within(1e-6));
                Assert.That(split.Energy.Total.Joules, Is.EqualTo(whole.Energy.Total.Joules).Within(1e-7 * whole.Energy.Total.Joules));
            }
        });

    [Test]
    public void To_climb_at_no_rate_is_to_hover_and_to_fly_at_no_speed_too_for_both_types() =>
        Gen.Select(SimulatedFlights.Types, Gen.Double[66, 95], Gen.Double[0.9, 1.3], Gen.Double[1e-12, 1e-9]).Sample((type, kilograms, rho, rate) =>
        {
            var (mass, density) = (Mass.FromKilograms(kilograms), new AirDensity(rho));
            var hover = ProfileBuilder.HoverPower(type, mass, density).TotalWatts;
            double Climbing(double metresPerSecond) => RotorPower.Vertical(type.Rotors, mass, Speed.FromMetresPerSecond(metresPerSecond), density)
                .ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts;
            var flying = RotorPower.Forward(type.Rotors, kilograms * RotorPower.Gravity, Speed.Zero, density)
                .ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts;

            Assert.That(Climbing(0), Is.EqualTo(hover).Within(1e-12 * hover));
            Assert.That(Climbing(rate), Is.EqualTo(hover).Within(1e-9 * hover));
            Assert.That(flying, Is.EqualTo(hover).Within(1e-11 * hover));
        });

    /// <summary>The task in a wind against and across its track, metres a second at 10 m.</summary>
    private static FlightTask In(FlightTask task, double head, double cross)
    {
        var track = task.Path.Segments[0].Track.Degrees;
        return task with
        {
            Wind = new Wind(
                Bearing.FromDegrees(track + double.RadiansToDegrees(Math.Atan2(cross, head))),
                Speed.FromMetresPerSecond(double.Hypot(head, cross)),
                null),
        };
    }

    /// <summary>Neither is flown lower than asked: on a short path a tail wind leaves less room to climb, and that is another flight.</summary>
    private static bool SameHeights(FlightForecast one, FlightForecast other) => one.Profile.CruiseAltitude == other.Profile.CruiseAltitude;
}
