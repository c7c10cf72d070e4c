using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Scheduling;

/// <summary>A pad for one end of a flight.</summary>
/// <param name="Pad">A free pad; null: none is free.</param>
/// <param name="Window">When it is needed.</param>
/// <param name="Clash">The claim that stands in the way where none is free: the one that ends first.</param>
public sealed record PadAssignment(Pad? Pad, TimeWindow Window, (TimeWindow Window, ScheduledFlight Flight)? Clash)
{
    /// <summary>The first free pad by number of those that bear the mass; of all pads where none does, which is another check's finding.</summary>
    public static PadAssignment Choose(Site site, Mass mass, TimeWindow window, Timetable timetable)
    {
        var bearing = site.Pads.Where(pad => pad.MaxMass.Value >= mass.Kilograms).ToList();
        return Choose(bearing.Count > 0 ? site with { Pads = bearing } : site, window, timetable);
    }

    /// <summary>The first free pad of a site by number.</summary>
    public static PadAssignment Choose(Site site, TimeWindow window, Timetable timetable)
    {
        (TimeWindow Window, ScheduledFlight Flight)? earliest = null;
        foreach (var pad in site.Pads)
        {
            if (timetable.FirstClash(pad.ResourceName, window) is not { } clash)
            {
                return new PadAssignment(pad, window, null);
            }

            if (earliest is null || clash.Window.End < earliest.Value.Window.End)
            {
                earliest = clash;
            }
        }

        return new PadAssignment(null, window, earliest);
    }
}
