using System.Globalization;
using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>FlightsService: the timetable's flights.</summary>
public sealed partial class FlightsRpcs(OperationsControl operations, FlightWatch watch, IHostApplicationLifetime lifetime, TimeProvider clock, ClockTrust trust, ILogger<FlightsRpcs> log) : FlightsService.FlightsServiceBase
{
    private const int LongestReason = 500;
    private const int MostFiltered = 10_000;

    public override async Task<ScheduleFlightResponse> ScheduleFlight(ScheduleFlightRequest request, ServerCallContext context)
    {
        trust.Require();
        var outcome = await operations.ScheduleAsync(request, clock.GetUtcNow(), context.CancellationToken);
        if (outcome.Flight is not { } flight)
        {
            Telemetry.Booking(outcome.LostRace ? "LOST_RACE" : "REFUSED");
            LogRefused(log, request.RequestId, Caller.Current.Principal);
            throw ErrorStatus.Refused(outcome.Decision!, outcome.LostRace);
        }

        Telemetry.Booking("BOOKED");
        Telemetry.Decided(flight.Decision);
        LogBooked(log, flight.Name, request.RequestId, Caller.Current.Principal);
        return new ScheduleFlightResponse { Flight = flight };
    }

    public override async Task<Flight> GetFlight(GetFlightRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, "flights");
        fields.ThrowIfAny();
        return await FindAsync(id!, context.CancellationToken);
    }

    public override async Task<ListFlightsResponse> ListFlights(ListFlightsRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var size = Pages.Size(request.PageSize, fields);
        var from = fields.Instant("start_time", request.StartTime);
        var to = fields.Instant("end_time", request.EndTime);
        var filter = $"flights|{request.ShowCancelled}|{request.RequestId}|{from:O}|{to:O}";
        var place = request.Filter.Length + request.OrderBy.Length > 0 ? null : Pages.Place(filter, request.PageToken, fields)?.Split('|');
        var afterUs = long.MinValue;
        if (place is not null && !(place.Length == 2 && long.TryParse(place[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out afterUs)))
        {
            fields.Add("page_token", "PAGE_TOKEN", "is no token of this list; expected next_page_token of the answer before.");
        }

        fields.ThrowIfAny();
        if (request.Filter.Length + request.OrderBy.Length > 0)
        {
            return await FilterAsync(request, filter, from, to, context.CancellationToken);
        }

        var rows = await operations.Store.ListAsync(
            new FlightQuery(
                request.ShowCancelled,
                request.RequestId,
                from is { } start ? FlightMessages.Micros(start) : long.MinValue,
                to is { } end ? FlightMessages.Micros(end) : long.MaxValue,
                afterUs,
                place?[1] ?? string.Empty,
                size + 1),
            context.CancellationToken);
        var response = new ListFlightsResponse { Flights = { rows.Take(size).Select(entry => FlightMessages.Write(entry.Row, entry.Claims)) } };
        if (rows.Count > size)
        {
            var last = rows[size - 1].Row;
            response.NextPageToken = Pages.Token(filter, FormattableString.Invariant($"{last.DepartureUs}|{last.Id}"));
        }

        return response;
    }

    public override async Task<BatchGetFlightsResponse> BatchGetFlights(BatchGetFlightsRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        fields.Batch(request.Names.Count);
        var response = new BatchGetFlightsResponse();
        foreach (var (index, name) in request.Names.Index().Take(fields.Complaints > 0 ? 0 : int.MaxValue))
        {
            var id = fields.Name($"names[{index}]", name, "flights");
            if (id is not null && await operations.Store.FindAsync(id, context.CancellationToken) is { } found)
            {
                response.Flights.Add(FlightMessages.Write(found.Row, found.Claims));
            }
            else if (id is not null)
            {
                fields.AddNotFound($"names[{index}]", "FLIGHT_NOT_FOUND", $"there is no flight \"{id}\".");
            }
        }

        fields.ThrowIfAny();
        return response;
    }

    public override async Task<Flight> CancelFlight(CancelFlightRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, "flights");
        var reason = fields.Text("reason", request.Reason, LongestReason);
        fields.ThrowIfAny();
        await RequireOwnAsync(id!, context.CancellationToken);
        if (request.ValidateOnly)
        {
            return await JudgeCancelAsync(request, id!, context.CancellationToken);
        }

        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (outcome, neededBy) = await operations.Store.CancelAsync(
            id!,
            request.Etag,
            reason,
            FlightMessages.Micros(clock.GetUtcNow()),
            timetable.Fleet,
            context.CancellationToken);
        if (outcome == CancelOutcome.Cancelled)
        {
            Telemetry.Booking("CANCELLED");
            LogCancelled(log, request.Name, Caller.Current.Principal);
        }

        return outcome switch
        {
            CancelOutcome.EtagMismatch => throw ErrorStatus.EtagMismatch(request.Name, request.Etag),
            CancelOutcome.Needed => throw Needed(request.Name, neededBy!),
            _ => await FindAsync(id!, context.CancellationToken),
        };
    }

    public override async Task WatchFlights(WatchFlightsRequest request, IServerStreamWriter<FlightChange> responseStream, ServerCallContext context)
    {
        // A service that stops ends the stream in good order, without waiting for the caller to go.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await foreach (var change in watch.WatchAsync(request, either.Token))
            {
                await responseStream.WriteAsync(change, either.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Who books may cancel what is theirs; a dispatcher may cancel any.</summary>
    private async Task RequireOwnAsync(string id, CancellationToken cancellationToken)
    {
        if (!Principal.Current.Permissions.Has(Permission.Release)
            && await operations.Store.FindAsync(id, cancellationToken) is { } found
            && found.Row.Principal != Caller.Current.Principal)
        {
            throw Refusals.NotOwner($"flights/{id}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Flight} is booked under request {RequestId} by {Principal}")]
    private static partial void LogBooked(ILogger log, string flight, string requestId, string principal);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {RequestId} by {Principal} to book a flight is refused")]
    private static partial void LogRefused(ILogger log, string requestId, string principal);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Flight} is cancelled by {Principal}")]
    private static partial void LogCancelled(ILogger log, string flight, string principal);

    /// <summary>A page of the flights that meet a filter, or in another order: all that are asked about are read for it.</summary>
    private async Task<ListFlightsResponse> FilterAsync(ListFlightsRequest request, string key, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var rows = await operations.Store.ListAsync(
            new FlightQuery(
                request.ShowCancelled,
                request.RequestId,
                from is { } start ? FlightMessages.Micros(start) : long.MinValue,
                to is { } end ? FlightMessages.Micros(end) : long.MaxValue,
                long.MinValue,
                string.Empty,
                MostFiltered + 1),
            cancellationToken);
        if (rows.Count > MostFiltered)
        {
            throw new BadRequestException([new Violation("filter", "FILTER_TOO_COMPLEX", $"is asked of more than {MostFiltered} flights; expected fewer: say start_time and end_time.")]);
        }

        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(rows, row => FlightMessages.Write(row.Row, row.Claims), key);
        return new ListFlightsResponse { Flights = { page }, NextPageToken = next };
    }

    /// <summary>The flight as it would be cancelled.</summary>
    private async Task<Flight> JudgeCancelAsync(CancelFlightRequest request, string id, CancellationToken cancellationToken)
    {
        var flight = await FindAsync(id, cancellationToken);
        if (flight.State == Flight.Types.State.Cancelled)
        {
            return flight;
        }

        if (request.Etag.Length > 0 && request.Etag != flight.Etag)
        {
            throw ErrorStatus.EtagMismatch(request.Name, request.Etag);
        }

        if (await operations.Store.FindNeederAsync(id, (await operations.CurrentAsync(cancellationToken)).Fleet, cancellationToken) is { } needer)
        {
            throw Needed(request.Name, needer);
        }

        (flight.State, flight.CancelReason) = (Flight.Types.State.Cancelled, request.Reason);
        flight.Claims.Clear();
        flight.CurrentVerdict = null;
        return flight;
    }

    private static RpcException Needed(string name, string needer) => ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"flights/{needer} counts on the aircraft or pack that {name} brings: cancel that first.");

    private async Task<Flight> FindAsync(string id, CancellationToken cancellationToken) =>
        await operations.Store.FindAsync(id, cancellationToken) is { } found
            ? FlightMessages.Write(found.Row, found.Claims)
            : throw new BadRequestException([new Violation("name", "FLIGHT_NOT_FOUND", $"there is no flight \"{id}\".", NotFound: true)]);
}
