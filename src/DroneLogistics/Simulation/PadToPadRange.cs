using DroneLogistics.Geodesy;
using DroneLogistics.Routing;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation;

/// <summary>How far a flight reaches from pad to pad and lands with its reserve: what a planner can count on, where makers tell of cruise alone.</summary>
public static class PadToPadRange
{
    // Farther than any type; each step down is short enough to meet the band between too short for the transitions and too long for the battery.
    private const double LongestMetres = 2_000_000;
    private const double ShortestMetres = 100;
    private const double StepDown = 0.9;
    private const int Halvings = 40;

    /// <summary>The longest straight way, due east from the origin of a task, on which the task lands with its reserve.</summary>
    /// <param name="task">Everything but the path; its wind blows on the new one.</param>
    /// <returns>The way, to a metre; null where no way is long enough to fly and short enough to land.</returns>
    public static Length? Of(FlightTask task)
    {
        var (reached, missed) = (LongestMetres, LongestMetres);
        while (!Lands(task, reached))
        {
            (reached, missed) = (reached * StepDown, reached);
            if (reached < ShortestMetres)
            {
                return null;
            }
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = 0.5 * (reached + missed);
            (reached, missed) = Lands(task, middle) ? (middle, missed) : (reached, middle);
        }

        return Length.FromMetres(reached);
    }

    private static bool Lands(FlightTask task, double metres)
    {
        var origin = task.Path.Origin;
        var end = Geodesic.Direct(origin.LatitudeDegrees, origin.LongitudeDegrees, 90, metres);
        var forecast = FlightSimulation.Run(task with { Path = new FlightPath([origin, new LatLon(end.LatitudeDegrees, end.LongitudeDegrees)]) });
        return forecast is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero;
    }
}
