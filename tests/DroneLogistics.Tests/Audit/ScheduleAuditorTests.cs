using DroneLogistics.Audit;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;
using NUnit.Framework;

namespace DroneLogistics.Tests.Audit;

/// <summary>A good day has no breach; of each of the faults that are sown into it the auditor names the rule and the flight.</summary>
public sealed class ScheduleAuditorTests
{
    private static readonly AuditedSchedule Day = AuditedDay.Schedule();

    [Test]
    public void A_day_that_was_booked_as_it_should_be_has_no_breach()
    {
        Assert.That(Day.Flights, Has.Count.GreaterThanOrEqualTo(6), "flights both ways, at two heights, on packs that were charged between");
        Assert.That(Day.Flights.GroupBy(flight => flight.Pack).Any(chain => chain.Count() > 1), Is.True);
        Assert.That(ScheduleAuditor.Audit(Day), Is.Empty);
    }

    [Test]
    public void Pads_that_are_claimed_twice_are_found()
    {
        var taken = Day.Flights[0].Claims.First(claim => claim.Kind == ClaimKind.Pad);
        AssertFinds(AuditRule.ClaimsOverlap, 3, flight => flight with { Claims = [.. flight.Claims, taken with { Window = new TimeWindow(taken.Window.End.AddSeconds(-1), taken.Window.End.AddSeconds(60)) }] });
    }

    [Test]
    public void A_claim_that_is_a_second_too_short_is_found() => AssertFinds(AuditRule.ClaimTooShort, 1, flight => flight with
    {
        Claims = [.. flight.Claims.Select(claim => claim.Kind == ClaimKind.Pad && claim.Resource.Contains(flight.Destination.Text) ? claim with { Window = new TimeWindow(claim.Window.Start, claim.Window.End.AddSeconds(-1)) } : claim)],
    });

    [Test]
    public void A_flight_that_does_not_hold_its_aircraft_is_found() =>
        AssertFinds(AuditRule.ClaimMissing, 2, flight => flight with { Claims = [.. flight.Claims.Where(claim => claim.Kind != ClaimKind.Aircraft)] });

    [Test]
    public void Energy_that_is_not_the_sum_of_its_phases_is_found() =>
        AssertFinds(AuditRule.EnergyNotTheSum, 0, flight => flight with { Trip = flight.Trip * 0.999 });

    [Test]
    public void A_phase_whose_energy_is_not_its_power_over_its_time_is_found() => AssertFinds(AuditRule.EnergyNotTheSum, 0, flight => flight with
    {
        Phases = [.. flight.Phases.Select((phase, i) => i == 2 ? phase with { MeanPower = Power.FromWatts(phase.MeanPower.Watts * 0.99) } : phase)],
    });

    [Test]
    public void A_landing_charge_that_is_a_thousandth_too_high_is_found() =>
        AssertFinds(AuditRule.ChargeDiffers, 4, flight => flight with { LandingCharge = new StateOfCharge(flight.LandingCharge.Ratio + 0.001) });

    [Test]
    public void A_pack_in_two_places_is_found()
    {
        var last = Day.Flights[^1];
        var elsewhere = Day.Flights.Last(flight => flight.Pack != last.Pack && flight.Destination != last.Origin).Pack;
        AssertFinds(AuditRule.InTwoPlaces, Day.Flights.Count - 1, flight => flight with
        {
            Pack = elsewhere,
            Claims = [.. flight.Claims.Select(claim => claim.Kind == ClaimKind.BatteryPack ? claim with { Resource = $"batteryPacks/{elsewhere}" } : claim)],
        });
    }

    [Test]
    public void A_cell_of_the_airspace_that_is_not_held_is_found()
    {
        var cells = Day.Flights[1].Claims.Where(claim => claim.Kind == ClaimKind.Airspace).ToList();
        AssertFinds(AuditRule.CellMissing, 1, flight => flight with { Claims = [.. flight.Claims.Where(claim => claim.Resource != cells[cells.Count / 2].Resource)] });
    }

    [Test]
    public void Flights_whose_volumes_meet_are_found()
    {
        // The other way round at the same time, thirty metres higher: brought down to the same height.
        var down = Length.FromMetres(30);
        AssertFinds(AuditRule.SeparationBroken, 1, flight => flight with { Intent = [.. flight.Intent.Select(volume => volume with { Low = AltitudeAmsl.FromMetres(volume.Low.Metres - down.Metres) })] });
    }

    [Test]
    public void Charge_without_the_time_on_a_charger_is_found()
    {
        // With chargers of a tenth of the power no pack could have what it left with.
        var slow = new SiteRegister(Day.Sites.All.Select(site => site with { ChargerPowerWatts = Worlds.Assumed(100, "W") }));
        Assert.That(ScheduleAuditor.Audit(Day with { Sites = slow }).Select(found => found.Rule).Distinct(), Is.EqualTo([AuditRule.ChargedTooFast]));
    }

    [Test]
    public void Times_that_do_not_fit_the_phases_and_the_claims_are_found() =>
        AssertFinds(AuditRule.TimesDiffer, 2, flight => flight with { Arrival = flight.Arrival.AddSeconds(2) });

    [Test]
    public void A_reserve_that_is_touched_is_found() => AssertFinds(AuditRule.ReserveTouched, 0, flight => flight with { FinalReserve = flight.FinalReserve * 5 });

    [Test]
    public void Volumes_that_leave_out_a_height_of_the_flight_are_found() =>
        AssertFinds(AuditRule.IntentDiffers, 0, flight => flight with { Intent = [.. flight.Intent.Select(volume => volume with { High = AltitudeAmsl.FromMetres(Math.Min(volume.High.Metres, 100)) })] });

    [Test]
    public void More_on_board_than_the_type_may_carry_is_found() => AssertFinds(AuditRule.Overloaded, 0, flight => flight with { Payload = Mass.FromKilograms(21) });

    [Test]
    public void A_tail_that_nobody_has_is_found() => AssertFinds(AuditRule.UnknownThing, 0, flight => flight with { Aircraft = new AircraftId("ghost") });

    [Test]
    public void Numbers_that_are_none_are_breaches()
    {
        AssertFinds(AuditRule.ChargeDiffers, 0, flight => flight with { LandingCharge = new StateOfCharge(double.NaN) });
        AssertFinds(AuditRule.EnergyNotTheSum, 0, flight => flight with { Trip = new Energy(double.NaN) });
        AssertFinds(AuditRule.SeparationBroken, 1, flight => flight with { Intent = [.. flight.Intent.Select(volume => volume with { Low = new AltitudeAmsl(double.NaN), HalfWidth = new Length(double.NaN) })] });
    }

    /// <summary>Spoils one flight of the day and expects the rule to name it.</summary>
    private static void AssertFinds(AuditRule rule, int flight, Func<AuditedFlight, AuditedFlight> spoil)
    {
        var spoiled = Day with { Flights = [.. Day.Flights.Select((one, i) => i == flight ? spoil(one) : one)] };
        var found = ScheduleAuditor.Audit(spoiled);
        Assert.That(found.Where(breach => breach.Rule == rule).SelectMany(breach => new[] { breach.Flight, breach.Other }), Does.Contain(Day.Flights[flight].Id), string.Join('\n', found));
    }
}
