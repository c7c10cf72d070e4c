using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch.Remedies;

/// <summary>
/// One landing on the way for a fresh pack: of the sites by which both legs are GO the one of the shortest straight way. The second leg is
/// decided with the first one booked, a turnaround after its arrival. More stops, and islands without a site, are told by the study of routes.
/// </summary>
internal static class RemedyStop
{
    // Sites that both legs reach on straight lines, the nearest to the way first; of more the first failed for reasons of their own.
    private const int MostSites = 6;

    // What shorter legs on other ways can turn.
    private static readonly HashSet<string> OfLegs = ["energy-reserve", "completion", "alternate", "battery-power", "cell-temperature", "model-validity", "authorization", "geozone", "closure", "terrain-clearance", "obstacle-clearance", "altitude-band"];

    /// <summary>The flight with a stop; null where none helps, or its way is not what refuses it.</summary>
    public static Remedy? For(World world, Timetable? timetable, Decision refused)
    {
        var asked = refused.Question;
        if (timetable is null || asked.WithoutApprovals || asked.Waypoints is not null || asked.Via.Count > 0 || asked.CruiseRule == CruiseRule.ArriveAt || refused.Findings.Any(finding => !OfLegs.Contains(finding.Check)))
        {
            return null;
        }

        var straight = asked.Origin.Position.DistanceTo(asked.Destination.Position);
        var stops = world.Sites.All
            .Where(site => site.IsOpenForScheduling && site.Id != asked.Origin.Id && site.Id != asked.Destination.Id)
            .Select(site => (Site: site, Metres: (asked.Origin.Position.DistanceTo(site.Position) + site.Position.DistanceTo(asked.Destination.Position)).Metres))
            .Where(stop => stop.Metres <= straight.Metres * world.Policy.Routes.GreatestDetour)
            .OrderBy(stop => stop.Metres)
            .Where(stop => MayFly(Leg(asked, asked.Origin, stop.Site, asked.Departure)) && MayFly(Leg(asked, stop.Site, asked.Destination, asked.Departure)))
            .Take(MostSites);
        foreach (var (site, _) in stops)
        {
            var first = Leg(asked, asked.Origin, site, asked.Departure);
            if (Decided(first, timetable) is not { Arrival: { } arrival } outward)
            {
                continue;
            }

            var next = Leg(asked, site, asked.Destination, arrival + world.Policy.Claims.Turnaround) with { TakeoffCharge = null };
            if (Decided(next, timetable.With(outward.AsFlight("outward", long.MaxValue))) is { } on)
            {
                var change = new RemedyChange(
                    RemedyDimension.Stop,
                    null,
                    null,
                    string.Empty,
                    $"Land at {site.NameEnglish} on the way for a fresh pack.",
                    $"途中在{site.NameChinese}降落换电。");
                return new Remedy([change], outward, null) { Further = [on] };
            }
        }

        return null;

        // The quick look first: most legs that fail do so without their odds.
        Decision? Decided(FlightQuestion leg, Timetable fleet) =>
            CheckFlight.FirstFinding(world, fleet, leg, refused.DecidedAt, refused.Purpose, static _ => false, withOdds: true) is null
            && CheckFlight.Decide(world, fleet, leg, refused.DecidedAt, refused.Purpose) is { Verdict: Verdict.Go } go ? go : null;

        bool MayFly(FlightQuestion leg) =>
            FlightSimulation.Run(CheckFlight.Task(world.Policy, leg, FlightWeather.OneWind(world.Policy, leg), StateOfCharge.Full, 1)) is { LandingCharge: not null, Reserve: { } reserve } && reserve.Margin >= Energy.Zero;
    }

    private static FlightQuestion Leg(FlightQuestion asked, Site from, Site to, DateTimeOffset departure) =>
        asked with { Origin = from, Destination = to, Departure = departure, Aircraft = null, Pack = null, Route = RouteChoice.Planned };
}
