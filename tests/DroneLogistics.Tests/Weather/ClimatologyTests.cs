using DroneLogistics.Provenance;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

/// <summary>The months on the average of years, as published, and marked as no forecast.</summary>
public sealed class ClimatologyTests
{
    private static readonly Climatology Shipped = ClimatologyFile.Read(ShippedFiles.Bytes("weather/climatology.json"), "weather/climatology.json");

    [Test]
    public void Every_month_has_the_published_wind_and_the_gust_factor_of_a_wind_below_force_5()
    {
        var months = Enumerable.Range(1, 12).Select(Shipped.For).ToList();
        Assert.That(months.Select(month => month.MeanWind.MetresPerSecond), Is.EqualTo([4.2, 4.6, 4.9, 4.9, 4.7, 4.4, 4.9, 4.9, 4.5, 4.0, 4.1, 4.3]));
        Assert.That(months.Select(month => month.PrevailingFrom.Degrees), Is.EqualTo([0.0, 45, 45, 135, 135, 135, 180, 135, 45, 45, 0, 0]));
        Assert.That(months.Select(month => month.GustFactor), Is.All.EqualTo(1.45));
    }

    [Test]
    public void A_temperature_that_nobody_published_is_not_known() =>
        Assert.That(
            Enumerable.Range(1, 12).Where(month => Shipped.For(month).Temperature is not null).Select(month => (month, Shipped.For(month).Temperature!.Value.DegreesCelsius)),
            Is.EqualTo([(1, 5.2), (8, 28.0)]).Within(1e-9));

    [Test]
    public void Every_number_tells_its_status_and_source_and_the_file_that_it_is_no_forecast()
    {
        Assert.That(Shipped.Numbers, Has.Count.EqualTo(10 + (3 * 12)));
        Assert.That(Shipped.Numbers.Select(number => number.Status), Has.None.EqualTo(SourceStatus.Unknown));
        Assert.That(System.Text.Encoding.UTF8.GetString(ShippedFiles.Bytes("weather/climatology.json")), Does.Contain(Climatology.Mark));
    }

    [Test]
    public void The_winds_of_a_month_have_its_mean_with_the_share_of_the_open_sea_and_lie_about_the_prevailing_direction()
    {
        // January: 4.2 m/s on the coast and half of 3.5 m/s more.
        const int Draws = 100_000;
        var winds = Shipped.WindOf(1);
        var even = Enumerable.Range(0, Draws).Select(i => (i + 0.5) / Draws).ToList();
        var near = even.Count(u => winds.FromAt(u).Degrees is var from && Math.Min(from, 360 - from) <= 30) / (double)Draws;

        Assert.That(even.Average(u => winds.SpeedAt(u).MetresPerSecond), Is.EqualTo(4.2 + 1.75).Within(1e-3));

        // Rayleigh: the median is mean * sqrt(4 ln 2 / pi).
        Assert.That(winds.SpeedAt(0.5).MetresPerSecond, Is.EqualTo(5.95 * Math.Sqrt(4 * Math.Log(2) / Math.PI)).Within(1e-9));

        // Half of the time 68.3 % lie within one deviation of 30 degrees, for the other half a sixth of the circle.
        Assert.That(near, Is.EqualTo((0.5 * 0.6827) + (0.5 / 6)).Within(1e-3));
    }

    [Test]
    public void There_is_no_month_0_or_13()
    {
        Assert.That(() => Shipped.For(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Shipped.For(13), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
