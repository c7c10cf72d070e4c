using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>Flies a task: the profile gives power over time, the battery is run down along it.</summary>
public static class FlightSimulation
{
    // Spool, climb, transition, climb, cruise, descent, transition, descent, landing.
    private const int UsualPhases = 9;

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
        SegmentEnds = [],
        Events = [],
        CellTemperatures = null,
        BatteryEnd = BatteryEnd.NotFlown,
        LandingCharge = null,
        MinLoadedVolts = null,
        MaxCurrentAmperes = null,
        Energy = default,
        Reserve = null,
    };

    private static FlightForecast Fly(FlightTask task, FlightProfile profile)
    {
        var battery = task.Circuit();
        var run = new BatteryRun(battery, task.StartOf(battery), new StateOfCharge(task.Reserve.FinalReserveShare), profile.Segments.Count);
        var phases = new List<PhaseForecast>(UsualPhases);
        var running = new RunningPhase();
        var total = default(EnergyLedger);
        var clock = 0.0;
        foreach (var segment in profile.Segments)
        {
            var drawn = run.Draw(clock, segment.Power.TotalWatts, segment.Seconds);
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
            running.EndCharge = run.Charge;
        }

        running.CloseInto(phases);
        var hoverWatts = ProfileBuilder.HoverPower(task.Variation.Of(task.Type), task.TakeoffMass, task.Atmosphere.DensityAt(task.DestinationElevation)).TotalWatts;
        return new FlightForecast
        {
            Task = task,
            Profile = profile,
            Phases = phases,
            SegmentEnds = run.SegmentEnds,
            BatteryEnd = run.End,
            LandingCharge = run.Charge,
            MinLoadedVolts = run.MinVolts,
            MaxCurrentAmperes = run.MaxAmperes,
            CellTemperatures = run.CellTemperatures,
            PowerShortfall = run.PowerShortfall,
            Events = run.Events,
            Energy = total,
            LandingHoverVolts = run.Charge is null ? null : run.Battery.LoadOf(run.State, hoverWatts).Volts,
            Reserve = Plan(task, run, hoverWatts, total.Total),
        };
    }

    private static ReservePlan Plan(FlightTask task, BatteryRun run, double hoverWatts, Energy trip)
    {
        var share = run.Battery.StoredEnergy(new StateOfCharge(task.Reserve.FinalReserveShare));
        var hover = HoverEnergy(task, run, hoverWatts);
        var available = run.Battery.StoredEnergy(task.StartOf(run.Battery).StateOfCharge);
        return new ReservePlan(
            Trip: trip,
            Contingency: trip * task.Reserve.ContingencyShare,
            FinalReserve: hover > share ? hover : share,
            HoverMinutesBind: hover > share,
            Available: available,
            AtLanding: available - trip);
    }

    /// <summary>Open-circuit energy of the policy's minutes of hover at landing mass over the destination, flown from the landing state.</summary>
    private static Energy HoverEnergy(FlightTask task, BatteryRun run, double watts)
    {
        var seconds = task.Reserve.FinalReserveHoverSeconds;

        // Without a landing there is no charge to hover from: the terminal energy is the least it can be, and the trip has failed anyway.
        var result = run.Charge is null ? default : Discharge.AtConstantPower(run.Battery, run.State, watts, seconds);
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
