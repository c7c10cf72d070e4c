using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>What kind of thing is claimed.</summary>
public enum ClaimKind
{
    Pad = 1,
    Aircraft = 2,
    BatteryPack = 3,
}

/// <summary>A half-open interval in which one resource belongs to one flight.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Resource">Its resource name, for example <c>sites/putuo/pads/1</c>.</param>
/// <param name="Window">When, whole microseconds.</param>
public sealed record Claim(ClaimKind Kind, string Resource, TimeWindow Window);

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
