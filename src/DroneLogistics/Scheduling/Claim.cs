using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>What kind of thing is claimed.</summary>
public enum ClaimKind
{
    Pad = 1,
    Aircraft = 2,
    BatteryPack = 3,

    /// <summary>A cell of the grid over the airspace, in a band of altitudes.</summary>
    Airspace = 4,
}

/// <summary>A half-open interval in which one resource belongs to one flight.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Resource">Its resource name, for example <c>sites/putuo/pads/1</c>.</param>
/// <param name="Window">When, whole microseconds.</param>
public sealed record Claim(ClaimKind Kind, string Resource, TimeWindow Window)
{
    /// <summary>Which altitudes of it; of things without height the same for all.</summary>
    public AltitudeCells Band { get; init; } = AltitudeCells.WithoutHeight;

    /// <summary>Whether both cannot hold: one resource, one time and one altitude.</summary>
    public bool Overlaps(Claim other) => Resource == other.Resource && Band.Overlaps(other.Band) && Window.Overlaps(other.Window);
}

/// <summary>Whole metres above mean sea level, [<paramref name="LowMetres"/>, <paramref name="HighMetres"/>); the low is below the high, and may be below the sea.</summary>
public readonly record struct AltitudeCells(int LowMetres, int HighMetres)
{
    /// <summary>Of a pad, a tail, a pack: held at every height.</summary>
    public static readonly AltitudeCells WithoutHeight = new(0, 1);

    /// <summary>The fewest whole metres that hold a band, its surfaces among it.</summary>
    public static AltitudeCells Around(AltitudeAmsl low, AltitudeAmsl high) => new((int)Math.Floor(low.Metres), (int)Math.Floor(high.Metres) + 1);

    public bool Overlaps(AltitudeCells other) => LowMetres < other.HighMetres && other.LowMetres < HighMetres;

    /// <summary>The fewest that hold both.</summary>
    public AltitudeCells And(AltitudeCells other) => new(Math.Min(LowMetres, other.LowMetres), Math.Max(HighMetres, other.HighMetres));
}

/// <summary>Two flights hold one thing at one time: the timetable they came from is broken.</summary>
public sealed class ClaimClashException(string flight, Claim claim, string other, TimeWindow held) : Exception(
    $"Flight {flight} claims {claim.Resource} from {claim.Window.Start:yyyy-MM-dd'T'HH:mm:ss'Z'} to {claim.Window.End:HH:mm:ss'Z'}, which flight {other} holds from {held.Start:yyyy-MM-dd'T'HH:mm:ss'Z'} to {held.End:HH:mm:ss'Z'}.")
{
    public string Resource { get; } = claim.Resource;
}

/// <summary>How long a flight holds what it uses; the numbers stand in <c>data/policy/</c> with their sources.</summary>
/// <param name="PadBeforeDeparture">The origin pad, before block-off.</param>
/// <param name="PadAfterDeparture">The origin pad, after block-off.</param>
/// <param name="PadBeforeArrival">The destination pad, before block-on.</param>
/// <param name="Turnaround">The destination pad, the aircraft and its pack, after block-on.</param>
public sealed record ClaimPolicy(TimeSpan PadBeforeDeparture, TimeSpan PadAfterDeparture, TimeSpan PadBeforeArrival, TimeSpan Turnaround);

/// <summary>Resource names of what can be claimed.</summary>
public static class ResourceNames
{
    public static string Of(Fleet.AircraftId aircraft) => $"aircraft/{aircraft}";

    public static string Of(Fleet.BatteryPackId pack) => $"batteryPacks/{pack}";
}
