using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Remedies;
using Google.Protobuf.WellKnownTypes;

namespace DroneLogistics.Service;

/// <summary>Writes what helps a refused flight: each remedy with the request that asks for it, so that a script can send it as it is.</summary>
public static class RemedyWriter
{
    /// <summary>Puts the remedies into a decision.</summary>
    /// <param name="message">The decision.</param>
    /// <param name="answer">What was found.</param>
    /// <param name="asked">The flight as it was asked for.</param>
    /// <param name="refused">The decision on it.</param>
    public static void Write(V1.Decision message, RemedyAnswer answer, V1.FlightPlan asked, Decision refused)
    {
        foreach (var remedy in answer.Remedies)
        {
            var written = new V1.Remedy
            {
                Dimension = (V1.RemedyDimension)remedy.Changes[^1].Dimension,
                Request = Request(remedy.Question),
                Weaker = remedy.Weaker is { } weaker ? Request(weaker) : null,
                Changes = { remedy.Changes.Select(Write) },
                FurtherRequests = { remedy.Further.Select(leg => Request(leg.Question)) },
                BlockDuration = (remedy.Legs[^1].Arrival!.Value - remedy.Question.Departure).ToDuration(),
            };
            if (remedy.Legs.Min(leg => leg.Forecast?.LandingCharge?.Ratio) is { } charge)
            {
                written.LandingSocRatio = charge;
            }

            message.Remedies.Add(written);
        }

        if (answer.WhyNone is var (english, chinese))
        {
            (message.NoRemedyReason, message.NoRemedyReasonZh) = (english, chinese);
        }

        V1.CheckFlightRequest Request(FlightQuestion question) =>
            new() { Flight = Changed(asked, refused.Question, question), DecisionTime = refused.DecidedAt.ToTimestamp() };
    }

    /// <summary>The request with what is different: what was not changed stays to the last bit as it was sent.</summary>
    private static V1.FlightPlan Changed(V1.FlightPlan asked, FlightQuestion before, FlightQuestion after)
    {
        var plan = asked.Clone();

        // Said aloud: the default depends on the instant of the decision.
        plan.DepartureTime = after.Departure.ToTimestamp();
        if (after.Payload != before.Payload)
        {
            plan.PayloadKg = after.Payload.Kilograms;
        }

        if (after.Type.Id != before.Type.Id || plan.AircraftType.Length == 0)
        {
            plan.AircraftType = $"aircraftTypes/{after.Type.Id}";
        }

        if (after.Aircraft != before.Aircraft)
        {
            plan.Aircraft = string.Empty;
        }

        if (after.Pack != before.Pack)
        {
            plan.BatteryPack = string.Empty;
        }

        if (after.CruiseAirspeed != before.CruiseAirspeed || after.CruiseRule != before.CruiseRule)
        {
            (plan.CruiseRule, plan.ArrivalTime) = (V1.CruiseRule.Unspecified, null);
            plan.ClearCruiseAirspeedMps();
            if (after.CruiseAirspeed is { } airspeed)
            {
                plan.CruiseAirspeedMps = airspeed.MetresPerSecond;
            }
        }

        if (after.CruiseAltitude is { } altitude && altitude != before.CruiseAltitude)
        {
            plan.CruiseAltitudeMAmsl = altitude.Metres;
        }

        if (after.Waypoints is { } points && points != before.Waypoints)
        {
            plan.RouteChoice = V1.RouteChoice.Unspecified;
            plan.Via.Clear();
            plan.Waypoints.Clear();
            plan.Waypoints.AddRange(points.Select(point => new Google.Type.LatLng { Latitude = point.LatitudeDegrees, Longitude = point.LongitudeDegrees }));
        }
        else if (after.Waypoints is null && before.Waypoints is not null)
        {
            plan.Waypoints.Clear();
        }

        if (after.Route != before.Route)
        {
            plan.RouteChoice = V1.RouteChoice.BestRoute;
        }

        if (after.ContingencyShare is { } contingency && contingency != before.ContingencyShare)
        {
            plan.ContingencyRatio = contingency;
        }

        if (after.Origin.Id != before.Origin.Id || after.Destination.Id != before.Destination.Id)
        {
            (plan.Origin, plan.Destination) = ($"sites/{after.Origin.Id}", $"sites/{after.Destination.Id}");
        }

        if (after.Via.Count != before.Via.Count)
        {
            plan.Via.Clear();
        }

        return plan;
    }

    private static V1.RemedyChange Write(RemedyChange change)
    {
        var message = new V1.RemedyChange
        {
            Dimension = (V1.RemedyDimension)change.Dimension,
            Unit = change.Unit,
            Message = change.English,
            MessageZh = change.Chinese,
        };
        if (change is { Asked: { } asked, Offered: { } offered })
        {
            (message.Asked, message.Offered) = (asked, offered);
        }

        return message;
    }
}
