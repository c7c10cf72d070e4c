using CsCheck;
using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>Flights of the shipped types through everything a task can vary.</summary>
internal static class OracleTasks
{
    private static readonly Gen<FlightVariation> Variations =
        from resistance in Gen.Double[0.7, 1.5]
        from drag in Gen.Double[0.8, 1.3]
        from propulsion in Gen.Double[0.9, 1.1]
        from hold in Gen.Frequency((1, Gen.Const(0.0)), (2, Gen.Double[1, 180]))
        from stretch in Gen.Double[1, 1.05]
        select new FlightVariation(resistance, drag, propulsion, hold, stretch);

    private static readonly Gen<Atmosphere> Airs =
        from celsius in Gen.Double[-15, 40]
        from hectopascal in Gen.Double[960, 1040]
        from humidity in Gen.Double[0, 1]
        select Atmosphere.Of(Temperature.FromDegreesCelsius(celsius), new Pressure(100 * hectopascal), humidity);

    // Right angles and points on the line are where the way changes in a jump: they are drawn on purpose.
    private static readonly Gen<double> Turns = Gen.Frequency((8, Gen.Double[-120, 120]), (1, Gen.Bool.Select(right => right ? 90.0 : -90.0)), (1, Gen.Const(0.0)));

    private static readonly Gen<FlightPath> Paths =
        from bearing in Gen.Double[0, 360]
        from legs in Gen.Select(Gen.Double[0.3, 12], Turns).Array[1, 3]
        select Path(bearing, legs);

    public static readonly Gen<FlightTask> Any =
        from id in Gen.Int[0, 4].Select(i => ((string[])["fz90", "fc30", "v2000cg", "ark40", "m100"])[i])
        from load in Gen.Double[0, 1]
        from path in Paths
        from wind in Gen.Select(Gen.Double[0, 360], Gen.Double[0, 9])
        from air in Airs
        from heights in Gen.Select(Gen.Double[0, 60], Gen.Double[0, 60], Gen.Double[80, 900])
        from charge in Gen.Double[0.4, 1]
        from health in Gen.Double[0.75, 1]
        from pack in Gen.Double[-10, 45]
        from variation in Gen.Frequency((1, Gen.Const(FlightVariation.None)), (2, Variations))
        select Worlds.Task() with
        {
            Type = ShippedData.Type(id),
            Payload = Mass.FromKilograms(load * ShippedData.Type(id).MaxPayload!.Value.Kilograms),
            CruiseAirspeed = ShippedData.Type(id).CruiseAirspeed,
            Path = path,
            Wind = Worlds.WindFrom(wind.Item1, wind.Item2),
            Atmosphere = air,
            OriginElevation = AltitudeAmsl.FromMetres(heights.Item1),
            DestinationElevation = AltitudeAmsl.FromMetres(heights.Item2),
            CruiseAltitude = AltitudeAmsl.FromMetres(heights.Item3),
            TakeoffCharge = new StateOfCharge(charge),
            PackHealthRatio = health,
            PackTemperature = Temperature.FromDegreesCelsius(pack),
            Variation = variation,
        };

    /// <summary>Those that can be flown, whether or not the battery lasts, each with its forecast.</summary>
    public static readonly Gen<FlightForecast> Flown = Any.Select(FlightSimulation.Run).Where(forecast => forecast.Profile.Trouble == ProfileTrouble.None);

    private static FlightPath Path(double bearing, (double Kilometres, double Turn)[] legs)
    {
        List<LatLon> points = [new(30, 122)];
        foreach (var (kilometres, turn) in legs)
        {
            points.Add(points[^1].Towards(Bearing.FromDegrees(bearing), Length.FromMetres(1000 * kilometres)));
            bearing += turn;
        }

        return new FlightPath(points);
    }
}
