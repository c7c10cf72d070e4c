using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>Flies a task: the profile gives power over time, the battery is run down along it.</summary>
public static class FlightSimulation
{
    /// <summary>Simulates one flight. Deterministic: equal tasks give equal bits.</summary>
    public static FlightForecast Run(FlightTask task) => Run(task, ProfileBuilder.Build(task));

    /// <summary>Simulates one flight whose profile is known: a profile depends on everything in a task but the battery's state.</summary>
    public static FlightForecast Run(FlightTask task, FlightProfile profile)
    {
        return profile.Trouble == ProfileTrouble.None ? Fly(task, profile) : Grounded(task, profile);
    }

    private static FlightForecast Grounded(FlightTask task, FlightProfile profile) => new()
    {
        Task = task,
        Profile = profile,
        Phases = [],
        SegmentEndCharges = [],
        BatteryEnd = BatteryEnd.NotFlown,
        LandingCharge = null,
        MinLoadedVolts = null,
        MaxCurrentAmperes = null,
        Energy = default,
        Reserve = null,
    };

    private static FlightForecast Fly(FlightTask task, FlightProfile profile)
    {
        var battery = new BatteryCircuit(task.Type.Battery, task.PackHealthRatio, task.Policy.PackTemperature);
        var charges = new List<double>(profile.Segments.Count);
        var phases = new List<PhaseForecast>();
        var running = new RunningPhase();
        var total = default(EnergyLedger);
        var charge = task.TakeoffCharge.Ratio;
        var end = BatteryEnd.Landed;
        var minVolts = double.PositiveInfinity;
        var maxAmperes = 0.0;
        var clock = 0.0;
        (double, double)? shortfall = null;
        foreach (var segment in profile.Segments)
        {
            var drawn = Draw(battery, segment, ref charge, ref end, ref minVolts, ref maxAmperes);
            if (end == BatteryEnd.Landed)
            {
                charges.Add(charge);
            }
            else if (end == BatteryEnd.PowerInsufficient)
            {
                shortfall ??= (battery.MaxPowerWatts(battery.KnotBelow(charge)), segment.Power.TotalWatts);
            }

            var ledger = EnergyLedger.Of(segment.Power, segment.Seconds, drawn - Energy.FromJoules(segment.Power.TotalWatts * segment.Seconds));
            total += ledger;
            if (running.Belongs(segment))
            {
                running.Add(segment, ledger);
            }
            else
            {
                running.CloseInto(phases);
                running = new RunningPhase(segment, ledger, clock);
            }

            clock += segment.Seconds;
            running.EndCharge = end == BatteryEnd.Landed ? new StateOfCharge(charge) : null;
        }

        running.CloseInto(phases);
        var landing = end == BatteryEnd.Landed ? new StateOfCharge(charge) : (StateOfCharge?)null;
        return new FlightForecast
        {
            Task = task,
            Profile = profile,
            Phases = phases,
            SegmentEndCharges = charges,
            BatteryEnd = end,
            LandingCharge = landing,
            MinLoadedVolts = double.IsFinite(minVolts) ? minVolts : null,
            MaxCurrentAmperes = maxAmperes,
            PowerShortfall = shortfall,
            Energy = total,
            Reserve = Plan(task, battery, total.Total, landing),
        };
    }

    /// <summary>
    /// Open-circuit energy of a segment. Where the battery no longer gives it, the terminal energy stands for it, so that the plan
    /// can still say how much is missing.
    /// </summary>
    private static Energy Draw(
        BatteryCircuit battery,
        ProfileSegment segment,
        ref double charge,
        ref BatteryEnd end,
        ref double minVolts,
        ref double maxAmperes)
    {
        var watts = segment.Power.TotalWatts;
        if (end != BatteryEnd.Landed)
        {
            return Energy.FromJoules(watts * segment.Seconds);
        }

        var result = Discharge.AtConstantPower(battery, charge, watts, segment.Seconds);
        charge = result.Charge;

        // Voltage falls and current rises along a segment of constant power: its end is its worst point.
        var amperes = battery.Current(charge, watts);
        if (double.IsFinite(amperes))
        {
            maxAmperes = Math.Max(maxAmperes, amperes);
            minVolts = Math.Min(minVolts, battery.OpenCircuitVolts(charge) - (amperes * battery.ResistanceOhm(charge)));
        }

        end = result.End switch
        {
            Discharge.End.Completed => BatteryEnd.Landed,
            Discharge.End.Empty => BatteryEnd.Empty,
            _ => BatteryEnd.PowerInsufficient,
        };
        return Energy.FromJoules(result.OpenCircuitJoules + (watts * (segment.Seconds - result.Seconds)));
    }

    private static ReservePlan Plan(FlightTask task, BatteryCircuit battery, Energy trip, StateOfCharge? landing)
    {
        var share = battery.StoredEnergy(new StateOfCharge(task.Reserve.FinalReserveShare));
        var hover = HoverEnergy(task, battery, landing);
        var available = battery.StoredEnergy(task.TakeoffCharge);
        return new ReservePlan(
            Trip: trip,
            Contingency: trip * task.Reserve.ContingencyShare,
            FinalReserve: hover > share ? hover : share,
            HoverMinutesBind: hover > share,
            Available: available,
            AtLanding: available - trip);
    }

    /// <summary>Open-circuit energy of the policy's minutes of hover at landing mass over the destination, flown from the landing charge.</summary>
    private static Energy HoverEnergy(FlightTask task, BatteryCircuit battery, StateOfCharge? landing)
    {
        var watts = ProfileBuilder.HoverPower(task.Type, task.TakeoffMass, task.Atmosphere.DensityAt(task.DestinationElevation)).TotalWatts;
        var seconds = task.Reserve.FinalReserveHoverSeconds;

        // Without a landing there is no charge to hover from: the terminal energy is the least it can be, and the trip has failed anyway.
        var result = landing is { } charge
            ? Discharge.AtConstantPower(battery, charge.Ratio, watts, seconds)
            : default;
        return Energy.FromJoules(result.OpenCircuitJoules + (watts * (seconds - result.Seconds)));
    }

    /// <summary>A phase while its segments are being flown.</summary>
    private struct RunningPhase
    {
        private readonly FlightPhase phase;
        private readonly double start;
        private readonly AltitudeAmsl from;
        private readonly bool any;
        private double seconds;
        private double metres;
        private double airspeedSeconds;
        private double joules;
        private AltitudeAmsl to;
        private EnergyLedger energy;

        public RunningPhase(ProfileSegment segment, EnergyLedger ledger, double clock)
        {
            phase = segment.Phase;
            start = clock;
            from = segment.From;
            any = true;
            Add(segment, ledger);
        }

        public StateOfCharge? EndCharge { get; set; }

        public readonly bool Belongs(ProfileSegment segment) => any && segment.Phase == phase;

        public void Add(ProfileSegment segment, EnergyLedger ledger)
        {
            seconds += segment.Seconds;
            metres += segment.DistanceMetres;
            airspeedSeconds += segment.Airspeed.MetresPerSecond * segment.Seconds;
            joules += segment.Power.TotalWatts * segment.Seconds;
            to = segment.To;
            energy += ledger;
        }

        public readonly void CloseInto(List<PhaseForecast> phases)
        {
            if (any)
            {
                phases.Add(new PhaseForecast(
                    phase,
                    start,
                    seconds,
                    metres,
                    from,
                    to,
                    Speed.FromMetresPerSecond(airspeedSeconds / seconds),
                    Power.FromWatts(joules / seconds),
                    energy,
                    EndCharge));
            }
        }
    }
}
