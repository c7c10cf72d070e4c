using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>
/// Lays a flight out in time: which phase, how long, how far, at what power. Nothing here knows the battery.
/// </summary>
public static class ProfileBuilder
{
    /// <summary>
    /// Long vertical phases are cut so that the density at the middle of a cut stands for all of it (physics.md 1.7).
    /// </summary>
    internal const double VerticalCutMetres = 200;

    // Segments of a usual flight: spool, climb, transition, climb, cruise, descent, transition, descent, landing, spool.
    private const int UsualSegments = 10;

    /// <summary>The flight of a task.</summary>
    public static FlightProfile Build(FlightTask task)
    {
        var type = task.Variation.Of(task.Type);
        var layout = new Layout(type == task.Type ? task : task with { Type = type });
        return type.Wing is { } wing ? layout.WingBorne(wing) : layout.RotorBorne();
    }

    /// <summary>Electrical power in hover at a mass and altitude, for reserves and limits.</summary>
    public static PowerBreakdown HoverPower(AircraftType type, Mass mass, AirDensity density) =>
        new PhasePower(type, mass).Vertical(Speed.Zero, density);

    /// <summary>Lift over weight in a turn of the type's bank.</summary>
    internal static double TurnLoadFactor(AircraftType type) => 1 / Math.Cos(double.DegreesToRadians(type.TurnBankDegrees));

    internal static AltitudeAmsl Middle(AltitudeAmsl a, AltitudeAmsl b) => AltitudeAmsl.FromMetres(0.5 * (a.Metres + b.Metres));

    /// <summary>One flight while it is laid out.</summary>
    private sealed class Layout(FlightTask task)
    {
        private readonly PathWalk walk = new(task);
        private readonly PhasePower power = new(task.Type, task.TakeoffMass);
        private readonly double loadFactor = TurnLoadFactor(task.Type);
        private readonly VerticalProfile vertical = task.Type.Vertical;

        // A flight that is in the air already and moves has no transition before it.
        private readonly bool moves = task.Airborne is { Hovers: false };
        private readonly List<ProfileSegment> segments = new(UsualSegments);

        public FlightProfile RotorBorne()
        {
            var cruise = task.CruiseAltitude;
            if (!walk.WindIsKnown(cruise, cruise))
            {
                return WindNotKnown();
            }

            var slowest = walk.Slowest(cruise);
            if (Obstruction(slowest) is { } obstruction)
            {
                return Refuse(obstruction.Trouble, obstruction.Limit, obstruction.Actual, slowest.GroundSpeed);
            }

            var density = task.Atmosphere.DensityAt(cruise);
            var final = (task.CommandedGroundSpeed ?? task.CruiseAirspeed).MetresPerSecond;
            var seconds = final / task.Type.Rotors.AccelerationMetresPerSecondSquared;
            RiseTo(cruise);
            for (var i = 0; i < walk.LegCount; i++)
            {
                var leg = walk.Leg(i, cruise);
                var inFlight = i == 0 && moves;
                var startMetres = inFlight ? walk.LeadInMetres : 0.5 * leg.Start.GroundSpeed.MetresPerSecond * seconds;
                var endMetres = 0.5 * leg.End.GroundSpeed.MetresPerSecond * seconds;
                if (!(startMetres + endMetres <= leg.EndMetres - leg.StartMetres))
                {
                    return Refuse(ProfileTrouble.PathTooShort, startMetres + endMetres, leg.EndMetres - leg.StartMetres, slowest.GroundSpeed);
                }

                if (!inFlight)
                {
                    RotorTransition(FlightPhase.Transition, seconds, startMetres, walk.PathMetresFromStart(i, startMetres), cruise, leg.Start);
                }

                Forward(FlightPhase.Cruise, walk.Between(leg.StartMetres + startMetres, leg.EndMetres - endMetres, cruise), cruise, cruise, Speed.Zero);
                if (i == walk.LegCount - 1)
                {
                    Hold(cruise, Speed.Zero, power.Vertical(Speed.Zero, density));
                }

                RotorTransition(FlightPhase.BackTransition, seconds, endMetres, walk.PathMetresToEnd(i, endMetres), cruise, leg.End);
            }

            ComeDown(cruise);
            return Done(slowest.GroundSpeed, cruise);
        }

        public FlightProfile WingBorne(Wing wing)
        {
            var asked = task.CruiseAltitude;
            var upper = task.Airborne?.Altitude ?? TransitionAltitude(task.OriginElevation, wing);
            var lower = TransitionAltitude(task.DestinationElevation, wing);
            var lowest = upper < lower ? upper : lower;
            if (!walk.WindIsKnown(lowest, asked))
            {
                return WindNotKnown();
            }

            var slowest = walk.Slowest(lowest, asked);
            if (Obstruction(slowest) is { } obstruction)
            {
                return Refuse(obstruction.Trouble, obstruction.Limit, obstruction.Actual, slowest.GroundSpeed);
            }

            var slowestFlight = SlowestFlight(wing);
            if (!(task.CruiseAirspeed.MetresPerSecond >= slowestFlight))
            {
                return Refuse(ProfileTrouble.WingStalls, slowestFlight, task.CruiseAirspeed.MetresPerSecond, slowest.GroundSpeed);
            }

            // The transitions begin and end in hover over the pads and reach the ground speed of the first and last piece of the way.
            var startMetres = moves ? walk.LeadInMetres : 0.5 * wing.TransitionSeconds * walk.SpeedAtStart(upper);
            var endMetres = 0.5 * wing.TransitionSeconds * walk.SpeedAtEnd(lower);
            var (cruise, climb, descent) = FitAltitude(wing, startMetres, walk.TotalMetres - endMetres, upper, lower);
            if (climb is null || descent is null)
            {
                return Refuse(ProfileTrouble.PathTooShort, startMetres + endMetres, walk.TotalMetres, slowest.GroundSpeed);
            }

            var final = task.CruiseAirspeed.MetresPerSecond;
            var lowDensity = task.Atmosphere.DensityAt(lower);
            RiseTo(upper);
            if (!moves)
            {
                Transition(FlightPhase.Transition, wing.TransitionSeconds, startMetres, walk.PathMetresFromStart(0, startMetres), upper, power.WingTransition(wing, final, task.Atmosphere.DensityAt(upper), accelerating: true));
            }

            Forward(FlightPhase.Climb, climb, upper, cruise, wing.ClimbSpeed);
            Forward(FlightPhase.Cruise, walk.Between(startMetres + Metres(climb), walk.TotalMetres - endMetres - Metres(descent), cruise), cruise, cruise, Speed.Zero);
            Forward(FlightPhase.Descent, descent, cruise, lower, wing.DescentSpeed * -1);
            Hold(lower, task.CruiseAirspeed, power.Forward(task.CruiseAirspeed, Speed.Zero, lowDensity, loadFactor));
            Transition(FlightPhase.BackTransition, wing.TransitionSeconds, endMetres, walk.PathMetresToEnd(0, endMetres), lower, power.WingTransition(wing, final, lowDensity, accelerating: false));
            ComeDown(lower);
            return Done(slowest.GroundSpeed, cruise);
        }

        private (ProfileTrouble Trouble, double Limit, double Actual)? Obstruction(Weather.WindTriangle slowest)
        {
            if (!slowest.Holds)
            {
                // What the heading into the cross wind leaves of the airspeed must exceed the head wind; a cross wind above the airspeed leaves nothing.
                var (airspeed, cross) = (task.CruiseAirspeed.MetresPerSecond, Math.Abs(slowest.CrosswindComponent.MetresPerSecond));
                return cross < airspeed
                    ? (ProfileTrouble.NoWayForward, Math.Sqrt((airspeed * airspeed) - (cross * cross)), slowest.HeadwindComponent.MetresPerSecond)
                    : (ProfileTrouble.NoWayForward, airspeed, cross);
            }

            // A multirotor holds any ground speed as long as its airspeed allows.
            if (task.CommandedGroundSpeed is not null && !(slowest.Airspeed <= task.Type.MaxAirspeed))
            {
                return (ProfileTrouble.NoWayForward, task.Type.MaxAirspeed.MetresPerSecond, slowest.Airspeed.MetresPerSecond);
            }

            if (!(slowest.GroundSpeed >= task.Policy.MinGroundSpeed))
            {
                return (ProfileTrouble.GroundSpeedTooLow, task.Policy.MinGroundSpeed.MetresPerSecond, slowest.GroundSpeed.MetresPerSecond);
            }

            var lowest = Math.Max(task.OriginElevation.Metres, task.DestinationElevation.Metres) + vertical.LandingHeight.Metres;
            return task.CruiseAltitude.Metres >= lowest ? ModelValidity.Outside(task) : (ProfileTrouble.CruiseBelowPads, lowest, task.CruiseAltitude.Metres);
        }

        /// <summary>The stall speed with the type's margin, in the steepest bank of this flight: it grows with the root of the load factor.</summary>
        private double SlowestFlight(Wing wing)
        {
            var straight = wing.StallMargin * WingPower.StallSpeed(wing, task.TakeoffMass, task.Atmosphere.DensityAt(task.CruiseAltitude)).MetresPerSecond;
            return walk.Turns || task.Variation.HoldSeconds > 0 ? straight * Math.Sqrt(loadFactor) : straight;
        }

        /// <summary>The type's transition height above the pad, or the cruise altitude where that is lower.</summary>
        private AltitudeAmsl TransitionAltitude(AltitudeAmsl pad, Wing wing)
        {
            var usual = pad + wing.TransitionHeight;
            return usual < task.CruiseAltitude ? usual : task.CruiseAltitude;
        }

        /// <summary>The asked altitude, or the highest one whose climb and descent fit between the transitions.</summary>
        private (AltitudeAmsl Cruise, List<WayPiece>? Climb, List<WayPiece>? Descent) FitAltitude(
            Wing wing,
            double fromMetres,
            double toMetres,
            AltitudeAmsl upper,
            AltitudeAmsl lower)
        {
            const int Halvings = 40;
            if (!(toMetres > fromMetres))
            {
                return (task.CruiseAltitude, null, null);
            }

            var (low, high) = (upper > lower ? upper : lower, task.CruiseAltitude);
            var best = Try(high);
            if (best.Climb is not null)
            {
                return best;
            }

            best = Try(low);
            for (var i = 0; i < Halvings && best.Climb is not null; i++)
            {
                var middle = Middle(low, high);
                var tried = Try(middle);
                (low, high, best) = tried.Climb is null ? (low, middle, best) : (middle, high, tried);
            }

            return best;

            (AltitudeAmsl, List<WayPiece>? Climb, List<WayPiece>?) Try(AltitudeAmsl cruise)
            {
                var climb = walk.Forwards(fromMetres, (cruise - upper).Metres / wing.ClimbSpeed.MetresPerSecond, Middle(upper, cruise));
                var descent = walk.Backwards(toMetres, (cruise - lower).Metres / wing.DescentSpeed.MetresPerSecond, Middle(lower, cruise));
                return Metres(climb) + Metres(descent) <= toMetres - fromMetres ? (cruise, climb, descent) : (cruise, null, null);
            }
        }

        /// <summary>From the pad, or from where the flight begins in the air.</summary>
        private void RiseTo(AltitudeAmsl altitude)
        {
            if (task.Airborne is null)
            {
                Spool(FlightPhase.SpoolUp, task.OriginElevation, vertical.SpoolUpSeconds);
            }

            VerticalMove(FlightPhase.VerticalClimb, task.Airborne?.Altitude ?? task.OriginElevation, altitude, vertical.ClimbSpeed);
        }

        private void Spool(FlightPhase phase, AltitudeAmsl altitude, double seconds) =>
            Add(phase, seconds, 0, 0, altitude, altitude, Speed.Zero, power.Spool(task.Atmosphere.DensityAt(altitude), task.Policy.SpoolPowerShare));

        private void VerticalMove(FlightPhase phase, AltitudeAmsl from, AltitudeAmsl to, Speed speed)
        {
            var height = (to - from).Metres;
            var cuts = Math.Max(1, (int)Math.Ceiling(Math.Abs(height) / VerticalCutMetres));
            var signed = speed * Math.Sign(height);
            for (var i = 0; i < cuts && height != 0; i++)
            {
                var start = AltitudeAmsl.FromMetres(from.Metres + (height * i / cuts));
                var end = AltitudeAmsl.FromMetres(from.Metres + (height * (i + 1) / cuts));
                var seconds = Math.Abs((end - start).Metres) / speed.MetresPerSecond;
                Add(phase, seconds, 0, 0, start, end, speed, power.Vertical(signed, task.Atmosphere.DensityAt(Middle(start, end))));
            }
        }

        private void Transition(FlightPhase phase, double seconds, double metres, double pathMetres, AltitudeAmsl altitude, in PowerBreakdown mean) =>
            Add(phase, seconds, metres, pathMetres, altitude, altitude, task.CruiseAirspeed * 0.5, mean);

        private void RotorTransition(FlightPhase phase, double seconds, double metres, double pathMetres, AltitudeAmsl altitude, Weather.WindTriangle triangle)
        {
            Weather.WindTriangle? overGround = task.CommandedGroundSpeed is null ? null : triangle;
            var mean = power.RotorTransition(
                (task.CommandedGroundSpeed ?? task.CruiseAirspeed).MetresPerSecond,
                seconds,
                task.Atmosphere.DensityAt(altitude),
                accelerating: phase == FlightPhase.Transition,
                overGround);
            Add(phase, seconds, metres, pathMetres, altitude, altitude, (overGround?.Airspeed ?? task.CruiseAirspeed) * 0.5, mean);
        }

        private void Forward(FlightPhase phase, List<WayPiece> pieces, AltitudeAmsl from, AltitudeAmsl to, Speed climb)
        {
            if (pieces.Count == 0)
            {
                return;
            }

            var density = task.Atmosphere.DensityAt(from == to ? from : Middle(from, to));
            var straight = power.Forward(task.CruiseAirspeed, climb, density, 1);
            var turning = walk.Turns ? power.Forward(task.CruiseAirspeed, climb, density, loadFactor) : straight;
            var at = from;
            foreach (var piece in pieces)
            {
                var next = at + Length.FromMetres(climb.MetresPerSecond * piece.Seconds);
                var watts = task.CommandedGroundSpeed is null
                    ? piece.Turns ? turning : straight
                    : power.Forward(piece.Airspeed, climb, density, piece.Turns ? loadFactor : 1);
                Add(phase, piece.Seconds, piece.Metres, piece.PathMetres, at, next, piece.Airspeed, watts);
                at = next;
            }
        }

        private void Hold(AltitudeAmsl altitude, Speed airspeed, in PowerBreakdown holding)
        {
            if (task.Variation.HoldSeconds > 0)
            {
                Add(FlightPhase.Holding, task.Variation.HoldSeconds, 0, 0, altitude, altitude, airspeed, holding);
            }
        }

        private void ComeDown(AltitudeAmsl from)
        {
            var low = task.DestinationElevation + vertical.LandingHeight;
            VerticalMove(FlightPhase.VerticalDescent, from, low, vertical.DescentSpeed);
            VerticalMove(FlightPhase.Landing, low, task.DestinationElevation, vertical.LandingSpeed);
            Spool(FlightPhase.Landing, task.DestinationElevation, vertical.ShutDownSeconds);
        }

        private void Add(FlightPhase phase, double seconds, double metres, double pathMetres, AltitudeAmsl from, AltitudeAmsl to, Speed airspeed, in PowerBreakdown watts) =>
            segments.Add(new ProfileSegment(phase, seconds, metres, pathMetres, from, to, airspeed, watts));

        private FlightProfile WindNotKnown() =>
            Refuse(ProfileTrouble.WindUnknown, double.NaN, double.NaN, Speed.FromMetresPerSecond(double.NaN));

        private FlightProfile Refuse(ProfileTrouble trouble, double limit, double actual, Speed slowest) =>
            new([], trouble, limit, actual) { SlowestGroundSpeed = slowest, CruiseAltitude = task.CruiseAltitude };

        private FlightProfile Done(Speed slowest, AltitudeAmsl cruise) =>
            new(segments, ProfileTrouble.None, double.NaN, double.NaN) { SlowestGroundSpeed = slowest, CruiseAltitude = cruise };

        private static double Metres(List<WayPiece> pieces)
        {
            var sum = 0.0;
            foreach (var piece in pieces)
            {
                sum += piece.Metres;
            }

            return sum;
        }
    }
}
