using System.Security.Cryptography;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Provenance;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Takes files of zones in and out: read first, then stored in one transaction, decided again when somebody else was first.</summary>
public sealed class GeozoneImports(AirspaceDesk desk, OperationsControl operations, AirspaceImpact impact)
{
    private const int MostDecisions = 5;

    /// <summary>Imports a file, or judges it only. Idempotent by request id.</summary>
    /// <exception cref="BadRequestException">The request is malformed.</exception>
    /// <exception cref="RpcException">The file is refused, or its id or its zones are held already.</exception>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<V1.ImportGeozonesResponse> ImportAsync(V1.ImportGeozonesRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = ReadEnvelope(request);
        var fingerprint = Fingerprint(nameof(V1.AirspaceService.AirspaceServiceBase.ImportGeozones), request);
        if (await desk.Store.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.ImportGeozonesResponse.Parser.ParseFrom(earlier);
        }

        var current = await desk.CurrentAsync(cancellationToken);
        var row = Row(request, id, now);
        var import = GeozoneFile.Read(row.Content, row.FileName, AirspaceDesk.OptionsOf(row, current.Policy) with
        {
            Region = current.Region,
            KnownPlaces = current.KnownPlaces,
        });
        if (import.Set is not { } set)
        {
            throw ImportRefusal.Of(row.FileName, [.. import.Refusals]);
        }

        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var replaced = Replaced(current, id, request.Replace);
            ThrowOnConflict(current, set, id);
            var at = await operations.SnapshotAsync(cancellationToken);
            var flights = await impact.FlightsThroughAsync(set.Zones, at, now, cancellationToken);
            var routes = impact.RoutesThrough(set.Zones, at, now);
            var reassessed = ZoneChange.Reassess(at, routes, [set], replaced is { } old ? [old.Zones] : [], now);
            foreach (var one in reassessed)
            {
                flights = [.. flights.Union(await RouteAssessments.FlightsHitAsync(operations, at, one.Before, one.After, now, cancellationToken))];
            }

            if (request.ValidateOnly)
            {
                return Answer(revision: 0);
            }

            var change = new AirspaceChange(request.RequestId, fingerprint, current.Revision, row.CreateUs, $"{AirspaceNames.GeozoneSets}/{id} imported", ChangesZones: true, ApplyAsync);
            if (await desk.Store.WriteAsync(change, cancellationToken) is { } answer)
            {
                if (row.Revision > 0)
                {
                    desk.Know(Held(row.Revision));
                }

                return V1.ImportGeozonesResponse.Parser.ParseFrom(answer);
            }

            current = await desk.CurrentAsync(cancellationToken);

            async Task<byte[]> ApplyAsync(OperationsDb db, long revision, CancellationToken stop)
            {
                await db.GeozoneSets.Where(held => held.Id == id).ExecuteDeleteAsync(stop);
                row.Revision = revision;
                db.GeozoneSets.Add(row);
                await ZoneChange.StoreAsync(db, at, reassessed, revision, stop);
                return Answer(revision).ToByteArray();
            }

            V1.ImportGeozonesResponse Answer(long revision)
            {
                var answer = new V1.ImportGeozonesResponse
                {
                    GeozoneSet = GeozoneWriter.Write(Held(revision)),
                    ReplacedZoneCount = replaced?.Zones.Zones.Count ?? 0,
                    Diagnostics = { import.Diagnostics.Select(GeozoneWriter.Write) },
                    AffectedFlights = { flights },
                    AffectedRoutes = { routes },
                    ReassessedRoutes = { reassessed.Select(ZoneChange.Write) },
                };
                if (revision == 0)
                {
                    (answer.GeozoneSet.Etag, answer.GeozoneSet.CreateTime) = (string.Empty, null);
                }

                return answer;
            }

            HeldGeozoneSet Held(long revision) => new(id, set, new ImportedFile(row.FileName, row.Sha256, FlightMessages.Instant(row.CreateUs), revision));
        }

        throw new ContentionException();
    }

    /// <summary>Takes an imported set out.</summary>
    /// <exception cref="BadRequestException">Malformed, or there is no such set.</exception>
    /// <exception cref="RpcException">It ships, or has another version.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task DeleteAsync(V1.DeleteGeozoneSetRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var current = await desk.CurrentAsync(cancellationToken);
            var fields = new FieldReader();
            var set = AirspaceQueries.FindSet(current, request.Name, "name", fields);
            fields.ThrowIfAny();
            if (set!.File is not { } file)
            {
                throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{request.Name} ships with the data of the service; only imported sets are deleted.");
            }

            ErrorStatus.RequireEtag(request.Name, request.Etag, file.Revision);
            if (request.ValidateOnly)
            {
                return;
            }

            var at = await operations.SnapshotAsync(cancellationToken);
            var reassessed = ZoneChange.Reassess(at, [], [], [set.Zones], now);
            var change = new AirspaceChange(string.Empty, [], current.Revision, FlightMessages.Micros(now), $"{set.ResourceName} deleted", ChangesZones: true, async (db, revision, stop) =>
            {
                await db.GeozoneSets.Where(held => held.Id == set.Id).ExecuteDeleteAsync(stop);
                await ZoneChange.StoreAsync(db, at, reassessed, revision, stop);
                return [];
            });
            if (await desk.Store.WriteAsync(change, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new ContentionException();
    }

    /// <summary>SHA-256 of a request and its method: an id that was used for another method is used for another request.</summary>
    public static byte[] Fingerprint(string method, IMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(method + "\n"));
        hash.AppendData(request.ToByteArray());
        return hash.GetHashAndReset();
    }

    private static string ReadEnvelope(V1.ImportGeozonesRequest request)
    {
        var fields = new FieldReader();
        AirspaceQueries.Enumeration("format", request.Format, fields);
        AirspaceQueries.Enumeration("mode", request.Mode, fields);
        var id = request.GeozoneSetId.Length > 0 ? request.GeozoneSetId : AirspaceNames.SetIdOf(Path.GetFileNameWithoutExtension(request.FileName));
        ImportEnvelope.Read(fields, new ImportEnvelope(request.RequestId, request.Content, request.FileName, request.Source, request.SourceStatus, request.Licence, "geozone_set_id", id));
        return id;
    }

    private static GeozoneSetRow Row(V1.ImportGeozonesRequest request, string id, DateTimeOffset now)
    {
        var content = request.Content.ToByteArray();
        return new GeozoneSetRow
        {
            Id = id,
            Revision = 0,
            FileName = request.FileName,
            Format = (int)request.Format,
            Mode = request.Mode == V1.ImportGeozonesRequest.Types.Mode.Lenient ? (int)ImportMode.Lenient : (int)ImportMode.Strict,
            Source = request.Source.Length > 0 ? request.Source : request.FileName,
            SourceStatus = request.SourceStatus == V1.SourceStatus.Unspecified ? (int)SourceStatus.Published : (int)request.SourceStatus,
            Licence = request.Licence,
            Sha256 = SHA256.HashData(content),
            Content = content,
            CreateUs = FlightMessages.Micros(now),
        };
    }

    private static HeldGeozoneSet? Replaced(AirspaceSnapshot current, string id, bool mayReplace) => current.FindSet(id) switch
    {
        null => null,
        { File: null } => throw ErrorStatus.Build(Code.AlreadyExists, "ZONE_CONFLICT", $"{AirspaceNames.GeozoneSets}/{id} ships with the data of the service; give the set another id."),
        var held when mayReplace => held,
        _ => throw ErrorStatus.Build(Code.AlreadyExists, "ZONE_CONFLICT", $"{AirspaceNames.GeozoneSets}/{id} is there already; replace it, or give the set another id."),
    };

    /// <summary>A zone stands in one set only: of two versions of it nobody could say which one holds.</summary>
    private static void ThrowOnConflict(AirspaceSnapshot current, DroneLogistics.Airspace.GeozoneSet set, string id)
    {
        var fields = new FieldReader();
        var twice = set.Zones.Select(zone => current.Find(AirspaceNames.IdOf(zone.Id))).OfType<HeldGeozone>().Where(held => held.Set.Id != id);
        foreach (var held in twice.Take(ImportRefusal.MostTold))
        {
            fields.Add($"content.{held.Zone.Id}.identifier", "ZONE_CONFLICT", $"stands in {held.Set.ResourceName} already; expected a zone of one set only.");
        }

        fields.ThrowIfAny();
    }
}
