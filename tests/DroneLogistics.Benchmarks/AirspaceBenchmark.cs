using System.Diagnostics;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Scheduling.Intents;
using DroneLogistics.Service;
using DroneLogistics.Units;

namespace DroneLogistics.Benchmarks;

/// <summary>A busy day over the routes of the network, booked one request after the other: what the airspace refuses, and how much of that the grid alone does.</summary>
internal static class AirspaceBenchmark
{
    private const int TailsAtASite = 12;

    public static int Run(int flights, int seed)
    {
        var world = WorldFiles.Load(WorldFiles.DefaultFolder);
        var random = new Random(seed);
        var routes = world.Routes.Where(route => route.Origin != route.Destination && world.Sites[route.Origin].IsOpenForScheduling && world.Sites[route.Destination].IsOpenForScheduling).ToList();
        var type = world.AircraftTypes.Single(one => one.Id.Text == "fz90");
        var timetable = Timetable.Empty(FleetOf(world, type));
        var opens = DrawnFlights.Question(world).Departure;
        var (go, others, met, gridOnly, cells) = (0, 0, 0, 0, 0L);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < flights; i++)
        {
            var route = routes[random.Next(routes.Count)];
            var (from, to) = random.Next(2) == 0 ? (route.Origin, route.Destination) : (route.Destination, route.Origin);
            var question = DrawnFlights.Question(world) with
            {
                Origin = world.Sites[from],
                Destination = world.Sites[to],
                Type = type,
                Payload = Mass.FromKilograms(5),
                Departure = opens.AddSeconds(random.Next(10 * 3600)),
                CruiseAltitude = null,
            };
            var decision = CheckFlight.Decide(world, timetable, question, opens.AddDays(-1), DecisionPurpose.Check);
            if (decision.Verdict == Verdict.Go)
            {
                timetable = timetable.With(decision.AsFlight($"f{i}", i));
                go++;
                cells += decision.Claims.Count(claim => claim.Kind == ClaimKind.Airspace);
                continue;
            }

            if (decision.Findings.Any(finding => finding.Code != ReasonCode.OperationalIntentConflict))
            {
                others++;
                continue;
            }

            // By the airspace alone: does any volume of it meet one of another flight?
            var alone = CheckFlight.Decide(world, Without(timetable, decision), question, opens.AddDays(-1), DecisionPurpose.Check);
            var meets = alone.Intent is { } intent && intent.Volumes.Any(mine => timetable.Flights.Any(other => other.Intent.Any(theirs => VolumeSeparation.Meet(mine, theirs))));
            met += meets ? 1 : 0;
            gridOnly += meets ? 0 : 1;
        }

        Measure.PrintMachine();
        Measure.Print($"requests: {flights}  booked: {go}  refused_by_others: {others}  refused_by_airspace_alone: {met + gridOnly}  wall_s: {watch.Elapsed.TotalSeconds:F1}");
        Measure.Print($"false_refusals: {gridOnly}  share_of_airspace_refusals: {(double)gridOnly / Math.Max(1, met + gridOnly):P1}  share_of_requests: {(double)gridOnly / flights:P2}");
        Measure.Print($"cells_per_flight: {(double)cells / Math.Max(1, go):F1}");
        return 0;
    }

    /// <summary>The timetable without the flights that the decision names.</summary>
    private static Timetable Without(Timetable timetable, Decision refused) =>
        refused.Findings.Aggregate(timetable, (left, finding) => left.Without(finding.Subject["flights/".Length..]));

    private static FleetRegister FleetOf(World world, AircraftType type)
    {
        var places = world.Sites.All.SelectMany(site => Enumerable.Range(0, TailsAtASite).Select(i => (Site: site, Id: $"{site.Id}-{i}"))).ToList();
        return new FleetRegister(
            places.Select(place => new Aircraft(new AircraftId(place.Id), type.Id, place.Site.Id.Text, Assumed: false)),
            places.Select(place => new BatteryPack(new BatteryPackId(place.Id), type.Id, place.Site.Id.Text, StateOfCharge.Full, 0.95, Assumed: false)));
    }
}
