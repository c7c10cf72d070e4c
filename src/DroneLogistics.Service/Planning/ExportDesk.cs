using DroneLogistics.Dispatch;
using DroneLogistics.Formats.Exchange;
using DroneLogistics.Geodesy;
using DroneLogistics.Scheduling;

namespace DroneLogistics.Service;

/// <summary>Decides flights that are to be handed to other programs: with every alternate along the way, which a decision alone does not look for.</summary>
public static class ExportDesk
{
    private const double DefaultStepSeconds = 10;

    /// <summary>Decides one flight and lays it out for exchange.</summary>
    /// <param name="world">The world.</param>
    /// <param name="timetable">Fleet and flights.</param>
    /// <param name="request">The raw request.</param>
    /// <param name="clock">The instant of the decision where the request names none.</param>
    /// <param name="geoid">For heights above the ellipsoid.</param>
    /// <returns>The decision, and the flight; null where it cannot be simulated as asked.</returns>
    /// <exception cref="BadRequestException">The request is malformed or names something unknown.</exception>
    public static (Decision Decision, ExchangedFlight? Flight) Exchange(World world, Timetable timetable, V1.SimulateFlightRequest request, DateTimeOffset clock, GeoidGrid geoid)
    {
        var fields = new FieldReader();
        var step = fields.Number("time_step_s", request.HasTimeStepS ? request.TimeStepS : DefaultStepSeconds, 0.1, 3600, "s", "STEP_TOO_LARGE");
        var now = fields.Instant("decision_time", request.DecisionTime) ?? clock;
        var question = FlightPlanReader.Read(request.Flight, "flight", fields, world, timetable.Fleet, now, departureRequired: false);
        fields.ThrowIfAny();
        var (decision, alternates) = CheckFlight.WithAlternates(world, timetable, question!, now, world.Policy.AlternateStep);
        return (decision, ExchangedFlight.Of(decision, alternates, world.Policy, geoid, step!.Value));
    }
}
