using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>One flight to simulate: everything the physics depends on.</summary>
public sealed record FlightTask
{
    public required AircraftType Type { get; init; }

    public required Mass Payload { get; init; }

    public required FlightPath Path { get; init; }

    public required AltitudeAmsl OriginElevation { get; init; }

    public required AltitudeAmsl DestinationElevation { get; init; }

    public required AltitudeAmsl CruiseAltitude { get; init; }

    /// <summary>True airspeed in cruise.</summary>
    public required Speed CruiseAirspeed { get; init; }

    /// <summary>
    /// Speed over the ground where that is commanded, as in a multirotor's waypoint flight: the airspeed on each piece of the path then
    /// follows from the wind. Null: <see cref="CruiseAirspeed"/> is flown.
    /// </summary>
    public Speed? CommandedGroundSpeed { get; init; }

    /// <summary>Whether a multirotor comes to a stop at every corner of the path, as waypoint flights do, or only at its end.</summary>
    public bool StopsAtCorners { get; init; }

    public required Wind Wind { get; init; }

    /// <summary>The wind along the way where it is known to differ; null: <see cref="Wind"/> blows everywhere.</summary>
    public WindField? WindField { get; init; }

    public required WindPolicy WindPolicy { get; init; }

    public required Atmosphere Atmosphere { get; init; }

    public required StateOfCharge TakeoffCharge { get; init; }

    public required double PackHealthRatio { get; init; }

    /// <summary>Temperature of the cells at take-off; null: that of the policy.</summary>
    public Temperature? PackTemperature { get; init; }

    /// <summary>How this flight differs from the model of its type.</summary>
    public FlightVariation Variation { get; init; } = FlightVariation.None;

    public required FlightPolicy Policy { get; init; }

    public required ReservePolicy Reserve { get; init; }

    /// <summary>Where a flight begins that is in the air already; null: it takes off from its origin.</summary>
    public AirborneStart? Airborne { get; init; }

    public Mass TakeoffMass => Type.EmptyMass + Payload;

    /// <summary>
    /// The gust to be reckoned with at an altitude: the mean with the policy's deviations of turbulence, or the gust that was given, grown
    /// with height as the mean, where that is more.
    /// </summary>
    public Speed GustAt(AltitudeAmsl altitude)
    {
        var gust = DrydenTurbulence.Of(Wind, WindPolicy, altitude).GustIn(Wind.MeanAt(altitude, WindPolicy), WindPolicy);
        return Wind.Gust is { } given && given * Wind.ProfileFactor(altitude, WindPolicy) is var grown && grown > gust ? grown : gust;
    }

    /// <summary>The pack of this flight as it stands on the pad.</summary>
    public BatteryCircuit Circuit() => new(
        Type.Battery,
        PackHealthRatio,
        PackTemperature ?? Policy.PackTemperature,
        Atmosphere.SeaLevelTemperature,
        Variation.ResistanceFactor);

    /// <summary>The pack where the flight begins.</summary>
    public BatteryState StartOf(BatteryCircuit battery) => Airborne?.Battery ?? battery.AtTakeoff(TakeoffCharge.Ratio);
}
