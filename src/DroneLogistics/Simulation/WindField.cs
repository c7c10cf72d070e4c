using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>A wind that differs along the way and in time, for a flight that leaves at an instant.</summary>
/// <param name="Grid">The wind in space and time.</param>
/// <param name="Departure">Block-off, or the instant at which a flight begins that is in the air already.</param>
public sealed record WindField(WindGrid Grid, DateTimeOffset Departure)
{
    /// <summary>What a Monte-Carlo adds to the grid's wind everywhere: at the policy's reference height, and growing with height as a wind does.</summary>
    public WindVector Error { get; init; }
}
