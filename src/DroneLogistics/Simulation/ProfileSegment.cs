using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>A stretch of flight with constant power, airspeed and rate of climb.</summary>
/// <param name="Phase">The phase it belongs to.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="DistanceMetres">Ground distance as flown.</param>
/// <param name="PathMetres">Progress along the path: less in a stretched or turning way.</param>
/// <param name="From">Altitude at its start.</param>
/// <param name="To">Altitude at its end.</param>
/// <param name="Airspeed">Mean true airspeed.</param>
/// <param name="Power">Electrical power by cause.</param>
public readonly record struct ProfileSegment(
    FlightPhase Phase,
    double Seconds,
    double DistanceMetres,
    double PathMetres,
    AltitudeAmsl From,
    AltitudeAmsl To,
    Speed Airspeed,
    PowerBreakdown Power)
{
    public Speed GroundSpeed => Speed.FromMetresPerSecond(Seconds > 0 ? DistanceMetres / Seconds : 0);
}

/// <summary>Why a flight cannot be flown as asked, before any question of energy.</summary>
public enum ProfileTrouble
{
    None = 0,

    /// <summary>The wind leaves no way forward along the track at this airspeed.</summary>
    NoWayForward,

    /// <summary>The ground speed is below the policy's minimum.</summary>
    GroundSpeedTooLow,

    /// <summary>The path is too short for this type to go into forward flight and out of it again.</summary>
    PathTooShort,

    /// <summary>The cruise altitude is not above both pads.</summary>
    CruiseBelowPads,

    /// <summary>The airspeed is too low for the wing to carry the mass.</summary>
    WingStalls,

    /// <summary>The air at sea level is colder or warmer than the model of the type holds for; kelvin.</summary>
    AirTemperatureOutside,

    /// <summary>The air at cruise altitude is thinner than the model of the type holds for; density altitude, metres.</summary>
    AirTooThin,

    /// <summary>The airspeed is above the highest of the type.</summary>
    TooFast,

    /// <summary>The grid of the wind does not hold the way in space and time.</summary>
    WindUnknown,
}

/// <summary>The flight as a sequence of segments, or why there is none.</summary>
/// <param name="Segments">The segments in order; those that could be built where there is trouble.</param>
/// <param name="Trouble">What is wrong.</param>
/// <param name="Limit">The limit concerned, in SI units; NaN without trouble.</param>
/// <param name="Actual">The value of this flight.</param>
public sealed record FlightProfile(IReadOnlyList<ProfileSegment> Segments, ProfileTrouble Trouble, double Limit, double Actual)
{
    /// <summary>The slowest ground speed along the path in cruise, whether or not it suffices.</summary>
    public required Speed SlowestGroundSpeed { get; init; }

    /// <summary>The cruise altitude that is flown: lower than asked on a path too short to reach it.</summary>
    public required AltitudeAmsl CruiseAltitude { get; init; }
}
