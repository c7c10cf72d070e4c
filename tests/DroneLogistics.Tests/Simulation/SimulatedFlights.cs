using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Simulation;

/// <summary>Flights to state properties about.</summary>
internal static class SimulatedFlights
{
    public static readonly Gen<AircraftType> Types = Gen.Bool.Select(winged => winged ? Worlds.Wing : Worlds.Hexa);

    /// <summary>Flights of both types of some kilometres with up to one corner, in wind and weather; not all can be flown.</summary>
    public static readonly Gen<FlightTask> Any =
        from type in Types
        from payload in Gen.Double[0, 25]
        from north in Gen.Double[-0.06, 0.06]
        from east in Gen.Double[0.01, 0.12]
        from corner in Gen.Bool
        from wind in Gen.Double[0, 14]
        from windFrom in Gen.Double[0, 360]
        from celsius in Gen.Double[-10, 40]
        from altitude in Gen.Double[60, 400]
        from elevations in Gen.Select(Gen.Double[0, 40], Gen.Double[0, 40])
        from charge in Gen.Double[0.3, 1]
        select Worlds.Task(type) with
        {
            Payload = Mass.FromKilograms(payload),
            Path = Path(corner, north, east),
            Wind = Worlds.WindFrom(windFrom, wind),
            Atmosphere = Atmosphere.WithSeaLevelTemperature(Temperature.FromDegreesCelsius(celsius)),
            CruiseAltitude = AltitudeAmsl.FromMetres(altitude),
            OriginElevation = AltitudeAmsl.FromMetres(elevations.Item1),
            DestinationElevation = AltitudeAmsl.FromMetres(elevations.Item2),
            TakeoffCharge = new StateOfCharge(charge),
        };

    /// <summary>Those of them that land.</summary>
    public static readonly Gen<FlightForecast> Landed = Any.Select(FlightSimulation.Run).Where(forecast => forecast.LandingCharge is not null);

    /// <summary>The shipped FZ90 from Putuo to Liuheng on a full pack of full health, 15 kg, calm.</summary>
    public static FlightTask FirstFlight() => Worlds.Task() with
    {
        Type = ShippedData.Type("fz90"),
        Payload = Mass.FromKilograms(15),
        Path = new FlightPath([ShippedData.Site("putuo").Position, ShippedData.Site("liuheng").Position]),
        OriginElevation = ShippedData.Site("putuo").Elevation,
        DestinationElevation = ShippedData.Site("liuheng").Elevation,
        Policy = ShippedData.World.Policy.Flight,
        WindPolicy = ShippedData.World.Policy.Wind,
        Reserve = ShippedData.World.Policy.Reserve,
        CruiseAltitude = ShippedData.World.Policy.Flight.CruiseAltitude,
        CruiseAirspeed = ShippedData.Type("fz90").CruiseAirspeed,
    };

    private static FlightPath Path(bool corner, double north, double east)
    {
        var start = Worlds.West.Position;
        var end = new LatLon(start.LatitudeDegrees + north, start.LongitudeDegrees + east);
        return corner
            ? new FlightPath([start, new LatLon(start.LatitudeDegrees - 0.03, start.LongitudeDegrees + (east / 2)), end])
            : new FlightPath([start, end]);
    }
}
