using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Batch;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.Batch;

/// <summary>The batch kernel against the single simulation, which shares only the data and the formulae on paper with it.</summary>
public sealed class SimulateManyTests
{
    // Twenty-odd segments of some 1e2 s and 1e5 J each in another order of operations.
    private const double Rounding = 1e-10;

    private static IEnumerable<TestCaseData> Tasks()
    {
        FlightPath Corners(double size) => new(
        [
            Worlds.West.Position,
            new LatLon(30 - (0.3 * size), 122 + (0.4 * size)),
            new LatLon(30 + (0.2 * size), 122 + (1.1 * size)),
            new LatLon(30 + (0.8 * size), 122 + (1.5 * size)),
        ]);
        foreach (var type in new[] { Worlds.Wing, Worlds.Hexa, ShippedData.Type("fz90"), ShippedData.Type("fc30"), ShippedData.Type("v2000cg") })
        {
            yield return new TestCaseData(Basis(type)).SetArgDisplayNames(type.Id.Text, "straight");
            yield return new TestCaseData(Basis(type) with { Path = Corners(type.Wing is null ? 0.03 : 0.1) }).SetArgDisplayNames(type.Id.Text, "corners");
        }

        var humid = Atmosphere.Of(Temperature.FromDegreesCelsius(28), Pressure.FromHectopascals(1002), 0.8);
        yield return new TestCaseData(Basis(ShippedData.Type("fz90")) with { Atmosphere = humid }).SetArgDisplayNames("fz90", "humid air");
        yield return new TestCaseData(Basis(Worlds.Hexa) with { CruiseAltitude = AltitudeAmsl.FromMetres(450) }).SetArgDisplayNames("hexa", "450 m");

        // A wind that differs from place to place and height to height, and not in time.
        var field = WindFieldTests.Field((latitude, longitude, altitude, _) => new WindVector(3 + (4 * (longitude - 122)), (altitude.Metres / 200) - (5 * (latitude - 30))));
        foreach (var type in new[] { Worlds.Hexa, ShippedData.Type("fz90") })
        {
            yield return new TestCaseData(Basis(type) with { Path = Corners(type.Wing is null ? 0.03 : 0.1), WindField = field, Wind = Worlds.WindFrom(270, 4) }).SetArgDisplayNames(type.Id.Text, "a grid of wind");
        }
    }

    [TestCase("fz90", 1, 1e-9)]
    [TestCase("fc30", 1, 1e-9)]
    [TestCase("fz90", 11.9, 2e-3, Description = "Six minutes before a field after which the wind grows again: rows that are ten metres a second and a quarter of an hour off.")]
    public void A_flight_that_is_early_or_late_meets_the_wind_of_its_own_time(string id, double departureHours, double bound)
    {
        var field = WindFieldTests.Field((_, longitude, _, instant) => (instant - Worlds.Nine).TotalHours is var hours
            ? new WindVector((hours > 12 ? 3 * (hours - 24) : -3 * hours) + (2 * (longitude - 122)), 1)
            : default);
        var planned = Worlds.WindFrom(90, 3 * departureHours);
        var basis = Basis(ShippedData.Type(id)) with { WindField = field with { Departure = Worlds.Nine.AddHours(departureHours) }, Wind = planned };
        var (flights, results) = Fly(basis, SimulateMany.Run);
        var worst = 0.0;
        for (var row = 0; row < flights.Count; row++)
        {
            var alone = FlightSimulation.Run(flights.Task(basis, row)).LandingCharge?.Ratio ?? double.NaN;
            worst = double.IsFinite(alone) && double.IsFinite(results.LandingCharge[row]) ? Math.Max(worst, Math.Abs(results.LandingCharge[row] - alone)) : worst;
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{worst:E2} of the charge"));
        Assert.That(worst, Is.GreaterThan(0).And.LessThan(bound));
    }

    [TestCaseSource(nameof(Tasks))]
    public void Every_flight_of_a_batch_is_the_flight_that_is_simulated_alone(FlightTask basis)
    {
        var (flights, results) = Fly(basis, SimulateMany.Run);
        var landed = 0;
        for (var row = 0; row < flights.Count; row++)
        {
            var alone = FlightSimulation.Run(flights.Task(basis, row));
            Assert.That(results.LandingCharge[row], Is.EqualTo(alone.LandingCharge?.Ratio ?? double.NaN).Within(Rounding), $"landing charge of row {row}");
            Assert.That(results.BlockSeconds[row], Is.EqualTo(alone.BlockSeconds ?? double.NaN).Within(1e-7), $"block time of row {row}");
            Assert.That(results.LandingKelvin[row], Is.EqualTo(alone.LandingCharge is null ? double.NaN : alone.SegmentEnds[^1].Kelvin).Within(1e-8), $"cells of row {row}");
            if (alone.BlockSeconds is not null)
            {
                var terminal = (alone.Energy.Total - alone.Energy.BatteryLoss).Joules;
                Assert.That(results.TerminalJoules[row], Is.EqualTo(terminal).Within(1e-11 * terminal), $"energy of row {row}");
            }

            landed += alone.LandingCharge is null ? 0 : 1;
        }

        Assert.That(landed, Is.GreaterThan(flights.Count / 4), "flights that land");
    }

    [TestCaseSource(nameof(Tasks))]
    public void The_lanes_of_this_processor_and_the_scalar_twin_agree_to_a_trillionth(FlightTask basis)
    {
        var (_, wide) = Fly(basis, SimulateMany.Run);
        var (_, narrow) = Fly(basis, SimulateMany.RunScalar);
        for (var row = 0; row < wide.Count; row++)
        {
            Assert.That(wide.LandingCharge[row], Is.EqualTo(narrow.LandingCharge[row]).Within(1e-12));
            Assert.That(wide.BlockSeconds[row], Is.EqualTo(narrow.BlockSeconds[row]).Within(1e-10).Percent);
            Assert.That(wide.TerminalJoules[row], Is.EqualTo(narrow.TerminalJoules[row]).Within(1e-10).Percent);
        }
    }

    [Test]
    public void A_flight_is_the_same_in_whatever_company_it_is_flown()
    {
        var basis = Basis(ShippedData.Type("fz90"));
        var (flights, together) = Fly(basis, SimulateMany.Run);
        var single = new FlightBatchResults(1);
        for (var row = 0; row < flights.Count; row += 7)
        {
            var one = FlightBatch.Repeat(flights.Task(basis, row), 1);
            SimulateMany.Run(basis, one, single);
            Assert.That(single.LandingCharge[0], Is.EqualTo(together.LandingCharge[row]).Within(1e-12));
        }
    }

    [Test]
    public void A_batch_that_repeats_a_task_flies_the_task()
    {
        var task = SimulatedFlights.FirstFlight();
        var results = new FlightBatchResults(9);
        SimulateMany.Run(task, FlightBatch.Repeat(task, 9), results);

        Assert.That(results.LandingCharge.ToArray(), Has.All.EqualTo(FlightSimulation.Run(task).LandingCharge!.Value.Ratio).Within(Rounding));
    }

    [Test]
    public void A_batch_flown_twice_gives_the_same_bytes()
    {
        var basis = Basis(ShippedData.Type("fz90"));
        var (_, first) = Fly(basis, SimulateMany.Run);
        var (_, second) = Fly(basis, SimulateMany.Run);

        Assert.That(second.LandingCharge.ToArray(), Is.EqualTo(first.LandingCharge.ToArray()));
        Assert.That(second.TerminalJoules.ToArray(), Is.EqualTo(first.TerminalJoules.ToArray()));
    }

    [Test]
    public void A_batch_allocates_no_more_for_more_flights()
    {
        var task = SimulatedFlights.FirstFlight();
        long BytesFor(int count)
        {
            var (flights, results) = (FlightBatch.Repeat(task, count), new FlightBatchResults(count));
            SimulateMany.Run(task, flights, results);
            var before = GC.GetAllocatedBytesForCurrentThread();
            SimulateMany.Run(task, flights, results);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A kilobyte is less than a byte a flight.
        Assert.That(BytesFor(8_000), Is.LessThanOrEqualTo(BytesFor(80) + 1024));
    }

    [Test]
    public void A_batch_with_results_of_another_length_is_refused() =>
        Assert.That(
            () => SimulateMany.Run(SimulatedFlights.FirstFlight(), new FlightBatch(3), new FlightBatchResults(2)),
            Throws.ArgumentException.With.Message.Contains("2 results for 3 flights"));

    private static FlightTask Basis(AircraftType type) => SimulatedFlights.FirstFlight() with
    {
        Type = type,
        CruiseAirspeed = type.CruiseAirspeed,
        Path = type.Wing is null ? Worlds.Task().Path : SimulatedFlights.FirstFlight().Path,
    };

    /// <summary>101 flights, no multiple of any number of lanes: light and heavy, young and old packs, winds that some cannot fly against.</summary>
    private static (FlightBatch Flights, FlightBatchResults Results) Fly(FlightTask basis, Action<FlightTask, FlightBatch, FlightBatchResults> run)
    {
        const int Count = 101;
        var random = new Random(20241125);
        var flights = new FlightBatch(Count);
        for (var row = 0; row < Count; row++)
        {
            var (from, wind) = (random.NextDouble() * Math.Tau, random.NextDouble() * 14);
            flights.PayloadKilograms[row] = random.NextDouble() * basis.Type.MaxPayload!.Value.Kilograms;
            flights.WindEastMetresPerSecond[row] = wind * Math.Cos(from);
            flights.WindNorthMetresPerSecond[row] = wind * Math.Sin(from);
            flights.AirKelvin[row] = 263.15 + (random.NextDouble() * 45);
            flights.PackKelvin[row] = 278.15 + (random.NextDouble() * 30);
            flights.HealthRatio[row] = 0.75 + (random.NextDouble() * 0.25);
            flights.TakeoffCharge[row] = 0.7 + (random.NextDouble() * 0.3);
            flights.ResistanceFactor[row] = 0.7 + random.NextDouble();
            flights.DragFactor[row] = 0.8 + (random.NextDouble() * 0.5);
            flights.PropulsionFactor[row] = 0.9 + (random.NextDouble() * 0.2);
            flights.HoldSeconds[row] = row % 3 == 0 ? 0 : random.NextDouble() * 120;
            flights.RouteStretch[row] = 1 + (random.NextDouble() * 0.03);
        }

        var results = new FlightBatchResults(Count);
        run(basis, flights, results);
        return (flights, results);
    }
}
