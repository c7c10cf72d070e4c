using DroneLogistics.V1;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service.Tests;

/// <summary>Requests for tests.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>09:00 Asia/Shanghai on the next day.</summary>
    public static readonly DateTimeOffset Nine = new(2026, 11, 25, 1, 0, 0, TimeSpan.Zero);

    public static FlightPlan Plan(string from = "putuo", string to = "liuheng", string type = "fz90", double kilograms = 15) => new()
    {
        Origin = $"sites/{from}",
        Destination = $"sites/{to}",
        AircraftType = $"aircraftTypes/{type}",
        PayloadKg = kilograms,
        DepartureTime = Nine.ToTimestamp(),
        Wind = new WindConditions { FromDeg = 340, SpeedMps = 3 },
    };

    public static ScheduleFlightRequest Schedule(FlightPlan? plan = null, string? requestId = null) => new()
    {
        RequestId = requestId ?? Guid.NewGuid().ToString(),
        Flight = plan ?? Plan(),
    };
}
