using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Checks;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>
/// A whole decision with one datum taken out of its world: the verdict is NO_GO, and exactly the checks that need the datum say that they
/// cannot tell. What only a check sees (a single missing number of a forecast) is in <see cref="DispatchChecksTests"/>.
/// </summary>
public sealed class RemovedDataTests
{
    private static readonly Removal[] Removals =
    [
        new("payload limit of the type", ["payload"], WithType(type => type with { MaxPayload = null })),
        new("pad limit at the origin", ["takeoff-mass"], WithOrigin(site => site with { Pads = [site.Pads[0] with { MaxMass = Worlds.Assumed(null) }] })),
        new("pad limit at the destination", ["takeoff-mass"], WithDestination(site => site with { Pads = [site.Pads[0] with { MaxMass = Worlds.Assumed(null) }] })),
        new("hours of the origin", ["site-open"], WithOrigin(site => site with { Hours = null })),
        new("hours of the destination", ["site-open"], WithDestination(site => site with { Hours = null })),
        new("opening minute", ["site-open"], WithOrigin(site => site with { Hours = site.Hours! with { OpeningMinute = Worlds.Assumed(null) } })),
        new("closing minute", ["site-open"], WithDestination(site => site with { Hours = site.Hours! with { ClosingMinute = Worlds.Assumed(null) } })),
        new("wind", ["wind", "completion"], question => question with { Wind = null }),
        new("instant of arrival", ["arrival-time"], question => question with { CruiseRule = CruiseRule.ArriveAt, ArriveAt = null }),
        new("wind limit of the type", ["wind", "completion"], WithType(type => type with { WindLimit = type.WindLimit with { Limit = null } })),
        new("highest thrust of the type", ["thrust-margin"], WithType(type => type with { Rotors = type.Rotors with { MaxThrustNewtons = null } })),
        new("power of the avionics", ["model-validity", "energy-reserve", "battery-power"], WithType(type => type with { AvionicsPower = Power.FromWatts(double.NaN) })) { OthersFail = true },
        new("a flight that can be simulated", ["site-open", "geozone", "authorization", "airspace-slot", "terrain-clearance", "obstacle-clearance", "altitude-band", "energy-reserve", "alternate", "battery-power", "cell-temperature", "operational-intent", "pad", "aircraft", "battery-pack"], question => question with { CruiseAltitude = AltitudeAmsl.FromMetres(1) }) { OthersFail = true },
        new("a forecast that is fresh", ["forecast-age"], In(ForecastFlights.Within(Length.FromKilometres(200), new("ours", null, Worlds.Now.AddHours(-13)), new(-1), new(1)))) { OthersFail = true },
        new("wind at a pad that states a limit", ["wind", "pad-wind", "completion"], question => question with { Wind = null, Origin = question.Origin with { MaxPadGust = Speed.FromMetresPerSecond(10) } }),
        new("precipitation of the forecast", ["precipitation"], In(ForecastFlights.Constant(told => told with { Rain = double.NaN }))),
        new("visibility of the forecast", ["visibility"], In(ForecastFlights.Constant(told => told with { Sight = double.NaN }))),
        new("weather limits of the type", ["precipitation", "visibility", "icing", "lightning"], question => WithType(type => type with { Weather = null })(In(ForecastFlights.Constant())(question))),
        new("fleet and timetable", ["closure", "alternate", "operational-intent", "pad", "aircraft", "battery-pack"], question => question) { Timetable = null },
    ];

    private static IEnumerable<TestCaseData> Cases() => Removals.Select((removal, index) => new TestCaseData(index).SetArgDisplayNames(removal.Datum));

    [Test]
    public void With_all_its_data_the_flight_is_GO()
    {
        foreach (var world in (World[])[Worlds.TwoIslands, Worlds.AskingForAlternates])
        {
            var decision = CheckFlight.Decide(world, Worlds.WestFleet(), Worlds.Question(), Worlds.Now, DecisionPurpose.Schedule);

            Assert.That(decision.Verdict, Is.EqualTo(Verdict.Go));
            Assert.That(decision.Claims.Count(claim => claim.Kind != ClaimKind.Airspace), Is.EqualTo(4));
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Without_a_datum_the_verdict_is_NO_GO_and_names_the_checks_that_need_it(int index)
    {
        var removal = Removals[index];

        var decision = CheckFlight.Decide(removal.World, removal.Timetable, removal.Remove(Worlds.Question()), Worlds.Now, DecisionPurpose.Schedule);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(decision.Claims, Is.Empty);
        Assert.That(decision.Checks.Select(result => result.Check), Is.EqualTo(DispatchChecks.All.Select(entry => entry.Name)), "every check is told, in order");
        foreach (var check in removal.Checks)
        {
            Assert.That(decision.Checks.Single(result => result.Check == check).Outcome, Is.Not.EqualTo(CheckOutcome.Pass), check);
            Assert.That(decision.Findings.Where(finding => finding.Check == check), Is.Not.Empty, check);
        }

        if (!removal.OthersFail)
        {
            Assert.That(decision.Checks.Where(result => result.Outcome == CheckOutcome.Unknown).Select(result => result.Check), Is.EqualTo(removal.Checks));
            Assert.That(decision.Checks.Where(result => result.Outcome == CheckOutcome.Fail), Is.Empty, "nothing else is wrong with it");
            Assert.That(decision.Findings.Select(finding => finding.Unknown), Is.All.True);
        }
    }

    [Test]
    public void Each_check_of_the_list_loses_its_datum_once()
    {
        Assert.That(Removals.SelectMany(removal => removal.Checks).Distinct(), Is.EquivalentTo(DispatchChecks.All.Select(entry => entry.Name)));
    }

    private static Func<FlightQuestion, FlightQuestion> In(Forecast forecast) => question => question with { Wind = null, Forecast = forecast };

    private static Func<FlightQuestion, FlightQuestion> WithType(Func<AircraftType, AircraftType> change) => question => question with { Type = change(question.Type) };

    private static Func<FlightQuestion, FlightQuestion> WithOrigin(Func<Site, Site> change) => question => question with { Origin = change(question.Origin) };

    private static Func<FlightQuestion, FlightQuestion> WithDestination(Func<Site, Site> change) => question => question with { Destination = change(question.Destination) };

    /// <param name="Datum">What is taken away.</param>
    /// <param name="Checks">The checks that need it.</param>
    /// <param name="Remove">The question without it.</param>
    private sealed record Removal(string Datum, string[] Checks, Func<FlightQuestion, FlightQuestion> Remove)
    {
        /// <summary>Null where the timetable is what is taken away.</summary>
        public Timetable? Timetable { get; init; } = Worlds.WestFleet();

        /// <summary>One that asks for alternates where they are what cannot be told.</summary>
        public World World => Checks.Contains("alternate") ? Worlds.AskingForAlternates : Worlds.TwoIslands;

        /// <summary>Without the datum other checks have something to refuse as well.</summary>
        public bool OthersFail { get; init; }
    }
}
