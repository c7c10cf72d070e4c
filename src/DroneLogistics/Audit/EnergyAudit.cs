using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Audit;

/// <summary>Times, energy, charge and mass of one flight: its recorded phases are summed again.</summary>
internal static class EnergyAudit
{
    // Durations are recorded to the nanosecond and energies in watt-hours: what rounding leaves is far below.
    private const double SecondsOfRounding = 1e-3;
    private const double ShareOfRounding = 1e-6;

    // The voltage between two knots of the battery is straight both here and there; what is left is rounding.
    private const double ChargeOfRounding = 1e-4;

    public static IEnumerable<AuditViolation> OfFlight(AuditedSchedule schedule, AuditedFlight flight) =>
        Times(flight).Concat(Energies(flight)).Concat(Charge(schedule, flight)).Concat(Load(schedule, flight));

    private static IEnumerable<AuditViolation> Times(AuditedFlight flight)
    {
        var clock = 0.0;
        foreach (var phase in flight.Phases)
        {
            if (!(Math.Abs(phase.StartSeconds - clock) <= SecondsOfRounding))
            {
                yield return new AuditViolation(AuditRule.TimesDiffer, flight.Id, string.Empty, "start of a phase", clock, phase.StartSeconds, "s");
            }

            clock = phase.StartSeconds + phase.Seconds;
        }

        var block = (flight.Arrival - flight.Departure).TotalSeconds;
        var flown = flight.Phases.Sum(phase => phase.Seconds);
        if (!(Math.Abs(block - flown) <= SecondsOfRounding))
        {
            yield return new AuditViolation(AuditRule.TimesDiffer, flight.Id, string.Empty, "block time", flown, block, "s");
        }
    }

    private static IEnumerable<AuditViolation> Energies(AuditedFlight flight)
    {
        foreach (var phase in flight.Phases)
        {
            var lines = phase.Causes.Sum(line => line.Joules);
            var parts = new[] { ("lines of a phase", lines), ("power and duration of a phase", phase.MeanPower.Watts * phase.Seconds) };
            foreach (var (part, atTerminals) in parts)
            {
                if (atTerminals + phase.BatteryLoss.Joules is var joules && !Same(joules, phase.Total.Joules))
                {
                    yield return Differs(part, joules, phase.Total.Joules);
                }
            }
        }

        var sum = flight.Phases.Sum(phase => phase.Total.Joules);
        if (!Same(sum, flight.Trip.Joules))
        {
            yield return Differs("phases of the flight", sum, flight.Trip.Joules);
        }

        AuditViolation Differs(string part, double sum, double told) =>
            new(AuditRule.EnergyNotTheSum, flight.Id, string.Empty, part, Energy.FromJoules(sum).WattHours, Energy.FromJoules(told).WattHours, "Wh");

        static bool Same(double one, double other) => Math.Abs(one - other) <= ShareOfRounding * Math.Max(Math.Abs(one), 3600);
    }

    private static IEnumerable<AuditViolation> Charge(AuditedSchedule schedule, AuditedFlight flight)
    {
        if (schedule.Types.FirstOrDefault(type => type.Id == flight.Type) is not { } type || !schedule.Fleet.TryGet(flight.Pack, out BatteryPack? pack))
        {
            yield break;
        }

        var stored = new PackEnergy(type.Battery, pack.HealthRatio, schedule.PackTemperature);
        var left = stored.Joules(flight.TakeoffCharge.Ratio) - flight.Phases.Sum(phase => phase.Total.Joules);
        var landing = stored.ChargeOf(left);
        if (!(Math.Abs(landing - flight.LandingCharge.Ratio) <= ChargeOfRounding))
        {
            yield return new AuditViolation(AuditRule.ChargeDiffers, flight.Id, string.Empty, "landing charge", landing, flight.LandingCharge.Ratio, "1");
        }

        if (!(left >= flight.FinalReserve.Joules * (1 - ShareOfRounding) && flight.FinalReserve > Energy.Zero))
        {
            yield return new AuditViolation(AuditRule.ReserveTouched, flight.Id, string.Empty, "final reserve", flight.FinalReserve.WattHours, Energy.FromJoules(left).WattHours, "Wh");
        }
    }

    private static IEnumerable<AuditViolation> Load(AuditedSchedule schedule, AuditedFlight flight)
    {
        if (schedule.Types.FirstOrDefault(type => type.Id == flight.Type) is not { } type)
        {
            yield return AuditViolation.Of(AuditRule.UnknownThing, flight, $"aircraftTypes/{flight.Type}");
            yield break;
        }

        if (!(type.EmptyMass + flight.Payload <= type.MaxTakeoffMass && flight.Payload <= type.MaxPayload))
        {
            yield return new AuditViolation(AuditRule.Overloaded, flight.Id, string.Empty, $"aircraftTypes/{flight.Type}", type.MaxPayload?.Kilograms ?? double.NaN, flight.Payload.Kilograms, "kg");
        }
    }
}
