using DroneLogistics.Simulation.Batch;
using DroneLogistics.Simulation.MonteCarlo;
using DroneLogistics.Units;
using MathNet.Numerics.Statistics;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation.MonteCarlo;

public sealed class FlightSamplerTests
{
    private static readonly FlightUncertainty Uncertainty = Risks.None with
    {
        PayloadError = Mass.FromKilograms(0.1),
        PayloadErrorShare = 0.02,
        Wind = new WindUncertainty.Forecast(Speed.FromMetresPerSecond(1.8), Length.FromKilometres(20)),
        PackHealthDeviation = 0.03,
        KnownPackHealthDeviation = 0.01,
        ResistanceSigma = 0.15,
        DragSigma = 0.1,
        PropulsionSigma = 0.03,
        AirTemperatureDeviationKelvin = 2,
        PackTemperatureDeviationKelvin = 5,
        HoldMeanSeconds = 30,
        HoldCapSeconds = 180,
        GoAroundProbability = 0.02,
        GoAroundSeconds = 100,
        RouteStretchSigma = 0.01,
    };

    // 15 kg +- 0.3 kg cut at three deviations: 0.98658 of the deviation is left (1 - 6 phi(3) / (2 Phi(3) - 1) = 0.973335 of the variance).
    // Lognormal: mean exp(s^2 / 2), variance (exp(s^2) - 1) exp(s^2). Half normal: mean s sqrt(2 / pi), variance s^2 (1 - 2 / pi). The capped
    // exponential has mean m (1 - e^-6) = 29.9256 and second moment 2 m^2 (1 - 7 e^-6) = 1768.769, so variance 873.23; the go-around adds
    // 2 and 100^2 * 0.02 * 0.98 = 196.
    [TestCase("payload", 15, 0.295974)]
    [TestCase("resistance", 1.0113136, 0.1525571)]
    [TestCase("drag", 1.0050125, 0.1007532)]
    [TestCase("propulsion", 1.0004501, 0.0300203)]
    [TestCase("air", 288.15, 2)]
    [TestCase("pack", 298.15, 5)]
    [TestCase("hold", 31.9256, 32.6990)]
    [TestCase("stretch", 1.00797885, 0.00602810)]
    public void A_column_has_the_mean_and_the_deviation_of_its_distribution(string column, double mean, double deviation)
    {
        var values = Column(Draw(Uncertainty), column);

        Assert.That(values.Mean(), Is.EqualTo(mean).Within(0.01 * deviation), "mean");
        Assert.That(values.StandardDeviation(), Is.EqualTo(deviation).Within(0.02 * deviation), "deviation");
    }

    // Cut at 1, N(0.95, 0.03) loses its upper 4.8 %: a = (1 - 0.95) / 0.03 = 5/3, phi(a) = 0.0994771, Phi(a) = 0.9522096; mean 0.95 - 0.03 * 0.1044697,
    // variance 0.0009 (1 - a * 0.1044697 - 0.1044697^2).
    [Test]
    public void The_health_of_a_pack_is_cut_at_new()
    {
        var values = Draw(Uncertainty).HealthRatio.ToArray();

        Assert.That(values, Is.All.InRange(0.75, 1));
        Assert.That(values.Mean(), Is.EqualTo(0.9468659).Within(2e-4));
        Assert.That(values.StandardDeviation(), Is.EqualTo(0.0270458).Within(4e-4));
    }

    [Test]
    public void A_pack_that_reports_its_health_varies_less()
    {
        var values = FlightSampler.Draw(Risks.Plan().Task, packHealthKnown: true, Uncertainty, 1, 512, 8).HealthRatio.ToArray();

        Assert.That(values.StandardDeviation(), Is.EqualTo(0.01).Within(2e-4));
    }

    // 32.1 km of track, 20 km of correlation: 0.62569 of the variance of 1.8 m/s is left, 1.42381 m/s. A wind of 4 m/s from the west blows east.
    [Test]
    public void The_wind_varies_around_the_forecast_by_the_error_that_is_left_of_its_mean_over_the_path()
    {
        var plan = Risks.Plan().Task with { Wind = Worlds.WindFrom(270, 4) };
        var draws = FlightSampler.Draw(plan, packHealthKnown: false, Uncertainty, 1, 512, 8);
        var (east, north) = (draws.WindEastMetresPerSecond.ToArray(), draws.WindNorthMetresPerSecond.ToArray());

        Assert.That(plan.Path.Distance.Kilometres, Is.EqualTo(32.1).Within(0.1));
        Assert.That((east.Mean(), north.Mean()), Is.EqualTo((4.0, 0.0)).Within(0.01));
        Assert.That((east.StandardDeviation(), north.StandardDeviation()), Is.EqualTo((1.4238, 1.4238)).Within(0.02));
        Assert.That(Correlation.Pearson(east, north), Is.Zero.Within(0.02));
    }

    // 10 m/s at 10 m are 9.470 m/s at 20 ft, sigma_w = 0.947; at 120 m (393.7 ft) the shape is 0.50102, sigma_u = 0.947 / 0.75847 = 1.2486 m/s and L_u = 275.0 m.
    // Of its variance 2 * 275 / 32100 * (1 - 275 / 32100) = 0.016987 is left; down to 10 m by 12^0.11 = 1.31435: 1.2486 * 0.13033 / 1.31435 = 0.12381 m/s.
    [Test]
    public void A_perfect_forecast_leaves_the_turbulence()
    {
        var plan = Risks.Plan().Task with { Wind = Worlds.WindFrom(270, 10) };
        var east = FlightSampler.Draw(plan, packHealthKnown: false, Risks.None, 1, 512, 8).WindEastMetresPerSecond.ToArray();

        Assert.That(plan.CruiseAltitude.Metres, Is.EqualTo(120));
        Assert.That(east.Mean(), Is.EqualTo(10).Within(1e-3));
        Assert.That(east.StandardDeviation(), Is.EqualTo(0.12381).Within(1e-3));
    }

    [Test]
    public void An_unknown_wind_lies_evenly_within_its_bounds()
    {
        var draws = Draw(Uncertainty with { Wind = new WindUncertainty.Within(Speed.FromMetresPerSecond(5)) });
        var east = draws.WindEastMetresPerSecond.ToArray();

        Assert.That(east, Is.All.InRange(-5, 5));
        Assert.That(east.StandardDeviation(), Is.EqualTo(5 / Math.Sqrt(3)).Within(0.01));
        Assert.That(east.Count(value => value < -2.5), Is.EqualTo(1024).Within(1));
    }

    [Test]
    public void An_empty_hold_has_no_payload_error()
    {
        var plan = Risks.Plan().Task with { Payload = Mass.Zero };

        Assert.That(FlightSampler.Draw(plan, packHealthKnown: false, Uncertainty, 1, 512, 8).PayloadKilograms.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Without_uncertainty_every_draw_is_the_plan()
    {
        var draws = Draw(Risks.None);

        foreach (var (name, planned) in Planned)
        {
            Assert.That(Column(draws, name), Is.All.EqualTo(planned), name);
        }
    }

    [Test]
    public void One_at_a_time_an_input_varies_as_in_the_first_replicate_of_all_and_the_rest_is_as_planned()
    {
        const int Points = 128;
        var plan = Risks.Plan().Task;
        var all = FlightSampler.Draw(plan, packHealthKnown: false, Uncertainty, 3, Points, 2);
        var alone = FlightSampler.DrawOneAtATime(plan, packHealthKnown: false, Uncertainty, 3, Points);

        foreach (var input in Enum.GetValues<UncertainInput>())
        {
            foreach (var (name, planned) in Planned)
            {
                var part = Column(alone, name).AsSpan(((int)input - 1) * Points, Points).ToArray();
                Assert.That(part, InputOf(name) == input ? Is.EqualTo(Column(all, name)[..Points]) : Is.All.EqualTo(planned), $"{name} while {input} varies");
            }
        }
    }

    private static readonly (string Name, double Planned)[] Planned =
    [
        ("payload", 15), ("east", 0), ("north", 0), ("health", 0.95), ("resistance", 1), ("drag", 1), ("propulsion", 1), ("air", 288.15), ("pack", 298.15), ("hold", 0), ("stretch", 1),
    ];

    private static FlightBatch Draw(FlightUncertainty uncertainty) => FlightSampler.Draw(Risks.Plan().Task, packHealthKnown: false, uncertainty, 1, 512, 8);

    private static double[] Column(FlightBatch flights, string name) => name switch
    {
        "payload" => flights.PayloadKilograms.ToArray(),
        "east" => flights.WindEastMetresPerSecond.ToArray(),
        "north" => flights.WindNorthMetresPerSecond.ToArray(),
        "health" => flights.HealthRatio.ToArray(),
        "resistance" => flights.ResistanceFactor.ToArray(),
        "drag" => flights.DragFactor.ToArray(),
        "propulsion" => flights.PropulsionFactor.ToArray(),
        "air" => flights.AirKelvin.ToArray(),
        "pack" => flights.PackKelvin.ToArray(),
        "hold" => flights.HoldSeconds.ToArray(),
        "stretch" => flights.RouteStretch.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such column."),
    };

    private static UncertainInput InputOf(string name) => name switch
    {
        "payload" => UncertainInput.Payload,
        "east" or "north" => UncertainInput.Wind,
        "health" => UncertainInput.PackHealth,
        "resistance" => UncertainInput.Resistance,
        "drag" => UncertainInput.Drag,
        "propulsion" => UncertainInput.Propulsion,
        "air" or "pack" => UncertainInput.Temperature,
        "hold" => UncertainInput.Holding,
        _ => UncertainInput.RouteStretch,
    };
}
