using System.Globalization;
using System.Text;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Service.Tests.Weather;

/// <summary>Files of forecasts for tests, of the day on which <see cref="Requests"/> fly.</summary>
internal static class ForecastFiles
{
    /// <summary>Wind from 340 with 5 m/s, gusts of 9, 8 °C, clear and dry.</summary>
    public const string Calm = "340,5,9,8,9999,0";

    /// <summary>Six millimetres of rain an hour.</summary>
    public const string Rain = "340,5,9,8,9999,6";

    public const string Header = "valid_time,wind_from_deg,wind_mps,gust_mps,temperature_c,visibility_m,precipitation_mmh\n";

    /// <summary>The same weather at every hour of two days from <see cref="Requests.Now"/>.</summary>
    public static string Csv(string weather) =>
        Header + string.Concat(Enumerable.Range(0, 49).Select(hour => string.Create(CultureInfo.InvariantCulture, $"{Requests.Now.AddHours(hour):yyyy-MM-dd'T'HH:mm:ss'Z'},{weather}\n")));

    public static ImportForecastRequest Import(string content, string fileName = "morning.csv") => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Content = ByteString.CopyFrom(Encoding.UTF8.GetBytes(content)),
        FileName = fileName,
    };

    /// <summary>The flight of <see cref="Requests.Plan"/> without a wind of its own.</summary>
    public static FlightPlan PlanInForecast()
    {
        var plan = Requests.Plan();
        plan.Wind = null;
        return plan;
    }
}
