using System.CommandLine;
using DroneLogistics.Service;
using DroneLogistics.V1;
using static System.FormattableString;

namespace DroneLogistics.Cli;

/// <summary><c>drone evaluate-site</c>: what a point on the map would reach.</summary>
internal static class EvaluateSiteCommand
{
    public static Command Create()
    {
        var point = new Argument<string>("LAT,LON") { Description = "The point, degrees WGS 84, for example 30.12,122.50." };
        var type = new Option<string?>("--aircraft", "--aircraft-type") { Description = "Aircraft type, for example fz90.", HelpName = "TYPE" };
        var payload = Values.Number("--payload", "Payload both ways, kilograms.", "KG");
        var windFrom = Values.Number("--wind-from", "Direction the wind blows from, degrees true; with --wind-speed.", "DEG");
        var windSpeed = Values.Number("--wind-speed", "Mean wind at 10 m, metres a second. Default: calm.", "MPS");
        var gust = Values.Number("--gust", "Gust at 10 m, metres a second. Default: estimated from the mean.", "MPS");
        var temperature = Values.Number("--temperature", "Air temperature at sea level, degrees Celsius. Default: 15.", "C");
        var (qnh, humidity) = (Values.Qnh(), Values.Humidity());
        var elevation = Values.Number("--elevation", "Elevation of the point, metres above mean sea level. Default: 5.", "M");
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json("the EvaluateSiteResponse of the API as JSON"));
        var command = new Command("evaluate-site", "Simulates what a point on the map would reach: every site, out and back. No terrain or airspace yet.\n\nExample: drone evaluate-site 30.12,122.50 --aircraft fz90 --payload 10") { point, type, payload, windFrom, windSpeed, gust, temperature, qnh, humidity, elevation, data, json };
        command.SetAction(parsed =>
        {
            var request = new EvaluateSiteRequest
            {
                Position = Values.Position("LAT,LON", parsed.GetValue(point)!),
                AircraftType = parsed.GetValue(type) is { } id ? Values.Name("aircraftTypes", id) : string.Empty,
                Wind = FlightOptions.ReadWind(parsed, windFrom, windSpeed, gust),
            };
            if (parsed.GetValue(payload) is { } kilograms)
            {
                request.PayloadKg = kilograms;
            }

            if (parsed.GetValue(temperature) is { } degrees)
            {
                request.TemperatureDegc = degrees;
            }

            if (parsed.GetValue(qnh) is { } hectopascals)
            {
                request.QnhHpa = hectopascals;
            }

            if (parsed.GetValue(humidity) is { } percent)
            {
                request.RelativeHumidityPercent = percent;
            }

            if (parsed.GetValue(elevation) is { } metres)
            {
                request.ElevationMAmsl = metres;
            }

            var response = NetworkDesk.EvaluateSite(CommonOptions.Load(parsed, data), request);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(Values.Json(response));
            }
            else
            {
                Show(output, response);
            }
        });
        return command;
    }

    private static void Show(TextWriter output, EvaluateSiteResponse response)
    {
        Screen.Paragraph(output, Invariant($"{response.ReachableCount} of {response.Reaches.Count} sites are reached out and back with a fresh pack at each end, {response.RoundTripCount} on one pack."));
        if (response.NearestFerryTerminal is { } ferry)
        {
            Screen.Paragraph(output, Invariant($"Nearest ferry terminal: {ferry.DisplayName} {ferry.DisplayNameZh}, {ferry.DistanceM / 1000:0.0} km. {(response.ShoreDistanceM < 0 ? "On" : "Off")} {response.Island}, {Math.Abs(response.ShoreDistanceM):0} m from its shore line."));
        }

        var table = Screen.Table(("site", false), ("way\nkm", true), ("out\nmin", true), ("lands\n%", true), ("back\nmin", true), ("lands\n%", true), ("both\n%", true), ("reached", false));
        foreach (var reach in response.Reaches)
        {
            var why = (reach.Outbound?.Findings ?? []).Concat(reach.Inbound?.Findings ?? []).Select(finding => DecisionWriter.Name(finding.Code)).Distinct();
            table.Row(
                reach.Site["sites/".Length..],
                Screen.Number(reach.DistanceM / 1000, "0.0"),
                Screen.Minutes(reach.Outbound?.BlockDuration),
                reach.Outbound is { HasLandingSocRatio: true } there ? Screen.Percent(there.LandingSocRatio) : "-",
                Screen.Minutes(reach.Inbound?.BlockDuration),
                reach.Inbound is { HasLandingSocRatio: true } back ? Screen.Percent(back.LandingSocRatio) : "-",
                reach.HasRoundTripLandingSocRatio ? Screen.Percent(reach.RoundTripLandingSocRatio) : "-",
                reach.RoundTrip ? "on one pack" : reach.Reachable ? "with a pack there" : $"no: {string.Join(", ", why)}");
        }

        Screen.Write(output, table);
        foreach (var advisory in response.Advisories)
        {
            Screen.Labelled(output, "note", $"{DecisionWriter.Name(advisory.Code)}: {advisory.Message}");
            Screen.Labelled(output, string.Empty, advisory.MessageZh);
        }
    }
}
