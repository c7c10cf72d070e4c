using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Service.Store;
using DroneLogistics.Units;
using Microsoft.EntityFrameworkCore;

namespace DroneLogistics.Service;

/// <summary>Battery packs.</summary>
public sealed class BatteryPackKind : RecordKind<BatteryPack, V1.BatteryPack>
{
    public const string Name = "batteryPacks";

    // Below half of its charge a pack is scrap, and more likely the number is a percentage.
    private const double LeastHealth = 0.5;

    public override string Collection => Name;

    public override string Field => "battery_pack";

    public override string Noun => "battery pack";

    public override string NotFound => "BATTERY_UNAVAILABLE";

    public override IReadOnlyList<NetworkRecord<BatteryPack>> All(OperationsSnapshot at) => at.Network.Packs;

    public override BatteryPack? Read(string id, V1.BatteryPack message, FieldReader fields, OperationsSnapshot at)
    {
        FlightPlanReader.Type(message.AircraftType, $"{Field}.aircraft_type", fields, at.World);
        FlightPlanReader.Site(message.HomeSite, $"{Field}.home_site", fields, at.World);
        return Read(id, message, Field, fields);
    }

    /// <summary>A pack that somebody named.</summary>
    public static BatteryPack? Read(string id, V1.BatteryPack message, string prefix, FieldReader fields)
    {
        var type = fields.Name($"{prefix}.aircraft_type", message.AircraftType, "aircraftTypes");
        var home = fields.Name($"{prefix}.home_site", message.HomeSite, SiteKind.Name);
        var charge = fields.Number($"{prefix}.home_soc_ratio", message.HasHomeSocRatio ? message.HomeSocRatio : null, 0, 1, "(empty, and full)", "FRACTION_RANGE", required: true);
        var health = fields.Number($"{prefix}.soh_ratio", message.HasSohRatio ? message.SohRatio : null, LeastHealth, 1, "(half of its charge when new, and as new)", "FRACTION_RANGE", required: true);
        return type is null || home is null || charge is null || health is null
            ? null
            : new BatteryPack(new BatteryPackId(id), new AircraftTypeId(type), home, new StateOfCharge(charge.Value), health.Value, Assumed: false);
    }

    public override V1.BatteryPack Write(NetworkRecord<BatteryPack> record, OperationsSnapshot at, DateTimeOffset now)
    {
        var message = FleetWriter.Write(record.Thing, at.Timetable, at.World.Charging, now);
        (message.RecordOrigin, message.Etag) = (record.Origin, record.Etag);
        (message.CreateTime, message.UpdateTime, message.DeleteTime) = (record.CreateTime, record.UpdateTime, record.DeleteTime);
        return message;
    }

    /// <remarks>Another charge or health would change what the flights that are booked on it were decided on.</remarks>
    public override IEnumerable<string> MustBeFree(BatteryPack before, BatteryPack? after) => [ResourceNames.Of(before.Id)];

    /// <remarks>Reads of old flights go by the packs of this table.</remarks>
    public override async Task StoreAsync(OperationsDb db, BatteryPack thing, CancellationToken cancellationToken)
    {
        var row = new BatteryPackRow { Id = thing.Id.Text, Type = thing.Type.Text, HomeSite = thing.HomeSite, Soc = thing.StateOfCharge.Ratio, Soh = thing.HealthRatio, Assumed = 0 };
        row.Checksum = RowChecksum.Of(row);
        await db.BatteryPacks.Where(held => held.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
        db.BatteryPacks.Add(row);
    }
}
