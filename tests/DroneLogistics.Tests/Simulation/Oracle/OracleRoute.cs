using DroneLogistics.Routing;
using DroneLogistics.Simulation;
using MathNet.Numerics.RootFinding;

namespace DroneLogistics.Tests.Simulation.Oracle;

/// <summary>The ground under a flight: legs and arcs with their own lengths, and the time over them in the wind.</summary>
internal sealed class OracleRoute
{
    private const double Gravity = 9.80665;

    private readonly FlightTask task;
    private readonly VincentyLine[] legs;
    private readonly List<Stretch> stretches = [];

    public OracleRoute(FlightTask task)
    {
        this.task = task;
        legs = [.. Legs(task.Path)];
        var radius = Math.Pow(task.CruiseAirspeed.MetresPerSecond, 2) / (Gravity * Math.Tan(task.Type.TurnBankDegrees / 180 * Math.PI));
        var corners = Enumerable.Range(1, legs.Length - 1).Select(i => Corner(legs[i - 1], legs[i])).ToList();

        // A corner up to a right angle and a billionth is cut where its tangents leave either leg its other half; else the arc comes on top of the legs.
        var cuts = corners.Select((corner, i) =>
        {
            var tangent = radius * Math.Tan(0.5 * corner);
            return corner <= (0.5 * Math.PI) + 1e-9 && tangent <= 0.5 * Math.Min(legs[i].Metres, legs[i + 1].Metres) ? tangent : 0;
        }).ToList();
        for (var i = 0; i < legs.Length; i++)
        {
            Append(legs[i].Metres - (i > 0 ? cuts[i - 1] : 0) - (i < cuts.Count ? cuts[i] : 0), i, i);
            if (i < corners.Count)
            {
                Append(radius * corners[i], i, i + 1);
            }
        }
    }

    public double Metres => stretches[^1].To;

    public double FirstSpeed(double altitude) => Speed(stretches[0], altitude);

    public double LastSpeed(double altitude) => Speed(stretches[^1], altitude);

    /// <summary>Where a flight that begins at a distance is after a time.</summary>
    public double After(double metres, double seconds, double altitude) =>
        seconds == 0 ? metres : Brent.FindRoot(end => Seconds(metres, end, altitude) - seconds, metres, metres + (200 * seconds), 1e-11, 500);

    /// <summary>Where a flight that is at a distance at the end of a time began it.</summary>
    public double Before(double metres, double seconds, double altitude) =>
        seconds == 0 ? metres : Brent.FindRoot(start => Seconds(start, metres, altitude) - seconds, metres - (200 * seconds), metres, 1e-11, 500);

    /// <summary>The way between two distances, parted at the ends of legs and arcs.</summary>
    public IEnumerable<(double Metres, double Speed, bool Turns)> Between(double from, double to, double altitude) =>
        stretches
            .Select(stretch => (Metres: Math.Min(to, stretch.To) - Math.Max(from, stretch.From), Speed(stretch, altitude), stretch.Turns))
            .Where(part => part.Metres > 0);

    /// <summary>Time between two distances; beyond the ends of the way as on its ends.</summary>
    private double Seconds(double from, double to, double altitude)
    {
        var inside = Between(from, to, altitude).Sum(part => part.Metres / part.Speed);
        return inside + (Math.Max(0, Math.Min(to, 0) - from) / FirstSpeed(altitude)) + (Math.Max(0, to - Math.Max(from, Metres)) / LastSpeed(altitude));
    }

    /// <summary>On a leg the triangle's ground speed; on an arc the one that takes as long as half of it at either leg's.</summary>
    private double Speed(Stretch stretch, double altitude)
    {
        var metres = stretch.To - stretch.From;
        return metres / ((0.5 * metres / GroundSpeed(stretch.Before, altitude)) + (0.5 * metres / GroundSpeed(stretch.After, altitude)));
    }

    /// <summary>The larger root of |V_g t - w|² = V², t the unit vector along the track and w the velocity of the air.</summary>
    private double GroundSpeed(int leg, double altitude)
    {
        var policy = task.WindPolicy;
        var height = Math.Max(1, altitude / policy.ReferenceHeight.Metres);
        var wind = task.Wind.Mean.MetresPerSecond * Math.Exp(policy.ProfileExponent * Math.Log(height));
        var (track, towards) = (legs[leg].MiddleDegrees / 180 * Math.PI, (task.Wind.From.Degrees + 180) / 180 * Math.PI);
        var (east, north) = (wind * Math.Sin(towards), wind * Math.Cos(towards));
        var along = (east * Math.Sin(track)) + (north * Math.Cos(track));
        var squares = Math.Pow(east, 2) + Math.Pow(north, 2) - Math.Pow(task.CruiseAirspeed.MetresPerSecond, 2);
        return along + Math.Sqrt((along * along) - squares);
    }

    private void Append(double metres, int before, int after)
    {
        if (metres > 0)
        {
            var start = stretches.Count == 0 ? 0 : stretches[^1].To;
            stretches.Add(new Stretch(start, start + (metres * task.Variation.RouteStretch), before, after));
        }
    }

    /// <summary>The model's choice: a point within a millionth of a radian of the line is no corner, and the leg is flown past it.</summary>
    private static List<VincentyLine> Legs(FlightPath path)
    {
        var (lines, start) = (new List<VincentyLine>(), path.Origin);
        foreach (var segment in path.Segments)
        {
            var line = new VincentyLine(segment.From, segment.To);
            if (lines.Count > 0 && Corner(lines[^1], line) <= 1e-6)
            {
                lines[^1] = new VincentyLine(start, segment.To);
            }
            else
            {
                start = segment.From;
                lines.Add(line);
            }
        }

        return lines;
    }

    private static double Corner(VincentyLine before, VincentyLine after)
    {
        var turn = Math.Abs(after.InitialDegrees - before.FinalDegrees) % 360;
        return Math.Min(turn, 360 - turn) / 180 * Math.PI;
    }

    private readonly record struct Stretch(double From, double To, int Before, int After)
    {
        public bool Turns => Before != After;
    }
}
