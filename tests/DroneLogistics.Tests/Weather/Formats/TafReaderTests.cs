using DroneLogistics.Weather;
using NUnit.Framework;
using static DroneLogistics.Tests.Weather.Reports;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>Forecasts of aerodromes: periods and changes stand at instants, or the forecast is refused.</summary>
public sealed class TafReaderTests
{
    [Test]
    public void Every_forecast_of_the_corpus_is_read_without_a_token_left_over()
    {
        Assert.That(Tafs, Has.Count.EqualTo(4));
        foreach (var line in Tafs)
        {
            Assert.That(Taf(line).NotUnderstood, Is.Empty, line);
        }
    }

    [Test]
    public void A_forecast_over_the_end_of_a_month_is_read_field_by_field()
    {
        var forecast = Taf(Tafs[0]);
        DateTimeOffset At(int month, int day, int hour) => new(month == 1 ? 2019 : 2018, month, day, hour, 0, 0, TimeSpan.Zero);

        // TAF ZSPD 310500Z 3105/0105 10002MPS 9000 -RA VV/// TX13/0101Z TN11/3115Z BECMG 3108/3109 OVC011 BECMG 3122/3123 SCT011 BKN023=
        // Nearest to 8 December is the 31st of December, 23 days ahead; that of November is none, that of October farther.
        Assert.That((forecast.IssuedAt, forecast.ValidFrom, forecast.ValidUntil), Is.EqualTo((At(12, 31, 5), (DateTimeOffset?)At(12, 31, 5), (DateTimeOffset?)At(1, 1, 5))));
        Assert.That(forecast.Conditions.Clouds.Single(), Is.EqualTo(new CloudLayer(CloudAmount.Obscured, null, CloudType.Other)));
        Assert.That(forecast.Conditions.Ceiling, Is.Null);
        Assert.That(forecast.Temperatures, Is.EqualTo([new ExtremeTemperature(true, 13, At(1, 1, 1)), new ExtremeTemperature(false, 11, At(12, 31, 15))]));
        Assert.That(forecast.Changes.Select(change => (change.Kind, change.Start, change.End)), Is.EqualTo(
        [
            (ChangeKind.Becoming, At(12, 31, 8), At(12, 31, 9)),
            (ChangeKind.Becoming, At(12, 31, 22), At(12, 31, 23)),
        ]));
    }

    [Test]
    public void Changes_of_every_kind_are_read()
    {
        var forecast = Taf("TAF AMD ZSPD 080500Z 0806/0912 10005MPS 9999 NSC FM081000 12006G15MPS 8000 NSW BCEMG 0812/0814 3000 BR PROB30 TEMPO 0815/0818 0500 FG PROB40 0820/0824 TSRA SCT020CB TEMPO 0900/0903 VRB02MPS CAVOK RMK X Y=");
        Assert.That(forecast.NotUnderstood, Is.Empty);
        Assert.That(forecast.IsAmended, Is.True);
        Assert.That(forecast.Changes.Select(change => (change.Kind, change.ProbabilityPercent)), Is.EqualTo(
        [
            (ChangeKind.From, (int?)null),
            (ChangeKind.Becoming, null),
            (ChangeKind.ProbableTemporary, 30),
            (ChangeKind.Probable, 40),
            (ChangeKind.Temporary, null),
        ]));
        Assert.That(forecast.Changes[0].Conditions.NoSignificantWeather, Is.True);
        Assert.That(forecast.Changes[3].End, Is.EqualTo(new DateTimeOffset(2018, 12, 9, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(forecast.Changes[3].Conditions.HasThunderstorm, Is.True);
        Assert.That(forecast.Remarks, Is.EqualTo("X Y"));
    }

    [Test]
    public void Missing_and_cancelled_forecasts_are_told_as_such()
    {
        Assert.That(Taf("TAF ZSPD 080500Z NIL=").IsMissing, Is.True);
        Assert.That(Taf("TAF AMD ZSPD 080500Z 0806/0912 CNL=").IsCancelled, Is.True);
    }

    [TestCase("ZSPD 080500Z 0806/0912 10005MPS", "TAF_FORMAT", 1)]
    [TestCase("TAF ZSPD 080500Z 10005MPS 9999", "TAF_FORMAT", 18)]
    [TestCase("TAF ZSPD 080500Z 0806/0806 10005MPS", "INVALID_TIME", 18)]
    [TestCase("TAF ZSPD 080500Z 0806/1012 10005MPS", "INVALID_TIME", 18)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005MPS BECMG 0812", "TAF_FORMAT", 43)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005MPS BECMG", "TAF_FORMAT", 37)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005MPS BECMG 0805/0807 9999", "INVALID_TIME", 43)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005MPS TEMPO 0911/0913 9999", "INVALID_TIME", 43)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005MPS FM091200 9999", "INVALID_TIME", 37)]
    [TestCase("TAF ZSPD 080500Z 0806/0912 10005G03MPS", "GUST_BELOW_WIND", 28)]
    public void A_forecast_whose_times_cannot_be_read_fails_alone_with_code_line_and_column(string bad, string code, int column)
    {
        var reading = ReadTafs($"{Tafs[1]}=\n{bad}=\n{Tafs[2]}");
        Assert.That(reading.Reports, Has.Count.EqualTo(2));
        Assert.That((reading.Failures.Single().Code, reading.Failures.Single().Where), Is.EqualTo((code, $"line 2, column {column}")));
    }
}
