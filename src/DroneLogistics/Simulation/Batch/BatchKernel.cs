using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.Batch;

/// <summary>
/// Flies as many flights of a batch at once as there are lanes: the phases of <see cref="ProfileBuilder"/> streamed into the batteries,
/// without keeping segments. A group of flights of which one cannot be flown so (no way forward, a path too short) is left to the
/// single simulation, which knows why.
/// </summary>
internal sealed partial class BatchKernel<T>
    where T : struct, ILanes<T>
{
    private readonly BatchPlan plan;
    private readonly AircraftType type;
    private readonly PieceTable table;
    private readonly double airspeed;
    private readonly double[] scratch = new double[5 * T.Count];
    private readonly int[] pieces = new int[T.Count];
    private readonly T[] slope;

    // Seconds after the plan at the middle of each element, in the wind of a grid.
    private readonly T[] late;

    public BatchKernel(BatchPlan plan)
    {
        this.plan = plan;
        type = plan.Type;
        table = new PieceTable(plan.Basis.Circuit());
        airspeed = plan.Basis.CruiseAirspeed.MetresPerSecond;
        slope = new T[plan.Way.Elements.Length];
        late = new T[plan.MiddleSeconds.Length];
    }

    /// <summary>Flies rows from <paramref name="at"/> on; false where one of them must be flown alone, and nothing is written.</summary>
    public bool TryFly(FlightBatch flights, int at, FlightBatchResults results)
    {
        var flight = new Flight(this, flights, at, watches: results.Limits is not null);
        if (!(type.Wing is { } wing ? flight.WingBorne(wing) : flight.RotorBorne()))
        {
            return false;
        }

        T.Select(flight.Battery.Ended, double.NaN, flight.Battery.Charge).Store(results.LandingCharge, at);
        T.Select(flight.Battery.Ended, double.NaN, flight.Battery.Kelvin).Store(results.LandingKelvin, at);
        flight.Seconds.Store(results.BlockSeconds, at);
        flight.Joules.Store(results.TerminalJoules, at);
        if (results.Limits is { } limits)
        {
            flight.StoreLimits(limits, at);
        }

        return true;
    }

    private LaneBattery<T> BatteryOf(FlightBatch flights, int at, T airKelvin, bool watches)
    {
        var design = type.Battery;
        for (var lane = 0; lane < T.Count; lane++)
        {
            scratch[lane] = BatteryCircuit.CapacityShare(design.Chemistry, new Temperature(flights.PackKelvin[at + lane]));
        }

        var health = T.Load(flights.HealthRatio, at);
        return new LaneBattery<T>(
            table,
            design,
            T.Load(flights.TakeoffCharge, at),
            T.Load(flights.PackKelvin, at),
            airKelvin,
            health * (3600 * design.CapacityAmpereHours) * T.Load(scratch, 0),
            T.Load(flights.ResistanceFactor, at) * design.ResistanceOhm * ((T)1 + (((T)1 - health) * (design.Chemistry.AgeingFactor / 0.2))),
            scratch,
            pieces,
            watches);
    }

    /// <summary>One group of flights, a lane each.</summary>
    private ref partial struct Flight
    {
        private readonly BatchKernel<T> kernel;
        private readonly LanePower<T> power;
        private readonly T airKelvin;
        private readonly T windEast;
        private readonly T windNorth;
        private readonly T stretch;
        private readonly T hold;
        private LaneBattery<T> battery;

        public Flight(BatchKernel<T> kernel, FlightBatch flights, int at, bool watches)
        {
            this.kernel = kernel;
            airKelvin = T.Load(flights.AirKelvin, at);
            windEast = T.Load(flights.WindEastMetresPerSecond, at) - kernel.plan.Planned.East;
            windNorth = T.Load(flights.WindNorthMetresPerSecond, at) - kernel.plan.Planned.North;
            stretch = T.Load(flights.RouteStretch, at);
            hold = T.Load(flights.HoldSeconds, at);
            power = new LanePower<T>(
                kernel.type,
                T.Load(flights.PayloadKilograms, at),
                T.Load(flights.DragFactor, at),
                T.Load(flights.PropulsionFactor, at));
            battery = kernel.BatteryOf(flights, at, airKelvin, watches);
            Seconds = 0;
            Joules = 0;
            PassElements();
        }

        public readonly LaneBattery<T> Battery => battery;

        public T Seconds { get; private set; }

        public T Joules { get; private set; }

        private readonly BatchPlan Plan => kernel.plan;

        private readonly T TotalMetres => stretch * Plan.Way.TotalMetres;

        public bool RotorBorne()
        {
            var seconds = kernel.airspeed / kernel.type.Rotors.AccelerationMetresPerSecondSquared;
            var start = SpeedOn(0, Plan.Cruise) * (0.5 * seconds);
            var end = SpeedOn(Plan.Way.Elements.Length - 1, Plan.Cruise) * (0.5 * seconds);
            if (!CanBeFlown() || T.Any(~(start + end <= TotalMetres)))
            {
                return false;
            }

            var density = Density(Plan.Cruise);
            Spool(Plan.Origin, kernel.type.Vertical.SpoolUpSeconds);
            Move(Plan.Ascent);
            Draw(power.RotorTransition(kernel.airspeed, seconds, density, accelerating: true), seconds);
            Cruise(start, TotalMetres - end);
            Hold(power.Vertical(0, density));
            Draw(power.RotorTransition(kernel.airspeed, seconds, density, accelerating: false), seconds);
            ComeDown();
            return true;
        }

        public bool WingBorne(Wing wing)
        {
            var start = SpeedOn(0, Plan.Upper) * (0.5 * wing.TransitionSeconds);
            var end = SpeedOn(Plan.Way.Elements.Length - 1, Plan.LowerLevel) * (0.5 * wing.TransitionSeconds);
            var (climbSeconds, descentSeconds) = (
                (Plan.Cruise.Metres - Plan.Upper.Metres) / wing.ClimbSpeed.MetresPerSecond,
                (Plan.Cruise.Metres - Plan.LowerLevel.Metres) / wing.DescentSpeed.MetresPerSecond);
            var climbMetres = MetresForwards(start, climbSeconds);
            var descentMetres = MetresBackwards(TotalMetres - end, descentSeconds);
            if (!CanBeFlown() || WingStalls(wing) || T.Any(~(climbMetres + descentMetres <= TotalMetres - end - start)))
            {
                return false;
            }

            var low = Density(Plan.LowerLevel);
            Spool(Plan.Origin, kernel.type.Vertical.SpoolUpSeconds);
            Move(Plan.Ascent);
            Draw(power.WingTransition(wing, kernel.airspeed, Density(Plan.Upper), accelerating: true), wing.TransitionSeconds);
            Climb(start, climbSeconds, wing.ClimbSpeed.MetresPerSecond);
            Cruise(start + climbMetres, TotalMetres - end - descentMetres);
            Descend(wing.DescentSpeed.MetresPerSecond);
            Hold(power.Forward(kernel.airspeed, 0, low, Plan.LoadFactor));
            Draw(power.WingTransition(wing, kernel.airspeed, low, accelerating: false), wing.TransitionSeconds);
            ComeDown();
            return true;
        }

        /// <summary>After the landing: what was watched, and the hover of the reserve policy from there on.</summary>
        public void StoreLimits(FlightBatchLimits limits, int at)
        {
            var landed = ~battery.Ended;
            T.Select(landed, battery.MinVolts, double.NaN).Store(limits.MinVolts, at);
            T.Select(landed, battery.MaxAmperes, double.NaN).Store(limits.MaxAmperes, at);
            T.Select(landed, battery.Coldest, double.NaN).Store(limits.ColdestKelvin, at);
            T.Select(landed, battery.Hottest, double.NaN).Store(limits.HottestKelvin, at);
            var watts = power.Vertical(0, Density(Plan.Destination));
            T.Select(landed, battery.VoltsUnder(watts), double.NaN).Store(limits.HoverVolts, at);
            battery.Draw(watts, Plan.Basis.Reserve.FinalReserveHoverSeconds);
            T.Select(battery.Ended, double.NaN, battery.Charge).Store(limits.HoverCharge, at);
        }

        private readonly T Density(in AirLevel level)
        {
            var kelvin = airKelvin + level.KelvinAboveSeaLevel;
            var humidity = Plan.Basis.Atmosphere.RelativeHumidityRatio;
            if (humidity == 0)
            {
                return (T)level.Pascal / (kelvin * Atmosphere.GasConstantJoulesPerKilogramKelvin);
            }

            var celsius = kelvin - Temperature.KelvinAtZeroCelsius;
            var vapour = T.Exp(celsius * Atmosphere.MagnusFactor / (celsius + Atmosphere.MagnusDegreesCelsius)) * (humidity * Atmosphere.MagnusPascal);
            return ((T)level.Pascal - (vapour * Atmosphere.VapourDeficit)) / (kelvin * Atmosphere.GasConstantJoulesPerKilogramKelvin);
        }

        /// <summary>There is a way forward on every leg in cruise, faster than the policy's least ground speed. A cross wind above the airspeed gives NaN.</summary>
        private readonly bool CanBeFlown()
        {
            if (!Plan.Lanes || !Plan.CruiseAbovePads || kernel.airspeed > kernel.type.MaxAirspeed.MetresPerSecond || OutsideTheModel())
            {
                return false;
            }

            return Plan.Cruise.Winds is null ? HasWay(Plan.Cruise) : HasWay(Plan.Cruise) && HasWay(Plan.Upper) && HasWay(Plan.LowerLevel) && HasWay(Plan.ClimbMiddle) && HasWay(Plan.DescentMiddle);
        }

        private readonly bool OutsideTheModel()
        {
            var validity = kernel.type.Validity;
            return T.Any(~(airKelvin >= (T)validity.MinAirTemperature.Kelvin))
                || T.Any(~(airKelvin <= (T)validity.MaxAirTemperature.Kelvin))
                || T.Any(~(Density(Plan.Cruise) >= (T)Plan.ThinnestAir));
        }

        private readonly bool WingStalls(Wing wing)
        {
            var straight = power.StallWithMargin(wing, Density(Plan.Cruise));
            var banked = straight * Math.Sqrt(Plan.LoadFactor);
            var needed = Plan.Way.Turns ? banked : T.Select(hold > (T)0, banked, straight);
            return T.Any(~((T)kernel.airspeed >= needed));
        }

        private readonly T MetresForwards(T from, double seconds)
        {
            var (at, left, metres) = (from, (T)seconds, (T)0);
            for (var i = 0; i < Plan.Way.Elements.Length; i++)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                var speed = SpeedOn(i, Plan.ClimbMiddle);
                var here = T.Min(left, T.Max(((stretch * element.EndMetres) - at) / speed, 0));
                metres += here * speed;
                left -= here;
                at = T.Max(at, stretch * element.EndMetres);
            }

            return metres;
        }

        /// <summary>Metres of the descent; its seconds on each element are kept for <see cref="Descend"/>.</summary>
        private readonly T MetresBackwards(T to, double seconds)
        {
            var (at, left, metres) = (to, (T)seconds, (T)0);
            for (var i = Plan.Way.Elements.Length - 1; i >= 0; i--)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                var speed = SpeedOn(i, Plan.DescentMiddle);
                var here = T.Min(left, T.Max((at - (stretch * element.StartMetres)) / speed, 0));
                kernel.slope[i] = here;
                metres += here * speed;
                left -= here;
                at = T.Min(at, stretch * element.StartMetres);
            }

            return metres;
        }

        private void Climb(T from, double seconds, double rate)
        {
            if (!(seconds > 0))
            {
                return;
            }

            var (straight, turning) = Powers(rate, Plan.ClimbMiddle);
            var (at, left, gathered) = (from, (T)seconds, (T)0);
            for (var i = 0; i < Plan.Way.Elements.Length; i++)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                var here = T.Min(left, T.Max(((stretch * element.EndMetres) - at) / SpeedOn(i, Plan.ClimbMiddle), 0));
                DrawOn(i, straight, turning, here, ref gathered);
                left -= here;
                at = T.Max(at, stretch * element.EndMetres);
            }
        }

        private void Cruise(T from, T to)
        {
            var (straight, turning) = Powers(0, Plan.Cruise);
            var gathered = (T)0;
            for (var i = 0; i < Plan.Way.Elements.Length; i++)
            {
                ref readonly var element = ref Plan.Way.Elements[i];
                var metres = T.Min(stretch * element.EndMetres, to) - T.Max(stretch * element.StartMetres, from);
                DrawOn(i, straight, turning, T.Max(metres, 0) / SpeedOn(i, Plan.Cruise), ref gathered);
            }
        }

        private void Descend(double rate)
        {
            if (!(Plan.Cruise.Metres > Plan.LowerLevel.Metres))
            {
                return;
            }

            var (straight, turning) = Powers(-rate, Plan.DescentMiddle);
            var gathered = (T)0;
            for (var i = 0; i < Plan.Way.Elements.Length; i++)
            {
                DrawOn(i, straight, turning, kernel.slope[i], ref gathered);
            }
        }

        /// <summary>Draws what an element of the way takes; where the plan allows, elements one after the other that ask the same power are drawn at once with the last of them.</summary>
        private void DrawOn(int element, T straight, T turning, T seconds, ref T gathered)
        {
            var elements = Plan.Way.Elements;
            gathered += seconds;
            if (Plan.IsPunctual && element + 1 < elements.Length && elements[element + 1].Turns == elements[element].Turns)
            {
                return;
            }

            Draw(elements[element].Turns ? turning : straight, gathered);
            gathered = 0;
        }

        private readonly (T Straight, T Turning) Powers(double climb, in AirLevel level)
        {
            var density = Density(level);
            var straight = power.Forward(kernel.airspeed, climb, density, 1);
            return (straight, Plan.Way.Turns ? power.Forward(kernel.airspeed, climb, density, Plan.LoadFactor) : straight);
        }

        private void Hold(T watts)
        {
            if (T.Any(hold > (T)0))
            {
                Draw(watts, hold);
            }
        }

        private void Spool(in AirLevel level, double seconds) => Draw(power.Spool(Density(level), Plan.Basis.Policy.SpoolPowerShare), seconds);

        private void Move(VerticalPiece[] moves)
        {
            foreach (ref readonly var move in moves.AsSpan())
            {
                Draw(power.Vertical(move.Climb, Density(move.Level)), move.Seconds);
            }
        }

        private void ComeDown()
        {
            Move(Plan.Descent);
            Move(Plan.Touchdown);
            Spool(Plan.Destination, kernel.type.Vertical.ShutDownSeconds);
        }

        private void Draw(T watts, T seconds)
        {
            battery.Draw(watts, seconds);
            Seconds += seconds;
            Joules += watts * seconds;
        }
    }
}
