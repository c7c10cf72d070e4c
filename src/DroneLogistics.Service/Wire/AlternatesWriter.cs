using DroneLogistics.Simulation.Alternates;
using DroneLogistics.Units;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Writes where a flight could land instead as the message of the contract.</summary>
public static class AlternatesWriter
{
    public static V1.FlightAlternates Write(RouteAlternates alternates, Dispatch.Decision decision)
    {
        var departure = decision.Question.Departure;
        return new V1.FlightAlternates
        {
            Decision = DecisionWriter.Write(decision),
            Points = { alternates.Points.Select(at => Write(at.Point, at.Reachable, departure)) },
            PointOfNoReturn = alternates.PointOfNoReturn is { } last ? Write(last, departure) : null,
            ReturnsThroughout = alternates.ReturnsThroughout,
            EqualTimePoint = alternates.EqualTimePoint is { } equal ? Write(equal, departure) : null,
            AlternateShare = alternates.AlternateShare,
            LandingShare = alternates.LandingShare,
            Overhead = alternates.Blocked is { } blocked ? Write(blocked.Point, blocked.Reachable, departure) : null,
            NearestOverhead = alternates.Blocked is { Nearest: { } nearest } overhead ? Write(nearest, overhead.Point, departure) : null,
        };
    }

    private static V1.AlternatePoint Write(RoutePoint point, IEnumerable<Diversion> reachable, DateTimeOffset departure) => new()
    {
        Point = Write(point, departure),
        Sites = { reachable.Select(diversion => Write(diversion, point, departure)) },
    };

    private static V1.WayPoint Write(RoutePoint point, DateTimeOffset departure) => new()
    {
        LegIndex = point.Leg,
        DistanceM = point.PathMetres,
        Elapsed = ForecastWriter.Seconds(point.Seconds),
        Time = (departure + Instants.FromSecondsCeiling(point.Seconds)).ToTimestamp(),
        Position = DecisionWriter.Write(point.Position),
        AltitudeMAmsl = point.Altitude.Metres,
        SocRatio = point.Battery.Charge,
    };

    private static V1.AlternateSite Write(Diversion diversion, RoutePoint from, DateTimeOffset departure)
    {
        var flight = diversion.Flight;
        var message = new V1.AlternateSite
        {
            Site = $"sites/{diversion.Site.Id}",
            EnergyWh = flight.Reserve!.Trip.WattHours,
            MarginWh = diversion.Margin!.Value.WattHours,
            Duration = ForecastWriter.Seconds(diversion.Seconds),
            LandingTime = (departure + Instants.FromSecondsCeiling(from.Seconds + diversion.Seconds)).ToTimestamp(),
            DistanceM = (flight.Task.Path.Distance - (flight.Task.Airborne?.LeadIn ?? Length.Zero)).Metres * flight.Task.Variation.RouteStretch,
        };
        if (diversion.LandingCharge is { } charge)
        {
            message.LandingSocRatio = charge.Ratio;
        }

        return message;
    }
}
