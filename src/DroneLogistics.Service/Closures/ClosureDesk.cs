using DroneLogistics.Provenance;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Closes and opens: one transaction each, with the booked flights that it hits. It cancels none: that is for people.</summary>
public sealed class ClosureDesk(OperationsControl operations, AirspaceImpact zones)
{
    private const int MostDecisions = 5;

    /// <summary>Stores a closure, or judges it only. Idempotent by request id.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">A closure of that id is there.</exception>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<V1.Closure> CreateAsync(V1.CreateClosureRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var store = operations.Store.Airspace;
        var fingerprint = GeozoneImports.Fingerprint(nameof(V1.AirspaceService.AirspaceServiceBase.CreateClosure), request);
        if (Guid.TryParseExact(request.RequestId, "D", out _) && await store.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.Closure.Parser.ParseFrom(earlier);
        }

        var id = request.ClosureId.Length > 0 ? request.ClosureId : $"c{Guid.CreateVersion7():N}";
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var before = await operations.SnapshotAsync(cancellationToken);
            var closure = Read(request, id, before, now);
            if (before.Airspace.Closures.Any(row => row.Id == id))
            {
                throw ErrorStatus.Build(Code.AlreadyExists, "ID_TAKEN", $"{AirspaceNames.Closures}/{id} is there already; give the closure another id.");
            }

            var hit = await HitAsync(before, closure, now, cancellationToken);
            var row = Row(request.Closure, closure, now);
            if (request.ValidateOnly)
            {
                var preview = ClosureMessages.Write(row);
                (preview.Name, preview.Etag, preview.CreateTime) = (string.Empty, string.Empty, null);
                preview.AffectedFlights.AddRange(hit);
                return preview;
            }

            var change = new AirspaceChange(request.RequestId, fingerprint, before.Airspace.Revision, row.CreateUs, $"{AirspaceNames.Closures}/{id} created", ChangesZones: false, (db, revision, _) =>
            {
                row.Revision = revision;
                db.Closures.Add(row);
                var answer = ClosureMessages.Write(row);
                answer.AffectedFlights.AddRange(hit);
                return Task.FromResult(answer.ToByteArray());
            });
            if (await store.WriteAsync(change, cancellationToken) is { } answered)
            {
                return V1.Closure.Parser.ParseFrom(answered);
            }
        }

        throw new ContentionException();
    }

    /// <summary>One closure, with the flights that it hits.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such closure.</exception>
    public async Task<V1.Closure> GetAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await operations.SnapshotAsync(cancellationToken);
        var row = Require(current, name);
        var message = ClosureMessages.Write(row);
        message.AffectedFlights.AddRange(await HitAsync(current, current.Timetable.Closures.All.Single(closure => closure.Id.Text == row.Id), now, cancellationToken));
        return message;
    }

    /// <exception cref="BadRequestException">Malformed.</exception>
    public async Task<V1.ListClosuresResponse> ListAsync(V1.ListClosuresRequest request, CancellationToken cancellationToken)
    {
        var fields = new FieldReader();
        var from = fields.Instant("start_time", request.StartTime);
        var to = fields.Instant("end_time", request.EndTime);
        fields.ThrowIfAny();
        var current = await operations.SnapshotAsync(cancellationToken);
        var rows = current.Airspace.Closures
            .Where(row => from is not { } start || row.EndUs > FlightMessages.Micros(start))
            .Where(row => to is not { } end || row.StartUs < FlightMessages.Micros(end))
            .ToList();
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy)
            .Page(rows, ClosureMessages.Write, FormattableString.Invariant($"closures|{current.Airspace.Revision}|{from:O}|{to:O}"));
        return new V1.ListClosuresResponse { Closures = { page }, NextPageToken = next };
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such closure.</exception>
    /// <exception cref="RpcException">It has another version.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task DeleteAsync(V1.DeleteClosureRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var current = await operations.SnapshotAsync(cancellationToken);
            var row = Require(current, request.Name);
            ErrorStatus.RequireEtag(request.Name, request.Etag, row.Revision);
            if (request.ValidateOnly)
            {
                return;
            }

            var change = new AirspaceChange(string.Empty, [], current.Airspace.Revision, FlightMessages.Micros(now), $"{AirspaceNames.Closures}/{row.Id} deleted", ChangesZones: false, async (db, _, stop) =>
            {
                await db.Closures.Where(closure => closure.Id == row.Id).ExecuteDeleteAsync(stop);
                return [];
            });
            if (await operations.Store.Airspace.WriteAsync(change, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new ContentionException();
    }

    /// <summary>The booked flights that a closure hits, whether it is stored already or not.</summary>
    private Task<IReadOnlyList<string>> HitAsync(OperationsSnapshot at, Closure closure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (closure.Target is RegionClosed region)
        {
            return zones.FlightsThroughAsync([region.ZoneOf(closure)], at, now, cancellationToken);
        }

        var closed = at.Timetable.Closures;
        var others = closed.All.Where(other => other.Id != closure.Id).ToList();
        return FlightImpact.OfAsync(operations, With(others), With([.. others, closure]), now, cancellationToken);

        OperationsSnapshot With(IReadOnlyList<Closure> closures) => at with { Timetable = at.Timetable.WithClosures(new ClosureRegister(closed.Revision, closures, closed.BarredRoutes)) };
    }

    private static Closure Read(V1.CreateClosureRequest request, string id, OperationsSnapshot current, DateTimeOffset now)
    {
        var fields = new FieldReader();
        fields.RequestId(request.RequestId);
        if (!Identifier.IsWellFormed(id))
        {
            fields.Add("closure_id", "ID_FORMAT", $"is no id; expected {Identifier.Rule}.");
        }

        var closure = ClosureMessages.Read(id, request.Closure, "closure", fields, current.World, RouteMessages.All(current.Airspace, current.World));
        if (closure is not null && closure.When.End <= now)
        {
            fields.Add("closure.end_time", "START_IN_PAST", $"is {closure.When.End:yyyy-MM-ddTHH:mm:ssZ}, not after {now.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}; expected an instant to come.");
        }

        fields.ThrowIfAny();
        return closure!;
    }

    private static ClosureRow Require(OperationsSnapshot current, string name)
    {
        var fields = new FieldReader();
        var id = fields.Name("name", name, AirspaceNames.Closures);
        var row = current.Airspace.Closures.FirstOrDefault(closure => closure.Id == id);
        if (id is not null && row is null)
        {
            fields.AddNotFound("name", "CLOSURE_NOT_FOUND", FieldReader.NoSuch("closure", id, current.Airspace.Closures.Select(closure => closure.Id)));
        }

        fields.ThrowIfAny();
        return row!;
    }

    private static ClosureRow Row(V1.Closure raw, Closure closure, DateTimeOffset now)
    {
        var message = raw.Clone();
        (message.Name, message.Etag, message.CreateTime) = (string.Empty, string.Empty, null);
        message.AffectedFlights.Clear();
        return new ClosureRow
        {
            Id = closure.Id.Text,
            Revision = 0,
            Message = message.ToByteArray(),
            StartUs = FlightMessages.Micros(closure.When.Start),
            EndUs = FlightMessages.Micros(closure.When.End),
            CreateUs = FlightMessages.Micros(now),
        };
    }
}
