using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;

namespace DroneLogistics.Service;

/// <summary>Writes aircraft types, tails and packs as messages of the contract.</summary>
public static class FleetWriter
{
    public static V1.AircraftType Write(AircraftType type) => new()
    {
        Name = $"aircraftTypes/{type.Id}",
        DisplayName = type.NameEnglish,
        DisplayNameZh = type.NameChinese,
        Maker = type.Maker,
        Configuration = type.Configuration == AircraftConfiguration.Multirotor ? V1.AircraftType.Types.Configuration.Multirotor : V1.AircraftType.Types.Configuration.LiftPlusCruise,
        Parameters = { type.Parameters.Select(NetworkWriter.Write) },
        PublishedPoints =
        {
            type.PublishedPoints.Select(point => new V1.PublishedPoint
            {
                Quantity = point.Quantity,
                PayloadKg = point.PayloadKilograms,
                Value = point.Value,
                Unit = point.Unit,
                Conditions = point.Conditions,
                Source = point.Source,
            }),
        },
        Note = type.Note,
    };

    public static V1.Aircraft Write(Aircraft aircraft, Timetable timetable, DateTimeOffset now) => new()
    {
        Name = ResourceNames.Of(aircraft.Id),
        AircraftType = $"aircraftTypes/{aircraft.Type}",
        HomeSite = $"sites/{aircraft.HomeSite}",
        CurrentSite = $"sites/{timetable.SiteOf(aircraft, now)}",
        Assumed = aircraft.Assumed,
    };

    public static V1.BatteryPack Write(BatteryPack pack, Timetable timetable, PackCharging charging, DateTimeOffset now) => new()
    {
        Name = ResourceNames.Of(pack.Id),
        AircraftType = $"aircraftTypes/{pack.Type}",
        HomeSite = $"sites/{pack.HomeSite}",
        HomeSocRatio = pack.StateOfCharge.Ratio,
        CurrentSite = $"sites/{timetable.SiteOf(pack, now)}",
        SocRatio = charging.At(timetable, pack, now).Ratio,
        SohRatio = pack.HealthRatio,
        Assumed = pack.Assumed,
    };
}
