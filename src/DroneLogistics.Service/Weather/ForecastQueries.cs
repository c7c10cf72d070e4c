using System.Globalization;
using DroneLogistics.Dispatch;
using DroneLogistics.Formats;
using DroneLogistics.Geodesy;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace DroneLogistics.Service;

/// <summary>Answers what is asked about forecasts.</summary>
public static class ForecastQueries
{
    /// <summary>The collection of forecasts.</summary>
    public const string Forecasts = "forecasts";

    private const int UsualHours = 24;
    private const int MostHours = 240;

    /// <exception cref="BadRequestException">Malformed, or there is no such forecast.</exception>
    public static async Task<V1.Forecast> GetAsync(ForecastDesk desk, V1.GetForecastRequest request, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, Forecasts);
        fields.ThrowIfAny();
        return await FindAsync(desk, id!, cancellationToken);
    }

    /// <exception cref="BadRequestException">Malformed.</exception>
    public static async Task<V1.ListForecastsResponse> ListAsync(ForecastDesk desk, V1.ListForecastsRequest request, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        var size = Pages.Size(request.PageSize, fields);
        var (issueUs, revision) = (long.MaxValue, long.MaxValue);
        if (request.Filter.Length + request.OrderBy.Length == 0 && Pages.Place(Forecasts, request.PageToken, fields)?.Split('|') is { } place
            && !(place.Length == 2
                && long.TryParse(place[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out issueUs)
                && long.TryParse(place[1], NumberStyles.None, CultureInfo.InvariantCulture, out revision)))
        {
            fields.Add("page_token", "PAGE_TOKEN", "is no token of this list; expected next_page_token of the answer before.");
        }

        fields.ThrowIfAny();
        var inForce = await desk.Store.FindInForceAsync(cancellationToken);
        var list = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy);
        if (!list.IsPlain)
        {
            // Without their files they are small, and a forecast an hour is 9,000 a year.
            var all = await desk.Store.ListAsync(long.MaxValue, long.MaxValue, int.MaxValue, cancellationToken);
            var (page, next) = list.Page(all, row => Held(row.Summary, inForce), Forecasts);
            return new V1.ListForecastsResponse { Forecasts = { page }, NextPageToken = next };
        }

        var rows = await desk.Store.ListAsync(issueUs, revision, size + 1, cancellationToken);
        var answer = new V1.ListForecastsResponse { Forecasts = { rows.Take(size).Select(row => Held(row.Summary, inForce)) } };
        if (rows.Count > size)
        {
            answer.NextPageToken = Pages.Token(Forecasts, FormattableString.Invariant($"{rows[size - 1].IssueUs}|{rows[size - 1].Revision}"));
        }

        return answer;
    }

    /// <summary>Hour by hour at a site.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such forecast or site.</exception>
    /// <exception cref="Grpc.Core.RpcException">No forecast is in force.</exception>
    public static async Task<V1.SampleForecastResponse> SampleAsync(ForecastDesk desk, World world, V1.SampleForecastRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, Forecasts, required: false);
        var site = FlightPlanReader.Site(request.Site, "site", fields, world);
        var start = fields.Instant("start_time", request.StartTime);
        var hours = fields.Number("hour_count", request.HasHourCount ? request.HourCount : null, 1, MostHours, "hours", "HORIZON_RANGE");
        var altitude = fields.Number("altitude_m_amsl", request.HasAltitudeMAmsl ? request.AltitudeMAmsl : desk.Place.Wind.ReferenceHeight.Metres, 10, 1000, "m AMSL", "ALTITUDE_RANGE");
        fields.ThrowIfAny();
        id ??= await desk.Store.FindInForceAsync(cancellationToken)
            ?? throw ErrorStatus.Build(Code.FailedPrecondition, "FORECAST_UNAVAILABLE", "No forecast is in force: import one.");
        var summary = await FindAsync(desk, id, cancellationToken);
        var forecast = (await desk.ReadAsync(id, cancellationToken))!;
        var running = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));
        var first = start ?? (forecast.ValidTimes[0] > running ? forecast.ValidTimes[0] : running);
        var moments = Enumerable.Range(0, (int)(hours ?? UsualHours)).Select(hour => first.AddHours(hour)).Where(instant => hours is not null || instant <= forecast.ValidTimes[^1]);
        return new V1.SampleForecastResponse
        {
            Forecast = summary,
            Moments = { moments.Select(instant => Write(forecast.At(site!.Position, AltitudeAmsl.FromMetres(altitude!.Value), instant))) },
        };
    }

    /// <summary>A forecast as a message, but for its name and what only its file tells.</summary>
    public static V1.Forecast Summary(Forecast forecast, ForecastFormat format, string fileName)
    {
        var summary = new V1.Forecast
        {
            Format = (V1.Forecast.Types.Format)format,
            FileName = fileName,
            Source = forecast.Origin.Source,
            CycleTime = forecast.Origin.Cycle?.ToTimestamp(),
            IssueTime = forecast.Origin.IssuedAt.ToTimestamp(),
            MemberCount = forecast.Origin.Members,
            StartTime = forecast.ValidTimes[0].ToTimestamp(),
            EndTime = forecast.ValidTimes[^1].ToTimestamp(),
            ValidTimeCount = forecast.ValidTimes.Count,
            Bounds = Bounds(forecast),
            Quantities = { forecast.Grids.SelectMany(grid => grid.Quantities).Select(Write).Distinct().Order() },
        };
        if (forecast.Grids[0].Radius is { } radius)
        {
            summary.RadiusM = radius.Metres;
        }

        return summary;
    }

    private static async Task<V1.Forecast> FindAsync(ForecastDesk desk, string id, CancellationToken cancellationToken) =>
        await desk.Store.FindSummaryAsync(id, cancellationToken) is { } summary
            ? Held(summary, await desk.Store.FindInForceAsync(cancellationToken))
            : throw new BadRequestException([new Violation("name", "FORECAST_NOT_FOUND", $"there is no forecast \"{id}\".", NotFound: true)]);

    private static V1.Forecast Held(byte[] summary, string? inForce)
    {
        var held = V1.Forecast.Parser.ParseFrom(summary);
        held.InForce = held.Name == $"{Forecasts}/{inForce}";
        return held;
    }

    private static V1.GeoBounds Bounds(Forecast forecast)
    {
        var box = GeoBox.Around(forecast.Grids.SelectMany(Edges));
        return new V1.GeoBounds { Southwest = DecisionWriter.Write(box.SouthWest), Northeast = DecisionWriter.Write(box.NorthEast) };
    }

    private static IEnumerable<LatLon> Edges(ForecastGrid grid) => grid.Radius is { } radius
        ? new[] { 0.0, 90, 180, 270 }
            .Select(track => Geodesic.Direct(grid.Centre.LatitudeDegrees, grid.Centre.LongitudeDegrees, track, radius.Metres))
            .Select(point => new LatLon(point.LatitudeDegrees, point.LongitudeDegrees))
        : [new LatLon(grid.LatitudesDegrees[0], grid.LongitudesDegrees[0]), new LatLon(grid.LatitudesDegrees[^1], grid.LongitudesDegrees[^1])];

    private static V1.Forecast.Types.Quantity Write(ForecastQuantity quantity) => quantity switch
    {
        ForecastQuantity.WindEast or ForecastQuantity.WindNorth => V1.Forecast.Types.Quantity.Wind,
        ForecastQuantity.Gust => V1.Forecast.Types.Quantity.Gust,
        ForecastQuantity.Temperature => V1.Forecast.Types.Quantity.Temperature,
        ForecastQuantity.RelativeHumidity => V1.Forecast.Types.Quantity.RelativeHumidity,
        ForecastQuantity.Qnh => V1.Forecast.Types.Quantity.Qnh,
        ForecastQuantity.Precipitation => V1.Forecast.Types.Quantity.Precipitation,
        ForecastQuantity.Visibility => V1.Forecast.Types.Quantity.Visibility,
        ForecastQuantity.Ceiling => V1.Forecast.Types.Quantity.Ceiling,
        ForecastQuantity.Icing => V1.Forecast.Types.Quantity.Icing,
        ForecastQuantity.Lightning => V1.Forecast.Types.Quantity.Lightning,
        _ => throw new System.Diagnostics.UnreachableException($"{quantity} has no word in the contract."),
    };

    /// <summary>What is not known stays absent.</summary>
    private static V1.WeatherMoment Write(WeatherMoment moment)
    {
        var message = new V1.WeatherMoment { ValidTime = moment.Instant.ToTimestamp() };
        if (moment.Wind is { } wind)
        {
            message.WindMps = wind.Speed.MetresPerSecond;
            if (message.WindMps > 0)
            {
                message.WindFromDeg = wind.From.Degrees;
            }
        }

        Set(moment.SurfaceGust?.MetresPerSecond, value => message.GustMps = value);
        Set(moment.Temperature?.DegreesCelsius, value => message.TemperatureDegc = value);
        Set(moment.Qnh?.Hectopascals, value => message.QnhHpa = value);
        Set(moment.RelativeHumidityRatio * 100, value => message.RelativeHumidityPercent = value);
        Set(moment.PrecipitationMillimetresPerHour, value => message.PrecipitationMmph = value);
        Set(moment.Visibility?.Metres, value => message.VisibilityM = value);
        Set(moment.Ceiling?.Metres, value => message.CeilingM = value);
        Set<bool>(moment.Icing is { } icing ? icing > IcingSeverity.None : null, value => message.Icing = value);
        Set(moment.Lightning, value => message.Lightning = value);
        return message;

        static void Set<T>(T? value, Action<T> set)
            where T : struct
        {
            if (value is { } known)
            {
                set(known);
            }
        }
    }
}
