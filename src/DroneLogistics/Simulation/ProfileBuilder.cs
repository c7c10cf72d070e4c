using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>
/// Lays a flight out in time: which phase, how long, how far, at what power. Nothing here knows the battery.
/// </summary>
public static class ProfileBuilder
{
    // Long vertical phases are cut so that the density at the middle of a cut stands for all of it (physics.md 1.7).
    private const double VerticalCutMetres = 200;

    // Simpson's rule over a transition (physics.md 1.4).
    private const int TransitionPanels = 8;

    /// <summary>The flight of a task.</summary>
    public static FlightProfile Build(FlightTask task)
    {
        var walk = new PathWalk(task);
        return task.Type.Wing is { } wing ? WingBorne(task, walk, wing) : RotorBorne(task, walk);
    }

    /// <summary>Electrical power in hover at a mass and altitude, for reserves and limits.</summary>
    public static PowerBreakdown HoverPower(AircraftType type, Mass mass, AirDensity density) =>
        OnRotors(type, RotorPower.Vertical(type.Rotors, mass, Speed.Zero, density));

    private static FlightProfile RotorBorne(FlightTask task, PathWalk walk)
    {
        var cruise = task.CruiseAltitude;
        var slowest = walk.Slowest(task.CruiseAirspeed, cruise);
        FlightProfile Refuse(ProfileTrouble trouble, double limit, double actual) =>
            new([], trouble, limit, actual) { SlowestGroundSpeed = slowest.GroundSpeed, CruiseAltitude = cruise };

        if (Obstruction(task, slowest) is { } obstruction)
        {
            return Refuse(obstruction.Trouble, obstruction.Limit, obstruction.Actual);
        }

        var acceleration = task.Type.Rotors.AccelerationMetresPerSecondSquared;
        var startSpeed = walk.At(0, task.CruiseAirspeed, cruise).GroundSpeed.MetresPerSecond;
        var endSpeed = walk.At(task.Path.Segments.Count - 1, task.CruiseAirspeed, cruise).GroundSpeed.MetresPerSecond;
        var seconds = task.CruiseAirspeed.MetresPerSecond / acceleration;
        var startMetres = 0.5 * startSpeed * seconds;
        var endMetres = 0.5 * endSpeed * seconds;
        if (!(startMetres + endMetres <= walk.TotalMetres))
        {
            return Refuse(ProfileTrouble.PathTooShort, startMetres + endMetres, walk.TotalMetres);
        }

        var lower = task.DestinationElevation + task.Type.Vertical.LandingHeight;
        var segments = new List<ProfileSegment>();
        Spool(task, segments, FlightPhase.SpoolUp, task.OriginElevation, task.Type.Vertical.SpoolUpSeconds);
        VerticalMove(task, segments, FlightPhase.VerticalClimb, task.OriginElevation, cruise, task.Type.Vertical.ClimbSpeed);
        segments.Add(RotorTransition(task, FlightPhase.Transition, seconds, startMetres, accelerating: true));
        foreach (var (metres, duration) in walk.Between(startMetres, walk.TotalMetres - endMetres, task.CruiseAirspeed, cruise))
        {
            segments.Add(Level(task, metres, duration, cruise));
        }

        segments.Add(RotorTransition(task, FlightPhase.BackTransition, seconds, endMetres, accelerating: false));
        VerticalMove(task, segments, FlightPhase.VerticalDescent, cruise, lower, task.Type.Vertical.DescentSpeed);
        Land(task, segments);
        return new FlightProfile(segments, ProfileTrouble.None, double.NaN, double.NaN) { SlowestGroundSpeed = slowest.GroundSpeed, CruiseAltitude = cruise };
    }

    private static FlightProfile WingBorne(FlightTask task, PathWalk walk, Wing wing)
    {
        var asked = task.CruiseAltitude;
        var upper = TransitionAltitude(task.OriginElevation, wing, asked);
        var lower = TransitionAltitude(task.DestinationElevation, wing, asked);
        var slowest = walk.Slowest(task.CruiseAirspeed, asked);
        FlightProfile Refuse(ProfileTrouble trouble, double limit, double actual) =>
            new([], trouble, limit, actual) { SlowestGroundSpeed = slowest.GroundSpeed, CruiseAltitude = asked };

        if (Obstruction(task, slowest) is { } obstruction)
        {
            return Refuse(obstruction.Trouble, obstruction.Limit, obstruction.Actual);
        }

        var density = task.Atmosphere.DensityAt(asked);
        var slowestFlight = wing.StallMargin * WingPower.StallSpeed(wing, task.TakeoffMass, density).MetresPerSecond;
        if (!(task.CruiseAirspeed.MetresPerSecond >= slowestFlight))
        {
            return Refuse(ProfileTrouble.WingStalls, slowestFlight, task.CruiseAirspeed.MetresPerSecond);
        }

        // The transitions begin and end in hover over the pads and reach the ground speed of the first and last piece of the path.
        var startMetres = 0.5 * wing.TransitionSeconds * walk.At(0, task.CruiseAirspeed, upper).GroundSpeed.MetresPerSecond;
        var endMetres = 0.5 * wing.TransitionSeconds * walk.At(task.Path.Segments.Count - 1, task.CruiseAirspeed, lower).GroundSpeed.MetresPerSecond;
        var middle = walk.TotalMetres - startMetres - endMetres;
        if (!(middle > 0))
        {
            return Refuse(ProfileTrouble.PathTooShort, startMetres + endMetres, walk.TotalMetres);
        }

        var (cruise, climb, descent) = FitAltitude(task, walk, wing, startMetres, walk.TotalMetres - endMetres, upper, lower);
        if (climb is null || descent is null)
        {
            return Refuse(ProfileTrouble.PathTooShort, startMetres + endMetres, walk.TotalMetres);
        }

        var segments = new List<ProfileSegment>();
        Spool(task, segments, FlightPhase.SpoolUp, task.OriginElevation, task.Type.Vertical.SpoolUpSeconds);
        VerticalMove(task, segments, FlightPhase.VerticalClimb, task.OriginElevation, upper, task.Type.Vertical.ClimbSpeed);
        segments.Add(WingTransition(task, wing, FlightPhase.Transition, upper, startMetres, accelerating: true));
        var at = startMetres;
        at += Slope(task, wing, segments, FlightPhase.Climb, climb, upper, cruise, wing.ClimbSpeed);
        var descentMetres = descent.Sum(piece => piece.Metres);
        foreach (var (metres, seconds) in walk.Between(at, walk.TotalMetres - endMetres - descentMetres, task.CruiseAirspeed, cruise))
        {
            segments.Add(Level(task, metres, seconds, cruise));
        }

        Slope(task, wing, segments, FlightPhase.Descent, descent, cruise, lower, wing.DescentSpeed * -1);
        segments.Add(WingTransition(task, wing, FlightPhase.BackTransition, lower, endMetres, accelerating: false));
        VerticalMove(task, segments, FlightPhase.VerticalDescent, lower, task.DestinationElevation + task.Type.Vertical.LandingHeight, task.Type.Vertical.DescentSpeed);
        Land(task, segments);
        return new FlightProfile(segments, ProfileTrouble.None, double.NaN, double.NaN) { SlowestGroundSpeed = slowest.GroundSpeed, CruiseAltitude = cruise };
    }

    private static (ProfileTrouble Trouble, double Limit, double Actual)? Obstruction(FlightTask task, Weather.WindTriangle slowest)
    {
        if (!slowest.Holds)
        {
            // What the heading into the cross wind leaves of the airspeed must exceed the head wind; a cross wind above the airspeed leaves nothing.
            var (airspeed, cross) = (task.CruiseAirspeed.MetresPerSecond, Math.Abs(slowest.CrosswindComponent.MetresPerSecond));
            return cross < airspeed
                ? (ProfileTrouble.NoWayForward, Math.Sqrt((airspeed * airspeed) - (cross * cross)), slowest.HeadwindComponent.MetresPerSecond)
                : (ProfileTrouble.NoWayForward, airspeed, cross);
        }

        if (!(slowest.GroundSpeed >= task.Policy.MinGroundSpeed))
        {
            return (ProfileTrouble.GroundSpeedTooLow, task.Policy.MinGroundSpeed.MetresPerSecond, slowest.GroundSpeed.MetresPerSecond);
        }

        var lowest = Math.Max(task.OriginElevation.Metres, task.DestinationElevation.Metres) + task.Type.Vertical.LandingHeight.Metres;
        return task.CruiseAltitude.Metres >= lowest ? null : (ProfileTrouble.CruiseBelowPads, lowest, task.CruiseAltitude.Metres);
    }

    /// <summary>The type's transition height above the pad, or the cruise altitude where that is lower.</summary>
    private static AltitudeAmsl TransitionAltitude(AltitudeAmsl pad, Wing wing, AltitudeAmsl cruise)
    {
        var usual = pad + wing.TransitionHeight;
        return usual < cruise ? usual : cruise;
    }

    /// <summary>The asked altitude, or the highest one whose climb and descent fit between the transitions.</summary>
    private static (AltitudeAmsl Cruise, List<(double Metres, double Seconds)>? Climb, List<(double Metres, double Seconds)>? Descent) FitAltitude(
        FlightTask task,
        PathWalk walk,
        Wing wing,
        double fromMetres,
        double toMetres,
        AltitudeAmsl upper,
        AltitudeAmsl lower)
    {
        const int Halvings = 40;
        var (low, high) = (upper > lower ? upper : lower, task.CruiseAltitude);
        var best = Try(high);
        if (best.Climb is not null)
        {
            return best;
        }

        best = Try(low);
        for (var i = 0; i < Halvings && best.Climb is not null; i++)
        {
            var middle = AltitudeAmsl.FromMetres(0.5 * (low.Metres + high.Metres));
            var tried = Try(middle);
            (low, high, best) = tried.Climb is null ? (low, middle, best) : (middle, high, tried);
        }

        return best;

        (AltitudeAmsl, List<(double Metres, double Seconds)>? Climb, List<(double Metres, double Seconds)>?) Try(AltitudeAmsl cruise)
        {
            var climb = walk.Forwards(fromMetres, (cruise - upper).Metres / wing.ClimbSpeed.MetresPerSecond, task.CruiseAirspeed, Middle(upper, cruise));
            var descent = walk.Backwards(toMetres, (cruise - lower).Metres / wing.DescentSpeed.MetresPerSecond, task.CruiseAirspeed, Middle(lower, cruise));
            var used = climb.Sum(piece => piece.Metres) + descent.Sum(piece => piece.Metres);
            return used <= toMetres - fromMetres ? (cruise, climb, descent) : (cruise, null, null);
        }
    }

    private static void Spool(FlightTask task, List<ProfileSegment> segments, FlightPhase phase, AltitudeAmsl altitude, double seconds)
    {
        var hover = RotorPower.Vertical(task.Type.Rotors, task.TakeoffMass, Speed.Zero, task.Atmosphere.DensityAt(altitude));
        segments.Add(new ProfileSegment(phase, seconds, 0, altitude, altitude, Speed.Zero, OnRotors(task.Type, hover * task.Policy.SpoolPowerShare)));
    }

    private static void VerticalMove(FlightTask task, List<ProfileSegment> segments, FlightPhase phase, AltitudeAmsl from, AltitudeAmsl to, Speed speed)
    {
        var height = (to - from).Metres;
        var cuts = Math.Max(1, (int)Math.Ceiling(Math.Abs(height) / VerticalCutMetres));
        var signed = speed * Math.Sign(height);
        for (var i = 0; i < cuts && height != 0; i++)
        {
            var start = AltitudeAmsl.FromMetres(from.Metres + (height * i / cuts));
            var end = AltitudeAmsl.FromMetres(from.Metres + (height * (i + 1) / cuts));
            var power = RotorPower.Vertical(task.Type.Rotors, task.TakeoffMass, signed, task.Atmosphere.DensityAt(Middle(start, end)));
            segments.Add(new ProfileSegment(phase, Math.Abs((end - start).Metres) / speed.MetresPerSecond, 0, start, end, speed, OnRotors(task.Type, power)));
        }
    }

    private static void Land(FlightTask task, List<ProfileSegment> segments)
    {
        VerticalMove(task, segments, FlightPhase.Landing, task.DestinationElevation + task.Type.Vertical.LandingHeight, task.DestinationElevation, task.Type.Vertical.LandingSpeed);
        Spool(task, segments, FlightPhase.Landing, task.DestinationElevation, task.Type.Vertical.ShutDownSeconds);
    }

    private static ProfileSegment Level(FlightTask task, double metres, double seconds, AltitudeAmsl altitude)
    {
        var density = task.Atmosphere.DensityAt(altitude);
        var power = task.Type.Wing is { } wing
            ? OnWing(task.Type, wing, WingPower.Cruise(wing, task.TakeoffMass, task.CruiseAirspeed, Speed.Zero, density))
            : OnRotors(task.Type, RotorPower.Forward(task.Type.Rotors, task.TakeoffMass.Kilograms * RotorPower.Gravity, task.CruiseAirspeed, density));
        return new ProfileSegment(FlightPhase.Cruise, seconds, metres, altitude, altitude, task.CruiseAirspeed, power);
    }

    private static double Slope(
        FlightTask task,
        Wing wing,
        List<ProfileSegment> segments,
        FlightPhase phase,
        List<(double Metres, double Seconds)> pieces,
        AltitudeAmsl from,
        AltitudeAmsl to,
        Speed climb)
    {
        var shaft = WingPower.Cruise(wing, task.TakeoffMass, task.CruiseAirspeed, climb, task.Atmosphere.DensityAt(Middle(from, to)));
        var power = OnWing(task.Type, wing, shaft);
        var at = from;
        foreach (var (metres, seconds) in pieces)
        {
            var next = at + Length.FromMetres(climb.MetresPerSecond * seconds);
            segments.Add(new ProfileSegment(phase, seconds, metres, at, next, task.CruiseAirspeed, power));
            at = next;
        }

        return pieces.Sum(piece => piece.Metres);
    }

    private static ProfileSegment RotorTransition(FlightTask task, FlightPhase phase, double seconds, double metres, bool accelerating)
    {
        var density = task.Atmosphere.DensityAt(task.CruiseAltitude);
        var lift = task.TakeoffMass.Kilograms * RotorPower.Gravity;
        var final = task.CruiseAirspeed.MetresPerSecond;
        var power = SimpsonOverSpeed(final, v =>
        {
            var shaft = RotorPower.Forward(task.Type.Rotors, lift, Speed.FromMetresPerSecond(v), density);
            return OnRotors(task.Type, shaft with { AccelerationWatts = accelerating ? task.TakeoffMass.Kilograms * (final / seconds) * v : 0 });
        });
        return new ProfileSegment(phase, seconds, metres, task.CruiseAltitude, task.CruiseAltitude, task.CruiseAirspeed * 0.5, power);
    }

    /// <summary>
    /// The wing takes what it can at the lift coefficient of 1 / margin² of its maximum, the rotors the rest; the propeller gives drag and acceleration.
    /// </summary>
    private static ProfileSegment WingTransition(FlightTask task, Wing wing, FlightPhase phase, AltitudeAmsl altitude, double metres, bool accelerating)
    {
        var density = task.Atmosphere.DensityAt(altitude);
        var weight = task.TakeoffMass.Kilograms * RotorPower.Gravity;
        var final = task.CruiseAirspeed.MetresPerSecond;
        var liftCoefficient = wing.MaxLiftCoefficient / (wing.StallMargin * wing.StallMargin);
        var power = SimpsonOverSpeed(final, v =>
        {
            var speed = Speed.FromMetresPerSecond(v);
            var wingLift = Math.Min(weight, 0.5 * density.KilogramsPerCubicMetre * v * v * wing.AreaSquareMetres * liftCoefficient);
            var rotors = RotorPower.Forward(task.Type.Rotors, weight - wingLift, speed, density);
            var drag = WingPower.Drag(wing, wingLift, speed, density);
            var propeller = new PowerBreakdown(
                drag.InducedNewtons * v,
                0,
                drag.ParasiteNewtons * v,
                0,
                accelerating ? task.TakeoffMass.Kilograms * (final / wing.TransitionSeconds) * v : 0,
                0,
                0);

            // While slowing down the drag brakes: the propeller stands.
            var pushed = accelerating ? propeller.ThroughDrivetrain(wing.DrivetrainEfficiency) : default;
            return (rotors.ThroughDrivetrain(task.Type.Rotors.DrivetrainEfficiency) + pushed).WithAvionics(task.Type.AvionicsPower);
        });
        return new ProfileSegment(phase, wing.TransitionSeconds, metres, altitude, altitude, task.CruiseAirspeed * 0.5, power);
    }

    /// <summary>Mean of a power while the airspeed grows evenly from zero: composite Simpson.</summary>
    private static PowerBreakdown SimpsonOverSpeed(double finalSpeed, Func<double, PowerBreakdown> powerAt)
    {
        var sum = powerAt(0) + powerAt(finalSpeed);
        for (var i = 1; i < TransitionPanels; i++)
        {
            sum += powerAt(finalSpeed * i / TransitionPanels) * (i % 2 == 1 ? 4 : 2);
        }

        return sum * (1.0 / (3 * TransitionPanels));
    }

    private static PowerBreakdown OnRotors(AircraftType type, PowerBreakdown shaft) =>
        shaft.ThroughDrivetrain(type.Rotors.DrivetrainEfficiency).WithAvionics(type.AvionicsPower);

    private static PowerBreakdown OnWing(AircraftType type, Wing wing, PowerBreakdown shaft) =>
        shaft.ThroughDrivetrain(wing.DrivetrainEfficiency).WithAvionics(type.AvionicsPower);

    private static AltitudeAmsl Middle(AltitudeAmsl a, AltitudeAmsl b) => AltitudeAmsl.FromMetres(0.5 * (a.Metres + b.Metres));
}
