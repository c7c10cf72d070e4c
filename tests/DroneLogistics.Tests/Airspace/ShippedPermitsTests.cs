using DroneLogistics.Airspace;
using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Slots;
using DroneLogistics.Routing;
using DroneLogistics.Tests.Airspace.Authorizations;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Airspace;

public sealed class ShippedPermitsTests
{
    private static readonly Authorization Demonstration = ShippedPermits.Authorizations.All.Single();

    private static readonly SlotSeries Stagger = ShippedPermits.Slots.Series.Single();

    private static readonly IReadOnlyList<Route> Routes = ShippedData.World.Routes;

    private static readonly string[] RouteIds = [.. Routes.Select(route => route.Id.Text)];

    [Test]
    public void What_ships_says_that_it_is_not_for_flight()
    {
        Assert.That((Demonstration.IsDemonstration, Stagger.IsDemonstration), Is.EqualTo((true, true)));
        Assert.That(new[] { Demonstration.RemarksEnglish, Stagger.RemarksEnglish }, Is.All.Contains(GeozoneSet.NotForFlightMark));
        Assert.That(new[] { Demonstration.RemarksChinese, Stagger.RemarksChinese }, Is.All.Contains("不得用于飞行"));
    }

    [Test]
    public void The_demonstration_approval_covers_every_route_with_every_network_type([ValueSource(nameof(RouteIds))] string id)
    {
        var route = Route(id);
        foreach (var type in ShippedData.World.AircraftTypes)
        {
            Assert.That(ShippedPermits.Authorizations.ForFlight(Flight(route, type.Id.Text)).IsCovered, Is.True, $"{route.Id} {type.Id}");
        }
    }

    [Test]
    public void It_covers_each_leg_between_the_stops_of_a_route([ValueSource(nameof(RouteIds))] string id)
    {
        var route = Route(id);
        var stops = (string[])[route.Origin.Text, .. route.Via.Select(via => via.Text), route.Destination.Text];

        Assert.That(
            stops.Zip(stops.Skip(1)).Where(leg => !ShippedPermits.Authorizations.ForFlight(Flight(route, "fz90") with { Origin = leg.First, Destination = leg.Second, Via = [] }).IsCovered),
            Is.Empty);
    }

    [Test]
    public void It_names_no_site_or_type_that_is_not_there()
    {
        var sites = ShippedData.World.Sites.All.Select(site => site.Id.Text).ToHashSet();

        Assert.That(Demonstration.Routes!.SelectMany(route => route.Stops).Distinct(), Is.SubsetOf(sites));
        Assert.That(Demonstration.AircraftTypes, Is.EquivalentTo(ShippedData.World.AircraftTypes.Select(type => type.Id.Text)));
    }

    [Test]
    public void It_opens_the_zones_of_its_sites_that_ask_for_an_authorisation_and_no_control_area()
    {
        var zones = ShippedAirspace.ZonesByRule;
        var over = Routes.SelectMany(route => (string[])[route.Origin.Text, route.Destination.Text])
            .Distinct()
            .SelectMany(site => zones.Zones.Where(zone => zone.Covers(ShippedData.Site(site).Position)))
            .Distinct()
            .ToList();

        Assert.That(over.Select(zone => zone.Id.Identifier), Is.EquivalentTo(["ZSZSCP", "CN146AD", "ZHSSAD"]));
        Assert.That(over.Where(zone => !Demonstration.Opens(zone)), Is.Empty);
        Assert.That(zones.Zones.Where(zone => zone.Type == ZoneType.Prohibited && Demonstration.Opens(zone)), Is.Empty);
        Assert.That(Demonstration.Zones!.Where(id => zones.Find(id) is null), Is.Empty, "names a zone that is not there");
    }

    [Test]
    public void Without_it_every_network_type_but_the_light_one_lacks_an_approval_at_any_height()
    {
        var free = ShippedData.World.AircraftTypes
            .Select(type => type.Id.Text)
            .Where(type => !ShippedPermits.Rules.NeedsOf(Low(Flight(Routes[0], type))).Any());

        // The Matrice 100: 4.7 kg at most, 22 m/s are 79 km/h.
        Assert.That(free, Is.EqualTo(["m100"]));
        Assert.That(ShippedPermits.All.WithoutApprovals().Authorizations.ForFlight(Flight(Routes[0], "fz90")).IsCovered, Is.False);
    }

    [Test]
    public void The_slots_of_the_first_flights_day_are_free_from_08_45_to_10_20()
    {
        var presence = new TimeWindow(Permits.At(2024, 11, 25, 8, 45), Permits.At(2024, 11, 25, 10, 20));

        Assert.That(ShippedPermits.Slots.Conflict(Stagger.Zone, presence), Is.Null);
    }

    [Test]
    public void Between_07_00_and_20_00_half_of_the_time_and_more_is_in_free_stretches_of_half_an_hour()
    {
        // The sites' hours; half an hour holds a flight through the zone and back.
        var day = new TimeWindow(Permits.At(2024, 11, 25, 7), Permits.At(2024, 11, 25, 20));
        var long30 = Stagger.FreeWithin(day).Where(window => window.Duration >= TimeSpan.FromMinutes(30)).ToList();

        // 08:40-10:25, 12:30-13:55, 14:55-16:00, 17:00-18:10, 19:10-20:00: 105 + 85 + 65 + 70 + 50 minutes of 780.
        Assert.That(long30.Sum(window => window.Duration.TotalMinutes), Is.EqualTo(375));
    }

    private static Route Route(string id) => Routes.Single(route => route.Id.Text == id);

    private static FlightFacts Low(FlightFacts facts) => facts with { HighestOverLand = HeightAgl.FromMetres(10), HighestOverSea = AltitudeAmsl.FromMetres(10) };

    private static FlightFacts Flight(Route route, string type)
    {
        var aircraft = ShippedData.Type(type);
        return new FlightFacts
        {
            Origin = route.Origin.Text,
            Destination = route.Destination.Text,
            Via = [.. route.Via.Select(via => via.Text)],
            AircraftType = type,
            MassClass = ShippedPermits.Rules.Classes.Of(aircraft.EmptyMass, aircraft.MaxTakeoffMass, aircraft.MaxAirspeed),
            When = new TimeWindow(Worlds.Nine, Worlds.Nine.AddMinutes(40)),
            HighestOverLand = HeightAgl.FromMetres(120),
            HighestOverSea = AltitudeAmsl.FromMetres(300),
        };
    }
}
