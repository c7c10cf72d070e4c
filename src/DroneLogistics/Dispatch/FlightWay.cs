using DroneLogistics.Airspace;
using DroneLogistics.Fleet;
using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Routing.Map;
using DroneLogistics.Units;
using DroneLogistics.Weather;
using PlannedWay = DroneLogistics.Routing.Map.PlannedWay;

namespace DroneLogistics.Dispatch;

/// <summary>The way of a flight: found round everything that stands in the way, or as it was asked for.</summary>
/// <param name="Map">The map it was found on.</param>
/// <param name="Question">What the map was asked.</param>
/// <param name="Way">The best way.</param>
/// <param name="Volume">How far from it the flight may stray.</param>
public sealed record FlightWay(RouteMap Map, RouteQuestion Question, PlannedWay Way, ContingencyVolume Volume)
{
    // Of the airspeed.
    private const double WindSteps = 64;

    /// <summary>Finds the way of a flight at its cruise altitude: the quickest in the wind there, which at one airspeed takes the least energy too.</summary>
    public static FlightWay Of(World world, FlightQuestion question, AirspacePermits permits, Wind wind, Speed airspeed)
    {
        var (map, asked, volume) = Ask(world, question, permits, wind, airspeed);
        return new FlightWay(map, asked, RoutePlanner.Plan(map, asked)[0], volume);
    }

    /// <summary>Along points that are given: the straight line over the sites on the way, or the way it was booked on.</summary>
    public static FlightWay Along(World world, FlightQuestion question, AirspacePermits permits, Wind wind, Speed airspeed)
    {
        var (map, asked, volume) = Ask(world, question, permits, wind, airspeed);
        var points = question.Waypoints ?? [question.Origin.Position, .. question.Via.Select(site => site.Position), question.Destination.Position];
        return new FlightWay(map, asked, new PlannedWay(points, WayStanding.None, [], []), volume);
    }

    /// <summary>
    /// The way is looked for in a wind rounded by less than a hundredth of the airspeed, so that departures some minutes apart in a forecast
    /// share it; it is flown in the wind itself. What that costs grows with the square of the rounding, below a thousandth of the time: reckoned, not
    /// measured.
    /// </summary>
    private static double Rounded(Speed wind, Speed airspeed) => Math.Round(wind.MetresPerSecond / airspeed.MetresPerSecond * WindSteps) / WindSteps;

    /// <summary>The map for a flight, what it is asked, and how far the flight may stray.</summary>
    internal static (RouteMap Map, RouteQuestion Question, ContingencyVolume Volume) Ask(World world, FlightQuestion question, AirspacePermits permits, Wind wind, Speed airspeed)
    {
        var space = world.Space;

        // Where the airspeed is no speed, the corridor is that of the usual one; the checks of physics tell what is wrong with it.
        airspeed = airspeed > Speed.Zero && double.IsFinite(airspeed.MetresPerSecond) ? airspeed : question.Type.CruiseAirspeed;
        var volume = ContingencyVolume.Of(question.Type, airspeed, space.Corridor);
        var altitude = question.CruiseAltitude ?? world.Policy.Flight.CruiseAltitude;
        var straight = new FlightPath([question.Origin.Position, .. question.Via.Select(site => site.Position), question.Destination.Position]);
        var slowest = Math.Max(airspeed.MetresPerSecond - wind.MeanAt(altitude, world.Policy.Wind).MetresPerSecond, world.Policy.Flight.MinGroundSpeed.MetresPerSecond);
        var when = new TimeWindow(
            question.Departure - space.Corridor.TimeMargin,
            question.Departure + space.Corridor.ClimbsAndDescents + TimeSpan.FromSeconds(space.Corridor.ReckonedDetourRatio * straight.Distance.Metres / slowest));
        var (east, north) = wind.BlowingTo(altitude, world.Policy.Wind);
        var asked = new RouteQuestion(
            [question.Origin.Id.Text, .. question.Via.Select(site => site.Id.Text), question.Destination.Id.Text],
            new Passage(altitude, volume.VerticalAbove, volume.VerticalBelow, when, zone => IsOpen(zone, question, permits)))
        {
            WindEastRatio = Rounded(east, airspeed),
            WindNorthRatio = Rounded(north, airspeed),
        };
        return (space.MapFor(WidthOfMap(question.Type, airspeed, space.Corridor)), asked, volume);
    }

    /// <summary>Two maps a type: as wide as its usual cruise needs, and as its fastest. A map for every airspeed would take seconds each.</summary>
    private static Length WidthOfMap(AircraftType type, Speed airspeed, CorridorPolicy policy) =>
        ContingencyVolume.Of(type, airspeed <= type.CruiseAirspeed ? type.CruiseAirspeed : type.MaxAirspeed, policy).HalfWidth;

    /// <summary>
    /// Whether something that is held opens a zone to a flight. Its heights are those of the cruise, which the checks look at exactly; the
    /// hours of an approval are judged there too, so that a flight at a wrong hour is told so and not led round.
    /// </summary>
    private static bool IsOpen(Geozone zone, FlightQuestion question, AirspacePermits permits) =>
        permits.Authorizations.All.Any(held => held.Opens(zone)
            && (held.Routes is null || held.Routes.Any(route => route.Covers(question.Origin.Id.Text, [.. question.Via.Select(site => site.Id.Text)], question.Destination.Id.Text)))
            && (held.AircraftTypes is null || held.AircraftTypes.Contains(question.Type.Id.Text)));
}
