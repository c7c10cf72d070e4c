using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather.Formats;

/// <summary>A TAF laid out in time: changes pass over their periods, and what may be at times is reckoned with all the time.</summary>
public sealed class TafForecastTests
{
    private static readonly DateTimeOffset Six = new(2018, 12, 8, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_becoming_passes_over_its_period_with_the_wind_between_and_the_worse_sight()
    {
        var forecast = Import("TAF ZSPD 080500Z 0806/0818 09004MPS 9999 NSC BECMG 0808/0810 09008MPS 3000 BKN010").Forecast!;

        Assert.That(At(forecast, 2).Wind!.Value.Speed.MetresPerSecond, Is.EqualTo(4).Within(1e-9));
        Assert.That(At(forecast, 3).Wind!.Value.Speed.MetresPerSecond, Is.EqualTo(6).Within(1e-9));
        Assert.That(At(forecast, 4).Wind!.Value.Speed.MetresPerSecond, Is.EqualTo(8).Within(1e-9));
        Assert.That(At(forecast, 3).Wind!.Value.From.Degrees, Is.EqualTo(90).Within(1e-9));
        Assert.That(At(forecast, 0.9).Visibility, Is.EqualTo(Length.FromKilometres(10)));
        Assert.That(At(forecast, 2.1).Visibility, Is.EqualTo(Length.FromKilometres(3)));
        Assert.That(At(forecast, 0.9).Ceiling!.Value.Metres, Is.EqualTo(double.PositiveInfinity));

        // 1000 ft.
        Assert.That(At(forecast, 5).Ceiling!.Value.Metres, Is.EqualTo(304.8).Within(1e-9));
        Assert.That(At(forecast, 12).Wind, Is.Not.Null);
        Assert.That(At(forecast, 12.1), Is.EqualTo(WeatherMoment.NothingKnown(Six.AddHours(12.1))));
    }

    [Test]
    public void What_may_be_at_times_holds_in_its_period_where_it_is_worse_and_nowhere_else()
    {
        var forecast = Import("TAF ZSPD 080500Z 0806/0818 09008MPS 9999 SCT020 TEMPO 0808/0810 18004G20MPS 0800 TSRA BKN003CB PROB30 0812/0814 27012MPS FZRA").Forecast!;

        // Outside of the period; then the base wind, which is the stronger, with the gust of the squall.
        Assert.That(At(forecast, 1.99), Is.EqualTo(new WeatherMoment
        {
            Instant = Six.AddHours(1.99),
            Wind = At(forecast, 0).Wind,
            Visibility = Length.FromKilometres(10),
            Ceiling = Length.FromMetres(double.PositiveInfinity),
            Lightning = false,
        }));
        var squall = At(forecast, 3);
        Assert.That((squall.Wind!.Value.Speed.MetresPerSecond, squall.Wind!.Value.From.Degrees), Is.EqualTo((8.0, 90.0)).Within(1e-9));
        Assert.That(squall.SurfaceGust!.Value.MetresPerSecond, Is.EqualTo(20).Within(1e-9));
        Assert.That((squall.Visibility, squall.Lightning, squall.Icing), Is.EqualTo((Length.FromMetres(800), true, (IcingSeverity?)null)));
        Assert.That(squall.Ceiling!.Value.Metres, Is.EqualTo(91.44).Within(1e-9));

        var perhaps = At(forecast, 7);
        Assert.That((perhaps.Wind!.Value.Speed.MetresPerSecond, perhaps.Wind!.Value.From.Degrees), Is.EqualTo((12.0, 270.0)).Within(1e-9));
        Assert.That((perhaps.Icing, perhaps.Lightning, perhaps.SurfaceGust), Is.EqualTo(((IcingSeverity?)IcingSeverity.Severe, false, (Speed?)null)));
        Assert.That(At(forecast, 9).Lightning, Is.False);
    }

    [Test]
    public void From_an_instant_on_all_is_as_told()
    {
        var forecast = Import("TAF ZSPD 080500Z 0806/0818 09008MPS 2000 TSRA BKN003CB FM080930 27003MPS CAVOK").Forecast!;
        Assert.That(At(forecast, 3.49).Lightning, Is.True);
        Assert.That((At(forecast, 3.5).Lightning, At(forecast, 3.5).Visibility), Is.EqualTo(((bool?)false, (Length?)Length.FromKilometres(10))));
    }

    [Test]
    public void What_a_TAF_does_not_tell_is_not_known()
    {
        var forecast = Import("TAF ZSPD 080500Z 0806/0818 VRB02MPS 9000 -RA VV/// TX13/0815Z").Forecast!;
        Assert.That(At(forecast, 1), Is.EqualTo(new WeatherMoment { Instant = Six.AddHours(1), Visibility = Length.FromMetres(9000), Lightning = false }));
        Assert.That(At(Import("TAF ZSPD 080500Z 0806/0818 09008MPS 9999").Forecast!, 1).Lightning, Is.Null);
    }

    [TestCase("TAF ZSPD 080500Z NIL", "NOTHING_OF_USE")]
    [TestCase("TAF ZSPD 080500Z 0806/0818 CNL", "NOTHING_OF_USE")]
    [TestCase("TAF ZSPD 080500Z 0806/0818 09008MPS 9999 BKN0X3", "TAF_FORMAT")]
    public void A_TAF_that_says_nothing_or_not_all_is_refused(string text, string code)
    {
        var import = Import(text);
        Assert.That(import.Forecast, Is.Null);
        Assert.That(import.Refusals.Single().Code, Is.EqualTo(code));
    }

    [Test]
    public void Every_TAF_of_the_corpus_becomes_a_forecast_that_knows_its_wind_to_the_end()
    {
        foreach (var taf in Reports.Tafs.Select(Reports.Taf))
        {
            var forecast = TafForecast.Of(taf, Region, Forecasts.Options).Forecast!;
            Assert.That(forecast.Origin.IssuedAt, Is.EqualTo(taf.IssuedAt));
            Assert.That(forecast.ValidTimes.Select(time => forecast.At(Forecasts.Putuo, Forecasts.Metres(10), time).Wind), Has.None.Null);
            Assert.That((forecast.ValidTimes[0], forecast.ValidTimes[^1]), Is.EqualTo((taf.ValidFrom, taf.ValidUntil)));
        }
    }

    private static PointRegion Region => new(Forecasts.Putuo, Forecasts.TenKilometres);

    private static ForecastImport Import(string taf) => TafForecast.Of(Reports.Taf(taf), Region, Forecasts.Options);

    private static WeatherMoment At(Forecast forecast, double hours) => forecast.At(Forecasts.Putuo, Forecasts.Metres(10), Six.AddHours(hours));
}
