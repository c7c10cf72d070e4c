using DroneLogistics.Dispatch;
using DroneLogistics.Performance;
using DroneLogistics.Performance.Formats;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Terrain;
using DroneLogistics.Tests.Terrain;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Simulation;

/// <summary>Corridors of flights for the tests.</summary>
internal static class Corridors
{
    public static readonly CorridorPolicy Policy = CorridorPolicyFile.Read(ShippedFiles.Bytes("policy/corridor.json"), "policy/corridor.json");

    /// <summary>Open sea 44 km across about 30 N 122 E, pads afloat.</summary>
    public static readonly TerrainMap OpenSea = Seas.Map([], []);

    public static ContingencyVolume VolumeOf(FlightTask task) => ContingencyVolume.Of(task.Type, task.CruiseAirspeed, Policy);

    public static FlightCorridor Of(FlightTask task, TerrainMap terrain) =>
        FlightCorridor.Of(FlightSimulation.Run(task), VolumeOf(task), Policy, Flights.Nine, terrain)!;

    /// <summary>The flight from Putuo to Liuheng, or one like it.</summary>
    public static FlightCorridor Shipped(FlightQuestion question) => Of(Flights.Task(question), ShippedTerrain.Map);

    /// <summary>A flight of the hand-built wing over points metres east and north of 30 N 122 E, from and to pads at 5 m.</summary>
    public static FlightTask Task(AltitudeAmsl cruise, params (double East, double North)[] points) => Flights.Task(Flights.Question()) with
    {
        Type = ShippedData.Type("fz90"),
        Path = new FlightPath([.. points.Select(point => Seas.At(point.East, point.North))]),
        OriginElevation = AltitudeAmsl.FromMetres(5),
        DestinationElevation = AltitudeAmsl.FromMetres(5),
        CruiseAltitude = cruise,
    };
}
