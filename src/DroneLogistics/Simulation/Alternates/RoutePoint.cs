using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>A flight at one moment.</summary>
/// <param name="Leg">Which leg of the path, from 0; at a corner the one that ends there.</param>
/// <param name="PathMetres">Progress along the path.</param>
/// <param name="Seconds">Since block-off.</param>
/// <param name="Position">Where.</param>
/// <param name="Altitude">How high.</param>
/// <param name="Battery">The pack then.</param>
/// <param name="Hovers">It hovers; otherwise it flies along its path.</param>
public sealed record RoutePoint(int Leg, double PathMetres, double Seconds, LatLon Position, AltitudeAmsl Altitude, BatteryState Battery, bool Hovers);
