using DroneLogistics.Fleet;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>A time of flight with one law of power and motion; the functions take the share of it that is over, 0 to 1.</summary>
internal sealed record OracleStretch(double Seconds, Func<double, double> Watts, Func<double, double> GroundSpeed, double ClimbSpeed);

/// <summary>
/// The flight of a task laid out once more. These are the model's choices, taken over as such: density at the middle of a climb and of a
/// vertical cut of at most 200 m, wind at the same height, transitions at the ground speed of the end of the way, cooling by the air at
/// sea level.
/// </summary>
internal sealed class OracleLayout
{
    private const double CutMetres = 200;

    private readonly FlightTask task;
    private readonly TransitionPower transitions;
    private readonly OraclePower power;
    private readonly OracleRoute route;
    private readonly double airspeed;
    private readonly double loadFactor;
    private readonly List<OracleStretch> stretches = [];

    private OracleLayout(FlightTask task, TransitionPower transitions)
    {
        (this.task, this.transitions) = (task, transitions);
        power = new OraclePower(task);
        route = new OracleRoute(task);
        airspeed = task.CruiseAirspeed.MetresPerSecond;
        loadFactor = 1 / Math.Cos(task.Type.TurnBankDegrees / 180 * Math.PI);
    }

    /// <summary>The stretches of a flight that can be flown.</summary>
    public static (IReadOnlyList<OracleStretch> Stretches, double WayMetres) Of(FlightTask task, TransitionPower transitions)
    {
        var layout = new OracleLayout(task, transitions);
        layout.Spool(task.OriginElevation.Metres, task.Type.Vertical.SpoolUpSeconds);
        if (task.Type.Wing is { } wing)
        {
            layout.OnWing(wing);
        }
        else
        {
            layout.OnRotors();
        }

        layout.Spool(task.DestinationElevation.Metres, task.Type.Vertical.ShutDownSeconds);
        return (layout.stretches, layout.route.Metres);
    }

    private void OnRotors()
    {
        var cruise = task.CruiseAltitude.Metres;
        var density = Density(cruise);
        var seconds = airspeed / task.Type.Rotors.AccelerationMetresPerSecondSquared;
        Rise(cruise);
        Transition(seconds, route.FirstSpeed(cruise), bend: 1, accelerating: true, share => power.InRotorTransition(share, airspeed, seconds, density, accelerating: true));
        Along(
            0.5 * seconds * route.FirstSpeed(cruise),
            route.Metres - (0.5 * seconds * route.LastSpeed(cruise)),
            cruise,
            climb: 0,
            turns => power.OnRotors(airspeed, density, turns ? loadFactor : 1));
        Wait(_ => power.Vertical(0, density));
        Transition(seconds, route.LastSpeed(cruise), bend: 1, accelerating: false, share => power.InRotorTransition(share, airspeed, seconds, density, accelerating: false));
        Sink(cruise);
    }

    private void OnWing(Wing wing)
    {
        var upper = Math.Min(task.CruiseAltitude.Metres, task.OriginElevation.Metres + wing.TransitionHeight.Metres);
        var lower = Math.Min(task.CruiseAltitude.Metres, task.DestinationElevation.Metres + wing.TransitionHeight.Metres);
        var start = 0.5 * wing.TransitionSeconds * route.FirstSpeed(upper);
        var end = route.Metres - (0.5 * wing.TransitionSeconds * route.LastSpeed(lower));
        var cruise = Reach();
        var (climbEnd, descentStart) = (ClimbEnd(cruise), DescentStart(cruise));
        Rise(upper);
        WingTransition(upper, route.FirstSpeed(upper), accelerating: true);
        Along(start, climbEnd, 0.5 * (upper + cruise), wing.ClimbSpeed.MetresPerSecond, Power(0.5 * (upper + cruise), wing.ClimbSpeed.MetresPerSecond));
        Along(climbEnd, descentStart, cruise, 0, Power(cruise, 0));
        Along(descentStart, end, 0.5 * (lower + cruise), -wing.DescentSpeed.MetresPerSecond, Power(0.5 * (lower + cruise), -wing.DescentSpeed.MetresPerSecond));
        Wait(_ => power.OnWing(wing, airspeed, 0, Density(lower), loadFactor));
        WingTransition(lower, route.LastSpeed(lower), accelerating: false);
        Sink(lower);

        // As high as asked, or as high as the way allows.
        double Reach()
        {
            var asked = task.CruiseAltitude.Metres;
            double Spare(double altitude) => DescentStart(altitude) - ClimbEnd(altitude);
            return Spare(asked) >= 0 ? asked : Brent.FindRoot(Spare, Math.Max(upper, lower), asked, 1e-10, 500);
        }

        double ClimbEnd(double altitude) => route.After(start, (altitude - upper) / wing.ClimbSpeed.MetresPerSecond, 0.5 * (upper + altitude));

        double DescentStart(double altitude) => route.Before(end, (altitude - lower) / wing.DescentSpeed.MetresPerSecond, 0.5 * (lower + altitude));

        Func<bool, double> Power(double altitude, double climb) => turns => power.OnWing(wing, airspeed, climb, Density(altitude), turns ? loadFactor : 1);

        void WingTransition(double altitude, double speed, bool accelerating) => Transition(
            wing.TransitionSeconds,
            speed,
            power.ShareOnWing(wing, airspeed, Density(altitude)),
            accelerating,
            share => power.InWingTransition(wing, share, airspeed, Density(altitude), accelerating));
    }

    private void Spool(double altitude, double seconds) => Steady(seconds, power.Spool(Density(altitude), task.Policy.SpoolPowerShare), 0, 0);

    private void Rise(double to) => Vertically(task.OriginElevation.Metres, to, task.Type.Vertical.ClimbSpeed);

    private void Sink(double from)
    {
        var (pad, vertical) = (task.DestinationElevation.Metres, task.Type.Vertical);
        Vertically(from, pad + vertical.LandingHeight.Metres, vertical.DescentSpeed);
        Vertically(pad + vertical.LandingHeight.Metres, pad, vertical.LandingSpeed);
    }

    private void Vertically(double from, double to, Speed speed)
    {
        var climb = Math.CopySign(speed.MetresPerSecond, to - from);
        var cuts = Math.Ceiling(Math.Abs(to - from) / CutMetres);
        for (var i = 0; i < cuts; i++)
        {
            Steady((to - from) / cuts / climb, power.Vertical(climb, Density(from + ((to - from) * (i + 0.5) / cuts))), 0, climb);
        }
    }

    private void Along(double from, double to, double altitude, double climb, Func<bool, double> watts)
    {
        foreach (var part in route.Between(from, to, altitude))
        {
            Steady(part.Metres / part.Speed, watts(part.Turns), part.Speed, climb);
        }
    }

    private void Wait(Func<double, double> watts)
    {
        if (task.Variation.HoldSeconds > 0)
        {
            Steady(task.Variation.HoldSeconds, watts(0), 0, 0);
        }
    }

    /// <summary>Airspeed and ground speed grow evenly from nothing, or fall evenly to it.</summary>
    private void Transition(double seconds, double speed, double bend, bool accelerating, Func<double, double> watts)
    {
        double Share(double over) => accelerating ? over : 1 - over;
        if (transitions != TransitionPower.Growing)
        {
            var mean = OraclePower.Mean(watts, bend, transitions);
            stretches.Add(new OracleStretch(seconds, _ => mean, over => speed * Share(over), 0));
            return;
        }

        // In two parts, so that no step goes over the bend.
        Part(0, accelerating ? bend : 1 - bend);
        Part(accelerating ? bend : 1 - bend, 1);

        void Part(double start, double end)
        {
            if (end > start)
            {
                double At(double over) => Share(start + ((end - start) * over));
                stretches.Add(new OracleStretch((end - start) * seconds, over => watts(At(over)), over => speed * At(over), 0));
            }
        }
    }

    private void Steady(double seconds, double watts, double groundSpeed, double climb) =>
        stretches.Add(new OracleStretch(seconds, _ => watts, _ => groundSpeed, climb));

    private double Density(double altitude) => task.Atmosphere.DensityAt(AltitudeAmsl.FromMetres(altitude)).KilogramsPerCubicMetre;
}
