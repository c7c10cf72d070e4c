using System.Security.Cryptography;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Provenance;
using DroneLogistics.Service.Store;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Takes files of obstacles in: read first, then stored in one transaction with the routes assessed again, decided again when somebody else was first.</summary>
public sealed class ObstacleImports(AirspaceDesk desk, OperationsControl operations, AirspaceImpact impact)
{
    private const int MostDecisions = 5;

    /// <summary>Imports a file, or judges it only. Idempotent by request id.</summary>
    /// <exception cref="BadRequestException">The request is malformed, or obstacles or lines of it are held already.</exception>
    /// <exception cref="RpcException">The file is refused, or its id is held already.</exception>
    /// <exception cref="RequestIdReusedException">The request id belongs to another request.</exception>
    /// <exception cref="ContentionException">Overtaken too often.</exception>
    public async Task<V1.ImportObstaclesResponse> ImportAsync(V1.ImportObstaclesRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = ReadEnvelope(request);
        var fingerprint = GeozoneImports.Fingerprint(nameof(V1.AirspaceService.AirspaceServiceBase.ImportObstacles), request);
        if (await desk.Store.FindAnswerAsync(request.RequestId, fingerprint, now, cancellationToken) is { } earlier)
        {
            return V1.ImportObstaclesResponse.Parser.ParseFrom(earlier);
        }

        var current = await desk.CurrentAsync(cancellationToken);
        var row = Row(request, id, now);
        var options = AirspaceDesk.OptionsOf(row, current.Policy);
        var import = ObstacleImportFile.Read(row.Content, row.FileName, options with { Region = current.Region });
        if (import.Obstacles is not { } obstacles)
        {
            throw ImportRefusal.Of(row.FileName, import.Diagnostics);
        }

        var added = new ObstacleSet(obstacles);
        for (var attempt = 0; attempt < MostDecisions; attempt++)
        {
            var replaced = Replaced(current, id, request.Replace);
            ThrowOnConflict(current, obstacles, id);
            var then = current.ObstaclesWith(Held(revision: 0));
            var at = await operations.SnapshotAsync(cancellationToken);
            var flights = await impact.FlightsTooNearAsync(added, at, now, cancellationToken);
            var routes = impact.RoutesTooNear(added, at, now);
            var reassessed = ZoneChange.Reassess(at, routes, all: replaced is not null, space => space.WithObstacles(then), now);
            foreach (var one in reassessed)
            {
                flights = [.. flights.Union(await RouteAssessments.FlightsHitAsync(operations, at, one.Before, one.After, now, cancellationToken))];
            }

            if (request.ValidateOnly)
            {
                return Answer(revision: 0);
            }

            var change = new AirspaceChange(request.RequestId, fingerprint, current.Revision, row.CreateUs, $"{AirspaceNames.ObstacleSets}/{id} imported", ChangesZones: true, ApplyAsync);
            if (await desk.Store.WriteAsync(change, cancellationToken) is { } answer)
            {
                return V1.ImportObstaclesResponse.Parser.ParseFrom(answer);
            }

            current = await desk.CurrentAsync(cancellationToken);

            async Task<byte[]> ApplyAsync(OperationsDb db, long revision, CancellationToken stop)
            {
                await db.ObstacleSets.Where(held => held.Id == id).ExecuteDeleteAsync(stop);
                row.Revision = revision;
                db.ObstacleSets.Add(row);
                await ZoneChange.StoreAsync(db, at, reassessed, revision, stop);
                return Answer(revision).ToByteArray();
            }

            V1.ImportObstaclesResponse Answer(long revision)
            {
                var answer = new V1.ImportObstaclesResponse
                {
                    ObstacleSet = ObstacleWriter.Write(Held(revision)),
                    ReplacedObstacleCount = replaced?.Obstacles.Count ?? 0,
                    AffectedFlights = { flights },
                    AffectedRoutes = { routes },
                    ReassessedRoutes = { reassessed.Select(ZoneChange.Write) },
                };
                if (revision == 0)
                {
                    (answer.ObstacleSet.Etag, answer.ObstacleSet.CreateTime) = (string.Empty, null);
                }

                return answer;
            }
        }

        throw new ContentionException();

        HeldObstacleSet Held(long revision) =>
            new(id, obstacles, options.Provenance, new ImportedFile(row.FileName, row.Sha256, FlightMessages.Instant(row.CreateUs), revision));
    }

    private static string ReadEnvelope(V1.ImportObstaclesRequest request)
    {
        var id = request.ObstacleSetId.Length > 0 ? request.ObstacleSetId : AirspaceNames.SetIdOf(Path.GetFileNameWithoutExtension(request.FileName), "obstacles");
        ImportEnvelope.Read(new FieldReader(), new ImportEnvelope(request.RequestId, request.Content, request.FileName, request.Source, request.SourceStatus, request.Licence, "obstacle_set_id", id));
        return id;
    }

    private static ObstacleSetRow Row(V1.ImportObstaclesRequest request, string id, DateTimeOffset now)
    {
        var content = request.Content.ToByteArray();
        return new ObstacleSetRow
        {
            Id = id,
            Revision = 0,
            FileName = request.FileName,
            Source = request.Source.Length > 0 ? request.Source : request.FileName,
            SourceStatus = request.SourceStatus == V1.SourceStatus.Unspecified ? (int)SourceStatus.Published : (int)request.SourceStatus,
            Licence = request.Licence,
            Sha256 = SHA256.HashData(content),
            Content = content,
            CreateUs = FlightMessages.Micros(now),
        };
    }

    private static HeldObstacleSet? Replaced(AirspaceSnapshot current, string id, bool mayReplace) => current.FindObstacleSet(id) switch
    {
        null => null,
        var held when mayReplace => held,
        var held => throw ErrorStatus.Build(Code.AlreadyExists, "OBSTACLE_CONFLICT", $"{held.ResourceName} is there already; replace it, or give the set another id."),
    };

    /// <summary>An obstacle and a line stand in one set only: wires of two files would be strung from one to the other.</summary>
    private static void ThrowOnConflict(AirspaceSnapshot current, IReadOnlyList<Obstacle> obstacles, string id)
    {
        var own = $"{AirspaceNames.ObstacleSets}/{id}";
        var others = current.Obstacles.All.Where(held => current.SetOf(held) != own).ToList();
        var ids = others.ToDictionary(held => held.Id, StringComparer.Ordinal);
        var lines = others.Where(held => held.Line is not null).DistinctBy(held => held.Line).ToDictionary(held => held.Line!, StringComparer.Ordinal);
        var fields = new FieldReader();
        foreach (var obstacle in obstacles.Where(one => ids.ContainsKey(one.Id)).Take(ImportRefusal.MostTold))
        {
            fields.Add($"content.{obstacle.Id}.id", "OBSTACLE_CONFLICT", $"stands in {Place(current, ids[obstacle.Id])} already; expected an obstacle of one set only.");
        }

        foreach (var line in obstacles.Select(one => one.Line).OfType<string>().Distinct().Where(lines.ContainsKey).Take(ImportRefusal.MostTold))
        {
            fields.Add($"content.{line}.line", "OBSTACLE_CONFLICT", $"is a line of {Place(current, lines[line])} already; expected a line of one set only.");
        }

        fields.ThrowIfAny();
    }

    private static string Place(AirspaceSnapshot current, Obstacle held) => current.SetOf(held) is { Length: > 0 } set ? set : "what ships with the service";
}
