using DroneLogistics.Fleet;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Performance;

/// <summary>What a curve of a type tells.</summary>
public enum EnvelopeQuantity
{
    /// <summary>Metres of cruise alone.</summary>
    Range,

    /// <summary>Seconds of hover alone.</summary>
    Endurance,

    /// <summary>Electrical watts in hover.</summary>
    HoverPower,
}

/// <summary>
/// Range and endurance as makers publish them: cruise or hover alone in calm standard air at sea level, from a full new pack at 25 °C to an
/// empty one, the cut-off not heeded. A flight between pads has climb, descent, landing and reserves on top and goes less far.
/// </summary>
public static class Envelope
{
    private static readonly Temperature PackTemperature = Temperature.FromDegreesCelsius(25);

    // Nothing flies longer on one charge than a week; the discharge ends when the battery does.
    private const double LongestSeconds = 7 * 24 * 3600;

    /// <summary>The value of a quantity in SI units; null where the battery cannot give the power, or the wing does not carry at that speed.</summary>
    /// <param name="type">The type.</param>
    /// <param name="quantity">What is asked.</param>
    /// <param name="payload">Payload, not negative.</param>
    /// <param name="airspeed">True airspeed of the cruise; of no effect on a hover.</param>
    public static double? Value(AircraftType type, EnvelopeQuantity quantity, Mass payload, Speed airspeed)
    {
        var mass = type.EmptyMass + payload;
        if (quantity != EnvelopeQuantity.Range)
        {
            var hover = HoverWatts(type, mass);
            return quantity == EnvelopeQuantity.HoverPower ? hover : Seconds(type, hover);
        }

        return CruiseWatts(type, mass, airspeed) is { } watts ? Seconds(type, watts) * airspeed.MetresPerSecond : null;
    }

    private static double HoverWatts(AircraftType type, Mass mass) =>
        RotorPower.Vertical(type.Rotors, mass, Speed.Zero, SeaLevel).ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts;

    private static double? CruiseWatts(AircraftType type, Mass mass, Speed airspeed)
    {
        if (type.Wing is not { } wing)
        {
            return RotorPower.Forward(type.Rotors, mass.Kilograms * RotorPower.Gravity, airspeed, SeaLevel)
                .ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts;
        }

        var slowest = wing.StallMargin * WingPower.StallSpeed(wing, mass, SeaLevel).MetresPerSecond;
        return airspeed.MetresPerSecond >= slowest
            ? WingPower.Cruise(wing, mass, airspeed, Speed.Zero, SeaLevel).ThroughDrivetrain(wing.DrivetrainEfficiency).WithAvionics(type.AvionicsPower).TotalWatts
            : null;
    }

    private static AirDensity SeaLevel => Atmosphere.Standard.DensityAt(AltitudeAmsl.FromMetres(0));

    private static double? Seconds(AircraftType type, double watts)
    {
        var flown = Discharge.AtConstantPower(new BatteryCircuit(type.Battery, 1, PackTemperature), 1, watts, LongestSeconds);
        return flown.End == Discharge.End.Empty ? flown.Seconds : null;
    }
}
