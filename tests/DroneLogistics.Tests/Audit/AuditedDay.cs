using DroneLogistics.Audit;
using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Scheduling;
using DroneLogistics.Units;

namespace DroneLogistics.Tests.Audit;

/// <summary>A day of flights between two islands, booked as the service books them, and as an auditor reads them.</summary>
internal static class AuditedDay
{
    private static readonly (bool Eastward, int Minutes, double Altitude)[] Asked =
    [
        (true, 0, 120), (false, 0, 150), (true, 14, 120), (false, 15, 150), (true, 60, 120), (false, 61, 150), (false, 90, 120), (true, 130, 120), (false, 150, 120), (true, 260, 120),
    ];

    public static AuditedSchedule Schedule()
    {
        var fleet = new FleetRegister(
            [Worlds.Tail("w1", Worlds.Wing, Worlds.West), Worlds.Tail("w2", Worlds.Wing, Worlds.West), Worlds.Tail("e1", Worlds.Wing, Worlds.East)],
            [Worlds.PackOf("w1", Worlds.Wing, Worlds.West), Worlds.PackOf("w2", Worlds.Wing, Worlds.West), Worlds.PackOf("e1", Worlds.Wing, Worlds.East)]);
        var timetable = Timetable.Empty(fleet);
        var flights = new List<AuditedFlight>();
        foreach (var (eastward, minutes, altitude) in Asked)
        {
            var question = Worlds.Question() with
            {
                Origin = eastward ? Worlds.West : Worlds.East,
                Destination = eastward ? Worlds.East : Worlds.West,
                Departure = Worlds.Nine.AddMinutes(minutes),
                CruiseAltitude = AltitudeAmsl.FromMetres(altitude),
            };
            var decision = CheckFlight.Decide(Worlds.TwoIslands, timetable, question, Worlds.Now, DecisionPurpose.Schedule);
            if (decision.Verdict == Verdict.Go)
            {
                var id = $"f{flights.Count}";
                timetable = timetable.With(decision.AsFlight(id, flights.Count));
                flights.Add(Recorded(id, decision));
            }
        }

        return new AuditedSchedule(flights, Worlds.TwoIslands.Sites, fleet, Worlds.TwoIslands.AircraftTypes, Worlds.Policy.Claims, Worlds.Policy.Flight.PackTemperature, Worlds.Policy.ChargingEfficiency);
    }

    /// <summary>A decision that is GO as an auditor reads it.</summary>
    public static AuditedFlight Recorded(string id, Decision go) => new()
    {
        Id = id,
        Type = go.Question.Type.Id,
        Aircraft = go.Aircraft!.Id,
        Pack = go.Pack!.Id,
        Origin = go.Question.Origin.Id,
        Destination = go.Question.Destination.Id,
        Payload = go.Question.Payload,
        Departure = go.Question.Departure,
        Arrival = go.Arrival!.Value,
        TakeoffCharge = go.Forecast!.Task.TakeoffCharge,
        LandingCharge = go.Forecast.LandingCharge!.Value,
        Phases =
        [
            .. go.Forecast.Phases.Select(phase => new AuditedPhase(
                phase.StartSeconds,
                phase.Seconds,
                phase.From,
                phase.To,
                phase.MeanPower,
                phase.Energy.BatteryLoss,
                [phase.Energy.Induced, phase.Energy.Profile, phase.Energy.Parasite, phase.Energy.Climb, phase.Energy.Acceleration, phase.Energy.Drivetrain, phase.Energy.Avionics],
                phase.Energy.Total)),
        ],
        Trip = go.Forecast.Energy.Total,
        FinalReserve = go.Forecast.Reserve!.FinalReserve,
        Claims = go.Claims,
        Intent = go.Intent!.Volumes,
    };
}
