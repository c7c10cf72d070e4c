using System.CommandLine;
using DroneLogistics.V1;
using Google.Protobuf;

namespace DroneLogistics.Cli;

/// <summary><c>drone forecast</c>: the forecasts of a running service, and the way in for files of forecasts.</summary>
internal static class ForecastCommands
{
    private static readonly Dictionary<string, Forecast.Types.Format> Formats = new(StringComparer.Ordinal)
    {
        ["csv"] = Forecast.Types.Format.Csv,
        ["open-meteo"] = Forecast.Types.Format.OpenMeteo,
        ["grib2"] = Forecast.Types.Format.Grib2,
        ["taf"] = Forecast.Types.Format.Taf,
    };

    public static Command Create() => new("forecast", "Imports, lists and shows the forecasts of a running service, in which flights without a wind of their own are decided.\n\nExample: drone forecast import morning.csv")
    {
        Import(),
        List(),
        Show(),
    };

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "Plain CSV, an answer of Open-Meteo (JSON), GRIB2, or one TAF." };
        var format = new Option<string?>("--format") { Description = "What the file is. Default: found out from the content.", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var radius = Values.Number("--radius-km", "How far the numbers of one place hold around it, kilometres, at most 1000. Open-Meteo and TAF need one. Default: of CSV over the whole service area.", "KM");
        var position = new Option<string?>("--position") { Description = "The place that CSV or a TAF speaks of, degrees. Default: of CSV the middle of the service area, of a TAF its aerodrome.", HelpName = "LAT,LON" };
        var issued = Values.Instant("--issued", "When it was made known; not with a TAF, which tells it. Default: of GRIB2 the start of its model run, else its first valid time, or now where that is earlier.");
        var source = new Option<string?>("--source") { Description = "Who made it, in words; kept with it. Default: the name of the file.", HelpName = "TEXT" };
        var id = new Option<string?>("--id") { Description = "The id of the forecast. Default: made by the service.", HelpName = "FORECAST" };
        var validateOnly = new Option<bool>("--validate-only") { Description = "Read and judge it, but store nothing." };
        var requestId = new Option<string?>("--request-id") { Description = "A UUID that makes a retry safe: the same one with the same file gets the first answer again. Default: a new one.", HelpName = "UUID" };
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the ImportForecastResponse of the API as JSON");
        var command = new Command("import", "Reads a forecast into a running service: all of it, or nothing with the place and the code of each reason.\n\nOf all forecasts that are held the one issued last is in force; a file that is refused or not believed leaves it so.\n\nExample: drone forecast import open-meteo.json --radius-km 30 --issued 2026-12-01T06:00Z") { file, format, radius, position, issued, source, id, validateOnly, requestId, server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var request = new ImportForecastRequest
            {
                RequestId = parsed.GetValue(requestId) ?? Guid.NewGuid().ToString(),
                Content = UnsafeByteOperations.UnsafeWrap(InputFile.Importable(path)),
                FileName = Path.GetFileName(path),
                Format = parsed.GetValue(format) is { } named ? Formats[named] : Forecast.Types.Format.Unspecified,
                Source = parsed.GetValue(source) ?? string.Empty,
                IssueTime = parsed.GetValue(issued),
                Position = parsed.GetValue(position) is { } place ? Values.Position("--position", place) : null,
                ForecastId = parsed.GetValue(id) ?? string.Empty,
                ValidateOnly = parsed.GetValue(validateOnly),
            };
            if (parsed.GetValue(radius) is { } kilometres)
            {
                request.RadiusM = kilometres * 1000;
            }

            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var answer = await new WeatherService.WeatherServiceClient(service.Invoker).ImportForecastAsync(request, service.CallOptions(cancellationToken));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                ForecastText.WriteImport(output, answer, path, request.ValidateOnly);
            }

            return ExitCode.Go;
        });
        return command;
    }

    private static Command List()
    {
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the ListForecastsResponse of the API as JSON, all pages in one");
        var command = new Command("list", "Lists the forecasts of a running service, those issued last first.\n\nExample: drone forecast list") { server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var client = new WeatherService.WeatherServiceClient(service.Invoker);
            var request = new ListForecastsRequest { PageSize = 1000 };
            var all = new ListForecastsResponse();
            do
            {
                var page = await client.ListForecastsAsync(request, service.CallOptions(cancellationToken));
                all.Forecasts.AddRange(page.Forecasts);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(all));
            }
            else
            {
                ForecastText.WriteList(output, all.Forecasts);
            }

            return ExitCode.Go;
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string?>("NAME") { Description = "The forecast, as `drone forecast list` prints it. Default: the one in force.", Arity = ArgumentArity.ZeroOrOne };
        var site = new Option<string>("--site") { Description = "The site at which it is asked. Default: putuo.", HelpName = "ID", DefaultValueFactory = _ => "putuo" };
        var at = Values.Instant("--at", "The first instant. Default: the hour that runs, or the first valid time where that is later.");
        var hours = Values.Whole("--hours", "How many hours, 1 to 240. Default: 24, or as many as the forecast has.");
        var altitude = Values.Number("--altitude", "Height of the wind and the temperature, metres above mean sea level. Default: 10.", "M");
        var (server, tokenFile) = (CommonOptions.Server(), CommonOptions.TokenFile());
        var json = CommonOptions.Json("the SampleForecastResponse of the API as JSON");
        var command = new Command("show", "Shows what a forecast tells at a site, hour by hour; a hyphen stands for what it does not tell.\n\nExample: drone forecast show --site liuheng --at 2026-12-01T08:00+08:00") { name, site, at, hours, altitude, server, tokenFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SampleForecastRequest
            {
                Name = parsed.GetValue(name) is { } given ? Values.Name("forecasts", given) : string.Empty,
                Site = Values.Name("sites", parsed.GetValue(site)!),
                StartTime = parsed.GetValue(at),
            };
            if (parsed.GetValue(hours) is { } count)
            {
                request.HourCount = (int)Math.Min(count, int.MaxValue);
            }

            if (parsed.GetValue(altitude) is { } metres)
            {
                request.AltitudeMAmsl = metres;
            }

            using var service = await ServiceConnection.OpenAsync(CommonOptions.Address(parsed, server), parsed.GetValue(tokenFile), cancellationToken);
            var answer = await new WeatherService.WeatherServiceClient(service.Invoker).SampleForecastAsync(request, service.CallOptions(cancellationToken));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Values.Json(answer));
            }
            else
            {
                ForecastText.WriteHours(output, answer, request.Site);
            }

            return ExitCode.Go;
        });
        return command;
    }
}
