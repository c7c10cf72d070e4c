using CsCheck;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

public sealed class AtmosphereTests
{
    private static readonly AltitudeAmsl SeaLevel = AltitudeAmsl.FromMetres(0);

    private static readonly Gen<double> Heights = Gen.Double[-100, 5000];

    // ISO 2533, tables: geopotential altitude, T, p, rho, a, to the digits printed there.
    [TestCase(0, 288.150, 101_325.0, 1.22500, 340.294)]
    [TestCase(1000, 281.650, 89_874.6, 1.11164, 336.434)]
    [TestCase(3000, 268.650, 70_108.5, 0.90912, 328.578)]
    [TestCase(5000, 255.650, 54_019.9, 0.73612, 320.529)]
    public void Standard_air_is_that_of_the_tables(double metres, double kelvin, double pascal, double density, double sound)
    {
        var altitude = AltitudeAmsl.FromMetres(metres);

        Assert.That(Atmosphere.Standard.TemperatureAt(altitude).Kelvin, Is.EqualTo(kelvin).Within(1e-9));
        Assert.That(Atmosphere.Standard.PressureAt(altitude).Pascal, Is.EqualTo(pascal).Within(0.05));
        Assert.That(Atmosphere.Standard.DensityAt(altitude).KilogramsPerCubicMetre, Is.EqualTo(density).Within(5e-6));
        Assert.That(Atmosphere.Standard.SpeedOfSoundAt(altitude).MetresPerSecond, Is.EqualTo(sound).Within(5e-4));
    }

    [Test]
    public void A_summer_day_of_30_degrees_and_80_percent_thins_the_air_by_1_2_to_1_4_percent()
    {
        // e = 0.8 * 611.2 exp(17.62 * 30 / 273.12) = 0.8 * 4233.7 = 3387.0 Pa; 0.378 e / p = 1280.3 / 101325 = 1.2635 %.
        var dry = Atmosphere.Of(Temperature.FromDegreesCelsius(30), null, null).DensityAt(SeaLevel).KilogramsPerCubicMetre;
        var humid = Atmosphere.Of(Temperature.FromDegreesCelsius(30), null, 0.8).DensityAt(SeaLevel).KilogramsPerCubicMetre;

        Assert.That(1 - (humid / dry), Is.EqualTo(0.012635).Within(1e-6));
    }

    [TestCase(0, 611)]
    [TestCase(20, 2339)]
    [TestCase(30, 4247)]
    [TestCase(40, 7384)]
    public void Saturated_vapour_has_the_pressure_of_the_steam_tables_within_half_a_percent(double celsius, double pascal)
    {
        // Ours is seen through the density: rho R T = p - 0.378 e. The referee is the IAPWS saturation pressure.
        var air = Atmosphere.Of(Temperature.FromDegreesCelsius(celsius), null, 1);
        var vapour = (101_325 - (air.DensityAt(SeaLevel).KilogramsPerCubicMetre * 287.05287 * (celsius + 273.15))) / 0.378;

        Assert.That(vapour, Is.EqualTo(pascal).Within(0.005 * pascal));
    }

    [Test]
    public void Density_and_pressure_go_as_QNH_in_dry_air() =>
        Gen.Select(Heights, Gen.Double[870, 1085]).Sample((height, hectopascals) =>
        {
            var altitude = AltitudeAmsl.FromMetres(height);
            var air = Atmosphere.Of(null, Pressure.FromHectopascals(hectopascals), null);
            Assert.That(air.PressureAt(altitude).Pascal, Is.EqualTo(Atmosphere.Standard.PressureAt(altitude).Pascal * hectopascals / 1013.25).Within(1e-6));
            Assert.That(
                air.DensityAt(altitude).KilogramsPerCubicMetre,
                Is.EqualTo(Atmosphere.Standard.DensityAt(altitude).KilogramsPerCubicMetre * hectopascals / 1013.25).Within(1e-12));
        });

    [Test]
    public void The_density_altitude_of_standard_air_is_the_altitude() =>
        Heights.Sample(height =>
            Assert.That(Atmosphere.Standard.DensityAltitudeAt(AltitudeAmsl.FromMetres(height)).Metres, Is.EqualTo(height).Within(1e-6)));

    [Test]
    public void Standard_air_at_the_density_altitude_is_as_thin_as_the_air_here() =>
        Gen.Select(Heights, Gen.Double[-20, 45], Gen.Double[870, 1085], Gen.Double[0, 1]).Sample((height, celsius, hectopascals, humidity) =>
        {
            var air = Atmosphere.Of(Temperature.FromDegreesCelsius(celsius), Pressure.FromHectopascals(hectopascals), humidity);
            var altitude = AltitudeAmsl.FromMetres(height);
            var here = air.DensityAt(altitude).KilogramsPerCubicMetre;
            Assert.That(Atmosphere.Standard.DensityAt(air.DensityAltitudeAt(altitude)).KilogramsPerCubicMetre, Is.EqualTo(here).Within(1e-12));
        });

    [Test]
    public void Humid_air_is_thinner_and_carries_sound_faster_than_dry_air() =>
        Gen.Select(Heights, Gen.Double[-20, 45], Gen.Double[0.01, 1]).Sample((height, celsius, humidity) =>
        {
            var altitude = AltitudeAmsl.FromMetres(height);
            var dry = Atmosphere.WithSeaLevelTemperature(Temperature.FromDegreesCelsius(celsius));
            var humid = Atmosphere.Of(Temperature.FromDegreesCelsius(celsius), null, humidity);
            Assert.That(humid.DensityAt(altitude).KilogramsPerCubicMetre, Is.LessThan(dry.DensityAt(altitude).KilogramsPerCubicMetre));
            Assert.That(humid.SpeedOfSoundAt(altitude), Is.GreaterThan(dry.SpeedOfSoundAt(altitude)));
        });

    [Test]
    public void Nothing_given_is_standard_air() => Assert.That(Atmosphere.Of(null, null, null), Is.EqualTo(Atmosphere.Standard));

    [Test]
    public void What_is_not_a_number_makes_a_density_that_is_none()
    {
        foreach (var air in (Atmosphere[])
        [
            Atmosphere.Of(new Temperature(double.NaN), null, null), Atmosphere.Of(null, new Pressure(double.NaN), null), Atmosphere.Of(null, null, double.NaN),
        ])
        {
            Assert.That(air.DensityAt(SeaLevel).KilogramsPerCubicMetre, Is.NaN);
        }
    }
}
