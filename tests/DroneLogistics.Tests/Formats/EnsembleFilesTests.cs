using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DroneLogistics.Formats;
using DroneLogistics.Tests.Weather;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using DroneLogistics.Weather.Formats;
using NUnit.Framework;

namespace DroneLogistics.Tests.Formats;

/// <summary>Forecasts of several runs, written here and read back: each run as it was written, or the file refused by the run that differs.</summary>
public sealed class EnsembleFilesTests
{
    private const string Header = "member,valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh\n";

    [Test]
    public void A_CSV_with_members_in_any_order_is_the_control_run_and_the_others()
    {
        var import = Csv(Line(2, 0, 7) + Line(0, 0, 5) + Line(1, 0, 6) + Line(0, 1, 5) + Line(1, 1, 8) + Line(2, 1, 9));
        var forecast = import.Forecast!;

        Assert.That((forecast.Members.Count, forecast.Origin.Members), Is.EqualTo((2, 3)));
        Assert.That(Speeds(forecast, 0.5), Is.EqualTo([5.0, 7, 8]).Within(1e-9));
    }

    [Test]
    public void Members_that_disagree_in_times_a_missing_control_run_and_a_member_that_is_no_number_are_refused_by_name()
    {
        Assert.That(Refusal(Csv(Line(0, 0, 5) + Line(0, 1, 5) + Line(3, 0, 5) + Line(3, 2, 5))), Does.Contain("member 3: COUNTS_DIFFER: expected the 2 valid times of member 0"));
        Assert.That(Refusal(Csv(Line(1, 0, 5) + Line(1, 1, 5))), Does.Contain("column member: MISSING_VALUE").And.Contain("the control run"));
        Assert.That(Refusal(Csv(Line(0, 0, 5) + Line(0, 1, 5).Replace("0,", "mean,", StringComparison.Ordinal))), Does.Contain("line 3, column member: CSV_FORMAT"));
        Assert.That(Refusal(Csv(Line(0, 1, 5) + Line(0, 0, 5))), Does.Contain("TIME_ORDER"));
    }

    [Test]
    public void An_answer_of_the_ensemble_API_is_the_control_run_and_its_members()
    {
        var forecast = OpenMeteo(Answer()).Forecast!;

        Assert.That((forecast.Members.Count, forecast.Origin.Members), Is.EqualTo((2, 3)));
        Assert.That(Speeds(forecast, 0), Is.EqualTo([5.0, 6, 7]).Within(1e-9));
        Assert.That(OpenMeteo(Answer()).Diagnostics, Is.Empty);
    }

    [Test]
    public void Members_in_another_unit_or_without_a_direction_or_an_hour_are_refused_by_their_key()
    {
        var (unit, direction, hour) = (Answer(), Answer(), Answer());
        unit["hourly_units"]!["wind_speed_10m_member02"] = "km/h";
        direction["hourly"]!.AsObject().Remove("wind_direction_10m_member01");
        hour["hourly"]!["wind_speed_10m_member01"] = new JsonArray(6);

        Assert.That(Refusal(OpenMeteo(unit)), Does.Contain("hourly_units.wind_speed_10m_member02: UNKNOWN_UNIT: expected the unit of the control run"));
        Assert.That(Refusal(OpenMeteo(direction)), Does.Contain("hourly.wind_direction_10m_member01: MISSING_KEY"));
        Assert.That(Refusal(OpenMeteo(hour)), Does.Contain("hourly.wind_speed_10m_member01: COUNTS_DIFFER"));
    }

    [Test]
    public void An_implausible_wind_of_a_member_is_told_with_its_number()
    {
        var doubts = ForecastPlausibility.Check(Csv(Line(0, 0, 5) + Line(0, 1, 5) + Line(1, 0, 60) + Line(1, 1, 5)).Forecast!, Worlds.Nine, Worlds.Policy.ServiceArea.Box, Forecasts.Policy);

        Assert.That(doubts.Single(doubt => doubt.Problem == WeatherProblem.WindImplausible).Where, Does.StartWith("member 1, Wind"));
    }

    private static double[] Speeds(Forecast forecast, double hours) =>
        [.. forecast.Members.Prepend(forecast).Select(run => run.At(Forecasts.Putuo, Forecasts.Metres(10), Worlds.Nine.AddHours(hours)).Wind!.Value.Speed.MetresPerSecond)];

    private static string Refusal(ForecastImport import) => $"{import.Refusals.Single()}";

    private static string Line(int member, int hours, double speed) =>
        string.Create(CultureInfo.InvariantCulture, $"{member},{Worlds.Nine.AddHours(hours):yyyy-MM-dd'T'HH:mm:ss'Z'},270,{speed},,,,\n");

    private static ForecastImport Csv(string lines) => ForecastCsv.Read(Encoding.UTF8.GetBytes(Header + lines), new PointRegion(Forecasts.Putuo, Forecasts.TenKilometres), Forecasts.Options);

    private static ForecastImport OpenMeteo(JsonNode answer) => OpenMeteoReader.Read(Encoding.UTF8.GetBytes(answer.ToJsonString()), Length.FromKilometres(10), Forecasts.Options);

    private static JsonObject Answer()
    {
        var hourly = new JsonObject { ["time"] = new JsonArray("2024-11-25T01:00", "2024-11-25T02:00") };
        var units = new JsonObject { ["time"] = "iso8601" };
        foreach (var (suffix, speed) in new[] { (string.Empty, 5), ("_member01", 6), ("_member02", 7) })
        {
            (hourly[$"wind_speed_10m{suffix}"], units[$"wind_speed_10m{suffix}"]) = (new JsonArray(speed, speed), "m/s");
            (hourly[$"wind_direction_10m{suffix}"], units[$"wind_direction_10m{suffix}"]) = (new JsonArray(270, 270), "°");
            (hourly[$"temperature_2m{suffix}"], units[$"temperature_2m{suffix}"]) = (new JsonArray(8, 8), "°C");
        }

        return new JsonObject { ["latitude"] = Forecasts.Putuo.LatitudeDegrees, ["longitude"] = Forecasts.Putuo.LongitudeDegrees, ["utc_offset_seconds"] = 0, ["hourly"] = hourly, ["hourly_units"] = units };
    }
}
