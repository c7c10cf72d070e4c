using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>
/// The rotors have thrust in hand where the air is thinnest: in hover, and for a multirotor at its airspeed with a gust ahead, at a tilt
/// that is allowed.
/// </summary>
/// <remarks>The highest thrust falls with the density of the air. T = √(W² + D²), D = rho f V² / 2, tan tilt = D / W (docs/physics.md).</remarks>
public static class ThrustMarginCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        var type = flight.Type;
        if (type.Rotors.MaxThrustNewtons is not { } atSeaLevel)
        {
            yield return Finding.NotKnown(ReasonCode.ThrustMarginInsufficient, Subject(flight), $"The highest thrust of {type.NameEnglish}", $"{type.NameChinese}的最大拉力");
            yield break;
        }

        if (flight.TakeoffMass is not { } mass || flight.Forecast is not { Task: var task })
        {
            yield return Finding.NotKnown(ReasonCode.ThrustMarginInsufficient, Subject(flight), "The take-off mass or the air of the flight", "起飞重量或空气条件");
            yield break;
        }

        var (density, available) = Available(task, atSeaLevel);
        var lift = Lift(type, mass);
        if (Short(flight, available, lift, "in hover", "悬停") is { } hover)
        {
            yield return hover;
        }

        if (type.Wing is not null)
        {
            yield break;
        }

        if (flight.Wind is not { } wind)
        {
            yield return Finding.NotKnown(ReasonCode.ThrustMarginInsufficient, Subject(flight), "The wind against which the rotors tilt", "飞行风况");
            yield break;
        }

        var (speed, drag) = GustAhead(task, flight.Weather?.StrongestGust ?? wind.GustOrEstimate(flight.Policy.Wind), flight.Policy.Wind, density);
        if (Short(flight, available, Math.Sqrt((lift * lift) + (drag * drag)), Invariant($"at {speed.MetresPerSecond:0.0} m/s with a gust ahead"), Invariant($"迎阵风 {speed.MetresPerSecond:0.0} m/s")) is { } forward)
        {
            yield return forward;
        }

        var (tilt, limit) = (double.RadiansToDegrees(Math.Atan2(drag, lift)), flight.Policy.Thrust.MaxTiltDegrees);
        if (!(limit - tilt >= 0))
        {
            yield return Refused(flight, limit, tilt, limit - tilt, "deg",
                Invariant($"{tilt:0.0}° of tilt at {speed.MetresPerSecond:0.0} m/s with a gust ahead, {limit:0.0}° allowed: fly slower."),
                Invariant($"迎阵风倾角 {tilt:0.0}°,限 {limit:0.0}°;请减速。"));
        }
    }

    /// <summary>How far the thrust in hand and the tilt lie inside their limits, as shares of these: the least of them; NaN where something is not known.</summary>
    /// <param name="policy">What rotors must have in hand.</param>
    /// <param name="task">The flight, with its mass.</param>
    /// <param name="strongest">The strongest gust of it, at the reference height.</param>
    internal static double LeastMarginRatio(PlanningPolicy policy, FlightTask task, Speed strongest)
    {
        if (task.Type.Rotors.MaxThrustNewtons is not { } atSeaLevel)
        {
            return double.NaN;
        }

        var (density, available) = Available(task, atSeaLevel);
        var lift = Lift(task.Type, task.TakeoffMass);
        var hover = (available / (policy.Thrust.MarginRatio * lift)) - 1;
        if (task.Type.Wing is not null)
        {
            return hover;
        }

        // Math.Min, not a comparison: what is not a number stays none.
        var (_, drag) = GustAhead(task, strongest, policy.Wind, density);
        var forward = (available / (policy.Thrust.MarginRatio * Math.Sqrt((lift * lift) + (drag * drag)))) - 1;
        return Math.Min(hover, Math.Min(forward, 1 - (double.RadiansToDegrees(Math.Atan2(drag, lift)) / policy.Thrust.MaxTiltDegrees)));
    }

    private static (AirDensity Density, double Newtons) Available(FlightTask task, double atSeaLevel)
    {
        var density = task.Atmosphere.DensityAt(HighestOnRotors(task));
        return (density, atSeaLevel * density.KilogramsPerCubicMetre / Atmosphere.Standard.DensityAt(default).KilogramsPerCubicMetre);
    }

    private static double Lift(AircraftType type, Mass mass) => mass.Kilograms * RotorPower.Gravity * type.Rotors.DownloadFactor;

    /// <summary>Airspeed and drag, newton, with all of the gust on top of the airspeed: as if it met an aircraft that flew in still air.</summary>
    private static (Speed Speed, double Drag) GustAhead(FlightTask task, Speed gust, WindPolicy policy, AirDensity density)
    {
        var speed = task.CruiseAirspeed + (gust * Wind.ProfileFactor(task.CruiseAltitude, policy));
        return (speed, 0.5 * density.KilogramsPerCubicMetre * task.Type.Rotors.DragAreaSquareMetres * speed.MetresPerSecond * speed.MetresPerSecond);
    }

    /// <summary>A multirotor hangs on its rotors up to cruise, a winged type up to its transition over the higher pad.</summary>
    private static AltitudeAmsl HighestOnRotors(FlightTask task)
    {
        var pad = Math.Max(task.OriginElevation.Metres, task.DestinationElevation.Metres);
        var transition = pad + (task.Type.Wing?.TransitionHeight.Metres ?? double.PositiveInfinity);
        return AltitudeAmsl.FromMetres(Math.Max(pad, Math.Min(task.CruiseAltitude.Metres, transition)));
    }

    private static Finding? Short(PlannedFlight flight, double available, double thrust, string english, string chinese)
    {
        var required = flight.Policy.Thrust.MarginRatio * thrust;
        return available - required >= 0 ? null : Refused(flight, required, available, available - required, "N",
            Invariant($"{available:0} N of thrust in this air, {required:0} N required {english} ({flight.Policy.Thrust.MarginRatio:0.0#} times {thrust:0} N): fly lighter or lower."),
            Invariant($"{chinese}:最大拉力 {available:0} N,须 ≥ {required:0} N;请减载或降低高度。"));
    }

    private static Finding Refused(PlannedFlight flight, double limit, double actual, double margin, string unit, string english, string chinese) => new()
    {
        Code = ReasonCode.ThrustMarginInsufficient,
        Limit = limit,
        Actual = actual,
        Margin = margin,
        Unit = unit,
        Subject = Subject(flight),
        English = english,
        Chinese = chinese,
    };

    private static string Subject(PlannedFlight flight) => $"aircraftTypes/{flight.Type.Id}";
}
