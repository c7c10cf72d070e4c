using DroneLogistics.Performance;
using DroneLogistics.Routing;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Simulation.Alternates;

/// <summary>
/// Diverts a flight: at its cruise altitude and airspeed in the wind then, down and onto the pad of a site, on what is left in the pack. It turns
/// from its track first; where the way is too short to slow down and come down on, it circles until it is not.
/// </summary>
internal sealed class Diversions(FlightForecast flight, RouteMoments moments, AlternateQuestion question)
{
    // Shorter than any turn; long enough that a geodesic has a direction.
    private static readonly Length LeadIn = Length.FromMetres(1);

    // A corner of 90 degrees that is flown by saves (2 - pi / 2) r of way; so many radii are more than a way has of them.
    private const double FlownBy = 2;

    // Of the wind of a forecast: longer than most diversions take, so that what is known of it bounds them; shorter than it turns in.
    private const double KnownWindSeconds = 3600;

    private const int Halvings = 12;
    private const double LongestStretch = 1 << 14;

    private readonly BatteryCircuit battery = flight.Task.Circuit();
    private (double Seconds, (WindVector Middle, double RadiusMetresPerSecond)? Wind)? windAfter;
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
        var seconds = (from.Position.DistanceTo(site.Position).Metres / fastest) - FreeSeconds(site);
        var spare = battery.StoredEnergy(from.Battery.StateOfCharge) - battery.StoredEnergy(new StateOfCharge(task.Reserve.FinalReserveShare));
        return !(levelWatts * seconds > spare.Joules);
    }

    /// <summary>Less than any way to a site takes: level flight on the shortest, in the wind; null where there is none.</summary>
    public double? LevelJoulesAtLeast(RoutePoint from, LandingSite site) => question.AtLeast(from.Position, site) switch
    {
        null => null,
        { } metres => CruiseSeconds(from, site, metres) is { } seconds ? Math.Max(0, levelWatts * (seconds.AtLeast - FreeSeconds(site))) : 0,
    };

    /// <summary>
    /// What the whole diversion takes on a straight line, drawn out until it takes as long as any way at the least; null where that cannot be flown, or nothing is
    /// known of the wind on a line.
    /// </summary>
    public double? StraightJoules(RoutePoint from, LandingSite site)
    {
        if (question.AtLeast(from.Position, site) is not { } metres || CruiseSeconds(from, site, metres) is not { Straight: { } straight, AtLeast: var atLeast } || from.Position.DistanceTo(site.Position) < LeadIn)
        {
            return null;
        }

        var task = TaskOf(from, site, AlternateQuestion.Straight(from.Position, site), Length.Zero);
        var drawnOut = task with { Variation = task.Variation with { RouteStretch = task.Variation.RouteStretch * Math.Max(1, atLeast / straight) } };
        return FlightSimulation.Run(drawnOut).Reserve?.Trip.Joules;
    }

    /// <summary>The diversion from a moment to a site; null where there is no way.</summary>
    public Diversion? To(RoutePoint from, LandingSite site)
    {
        if (Path(from, site) is not var (path, leadIn))
        {
            return null;
        }

        var task = TaskOf(from, site, path, leadIn);
        var profile = ProfileBuilder.Build(task);
        if (profile.Trouble == ProfileTrouble.PathTooShort)
        {
            (task, profile) = Circling(task, profile);
        }

        var rest = FlightSimulation.Run(task, profile);
        return new Diversion(site, rest, rest.BlockSeconds is { } seconds && question.IsOpen(site, from.Seconds + seconds));
    }

    private FlightTask TaskOf(RoutePoint from, LandingSite site, FlightPath path, Length leadIn)
    {
        var planned = flight.Task;
        return planned with
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
    }

    /// <summary>
    /// How long the straight line takes at the airspeed in a wind that is the same everywhere, and any way of so many metres or more at the least; null where the
    /// wind is not known, or too strong. A way with the displacement d takes (L sqrt(V² - w²) - d·w) / (V² - w²), L its length drawn out along the wind, and that is no less than its length.
    /// Where the wind differs from place to place by no more than e from w, no way takes less than at the airspeed V + e in w: then there is no one time of the straight line.
    /// </summary>
    private (double? Straight, double AtLeast)? CruiseSeconds(RoutePoint from, LandingSite site, Length shortest)
    {
        var task = flight.Task;
        if (task.CommandedGroundSpeed is not null || WindAfter(from) is not var (wind, differs))
        {
            return null;
        }

        var airspeed = task.CruiseAirspeed.MetresPerSecond + differs;
        var square = (airspeed * airspeed) - (wind.EastMetresPerSecond * wind.EastMetresPerSecond) - (wind.NorthMetresPerSecond * wind.NorthMetresPerSecond);
        if (!(square > 0))
        {
            return null;
        }

        var line = new FlightPath([from.Position, site.Position]).Segments[0];
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(line.Track.Degrees));
        var along = line.Distance.Metres * ((wind.EastMetresPerSecond * sine) + (wind.NorthMetresPerSecond * cosine));
        var root = Math.Sqrt(square);
        var turn = FlownBy * airspeed * airspeed / (RotorPower.Gravity * Math.Tan(double.DegreesToRadians(task.Type.TurnBankDegrees)));
        var straight = (Math.Sqrt((along * along) + (line.Distance.Metres * line.Distance.Metres * square)) - along) / square;
        var atLeast = Math.Max(straight, ((shortest.Metres - turn) / root) - (along / square));
        return task.WindField is null ? (straight, atLeast) : (null, Math.Min(atLeast, KnownWindSeconds));
    }

    /// <summary>The wind at the altitude of the cruise from a moment on, and by how many m/s it differs anywhere for the time that is looked at; null where that is not known.</summary>
    private (WindVector Wind, double Differs)? WindAfter(RoutePoint from)
    {
        if (flight.Task.WindField is not { } field)
        {
            var (east, north) = flight.Task.Wind.BlowingTo(flight.Profile.CruiseAltitude, flight.Task.WindPolicy);
            return (new WindVector(east.MetresPerSecond, north.MetresPerSecond), 0);
        }

        if (windAfter is not { } known || known.Seconds != from.Seconds)
        {
            var start = field.Departure.AddSeconds(from.Seconds);
            windAfter = known = (from.Seconds, field.Error == default ? field.Grid.Around(flight.Profile.CruiseAltitude, start, start.AddSeconds(KnownWindSeconds)) : null);
        }

        return known.Wind;
    }

    /// <summary>The times of transitions and descent, which take less than level flight; reckoned for nothing.</summary>
    private double FreeSeconds(LandingSite site)
    {
        var task = flight.Task;
        return task.Type.Wing is { } wing
            ? (2 * wing.TransitionSeconds) + (Math.Max(0, (task.CruiseAltitude - site.Elevation).Metres) / wing.DescentSpeed.MetresPerSecond)
            : 2 * task.CruiseAirspeed.MetresPerSecond / task.Type.Rotors.AccelerationMetresPerSecondSquared;
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
