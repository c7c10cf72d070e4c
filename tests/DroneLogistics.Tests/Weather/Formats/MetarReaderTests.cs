using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;
using static DroneLogistics.Tests.Weather.Reports;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>Reports of Chinese aerodromes: what is told becomes a field, what is not understood is listed, what cannot be is refused alone.</summary>
public sealed class MetarReaderTests
{
    [Test]
    public void Every_report_of_the_corpus_is_read_without_a_token_left_over()
    {
        Assert.That(Metars, Has.Count.EqualTo(17));
        foreach (var line in Metars)
        {
            Assert.That(Metar(line).NotUnderstood, Is.Empty, line);
        }
    }

    [Test]
    public void A_report_with_a_thunderstorm_and_a_misspelt_trend_is_read_field_by_field()
    {
        var report = Metar("METAR ZSNB 071500Z 19005G12MPS 160V220 2000 1200NE R13/0800V1200D +TSRA BR FEW009 BKN016 FEW033CB OVC050 24/M00 Q1000 RESHRA WS R13 BCEMG TL1630 3000 -SHRA BR=");

        Assert.That(report.NotUnderstood, Is.Empty);
        Assert.That(report.ObservedAt, Is.EqualTo(new DateTimeOffset(2018, 12, 7, 15, 0, 0, TimeSpan.Zero)));
        Assert.That(report.Conditions.Wind, Is.EqualTo(new ReportedWind(190, Mps(5), Mps(12), (160, 220))));
        Assert.That(report.Conditions.LeastVisibility!.Value.Metres, Is.EqualTo(1200));
        Assert.That(report.RunwayVisualRanges, Is.EqualTo([new RunwayVisualRange("13", 800, null, 1200, null, 'D')]));
        Assert.That(report.Conditions.Weather[0].Phenomena, Is.EqualTo([WeatherPhenomenon.Rain]));
        Assert.That((report.Conditions.Weather[0].Intensity, report.Conditions.Weather[0].Descriptor), Is.EqualTo((WeatherIntensity.Heavy, WeatherDescriptor.Thunderstorm)));
        Assert.That(report.Conditions.Clouds[2], Is.EqualTo(new CloudLayer(CloudAmount.Few, 33, CloudType.Cumulonimbus)));

        // 1600 ft.
        Assert.That(report.Ceiling!.Value.Metres, Is.EqualTo(487.68).Within(1e-9));
        Assert.That(report.Lightning, Is.True);
        Assert.That((report.TemperatureDegreesCelsius, report.DewPointDegreesCelsius, report.QnhHectopascals), Is.EqualTo(((int?)24, (int?)0, (int?)1000)));
        Assert.That(report.RecentWeather.Single().Descriptor, Is.EqualTo(WeatherDescriptor.Showers));
        Assert.That(report.WindShear, Is.EqualTo(["13"]));
        var trend = report.Trends.Single();
        Assert.That((trend.Kind, trend.Until, trend.From), Is.EqualTo((TrendKind.Becoming, (DateTimeOffset?)report.ObservedAt.AddMinutes(90), (DateTimeOffset?)null)));
        Assert.That(trend.Conditions.Visibility!.PrevailingMetres, Is.EqualTo(3000));
        Assert.That(report.Tokens.Single(token => token.Text == "BCEMG").ReadAs, Is.EqualTo("BECMG"));
    }

    [Test]
    public void A_field_that_is_not_told_is_not_known_and_never_zero()
    {
        var cut = Metar("METAR ZJHK 141300Z 05003MPS 5000");
        Assert.That((cut.TemperatureDegreesCelsius, cut.Temperature, cut.Qnh, cut.Ceiling, cut.Lightning), Is.EqualTo(((int?)null, (DroneLogistics.Units.Temperature?)null, (DroneLogistics.Units.Pressure?)null, (DroneLogistics.Units.Length?)null, (bool?)null)));
        Assert.That(cut.Conditions.Wind!.Gust, Is.Null);
        Assert.That(Metar("METAR ZSNB 050200Z NIL=").IsMissing, Is.True);
        Assert.That(Metar("METAR ZSNB 050200Z NIL=").Conditions.Wind, Is.Null);

        var automatic = Metar("METAR ZSNB 050200Z AUTO /////MPS //// // ////// ///// Q////=");
        Assert.That(automatic.NotUnderstood, Is.Empty);
        Assert.That((automatic.Conditions.Wind, automatic.Conditions.Visibility, automatic.Ceiling, automatic.Qnh, automatic.Lightning), Is.EqualTo(((ReportedWind?)null, (ReportedVisibility?)null, (DroneLogistics.Units.Length?)null, (DroneLogistics.Units.Pressure?)null, (bool?)null)));
    }

    [Test]
    public void Cavok_says_ten_kilometres_no_ceiling_and_no_thunderstorm()
    {
        var report = Metar("METAR ZSPD 080200Z 33009MPS CAVOK 04/M01 Q1036 NOSIG");
        Assert.That(report.Conditions.LeastVisibility!.Value.Kilometres, Is.EqualTo(10));
        Assert.That(report.Ceiling!.Value.Metres, Is.EqualTo(double.PositiveInfinity));
        Assert.That(report.Lightning, Is.False);
        Assert.That(report.DewPointDegreesCelsius, Is.EqualTo(-1));
    }

    [TestCase("05007MPS", 7.0)]
    [TestCase("05010KT", 5.1444)]
    [TestCase("05036KMH", 10.0)]
    [TestCase("050P49MPS", 49.0)]
    public void Winds_in_metres_a_second_knots_and_kilometres_an_hour_are_one(string wind, double metresPerSecond) =>
        Assert.That(Metar($"METAR ZSPD 080200Z {wind} 9999").Conditions.Wind!.Mean.Speed.MetresPerSecond, Is.EqualTo(metresPerSecond).Within(1e-4));

    [Test]
    public void A_token_that_is_not_understood_is_listed_with_line_and_column_and_leaves_what_it_may_have_said_not_known()
    {
        var report = Metar("METAR ZSPD 080200Z 33009MPS 9999\n  FEW010 BKN0Z6 04/M01 Q1036");
        var token = report.NotUnderstood.Single();
        Assert.That((token.Text, token.Line, token.Column), Is.EqualTo(("BKN0Z6", 2, 10)));
        Assert.That(report.Ceiling, Is.Null);
        Assert.That(report.Lightning, Is.Null);
        Assert.That(report.QnhHectopascals, Is.EqualTo(1036));
    }

    [TestCase("33009MPS 05003MPS 9999 FEW010 04/M01 Q1036", "05003MPS")]
    [TestCase("33009MPS 9999 8000 FEW010 04/M01 Q1036", "8000")]
    [TestCase("33009MPS 9999 FEW010 -RA 04/M01 Q1036", "-RA")]
    [TestCase("33009MPS 9999 FEW010 04/M01 Q1036 BKN005", "BKN005")]
    [TestCase("33009MPS CAVOK FEW010 04/M01 Q1036", "FEW010")]
    [TestCase("33009MPS 9999 FEW010 04/M01 06/M02 Q1036", "06/M02")]
    [TestCase("33009MPS 9999 FEW010 04/M01 Q1036 Q1037", "Q1037")]
    [TestCase("33009MPS 9999 FEW010 04/M01 Q1036 NOSIG -RA", "-RA")]
    [TestCase("33009MPS 9999 few010 04/M01 Q1036", "few010")]
    public void A_group_out_of_order_or_a_second_time_is_not_understood_and_the_first_holds(string body, string leftOver)
    {
        var report = Metar($"METAR ZSPD 080200Z {body}");
        Assert.That(report.NotUnderstood.Single().Text, Is.EqualTo(leftOver));
        Assert.That((report.Conditions.Wind!.FromDegrees, report.TemperatureDegreesCelsius, report.QnhHectopascals), Is.EqualTo(((int?)330, (int?)4, (int?)1036)));
        Assert.That((report.Ceiling, report.Lightning), Is.EqualTo(((DroneLogistics.Units.Length?)null, (bool?)null)));
    }

    [TestCase("METAR ZS 080200Z 33009MPS", "METAR_FORMAT", 7, "\"ZS\"")]
    [TestCase("METAR ZSPD 080200 33009MPS", "METAR_FORMAT", 12, "\"080200\"")]
    [TestCase("METAR ZSPD", "METAR_FORMAT", 7, "the end after \"ZSPD\"")]
    [TestCase("METAR ZSPD 320200Z 33009MPS", "INVALID_TIME", 12, "\"320200Z\"")]
    [TestCase("METAR ZSPD 082400Z 33009MPS", "INVALID_TIME", 12, "\"082400Z\"")]
    [TestCase("METAR ZSPD 080200Z 33009G08MPS", "GUST_BELOW_WIND", 20, "\"33009G08MPS\"")]
    [TestCase("METAR ZSPD 080200Z 37009MPS", "OUT_OF_RANGE", 20, "\"37009MPS\"")]
    [TestCase("METAR ZSPD 080200Z 330-9MPS", "NEGATIVE", 20, "\"330-9MPS\"")]
    [TestCase("METAR ZSPD 080200Z 33009MPS -200", "NEGATIVE", 29, "\"-200\"")]
    [TestCase("METAR ZSPD 080200Z 330NaNMPS", "NOT_FINITE", 20, "\"330NaNMPS\"")]
    [TestCase("METAR ZSPD 080200Z 33009MPS 9999 04/01 Q0136", "OUT_OF_RANGE", 40, "\"Q0136\"")]
    [TestCase("METAR TAF ZSPD 080200Z", "METAR_FORMAT", 1, "the end after \"METAR\"")]
    public void A_report_that_cannot_be_read_fails_alone_with_code_line_and_column(string bad, string code, int column, string found)
    {
        var reading = ReadMetars($"{Metars[0]}\n{bad}\n\n{Metars[1]}");
        Assert.That(reading.Reports.Select(report => report.Station), Is.EqualTo(["ZSPD", "ZSNB"]));
        var failure = reading.Failures[0];
        Assert.That((failure.Code, failure.Where, failure.Found), Is.EqualTo((code, $"line 2, column {column}", found)));
    }

    [Test]
    public void A_report_that_is_too_long_fails_alone()
    {
        var reading = ReadMetars($"METAR ZSPD 080200Z RMK {new string('A', Forecasts.Policy.Files.MaxReportLetters)}=\n{Metars[1]}");
        Assert.That(reading.Failures.Single().Code, Is.EqualTo("TOO_LARGE"));
        Assert.That(reading.Reports, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_day_is_the_nearest_to_the_reference()
    {
        DateTimeOffset At(string time, DateTimeOffset reference) => MetarReader.Read($"METAR ZSPD {time} 33009MPS", "reports", reference, Forecasts.Policy).Reports.Single().ObservedAt;
        Assert.That(At("312330Z", new(2026, 1, 1, 0, 5, 0, TimeSpan.Zero)), Is.EqualTo(new DateTimeOffset(2025, 12, 31, 23, 30, 0, TimeSpan.Zero)));
        Assert.That(At("010000Z", new(2024, 2, 29, 23, 59, 0, TimeSpan.Zero)), Is.EqualTo(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero)));

        // At eight in the morning in Shanghai it is still yesterday in part of the world; the reference is an instant, whatever its offset.
        Assert.That(At("010000Z", new(2024, 3, 1, 8, 1, 0, TimeSpan.FromHours(8))), Is.EqualTo(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public void A_report_ages_and_is_stale_when_too_old_or_from_the_future()
    {
        var report = Metar(Metars[0]);
        bool IsFresh(TimeSpan age) => report.IsFresh(report.ObservedAt + age, Forecasts.Policy);
        Assert.That(IsFresh(Forecasts.Policy.ObservationMaxAge), Is.True);
        Assert.That(IsFresh(Forecasts.Policy.ObservationMaxAge + TimeSpan.FromSeconds(1)), Is.False);
        Assert.That(IsFresh(-Forecasts.Policy.ClockTolerance), Is.True);
        Assert.That(IsFresh(-Forecasts.Policy.ClockTolerance - TimeSpan.FromSeconds(1)), Is.False);
    }

    private static ReportedSpeed Mps(int value) => new(value, WindUnit.MetresPerSecond, IsAbove: false);
}
