using DroneLogistics.Fleet;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class ProfileTroubleTests
{
    private static readonly AircraftType[] Types = [Worlds.Wing, Worlds.Hexa];

    // Wind at 120 m over wind at 10 m: (12)^0.11.
    private static readonly double Growth = Math.Pow(12, 0.11);

    [TestCaseSource(nameof(Types))]
    public void Wind_as_fast_as_the_aircraft_leaves_no_way_forward_from_ahead_or_from_the_side(AircraftType type)
    {
        // From any side: V cos(WCA) > w cos(theta) only where w < V.
        foreach (var turn in (double[])[0, 45, 90])
        {
            AssertTrouble(InWind(type, turn, type.CruiseAirspeed.MetresPerSecond / Growth * 1.0001), ProfileTrouble.NoWayForward);
        }
    }

    [Test]
    public void Where_there_is_no_way_forward_the_wind_is_told_to_be_above_the_airspeed()
    {
        // 30 degrees off the nose, 1.2 times the airspeed: neither head wind (1.04) nor cross wind (0.6) alone says enough.
        foreach (var turn in (double[])[0, 30, 80, 90, 100])
        {
            var profile = InWind(Worlds.Wing, turn, 27 * 1.2 / Growth).Profile;

            Assert.That(profile.Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
            Assert.That(profile.Actual, Is.GreaterThanOrEqualTo(profile.Limit), $"{turn} degrees");
        }

        // 45 degrees off the nose at 1.05 V: head 0.742 V, cross 0.742 V, and V cos WCA = 0.670 V: each is below the airspeed.
        var diagonal = InWind(Worlds.Wing, 45, 27 * 1.05 / Growth).Profile;
        Assert.That(diagonal.Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
        Assert.That(diagonal.Actual, Is.GreaterThanOrEqualTo(diagonal.Limit));
    }

    [TestCaseSource(nameof(Types))]
    public void A_ground_speed_below_the_minimum_is_too_low_and_at_the_minimum_it_is_not(AircraftType type)
    {
        // The policy asks for 3 m/s; a ten-thousandth of a metre a second lies beyond all rounding.
        var head = (type.CruiseAirspeed.MetresPerSecond - 3) / Growth;
        var low = InWind(type, 0, head + 1e-4);

        AssertTrouble(low, ProfileTrouble.GroundSpeedTooLow);
        Assert.That(low.Profile.Actual, Is.LessThan(3));
        Assert.That(InWind(type, 0, head - 1e-4).Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
    }

    [TestCase("wing", 540.0)]
    [TestCase("hexa", 162.0)]
    public void A_path_shorter_than_both_transitions_is_too_short(string id, double metres)
    {
        // Wing: 2 * 0.5 * 20 s * 27 m/s. Hexa: 2 * 0.5 * 18 m/s * 9 s.
        var type = Types.Single(type => type.Id.Text == id);

        AssertTrouble(Over(type, metres - 0.01), ProfileTrouble.PathTooShort);
        Assert.That(Over(type, metres + 0.01).Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
    }

    [TestCaseSource(nameof(Types))]
    public void A_cruise_below_the_landing_height_over_the_higher_pad_is_refused(AircraftType type)
    {
        // The pad at 40 m and 10 m of landing height.
        FlightForecast At(double metres) => FlightSimulation.Run(Worlds.Task(type) with
        {
            DestinationElevation = AltitudeAmsl.FromMetres(40),
            CruiseAltitude = AltitudeAmsl.FromMetres(metres),
        });

        AssertTrouble(At(49.99), ProfileTrouble.CruiseBelowPads);
        Assert.That(At(50).Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
    }

    [Test]
    public void A_wing_slower_than_1_2_stall_speeds_stalls_and_a_multirotor_never_does()
    {
        // 80 kg at 120 m (1.2110 kg/m³): V_s = sqrt(2 * 784.532 / (1.2110 * 3 * 1.4)) = 17.564 m/s, 1.2 V_s = 21.076.
        FlightForecast At(AircraftType type, double speed) => FlightSimulation.Run(Worlds.Task(type) with { CruiseAirspeed = Speed.FromMetresPerSecond(speed) });

        AssertTrouble(At(Worlds.Wing, 21.06), ProfileTrouble.WingStalls);
        Assert.That(At(Worlds.Wing, 21.09).Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
        Assert.That(At(Worlds.Hexa, 5).Profile.Trouble, Is.EqualTo(ProfileTrouble.None));
    }

    [Test]
    public void A_battery_that_is_empty_on_the_way_does_not_land_and_says_how_much_is_missing()
    {
        var forecast = FlightSimulation.Run(Worlds.Task(Worlds.Hexa) with { TakeoffCharge = new StateOfCharge(0.2) });

        Assert.That(forecast.BatteryEnd, Is.EqualTo(BatteryEnd.Empty));
        Assert.That(forecast.LandingCharge, Is.Null);
        Assert.That(forecast.Phases[^1].EndCharge, Is.Null);
        Assert.That(forecast.Reserve!.AtLanding, Is.LessThan(Energy.Zero));
        Assert.That(forecast.BlockSeconds, Is.Not.Null);
    }

    [Test]
    public void A_battery_too_weak_for_the_power_is_told_apart_from_an_empty_one()
    {
        // U² / 4R = (58.8 V)² / (4 * 0.12 ohm) = 7.2 kW is below hover.
        var weak = Worlds.Hexa with { Battery = Worlds.Hexa.Battery with { ResistanceOhm = 0.12 } };
        var forecast = FlightSimulation.Run(Worlds.Task(weak));

        Assert.That(forecast.BatteryEnd, Is.EqualTo(BatteryEnd.PowerInsufficient));
        Assert.That(forecast.LandingCharge, Is.Null);
    }

    private static void AssertTrouble(FlightForecast forecast, ProfileTrouble trouble)
    {
        Assert.That(forecast.Profile.Trouble, Is.EqualTo(trouble));
        Assert.That(forecast.BatteryEnd, Is.EqualTo(BatteryEnd.NotFlown));
        Assert.That(forecast.Phases, Is.Empty);
        Assert.That((forecast.LandingCharge, forecast.BlockSeconds, forecast.Reserve), Is.EqualTo(((StateOfCharge?)null, (double?)null, (ReservePlan?)null)));
        Assert.That(double.IsFinite(forecast.Profile.Limit) && double.IsFinite(forecast.Profile.Actual), Is.True);
    }

    /// <summary>The flight in a wind that comes from so many degrees right of the nose.</summary>
    private static FlightForecast InWind(AircraftType type, double turn, double speed)
    {
        var task = Worlds.Task(type);
        return FlightSimulation.Run(task with { Wind = Worlds.WindFrom(task.Path.Segments[0].Track.Degrees + turn, speed) });
    }

    private static FlightForecast Over(AircraftType type, double metres)
    {
        var end = Worlds.West.Position.Towards(Bearing.FromDegrees(90), Length.FromMetres(metres));

        // At the height of the transitions, so that nothing is climbed.
        return FlightSimulation.Run(Worlds.Task(type) with
        {
            Path = new FlightPath([Worlds.West.Position, end]),
            CruiseAltitude = AltitudeAmsl.FromMetres(60),
        });
    }
}
