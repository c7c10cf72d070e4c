using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Scheduling;

public sealed class FleetAssignmentTests
{
    private static readonly DateTimeOffset Nine = Worlds.Nine;

    private static readonly FleetRegister OneOfEach = new(
        [Worlds.Tail("wing-1", Worlds.Wing, Worlds.West)],
        [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West)]);

    [Test]
    public void A_tail_and_a_pack_that_stand_free_at_the_origin_serve()
    {
        var chosen = Choose(Timetable.Empty(OneOfEach));

        Assert.That(chosen.Aircraft?.Id.Text, Is.EqualTo("wing-1"));
        Assert.That((chosen.Pack?.Id.Text, chosen.PackServes, chosen.PackCharge), Is.EqualTo(("pack-1", true, (StateOfCharge?)StateOfCharge.Full)));

        // From ten minutes before block-off to the end of the turnaround of seven minutes.
        Assert.That(chosen.AircraftSupply.Window, Is.EqualTo(new TimeWindow(Nine.AddMinutes(-10), Nine.AddMinutes(17))));
        Assert.That(chosen.PackSupply.Window, Is.EqualTo(chosen.AircraftSupply.Window));
    }

    [Test]
    public void What_stands_elsewhere_does_not_serve()
    {
        var chosen = Choose(Timetable.Empty(OneOfEach), from: Worlds.East, to: Worlds.West);

        Assert.That((chosen.Aircraft, chosen.Pack, chosen.PackServes), Is.EqualTo(((Aircraft?)null, (BatteryPack?)null, false)));
        Assert.That((chosen.AircraftSupply.Standing, chosen.PackSupply.Standing), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Another_type_does_not_serve()
    {
        Assert.That(Choose(Timetable.Empty(OneOfEach), type: Worlds.Hexa).Aircraft, Is.Null);
    }

    [Test]
    public void What_has_landed_here_serves_after_its_turnaround_and_its_preparation_begins_there()
    {
        // In the east at 09:10; the turnaround ends at 09:17.
        var timetable = Timetable.Empty(OneOfEach).With(Out(arrival: 10));

        var early = Choose(timetable, from: Worlds.East, to: Worlds.West, departure: 16);
        var sharp = Choose(timetable, from: Worlds.East, to: Worlds.West, departure: 17);
        var late = Choose(timetable, from: Worlds.East, to: Worlds.West, departure: 60);

        Assert.That(early.Aircraft, Is.Null);
        Assert.That(early.AircraftSupply.Clash?.Id, Is.EqualTo("out"));
        Assert.That(sharp.Aircraft?.Id.Text, Is.EqualTo("wing-1"));
        Assert.That(sharp.AircraftSupply.Window.Start, Is.EqualTo(Nine.AddMinutes(17)));
        Assert.That(late.AircraftSupply.Window.Start, Is.EqualTo(Nine.AddMinutes(50)), "ten minutes before, as usual");
    }

    [TestCase(30, 20)]
    [TestCase(27, 17)]
    [TestCase(20, 17)]
    [TestCase(17, 17)]
    [TestCase(16, 6)]
    public void Preparation_begins_ten_minutes_before_or_where_a_turnaround_ends_that_is_later(int departure, int start)
    {
        // The turnaround ends at minute 17. A departure before that keeps its ten minutes, and so clashes with the turnaround.
        var begins = FleetAssignment.PreparationStart(Nine.AddMinutes(departure), Worlds.Policy.Claims, Out(arrival: 10));

        Assert.That(begins, Is.EqualTo(Nine.AddMinutes(start)));
    }

    [Test]
    public void A_tail_whose_next_flight_leaves_from_elsewhere_does_not_serve()
    {
        // Promised from the west at 10:00: it may go north and not come back, but only if somebody brings it back.
        var later = Worlds.Flown("later", "wing-1", "pack-9", Worlds.West, Worlds.East, Nine.AddMinutes(60), Nine.AddMinutes(70));
        var timetable = Timetable.Empty(OneOfEach).With(later);

        Assert.That(Choose(timetable).Aircraft, Is.Null);
        Assert.That(Choose(timetable).AircraftSupply.Clash?.Id, Is.EqualTo("later"));
    }

    [Test]
    public void A_tail_whose_next_flight_leaves_from_our_destination_serves_if_it_is_there_in_time()
    {
        // We land in the east at 09:10 and turn round until 09:17; the next one prepares from 09:30 or from 09:15.
        Timetable Then(int departure) => Timetable.Empty(OneOfEach).With(
            Worlds.Flown("next", "wing-1", "pack-9", Worlds.East, Worlds.West, Nine.AddMinutes(departure), Nine.AddMinutes(departure + 10)));

        Assert.That(Choose(Then(40)).Aircraft?.Id.Text, Is.EqualTo("wing-1"));
        Assert.That(Choose(Then(27)).Aircraft?.Id.Text, Is.EqualTo("wing-1"), "its claim begins where ours ends");
        Assert.That(Choose(Then(26)).Aircraft, Is.Null);
    }

    [Test]
    public void A_pack_that_flies_again_later_does_not_serve_since_its_charge_is_promised()
    {
        var next = Worlds.Flown("next", "wing-9", "pack-1", Worlds.East, Worlds.West, Nine.AddMinutes(60), Nine.AddMinutes(70));
        var chosen = Choose(Timetable.Empty(OneOfEach).With(next));

        Assert.That(chosen.PackServes, Is.False);
        Assert.That(chosen.Pack?.Id.Text, Is.EqualTo("pack-1"), "it is simulated with, so that the answer is still about this flight");
    }

    [TestCase(0.95, true)]
    [TestCase(0.9499, false)]
    public void A_pack_counts_as_charged_from_the_minimum_on(double charge, bool serves)
    {
        var fleet = new FleetRegister(OneOfEach.Aircraft, [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West, charge)]);

        Assert.That(Choose(Timetable.Empty(fleet)).PackServes, Is.EqualTo(serves));
    }

    [Test]
    public void A_pack_asked_for_by_name_serves_with_whatever_charge_it_has()
    {
        var fleet = new FleetRegister(OneOfEach.Aircraft, [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West, 0.5), Worlds.PackOf("pack-2", Worlds.Wing, Worlds.West)]);
        var chosen = Choose(Timetable.Empty(fleet), pack: "pack-1");

        Assert.That((chosen.Pack?.Id.Text, chosen.PackServes, chosen.PackCharge?.Ratio), Is.EqualTo(("pack-1", true, (double?)0.5)));
    }

    [Test]
    public void The_first_free_tail_by_id_and_the_fullest_free_pack_are_chosen()
    {
        var fleet = new FleetRegister(
            [Worlds.Tail("wing-2", Worlds.Wing, Worlds.West), Worlds.Tail("wing-1", Worlds.Wing, Worlds.West), Worlds.Tail("wing-0", Worlds.Wing, Worlds.East)],
            [Worlds.PackOf("pack-1", Worlds.Wing, Worlds.West, 0.96), Worlds.PackOf("pack-2", Worlds.Wing, Worlds.West, 0.99), Worlds.PackOf("pack-3", Worlds.Wing, Worlds.West, 0.97)]);
        var chosen = Choose(Timetable.Empty(fleet));
        var named = Choose(Timetable.Empty(fleet), aircraft: "wing-2");

        Assert.That((chosen.Aircraft?.Id.Text, chosen.Pack?.Id.Text), Is.EqualTo(("wing-1", "pack-2")));
        Assert.That(named.Aircraft?.Id.Text, Is.EqualTo("wing-2"));
    }

    [Test]
    public void A_pad_is_the_first_free_one_by_number_and_else_the_claim_that_ends_first_is_told()
    {
        var site = Worlds.West with { Pads = [new Pad(Worlds.West.Id, 1, Worlds.Assumed(100)), new Pad(Worlds.West.Id, 2, Worlds.Assumed(100))] };
        var window = new TimeWindow(Nine, Nine.AddMinutes(10));
        var timetable = Timetable.Empty(OneOfEach).With(OnPad("a", 1, 5, 30));

        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(80), window, Timetable.Empty(OneOfEach)).Pad?.Number, Is.EqualTo(1));
        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(80), window, timetable).Pad?.Number, Is.EqualTo(2));
        var taken = PadAssignment.Choose(site, Mass.FromKilograms(80), window, timetable.With(OnPad("b", 2, 8, 20)));
        Assert.That(taken.Pad, Is.Null);
        Assert.That(taken.Clash?.Flight.Id, Is.EqualTo("b"));
    }

    [Test]
    public void A_pad_that_does_not_bear_the_aircraft_is_not_given_while_another_does()
    {
        var site = Worlds.West with { Pads = [new Pad(Worlds.West.Id, 1, Worlds.Assumed(79)), new Pad(Worlds.West.Id, 2, Worlds.Assumed(null)), new Pad(Worlds.West.Id, 3, Worlds.Assumed(80))] };
        var window = new TimeWindow(Nine, Nine.AddMinutes(10));
        var empty = Timetable.Empty(OneOfEach);

        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(79), window, empty).Pad?.Number, Is.EqualTo(1));
        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(80), window, empty).Pad?.Number, Is.EqualTo(3));
        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(80), window, empty.With(OnPad("a", 3, 5, 30))).Pad, Is.Null);
        Assert.That(PadAssignment.Choose(site, Mass.FromKilograms(81), window, empty).Pad?.Number, Is.EqualTo(1), "no pad bears it: the mass check refuses");
    }

    private static ScheduledFlight OnPad(string id, int pad, int start, int end) =>
        Worlds.Flown(id, "wing-8", "pack-8", Worlds.East, Worlds.West, Nine.AddMinutes(start), Nine.AddMinutes(end)) with
        {
            Claims = [new Claim(ClaimKind.Pad, $"sites/west/pads/{pad}", new TimeWindow(Nine.AddMinutes(start), Nine.AddMinutes(end)))],
        };

    private static ScheduledFlight Out(int arrival) =>
        Worlds.Flown("out", "wing-1", "pack-1", Worlds.West, Worlds.East, Nine, Nine.AddMinutes(arrival));

    private static FleetAssignment Choose(
        Timetable timetable, AircraftType? type = null, Site? from = null, Site? to = null, int departure = 0, string? aircraft = null, string? pack = null) =>
        FleetAssignment.Choose(
            new FleetDemand(
                (type ?? Worlds.Wing).Id,
                aircraft is null ? null : new AircraftId(aircraft),
                pack is null ? null : new BatteryPackId(pack),
                (from ?? Worlds.West).Id,
                (to ?? Worlds.East).Id,
                Nine.AddMinutes(departure),
                Nine.AddMinutes(departure + 10)),
            timetable,
            Worlds.TwoIslands.Charging,
            Worlds.Policy.Claims,
            Worlds.Policy.MinTakeoffCharge);
}
