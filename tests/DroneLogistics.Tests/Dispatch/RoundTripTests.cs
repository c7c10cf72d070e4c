using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>Out with medicine and back with produce on one aircraft.</summary>
public sealed class RoundTripTests
{
    private static readonly AircraftTypeId Fz90 = new("fz90");

    [Test]
    public void With_a_charged_pack_at_Liuheng_both_legs_go_with_seven_minutes_between()
    {
        var (timetable, outbound) = AfterOutbound(Pack("p1", "putuo"), Pack("p2", "liuheng"));
        var back = Flights.Decide(Back(outbound, TimeSpan.FromMinutes(7)), timetable);
        Assert.That(back.Verdict, Is.EqualTo(Verdict.Go));
        Assert.That(back.Pack!.Id.Text, Is.EqualTo("p2"));

        // The aircraft stands on the pad already: its preparation begins where its turnaround ends.
        Assert.That(back.Claims.Select(claim => claim.Window.Start), Does.Contain(outbound.Arrival!.Value.AddMinutes(7)));
    }

    [Test]
    public void A_turnaround_shorter_than_the_policy_is_refused_with_the_pad_and_the_aircraft()
    {
        var (timetable, outbound) = AfterOutbound(Pack("p1", "putuo"), Pack("p2", "liuheng"));
        var back = Flights.Decide(Back(outbound, TimeSpan.FromMinutes(6)), timetable);
        Assert.That(back.Findings.Select(finding => finding.Code), Is.EquivalentTo(new[] { ReasonCode.PadUnavailable, ReasonCode.AircraftUnavailable }));
    }

    [Test]
    public void Without_that_pack_the_way_back_is_refused_by_the_reserve_and_names_the_missing_pack()
    {
        var (timetable, outbound) = AfterOutbound(Pack("p1", "putuo"));
        var back = Flights.Decide(Back(outbound, TimeSpan.FromMinutes(7)), timetable);
        Assert.That(back.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(back.Findings.Select(finding => finding.Code), Is.EquivalentTo(new[] { ReasonCode.EnergyReserveShortfall, ReasonCode.BatteryUnavailable }));
        Assert.That(back.Findings[1].English, Does.Contain("a charged pack is missing"));
        Assert.That(back.Forecast!.LandingCharge!.Value.Percent, Is.InRange(12, 20));
    }

    [Test]
    public void A_tail_that_flies_on_from_its_origin_later_is_not_taken_away_before()
    {
        var (timetable, _) = AfterOutbound(Pack("p1", "putuo"), Pack("p2", "putuo"));
        var earlier = Flights.Decide(Flights.Question(to: "puxi") with { Departure = Flights.Nine.AddMinutes(-90) }, timetable);
        Assert.That(earlier.Findings.Select(finding => finding.Code), Does.Contain(ReasonCode.AircraftUnavailable));
    }

    [Test]
    public void A_pack_is_charged_where_a_charger_stands_and_never_above_full()
    {
        var (timetable, outbound) = AfterOutbound(Pack("p1", "putuo"));
        var pack = timetable.Fleet.Packs.Single();
        var charging = ShippedData.World.Charging;
        var landing = outbound.Forecast!.LandingCharge!.Value;
        Assert.That(charging.At(timetable, pack, outbound.Arrival!.Value.AddMinutes(7)), Is.EqualTo(landing));
        Assert.That(charging.At(timetable, pack, outbound.Arrival.Value.AddMinutes(17)), Is.GreaterThan(landing));
        Assert.That(charging.At(timetable, pack, outbound.Arrival.Value.AddDays(2)), Is.EqualTo(StateOfCharge.Full));
    }

    private static (Timetable Timetable, Decision Outbound) AfterOutbound(params BatteryPack[] packs)
    {
        var fleet = new FleetRegister([new Aircraft(new AircraftId("t1"), Fz90, "putuo", Assumed: false)], packs);
        var empty = Timetable.Empty(fleet);
        var outbound = Flights.Decide(Flights.Question(), empty);
        Assert.That(outbound.Verdict, Is.EqualTo(Verdict.Go), string.Join(' ', outbound.Findings.Select(finding => finding.English)));
        return (empty.With(new ScheduledFlight
        {
            Id = "out",
            Aircraft = outbound.Aircraft!.Id,
            Pack = outbound.Pack!.Id,
            Origin = outbound.Question.Origin.Id,
            Destination = outbound.Question.Destination.Id,
            Departure = outbound.Question.Departure,
            Arrival = outbound.Arrival!.Value,
            TakeoffCharge = StateOfCharge.Full,
            LandingCharge = outbound.Forecast!.LandingCharge!.Value,
            Claims = outbound.Claims,
        }), outbound);
    }

    private static FlightQuestion Back(Decision outbound, TimeSpan turnaround) =>
        Flights.Question(from: "liuheng", to: "putuo", payloadKilograms: 12) with { Departure = outbound.Arrival!.Value + turnaround };

    private static BatteryPack Pack(string id, string site) => new(new BatteryPackId(id), Fz90, site, StateOfCharge.Full, 0.95, Assumed: false);
}
