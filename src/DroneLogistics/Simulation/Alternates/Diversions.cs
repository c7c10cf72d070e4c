using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Units;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>
/// Diverts a flight: at its cruise altitude and airspeed in the wind then, down and onto the pad of a site, on what is left in the pack. It turns
/// from its track first; where the way is too short to slow down and come down on, it circles until it is not.
/// </summary>
internal sealed class Diversions(FlightForecast flight, RouteMoments moments, AlternateQuestion question)
{
    // Shorter than any turn; long enough that a geodesic has a direction.
    private static readonly Length LeadIn = Length.FromMetres(1);

    private const int Halvings = 12;
    private const double LongestStretch = 1 << 14;

    private readonly BatteryCircuit battery = flight.Task.Circuit();
    private readonly double levelWatts = LevelWatts(flight.Task, flight.Profile.CruiseAltitude);

    /// <summary>
    /// Whether a site may be in reach, by less than what any way to it takes: the straight distance at the airspeed with all of the wind behind, on
    /// the power of level flight, the times of descent and transitions for nothing. Where it says no, no simulation says yes.
    /// </summary>
    public bool MayReach(RoutePoint from, LandingSite site)
    {
        var task = flight.Task;
        if (task.WindField is not null || task.CommandedGroundSpeed is not null)
        {
            return true;
        }

        var fastest = (task.CruiseAirspeed + task.Wind.MeanAt(task.CruiseAltitude, task.WindPolicy)).MetresPerSecond;
        var free = task.Type.Wing is { } wing
            ? (2 * wing.TransitionSeconds) + (Math.Max(0, (task.CruiseAltitude - site.Elevation).Metres) / wing.DescentSpeed.MetresPerSecond)
            : 2 * task.CruiseAirspeed.MetresPerSecond / task.Type.Rotors.AccelerationMetresPerSecondSquared;
        var seconds = (from.Position.DistanceTo(site.Position).Metres / fastest) - free;
        var spare = battery.StoredEnergy(from.Battery.StateOfCharge) - battery.StoredEnergy(new StateOfCharge(task.Reserve.FinalReserveShare));
        return !(levelWatts * seconds > spare.Joules);
    }

    /// <summary>The diversion from a moment to a site; null where there is no way.</summary>
    public Diversion? To(RoutePoint from, LandingSite site)
    {
        if (Path(from, site) is not var (path, leadIn))
        {
            return null;
        }

        var planned = flight.Task;
        var task = planned with
        {
            Path = path,
            DestinationElevation = site.Elevation,
            CruiseAltitude = flight.Profile.CruiseAltitude,
            StopsAtCorners = false,
            WindField = planned.WindField is { } field ? field with { Departure = field.Departure.AddSeconds(from.Seconds) } : null,
            Variation = planned.Variation with { HoldSeconds = 0 },
            TakeoffCharge = from.Battery.StateOfCharge,
            Airborne = new AirborneStart(from.Altitude, from.Hovers, leadIn, from.Battery),
        };
        var profile = ProfileBuilder.Build(task);
        if (profile.Trouble == ProfileTrouble.PathTooShort)
        {
            (task, profile) = Circling(task, profile);
        }

        var rest = FlightSimulation.Run(task, profile);
        return new Diversion(site, rest, rest.BlockSeconds is { } seconds && question.IsOpen(site, from.Seconds + seconds));
    }

    /// <summary>The way with what is flown of the path before it, so that it begins with a turn from the track; over the site itself there is none.</summary>
    private (FlightPath Path, Length LeadIn)? Path(RoutePoint from, LandingSite site)
    {
        if (from.Position.DistanceTo(site.Position) < LeadIn)
        {
            return from.Hovers ? null : (new FlightPath([moments.Behind(from, LeadIn * 3), site.Position]), Length.Zero);
        }

        if (question.WayTo(from.Position, site) is not { } way)
        {
            return null;
        }

        return from.Hovers ? (way, Length.Zero) : (new FlightPath([moments.Behind(from, LeadIn), way.Origin, .. way.Segments.Select(segment => segment.To)]), LeadIn);
    }

    /// <summary>The shortest way of those tried that is long enough: it is stretched, as circles over the site stretch it.</summary>
    private static (FlightTask Task, FlightProfile Profile) Circling(FlightTask task, FlightProfile straight)
    {
        var (shorter, longer) = (1.0, 2.0);
        var best = Stretched(longer);
        while (best.Profile.Trouble == ProfileTrouble.PathTooShort && longer < LongestStretch)
        {
            (shorter, longer) = (longer, 2 * longer);
            best = Stretched(longer);
        }

        if (best.Profile.Trouble != ProfileTrouble.None)
        {
            return (task, straight);
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = 0.5 * (shorter + longer);
            var tried = Stretched(middle);
            (shorter, longer, best) = tried.Profile.Trouble == ProfileTrouble.None ? (shorter, middle, tried) : (middle, longer, best);
        }

        return best;

        (FlightTask Task, FlightProfile Profile) Stretched(double factor)
        {
            var tried = task with { Variation = task.Variation with { RouteStretch = task.Variation.RouteStretch * factor } };
            return (tried, ProfileBuilder.Build(tried));
        }
    }

    private static double LevelWatts(FlightTask task, AltitudeAmsl altitude) =>
        new PhasePower(task.Variation.Of(task.Type), task.TakeoffMass).Forward(task.CruiseAirspeed, Speed.Zero, task.Atmosphere.DensityAt(altitude), 1).TotalWatts;
}
