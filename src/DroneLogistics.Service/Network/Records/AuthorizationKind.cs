using DroneLogistics.Airspace.Authorizations;

namespace DroneLogistics.Service;

/// <summary>Authorizations that are held. A flight that was booked under one that goes is decided again and flagged; nothing is cancelled.</summary>
public sealed class AuthorizationKind : RecordKind<Authorization, V1.Authorization>
{
    public const string Name = "authorizations";

    public override string Collection => Name;

    public override string Field => "authorization";

    public override string Noun => "authorization";

    public override string NotFound => "AUTHORIZATION_NOT_FOUND";

    public override IReadOnlyList<NetworkRecord<Authorization>> All(OperationsSnapshot at) => at.Network.Authorizations;

    public override Authorization? Read(string id, V1.Authorization message, FieldReader fields, OperationsSnapshot at)
    {
        foreach (var (index, route) in message.Routes.Index())
        {
            foreach (var (number, stop) in route.Stops.Index())
            {
                FlightPlanReader.Site(stop, $"{Field}.routes[{index}].stops[{number}]", fields, at.World);
            }
        }

        foreach (var (index, type) in message.AircraftTypes.Index())
        {
            FlightPlanReader.Type(type, $"{Field}.aircraft_types[{index}]", fields, at.World);
        }

        return AuthorizationReader.Read(id, message, Field, fields);
    }

    public override V1.Authorization Write(NetworkRecord<Authorization> record, OperationsSnapshot at, DateTimeOffset now)
    {
        var message = PermitQueries.Write(record.Thing);
        (message.RecordOrigin, message.Etag) = (record.Origin, record.Etag);
        (message.CreateTime, message.UpdateTime, message.DeleteTime) = (record.CreateTime, record.UpdateTime, record.DeleteTime);
        return message;
    }
}
