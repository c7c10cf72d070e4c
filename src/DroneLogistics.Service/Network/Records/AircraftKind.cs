using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Tails.</summary>
public sealed class AircraftKind : RecordKind<Aircraft, V1.Aircraft>
{
    public const string Name = "aircraft";

    public override string Collection => Name;

    public override string Field => "aircraft";

    public override string Noun => "aircraft";

    public override string NotFound => "AIRCRAFT_UNAVAILABLE";

    public override IReadOnlyList<NetworkRecord<Aircraft>> All(OperationsSnapshot at) => at.Network.Aircraft;

    public override Aircraft? Read(string id, V1.Aircraft message, FieldReader fields, OperationsSnapshot at)
    {
        FlightPlanReader.Type(message.AircraftType, $"{Field}.aircraft_type", fields, at.World);
        FlightPlanReader.Site(message.HomeSite, $"{Field}.home_site", fields, at.World);
        return Read(id, message, Field, fields);
    }

    /// <summary>A tail that somebody named.</summary>
    public static Aircraft? Read(string id, V1.Aircraft message, string prefix, FieldReader fields)
    {
        var type = fields.Name($"{prefix}.aircraft_type", message.AircraftType, "aircraftTypes");
        var home = fields.Name($"{prefix}.home_site", message.HomeSite, SiteKind.Name);
        return type is null || home is null ? null : new Aircraft(new AircraftId(id), new AircraftTypeId(type), home, Assumed: false);
    }

    public override V1.Aircraft Write(NetworkRecord<Aircraft> record, OperationsSnapshot at, DateTimeOffset now)
    {
        var message = FleetWriter.Write(record.Thing, at.Timetable, now);
        (message.RecordOrigin, message.Etag) = (record.Origin, record.Etag);
        (message.CreateTime, message.UpdateTime, message.DeleteTime) = (record.CreateTime, record.UpdateTime, record.DeleteTime);
        return message;
    }

    /// <remarks>Another type or home would be another aircraft to the flights that are booked on it.</remarks>
    public override IEnumerable<string> MustBeFree(Aircraft before, Aircraft? after) => [ResourceNames.Of(before.Id)];

    /// <remarks>Reads of old flights go by the tails of this table.</remarks>
    public override async Task StoreAsync(OperationsDb db, Aircraft thing, CancellationToken cancellationToken)
    {
        var row = new AircraftRow { Id = thing.Id.Text, Type = thing.Type.Text, HomeSite = thing.HomeSite, Assumed = 0 };
        row.Checksum = RowChecksum.Of(row);
        await db.Aircraft.Where(held => held.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
        db.Aircraft.Add(row);
    }
}
