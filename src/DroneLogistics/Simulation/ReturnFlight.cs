using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>The way back of an out-and-back: the same path the other way, by the same aircraft in the same air.</summary>
public static class ReturnFlight
{
    /// <summary>The task of the way back.</summary>
    /// <param name="outbound">The way out, which can be flown.</param>
    /// <param name="payload">What is brought back.</param>
    /// <param name="samePack">
    /// On the pack of the way out as it landed, neither changed nor charged: empty where it did not land. Otherwise on another pack, as charged,
    /// aged and warm as the first one at its take-off.
    /// </param>
    /// <param name="groundSeconds">Block-on to block-off.</param>
    public static FlightTask Of(FlightForecast outbound, Mass payload, bool samePack, double groundSeconds)
    {
        var task = outbound.Task;
        var away = outbound.BlockSeconds ?? throw new ArgumentException("A flight that cannot be flown has no way back.", nameof(outbound));
        var back = task with
        {
            Payload = payload,
            Path = new FlightPath([task.Path.Destination, .. task.Path.Segments.Reverse().Select(segment => segment.From)]),
            OriginElevation = task.DestinationElevation,
            DestinationElevation = task.OriginElevation,
            WindField = task.WindField is { } field ? field with { Departure = field.Departure.AddSeconds(away + groundSeconds) } : null,
        };
        if (!samePack)
        {
            return back;
        }

        var landed = outbound.SegmentEnds.Count > 0 && outbound.LandingCharge is not null ? outbound.SegmentEnds[^1] : new BatteryState(0, task.Circuit().TakeoffKelvin);
        var rested = AfterRest(task.Type.Battery, landed, new Temperature(task.Circuit().TakeoffKelvin), task.Atmosphere.SeaLevelTemperature, groundSeconds);
        return back with { TakeoffCharge = rested.StateOfCharge, PackTemperature = rested.Temperature };
    }

    /// <summary>A pack that landed and stands until it takes off again, neither charged nor changed.</summary>
    /// <param name="design">The pack.</param>
    /// <param name="landed">As it landed.</param>
    /// <param name="takeoff">Its temperature at the take-off before, which its capacity is that of.</param>
    /// <param name="air">The air.</param>
    /// <param name="seconds">How long it stands.</param>
    /// <remarks>
    /// C dT/dt = -hA (T - T_air): its distance from the air falls as exp(-hA t / C). No more is left than was: of a pack that flew itself warm and has
    /// more capacity now, the ampere hours that were left are a smaller share; one that cooled keeps its share of less.
    /// </remarks>
    public static BatteryState AfterRest(BatteryDesign design, BatteryState landed, Temperature takeoff, Temperature air, double seconds)
    {
        var kelvin = air.Kelvin + ((landed.Kelvin - air.Kelvin) * Math.Exp(-design.CoolingWattsPerKelvin / design.HeatCapacityJoulesPerKelvin * seconds));
        var grown = BatteryCircuit.CapacityShare(design.Chemistry, new Temperature(kelvin)) / BatteryCircuit.CapacityShare(design.Chemistry, takeoff);
        return new BatteryState(landed.Charge / Math.Max(1, grown), kelvin);
    }
}
