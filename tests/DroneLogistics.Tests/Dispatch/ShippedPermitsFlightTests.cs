using DroneLogistics.Airspace.Authorizations;
using DroneLogistics.Airspace.Conflicts;
using DroneLogistics.Dispatch;
using DroneLogistics.Simulation;
using DroneLogistics.Tests.Airspace;
using DroneLogistics.Tests.Simulation;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>The flights of 25 November, simulated straight and asked of the approval and the slots that ship.</summary>
public sealed class ShippedPermitsFlightTests
{
    private static readonly TimeSpan Local = TimeSpan.FromHours(8);

    private static readonly ZoneIndex Zones = new(ShippedAirspace.ZonesByRule.Zones);

    [TestCase("putuo", "liuheng", 9, 0)]
    [TestCase("liuheng", "putuo", 9, 28)]
    public void The_approval_and_the_slots_that_ship_cover_the_first_flights(string from, string to, int hour, int minute)
    {
        var (question, facts) = Flown(from, to, hour, minute);

        Assert.That(facts.Zones.Select(presence => presence.Zone.Id.Identifier), Does.Contain("ZSZSCP"));
        Assert.That(AuthorizationFindings.Of(question, facts, ShippedPermits.All, Local).Select(finding => finding.English), Is.Empty);
        Assert.That(SlotFindings.Of(question, facts.Zones, ShippedPermits.Slots, Local), Is.Empty);
    }

    [Test]
    public void Without_approvals_the_flight_the_zone_and_the_slot_are_asked_for()
    {
        var (question, facts) = Flown("putuo", "liuheng", 9, 0);
        var without = ShippedPermits.All.WithoutApprovals();
        var findings = AuthorizationFindings.Of(question, facts, without, Local).Concat(SlotFindings.Of(question, facts.Zones, without.Slots, Local)).ToList();

        Assert.That(findings.Select(finding => finding.Code), Is.EqualTo([ReasonCode.AuthorizationMissing, ReasonCode.GeozoneAuthorizationRequired, ReasonCode.AirspaceSlotConflict]));
        Assert.That(findings[^1].English, Does.EndWith("The next free slot is for a departure at 09:00."));
    }

    [Test]
    public void In_the_time_of_an_airliner_the_flight_is_refused_and_the_next_departure_is_free_when_it_is_simulated_again()
    {
        // An arrival at 10:35 takes 10:25 to 10:45.
        var (question, facts) = Flown("putuo", "liuheng", 10, 20);
        var finding = SlotFindings.Of(question, facts.Zones, ShippedPermits.Slots, Local).Single();
        var presence = facts.Zones.Single(presence => presence.Zone.Id.Identifier == "ZSZSCP").When;
        var next = ShippedPermits.Slots.NextFree([new(facts.Zones[0].Zone.Id, presence.Start - question.Departure, presence.End - question.Departure)], question.Departure)!.Value.ToOffset(Local);

        Assert.That(finding.Code, Is.EqualTo(ReasonCode.AirspaceSlotConflict));
        Assert.That(finding.English, Does.Contain($"departure at {next:HH:mm}"));
        var (again, flown) = Flown("putuo", "liuheng", next.Hour, next.Minute);
        Assert.That(SlotFindings.Of(again, flown.Zones, ShippedPermits.Slots, Local), Is.Empty);
    }

    [Test]
    public void A_route_that_is_not_in_service_lacks_an_approval_and_the_nearest_is_named()
    {
        var (question, facts) = Flown("liuheng", "taohua", 9, 0);
        var finding = AuthorizationFindings.Of(question, facts, ShippedPermits.All, Local).First();

        Assert.That((finding.Code, finding.Subject), Is.EqualTo((ReasonCode.AuthorizationMissing, "nationalRules/suitable-airspace")));
        Assert.That(finding.English, Does.Contain("DEMO-ZS-2024-001").And.Contain("does not name the way from"));
    }

    private static (FlightQuestion Question, FlightFacts Facts) Flown(string from, string to, int hour, int minute)
    {
        var question = Flights.Question(from: from, to: to) with { Departure = new DateTimeOffset(2024, 11, 25, hour, minute, 0, Local).ToUniversalTime() };
        var task = Flights.Task(question);
        var forecast = FlightSimulation.Run(task);
        var corridor = FlightCorridor.Of(forecast, Corridors.VolumeOf(task), Corridors.Policy, question.Departure, DroneLogistics.Tests.Terrain.ShippedTerrain.Map)!;
        var presences = GeozoneFindings.Presences(GeozoneFindings.Passings(corridor, Zones, geoidHeight: null));
        var arrival = question.Departure + Instants.FromSecondsCeiling(forecast.BlockSeconds!.Value);
        var facts = new FlightFacts
        {
            Origin = from,
            Destination = to,
            AircraftType = question.Type.Id.Text,
            MassClass = ShippedPermits.Rules.Classes.Of(question.Type.EmptyMass, question.Type.MaxTakeoffMass, question.Type.MaxAirspeed),
            When = new TimeWindow(question.Departure, arrival),
            HighestOverLand = corridor.HighestOverLand,
            HighestOverSea = corridor.HighestOverSea,
            Zones = presences,
        };
        return (question, facts);
    }
}
