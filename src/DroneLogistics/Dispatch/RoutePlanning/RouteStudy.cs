using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using PlannedWay = DroneLogistics.Routing.Map.PlannedWay;

namespace DroneLogistics.Dispatch.RoutePlanning;

/// <summary>
/// Finds the routes of a flight: over all cruise altitudes of the legal band, the ways that differ, each flown and decided with every
/// check, ranked by what is asked for. Pure: equal arguments give equal answers.
/// </summary>
/// <remarks>
/// At one altitude and airspeed the least energy and the least time lie on the same way, the quickest in the wind there; the least distance
/// on the shortest. Both are exact on the map. The least ground risk is exact in the choice of the ways between pads and the sea; narrow
/// straits beside land are weighed among the ways that are found.
/// </remarks>
public static class RouteStudy
{
    /// <summary>Studies one flight.</summary>
    /// <param name="world">Sites, types, policy and space.</param>
    /// <param name="timetable">Fleet and flights; null: not known, and the checks that need them refuse.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="advance">Told after each altitude which share is done, 0 to 1; may throw to end the study.</param>
    /// <exception cref="ArgumentOutOfRangeException">No route is wanted (a programmer's error).</exception>
    public static RouteStudyAnswer Of(World world, Timetable? timetable, RouteStudyQuestion question, DateTimeOffset now, Action<double>? advance = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(question.MostRoutes, 1);
        var study = new Study(world, timetable, question, now);
        var altitudes = study.Altitudes();
        var found = new List<Found>();
        for (var i = 0; i < altitudes.Count; i++)
        {
            found.AddRange(study.At(altitudes[i]));
            advance?.Invoke((i + 1.0) / altitudes.Count);
        }

        var routes = study.Chosen(study.Apart(found));
        var straight = question.Flight with { Route = RouteChoice.Direct, Waypoints = null, CruiseAltitude = routes[0].CruiseAltitude };
        return new RouteStudyAnswer(question, routes, study.Decide(straight), Straight(question.Flight).Distance, altitudes);
    }

    /// <summary>The flight on its best route over all altitudes, decided; nothing is told of others and of what stands in the way.</summary>
    public static Decision Best(World world, Timetable? timetable, FlightQuestion flight, RouteObjective objective, DateTimeOffset now)
    {
        var study = new Study(world, timetable, new RouteStudyQuestion(flight, objective, 1), now);
        return study.Apart([.. study.Altitudes().SelectMany(study.At)])[0].Route.Decision;
    }

    private static FlightPath Straight(FlightQuestion flight) => new([flight.Origin.Position, .. flight.Via.Select(site => site.Position), flight.Destination.Position]);

    /// <summary>A route with what its map was asked.</summary>
    private sealed record Found(StudiedRoute Route, RouteMap Map, RouteQuestion Asked, ContingencyVolume Volume);

    private sealed class Study(World world, Timetable? timetable, RouteStudyQuestion question, DateTimeOffset now)
    {
        private static readonly (RouteDistinction Name, RouteObjective By)[] Distinctions =
        [
            (RouteDistinction.Fastest, RouteObjective.Time),
            (RouteDistinction.Leanest, RouteObjective.Energy),
            (RouteDistinction.Shortest, RouteObjective.Distance),
            (RouteDistinction.Safest, RouteObjective.GroundRisk),
        ];

        private readonly RoutePolicy policy = world.Policy.Routes;

        /// <summary>The altitude that was asked for; else the multiples of the policy's step, above the masts of vessels and below what is legal over the sites.</summary>
        public IReadOnlyList<AltitudeAmsl> Altitudes()
        {
            var flight = question.Flight;
            if (flight.CruiseAltitude is { } asked)
            {
                return [asked];
            }

            var (space, usual, step) = (world.Space, world.Policy.Flight.CruiseAltitude, policy.AltitudeStep.Metres);
            var volume = ContingencyVolume.Of(flight.Type, flight.Type.CruiseAirspeed, space.Corridor);
            var floor = (space.TerrainPolicy.Mast + space.Corridor.Clearance + volume.VerticalBelow).Metres;
            var lowestPad = new[] { flight.Origin.Elevation, flight.Destination.Elevation }.Min();
            var ceiling = Math.Min((lowestPad + space.Corridor.TrueHeightLimit).Metres, space.Corridor.SeaAltitudeLimit.Metres);
            var altitudes = new SortedSet<double> { usual.Metres };
            for (var multiple = Math.Ceiling(floor / step); multiple * step <= ceiling; multiple++)
            {
                altitudes.Add(multiple * step);
            }

            return [.. altitudes.Select(AltitudeAmsl.FromMetres)];
        }

        public Decision Decide(FlightQuestion flight) => CheckFlight.Decide(world, timetable, flight, now, DecisionPurpose.Check);

        /// <summary>The ways at one altitude, each flown.</summary>
        public IEnumerable<Found> At(AltitudeAmsl altitude)
        {
            var flight = question.Flight with { CruiseAltitude = altitude, Route = RouteChoice.Planned, Waypoints = null };

            // The speed of the cruise may follow from the way, and the width of the corridor from the speed.
            var best = Decide(flight);
            var airspeed = best.Cruise?.Airspeed ?? flight.CruiseAirspeed ?? flight.Type.CruiseAirspeed;
            var (map, asked, volume) = FlightWay.Ask(world, flight, world.Space.PermitsFor(flight), FlightWeather.OneWind(world.Policy, flight), airspeed);
            var height = altitude - AltitudeAmsl.FromMetres(0) + volume.HalfFlightGeography;
            var buffer = volume.HalfWidth + volume.GroundRiskBuffer(height, flight.Type.Wing is not null && policy.WingsGlideOn ? GroundRisk.Glide : GroundRisk.OneToOne);
            var known = new List<PlannedWay>();
            foreach (var search in Searches(asked))
            {
                foreach (var way in RoutePlanner.Plan(map, search).Where(way => !known.Exists(other => other.Points.SequenceEqual(way.Points))))
                {
                    known.Add(way);
                    var decision = way.Points.SequenceEqual(best.Way.Points) ? best : Decide(flight with { Waypoints = way.Points }) with { Way = way };
                    var nearLand = map.Terrain.NearLand(way.Points, buffer);
                    yield return new Found(
                        new StudiedRoute
                        {
                            Decision = decision,
                            Way = way,
                            CruiseAltitude = altitude,
                            NearLand = nearLand,
                            GroundRisk = way.Distance + (nearLand * (policy.GroundRiskWeight - 1)),
                        },
                        map,
                        search,
                        volume);
                }
            }
        }

        /// <summary>What is asked for, with other ways where they are wanted; then the best by the other measures.</summary>
        private IEnumerable<RouteQuestion> Searches(RouteQuestion quickest)
        {
            var shortest = quickest with { WindEastRatio = 0, WindNorthRatio = 0 };
            var safest = shortest with { LandWeight = policy.GroundRiskWeight };
            var main = question.Objective switch
            {
                RouteObjective.Distance => shortest,
                RouteObjective.GroundRisk => safest,
                _ => quickest,
            };
            return question.MostRoutes == 1 && question.Objective != RouteObjective.GroundRisk
                ? [main]
                : [main with { Alternatives = policy.Alternatives(Math.Max(question.MostRoutes, 2)) }, quickest, shortest, safest];
        }

        /// <summary>Routes that differ, the best by what is asked first: what may be flown, then what asks for least.</summary>
        public List<Found> Apart(List<Found> found)
        {
            var kept = new List<Found>();
            var ordered = found
                .OrderByDescending(one => one.Route.Decision.Verdict == Verdict.Go)
                .ThenByDescending(one => one.Route.Way.Standing)
                .ThenBy(one => one.Route.Decision.Findings.Count)
                .ThenBy(one => one.Route.Cost(question.Objective))
                .ThenBy(one => one.Route.Way.Distance.Metres);
            foreach (var one in ordered)
            {
                if (kept.TrueForAll(other => RoutePlanner.Differ(other.Map, one.Route.Way, other.Route.Way, policy.Alternatives(1))))
                {
                    kept.Add(one);
                }
            }

            return kept;
        }

        /// <summary>The best, then those that have least of something else, then the next best; told in the order of the objective.</summary>
        public IReadOnlyList<StudiedRoute> Chosen(List<Found> apart)
        {
            // What may not be flown is not the fastest of anything while another may.
            var flown = apart.Where(one => one.Route.Decision.Verdict == apart[0].Route.Decision.Verdict && double.IsFinite(one.Route.Cost(RouteObjective.Time))).ToList();
            var winners = Distinctions
                .Select(distinction => (distinction.Name, Winner: flown.MinBy(one => one.Route.Cost(distinction.By))))
                .Where(one => one.Winner is not null)
                .ToList();
            var chosen = apart.Take(1).Concat(winners.Select(one => one.Winner!)).Concat(apart).Distinct().Take(question.MostRoutes).ToHashSet();
            return [.. apart.Where(chosen.Contains).Select(one => one.Route with
            {
                Distinctions = [.. winners.Where(winner => winner.Winner == one).Select(winner => winner.Name)],
                Constraints = RoutePlanner.Binding(one.Map, one.Asked, one.Route.Way),
                Bands = Bands(one),
            })];
        }

        /// <summary>In pieces short enough to be looked at.</summary>
        private IReadOnlyList<AltitudeBand> Bands(Found one)
        {
            var (space, corridorPolicy) = (world.Space, world.Space.Corridor with { LongestPiece = policy.LongestBand });
            return one.Route.Decision.Forecast is { } forecast && FlightCorridor.Of(forecast, one.Volume, corridorPolicy, question.Flight.Departure, one.Map.Terrain) is { } corridor
                ? [.. AltitudeBand.Of(corridor, one.Map.Terrain, space.Obstacles, space.TerrainPolicy.Accuracy, space.Corridor)]
                : [];
        }
    }
}
