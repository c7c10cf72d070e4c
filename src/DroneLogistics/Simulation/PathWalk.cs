using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>
/// Ground speeds along a path: how far a time of flight leads and how long a distance takes, segment by segment, from either end.
/// </summary>
internal sealed class PathWalk
{
    private readonly FlightTask task;
    private readonly double[] ends;

    public PathWalk(FlightTask task)
    {
        this.task = task;
        ends = new double[task.Path.Segments.Count];
        var sum = 0.0;
        for (var i = 0; i < ends.Length; i++)
        {
            sum += task.Path.Segments[i].Distance.Metres;
            ends[i] = sum;
        }
    }

    public double TotalMetres => ends[^1];

    /// <summary>The wind triangle on the path segment at a distance from the origin.</summary>
    public WindTriangle At(int segment, Speed airspeed, AltitudeAmsl altitude) => WindTriangle.Solve(
        task.Path.Segments[segment].Track,
        airspeed,
        task.Wind.From,
        task.Wind.MeanAt(altitude, task.WindPolicy));

    /// <summary>The slowest triangle over all path segments at one altitude.</summary>
    public WindTriangle Slowest(Speed airspeed, AltitudeAmsl altitude)
    {
        var slowest = At(0, airspeed, altitude);
        for (var i = 1; i < ends.Length; i++)
        {
            var triangle = At(i, airspeed, altitude);
            if (!(triangle.GroundSpeed >= slowest.GroundSpeed) || !triangle.Holds)
            {
                slowest = triangle;
            }
        }

        return slowest;
    }

    /// <summary>Pieces of the path that are flown in a time, forwards from a distance; stops at the end of the path.</summary>
    public List<(double Metres, double Seconds)> Forwards(double fromMetres, double seconds, Speed airspeed, AltitudeAmsl altitude)
    {
        var pieces = new List<(double, double)>(1);
        var at = fromMetres;
        var left = seconds;
        for (var i = SegmentAt(at); i < ends.Length && left > 0; i++)
        {
            var speed = At(i, airspeed, altitude).GroundSpeed.MetresPerSecond;
            var here = Math.Min(left, (ends[i] - at) / speed);
            pieces.Add((here * speed, here));
            left -= here;
            at = ends[i];
        }

        return pieces;
    }

    /// <summary>Pieces of the path that are flown in a time that ends at a distance, in flying order.</summary>
    public List<(double Metres, double Seconds)> Backwards(double toMetres, double seconds, Speed airspeed, AltitudeAmsl altitude)
    {
        var pieces = new List<(double, double)>(1);
        var at = toMetres;
        var left = seconds;
        for (var i = LastSegmentAt(at); i >= 0 && left > 0; i--)
        {
            var start = i == 0 ? 0 : ends[i - 1];
            var speed = At(i, airspeed, altitude).GroundSpeed.MetresPerSecond;
            var here = Math.Min(left, (at - start) / speed);
            pieces.Add((here * speed, here));
            left -= here;
            at = start;
        }

        pieces.Reverse();
        return pieces;
    }

    /// <summary>Pieces of the path between two distances.</summary>
    public List<(double Metres, double Seconds)> Between(double fromMetres, double toMetres, Speed airspeed, AltitudeAmsl altitude)
    {
        var pieces = new List<(double, double)>(1);
        var at = fromMetres;
        for (var i = SegmentAt(at); i < ends.Length && at < toMetres; i++)
        {
            var stop = Math.Min(ends[i], toMetres);
            if (stop > at)
            {
                pieces.Add((stop - at, (stop - at) / At(i, airspeed, altitude).GroundSpeed.MetresPerSecond));
            }

            at = Math.Max(at, stop);
        }

        return pieces;
    }

    /// <summary>The segment that begins at or contains a distance.</summary>
    public int SegmentAt(double metres)
    {
        var i = 0;
        while (i < ends.Length - 1 && !(metres < ends[i]))
        {
            i++;
        }

        return i;
    }

    private int LastSegmentAt(double metres)
    {
        var i = ends.Length - 1;
        while (i > 0 && !(metres > ends[i - 1]))
        {
            i--;
        }

        return i;
    }
}
