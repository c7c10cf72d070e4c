using CsCheck;
using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Units;
using NUnit.Framework;
using static DroneLogistics.Tests.Airspace.Authorizations.Permits;

namespace DroneLogistics.Tests.Airspace.Authorizations;

public sealed class AuthorizationRegisterTests
{
    private static readonly string[] SiteIds = ["west", "east", "mid"];
    private static readonly string[] TypeIds = ["wing", "hexa"];
    private static readonly Geozone[] Zones = [Rectangle, Elsewhere];

    private static readonly Gen<Authorization> Approvals =
        from stops in Pick(SiteIds).Array[2, 3]
        from bothWays in Gen.Bool
        from type in Pick(TypeIds)
        from zone in Pick(Zones)
        from land in Gen.Int[80, 140]
        from sea in Gen.Int[100, 320]
        from firstHour in Gen.Int[5, 9]
        from lastHour in Gen.Int[10, 23]
        from startDay in Gen.Int[1, 28]
        from length in Gen.Int[1, 400]
        from approves in Gen.Bool
        select Held with
        {
            ApprovesFlight = approves,
            Routes = [new AuthorizedRoute(stops, bothWays)],
            AircraftTypes = [type],
            Zones = [zone.Id],
            MaxTrueHeight = HeightAgl.FromMetres(land),
            MaxAltitudeOverSea = AltitudeAmsl.FromMetres(sea),
            Hours = new DailyHours([ZoneDay.Any], TimeSpan.FromHours(firstHour), TimeSpan.FromHours(lastHour), Local),
            Validity = new TimeWindow(At(2024, 11, startDay), At(2024, 11, startDay).AddDays(length)),
        };

    private static readonly Gen<FlightFacts> Flights =
        from origin in Pick(SiteIds)
        from destination in Pick(SiteIds)
        from type in Pick(TypeIds)
        from day in Gen.Int[1, 28]
        from hour in Gen.Int[5, 22]
        from land in Gen.Int[80, 140]
        from sea in Gen.Int[100, 320]
        select Flight with
        {
            Origin = origin,
            Destination = destination,
            AircraftType = type,
            When = new TimeWindow(At(2024, 11, day, hour), At(2024, 11, day, hour, 23)),
            HighestOverLand = HeightAgl.FromMetres(land),
            HighestOverSea = AltitudeAmsl.FromMetres(sea),
        };

    [Test]
    public void The_nearest_is_the_one_that_misses_least()
    {
        var wrongTypeAndRoute = Held with { Id = new AuthorizationId("a"), AircraftTypes = ["hexa"], Routes = [new AuthorizedRoute(["north", "east"], true)] };
        var expired = Held with { Id = new AuthorizationId("b"), Validity = new TimeWindow(At(2024, 1, 1), At(2024, 11, 25)) };
        var answer = new AuthorizationRegister([wrongTypeAndRoute, expired]).ForFlight(Flight);

        Assert.That(answer.IsCovered, Is.False);
        Assert.That((answer.Nearest!.Id.Text, answer.Misses.Single().Kind), Is.EqualTo(("b", AuthorizationMissKind.Expired)));
    }

    [Test]
    public void Among_equals_the_nearest_is_the_one_that_is_mended_most_easily()
    {
        var otherRoute = Held with { Id = new AuthorizationId("a"), Routes = [new AuthorizedRoute(["north", "east"], true)] };
        var atNight = Held with { Id = new AuthorizationId("b"), Hours = new DailyHours([ZoneDay.Any], TimeSpan.FromHours(22), TimeSpan.FromHours(6), Local) };
        var otherType = Held with { Id = new AuthorizationId("c"), AircraftTypes = ["hexa"] };

        Assert.That(new AuthorizationRegister([otherRoute, atNight, otherType]).ForFlight(Flight).Nearest!.Id.Text, Is.EqualTo("b"));
    }

    [Test]
    public void The_word_of_a_zones_authority_opens_the_zone_and_approves_no_flight()
    {
        var register = new AuthorizationRegister([Held with { ApprovesFlight = false, Routes = null, AircraftTypes = null }]);

        Assert.That(register.ForFlight(Flight), Is.EqualTo(new AuthorizationAnswer(null, null, [])).UsingPropertiesComparer());
        Assert.That(register.ForZone(Flight, Rectangle).IsCovered, Is.True);
        Assert.That(register.ForZone(Flight, Elsewhere).Misses.Select(miss => miss.Kind), Is.EqualTo([AuthorizationMissKind.Zone]));
    }

    [Test]
    public void A_register_without_approvals_covers_nothing_and_knows_none_that_is_near() =>
        Assert.That(AuthorizationRegister.Empty.ForZone(Flight, Rectangle), Is.EqualTo(new AuthorizationAnswer(null, null, [])).UsingPropertiesComparer());

    [Test]
    public void Another_authorisation_never_uncovers_what_was_covered_nor_lengthens_the_nearest_miss() =>
        Gen.Select(Flights, Approvals.Array[0, 4], Approvals).Sample((facts, some, another) =>
        {
            var before = new AuthorizationRegister(some.Select((one, index) => one with { Id = new AuthorizationId($"n{index}") }));
            var after = new AuthorizationRegister([.. before.All, another with { Id = new AuthorizationId("z") }]);
            foreach (var ask in (Func<AuthorizationRegister, AuthorizationAnswer>[])[register => register.ForFlight(facts), register => register.ForZone(facts, Rectangle)])
            {
                var (old, now) = (ask(before), ask(after));
                Assert.That(now.IsCovered || !old.IsCovered, Is.True);
                Assert.That(now.IsCovered || old.Nearest is null || now.Misses.Count <= old.Misses.Count, Is.True);
            }
        }, iter: 2000);

    [Test]
    public void The_answer_is_that_of_a_plain_reading_of_every_condition() =>
        Gen.Select(Flights, Approvals.Array[0, 6]).Sample((facts, some) =>
        {
            var register = new AuthorizationRegister(some.Select((one, index) => one with { Id = new AuthorizationId($"n{index}") }));

            Assert.That(register.ForFlight(facts).IsCovered, Is.EqualTo(register.All.Any(one => one.ApprovesFlight && Plainly(one, facts))));
            Assert.That(register.ForZone(facts, Rectangle).IsCovered, Is.EqualTo(register.All.Any(one => one.Zones!.Contains(Rectangle.Id) && Plainly(one, facts))));
        }, iter: 2000);

    private static Gen<T> Pick<T>(T[] among) => Gen.Int[0, among.Length - 1].Select(index => among[index]);

    /// <summary>Each condition spelt out: whole hours and whole days, as the generators draw them.</summary>
    private static bool Plainly(Authorization one, FlightFacts facts)
    {
        var stops = one.Routes![0].Stops;
        bool Onward(IReadOnlyList<string> along) => Enumerable.Range(0, along.Count).Any(i => Enumerable.Range(i + 1, along.Count - i - 1).Any(j => along[i] == facts.Origin && along[j] == facts.Destination));
        var (start, end) = (facts.When!.Value.Start.ToOffset(Local), facts.When.Value.End.ToOffset(Local));
        return (Onward(stops) || (one.Routes[0].BothWays && Onward([.. stops.Reverse()])))
            && one.AircraftTypes!.Contains(facts.AircraftType)
            && facts.HighestOverLand!.Value.Metres <= one.MaxTrueHeight.Metres
            && facts.HighestOverSea!.Value.Metres <= one.MaxAltitudeOverSea.Metres
            && start >= one.Validity.Start && end <= one.Validity.End
            && start.TimeOfDay >= one.Hours.From && end.TimeOfDay <= one.Hours.To;
    }
}
