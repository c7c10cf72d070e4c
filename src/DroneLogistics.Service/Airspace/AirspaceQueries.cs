using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Formats;
using DroneLogistics.Airspace.Obstacles;
using DroneLogistics.Geodesy;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>Answers questions about the airspace as messages; the RPCs and the command line both come through here.</summary>
public static class AirspaceQueries
{
    private static readonly Dictionary<V1.ImportGeozonesRequest.Types.Format, Func<GeozoneSet, GeozoneExport>> Writers = new()
    {
        [V1.ImportGeozonesRequest.Types.Format.Unspecified] = set => new GeozoneExport(Ed318Writer.Write(set), []),
        [V1.ImportGeozonesRequest.Types.Format.Ed318] = set => new GeozoneExport(Ed318Writer.Write(set), []),
        [V1.ImportGeozonesRequest.Types.Format.Ed269] = Ed269Writer.Write,
        [V1.ImportGeozonesRequest.Types.Format.Kml] = KmlWriter.Write,
    };

    /// <exception cref="BadRequestException">Malformed, or there is no such zone.</exception>
    public static V1.Geozone GetGeozone(AirspaceSnapshot airspace, V1.GetGeozoneRequest request, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var at = fields.Instant("force_time", request.ForceTime) ?? now;
        var held = FindZone(airspace, request.Name, fields);
        fields.ThrowIfAny();
        return GeozoneWriter.Write(held!, at, withVolumes: true);
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such set.</exception>
    public static V1.ListGeozonesResponse ListGeozones(AirspaceSnapshot airspace, V1.ListGeozonesRequest request, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var at = fields.Instant("force_time", request.ForceTime);
        var bounds = PlaceReader.Bounds(request.Bounds, "bounds", fields);
        var set = FindSet(airspace, request.GeozoneSet, "geozone_set", fields, required: false);
        Enumeration("type", request.Type, fields);
        Enumeration("view", request.View, fields);
        fields.ThrowIfAny();

        // Instants and boxes before the zones' own times: those are the dear ones.
        var zones = airspace.Zones
            .Where(held => set is null || held.Set == set)
            .Where(held => request.Type == V1.Geozone.Types.Type.Unspecified || (int)held.Zone.Type == (int)request.Type)
            .Where(held => bounds is not { } box || box.Touches(held.Zone.Bounds))
            .Where(held => at is not { } instant || held.Zone.InForce(instant))
            .ToList();
        var filter = FormattableString.Invariant($"geozones|{airspace.Revision}|{at:O}|{bounds}|{request.Type}|{request.GeozoneSet}");
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy)
            .Page(zones, held => GeozoneWriter.Write(held, at ?? now, withVolumes: request.View == V1.GeozoneView.Full), filter);
        return new V1.ListGeozonesResponse { Geozones = { page }, NextPageToken = next };
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such set.</exception>
    public static V1.GeozoneSet GetGeozoneSet(AirspaceSnapshot airspace, V1.GetGeozoneSetRequest request) =>
        GeozoneWriter.Write(RequireSet(airspace, request.Name));

    public static V1.ListGeozoneSetsResponse ListGeozoneSets(AirspaceSnapshot airspace, V1.ListGeozoneSetsRequest request)
    {
        var (sets, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(airspace.Sets, GeozoneWriter.Write, $"geozoneSets|{airspace.Revision}");
        return new V1.ListGeozoneSetsResponse { GeozoneSets = { sets }, NextPageToken = next };
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such set.</exception>
    /// <exception cref="RpcException">FAILED_PRECONDITION: the set holds what the format cannot.</exception>
    public static V1.ExportGeozoneSetResponse ExportGeozoneSet(AirspaceSnapshot airspace, V1.ExportGeozoneSetRequest request)
    {
        var fields = new FieldReader();
        if (!Writers.TryGetValue(request.Format, out var write))
        {
            fields.Add("format", "ENUM_UNKNOWN", "is no format that is written; expected ED318, ED269 or KML.");
        }

        var set = FindSet(airspace, request.Name, "name", fields);
        fields.ThrowIfAny();
        try
        {
            var export = write!(set!.Zones);
            return new V1.ExportGeozoneSetResponse
            {
                Content = ByteString.CopyFrom(export.Content),
                Losses = { export.Losses.Select(loss => new V1.ExportLoss { Zone = loss.Zone, Lost = loss.What, Action = loss.Done }) },
            };
        }
        catch (ArgumentException trouble)
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", $"{set!.ResourceName} cannot be written in that format: {trouble.Message}");
        }
    }

    /// <exception cref="BadRequestException">Malformed, or there is no such obstacle.</exception>
    public static V1.Obstacle GetObstacle(AirspaceSnapshot airspace, V1.GetObstacleRequest request)
    {
        var obstacles = airspace.Obstacles;
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, AirspaceNames.Obstacles);
        var found = obstacles.All.FirstOrDefault(obstacle => obstacle.Id == id);
        if (id is not null && found is null)
        {
            fields.AddNotFound("name", "OBSTACLE_NOT_FOUND", FieldReader.NoSuch("obstacle", id, obstacles.All.Select(obstacle => obstacle.Id)));
        }

        fields.ThrowIfAny();
        return ObstacleWriter.Write(found!, airspace.SetOf(found!));
    }

    /// <exception cref="BadRequestException">Malformed.</exception>
    public static V1.ListObstaclesResponse ListObstacles(AirspaceSnapshot airspace, V1.ListObstaclesRequest request)
    {
        var fields = new FieldReader();
        var bounds = PlaceReader.Bounds(request.Bounds, "bounds", fields);
        fields.ThrowIfAny();
        var (page, next) = new ListRequest(request.PageSize, request.PageToken, request.Filter, request.OrderBy).Page(
            [.. airspace.Obstacles.All.Where(obstacle => bounds is not { } box || box.Touches(MayStand(obstacle)))],
            obstacle => ObstacleWriter.Write(obstacle, airspace.SetOf(obstacle)),
            FormattableString.Invariant($"obstacles|{airspace.Revision}|{bounds}"));
        return new V1.ListObstaclesResponse { Obstacles = { page }, NextPageToken = next };
    }

    /// <summary>A set by its resource name, or null: absent or with a violation.</summary>
    public static HeldGeozoneSet? FindSet(AirspaceSnapshot airspace, string name, string field, FieldReader fields, bool required = true)
    {
        if (fields.Name(field, name, AirspaceNames.GeozoneSets, required) is not { } id)
        {
            return null;
        }

        var found = airspace.FindSet(id);
        if (found is null)
        {
            fields.AddNotFound(field, "GEOZONE_SET_NOT_FOUND", FieldReader.NoSuch("set of zones", id, airspace.Sets.Select(set => set.Id)));
        }

        return found;
    }

    /// <summary>A value of an enumeration that the contract has.</summary>
    public static void Enumeration<T>(string field, T value, FieldReader fields)
        where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value))
        {
            fields.Add(field, "ENUM_UNKNOWN", $"is {value:D}; expected one of the contract's values.");
        }
    }

    private static HeldGeozoneSet RequireSet(AirspaceSnapshot airspace, string name)
    {
        var fields = new FieldReader();
        var set = FindSet(airspace, name, "name", fields);
        fields.ThrowIfAny();
        return set!;
    }

    private static HeldGeozone? FindZone(AirspaceSnapshot airspace, string name, FieldReader fields)
    {
        const string Prefix = AirspaceNames.Geozones + "/";
        var id = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : string.Empty;
        if (name.Length == 0)
        {
            fields.Add("name", "REQUIRED", $"is missing; expected \"{Prefix}\" and an id.");
            return null;
        }

        if (AirspaceNames.ZoneOf(id) is null)
        {
            fields.Add("name", "ID_FORMAT", $"is no name of a zone; expected \"{Prefix}\", the country's three capitals, a hyphen and {ZoneId.IdentifierRule}.");
            return null;
        }

        var held = airspace.Find(id);
        if (held is null)
        {
            fields.AddNotFound("name", "GEOZONE_NOT_FOUND", FieldReader.NoSuch("zone", id, airspace.Zones.Select(zone => zone.Id)));
        }

        return held;
    }

    private static GeoBox MayStand(Obstacle obstacle) =>
        obstacle.HorizontalAccuracy.Metres > 0
            ? new ZoneCircle(obstacle.Position, obstacle.HorizontalAccuracy).Bounds
            : GeoBox.Around([obstacle.Position]);
}
