using DroneLogistics.Fleet;
using DroneLogistics.V1;
using Grpc.Core;

namespace DroneLogistics.Service;

/// <summary>FleetService: types, tails and packs, as of now.</summary>
public sealed class FleetRpcs(OperationsControl operations, TimeProvider clock) : FleetService.FleetServiceBase
{
    public override Task<V1.AircraftType> GetAircraftType(GetAircraftTypeRequest request, ServerCallContext context)
    {
        var fields = new FieldReader();
        var type = FlightPlanReader.Type(request.Name, "name", fields, operations.World);
        fields.ThrowIfAny();
        return Task.FromResult(FleetWriter.Write(type!));
    }

    public override Task<ListAircraftTypesResponse> ListAircraftTypes(ListAircraftTypesRequest request, ServerCallContext context)
    {
        var (types, next) = Pages.Cut(operations.World.AircraftTypes, "aircraftTypes", request.PageSize, request.PageToken);
        return Task.FromResult(new ListAircraftTypesResponse { AircraftTypes = { types.Select(FleetWriter.Write) }, NextPageToken = next });
    }

    public override async Task<V1.Aircraft> GetAircraft(GetAircraftRequest request, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, "aircraft");
        DroneLogistics.Fleet.Aircraft? tail = null;
        if (id is not null && !timetable.Fleet.TryGet(new AircraftId(id), out tail))
        {
            fields.AddNotFound("name", "AIRCRAFT_UNAVAILABLE", FieldReader.NoSuch("aircraft", id, timetable.Fleet.Aircraft.Select(known => known.Id.Text)));
        }

        fields.ThrowIfAny();
        return FleetWriter.Write(tail!, timetable, clock.GetUtcNow());
    }

    public override async Task<ListAircraftResponse> ListAircraft(ListAircraftRequest request, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (tails, next) = Pages.Cut(timetable.Fleet.Aircraft, "aircraft", request.PageSize, request.PageToken);
        var now = clock.GetUtcNow();
        return new ListAircraftResponse { Aircraft = { tails.Select(tail => FleetWriter.Write(tail, timetable, now)) }, NextPageToken = next };
    }

    public override async Task<V1.BatteryPack> GetBatteryPack(GetBatteryPackRequest request, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var fields = new FieldReader();
        var id = fields.Name("name", request.Name, "batteryPacks");
        DroneLogistics.Fleet.BatteryPack? pack = null;
        if (id is not null && !timetable.Fleet.TryGet(new BatteryPackId(id), out pack))
        {
            fields.AddNotFound("name", "BATTERY_UNAVAILABLE", FieldReader.NoSuch("battery pack", id, timetable.Fleet.Packs.Select(known => known.Id.Text)));
        }

        fields.ThrowIfAny();
        return FleetWriter.Write(pack!, timetable, operations.World.Charging, clock.GetUtcNow());
    }

    public override async Task<ListBatteryPacksResponse> ListBatteryPacks(ListBatteryPacksRequest request, ServerCallContext context)
    {
        var timetable = await operations.CurrentAsync(context.CancellationToken);
        var (packs, next) = Pages.Cut(timetable.Fleet.Packs, "batteryPacks", request.PageSize, request.PageToken);
        var now = clock.GetUtcNow();
        return new ListBatteryPacksResponse { BatteryPacks = { packs.Select(pack => FleetWriter.Write(pack, timetable, operations.World.Charging, now)) }, NextPageToken = next };
    }
}
