using DroneLogistics.Fleet;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>Where the model of a type holds: outside of it a flight is refused before it is simulated, and no energy or charge is told.</summary>
internal static class ModelValidity
{
    /// <summary>What lies outside, with the limit and the value in SI units; null where nothing does. What is not a number lies outside.</summary>
    public static (ProfileTrouble Trouble, double Limit, double Actual)? Outside(FlightTask task)
    {
        var validity = task.Type.Validity;
        var air = task.Atmosphere.SeaLevelTemperature.Kelvin;
        if (!(air >= validity.MinAirTemperature.Kelvin))
        {
            return (ProfileTrouble.AirTemperatureOutside, validity.MinAirTemperature.Kelvin, air);
        }

        if (!(air <= validity.MaxAirTemperature.Kelvin))
        {
            return (ProfileTrouble.AirTemperatureOutside, validity.MaxAirTemperature.Kelvin, air);
        }

        if (!(task.Atmosphere.DensityAt(task.CruiseAltitude).KilogramsPerCubicMetre >= ThinnestAir(validity)))
        {
            return (ProfileTrouble.AirTooThin, validity.MaxDensityAltitude.Metres, task.Atmosphere.DensityAltitudeAt(task.CruiseAltitude).Metres);
        }

        return task.CommandedGroundSpeed is not null || task.CruiseAirspeed <= task.Type.MaxAirspeed
            ? null
            : (ProfileTrouble.TooFast, task.Type.MaxAirspeed.MetresPerSecond, task.CruiseAirspeed.MetresPerSecond);
    }

    /// <summary>Density of standard air at the highest density altitude, kg/m³.</summary>
    public static double ThinnestAir(ValidityRange validity) => Atmosphere.Standard.DensityAt(validity.MaxDensityAltitude).KilogramsPerCubicMetre;
}
