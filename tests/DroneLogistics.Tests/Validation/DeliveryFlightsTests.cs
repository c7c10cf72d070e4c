using DroneLogistics.Provenance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Validation;

/// <summary>Flights that were flown, predicted from their plans.</summary>
public sealed class DeliveryFlightsTests
{
    private static readonly IReadOnlyList<FlightRecord> Log = DeliveryFlights.Read();

    [Test]
    public void Flights_of_days_that_were_left_out_of_the_fit_are_met_within_the_goals()
    {
        // Five folds of whole days: nothing of a flight's day is known to the fit that predicts it.
        var days = DeliveryFlights.Dates.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var predictions = new List<FlightPrediction>();
        for (var fold = 0; fold < 5; fold++)
        {
            var kept = Log.Where(flight => days.IndexOf(DeliveryFlights.Dates[flight.Flight]) % 5 != fold).ToList();
            var fit = DeliveryFlights.Fit(kept);
            var widened = fit.Type with { EnergyIntervalShare = DeliveryFlights.Shipped.EnergyIntervalShare };
            var plan = DeliveryFlights.Plan(widened, fit.Routes);
            predictions.AddRange(Log.Except(kept).Select(plan.Predict));
        }

        var score = PredictionScore.Of(predictions)!;
        TestContext.Out.WriteLine(score);
        Assert.That(score.Flights, Is.EqualTo(117));
        Assert.That(score.MapePercent, Is.LessThanOrEqualTo(2.5));
        Assert.That(score.P90Percent, Is.LessThanOrEqualTo(5));
        Assert.That(Math.Abs(score.BiasPercent), Is.LessThanOrEqualTo(1));
        Assert.That(score.Coverage90Percent, Is.InRange(85, 95));
        Assert.That(score.Width90Percent, Is.LessThanOrEqualTo(10));
    }

    // Extrapolation: no goal is set for it. A flight repeats to 2.1-2.6 %, so that one flight of 750 g says little; bounds as measured, rounded up.
    [TestCase("12 m/s", 3.3)]
    [TestCase("100 m", 3.5)]
    [TestCase("750 g", 7.0)]
    [TestCase("all three", 3.3)]
    public void Kinds_of_flights_that_the_fit_never_saw_are_met_nearly_as_well(string kind, double mapePercent)
    {
        var unseen = Log.Where(flight => IsKind(flight, kind)).ToList();
        var fit = DeliveryFlights.Fit([.. Log.Except(unseen)]);

        var score = PredictionScore.Of(unseen.Select(DeliveryFlights.Plan(fit.Type, fit.Routes).Predict))!;
        TestContext.Out.WriteLine($"{kind}: {score}");
        Assert.That(score.MapePercent, Is.LessThanOrEqualTo(mapePercent));
    }

    [Test]
    public void The_shipped_numbers_are_what_the_fit_to_all_flights_gives()
    {
        // 1 %: the fit began from other means of the priors of drag, descent, ground time and length, which move its end a little.
        var fit = DeliveryFlights.Fit(Log);
        var shipped = DeliveryFlights.Shipped;
        Assert.That(fit.Type.Rotors.InducedFactor, Is.EqualTo(shipped.Rotors.InducedFactor).Within(1).Percent);
        Assert.That(fit.Type.Vertical.DescentSpeed.MetresPerSecond, Is.EqualTo(shipped.Vertical.DescentSpeed.MetresPerSecond).Within(1).Percent);
        Assert.That(fit.Routes.Routes["R1"].FlownLength.Metres, Is.EqualTo(DeliveryFlights.Routes.Routes["R1"].FlownLength.Metres).Within(1).Percent);
    }

    [Test]
    public void Five_numbers_of_the_type_and_a_length_are_fitted_and_no_more()
    {
        var fitted = DeliveryFlights.Shipped.Parameters.Where(number => number.Status == SourceStatus.Fitted).Select(number => number.Key);

        // The interval is no part of the prediction.
        Assert.That(fitted, Is.EquivalentTo(FlightCalibration.UsualFree.Append("energyIntervalShare")));
        Assert.That(DeliveryFlights.Routes.Numbers.Where(number => number.Status == SourceStatus.Fitted).Select(number => number.Key), Is.SupersetOf(["flownLengthM"]));
    }

    [Test]
    public void A_prediction_is_the_mean_of_plain_flights_through_the_simulator()
    {
        var flight = Log.Single(flight => flight.Flight == "225");
        var flown = DeliveryFlights.Plan(DeliveryFlights.Shipped, DeliveryFlights.Routes).Tasks(flight).Select(FlightSimulation.Run).ToList();

        Assert.That(flown.Select(forecast => forecast.BatteryEnd), Is.All.EqualTo(BatteryEnd.Landed));
        var mean = flown.Average(forecast => (forecast.Energy.Total - forecast.Energy.BatteryLoss).WattHours);
        Assert.That(DeliveryFlights.Predict(flight).Predicted!.Value.WattHours, Is.EqualTo(mean).Within(1e-9));
    }

    [Test]
    public void Time_on_the_way_is_that_of_the_logs_that_hold_no_ground_time()
    {
        // The energy alone was fitted. The logs of 6 May begin and end in the air but for flight 8, the others hold about half a minute on the ground.
        var log = Log.Where(flight => DeliveryFlights.Dates[flight.Flight] == "2019-05-06" && flight.Flight != "8").ToList();
        var measured = new Dictionary<string, double> { ["14"] = 106.11, ["15"] = 113.2, ["16"] = 125.8, ["17"] = 139.09, ["18"] = 170.2, ["23"] = 127.0 };
        Assert.That(log.Select(flight => flight.Flight), Is.EquivalentTo(measured.Keys));
        var plan = DeliveryFlights.Plan(DeliveryFlights.Shipped, DeliveryFlights.Routes);
        foreach (var flight in log)
        {
            var block = FlightSimulation.Run(plan.Tasks(flight)[0]).BlockSeconds!.Value;
            Assert.That(block, Is.EqualTo(measured[flight.Flight]).Within(6), flight.Flight);
        }
    }

    [Test]
    public void What_was_measured_is_no_input()
    {
        var usual = Log.Select(DeliveryFlights.Predict).ToList();
        var random = new Random(7);
        string[] outcomes = ["duration_s", "energy_wh", "airspeed_mean_mps"];
        foreach (var (name, change) in new (string, Func<string[][], IEnumerable<string[]>>)[]
        {
            ("missing columns", cells => cells.Select(line => line[..7])),
            ("empty cells", cells => cells.Select((line, i) => i == 0 ? line : [.. line[..7], string.Empty, string.Empty, string.Empty])),
            ("multiplied", cells => cells.Select((line, i) => i == 0 ? line : [.. line[..7], "9999", Times(line[8], 3), "77"])),
            ("shuffled", cells =>
            {
                var tails = cells.Skip(1).Select(line => line[7..]).ToArray();
                random.Shuffle(tails);
                return cells.Select((line, i) => i == 0 ? line : [.. line[..7], .. tails[i - 1]]);
            }),
            ("columns turned round and one more", cells => cells.Select((line, i) => line.Reverse().Append(i == 0 ? "battery" : "7").ToArray())),
        })
        {
            var predicted = DeliveryFlights.Read(change).Select(DeliveryFlights.Predict).ToList();
            Assert.That(predicted.Select(Numbers), Is.EqualTo(usual.Select(Numbers)), name);
        }

        Assert.That(DeliveryFlights.Read(cells => cells).Select(flight => flight.MeasuredEnergy), Is.All.Not.Null, string.Join(' ', outcomes));

        static string Times(string cell, double factor) =>
            (double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture) * factor).ToString(System.Globalization.CultureInfo.InvariantCulture);

        static (string, Energy?, Energy?, Energy?, string?) Numbers(FlightPrediction prediction) =>
            (prediction.Record.Flight, prediction.Predicted, prediction.Low, prediction.High, prediction.WhyNot);
    }

    [Test]
    public void Hovers_and_routes_of_unknown_length_are_not_predicted_and_named()
    {
        var not = Log.Select(DeliveryFlights.Predict).Where(prediction => prediction.Predicted is null).ToDictionary(prediction => prediction.Record.Flight, prediction => prediction.WhyNot);

        Assert.That(not.Keys, Is.EquivalentTo(["1", "3", "4", "6", "221", "222", "223", "224"]));
        Assert.That(not["1"], Does.Contain("R5"));
        Assert.That(not["6"], Does.Contain("R3"));
        Assert.That(not["221"], Does.Contain("hover"));
    }

    [Test]
    public void An_unknown_wind_gives_a_prediction_of_its_own_and_a_wider_interval()
    {
        // In fast flight the power rises with the wind: where it is not known, its spread comes to the interval.
        var flight = Log.Single(flight => flight.Flight == "83");
        var known = DeliveryFlights.Predict(flight with { AmbientWind = DeliveryFlights.Routes.UnknownWind.Mean });
        var unknown = DeliveryFlights.Predict(flight with { AmbientWind = null });

        Assert.That(unknown.Predicted!.Value.Joules, Is.EqualTo(known.Predicted!.Value.Joules).Within(2).Percent);
        Assert.That(unknown.HalfWidth!.Value, Is.GreaterThan(known.HalfWidth!.Value));
    }

    [Test]
    public void A_chain_of_heights_lies_between_its_lowest_and_highest_and_near_the_highest()
    {
        // 25-50-100 climbs 100 m in all and descends 100 m: only the air on the way is a little thicker than at 100 m.
        var flight = Log.Single(flight => flight.Flight == "234");
        double Wh(params double[] heights) => DeliveryFlights.Predict(flight with { Heights = [.. heights.Select(Length.FromMetres)] }).Predicted!.Value.WattHours;

        Assert.That(Wh(25, 50, 100), Is.LessThan(Wh(100)).And.GreaterThan(0.99 * Wh(100)));

        // Down and up again is climbed twice: 100 m and 50 m. Between vertical phases of 150 m it cruises as at 83 m on average.
        Assert.That(Wh(100, 50, 100), Is.GreaterThan(1.05 * Wh(100)).And.LessThan(Wh(150)));
    }

    [Test]
    public void A_payload_beyond_the_model_is_not_predicted()
    {
        var heavy = Log[5] with { Payload = Mass.FromKilograms(0.751) };
        Assert.That(DeliveryFlights.Predict(heavy).WhyNot, Does.Contain("0.751").And.Contain("0.75 kg"));
    }

    private static bool IsKind(FlightRecord flight, string kind) => kind switch
    {
        "12 m/s" => flight.CommandedSpeed.MetresPerSecond == 12,
        "100 m" => flight.Heights[0].Metres == 100,
        "750 g" => flight.Payload.Kilograms == 0.75,
        _ => IsKind(flight, "12 m/s") || IsKind(flight, "100 m") || IsKind(flight, "750 g"),
    };
}
