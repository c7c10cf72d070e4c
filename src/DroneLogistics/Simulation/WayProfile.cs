namespace DroneLogistics.Simulation;

/// <summary>The planned altitudes and times of a stretch of the way.</summary>
/// <param name="LowMetres">Lowest altitude, m above mean sea level.</param>
/// <param name="HighMetres">Highest altitude.</param>
/// <param name="FromSeconds">First instant on it, since block-off.</param>
/// <param name="ToSeconds">Last instant on it, waiting there included.</param>
internal readonly record struct PlannedStretch(double LowMetres, double HighMetres, double FromSeconds, double ToSeconds);

/// <summary>Altitude and time along the path between the pads: straight lines between the ends of the profile's segments.</summary>
internal sealed class WayProfile
{
    // A cut nearer to another than this is the same one but for rounding.
    private const double SameMetres = 1e-3;

    private readonly List<(double Along, double Seconds, double Altitude)> points;
    private readonly IReadOnlyList<ProfileSegment> segments;

    /// <param name="segments">From the first that makes progress along the path to the last.</param>
    /// <param name="startSeconds">When it begins, since block-off.</param>
    public WayProfile(IReadOnlyList<ProfileSegment> segments, double startSeconds)
    {
        this.segments = segments;
        points = [(0, startSeconds, segments[0].From.Metres)];
        foreach (var segment in segments)
        {
            var (along, seconds, _) = points[^1];
            points.Add((along + segment.PathMetres, seconds + segment.Seconds, segment.To.Metres));
        }
    }

    public double TotalMetres => points[^1].Along;

    public double StartSeconds => points[0].Seconds;

    public double EndSeconds => points[^1].Seconds;

    /// <summary>
    /// Stretches from cut to cut: each leg in equal parts, none longer than a length, and where climb or descent begins or ends. The parts of a leg
    /// do not depend on where that is, so that flights in other winds on one way share them.
    /// </summary>
    public IEnumerable<(double From, double To)> Cuts(IEnumerable<double> legs, double longest)
    {
        var corner = 0.0;
        var cuts = new SortedSet<double> { 0, TotalMetres };
        cuts.UnionWith(legs.SelectMany(metres => Parts(metres, longest)).Concat(ChangesOfSlope()).Where(at => at > SameMetres && at < TotalMetres - SameMetres));
        var from = 0.0;
        foreach (var to in cuts.Where(cut => cut - from > SameMetres))
        {
            yield return (from, to);
            from = to;
        }

        // The ends of the equal parts of the next leg.
        IEnumerable<double> Parts(double metres, double most)
        {
            var (start, count) = (corner, Math.Max(1, (int)Math.Ceiling(metres / most)));
            corner += metres;
            return Enumerable.Range(1, count).Select(i => i == count ? start + metres : start + (metres * i / count));
        }
    }

    /// <summary>Everything planned from one place to a later one, both included.</summary>
    public PlannedStretch Between(double from, double to)
    {
        var (low, high, first, last) = (double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.NaN);
        for (var i = 1; i < points.Count; i++)
        {
            var (start, end) = (points[i - 1], points[i]);
            if (end.Along < from || start.Along > to)
            {
                continue;
            }

            // Waiting makes no progress: the whole of it belongs to the place.
            var (enter, leave) = end.Along > start.Along ? (At(start, end, from), At(start, end, to)) : ((start.Seconds, start.Altitude), (end.Seconds, end.Altitude));
            low = Math.Min(low, Math.Min(enter.Altitude, leave.Altitude));
            high = Math.Max(high, Math.Max(enter.Altitude, leave.Altitude));
            first = double.IsNaN(first) ? enter.Seconds : first;
            last = leave.Seconds;
        }

        return new PlannedStretch(low, high, first, last);
    }

    private IEnumerable<double> ChangesOfSlope() =>
        Enumerable.Range(1, segments.Count - 1)
            .Where(i => Math.Sign((segments[i - 1].To - segments[i - 1].From).Metres) != Math.Sign((segments[i].To - segments[i].From).Metres))
            .Select(i => points[i].Along);

    /// <summary>Time and altitude at a place between two points; beyond them, those of the nearer one.</summary>
    private static (double Seconds, double Altitude) At((double Along, double Seconds, double Altitude) start, (double Along, double Seconds, double Altitude) end, double along)
    {
        var share = Math.Clamp((along - start.Along) / (end.Along - start.Along), 0, 1);
        return (start.Seconds + (share * (end.Seconds - start.Seconds)), start.Altitude + (share * (end.Altitude - start.Altitude)));
    }
}
