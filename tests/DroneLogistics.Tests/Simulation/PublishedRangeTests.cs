using DroneLogistics.Performance;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Simulation;

/// <summary>Makers state ranges as cruise alone in calm air at sea level from a full new pack to an empty one.</summary>
public sealed class PublishedRangeTests
{
    // The Ark 40's capacity is set by its one point; the FlyCart 30's factors were fitted with a plainer battery and miss by up to 4 %.
    [TestCase("ark40", 10, 20.0, 0.01)]
    [TestCase("fc30", 0, 28.0, 0.03)]
    [TestCase("fc30", 30, 16.0, 0.04)]
    public void Cruise_from_full_to_empty_covers_the_published_range(string id, double kilograms, double kilometres, double share)
    {
        var type = ShippedData.Type(id);
        var weight = (type.EmptyMass + Mass.FromKilograms(kilograms)).Kilograms * RotorPower.Gravity;
        var power = RotorPower.Forward(type.Rotors, weight, type.CruiseAirspeed, Atmosphere.Standard.DensityAt(AltitudeAmsl.FromMetres(0)))
            .ThroughDrivetrain(type.Rotors.DrivetrainEfficiency)
            .WithAvionics(type.AvionicsPower);
        var battery = new BatteryCircuit(type.Battery, 1, Temperature.FromDegreesCelsius(25));
        var flown = Discharge.AtConstantPower(battery, 1, power.TotalWatts, 24 * 3600);
        Assert.That(flown.End, Is.EqualTo(Discharge.End.Empty));
        Assert.That(flown.Seconds * type.CruiseAirspeed.MetresPerSecond / 1000, Is.EqualTo(kilometres).Within(share * kilometres));
    }
}
