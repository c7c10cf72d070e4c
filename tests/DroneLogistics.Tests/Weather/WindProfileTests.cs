using CsCheck;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Weather;

public sealed class WindProfileTests
{
    private static readonly Length Ten = Length.FromMetres(10);
    private static readonly Speed Breeze = Speed.FromMetresPerSecond(8);
    private static readonly Gen<double> Heights = Gen.Double[0.6, 300];

    [Test]
    public void At_the_reference_height_both_laws_give_the_wind_that_was_given()
    {
        Assert.That(WindProfile.PowerLaw(Breeze, Ten, Ten, 0.11), Is.EqualTo(Breeze));
        Assert.That(WindProfile.LogLaw(Breeze, Ten, Ten, Length.FromMetres(0.0002)), Is.EqualTo(Breeze));
    }

    [Test]
    public void Twelve_times_the_height_over_sea_gives_a_third_more_by_the_power_law_and_a_quarter_by_the_logarithm()
    {
        // 12^0.11 = exp(0.11 * 2.4849) = 1.3143; ln(120 / 2e-4) / ln(10 / 2e-4) = 13.3047 / 10.8198 = 1.2297.
        var height = Length.FromMetres(120);

        Assert.That(WindProfile.PowerLaw(Breeze, Ten, height, 0.11).MetresPerSecond, Is.EqualTo(8 * 1.3143).Within(1e-3));
        Assert.That(WindProfile.LogLaw(Breeze, Ten, height, Length.FromMetres(0.0002)).MetresPerSecond, Is.EqualTo(8 * 1.2297).Within(1e-3));
    }

    [Test]
    public void Wind_grows_with_height_and_more_so_over_land() =>
        Gen.Select(Heights, Gen.Double[1, 100]).Sample((height, more) =>
        {
            var policy = Worlds.Policy.Wind;
            Speed Power(Surface surface, double z) => WindProfile.PowerLaw(Breeze, Ten, Length.FromMetres(z), policy.ExponentOver(surface));
            Speed Log(Surface surface, double z) => WindProfile.LogLaw(Breeze, Ten, Length.FromMetres(z), policy.RoughnessOver(surface));
            foreach (var law in (Func<Surface, double, Speed>[])[Power, Log])
            {
                Assert.That(law(Surface.Sea, height + more), Is.GreaterThan(law(Surface.Sea, height)));
                Assert.That(law(Surface.Land, 10 + more), Is.GreaterThan(law(Surface.Sea, 10 + more)));
            }
        });

    [Test]
    public void Within_the_roughness_there_is_no_wind()
    {
        Assert.That(WindProfile.LogLaw(Breeze, Ten, Length.FromMetres(0.3), Length.FromMetres(0.5)), Is.EqualTo(Speed.Zero));
        Assert.That(WindProfile.LogLaw(Breeze, Ten, Length.FromMetres(double.NaN), Length.FromMetres(0.5)).MetresPerSecond, Is.NaN);
    }
}
