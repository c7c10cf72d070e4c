using DroneLogistics.Service.Store;
using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Between a key of the contract and its row.</summary>
public static class ApiKeyMessages
{
    /// <summary>The collection of their names.</summary>
    public const string Collection = "apiKeys";

    /// <summary>The key without its string.</summary>
    public static ApiKey Write(ApiKeyRow row) => new()
    {
        Name = $"{Collection}/{row.Id}",
        DisplayName = row.DisplayName,
        Role = (Role)row.Role,
        ExpireTime = FlightMessages.Instant(row.ExpireUs).ToTimestamp(),
        CreateTime = FlightMessages.Instant(row.CreateUs).ToTimestamp(),
        RevokeTime = row.RevokeUs > 0 ? FlightMessages.Instant(row.RevokeUs).ToTimestamp() : null,
        Creator = row.Creator,
    };
}
