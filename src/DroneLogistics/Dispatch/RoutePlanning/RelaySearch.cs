using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>A flight in legs with stops between.</summary>
/// <param name="Stops">Where it lands, in order.</param>
/// <param name="NewSites">Those that are no site of the network.</param>
/// <param name="Legs">The legs, every one GO; of those to and from new sites an approval may be missing, and an alternate where that is allowed.</param>
internal sealed record Relay(IReadOnlyList<Site> Stops, IReadOnlySet<SiteId> NewSites, IReadOnlyList<Decision> Legs);

/// <summary>
/// Finds the stops by which a payload gets from one site to another on fresh packs: the fewest stops, of these the fewest that are no site
/// yet, of these the shortest. What straight lines forbid is left out at once; what is left is decided with every check when a chain of
/// legs needs it.
/// </summary>
internal sealed class RelaySearch
{
    // Chains whose legs are decided one by one before it is given up: each fails for another leg.
    private const int MostChains = 40;

    private readonly World world;
    private readonly FlightQuestion flight;
    private readonly RouteObjective objective;
    private readonly DateTimeOffset now;
    private readonly bool withoutAlternate;
    private readonly List<Site> places;
    private readonly int sites;
    private readonly Dictionary<(int, int), (double Good, double Bad)> decided = [];
    private readonly Dictionary<string, (World World, Timetable Timetable)> worlds = new(StringComparer.Ordinal);

    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="flight">The flight that cannot be flown.</param>
    /// <param name="objective">What its legs are to have least of.</param>
    /// <param name="now">The instant of the decisions.</param>
    /// <param name="withoutAlternate">Whether legs are offered that lack an alternate and nothing else.</param>
    public RelaySearch(World world, FlightQuestion flight, RouteObjective objective, DateTimeOffset now, bool withoutAlternate)
    {
        (this.world, this.flight, this.objective, this.now, this.withoutAlternate) = (world, flight, objective, now, withoutAlternate);
        places = [flight.Origin, flight.Destination, .. world.Sites.All.Where(site => site.Id != flight.Origin.Id && site.Id != flight.Destination.Id)];
        sites = places.Count;
        places.AddRange(NewSites());
    }

    /// <summary>The stops in order and the legs; null: there are none with at most so many stops.</summary>
    /// <param name="payload">What is carried.</param>
    /// <param name="withNewSites">Whether islands without a site count.</param>
    /// <param name="mostStops">At most, from 1.</param>
    public Relay? Chain(Mass payload, bool withNewSites, int mostStops)
    {
        var count = withNewSites ? places.Count : sites;
        for (var tried = 0; tried < MostChains; tried++)
        {
            if (Cheapest(payload, count, mostStops) is not { } chain)
            {
                return null;
            }

            if (Legs(chain, payload) is { } legs)
            {
                var stops = chain[1..^1];
                return new Relay([.. stops.Select(stop => places[stop])], stops.Where(stop => stop >= sites).Select(stop => places[stop].Id).ToHashSet(), legs);
            }
        }

        return null;
    }

    /// <summary>Named islands without a site, each with an assumed landing place at a point within it, as at the destination in all else.</summary>
    private IEnumerable<Site> NewSites() =>
        from island in world.Coastline.Islands
        where !island.IsMainland && island is { NameEnglish: not null, NameChinese: not null }
        where !world.Sites.All.Any(site => island.Outline.EnvelopeInternal.Contains(site.Position.LongitudeDegrees, site.Position.LatitudeDegrees))
        let inside = island.Outline.InteriorPoint
        select flight.Destination with
        {
            Id = new SiteId(island.Id.ToLowerInvariant()),
            NameEnglish = island.NameEnglish!,
            NameChinese = island.NameChinese!,
            Island = island.NameEnglish!,
            Position = new Geodesy.LatLon(inside.Y, inside.X),
            HorizontalAccuracy = Length.Zero,
            Elevation = world.Policy.CandidateElevation,
            Near = string.Empty,
            Status = SiteStatus.TestCandidate,
            Source = "assumed: a landing place in the middle of the island",
            Pads = [.. flight.Destination.Pads.Select(pad => pad with { Site = new SiteId(island.Id.ToLowerInvariant()) })],
        };

    /// <summary>The best chain over the legs that are not known to be refused: by the number of stops, from few to many.</summary>
    private int[]? Cheapest(Mass payload, int count, int mostStops)
    {
        // best[k][place]: with k legs flown, so few new sites and so many metres, and from where.
        var best = new (int New, double Metres, int From)[mostStops + 2][];
        best[0] = Row(count);
        best[0][0] = (0, 0, -1);
        for (var legs = 1; legs < best.Length; legs++)
        {
            best[legs] = Row(count);
            for (var from = 0; from < count; from++)
            {
                if (from == 1 || double.IsInfinity(best[legs - 1][from].Metres))
                {
                    continue;
                }

                for (var to = 1; to < count; to++)
                {
                    var cost = (New: best[legs - 1][from].New + (to >= sites ? 1 : 0), Metres: best[legs - 1][from].Metres + places[from].Position.DistanceTo(places[to].Position).Metres);
                    if (to != from && (cost.New, cost.Metres).CompareTo((best[legs][to].New, best[legs][to].Metres)) < 0 && MayFly(from, to, payload))
                    {
                        best[legs][to] = (cost.New, cost.Metres, from);
                    }
                }
            }

            if (legs > 1 && double.IsFinite(best[legs][1].Metres))
            {
                var chain = new int[legs + 1];
                chain[legs] = 1;
                for (var k = legs; k > 0; k--)
                {
                    chain[k - 1] = best[k][chain[k]].From;
                }

                return chain;
            }
        }

        return null;
    }

    private static (int New, double Metres, int From)[] Row(int count) => [.. Enumerable.Repeat((int.MaxValue, double.PositiveInfinity, -1), count)];

    /// <summary>Whether a leg may pass, for all that is known: what a decision told of it, else the straight line, which no way is quicker than.</summary>
    private bool MayFly(int from, int to, Mass payload)
    {
        var known = decided.GetValueOrDefault((from, to), (Good: -1, Bad: double.PositiveInfinity));
        if (payload.Kilograms <= known.Good || payload.Kilograms >= known.Bad)
        {
            return payload.Kilograms <= known.Good;
        }

        var leg = Leg(from, to, payload, flight.Departure);
        var task = CheckFlight.Task(world.Policy, leg, FlightWeather.OneWind(world.Policy, leg), StateOfCharge.Full, world.Policy.AssumedPackHealthRatio);
        var flown = FlightSimulation.Run(task);
        var passes = flown is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero;
        if (!passes)
        {
            decided[(from, to)] = known with { Bad = payload.Kilograms };
        }

        return passes;
    }

    /// <summary>Decides the legs one after another; null where one is refused, which is then known.</summary>
    private IReadOnlyList<Decision>? Legs(int[] chain, Mass payload)
    {
        var legs = new List<Decision>();
        var departure = flight.Departure;
        for (var i = 1; i < chain.Length; i++)
        {
            var (from, to) = (chain[i - 1], chain[i]);
            var (here, timetable) = WorldOf(from, to);
            var decision = RouteStudy.Best(here, timetable, Leg(from, to, payload, departure), objective, now);
            var known = decided.GetValueOrDefault((from, to), (Good: -1, Bad: double.PositiveInfinity));
            if (!IsOffered(decision, isNew: Math.Max(from, to) >= sites) || decision.Arrival is not { } arrival)
            {
                decided[(from, to)] = known with { Bad = Math.Min(known.Bad, payload.Kilograms) };
                return null;
            }

            decided[(from, to)] = known with { Good = Math.Max(known.Good, payload.Kilograms) };
            legs.Add(decision);
            departure = arrival + world.Policy.Claims.Turnaround;
        }

        return legs;
    }

    /// <summary>
    /// No approval on file can name a place that is no site yet: that one is left for the applicant. And where the flight that was asked for is short of energy
    /// without an alternate, a leg that has none is told with it.
    /// </summary>
    private bool IsOffered(Decision decision, bool isNew) => RouteOffers.IsOffered(decision, withoutAlternate, isNew);

    private FlightQuestion Leg(int from, int to, Mass payload, DateTimeOffset departure) => flight with
    {
        Origin = places[from],
        Destination = places[to],
        Via = [],
        Aircraft = null,
        Pack = null,
        Payload = payload,
        Departure = departure,
        CruiseRule = CruiseRule.Fixed,
        ArriveAt = null,
        Route = RouteChoice.Planned,
        Waypoints = null,
    };

    /// <summary>The world with those of two places that are new, and its assumed fleet.</summary>
    private (World World, Timetable Timetable) WorldOf(int from, int to)
    {
        var key = string.Join(' ', new[] { from, to }.Where(place => place >= sites).Order());
        if (!worlds.TryGetValue(key, out var known))
        {
            var here = new[] { from, to }.Where(place => place >= sites).Order().Aggregate(world, (one, place) => one.With(places[place]));
            worlds[key] = known = (here, Timetable.Empty(here.AssumedFleet()));
        }

        return known;
    }
}
