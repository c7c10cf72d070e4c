using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>Finds where a flight could land instead. Pure: equal arguments give equal answers.</summary>
public static class AlternateSearch
{
    /// <summary>Points that are told are right to this.</summary>
    public const double AccuracyMetres = 1;

    /// <summary>Follows a flight along its path.</summary>
    /// <param name="flight">A flight that can be flown, whether or not its battery lasts.</param>
    /// <param name="question">The sites and the ways to them.</param>
    /// <exception cref="ArgumentException">The flight cannot be flown, the step is not positive, or origin or destination is none of the sites (a programmer's error).</exception>
    public static RouteAlternates Of(FlightForecast flight, AlternateQuestion question)
    {
        RequireFlown(flight);
        if (!(question.Step > Length.Zero))
        {
            throw new ArgumentException($"The step between points is positive; got {question.Step.Metres} m.", nameof(question));
        }

        return new Search(flight, question).Run();
    }

    /// <summary>
    /// Overhead the destination alone, and of the sites there only the first: the one that leaves the most charge; and where none is in reach the nearest. Quick: the
    /// others are flown to only as far as they may be it.
    /// </summary>
    /// <returns>Null where the battery does not last so long.</returns>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static BlockedPad? Overhead(FlightForecast flight, AlternateQuestion question)
    {
        RequireFlown(flight);
        var moments = new RouteMoments(flight);
        return moments.Overhead() is { } point
            ? OverheadSearch.Of(point, new Diversions(flight, moments, question), question.Sites.Where(site => site.Id != question.Destination))
            : null;
    }

    private static void RequireFlown(FlightForecast flight)
    {
        if (flight.Phases.Count == 0)
        {
            throw new ArgumentException("A flight that cannot be flown has no way to leave.", nameof(flight));
        }
    }

    private sealed class Search
    {
        private readonly FlightForecast flight;
        private readonly AlternateQuestion question;
        private readonly RouteMoments moments;
        private readonly Diversions diversions;
        private readonly LandingSite origin;
        private readonly LandingSite[] others;

        public Search(FlightForecast flight, AlternateQuestion question)
        {
            (this.flight, this.question) = (flight, question);
            moments = new RouteMoments(flight);
            diversions = new Diversions(flight, moments, question);
            origin = Find(question.Origin);
            _ = Find(question.Destination);
            others = [.. question.Sites.Where(site => site.Id != question.Origin && site.Id != question.Destination)];

            LandingSite Find(Sites.SiteId id) => question.Sites.FirstOrDefault(site => site.Id == id)
                ?? throw new ArgumentException($"{id} is none of the sites.", nameof(question));
        }

        public RouteAlternates Run()
        {
            double[] at = [.. moments.Every(question.Step.Metres)];
            List<PointAlternates> points = [.. at.Select(moments.At).TakeWhile(point => point is not null).Select(point => new PointAlternates(point!, ReachableFrom(point!, question.Sites)))];
            var (pointOfNoReturn, throughout) = LastReturn(points, at.Length);
            return new RouteAlternates
            {
                Points = points,
                PointOfNoReturn = pointOfNoReturn,
                ReturnsThroughout = throughout,
                EqualTimePoint = EqualTime(points),
                AlternateShare = Share(points, others),
                LandingShare = Share(points, question.Sites),
                Blocked = Blocked(),
            };
        }

        private List<Diversion> ReachableFrom(RoutePoint point, IEnumerable<LandingSite> sites) => Ranked(sites
            .Where(site => diversions.MayReach(point, site))
            .Select(site => diversions.To(point, site))
            .OfType<Diversion>()
            .Where(diversion => diversion.Reachable));

        private static List<Diversion> Ranked(IEnumerable<Diversion> diversions) =>
            [.. diversions.OrderByDescending(diversion => diversion.LandingCharge).ThenBy(diversion => diversion.Site.Id.Text, StringComparer.Ordinal)];

        private bool Returns(RoutePoint point) => diversions.MayReach(point, origin) && diversions.To(point, origin) is { HasReserve: true };

        private (RoutePoint? Point, bool Throughout) LastReturn(List<PointAlternates> points, int all)
        {
            var last = points.FindLastIndex(at => Returns(at.Point));
            if (last < 0)
            {
                return (null, false);
            }

            return last == all - 1
                ? (points[last].Point, true)
                : (Edge(points[last].Point.PathMetres, last + 1 < points.Count ? points[last + 1].Point.PathMetres : moments.LastMetres, Returns), false);
        }

        /// <summary>The last moment, to a metre, at which something holds that holds at one progress and not at another.</summary>
        private RoutePoint Edge(double holds, double fails, Func<RoutePoint, bool> test)
        {
            while (Math.Abs(fails - holds) > AccuracyMetres)
            {
                var middle = 0.5 * (holds + fails);
                (holds, fails) = moments.At(middle) is { } point && test(point) ? (middle, fails) : (holds, middle);
            }

            return moments.At(holds)!;
        }

        private RoutePoint? EqualTime(List<PointAlternates> points)
        {
            for (var i = 1; i < points.Count; i++)
            {
                if (ReturnsSooner(points[i - 1].Point) && !ReturnsSooner(points[i].Point))
                {
                    return Edge(points[i - 1].Point.PathMetres, points[i].Point.PathMetres, ReturnsSooner);
                }
            }

            return null;
        }

        private bool ReturnsSooner(RoutePoint point) => diversions.To(point, origin)?.Seconds < flight.BlockSeconds!.Value - point.Seconds;

        private double Share(List<PointAlternates> points, IReadOnlyList<LandingSite> sites)
        {
            var covered = points.ConvertAll(at => at.Reachable.FirstOrDefault(diversion => sites.Contains(diversion.Site)));
            var metres = 0.0;
            for (var i = 1; i < points.Count; i++)
            {
                var (from, to) = (points[i - 1].Point.PathMetres, points[i].Point.PathMetres);
                metres += (covered[i - 1], covered[i]) switch
                {
                    (not null, not null) => to - from,
                    (null, null) => 0,
                    (not null, null) => Edge(from, to, point => InReach(point, covered[i - 1]!.Site)).PathMetres - from,
                    _ => to - Edge(to, from, point => InReach(point, covered[i]!.Site)).PathMetres,
                };
            }

            var way = moments.LastMetres - moments.FirstMetres;
            return way > 0 ? metres / way : covered.Count > 0 && covered[0] is not null ? 1 : 0;

            // What was in reach at the other end is likely to be still.
            bool InReach(RoutePoint point, LandingSite likely) =>
                sites.OrderBy(site => site == likely ? 0 : 1).Any(site => diversions.MayReach(point, site) && diversions.To(point, site) is { Reachable: true });
        }

        private BlockedPad? Blocked()
        {
            if (moments.Overhead() is not { } point)
            {
                return null;
            }

            var sites = question.Sites.Where(site => site.Id != question.Destination);
            var all = sites.Select(site => diversions.To(point, site)).OfType<Diversion>().ToList();
            return new BlockedPad(
                point,
                Ranked(all.Where(diversion => diversion.Reachable)),
                all.Where(diversion => diversion.Open && diversion.Margin is not null).OrderByDescending(diversion => diversion.Margin!.Value.Joules).ThenBy(diversion => diversion.Site.Id.Text, StringComparer.Ordinal).FirstOrDefault());
        }
    }
}
