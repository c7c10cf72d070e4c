using CsCheck;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling;

/// <summary>Packs of one site share its chargers: first booked, first served.</summary>
public sealed class SharedChargersTests
{
    // 6 kW * 0.9 into 3 640.7 Wh (PackChargingTests): a pack that lands with 60 % is full after 0.4 * 3640.7 / 5400 h = 16.18 minutes.
    private const double MinutesFrom60 = 0.4 * 3640.7 / 5400 * 60;

    private static readonly TimeSpan Turnaround = Worlds.Policy.Claims.Turnaround;

    /// <summary>Landings in the east: minute of arrival, charge in per cent. Two may come at once; the second is rarely empty.</summary>
    private static readonly Gen<Landing[]> Mornings =
        Gen.Select(Gen.Int[0, 90], Gen.Int[0, 100], (minute, percent) => new Landing(minute, percent / 100.0)).Array[1, 8];

    [Test]
    public void A_pack_that_comes_second_waits_until_the_first_is_full()
    {
        Landing[] both = [new(0, 0.6), new(0, 0.6)];

        Assert.That(ChargeAt(both, 0, 7 + MinutesFrom60), Is.EqualTo(1).Within(1e-5));
        Assert.That(ChargeAt(both, 1, 7 + MinutesFrom60), Is.EqualTo(0.6).Within(1e-5));
        Assert.That(ChargeAt(both, 1, 7 + (1.5 * MinutesFrom60)), Is.EqualTo(0.8).Within(1e-5));
        Assert.That(ChargeAt(both, 1, 7 + (2 * MinutesFrom60)), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void Two_chargers_charge_two_packs_at_once_and_the_third_waits()
    {
        Landing[] three = [new(0, 0.6), new(0, 0.6), new(0, 0.6)];

        Assert.That(ChargeAt(three, 1, 7 + MinutesFrom60, chargers: 2), Is.EqualTo(1).Within(1e-5));
        Assert.That(ChargeAt(three, 2, 7 + MinutesFrom60, chargers: 2), Is.EqualTo(0.6).Within(1e-5));
        Assert.That(ChargeAt(three, 2, 7 + (1.5 * MinutesFrom60), chargers: 2), Is.EqualTo(0.8).Within(1e-5));
    }

    [Test]
    public void A_pack_booked_later_that_lands_earlier_gives_way_when_the_first_booked_is_ready()
    {
        // Booked first, lands at 8; booked second, lands at 0: it charges from 7 to 15, waits while the other is charged, and goes on.
        Landing[] both = [new(8, 0.6), new(0, 0.6)];

        Assert.That(ChargeAt(both, 0, 15 + MinutesFrom60), Is.EqualTo(1).Within(1e-5));
        Assert.That(ChargeAt(both, 1, 15), Is.EqualTo(ChargeAt(both, 1, 15 + MinutesFrom60)).Within(1e-6));
        Assert.That(ChargeAt(both, 1, 15 + MinutesFrom60 + (MinutesFrom60 - 8)), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void It_charges_as_a_clock_would_that_hands_out_the_chargers_every_second() =>
        Gen.Select(Mornings, Gen.Int[0, 200], Gen.Int[1, 3]).Sample((landings, minute, chargers) =>
        {
            var byClock = ByTheClock(landings, minute, chargers);
            for (var i = 0; i < landings.Length; i++)
            {
                // One second of charging is 5400 / 3640.7 / 3600 = 0.0412 %; each pack before this one may shift it by one such second.
                Assert.That(ChargeAt(landings, i, minute, chargers), Is.EqualTo(byClock[i]).Within(0.000412 * (landings.Length + 1)), $"pack {i}");
            }
        });

    [Test]
    public void Company_never_gives_a_pack_more_charge_than_it_would_have_alone() =>
        Gen.Select(Mornings, Gen.Int[0, 200], Gen.Int[1, 2]).Sample((landings, minute, chargers) =>
        {
            for (var i = 0; i < landings.Length; i++)
            {
                Assert.That(ChargeAt(landings, i, minute, chargers), Is.LessThanOrEqualTo(ChargeAt([landings[i]], 0, minute, chargers)));
            }
        });

    [Test]
    public void A_later_booking_takes_no_charge_from_an_earlier_one() =>
        Gen.Select(Mornings, Gen.Int[0, 200], Gen.Int[1, 2]).Sample((landings, minute, chargers) =>
        {
            for (var i = 0; i < landings.Length; i++)
            {
                Assert.That(ChargeAt(landings, i, minute, chargers), Is.EqualTo(ChargeAt(landings[..(i + 1)], i, minute, chargers)));
            }
        });

    [Test]
    public void A_cancellation_takes_no_charge_from_another_flight() =>
        Gen.Select(Mornings, Gen.Int[0, 200], Gen.Int[0, 7]).Sample((landings, minute, out_) =>
        {
            var (before, after) = (East(landings), East(landings).Without($"f{out_}"));
            for (var i = 0; i < landings.Length; i++)
            {
                if (i != out_)
                {
                    Assert.That(ChargeIn(after, i, minute), Is.GreaterThanOrEqualTo(ChargeIn(before, i, minute)));
                }
            }
        });

    [Test]
    public void A_pack_that_leaves_before_it_is_full_keeps_its_turn_so_that_cancelling_its_flight_takes_nothing_from_another()
    {
        Landing[] both = [new(0, 0.2), new(0, 0.6)];
        var stays = East(both);
        var leaves = stays.With(Worlds.Flown("next", "tail-0", "pack-0", Worlds.East, Worlds.West, Worlds.Nine.AddMinutes(20), Worlds.Nine.AddMinutes(30), bookingOrder: 9));

        foreach (var minute in new[] { 15, 25, 40, 60 })
        {
            Assert.That(ChargeIn(leaves, 1, minute), Is.EqualTo(ChargeIn(stays, 1, minute)), $"{minute} minutes");
        }
    }

    [Test]
    public void What_all_packs_gain_is_no_more_than_the_chargers_give() =>
        Gen.Select(Mornings, Gen.Int[0, 200], Gen.Int[1, 2]).Sample((landings, minute, chargers) =>
        {
            var gained = Enumerable.Range(0, landings.Length).Sum(i => ChargeAt(landings, i, minute, chargers) - landings[i].Charge);
            var open = Math.Max(0, minute - Turnaround.TotalMinutes - landings.Min(landing => landing.Minute));

            Assert.That(gained, Is.LessThanOrEqualTo((chargers * open / 60 * 5400 / 3640.7) + 1e-5));
        });

    [Test]
    public void A_pack_never_has_more_than_with_a_charger_of_its_own_and_the_fullest_is_chosen_as_if_all_were_reckoned() =>
        Gen.Select(Mornings, Gen.Int[0, 200]).Sample((landings, minute) =>
        {
            var timetable = East(landings);
            var (charging, at) = (Worlds.TwoIslands.Charging, Worlds.Nine.AddMinutes(minute));
            var charges = timetable.Fleet.Packs.ToDictionary(pack => pack, pack => charging.At(timetable, pack, at));
            Assert.That(charges.Where(one => !(one.Value <= charging.AtMost(timetable, one.Key, at))), Is.Empty);
            var departure = Worlds.Nine.AddMinutes(400);
            var demand = new FleetDemand(Worlds.Wing.Id, null, null, Worlds.East.Id, Worlds.West.Id, departure, departure.AddMinutes(10));
            var chosen = FleetAssignment.Choose(demand, timetable, charging, Worlds.Policy.Claims, Worlds.Policy.MinTakeoffCharge);
            var fullest = timetable.Fleet.Packs.MaxBy(pack => charging.At(timetable, pack, departure).Ratio)!;
            Assert.That((chosen.Pack, chosen.PackCharge), Is.EqualTo((fullest, (DroneLogistics.Units.StateOfCharge?)charging.At(timetable, fullest, departure))));
        });

    private static double ChargeAt(Landing[] landings, int pack, double minute, int chargers = 1) => ChargeIn(East(landings), pack, minute, chargers);

    private static double ChargeIn(Timetable timetable, int pack, double minute, int chargers = 1)
    {
        var charging = new PackCharging(
            new SiteRegister([Worlds.West, Worlds.East with { ChargerCount = Worlds.Assumed(chargers) }]),
            [Worlds.Wing],
            Worlds.Policy.ChargingEfficiency,
            Turnaround,
            Worlds.Policy.Flight.PackTemperature);
        return charging.At(timetable, timetable.Fleet.Packs[pack], Worlds.Nine.AddMinutes(minute)).Ratio;
    }

    /// <summary>Landing i is booked as the i-th, of a tail and a pack of its own.</summary>
    private static Timetable East(Landing[] landings) => landings.Select((landing, i) => (landing, i)).Aggregate(
        Timetable.Empty(new FleetRegister([], landings.Select((landing, i) => Worlds.PackOf($"pack-{i}", Worlds.Wing, Worlds.West, landing.Charge)))),
        (timetable, at) => timetable.With(Worlds.Flown(
            $"f{at.i}",
            $"tail-{at.i}",
            $"pack-{at.i}",
            Worlds.West,
            Worlds.East,
            Worlds.Nine.AddMinutes(at.landing.Minute - 10),
            Worlds.Nine.AddMinutes(at.landing.Minute),
            at.landing.Charge,
            bookingOrder: at.i)));

    private static double[] ByTheClock(Landing[] landings, int minute, int chargers)
    {
        var charges = landings.Select(landing => landing.Charge).ToArray();
        for (var second = 0; second < minute * 60; second++)
        {
            var free = chargers;
            for (var i = 0; i < charges.Length && free > 0; i++)
            {
                if (second >= (landings[i].Minute * 60) + Turnaround.TotalSeconds && charges[i] < 1)
                {
                    charges[i] = Math.Min(1, charges[i] + (5400 / 3640.7 / 3600));
                    free--;
                }
            }
        }

        return charges;
    }

    private sealed record Landing(int Minute, double Charge);
}
