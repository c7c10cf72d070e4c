using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.RoutePlanning;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch.RoutePlanning;

/// <summary>What can be flown where the flight that was asked for cannot.</summary>
public sealed class RouteOffersTests
{
    private static readonly World World = ShippedData.World;
    private static readonly Timetable Fleet = Timetable.Empty(World.AssumedFleet());
    private static readonly Lazy<(RouteStudyAnswer Study, IReadOnlyList<RouteOffer> Offers)> JinshanSijiao = new(() => OffersFor("jinshan", "sijiao", 20));

    [Test]
    public void Jinshan_to_Sijiao_with_20_kg_is_out_of_reach_of_the_Fengzhou_90()
    {
        var best = JinshanSijiao.Value.Study.Routes[0].Decision;
        Assert.That(best.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(best.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.EnergyReserveShortfall));
        Assert.That(JinshanSijiao.Value.Study.StraightDistance.Kilometres, Is.EqualTo(106.5).Within(0.5));
    }

    [Test]
    public void It_is_offered_by_way_of_Yangshan_with_the_largest_payload_that_passes()
    {
        var offer = Offer(RouteOfferKind.StopAtSitesWithLessPayload);
        Assert.That(offer.Stops.Select(stop => stop.Id.Text), Is.EqualTo(new[] { "yangshan" }));
        Assert.That(offer.Payload.Kilograms, Is.InRange(1, 19.9));
        Assert.That(offer.NeedsApproval, Is.False);

        // 73 km out with what it carries: there is no charge left for another site, and the offer says so.
        Assert.That(offer.LacksAlternate, Is.True);
        Assert.That(Both(offer.Payload.Kilograms), Is.True, "as offered");
        Assert.That(Both(offer.Payload.Kilograms + 0.1), Is.False, "a tenth of a kilogram more");

        static bool Both(double kilograms) => ((string, string)[])[("jinshan", "yangshan"), ("yangshan", "sijiao")] is var legs
            && legs.All(leg => ButForAnAlternate(leg.Item1, leg.Item2, kilograms));
    }

    [Test]
    public void It_is_offered_with_the_full_load_by_way_of_Tanhu_which_is_no_site_yet()
    {
        var offer = Offer(RouteOfferKind.StopAtNewSite);
        Assert.That(offer.Payload.Kilograms, Is.EqualTo(20));
        Assert.That(offer.Stops.Select(stop => stop.NameEnglish), Is.EqualTo(new[] { "Tanhu", "Dayangshan (Yangshan)" }));

        // About 31 and 43 km by the field notes.
        Assert.That(offer.Stops[0].Position.DistanceTo(new LatLon(30.615, 121.629)).Kilometres, Is.LessThan(1));
        Assert.That(offer.Legs.Take(2).Select(leg => leg.Way.Distance.Kilometres), Is.EqualTo(new[] { 31.0, 43.5 }).Within(1));
        Assert.That(offer.NeedsApproval, Is.True);
        Assert.That(offer.Legs.Take(2).Select(leg => leg.Findings.Select(finding => finding.Code)), Is.All.Contains(ReasonCode.AuthorizationMissing));
        Assert.That(offer.Legs.SelectMany(leg => leg.Findings).Select(finding => finding.Code).Distinct(), Is.SubsetOf(new[] { ReasonCode.AuthorizationMissing, ReasonCode.AlternateUnreachable }));
    }

    [Test]
    public void It_is_offered_with_the_type_that_reaches()
    {
        var offer = Offer(RouteOfferKind.OtherAircraft);
        Assert.That(offer.Type.Id.Text, Is.EqualTo("v2000cg"));
        Assert.That(offer.Legs.Single().Verdict, Is.EqualTo(Verdict.Go));
    }

    [Test]
    public void The_legs_of_an_offer_follow_each_other_with_the_turnaround_between()
    {
        foreach (var offer in JinshanSijiao.Value.Offers)
        {
            Assert.That(offer.Legs[0].Question.Origin.Id.Text, Is.EqualTo("jinshan"));
            Assert.That(offer.Legs[^1].Question.Destination.Id.Text, Is.EqualTo("sijiao"));
            for (var i = 1; i < offer.Legs.Count; i++)
            {
                Assert.That(offer.Legs[i].Question.Origin, Is.EqualTo(offer.Legs[i - 1].Question.Destination));
                Assert.That(offer.Legs[i].Question.Departure, Is.EqualTo(offer.Legs[i - 1].Arrival + World.Policy.Claims.Turnaround));
            }
        }
    }

    [Test]
    public void A_flight_that_is_only_too_heavy_is_offered_lighter_and_that_is_the_most_it_can_carry()
    {
        // 72.7 km: beyond the Fengzhou 90 with a full load.
        var (_, offers) = OffersFor("jinshan", "yangshan", 20);
        var offer = offers.Single(one => one.Kind == RouteOfferKind.LessPayload);
        Assert.That(ButForAnAlternate("jinshan", "yangshan", offer.Payload.Kilograms), Is.True);
        Assert.That(ButForAnAlternate("jinshan", "yangshan", offer.Payload.Kilograms + 0.1), Is.False);
    }

    [Test]
    public void Nothing_is_offered_for_a_flight_that_may_be_flown()
    {
        Assert.That(OffersFor("putuo", "liuheng", 15).Offers, Is.Empty);
    }

    private static bool ButForAnAlternate(string from, string to, double kilograms) =>
        RouteStudy.Best(World, Fleet, Flight(from, to, kilograms), RouteObjective.Energy, Worlds.Now).Findings.All(finding => finding is { Code: ReasonCode.AlternateUnreachable, Unknown: false });

    private static RouteOffer Offer(RouteOfferKind kind) => JinshanSijiao.Value.Offers.Single(offer => offer.Kind == kind);

    private static (RouteStudyAnswer Study, IReadOnlyList<RouteOffer> Offers) OffersFor(string from, string to, double kilograms)
    {
        var study = RouteStudy.Of(World, Fleet, new RouteStudyQuestion(Flight(from, to, kilograms), RouteObjective.Energy, 1), Worlds.Now);
        return (study, RouteOffers.For(World, study, Worlds.Now));
    }

    private static FlightQuestion Flight(string from, string to, double kilograms) => new()
    {
        Origin = ShippedData.Site(from),
        Destination = ShippedData.Site(to),
        Type = ShippedData.Type("fz90"),
        Payload = Mass.FromKilograms(kilograms),
        Departure = Flights.Nine,
        Wind = Wind.Calm,
    };
}
