using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Dispatch.Remedies;

/// <summary>
/// Looks for the remedies of a refusal by deciding one changed flight after the other, on grids, with nothing spared: by which dimensions the
/// flight is GO, and with which least size of the grid. Shares no code with the search.
/// </summary>
internal static class PlainRemedies
{
    /// <summary>The dimensions by which the flight is GO, with the least size on the grid; 0 where it has none.</summary>
    public static IReadOnlyDictionary<RemedyDimension, double> Of(World world, Timetable timetable, Decision refused)
    {
        var asked = refused.Question;
        var found = new Dictionary<RemedyDimension, double>();
        var altitude = (asked.CruiseAltitude ?? world.Policy.Flight.CruiseAltitude).Metres;
        var airspeed = (refused.Cruise?.Airspeed ?? asked.CruiseAirspeed ?? asked.Type.CruiseAirspeed).MetresPerSecond;
        for (var less = 1; less <= 20; less++)
        {
            Try(RemedyDimension.Payload, asked.Payload.Kilograms * less / 20, asked with { Payload = Mass.FromKilograms(asked.Payload.Kilograms * (1 - (less / 20.0))) });
        }

        for (var minutes = 5; minutes <= 180; minutes += 5)
        {
            Try(RemedyDimension.Departure, 60 * minutes, asked with { Departure = asked.Departure.AddMinutes(minutes) });
            if (asked.Departure.AddMinutes(-minutes) >= refused.DecidedAt)
            {
                Try(RemedyDimension.Departure, 60 * minutes, asked with { Departure = asked.Departure.AddMinutes(-minutes) });
            }
        }

        for (var metres = 30.0; metres <= 150; metres += 4)
        {
            Try(RemedyDimension.CruiseAltitude, Math.Abs(metres - altitude), asked with { CruiseAltitude = AltitudeAmsl.FromMetres(metres) });
        }

        for (var speed = 4.0; speed <= asked.Type.MaxAirspeed.MetresPerSecond; speed += 1)
        {
            Try(RemedyDimension.CruiseAirspeed, Math.Abs(speed - airspeed), asked with { CruiseAirspeed = Speed.FromMetresPerSecond(speed), CruiseRule = CruiseRule.Fixed, ArriveAt = null });
        }

        foreach (var type in world.AircraftTypes.Where(type => type.Id != asked.Type.Id))
        {
            Try(RemedyDimension.AircraftType, 0, asked with { Type = type, Aircraft = null, Pack = null, CruiseAirspeed = null, CruiseRule = CruiseRule.Fixed, ArriveAt = null });
        }

        Try(RemedyDimension.Fleet, 0, asked with { Aircraft = null, Pack = null });
        Try(RemedyDimension.Route, 0, asked with { Route = RouteChoice.Planned, Waypoints = null });
        Try(RemedyDimension.Route, 0, asked with { Route = RouteChoice.Planned, Waypoints = null, Via = [] });
        for (var share = world.Policy.Reserve.ContingencyShare - 0.002; share >= world.Policy.Reserve.LeastContingencyShare; share -= 0.002)
        {
            Try(RemedyDimension.ReservePolicy, world.Policy.Reserve.ContingencyShare - share, asked with { ContingencyShare = share });
        }

        return found;

        void Try(RemedyDimension dimension, double size, FlightQuestion changed)
        {
            if ((!found.TryGetValue(dimension, out var least) || size < least)
                && CheckFlight.Decide(world, timetable, changed, refused.DecidedAt, refused.Purpose).Verdict == Verdict.Go)
            {
                found[dimension] = size;
            }
        }
    }
}
