using DroneLogistics.Dispatch;
using DroneLogistics.Weather;

namespace DroneLogistics.Benchmarks;

/// <summary>Hourly forecasts over the service area on a grid of a quarter of a degree, made up: a wind that turns and swells over the day, with so much noise from point to point and from hour to hour.</summary>
internal static class DrawnForecast
{
    private const double GridDegrees = 0.25;

    // Ten metres up, in gusts half as much again; 15 °C with 4 K of day and night.
    private const double Gustiness = 1.5;
    private const double MeanKelvin = 288.15;
    private const double DayKelvin = 4;

    /// <param name="world">Its service area and how its winds grow with height.</param>
    /// <param name="first">The first valid time.</param>
    /// <param name="hours">Valid times, an hour apart.</param>
    /// <param name="mean">Mean wind at 10 m, m/s.</param>
    /// <param name="roughness">Deviation of the noise of each component, m/s.</param>
    /// <param name="seed">Of the noise.</param>
    public static Forecast Of(World world, DateTimeOffset first, int hours, double mean, double roughness, int seed)
    {
        var random = new Random(seed);
        var area = world.Policy.ServiceArea;
        double[] latitudes = Lines(area.SouthDegrees, area.NorthDegrees);
        double[] longitudes = Lines(area.WestDegrees, area.EastDegrees);
        var count = hours * latitudes.Length * longitudes.Length;
        double[] east = new double[count], north = new double[count], gust = new double[count], kelvin = new double[count], qnh = new double[count], humidity = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (hour, place) = (i / (latitudes.Length * longitudes.Length), i % (latitudes.Length * longitudes.Length) / (double)longitudes.Length);
            var day = 2 * Math.PI * hour / 24;
            var (speed, from) = (mean * (1 + (0.3 * Math.Sin(day))), (0.4 * hour / 6) + (0.05 * place));
            east[i] = (speed * Math.Sin(from)) + (roughness * Normal());
            north[i] = (speed * Math.Cos(from)) + (roughness * Normal());
            gust[i] = Gustiness * Math.Sqrt((east[i] * east[i]) + (north[i] * north[i]));
            kelvin[i] = MeanKelvin + (DayKelvin * Math.Sin(day - 1)) + (0.2 * Normal());
            qnh[i] = 101_325 + (300 * Math.Sin(day / 2)) + (10 * Normal());
            humidity[i] = 0.7 + (0.2 * Math.Cos(day));
        }

        var fields = new Dictionary<ForecastQuantity, ForecastField>
        {
            [ForecastQuantity.WindEast] = ForecastField.OfSurface(east),
            [ForecastQuantity.WindNorth] = ForecastField.OfSurface(north),
            [ForecastQuantity.Gust] = ForecastField.OfSurface(gust),
            [ForecastQuantity.Temperature] = ForecastField.OfSurface(kelvin),
            [ForecastQuantity.Qnh] = ForecastField.OfSurface(qnh),
            [ForecastQuantity.RelativeHumidity] = ForecastField.OfSurface(humidity),
        };
        DateTimeOffset[] times = [.. Enumerable.Range(0, hours).Select(hour => first.AddHours(hour))];
        return new Forecast(new ForecastOrigin("drawn", null, first), [ForecastGrid.OnGrid(latitudes, longitudes, times, fields)], world.Weather, world.Policy.Wind);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static double[] Lines(double from, double to) =>
        [.. Enumerable.Range(0, (int)Math.Ceiling((to - from) / GridDegrees) + 1).Select(line => from + (GridDegrees * line))];
}
