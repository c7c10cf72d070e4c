using DroneLogistics.Audit;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Service;

/// <summary>The records that an auditor reads, from the messages of the contract: as they were told, nothing filled in.</summary>
public static class AuditRecords
{
    /// <summary>A flight that holds claims.</summary>
    public static AuditedFlight Of(V1.Flight flight)
    {
        var (plan, decision) = (flight.Plan, flight.Decision);
        var forecast = decision.Forecast;
        return new AuditedFlight
        {
            Id = IdOf(flight.Name),
            Type = new AircraftTypeId(IdOf(plan.AircraftType)),
            Aircraft = new AircraftId(IdOf(plan.Aircraft)),
            Pack = new BatteryPackId(IdOf(plan.BatteryPack)),
            Origin = new SiteId(IdOf(plan.Origin)),
            Destination = new SiteId(IdOf(plan.Destination)),
            Payload = Mass.FromKilograms(plan.PayloadKg),
            Departure = plan.DepartureTime.ToDateTimeOffset(),
            Arrival = decision.ArrivalTime.ToDateTimeOffset(),
            TakeoffCharge = new StateOfCharge(forecast.TakeoffSocRatio),
            LandingCharge = new StateOfCharge(forecast.HasLandingSocRatio ? forecast.LandingSocRatio : double.NaN),
            Phases = [.. forecast.Phases.Select(PhaseOf)],
            Trip = Energy.FromWattHours(forecast.Energy.TotalWh),
            FinalReserve = Energy.FromWattHours(forecast.Reserve.FinalReserveWh),
            Claims = [.. flight.Claims.Select(ClaimOf)],
            Intent = [.. flight.Intent.Select(IntentMessages.Read)],
        };
    }

    /// <summary>Tails and packs.</summary>
    public static FleetRegister FleetOf(IEnumerable<V1.Aircraft> aircraft, IEnumerable<V1.BatteryPack> packs) => new(
        aircraft.Select(tail => new Aircraft(new AircraftId(IdOf(tail.Name)), new AircraftTypeId(IdOf(tail.AircraftType)), IdOf(tail.HomeSite), tail.Assumed)),
        packs.Select(pack => new BatteryPack(new BatteryPackId(IdOf(pack.Name)), new AircraftTypeId(IdOf(pack.AircraftType)), IdOf(pack.CurrentSite), new StateOfCharge(pack.SocRatio), pack.SohRatio, pack.Assumed)));

    private static AuditedPhase PhaseOf(V1.PhaseResult phase)
    {
        var energy = phase.Energy;
        return new AuditedPhase(
            phase.StartOffset.ToTimeSpan().TotalSeconds,
            phase.Duration.ToTimeSpan().TotalSeconds,
            AltitudeAmsl.FromMetres(phase.StartAltitudeMAmsl),
            AltitudeAmsl.FromMetres(phase.EndAltitudeMAmsl),
            Power.FromWatts(phase.PowerW),
            Energy.FromWattHours(energy.BatteryLossWh),
            [.. new[] { energy.InducedWh, energy.ProfileWh, energy.ParasiteWh, energy.ClimbWh, energy.AccelerationWh, energy.DrivetrainWh, energy.AvionicsWh }.Select(Energy.FromWattHours)],
            Energy.FromWattHours(energy.TotalWh));
    }

    private static Claim ClaimOf(V1.Claim claim) => new((ClaimKind)claim.Kind, claim.Resource, new TimeWindow(claim.StartTime.ToDateTimeOffset(), claim.EndTime.ToDateTimeOffset()))
    {
        Band = claim is { HasLowMAmsl: true, HasHighMAmsl: true } ? new AltitudeCells(claim.LowMAmsl, claim.HighMAmsl) : AltitudeCells.WithoutHeight,
    };

    private static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
