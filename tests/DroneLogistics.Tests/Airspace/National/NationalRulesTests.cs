using DroneLogistics.Airspace.National;
using DroneLogistics.Tests.Airspace.Authorizations;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace.National;

public sealed class NationalRulesTests
{
    private static readonly NationalRules Rules = ShippedPermits.Rules;

    // Decree 761, article 62; speeds in km/h.
    [TestCase(0.249, 0.3, 40, ExpectedResult = MassClass.Micro)]
    [TestCase(0.25, 0.3, 40, ExpectedResult = MassClass.Light, Description = "lighter than, not up to")]
    [TestCase(0.2, 0.3, 41, ExpectedResult = MassClass.Light)]
    [TestCase(4, 7, 100, ExpectedResult = MassClass.Light)]
    [TestCase(4.01, 7, 100, ExpectedResult = MassClass.Small)]
    [TestCase(4, 7.01, 100, ExpectedResult = MassClass.Small)]
    [TestCase(4, 7, 101, ExpectedResult = MassClass.Small)]
    [TestCase(15, 25, 200, ExpectedResult = MassClass.Small)]
    [TestCase(15.01, 25, 50, ExpectedResult = MassClass.Medium)]
    [TestCase(15, 25.01, 50, ExpectedResult = MassClass.Medium)]
    [TestCase(70, 150, 120, ExpectedResult = MassClass.Medium)]
    [TestCase(70, 150.01, 120, ExpectedResult = MassClass.Large)]
    [TestCase(double.NaN, 90, 120, ExpectedResult = MassClass.Unknown)]
    [TestCase(70, double.NaN, 120, ExpectedResult = MassClass.Unknown)]
    [TestCase(-1, 90, 120, ExpectedResult = MassClass.Unknown)]
    [TestCase(2, 3, double.NaN, ExpectedResult = MassClass.Small, Description = "a speed that is not known is not within light")]
    public MassClass A_class_ends_at_its_limits(double emptyKg, double takeoffKg, double kmh) =>
        Rules.Classes.Of(Mass.FromKilograms(emptyKg), Mass.FromKilograms(takeoffKg), Speed.FromMetresPerSecond(kmh / 3.6), HeightAgl.FromMetres(50));

    [Test]
    public void What_is_not_built_for_50_m_is_no_micro() =>
        Assert.That(Rules.Classes.Of(Mass.FromKilograms(0.2), Mass.FromKilograms(0.2), Speed.FromMetresPerSecond(10)), Is.EqualTo(MassClass.Light));

    [TestCase("fz90", ExpectedResult = MassClass.Medium)]
    [TestCase("ark40", ExpectedResult = MassClass.Medium)]
    [TestCase("fc30", ExpectedResult = MassClass.Medium)]
    [TestCase("v2000cg", ExpectedResult = MassClass.Large)]
    public MassClass The_network_types_are_medium_and_large(string id)
    {
        var type = ShippedData.Type(id);
        return Rules.Classes.Of(type.EmptyMass, type.MaxTakeoffMass, type.MaxAirspeed);
    }

    [TestCase(MassClass.Micro, 50, ExpectedResult = "")]
    [TestCase(MassClass.Micro, 51, ExpectedResult = "suitable-airspace")]
    [TestCase(MassClass.Micro, 121, ExpectedResult = "suitable-airspace controlled-true-height")]
    [TestCase(MassClass.Light, 120, ExpectedResult = "")]
    [TestCase(MassClass.Light, 121, ExpectedResult = "controlled-true-height")]
    [TestCase(MassClass.Small, 120, ExpectedResult = "")]
    [TestCase(MassClass.Medium, 10, ExpectedResult = "suitable-airspace")]
    [TestCase(MassClass.Large, 121, ExpectedResult = "suitable-airspace controlled-true-height")]
    [TestCase(MassClass.Unknown, 10, ExpectedResult = "suitable-airspace")]
    [TestCase(MassClass.Small, double.NaN, ExpectedResult = "controlled-true-height")]
    public string A_flight_needs_an_approval_by_class_and_height(MassClass massClass, double metres) =>
        Needs(massClass, HeightAgl.FromMetres(metres), AltitudeAmsl.FromMetres(double.NegativeInfinity));

    [Test]
    public void Over_the_sea_the_altitude_is_the_true_height()
    {
        Assert.That(Needs(MassClass.Small, HeightAgl.FromMetres(20), AltitudeAmsl.FromMetres(120)), Is.Empty);
        Assert.That(Needs(MassClass.Small, HeightAgl.FromMetres(20), AltitudeAmsl.FromMetres(120.5)), Is.EqualTo("controlled-true-height"));
        Assert.That(Needs(MassClass.Small, HeightAgl.FromMetres(20), null), Is.EqualTo("controlled-true-height"), "not known is not below");
    }

    // The trap: "12:00 on the day before" is no number of hours.
    [TestCase(26, 15, 0, 27.0)]
    [TestCase(26, 6, 0, 18.0)]
    [TestCase(26, 0, 0, 12.0)]
    [TestCase(26, 23, 59, 35.98333333333333)]
    public void An_application_is_due_at_noon_on_the_day_before_by_the_local_clock(int day, int hour, int minute, double hoursBefore)
    {
        var departure = Permits.At(2024, 11, day, hour, minute);
        var due = Rules.Application.ApplicationFor(departure.ToUniversalTime(), Permits.Local);

        Assert.That(due, Is.EqualTo(Permits.At(2024, 11, day - 1, 12)));
        Assert.That((departure - due).TotalHours, Is.EqualTo(hoursBefore).Within(1e-9));
        Assert.That(Rules.Application.DecisionFor(departure, Permits.Local), Is.EqualTo(Permits.At(2024, 11, day - 1, 21)));
        Assert.That(Rules.Application.UrgentApplicationFor(departure), Is.EqualTo(departure.AddMinutes(-30)));
    }

    [Test]
    public void Every_rule_names_article_source_and_status_and_speaks_both_languages() => Assert.That(
        Rules.Rules,
        Is.All.Matches<NationalRule>(rule => rule is { Article.Length: > 0, Source.Length: > 0, Status: not DroneLogistics.Provenance.SourceStatus.Unknown }
            && rule.English.All(char.IsAscii) && rule.Chinese.Any(letter => letter > 0x4E00)));

    private static string Needs(MassClass massClass, HeightAgl? land, AltitudeAmsl? sea) => string.Join(
        ' ',
        Rules.NeedsOf(Permits.Flight with { MassClass = massClass, HighestOverLand = land, HighestOverSea = sea }).Select(need => need.Rule.Id));
}
