using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>A piece of the way with one ground speed.</summary>
/// <param name="Metres">Ground distance as flown.</param>
/// <param name="PathMetres">Progress along the path.</param>
/// <param name="Seconds">Time it takes.</param>
/// <param name="Turns">It is a turn, flown with the load factor of the bank.</param>
internal readonly record struct WayPiece(double Metres, double PathMetres, double Seconds, bool Turns);

/// <summary>
/// Ground speeds along the way of a task: how far a time of flight leads and how long a distance takes, element by element, from either end.
/// </summary>
internal sealed class PathWalk
{
    private readonly FlightTask task;
    private readonly FlownWay way;

    public PathWalk(FlightTask task)
    {
        this.task = task;
        way = FlownWay.Of(task.Path, task.CruiseAirspeed, task.Type.TurnBankDegrees, task.Variation.RouteStretch);
    }

    public double TotalMetres => way.TotalMetres;

    public bool Turns => way.Turns;

    /// <summary>Ground speed where the way begins, metres a second.</summary>
    public double SpeedAtStart(AltitudeAmsl altitude) => SpeedOn(way.Elements[0], altitude);

    /// <summary>Ground speed where the way ends, metres a second.</summary>
    public double SpeedAtEnd(AltitudeAmsl altitude) => SpeedOn(way.Elements[^1], altitude);

    /// <summary>The slowest triangle over all path segments at one altitude.</summary>
    public WindTriangle Slowest(AltitudeAmsl altitude)
    {
        var slowest = At(0, altitude);
        for (var i = 1; i < task.Path.Segments.Count; i++)
        {
            var triangle = At(i, altitude);
            if (!(triangle.GroundSpeed >= slowest.GroundSpeed) || !triangle.Holds)
            {
                slowest = triangle;
            }
        }

        return slowest;
    }

    /// <summary>Pieces of the way that are flown in a time, forwards from a distance; stops at the end of the way.</summary>
    public List<WayPiece> Forwards(double fromMetres, double seconds, AltitudeAmsl altitude)
    {
        var pieces = new List<WayPiece>(1);
        var (at, left) = (fromMetres, seconds);
        for (var i = 0; i < way.Elements.Length && left > 0; i++)
        {
            var element = way.Elements[i];
            if (element.EndMetres > at)
            {
                var speed = SpeedOn(element, altitude);
                var here = Math.Min(left, (element.EndMetres - at) / speed);
                pieces.Add(new WayPiece(here * speed, here * speed * element.PathShare, here, element.Turns));
                left -= here;
                at = element.EndMetres;
            }
        }

        return pieces;
    }

    /// <summary>Pieces of the way that are flown in a time that ends at a distance, in flying order.</summary>
    public List<WayPiece> Backwards(double toMetres, double seconds, AltitudeAmsl altitude)
    {
        var pieces = new List<WayPiece>(1);
        var (at, left) = (toMetres, seconds);
        for (var i = way.Elements.Length - 1; i >= 0 && left > 0; i--)
        {
            var element = way.Elements[i];
            if (element.StartMetres < at)
            {
                var speed = SpeedOn(element, altitude);
                var here = Math.Min(left, (at - element.StartMetres) / speed);
                pieces.Add(new WayPiece(here * speed, here * speed * element.PathShare, here, element.Turns));
                left -= here;
                at = element.StartMetres;
            }
        }

        pieces.Reverse();
        return pieces;
    }

    /// <summary>Pieces of the way between two distances.</summary>
    public List<WayPiece> Between(double fromMetres, double toMetres, AltitudeAmsl altitude)
    {
        var pieces = new List<WayPiece>(way.Elements.Length);
        foreach (var element in way.Elements)
        {
            var metres = Math.Min(element.EndMetres, toMetres) - Math.Max(element.StartMetres, fromMetres);
            if (metres > 0)
            {
                pieces.Add(new WayPiece(metres, metres * element.PathShare, metres / SpeedOn(element, altitude), element.Turns));
            }
        }

        return pieces;
    }

    /// <summary>Progress along the path of the first metres of the way.</summary>
    public double PathMetresFromStart(double metres) => metres * way.Elements[0].PathShare;

    /// <summary>Progress along the path of the last metres of the way.</summary>
    public double PathMetresToEnd(double metres) => metres * way.Elements[^1].PathShare;

    /// <summary>Ground speed on a leg; in a turn between two legs the harmonic mean of theirs, as half of the arc is flown at each.</summary>
    private double SpeedOn(in FlownWay.Element element, AltitudeAmsl altitude)
    {
        var before = At(element.Before, altitude).GroundSpeed.MetresPerSecond;
        if (!element.Turns)
        {
            return before;
        }

        var after = At(element.After, altitude).GroundSpeed.MetresPerSecond;
        return 2 * before * after / (before + after);
    }

    private WindTriangle At(int segment, AltitudeAmsl altitude) => WindTriangle.Solve(
        task.Path.Segments[segment].Track,
        task.CruiseAirspeed,
        task.Wind.From,
        task.Wind.MeanAt(altitude, task.WindPolicy));
}
