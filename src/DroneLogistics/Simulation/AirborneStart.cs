using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>Where a flight begins that is in the air already, as a diversion is: no spooling up, no climb from a pad.</summary>
/// <param name="Altitude">Where it is.</param>
/// <param name="Hovers">It hovers over the origin of its path; otherwise it flies along it at its cruise airspeed.</param>
/// <param name="LeadIn">The part of its path that lies behind it, so that a turn away from its track is flown; zero where it hovers.</param>
/// <param name="Battery">Its pack then.</param>
public sealed record AirborneStart(AltitudeAmsl Altitude, bool Hovers, Length LeadIn, BatteryState Battery);
