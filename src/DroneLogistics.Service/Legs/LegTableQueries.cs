using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Legs;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Answers what is asked about a leg table; the same for the service and for the command line without one.</summary>
public static class LegTableQueries
{
    /// <summary>The resource.</summary>
    public const string Name = "legTable";

    /// <summary>Payloads of a table.</summary>
    public const int PayloadSteps = 10;

    private const string Legs = "legs";

    /// <summary>How far it is, and what it holds.</summary>
    public static V1.LegTable Write(LegTableProgress progress)
    {
        var message = new V1.LegTable { Name = Name, State = progress.State, ProgressRatio = progress.Progress };
        if (progress.ForecastId.Length > 0)
        {
            message.Forecast = $"{ForecastQueries.Forecasts}/{progress.ForecastId}";
        }

        if (progress.Table is not { } table)
        {
            return message;
        }

        var question = table.Question;
        message.StartTime = question.First.ToTimestamp();
        message.EndTime = question.Last.ToTimestamp();
        message.HourCount = question.Hours;
        message.PayloadCount = question.PayloadSteps;
        message.LegCount = table.LegCount;
        message.AircraftTypes.AddRange(question.Types.Select(type => $"aircraftTypes/{type.Id}"));
        message.RowCount = table.RowCount;
        message.SimulatedRowCount = table.FlownRows;
        message.FlyingRowCount = table.FlyingRows;
        message.LaidWayCount = table.WaysLaid;
        message.BuildDuration = progress.Took.ToDuration();
        return message;
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such table.</exception>
    public static V1.LegTable Get(LegTableDesk desk, V1.GetLegTableRequest request)
    {
        var fields = new FieldReader();
        if (request.Name.Length > 0 && request.Name != Name)
        {
            fields.Add("name", "ID_FORMAT", $"is not \"{Name}\"; there is one.");
        }

        fields.ThrowIfAny();
        return Write(desk.Now);
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such site or type.</exception>
    public static V1.QuoteLegResponse Quote(World world, Func<LegTable> answering, V1.QuoteLegRequest request)
    {
        var fields = new FieldReader();
        var origin = FlightPlanReader.Site(request.Origin, "origin", fields, world);
        var destination = FlightPlanReader.Site(request.Destination, "destination", fields, world);
        var type = FlightPlanReader.Type(request.AircraftType, "aircraft_type", fields, world);
        var payload = fields.Number("payload_kg", request.HasPayloadKg ? request.PayloadKg : null, 0, FlightPlanReader.HeaviestPayloadKilograms, "kg", "PAYLOAD_EXCEEDS_LIMIT", required: true);
        var departure = fields.Instant("departure_time", request.DepartureTime, required: true);
        fields.ThrowIfAny();
        var table = answering();
        return Write(table, table.Quote(origin!.Id, destination!.Id, type!.Id, Mass.FromKilograms(payload!.Value), departure!.Value));
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such site or type.</exception>
    public static V1.ListLegsResponse List(World world, Func<LegTable> answering, V1.ListLegsRequest request)
    {
        var fields = new FieldReader();
        var origin = request.Origin.Length > 0 ? FlightPlanReader.Site(request.Origin, "origin", fields, world) : null;
        var destination = request.Destination.Length > 0 ? FlightPlanReader.Site(request.Destination, "destination", fields, world) : null;
        var type = request.AircraftType.Length > 0 ? FlightPlanReader.Type(request.AircraftType, "aircraft_type", fields, world) : null;
        fields.ThrowIfAny();
        var columns = answering().Columns.Where(column =>
            (origin is null || column.Origin.Id == origin.Id)
            && (destination is null || column.Destination.Id == destination.Id)
            && (type is null || column.Type.Id == type.Id)).ToList();
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(columns, Write, $"{Legs}|{request.Origin}|{request.Destination}|{request.AircraftType}");
        return new V1.ListLegsResponse { Legs = { page }, NextPageToken = next };
    }

    private static V1.Leg Write(LegColumn column)
    {
        var flying = column.Rows.Where(row => row.Flies).ToList();
        var leg = new V1.Leg
        {
            Origin = $"sites/{column.Origin.Id}",
            Destination = $"sites/{column.Destination.Id}",
            AircraftType = $"aircraftTypes/{column.Type.Id}",
            WayM = column.Way.Distance.Metres,
            RowCount = column.Rows.Length,
            FlyingRowCount = flying.Count,
            RefusedBy = { column.Rows.Where(row => !row.Flies).Select(row => (V1.ReasonCode)row.Limit).Distinct().Order() },
        };
        if (flying.Count > 0)
        {
            var heaviest = Enumerable.Range(0, column.Steps).Last(step => Enumerable.Range(0, column.Hours.Length).Any(hour => column.At(hour, step).Flies));
            leg.HeaviestPayloadKg = LegTableQuestion.MostPayload(column.Type).Kilograms * heaviest / (column.Steps - 1);
            leg.ShortestBlockS = flying.Min(row => row.BlockSeconds);
            leg.LongestBlockS = flying.Max(row => row.BlockSeconds);
        }

        return leg;
    }

    private static V1.QuoteLegResponse Write(LegTable table, LegQuote quote)
    {
        var message = new V1.QuoteLegResponse { Miss = (V1.QuoteLegResponse.Types.Miss)quote.Miss, Limit = (V1.ReasonCode)quote.Limit };
        if (table.Question.Forecast.Origin.Id is { Length: > 0 } id)
        {
            message.Forecast = $"{ForecastQueries.Forecasts}/{id}";
        }

        if (double.IsFinite(quote.LimitMarginRatio))
        {
            message.LimitMarginRatio = quote.LimitMarginRatio;
        }

        if (quote.Miss == LegMiss.None)
        {
            message.BlockS = Figure(quote.BlockSeconds);
            message.TripWh = Figure(quote.TripWattHours);
            message.LandingSocRatio = Figure(quote.LandingCharge);
            message.ReserveMarginWh = Figure(quote.ReserveMarginWattHours);
        }

        (message.Message, message.MessageZh) = LegQuoteText.Of(quote);
        return message;

        static V1.BoundedFigure Figure(LegFigure figure) => new() { Value = figure.Value, Bound = figure.Bound };
    }
}
