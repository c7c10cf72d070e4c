using DroneLogistics.Dispatch;
using DroneLogistics.Scheduling;
using DroneLogistics.Simulation;
using DroneLogistics.Units;
using DroneLogistics.Weather;

namespace DroneLogistics.Tests;

/// <summary>Flights for tests: the Putuo-Liuheng flight, and changes of it.</summary>
internal static class Flights
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Nine = new(2026, 11, 25, 1, 0, 0, TimeSpan.Zero);

    public static readonly Wind LightNortherly = new(Bearing.FromDegrees(340), Speed.FromMetresPerSecond(3), null);

    public static FlightQuestion Question(string type = "fz90", string from = "putuo", string to = "liuheng", double payloadKilograms = 15, Wind? wind = null) => new()
    {
        Origin = ShippedData.Site(from),
        Destination = ShippedData.Site(to),
        Type = ShippedData.Type(type),
        Payload = Mass.FromKilograms(payloadKilograms),
        Departure = Nine,
        Wind = wind ?? LightNortherly,
    };

    public static FlightTask Task(FlightQuestion question) =>
        CheckFlight.Task(ShippedData.World.Policy, question, question.Wind ?? Wind.Calm, StateOfCharge.Full, 1);

    public static Timetable AssumedTimetable() => Timetable.Empty(ShippedData.World.AssumedFleet());

    public static Decision Decide(FlightQuestion question, Timetable? timetable = null, DecisionPurpose purpose = DecisionPurpose.Schedule) =>
        CheckFlight.Decide(ShippedData.World, timetable ?? AssumedTimetable(), question, Now, purpose);
}
