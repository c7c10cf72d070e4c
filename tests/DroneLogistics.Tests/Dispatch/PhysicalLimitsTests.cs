using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>The limits of rotors, battery and model: accepted at the limit, refused just beyond it, and told when.</summary>
public sealed class PhysicalLimitsTests
{
    [Test]
    public void Thrust_of_1_3_times_the_hover_is_accepted_and_just_less_is_refused()
    {
        // Wing with 10 kg: 80 * 9.80665 * 1.05 = 823.759 N in hover; it hangs on its rotors up to 65 m AMSL, where the air has 0.993775 of its
        // density at sea level ((1 - 0.0065 * 65 / 288.15)^4.2559): 1.3 * 823.759 / 0.993775 = 1077.59 N.
        IEnumerable<Finding> With(double newtons) => ThrustMarginCheck.Check(Planned(Worlds.Wing, type => type with { Rotors = type.Rotors with { MaxThrustNewtons = newtons } }));

        Assert.That(With(1077.7), Is.Empty);
        var finding = With(1077.4).Single();
        Assert.That((finding.Code, finding.Unit), Is.EqualTo((ReasonCode.ThrustMarginInsufficient, "N")));
        Assert.That(finding.Limit, Is.EqualTo(1.3 * 823.759).Within(0.01));
        Assert.That(finding.Margin, Is.Negative.And.GreaterThan(-1));
    }

    [Test]
    public void A_multirotor_is_judged_at_its_airspeed_with_the_gust_ahead()
    {
        // Hexa with 10 kg: 735.499 N of weight. Gust 10 m/s at 10 m, 13.143 m/s at 120 m; 31.143 m/s in air of 1.2108 kg/m³ on 0.55 m²:
        // 322.9 N of drag, 803.3 N of thrust, tilt 23.7 degrees.
        IEnumerable<Finding> With(double newtons, double tilt) => ThrustMarginCheck.Check(
            Planned(Worlds.Hexa, type => type with { Rotors = type.Rotors with { MaxThrustNewtons = newtons } }, Worlds.WindFrom(0, 5, gust: 10)) is var flight
                ? flight with { Policy = flight.Policy with { Thrust = flight.Policy.Thrust with { MaxTiltDegrees = tilt } } }
                : flight);

        Assert.That(With(1700, 30), Is.Empty);
        Assert.That(With(1700, 23.75), Is.Empty);
        var tilted = With(1700, 23.65).Single();
        Assert.That((tilted.Code, tilted.Unit, tilted.Actual), Is.EqualTo((ReasonCode.ThrustMarginInsufficient, "deg", tilted.Actual)));
        Assert.That(tilted.Actual, Is.EqualTo(23.70).Within(0.02));

        // 1.3 * 803.3 / (1.2108 / 1.225) = 1056.5 N at sea level; hover needs 967 N only.
        Assert.That(With(1058, 30), Is.Empty);
        Assert.That(With(1055, 30).Single().English, Does.Contain("gust"));
    }

    [Test]
    public void A_multirotor_in_a_wind_that_nobody_knows_is_not_judged_but_refused()
    {
        var finding = ThrustMarginCheck.Check(Planned(Worlds.Hexa, type => type) with { Wind = null }).Single();

        Assert.That((finding.Code, finding.Unknown), Is.EqualTo((ReasonCode.ThrustMarginInsufficient, true)));
    }

    [Test]
    public void The_limits_of_the_cells_are_accepted_and_just_beyond_is_refused()
    {
        var flight = Worlds.Planned();
        IEnumerable<Finding> With(double coldest, double hottest) => CellTemperatureCheck.Check(flight with
        {
            Forecast = flight.Forecast! with { CellTemperatures = (Temperature.FromDegreesCelsius(coldest), Temperature.FromDegreesCelsius(hottest)) },
        });

        Assert.That(With(-10, 65), Is.Empty);
        Assert.That(With(-10.001, 65).Single().Code, Is.EqualTo(ReasonCode.TemperatureOutsideEnvelope));
        Assert.That(With(-10, 65.001).Single().Limit, Is.EqualTo(65).Within(1e-9));
    }

    [Test]
    public void What_is_wrong_with_the_battery_is_told_with_its_instant_and_its_charge()
    {
        // Hotter than 25.5 degrees, more than 2.5 C of 70 Ah and less than 4.0 V a cell: all three are passed on the way.
        var chemistry = Worlds.Cell with { MaxCellTemperature = Temperature.FromDegreesCelsius(25.5) };
        var flight = Planned(Worlds.Wing, type => type with
        {
            Battery = type.Battery with { Chemistry = chemistry, MaxDischargeRatePerHour = 2.5, CutoffVoltsPerCell = 4.0 },
        });
        var findings = BatteryPowerCheck.Check(flight).Concat(CellTemperatureCheck.Check(flight)).ToList();

        Assert.That(findings.Select(finding => finding.Unit), Is.EqualTo(["V", "A", "degC"]));
        foreach (var (finding, kind) in findings.Zip((BatteryEventKind[])[BatteryEventKind.CutoffVoltage, BatteryEventKind.CurrentLimit, BatteryEventKind.CellTooHot]))
        {
            var passed = flight.Forecast!.Events.Single(known => known.Kind == kind);
            Assert.That(finding.When!.Value.Start, Is.EqualTo(Worlds.Nine.AddSeconds(passed.Seconds)).Within(TimeSpan.FromMicroseconds(1)));
            Assert.That(finding.When.Value.End, Is.EqualTo(flight.Arrival));
            Assert.That(finding.English, Does.Contain(FormattableString.Invariant($"from {passed.Seconds / 60:0.0} min after departure at {passed.State.StateOfCharge.Percent:0} % of charge")));
        }
    }

    [TestCase(-20.0, ExpectedResult = ProfileTrouble.None)]
    [TestCase(-20.01, ExpectedResult = ProfileTrouble.AirTemperatureOutside)]
    [TestCase(45.0, ExpectedResult = ProfileTrouble.None)]
    [TestCase(45.01, ExpectedResult = ProfileTrouble.AirTemperatureOutside)]
    [TestCase(double.NaN, ExpectedResult = ProfileTrouble.AirTemperatureOutside)]
    public ProfileTrouble Air_outside_the_model_of_the_type_is_refused(double celsius) => TroubleOf(Worlds.Task() with
    {
        Atmosphere = Atmosphere.WithSeaLevelTemperature(Temperature.FromDegreesCelsius(celsius)),
    });

    [TestCase(2999.9, ExpectedResult = ProfileTrouble.None)]
    [TestCase(3000.1, ExpectedResult = ProfileTrouble.AirTooThin)]
    public ProfileTrouble Air_thinner_than_the_model_of_the_type_holds_for_is_refused(double metres) => TroubleOf(Worlds.Task() with
    {
        CruiseAltitude = AltitudeAmsl.FromMetres(metres),
        Path = new DroneLogistics.Routing.FlightPath([Worlds.West.Position, Worlds.West.Position.Towards(Bearing.FromDegrees(90), Length.FromMetres(90_000))]),
    });

    [TestCase(33.0, ExpectedResult = ProfileTrouble.None)]
    [TestCase(33.01, ExpectedResult = ProfileTrouble.TooFast)]
    public ProfileTrouble An_airspeed_above_the_highest_of_the_type_is_refused(double metresPerSecond) =>
        TroubleOf(Worlds.Task() with { CruiseAirspeed = Speed.FromMetresPerSecond(metresPerSecond) });

    [Test]
    public void Outside_the_model_no_energy_no_charge_and_no_arrival_are_told()
    {
        var question = Worlds.Question() with { Temperature = Temperature.FromDegreesCelsius(50) };
        var decision = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), question, Worlds.Now, DecisionPurpose.Schedule);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        var finding = decision.Findings.Single(finding => finding.Check == "model-validity");
        Assert.That((finding.Code, finding.Limit, finding.Actual, finding.Unit), Is.EqualTo((ReasonCode.OutsideModelValidity, (double?)318.15, (double?)323.15, "K")));
        Assert.That((decision.Arrival, decision.Forecast!.LandingCharge, decision.Forecast.Reserve, decision.Forecast.BlockSeconds), Is.EqualTo(default((DateTimeOffset?, StateOfCharge?, ReservePlan?, double?))));
        Assert.That(decision.Forecast.Phases, Is.Empty);
    }

    [Test]
    public void Too_many_steps_and_a_result_that_is_no_number_are_told_by_codes_of_their_own()
    {
        // A wait of a quarter of a year on a battery that would last it: steps of 300 s, 20,000 of them at the most.
        var patient = Worlds.Task() with
        {
            Variation = FlightVariation.None with { HoldSeconds = 7.5e6 },
            Type = Worlds.Wing with { Battery = Worlds.Wing.Battery with { CapacityAmpereHours = 1e9 } },
        };
        var endless = FlightSimulation.Run(patient);
        var diverged = FlightSimulation.Run(Worlds.Task() with { Type = Worlds.Wing with { AvionicsPower = Power.FromWatts(double.NaN) } });

        Assert.That(endless.BatteryEnd, Is.EqualTo(BatteryEnd.StepBudgetExceeded));
        Assert.That(CodeOf(endless), Is.EqualTo(ReasonCode.StepBudgetExceeded));
        Assert.That(CodeOf(diverged), Is.EqualTo(ReasonCode.SimulationDiverged));
    }

    [Test]
    public void A_battery_that_cannot_give_the_power_asked_is_NO_GO_with_both_powers()
    {
        var weak = Worlds.Wing with { Battery = Worlds.Wing.Battery with { ResistanceOhm = 0.06 } };
        var decision = CheckFlight.Decide(Worlds.TwoIslands, Worlds.WestFleet(), Worlds.Question(weak), Worlds.Now, DecisionPurpose.Schedule);
        var finding = decision.Findings.Single(finding => finding.Check == "battery-power");

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That((finding.Code, finding.Unit), Is.EqualTo((ReasonCode.BatteryPowerInsufficient, "W")));
        Assert.That(finding.Actual, Is.GreaterThan(finding.Limit!.Value));
    }

    private static ReasonCode CodeOf(FlightForecast forecast) => ModelValidityCheck.Check(Worlds.Planned() with { Forecast = forecast }).Single().Code;

    private static ProfileTrouble TroubleOf(FlightTask task) => FlightSimulation.Run(task).Profile.Trouble;

    private static PlannedFlight Planned(AircraftType type, Func<AircraftType, AircraftType> change, Wind? wind = null) =>
        Worlds.Planned(Worlds.Question(change(type)) with { Wind = wind ?? Wind.Calm });
}
