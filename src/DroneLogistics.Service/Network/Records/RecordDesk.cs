using DroneLogistics.Provenance;
using DroneLogistics.Service.Store;
using DroneLogistics.Units;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>How a change of a record is asked for.</summary>
/// <param name="Request">The whole request, of which a retry has the same body.</param>
/// <param name="RequestId">Its request id; empty: none.</param>
/// <param name="ValidateOnly">Whether it is only judged.</param>
/// <param name="Now">The instant.</param>
public sealed record RecordRequest(IMessage Request, string RequestId, bool ValidateOnly, DateTimeOffset Now);

/// <summary>
/// Adds, changes, deletes and brings back records of the network. Every change is one transaction with its audit entry, decided on what the database knows and
/// again where somebody was first; all services on the database fly by it from then on, and flights to come are decided again.
/// </summary>
public sealed class RecordDesk<TThing, TMessage>(OperationsControl operations, RecordKind<TThing, TMessage> kind)
    where TThing : class
    where TMessage : class, IMessage<TMessage>, new()
{
    private const int MostDecisions = 5;
    private const int MostTold = 20;

    /// <summary>What becomes of a record.</summary>
    private sealed record Change(string Id, NetworkRecord<TThing>? Before, TThing After, TMessage Definition, bool Deletes, string Verb)
    {
        /// <summary>Names of resources, other than flights, that could not be without it.</summary>
        public IReadOnlyList<string> UsedBy { get; init; } = [];
    }

    /// <summary>One record; a deleted one too.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such record.</exception>
    public async Task<TMessage> GetAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        return kind.Write(Require(at, name, "name"), at, now);
    }

    /// <summary>Several records, in the order of their names.</summary>
    /// <exception cref="BadRequestException">Malformed, or one of them is not there.</exception>
    public async Task<IReadOnlyList<TMessage>> BatchAsync(IReadOnlyList<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        var fields = new FieldReader();
        fields.Batch(names.Count);
        var found = names.Select((name, index) => Find(at, name, $"names[{index}]", fields)).ToList();
        fields.ThrowIfAny();
        return [.. found.Select(record => kind.Write(record!, at, now))];
    }

    /// <summary>A page of the records that stand, or of all.</summary>
    /// <exception cref="BadRequestException">Malformed.</exception>
    public async Task<(IReadOnlyList<TMessage> Page, string Next)> ListAsync(ListRequest request, bool showDeleted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = await operations.SnapshotAsync(cancellationToken);
        var records = kind.All(at).Where(record => showDeleted || !record.IsDeleted).ToList();
        return request.Page(records, record => kind.Write(record, at, now), $"{kind.Collection}|{showDeleted}");
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">A record of that id is there, or was.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public Task<TMessage> CreateAsync(RecordRequest request, string id, TMessage? given, CancellationToken cancellationToken) => DecideAsync(request, at =>
    {
        var fields = new FieldReader();
        fields.RequestId(request.RequestId);
        var isId = Identifier.IsWellFormed(id);
        if (!isId)
        {
            fields.Add($"{kind.Field}_id", id.Length == 0 ? "REQUIRED" : "ID_FORMAT", $"is no id; expected {Identifier.Rule}.");
        }

        if (given is null)
        {
            fields.Add(kind.Field, "REQUIRED", $"is missing; expected the {kind.Noun}.");
        }

        var definition = given is null ? null : FieldBehaviors.Given(given);
        var thing = definition is not null && isId ? kind.Read(id, definition, fields, at) : null;
        fields.ThrowIfAny();
        if (kind.All(at).FirstOrDefault(record => record.Id == id) is { } there)
        {
            var name = $"{kind.Collection}/{id}";
            throw ErrorStatus.Taken(name, there.IsDeleted ? $"{name} was deleted: bring it back, or give the {kind.Noun} another id." : $"{name} is there already; give the {kind.Noun} another id.");
        }

        return new Change(id, null, thing!, definition!, Deletes: false, "created");
    }, cancellationToken);

    /// <summary>Changes what a mask names.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">It has another version, or a flight counts on what would change.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public Task<TMessage> UpdateAsync(RecordRequest request, string name, string etag, TMessage? given, FieldMask? mask, CancellationToken cancellationToken)
    {
        if (given is null)
        {
            var fields = new FieldReader();
            fields.Add(kind.Field, "REQUIRED", $"is missing; expected the {kind.Noun}.");
            fields.ThrowIfAny();
        }

        return ChangeAsync(request, name, $"{kind.Field}.name", etag, (held, fields) => FieldBehaviors.Merge(held, given!, mask, fields), cancellationToken);
    }

    /// <summary>Changes what a function makes of it.</summary>
    /// <exception cref="BadRequestException">Malformed, or about something that does not exist.</exception>
    /// <exception cref="RpcException">It has another version, or a flight counts on what would change.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public Task<TMessage> ChangeAsync(RecordRequest request, string name, string field, string etag, Func<TMessage, FieldReader, TMessage> change, CancellationToken cancellationToken) => DecideAsync(request, at =>
    {
        var before = RequireStanding(at, name, field);
        ErrorStatus.RequireEtag(name, etag, before.Revision);
        var fields = new FieldReader();
        OptionalRequestId(request, fields);
        var definition = change(DefinitionOf(before, at, request.Now), fields);
        fields.ThrowIfAny();
        var thing = kind.Read(before.Id, definition, fields, at);
        fields.ThrowIfAny();
        return new Change(before.Id, before, thing!, definition, Deletes: false, "changed");
    }, cancellationToken);

    /// <summary>Deletes a record that nothing uses.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such record.</exception>
    /// <exception cref="RpcException">It has another version, or something uses it.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public Task<TMessage> DeleteAsync(RecordRequest request, string name, string etag, CancellationToken cancellationToken) => DecideAsync(request, at =>
    {
        var before = RequireStanding(at, name, "name");
        ErrorStatus.RequireEtag(name, etag, before.Revision);
        var fields = new FieldReader();
        OptionalRequestId(request, fields);
        fields.ThrowIfAny();
        return new Change(before.Id, before, before.Thing, DefinitionOf(before, at, request.Now), Deletes: true, "deleted") { UsedBy = [.. kind.UsedBy(before.Thing, at)] };
    }, cancellationToken);

    /// <summary>Brings a deleted record back.</summary>
    /// <exception cref="BadRequestException">Malformed, there is no such record, or it names what is not there any more.</exception>
    /// <exception cref="RpcException">It has another version, or is not deleted.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public Task<TMessage> UndeleteAsync(RecordRequest request, string name, string etag, CancellationToken cancellationToken) => DecideAsync(request, at =>
    {
        var before = Require(at, name, "name");
        ErrorStatus.RequireEtag(name, etag, before.Revision);
        if (!before.IsDeleted)
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{name} is not deleted.");
        }

        var fields = new FieldReader();
        OptionalRequestId(request, fields);
        var definition = DefinitionOf(before, at, request.Now);
        var thing = kind.Read(before.Id, definition, fields, at);
        fields.ThrowIfAny();
        return new Change(before.Id, before, thing!, definition, Deletes: false, "brought back");
    }, cancellationToken);

    private async Task<TMessage> DecideAsync(RecordRequest request, Func<OperationsSnapshot, Change> decide, CancellationToken cancellationToken)
    {
        var store = operations.Store.Airspace;
        var fingerprint = GeozoneImports.Fingerprint(request.Request.Descriptor.Name, request.Request);
        if (Guid.TryParseExact(request.RequestId, "D", out _) && await store.FindAnswerAsync(request.RequestId, fingerprint, request.Now, cancellationToken) is { } earlier)
        {
            return Parse(earlier);
        }

        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var at = await operations.SnapshotAsync(cancellationToken);
            var change = decide(at);
            var record = After(change, request.Now);
            var name = $"{kind.Collection}/{record.Id}";
            var mustBeFree = change.Before is { IsDeleted: false } before ? kind.MustBeFree(before.Thing, change.Deletes ? null : change.After).ToList() : [];
            var window = new TimeWindow(request.Now, DateTimeOffset.MaxValue);
            var flights = mustBeFree.Select(resource => at.Timetable.FirstClash(resource, window)).Where(clash => clash is not null).Select(clash => $"flights/{clash!.Value.Flight.Id}").Distinct();
            RequireUnused(name, flights.Concat(change.UsedBy));
            if (request.ValidateOnly)
            {
                return kind.Write(record, at, request.Now);
            }

            if (await WriteAsync(request, fingerprint, at, change, record, mustBeFree, cancellationToken) is { } answer)
            {
                return answer;
            }
        }

        throw new ContentionException();
    }

    private async Task<TMessage?> WriteAsync(RecordRequest request, byte[] fingerprint, OperationsSnapshot at, Change change, NetworkRecord<TThing> record, IReadOnlyList<string> mustBeFree, CancellationToken cancellationToken)
    {
        var name = $"{kind.Collection}/{record.Id}";
        var micros = FlightMessages.Micros(request.Now);
        var changesGround = change.Before is { } before && kind.ChangesGround(before.Thing, change.After);
        var write = new AirspaceChange(request.RequestId, request.RequestId.Length > 0 ? fingerprint : [], at.Airspace.Revision, micros, $"{name} {change.Verb}", changesGround, async (db, revision, stop) =>
        {
            // What was booked since the snapshot counts no revision of the network.
            var holders = await db.Claims.Where(claim => mustBeFree.Contains(claim.Resource) && claim.EndUs > micros).Select(claim => claim.FlightId).Distinct().Take(MostTold).ToListAsync(stop);
            RequireUnused(name, holders.Order(StringComparer.Ordinal).Select(flight => $"flights/{flight}"));
            var row = record.Row!;
            row.Revision = revision;
            row.Checksum = RowChecksum.Of(row);
            await db.NetworkRecords.Where(held => held.Collection == row.Collection && held.Id == row.Id).ExecuteDeleteAsync(stop);
            db.NetworkRecords.Add(row);
            if (!change.Deletes)
            {
                await kind.StoreAsync(db, change.After, stop);
            }

            return kind.Write(record, at, request.Now).ToByteArray();
        });
        return await operations.Store.Airspace.WriteAsync(write, cancellationToken) is { } answered ? Parse(answered) : null;
    }

    private NetworkRecord<TThing> After(Change change, DateTimeOffset now)
    {
        var micros = FlightMessages.Micros(now);
        return new NetworkRecord<TThing>(change.Id, change.After, new NetworkRow
        {
            Collection = kind.Collection,
            Id = change.Id,
            Revision = 0,
            Message = change.Definition.ToByteArray(),
            CreateUs = change.Before is { } before ? before.Row?.CreateUs ?? 0 : micros,
            UpdateUs = micros,
            DeleteUs = change.Deletes ? micros : 0,
        });
    }

    private TMessage DefinitionOf(NetworkRecord<TThing> record, OperationsSnapshot at, DateTimeOffset now) =>
        record.Row is { } row ? Parse(row.Message) : FieldBehaviors.Given(kind.Write(record, at, now));

    private NetworkRecord<TThing> RequireStanding(OperationsSnapshot at, string name, string field)
    {
        var record = Require(at, name, field);
        return record.IsDeleted ? throw ErrorStatus.Build(Code.FailedPrecondition, "DELETED", $"{name} is deleted: bring it back first.") : record;
    }

    private NetworkRecord<TThing> Require(OperationsSnapshot at, string name, string field)
    {
        var fields = new FieldReader();
        var record = Find(at, name, field, fields);
        fields.ThrowIfAny();
        return record!;
    }

    private NetworkRecord<TThing>? Find(OperationsSnapshot at, string name, string field, FieldReader fields)
    {
        if (fields.Name(field, name, kind.Collection) is not { } id)
        {
            return null;
        }

        var all = kind.All(at);
        var record = all.FirstOrDefault(known => known.Id == id);
        if (record is null)
        {
            fields.AddNotFound(field, kind.NotFound, FieldReader.NoSuch(kind.Noun, id, all.Select(known => known.Id)));
        }

        return record;
    }

    private static void RequireUnused(string name, IEnumerable<string> users)
    {
        var told = users.Take(MostTold).ToList();
        if (told.Count > 0)
        {
            throw ErrorStatus.InUse(name, told);
        }
    }

    private static void OptionalRequestId(RecordRequest request, FieldReader fields)
    {
        if (request.RequestId.Length > 0)
        {
            fields.RequestId(request.RequestId);
        }
    }

    private static TMessage Parse(byte[] bytes)
    {
        var message = new TMessage();
        message.MergeFrom(bytes);
        return message;
    }
}
