using DroneLogistics.Geodesy;
using DroneLogistics.Performance;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>The moments of a simulated flight by progress along its path, from the end of its first transition to the beginning of its last.</summary>
internal sealed class RouteMoments
{
    private readonly FlightForecast flight;
    private readonly BatteryCircuit battery;

    // Progress and time where each segment begins.
    private readonly double[] metres;
    private readonly double[] seconds;
    private readonly double[] legEnds;
    private readonly int first;
    private readonly int last;

    public RouteMoments(FlightForecast flight)
    {
        this.flight = flight;
        battery = flight.Task.Circuit();
        var segments = flight.Profile.Segments;
        (metres, seconds) = (new double[segments.Count + 1], new double[segments.Count + 1]);
        metres[0] = flight.Task.Airborne?.LeadIn.Metres ?? 0;
        (first, last) = (0, segments.Count);
        for (var i = 0; i < segments.Count; i++)
        {
            metres[i + 1] = metres[i] + segments[i].PathMetres;
            seconds[i + 1] = seconds[i] + segments[i].Seconds;
            if (segments[i].Phase == FlightPhase.Transition && first == 0)
            {
                first = i + 1;
            }

            if (segments[i].Phase == FlightPhase.BackTransition)
            {
                last = i;
            }
        }

        var legs = flight.Task.Path.Legs;
        legEnds = new double[legs.Count];
        for (var i = 0; i < legs.Count; i++)
        {
            legEnds[i] = (i == 0 ? 0 : legEnds[i - 1]) + legs[i].Distance.Metres;
        }
    }

    /// <summary>Progress where forward flight begins.</summary>
    public double FirstMetres => metres[first];

    /// <summary>Progress where it ends.</summary>
    public double LastMetres => metres[last];

    /// <summary>Both ends of every leg and points between them, rising, no further apart than a step.</summary>
    public List<double> Every(double stepMetres)
    {
        var points = new List<double> { FirstMetres };
        foreach (var end in legEnds)
        {
            var (from, to) = (points[^1], Math.Min(end, LastMetres));
            var pieces = (int)Math.Ceiling((to - from) / stepMetres);
            for (var i = 1; i <= pieces; i++)
            {
                points.Add(i == pieces ? to : from + ((to - from) * i / pieces));
            }
        }

        return points;
    }

    /// <summary>The moment of a progress from <see cref="FirstMetres"/> to <see cref="LastMetres"/>; null where the battery did not last so long.</summary>
    public RoutePoint? At(double progress)
    {
        var i = first;
        while (i < last - 1 && !(metres[i + 1] >= progress && metres[i + 1] > metres[i]))
        {
            i++;
        }

        var segment = flight.Profile.Segments[i];
        var share = segment.PathMetres > 0 ? Math.Clamp((progress - metres[i]) / segment.PathMetres, 0, 1) : 0;
        var time = TimeShare(segment.Phase, share) * segment.Seconds;
        if (StateBefore(i) is not { } before)
        {
            return null;
        }

        var result = Discharge.AtConstantPower(battery, before, segment.Power.TotalWatts, time);
        return result.End != Discharge.End.Completed ? null : new RoutePoint(
            LegAt(progress),
            progress,
            seconds[i] + time,
            flight.Task.Path.PointAt(Length.FromMetres(progress)),
            AltitudeAmsl.FromMetres(segment.From.Metres + ((segment.To - segment.From).Metres * (segment.Seconds > 0 ? time / segment.Seconds : 0))),
            result.State,
            Hovers: false);
    }

    /// <summary>In hover over the destination, before the way down; null where the battery did not last so long.</summary>
    public RoutePoint? Overhead() => StateBefore(last + 1) is not { } state ? null : new RoutePoint(
        legEnds.Length - 1,
        legEnds[^1],
        seconds[last + 1],
        flight.Task.Path.Destination,
        flight.Profile.Segments[last].To,
        state,
        Hovers: true);

    /// <summary>The path a little behind a moment: the direction in which it is flown.</summary>
    public LatLon Behind(RoutePoint point, Length distance) => flight.Task.Path.PointAt(Length.FromMetres(point.PathMetres) - distance);

    private BatteryState? StateBefore(int segment) =>
        segment == 0 ? flight.Task.StartOf(battery) : segment <= flight.SegmentEnds.Count ? flight.SegmentEnds[segment - 1] : null;

    private int LegAt(double progress)
    {
        var leg = Array.FindIndex(legEnds, end => progress <= end);
        return leg < 0 ? legEnds.Length - 1 : leg;
    }

    // The inverse of how a transition makes its way: evenly accelerated, evenly slowed down.
    private static double TimeShare(FlightPhase phase, double share) => phase switch
    {
        FlightPhase.Transition => Math.Sqrt(share),
        FlightPhase.BackTransition => 1 - Math.Sqrt(1 - share),
        _ => share,
    };
}
