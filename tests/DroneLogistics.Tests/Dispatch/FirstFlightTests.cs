using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using NUnit.Framework;

namespace DroneLogistics.Tests.Dispatch;

/// <summary>The morning of 25 November 2024 in the core: Putuo to Liuheng and back, on the shipped data.</summary>
public sealed class FirstFlightTests
{
    private static readonly World World = ShippedData.World;
    private static readonly AircraftType Fz90 = ShippedData.Type("fz90");
    private static readonly Site Putuo = ShippedData.Site("putuo");
    private static readonly Site Liuheng = ShippedData.Site("liuheng");

    [Test]
    public void Out_with_15_kg_and_back_with_12_kg_go_with_a_charged_pack_at_Liuheng_and_seven_minutes_between()
    {
        var timetable = Morning(spareAtLiuheng: true);
        var outward = Decide(timetable, Putuo, Liuheng, 15, Worlds.Nine);
        var booked = timetable.With(Worlds.Booked("out", outward));
        var back = Decide(booked, Liuheng, Putuo, 12, outward.Arrival!.Value.AddMinutes(7));

        Assert.That(outward.Verdict, Is.EqualTo(Verdict.Go), Said(outward));
        Assert.That(back.Verdict, Is.EqualTo(Verdict.Go), Said(back));
        Assert.That((outward.Aircraft, outward.Pack?.Id.Text), Is.EqualTo((back.Aircraft, "fz90-pack-putuo")));
        Assert.That(back.Pack?.Id.Text, Is.EqualTo("fz90-pack-liuheng"));
        foreach (var leg in (Decision[])[outward, back])
        {
            Assert.That((leg.Arrival!.Value - leg.Question.Departure).TotalMinutes, Is.GreaterThan(20).And.LessThan(24));
        }
    }

    [Test]
    public void Without_the_pack_at_Liuheng_the_way_back_is_refused_by_its_reserve_and_names_the_missing_pack()
    {
        var timetable = Morning(spareAtLiuheng: false);
        var outward = Decide(timetable, Putuo, Liuheng, 15, Worlds.Nine);
        var back = Decide(timetable.With(Worlds.Booked("out", outward)), Liuheng, Putuo, 12, outward.Arrival!.Value.AddMinutes(7));

        Assert.That(outward.Verdict, Is.EqualTo(Verdict.Go), Said(outward));
        Assert.That(back.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(back.Findings.Select(finding => finding.Code), Is.EquivalentTo([ReasonCode.EnergyReserveShortfall, ReasonCode.CompletionProbabilityBelowPolicy, ReasonCode.AlternateUnreachable, ReasonCode.BatteryUnavailable]));

        // The issue: out and back on one pack lands near 17 %.
        Assert.That(back.Forecast!.LandingCharge!.Value.Percent, Is.GreaterThan(12).And.LessThan(20));
        var missing = back.Findings.Single(finding => finding.Code == ReasonCode.BatteryUnavailable);
        Assert.That(missing.English, Does.Contain("a charged pack is missing").And.Contain(Liuheng.NameEnglish));
        Assert.That(missing.Chinese, Does.Contain(Liuheng.NameChinese));
        Assert.That(missing.Limit, Is.EqualTo(World.Policy.MinTakeoffCharge.Ratio));
        Assert.That(missing.Actual, Is.EqualTo(outward.Forecast!.LandingCharge!.Value.Ratio));
    }

    [Test]
    public void A_minute_before_the_end_of_the_turnaround_the_way_back_is_refused_by_tail_and_pad()
    {
        var timetable = Morning(spareAtLiuheng: true);
        var outward = Decide(timetable, Putuo, Liuheng, 15, Worlds.Nine);
        var back = Decide(timetable.With(Worlds.Booked("out", outward)), Liuheng, Putuo, 12, outward.Arrival!.Value.AddMinutes(6));

        Assert.That(back.Verdict, Is.EqualTo(Verdict.NoGo));
        Assert.That(back.Findings.Select(finding => finding.Code), Is.EquivalentTo([ReasonCode.AircraftUnavailable, ReasonCode.PadUnavailable]));
    }

    /// <summary>One FZ90 with its pack at Putuo; a second pack at Liuheng or none.</summary>
    private static Timetable Morning(bool spareAtLiuheng)
    {
        var health = World.Policy.AssumedPackHealthRatio;
        BatteryPack Pack(Site site) => new(new BatteryPackId($"fz90-pack-{site.Id}"), Fz90.Id, site.Id.Text, StateOfCharge.Full, health, Assumed: false);
        return Timetable.Empty(new FleetRegister(
            [new Aircraft(new AircraftId("fz90-1"), Fz90.Id, Putuo.Id.Text, Assumed: false)],
            spareAtLiuheng ? [Pack(Putuo), Pack(Liuheng)] : [Pack(Putuo)]));
    }

    private static Decision Decide(Timetable timetable, Site from, Site to, double payload, DateTimeOffset departure) => CheckFlight.Decide(
        World,
        timetable,
        new FlightQuestion { Origin = from, Destination = to, Type = Fz90, Payload = Mass.FromKilograms(payload), Departure = departure, Wind = Wind.Calm },
        Worlds.Now,
        DecisionPurpose.Schedule);

    private static string Said(Decision decision) => string.Join(' ', decision.Findings.Select(finding => finding.English));
}
