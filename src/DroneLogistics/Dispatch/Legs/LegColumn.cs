using DroneLogistics.Fleet;
using DroneLogistics.Routing.Map;
using DroneLogistics.Sites;

namespace DroneLogistics.Dispatch.Legs;

/// <summary>All flights of one aircraft type over one leg.</summary>
/// <param name="Origin">From.</param>
/// <param name="Destination">To.</param>
/// <param name="Type">In what.</param>
/// <param name="Way">The approved way.</param>
/// <param name="Rows">By hour of departure, then payload, the last running fastest.</param>
/// <param name="Hours">One an hour.</param>
/// <param name="FlownRows">Rows that were simulated for this table, not taken over from the one before.</param>
public sealed record LegColumn(Site Origin, Site Destination, AircraftType Type, PlannedWay Way, LegRow[] Rows, LegHour[] Hours, int FlownRows)
{
    /// <summary>Why nothing of it was flown: no way, one that nobody may fly, a payload that is not known, or a way beyond the range of the type; null: all was.</summary>
    public ReasonCode? NotFlown { get; init; }

    /// <summary>Payloads an hour.</summary>
    public int Steps => Rows.Length / Hours.Length;

    public LegRow At(int hour, int step) => Rows[(hour * Steps) + step];
}
