using DroneLogistics.Routing.Map;
using DroneLogistics.Scheduling.Closures;
using DroneLogistics.Simulation;
using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Sites;
using DroneLogistics.Units;

namespace DroneLogistics.Dispatch;

/// <summary>
/// Where a flight could land instead, on the map that it flies on: which sites could take it and when, and the ways to them round
/// everything that it goes round itself.
/// </summary>
/// <param name="Blocked">Overhead the destination; null where the battery does not last so long, or nobody looked.</param>
/// <param name="Sites">The sites by name.</param>
public sealed record FlightAlternates(BlockedPad? Blocked, SiteRegister Sites)
{
    /// <summary>
    /// Overhead the destination only; null where it is not known which sites are closed, or the flight cannot be flown. Where none of the sites that are built is in
    /// reach, a question counts planned ones too, as it does where a flight begins and ends; a promise does not.
    /// </summary>
    public static FlightAlternates? Overhead(World world, FlightQuestion question, DecisionPurpose purpose, ClosureRegister? closures, FlightWay way, FlightForecast forecast) =>
        Overhead(world, question, purpose, closures, way, new FlownFlight(forecast));

    /// <summary>The same where the flight may have been asked about before.</summary>
    internal static FlightAlternates? Overhead(World world, FlightQuestion question, DecisionPurpose purpose, ClosureRegister? closures, FlightWay way, FlownFlight flown)
    {
        var forecast = flown.Forecast;
        if (closures is null || forecast.Phases.Count == 0)
        {
            return null;
        }

        var ways = WaysOf(way, forecast);
        var built = Search(withPlanned: false);
        var planned = built is { Reachable.Count: 0 } && purpose == DecisionPurpose.Check ? Search(withPlanned: true) : null;
        return new FlightAlternates(planned is { Reachable.Count: > 0 } ? planned : built, world.Sites);

        BlockedPad? Search(bool withPlanned) =>
            flown.Overhead(Ask(world, question, closures, ways, forecast, world.Policy.AlternateStep, withPlanned), ways, withPlanned);
    }

    /// <summary>All along the way, among the sites that the answer for overhead the destination rests on; null where it is not known which sites are closed, or the flight cannot be flown.</summary>
    /// <param name="world">Sites and policy.</param>
    /// <param name="question">The flight.</param>
    /// <param name="closures">What is closed.</param>
    /// <param name="way">Its way.</param>
    /// <param name="forecast">The flight as simulated.</param>
    /// <param name="step">Points of a leg are no further apart, above 0 m.</param>
    public static RouteAlternates? Along(World world, FlightQuestion question, ClosureRegister? closures, FlightWay way, FlightForecast forecast, Length step)
    {
        if (closures is null || forecast.Phases.Count == 0)
        {
            return null;
        }

        var first = Overhead(world, question, DecisionPurpose.Check, closures, way, forecast)?.Blocked?.Reachable;
        var withPlanned = first is [var alternate, ..] && alternate.Site.Id != question.Origin.Id && !world.Sites[alternate.Site.Id].IsOpenForScheduling;
        return AlternateSearch.Of(forecast, Ask(world, question, closures, way, forecast, step, withPlanned));
    }

    /// <summary>What is asked of the sites: all that could take the flight, open or not, with the ways on its map.</summary>
    /// <param name="world">Sites and policy.</param>
    /// <param name="question">The flight.</param>
    /// <param name="closures">What is closed.</param>
    /// <param name="way">Its way.</param>
    /// <param name="forecast">The flight as simulated.</param>
    /// <param name="step">Points of a leg are no further apart, above 0 m.</param>
    /// <param name="withPlanned">Whether planned sites count as if they were built.</param>
    public static AlternateQuestion Ask(World world, FlightQuestion question, ClosureRegister closures, FlightWay way, FlightForecast forecast, Length step, bool withPlanned = false) =>
        Ask(world, question, closures, WaysOf(way, forecast), forecast, step, withPlanned);

    private static DiversionWays WaysOf(FlightWay way, FlightForecast forecast) =>
        new(way.Map, way.Question with { Passage = way.Question.Passage with { When = Aloft(way, forecast) } }, way.Way.Standing);

    private static AlternateQuestion Ask(World world, FlightQuestion question, ClosureRegister closures, DiversionWays ways, FlightForecast forecast, Length step, bool withPlanned)
    {
        // The ends of the flight are landing sites to whoever asks about them; what would not take it there is another check's finding.
        var sites = world.Sites.All.Where(site => site.Id == question.Origin.Id || site.Id == question.Destination.Id || MayTake(site, forecast.Task.TakeoffMass, withPlanned));
        return new AlternateQuestion
        {
            Sites = [.. sites.Select(site => new LandingSite(site.Id, site.Position, site.Elevation))],
            Origin = question.Origin.Id,
            Destination = question.Destination.Id,
            WayTo = (point, site) => ways.To(point, site.Id.Text),
            AtLeast = (point, site) => ways.AtLeast(point, site.Id.Text),
            IsOpen = (site, seconds) => question.Departure + Instants.FromSecondsCeiling(seconds) is var landing && IsOpen(SiteOf(world, question, site), landing),
            Step = step,
        };

        bool IsOpen(Site site, DateTimeOffset landing) =>
            site.Hours is { OpeningMinute.Value: >= 0.0, ClosingMinute.Value: <= 1440.0 } hours
            && hours.OnDayOf(landing, world.Policy.LocalOffset).Contains(landing)
            && !closures.Of(site.Id, new TimeWindow(landing, landing.AddTicks(1))).Any();
    }

    /// <summary>Built, and with a pad that bears the flight as heavy as it took off: nothing is dropped on the way.</summary>
    private static bool MayTake(Site site, Mass mass, bool withPlanned) => (site.IsOpenForScheduling || (withPlanned && site.Status == SiteStatus.Planned)) && site.Pads.Any(pad => pad.MaxMass.Value >= mass.Kilograms);

    /// <summary>The times of the way, longer where the pack would last longer: nothing that it has in it lets a flight stay up beyond level flight.</summary>
    private static TimeWindow Aloft(FlightWay way, FlightForecast forecast)
    {
        var when = way.Question.Passage.When;
        var watts = forecast.Phases.Where(phase => phase.Phase == FlightPhase.Cruise).Select(phase => phase.MeanPower.Watts).DefaultIfEmpty(double.NaN).Min();
        var seconds = forecast.Reserve is { } reserve ? reserve.Available.Joules / watts : double.NaN;
        return seconds > when.Duration.TotalSeconds && seconds < TimeSpan.FromDays(1).TotalSeconds ? new TimeWindow(when.Start, when.Start + TimeSpan.FromSeconds(seconds)) : when;
    }

    /// <summary>The ends as the question has them: they may be asked about with other hours.</summary>
    private static Site SiteOf(World world, FlightQuestion question, LandingSite site) =>
        site.Id == question.Origin.Id ? question.Origin : site.Id == question.Destination.Id ? question.Destination : world.Sites[site.Id];
}
