using CsCheck;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

public sealed class WindFieldTests
{
    private static readonly Gen<FlightForecast> Flights = SimulatedFlights.Landed;

    [Test]
    public void A_grid_with_one_wind_everywhere_makes_the_flight_that_this_wind_makes() =>
        Flights.Sample(forecast =>
        {
            // Without growth with height both are one wind. The cruise is run down in other steps.
            var plain = forecast.Task with { WindPolicy = forecast.Task.WindPolicy with { ProfileExponent = 0 } };
            var (from, speed) = (plain.Wind.From.Radians, plain.Wind.Mean.MetresPerSecond);
            var wind = new WindVector(-speed * Math.Sin(from), -speed * Math.Cos(from));
            var uniform = FlightSimulation.Run(plain);
            var gridded = FlightSimulation.Run(plain with { WindField = Field((_, _, _, _) => wind) });

            Assert.That(gridded.Profile.Trouble, Is.EqualTo(uniform.Profile.Trouble));
            if (uniform.LandingCharge is not null)
            {
                Assert.That(gridded.BlockSeconds, Is.EqualTo(uniform.BlockSeconds).Within(1e-6));

                // The cells of the grid end steps of the battery earlier. Run down in quarter seconds, where the integrator has no error to
                // speak of, both take the same; as flown they differ by that error, 3e-8 on a pack that lands nearly empty.
                var energy = InQuarterSeconds(uniform);
                Assert.That(InQuarterSeconds(gridded), Is.EqualTo(energy).Within(1e-12 * energy));
                Assert.That(gridded.Energy.Total.Joules, Is.EqualTo(uniform.Energy.Total.Joules).Within(1e-7 * uniform.Energy.Total.Joules));
                Assert.That(gridded.Profile.SlowestGroundSpeed.MetresPerSecond, Is.EqualTo(uniform.Profile.SlowestGroundSpeed.MetresPerSecond).Within(1e-9));
            }
        });

    [Test]
    public void Through_a_headwind_that_grows_along_the_way_the_cruise_takes_the_time_of_the_integral()
    {
        // Due east along 30° N; the wind from the east grows from 2 to 10 m/s over 0.5 degrees. With head = a + b s over the way s the
        // cruise from s1 to s2 takes (1/b) ln((V - a - b s1) / (V - a - b s2)). Cells of 2 km are right to (b 2000 / V)² / 24 = 1e-5;
        // the first and the last, of which the cruise has a part, are out by b 150 m / V on 4 % of the way: 5e-5.
        var task = Task(0.5);
        var cruise = Cruise(FlightSimulation.Run(task with { WindField = Field((_, longitude, _, _) => new WindVector(-2 - (16 * (longitude - 122.0)), 0)) }));
        var (a, b) = (2.0, 8 / task.Path.Distance.Metres);
        double Left(double metres) => 27 - a - (b * metres);

        Assert.That(cruise.Seconds, Is.EqualTo(Math.Log(Left(cruise.FromMetres) / Left(cruise.ToMetres)) / b).Within(6e-5 * cruise.Seconds));
    }

    [Test]
    public void In_a_headwind_that_grows_with_time_the_cruise_takes_the_time_of_the_integral()
    {
        // The wind from the east grows from calm at nine by 1e-3 m/s a second. The cruise begins when it begins: by the phases before it.
        var task = Task(0.5);
        var forecast = FlightSimulation.Run(task with { WindField = Field((_, _, _, instant) => new WindVector(-1e-3 * (instant - Worlds.Nine).TotalSeconds, 0)) });
        var (cruise, start) = (Cruise(forecast), forecast.Phases.Single(phase => phase.Phase == FlightPhase.Cruise).StartSeconds);

        // V t - 0.5e-3 ((start + t)² - start²) is the way of the cruise. The instants are out by the half minute of transition and climb.
        var way = (27 * cruise.Seconds) - (0.5e-3 * (Math.Pow(start + cruise.Seconds, 2) - (start * start)));
        Assert.That(way, Is.EqualTo(cruise.ToMetres - cruise.FromMetres).Within(30 * 1e-3 * cruise.Seconds));
        Assert.That(cruise.Seconds, Is.GreaterThan((cruise.ToMetres - cruise.FromMetres) / 27 * 1.02));
    }

    [Test]
    public void The_wind_is_that_of_the_height_of_each_phase()
    {
        // Above 100 m from the west, below from the east.
        var task = Task(0.3);
        var field = Field((_, _, altitude, _) => new WindVector(altitude.Metres > 100 ? 5 : -5, 0));
        var high = FlightSimulation.Run(task with { WindField = field, CruiseAltitude = AltitudeAmsl.FromMetres(400) });
        var low = FlightSimulation.Run(task with { WindField = field, CruiseAltitude = AltitudeAmsl.FromMetres(50) });

        Assert.That(Cruise(high).MetresPerSecond, Is.EqualTo(27 + 5).Within(0.01));
        Assert.That(Cruise(low).MetresPerSecond, Is.EqualTo(27 - 5).Within(0.01));
    }

    [Test]
    public void A_headwind_near_the_ground_that_leaves_no_way_forward_is_found_though_the_cruise_is_calm()
    {
        var field = Field((_, _, altitude, _) => new WindVector(altitude.Metres > 100 ? 0 : -40, 0));
        var forecast = FlightSimulation.Run(Task(0.3) with { WindField = field, CruiseAltitude = AltitudeAmsl.FromMetres(400) });

        Assert.That(forecast.Profile.Trouble, Is.EqualTo(ProfileTrouble.NoWayForward));
    }

    [Test]
    public void A_flight_that_stops_at_its_corners_stops_at_them_only_and_not_at_the_cells()
    {
        var path = new FlightPath([Worlds.West.Position, new LatLon(30.05, 122.05), new LatLon(30, 122.1)]);
        var task = Worlds.Task(Worlds.Hexa) with { Path = path, StopsAtCorners = true };
        var gridded = FlightSimulation.Run(task with { WindField = Field((_, _, _, _) => default) });

        Assert.That(gridded.Profile.Segments.Count(segment => segment.Phase == FlightPhase.BackTransition), Is.EqualTo(2));
        Assert.That(gridded.BlockSeconds, Is.EqualTo(FlightSimulation.Run(task).BlockSeconds).Within(1e-6));
    }

    [Test]
    public void A_way_that_leaves_the_grid_in_space_or_time_is_not_flown_and_the_wind_is_called_not_known()
    {
        var task = Task(0.5);
        var field = Field((_, _, _, _) => new WindVector(3, 0));
        foreach (var outside in (FlightTask[])
        [
            task with { WindField = field with { Departure = Worlds.Nine.AddHours(-1) } },
            task with { WindField = field with { Departure = Worlds.Nine.AddHours(23.9) } },
            task with { WindField = field, CruiseAltitude = AltitudeAmsl.FromMetres(1200) },
            task with { WindField = field, Path = new FlightPath([Worlds.West.Position, new LatLon(30, 124)]) },
            task with { WindField = field, Path = new FlightPath([Worlds.West.Position, new LatLon(30, 124)]), Type = Worlds.Hexa, CruiseAirspeed = Worlds.Hexa.CruiseAirspeed },
        ])
        {
            var forecast = FlightSimulation.Run(outside);
            var findings = WindCheck.Check(Worlds.Planned() with { Forecast = forecast }).ToList();

            Assert.That(forecast.Profile.Trouble, Is.EqualTo(ProfileTrouble.WindUnknown));
            Assert.That(findings.Select(finding => (finding.Code, finding.Unknown)), Is.EqualTo(new[] { (ReasonCode.ForecastUnavailable, true) }));
        }
    }

    [Test]
    public void Equal_tasks_in_a_grid_give_equal_bits()
    {
        var task = Task(0.5) with { WindField = Field((latitude, longitude, _, _) => new WindVector(latitude - 30, longitude - 122)) };

        var (first, second) = (FlightSimulation.Run(task), FlightSimulation.Run(task));

        Assert.That(second.Phases, Is.EqualTo(first.Phases));
    }

    /// <summary>The winged type from the west due east, calm but for the grid.</summary>
    /// <summary>Open-circuit energy of a flight whose battery is run down in steps of a quarter of a second, joules.</summary>
    private static double InQuarterSeconds(FlightForecast forecast)
    {
        var battery = forecast.Task.Circuit();
        var (state, joules) = (battery.AtTakeoff(forecast.Task.TakeoffCharge.Ratio), 0.0);
        foreach (var segment in forecast.Profile.Segments)
        {
            var result = Discharge.AtConstantPower(battery, state, segment.Power.TotalWatts, segment.Seconds, stepSeconds: 0.25);
            (state, joules) = (result.State, joules + result.OpenCircuitJoules);
        }

        return joules;
    }

    private static FlightTask Task(double degreesEast) => Worlds.Task() with
    {
        Path = new FlightPath([Worlds.West.Position, new LatLon(30, 122 + degreesEast)]),
    };

    private static (double FromMetres, double ToMetres, double Seconds, double MetresPerSecond) Cruise(FlightForecast forecast)
    {
        var before = forecast.Phases.TakeWhile(phase => phase.Phase != FlightPhase.Cruise).Sum(phase => phase.DistanceMetres);
        var cruise = forecast.Phases.Single(phase => phase.Phase == FlightPhase.Cruise);
        return (before, before + cruise.DistanceMetres, cruise.Seconds, cruise.GroundSpeed.MetresPerSecond);
    }

    internal static WindField Field(Func<double, double, AltitudeAmsl, DateTimeOffset, WindVector> wind)
    {
        double[] latitudes = [29.5, 30, 30.5];
        double[] longitudes = [121.5, 122, 122.7, 123];
        AltitudeAmsl[] altitudes = [.. ((double[])[10, 99.9, 100.1, 1000]).Select(AltitudeAmsl.FromMetres)];
        DateTimeOffset[] instants = [Worlds.Nine, Worlds.Nine.AddHours(12), Worlds.Nine.AddHours(24)];
        return new WindField(
            new WindGrid(latitudes, longitudes, altitudes, instants, [.. from t in instants from z in altitudes from y in latitudes from x in longitudes select wind(y, x, z, t)]),
            Worlds.Nine);
    }
}
