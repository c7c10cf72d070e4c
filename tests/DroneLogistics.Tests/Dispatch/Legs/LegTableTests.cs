using System.Collections.Concurrent;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.Legs;

public sealed class LegTableTests
{
    private static readonly Lazy<LegTable> Even = new(() => LegWorlds.Build(LegWorlds.Drawn(1, roughness: 0.3)));

    [Test]
    public void A_row_holds_what_the_decision_simulates_and_the_limit_that_refuses_it()
    {
        // Up to a storm: calm flights, gusts above the limit, and no way forward.
        foreach (var mean in new[] { 1.0, 6, 9, 14, 30 })
        {
            var table = LegWorlds.Build(LegWorlds.Drawn(1, 0.3, mean: mean));
            foreach (var (column, hour, step) in Some(table, every: 11))
            {
                var row = column.At(hour, step);
                var decision = LegWorlds.Decide(table, column, table.Question.Payload(column.Type, step), table.Question.First.AddHours(hour));
                var findings = LegWorlds.Stood(decision);
                Assert.Multiple(() =>
                {
                    Assert.That(row.Flies, Is.EqualTo(findings.Count == 0), string.Join(", ", findings.Select(finding => finding.English)));
                    Assert.That(findings.Count == 0 || findings[0].Code == row.Limit, Is.True, $"{row.Limit} beside {string.Join(", ", findings.Select(finding => finding.Code))}");
                    if (decision.Forecast!.LandingCharge is { } charge)
                    {
                        Assert.That(row.LandingCharge, Is.EqualTo(charge.Ratio).Within(1e-8));
                        Assert.That(row.BlockSeconds, Is.EqualTo(decision.Forecast.BlockSeconds!.Value).Within(1e-6));
                        Assert.That(row.TripWattHours, Is.EqualTo(decision.Forecast.Energy.Total.WattHours).Within(1e-3));
                        Assert.That(row.ReserveMarginWattHours, Is.EqualTo(decision.Forecast.Reserve!.Margin.WattHours).Within(1e-3));
                    }
                    else
                    {
                        Assert.That(row.LandingCharge, Is.NaN);
                    }
                });
            }
        }
    }

    [Test]
    public void What_is_read_from_the_bytes_of_a_table_is_that_table_and_is_gone_on_from()
    {
        var table = LegWorlds.Build(LegWorlds.Drawn(1, 0.3, mean: 9));
        var bytes = LegTableBytes.Write(table);
        var read = LegTableBytes.Read(table.Question, bytes);
        Assert.That(read.Columns.SelectMany(column => column.Rows), Is.EqualTo(table.Columns.SelectMany(column => column.Rows)));
        Assert.That(read.Columns.SelectMany(column => column.Hours), Is.EqualTo(table.Columns.SelectMany(column => column.Hours)));
        Assert.That(read.Columns.SelectMany(column => column.Way.Points), Is.EqualTo(table.Columns.SelectMany(column => column.Way.Points)));
        Assert.That(read.Columns.Select(column => (column.NotFlown, column.FlownRows, column.Way.Standing)), Is.EqualTo(table.Columns.Select(column => (column.NotFlown, column.FlownRows, column.Way.Standing))));
        Assert.That((read.WaysLaid, read.FlyingRows, read.LegCount), Is.EqualTo((table.WaysLaid, table.FlyingRows, table.LegCount)));
        var next = LegTableBuild.Build(table.Question, read, LegTableBuild.OneByOne);
        Assert.That((next.WaysLaid, next.FlownRows), Is.EqualTo((0, 0L)), "its ways and rows stand");
        Assert.That(next.Columns.SelectMany(column => column.Rows), Is.EqualTo(table.Columns.SelectMany(column => column.Rows)));
    }

    [Test]
    public void Bytes_that_are_cut_off_or_of_another_question_are_refused()
    {
        var table = Even.Value;
        var bytes = LegTableBytes.Write(table);
        foreach (var length in new[] { 0, 3, 20, bytes.Length / 2, bytes.Length - 1 })
        {
            Assert.That(() => LegTableBytes.Read(table.Question, bytes[..length]), Throws.TypeOf<InvalidDataException>(), $"{length} bytes");
        }

        var other = new LegTableQuestion(table.Question.World, table.Question.Forecast, table.Question.Types, LegWorlds.Steps + 1, table.Question.First, LegWorlds.Hours);
        Assert.That(() => LegTableBytes.Read(other, bytes), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void A_way_beyond_the_range_of_a_type_is_not_flown_and_no_decision_gets_there_in_any_hour()
    {
        var (flown, beyond) = (0, 0);
        foreach (var share in new[] { 0.03, 0.06, 0.1, 0.15, 0.2, 0.3 })
        {
            var weak = Worlds.Hexa with { Battery = Worlds.Hexa.Battery with { CapacityAmpereHours = share * Worlds.Hexa.Battery.CapacityAmpereHours } };
            var question = new LegTableQuestion(LegWorlds.ThreeSites, LegWorlds.Drawn(4, 0.3, mean: 7), [weak], LegWorlds.Steps, Worlds.Nine, LegWorlds.Hours);
            var table = LegTableBuild.Build(question, null, LegTableBuild.OneByOne);
            foreach (var column in table.Columns)
            {
                flown += column.NotFlown is null ? 1 : 0;
                for (var hour = 0; column.NotFlown is not null && hour < LegWorlds.Hours; hour++)
                {
                    beyond++;
                    var decision = LegWorlds.Decide(table, column, Mass.Zero, question.First.AddHours(hour));
                    Assert.That(column.NotFlown, Is.EqualTo(ReasonCode.EnergyReserveShortfall));
                    Assert.That(decision.Forecast!.LandingCharge, Is.Null);
                    Assert.That(LegWorlds.Stood(decision).Select(finding => finding.Code), Does.Contain(ReasonCode.EnergyReserveShortfall));
                    Assert.That(table.Quote(column.Origin.Id, column.Destination.Id, weak.Id, Mass.Zero, question.First.AddMinutes(30)).Limit, Is.EqualTo(ReasonCode.EnergyReserveShortfall));
                }
            }
        }

        Assert.That((flown > 3, beyond > 3), Is.EqualTo((true, true)), $"{flown} columns flown, {beyond} hours beyond the range");
    }

    [TestCase(1, 0.1, 4)]
    [TestCase(2, 0.8, 4)]
    [TestCase(3, 2.0, 3)]
    public void The_bound_of_a_quote_is_never_exceeded_at_random_points(int seed, double roughness, double mean)
    {
        var table = LegWorlds.Build(LegWorlds.Drawn(seed, roughness, mean: mean));
        var random = new Random(seed);
        var answered = 0;
        for (var i = 0; i < 300; i++)
        {
            var column = table.Columns[random.Next(table.Columns.Count)];
            var payload = Mass.FromKilograms(random.NextDouble() * LegTableQuestion.MostPayload(column.Type).Kilograms);
            var departure = Worlds.Nine.AddSeconds(Math.Round(random.NextDouble() * 3600 * (LegWorlds.Hours - 1), 3));
            var quote = table.Quote(column.Origin.Id, column.Destination.Id, column.Type.Id, payload, departure);
            if (quote.Miss == LegMiss.None)
            {
                answered++;
                var decision = LegWorlds.Decide(table, column, payload, departure);
                Assert.Multiple(() =>
                {
                    Assert.That(LegWorlds.Stood(decision), Is.Empty);
                    Assert.That(quote.BlockSeconds.Holds(decision.Forecast!.BlockSeconds!.Value), Is.True, $"{quote.BlockSeconds} beside {decision.Forecast.BlockSeconds}");
                    Assert.That(quote.LandingCharge.Holds(decision.Forecast.LandingCharge!.Value.Ratio), Is.True, $"{quote.LandingCharge} beside {decision.Forecast.LandingCharge}");
                    Assert.That(quote.TripWattHours.Holds(decision.Forecast.Energy.Total.WattHours), Is.True);
                    Assert.That(quote.ReserveMarginWattHours.Holds(decision.Forecast.Reserve!.Margin.WattHours), Is.True, $"{quote.ReserveMarginWattHours} beside {decision.Forecast.Reserve.Margin.WattHours}");
                });
            }
        }

        Assert.That(answered, Is.GreaterThan(60));
    }

    [Test]
    public void A_forecast_in_which_the_wind_of_one_hour_changed_flies_the_flights_that_meet_it_and_no_others()
    {
        const int Changed = 4;
        var before = LegWorlds.Build(LegWorlds.Drawn(1, 0.3));
        var forecast = LegWorlds.Drawn(1, 0.3, (hour, wind) => hour == Changed ? new WindVector(wind.EastMetresPerSecond + 1, wind.NorthMetresPerSecond) : wind);
        var some = LegWorlds.Build(forecast, before);
        var all = LegWorlds.Build(forecast);

        // The number of one o'clock weighs from twelve to two: of those who leave at a full hour the flights of twelve (which meet it on the way),
        // one o'clock, and none that land by twelve. Every leg here is shorter than an hour.
        Assert.Multiple(() =>
        {
            Assert.That(Same(some, all), Is.True);
            Assert.That(some.FlownRows, Is.EqualTo(all.RowCount * 2 / LegWorlds.Hours));
            Assert.That(all.FlownRows, Is.EqualTo(all.RowCount));
            Assert.That(some.WaysLaid, Is.Zero);
            Assert.That(all.WaysLaid, Is.EqualTo(12));
        });
    }

    [Test]
    public void A_flight_that_flies_past_the_next_hour_meets_the_number_after_it()
    {
        // Against 12 m/s a multirotor of 18 m/s takes more than an hour over 22 km.
        var slow = LegWorlds.Build(LegWorlds.Drawn(1, 0.1, (_, _) => new WindVector(0, -11)));
        var forecast = LegWorlds.Drawn(1, 0.1, (hour, _) => new WindVector(hour == 5 ? 1 : 0, -11));
        var some = LegWorlds.Build(forecast, slow);
        Assert.Multiple(() =>
        {
            Assert.That(slow.Columns.Max(column => column.Rows.Max(row => row.BlockSeconds)), Is.GreaterThan(3600));
            Assert.That(Same(some, LegWorlds.Build(forecast)), Is.True);
            Assert.That(some.FlownRows, Is.GreaterThan(some.RowCount * 2 / LegWorlds.Hours).And.LessThan(some.RowCount));
        });
    }

    [Test]
    public void Other_valid_times_are_flown_anew_and_an_equal_forecast_not_at_all()
    {
        var before = Even.Value;
        var equal = LegWorlds.Build(LegWorlds.Drawn(1, 0.3), before);
        var shorter = LegTableBuild.Build(LegWorlds.Question(LegWorlds.Drawn(1, 0.3), hours: 3), before, LegTableBuild.OneByOne);
        Assert.Multiple(() =>
        {
            Assert.That(equal.FlownRows, Is.Zero);
            Assert.That(Same(equal, before), Is.True);
            Assert.That(shorter.FlownRows, Is.Zero);
        });
    }

    [Test]
    public void The_table_does_not_depend_on_the_number_of_threads()
    {
        var together = LegWorlds.Build(LegWorlds.Drawn(1, 0.3), run: (_, count, work) => Parallel.ForEach(Partitioner.Create(0, count, 1), range => work(range.Item1)));
        Assert.That(Same(together, Even.Value), Is.True);
    }

    [Test]
    public void Work_that_is_ended_ends_the_table() => Assert.Throws<OperationCanceledException>(() =>
        LegWorlds.Build(LegWorlds.Drawn(1, 0.3), run: (_, _, _) => throw new OperationCanceledException()));

    [Test]
    public void A_flight_that_the_table_does_not_hold_is_not_answered()
    {
        var table = Even.Value;
        var column = table.Columns[0];
        LegMiss Miss(double kilograms, DateTimeOffset departure) => table.Quote(column.Origin.Id, column.Destination.Id, column.Type.Id, Mass.FromKilograms(kilograms), departure).Miss;
        Assert.Multiple(() =>
        {
            Assert.That(Miss(1, Worlds.Nine.AddMinutes(30)), Is.EqualTo(LegMiss.None));
            Assert.That(Miss(20, Worlds.Nine.AddHours(LegWorlds.Hours - 1)), Is.EqualTo(LegMiss.None), "the last row of all");
            Assert.That(Miss(20.001, Worlds.Nine), Is.EqualTo(LegMiss.PayloadOutside));
            Assert.That(Miss(-0.001, Worlds.Nine), Is.EqualTo(LegMiss.PayloadOutside));
            Assert.That(Miss(double.NaN, Worlds.Nine), Is.EqualTo(LegMiss.PayloadOutside));
            Assert.That(Miss(1, Worlds.Nine.AddTicks(-1)), Is.EqualTo(LegMiss.DepartureOutside));
            Assert.That(Miss(1, Worlds.Nine.AddHours(LegWorlds.Hours - 1).AddTicks(1)), Is.EqualTo(LegMiss.DepartureOutside));
            Assert.That(table.Quote(column.Origin.Id, column.Origin.Id, column.Type.Id, Mass.FromKilograms(1), Worlds.Nine).Miss, Is.EqualTo(LegMiss.UnknownLeg));
        });
    }

    [Test]
    public void Beside_a_refused_row_the_table_does_not_answer_and_says_which_limit_refuses()
    {
        // From noon on a gale.
        var table = LegWorlds.Build(LegWorlds.Drawn(1, 0.1, (hour, wind) => hour >= 3 ? new WindVector(0, -15) : wind, mean: 2));
        var column = table.Columns.First(one => one.Type == Worlds.Wing);
        var quote = table.Quote(column.Origin.Id, column.Destination.Id, column.Type.Id, Mass.FromKilograms(5), Worlds.Nine.AddHours(2.1));
        Assert.Multiple(() =>
        {
            Assert.That(quote.Miss, Is.EqualTo(LegMiss.RowRefused));
            Assert.That(quote.Limit, Is.EqualTo(ReasonCode.GustLimitExceeded));
            Assert.That(quote.LimitMarginRatio, Is.LessThan(0));
        });
    }

    [Test]
    public void A_gust_between_two_hours_that_neither_meets_is_not_answered()
    {
        // It blows at the one valid time at which the flights of the full hours have landed or not yet left.
        var fields = LegWorlds.Drawn(1, 0, (_, _) => new WindVector(0, -2));
        var times = fields.Grids[0].ValidTimes.SelectMany(time => new[] { time, time.AddMinutes(30) }).ToList();
        double[] axis = [29, 31];
        double[] east = [121, 123];
        var gust = times.SelectMany(time => Enumerable.Repeat(time == Worlds.Nine.AddMinutes(90) ? 25.0 : 4, 4)).ToList();
        var numbers = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface([.. times.SelectMany(_ => Enumerable.Repeat(0.0, 4))]),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface([.. times.SelectMany(_ => Enumerable.Repeat(-2.0, 4))]),
            [ForecastQuantity.Gust] = ForecastField.OfSurface(gust),
        };
        var forecast = new Forecast(fields.Origin, [ForecastGrid.OnGrid(axis, east, times, numbers)], LegWorlds.ThreeSites.Weather, Worlds.Policy.Wind);
        var table = LegWorlds.Build(forecast);
        var column = table.Columns.First(one => one.Type == Worlds.Wing);
        var step = Enumerable.Range(0, LegWorlds.Steps - 1).First(one => new[] { column.At(1, one), column.At(1, one + 1), column.At(2, one), column.At(2, one + 1) }.DistinctBy(row => row.Limit).Count() == 1);
        var payload = Mass.FromKilograms(20 * (step + 0.5) / (LegWorlds.Steps - 1));
        var quote = table.Quote(column.Origin.Id, column.Destination.Id, column.Type.Id, payload, Worlds.Nine.AddMinutes(85));
        Assert.Multiple(() =>
        {
            Assert.That(column.At(1, step).Flies && column.At(2, step).Flies, Is.True);
            Assert.That(quote.Miss, Is.EqualTo(LegMiss.NearLimit));
        });
    }

    private static IEnumerable<(LegColumn Column, int Hour, int Step)> Some(LegTable table, int every) =>
        (from column in table.Columns from hour in Enumerable.Range(0, LegWorlds.Hours) from step in Enumerable.Range(0, LegWorlds.Steps) select (column, hour, step))
        .Where((_, index) => index % every == 0);

    private static bool Same(LegTable one, LegTable other) => one.Columns.Zip(other.Columns).All(pair =>
        pair.First.Rows.SequenceEqual(pair.Second.Rows) && pair.First.Hours.SequenceEqual(pair.Second.Hours));
}
