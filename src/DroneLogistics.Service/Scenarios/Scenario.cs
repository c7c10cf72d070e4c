using DroneLogistics.Fleet;

namespace DroneLogistics.Service;

/// <summary>How a day begins: its clock, its fleet where it stands, and what is to be flown.</summary>
/// <param name="NameEnglish">Title.</param>
/// <param name="NameChinese">Title in Chinese.</param>
/// <param name="Note">What is known of the day and what is assumed.</param>
/// <param name="Clock">The instant at which it is decided.</param>
/// <param name="Fleet">Tails and packs where they stand.</param>
/// <param name="Legs">The flights in order.</param>
public sealed record Scenario(string NameEnglish, string NameChinese, string Note, DateTimeOffset Clock, FleetRegister Fleet, IReadOnlyList<ScenarioLeg> Legs)
{
    /// <summary>The same without a weather of its own: for a forecast in its place.</summary>
    public Scenario WithoutWeather()
    {
        return this with { Legs = [.. Legs.Select(leg => leg with { Request = Bare(leg.Request) })] };

        static V1.ScheduleFlightRequest Bare(V1.ScheduleFlightRequest request)
        {
            var bare = request.Clone();
            bare.Flight.Wind = null;
            bare.Flight.ClearTemperatureDegc();
            return bare;
        }
    }
}

/// <summary>One flight of a scenario.</summary>
/// <param name="Request">The request; its departure is set for a leg that follows another.</param>
/// <param name="Turnaround">Departs this long after the leg before has landed; null: the request names the departure.</param>
public sealed record ScenarioLeg(V1.ScheduleFlightRequest Request, TimeSpan? Turnaround);

/// <summary>What became of a leg.</summary>
/// <param name="Leg">The leg.</param>
/// <param name="Decision">Its decision.</param>
/// <param name="Flight">The stored flight; null where it was refused.</param>
public sealed record ScenarioLegResult(ScenarioLeg Leg, V1.Decision Decision, V1.Flight? Flight);
