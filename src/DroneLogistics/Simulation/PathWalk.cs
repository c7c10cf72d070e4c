using DroneLogistics.Performance;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation;

/// <summary>A piece of the way with one ground speed.</summary>
/// <param name="Metres">Ground distance as flown.</param>
/// <param name="PathMetres">Progress along the path.</param>
/// <param name="Seconds">Time it takes.</param>
/// <param name="Turns">It is a turn, flown with the load factor of the bank.</param>
/// <param name="Airspeed">True airspeed on it.</param>
internal readonly record struct WayPiece(double Metres, double PathMetres, double Seconds, bool Turns, Speed Airspeed);

/// <summary>The way from one stop to the next.</summary>
/// <param name="StartMetres">Where it begins, along the way as flown.</param>
/// <param name="EndMetres">Where it ends.</param>
/// <param name="Start">The wind triangle where it begins.</param>
/// <param name="End">The wind triangle where it ends.</param>
internal readonly record struct WayLeg(double StartMetres, double EndMetres, WindTriangle Start, WindTriangle End);

/// <summary>
/// Ground speeds along the way of a task: how far a time of flight leads and how long a distance takes, element by element, from either end.
/// </summary>
internal sealed class PathWalk
{
    private readonly FlightTask task;
    private readonly FlownWay way;

    // Null where one wind blows everywhere.
    private readonly WindAlong? along;

    public PathWalk(FlightTask task)
    {
        this.task = task;
        way = FlownWay.Of(task.Path, task.CommandedGroundSpeed ?? task.CruiseAirspeed, task.Type.TurnBankDegrees, task.Variation.RouteStretch, task.StopsAtCorners);
        if (task.WindField is { } field)
        {
            way = way.CutEvery(WindAlong.CellMetres);
            along = new WindAlong(task, field, way);
        }
    }

    public double TotalMetres => way.TotalMetres;

    /// <summary>What a flight that is in the air already has behind it of its way.</summary>
    public double LeadInMetres => (task.Airborne?.LeadIn.Metres ?? 0) * task.Variation.RouteStretch;

    public bool Turns => way.Turns;

    /// <summary>Ground speed where the way begins, metres a second.</summary>
    public double SpeedAtStart(AltitudeAmsl altitude) => SpeedOn(way.Elements[0], altitude);

    /// <summary>Ground speed where the way ends, metres a second.</summary>
    public double SpeedAtEnd(AltitudeAmsl altitude) => SpeedOn(way.Elements[^1], altitude);

    /// <summary>How often the aircraft starts from a stop.</summary>
    public int LegCount => task.StopsAtCorners ? task.Path.Legs.Count : 1;

    /// <summary>From one stop to the next.</summary>
    public WayLeg Leg(int index, AltitudeAmsl altitude)
    {
        var elements = Stretch(index);
        ref readonly var first = ref elements[0];
        ref readonly var last = ref elements[^1];
        return new WayLeg(first.StartMetres, last.EndMetres, At(first, first.Before, altitude), At(last, last.Before, altitude));
    }

    /// <summary>Whether the wind is known along the whole way between two altitudes.</summary>
    public bool WindIsKnown(AltitudeAmsl low, AltitudeAmsl high) => along is null || along.Holds(low, high);

    /// <summary>The slowest triangle over all path segments at one altitude; of a commanded ground speed the one that asks the most airspeed.</summary>
    public WindTriangle Slowest(AltitudeAmsl altitude)
    {
        var slowest = Triangle(0);
        for (var i = 1; i < (along is null ? task.Path.Legs.Count : way.Elements.Length); i++)
        {
            var triangle = Triangle(i);
            if (!(triangle.GroundSpeed >= slowest.GroundSpeed) || !triangle.Holds || (task.CommandedGroundSpeed is not null && triangle.Airspeed > slowest.Airspeed))
            {
                slowest = triangle;
            }
        }

        return slowest;

        // One wind is the same on a whole path segment, that of a grid differs from element to element.
        WindTriangle Triangle(int i) => along is null ? At(default, i, altitude) : At(way.Elements[i], way.Elements[i].After, altitude);
    }

    /// <summary>The wind on each part of the way at one altitude, in flying order.</summary>
    public List<LegWind> Winds(AltitudeAmsl altitude)
    {
        var winds = new List<LegWind>();
        for (var i = 0; i < (along is null ? task.Path.Legs.Count : way.Elements.Length); i++)
        {
            var (triangle, metres) = along is null
                ? (At(default, i, altitude), task.Path.Legs[i].Distance)
                : (At(way.Elements[i], way.Elements[i].Before, altitude), Length.FromMetres(way.Elements[i].EndMetres - way.Elements[i].StartMetres));
            winds.Add(new LegWind(metres, triangle.HeadwindComponent, triangle.CrosswindComponent));
        }

        return winds;
    }

    /// <summary>The slowest triangle between two altitudes: one wind grows upwards, that of a grid may be stronger below.</summary>
    public WindTriangle Slowest(AltitudeAmsl low, AltitudeAmsl high)
    {
        var above = Slowest(high);
        if (along is null || !above.Holds)
        {
            return above;
        }

        var below = Slowest(low);
        return below.Holds && below.GroundSpeed >= above.GroundSpeed ? above : below;
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
                pieces.Add(new WayPiece(here * speed, here * speed * element.PathShare, here, element.Turns, AirspeedOn(element, altitude)));
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
                pieces.Add(new WayPiece(here * speed, here * speed * element.PathShare, here, element.Turns, AirspeedOn(element, altitude)));
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
                pieces.Add(new WayPiece(metres, metres * element.PathShare, metres / SpeedOn(element, altitude), element.Turns, AirspeedOn(element, altitude)));
            }
        }

        return pieces;
    }

    /// <summary>Progress along the path of the first metres after a stop.</summary>
    public double PathMetresFromStart(int leg, double metres)
    {
        var (progress, left) = (0.0, metres);
        var elements = Stretch(leg);
        for (var i = 0; i < elements.Length && left > 0; i++)
        {
            progress += Taken(elements[i], ref left);
        }

        return progress;
    }

    /// <summary>Progress along the path of the last metres before a stop.</summary>
    public double PathMetresToEnd(int leg, double metres)
    {
        var (progress, left) = (0.0, metres);
        var elements = Stretch(leg);
        for (var i = elements.Length - 1; i >= 0 && left > 0; i--)
        {
            progress += Taken(elements[i], ref left);
        }

        return progress;
    }

    /// <summary>The elements from one stop to the next.</summary>
    private ReadOnlySpan<FlownWay.Element> Stretch(int leg) => task.StopsAtCorners ? way.Leg(leg) : way.Elements;

    private static double Taken(in FlownWay.Element element, ref double left)
    {
        var flown = Math.Min(left, element.EndMetres - element.StartMetres);
        left -= flown;
        return flown * element.PathShare;
    }

    /// <summary>Ground speed on a leg; in a turn between two legs the harmonic mean of theirs, as half of the arc is flown at each.</summary>
    private double SpeedOn(in FlownWay.Element element, AltitudeAmsl altitude)
    {
        var before = At(element, element.Before, altitude).GroundSpeed.MetresPerSecond;
        if (!element.Turns)
        {
            return before;
        }

        var after = At(element, element.After, altitude).GroundSpeed.MetresPerSecond;
        return 2 * before * after / (before + after);
    }

    /// <summary>The airspeed flown, or the one that a commanded ground speed asks; in a turn the mean of both legs.</summary>
    private Speed AirspeedOn(in FlownWay.Element element, AltitudeAmsl altitude) => task.CommandedGroundSpeed is null
        ? task.CruiseAirspeed
        : (At(element, element.Before, altitude).Airspeed + At(element, element.After, altitude).Airspeed) * 0.5;

    private WindTriangle At(in FlownWay.Element element, int segment, AltitudeAmsl altitude)
    {
        var track = task.Path.Legs[segment].Track;
        var (from, wind) = along is null ? (task.Wind.From, task.Wind.MeanAt(altitude, task.WindPolicy)) : along.At(element, altitude);
        return task.CommandedGroundSpeed is { } commanded
            ? WindTriangle.AtGroundSpeed(track, commanded, from, wind)
            : WindTriangle.Solve(track, task.CruiseAirspeed, from, wind);
    }
}
