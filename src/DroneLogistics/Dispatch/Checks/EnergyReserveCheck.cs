using DroneLogistics.Units;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>What is left at landing covers contingency and final reserve.</summary>
public static class EnergyReserveCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight)
    {
        if (flight.Forecast?.Reserve is not { } reserve)
        {
            yield return Finding.NotKnown(ReasonCode.EnergyReserveShortfall, string.Empty, "The energy at landing", "着陆电量");
            yield break;
        }

        if (!(reserve.Margin >= Energy.Zero) || flight.Forecast.LandingCharge is null)
        {
            yield return new Finding
            {
                Code = ReasonCode.EnergyReserveShortfall,
                Limit = reserve.RequiredAtLanding.WattHours,
                Actual = reserve.AtLanding.WattHours,
                Margin = reserve.Margin.WattHours,
                Unit = "Wh",
                Subject = $"sites/{flight.Question.Destination.Id}",
                Where = flight.Question.Destination.Position,
                English = English(flight, reserve),
                Chinese = Chinese(flight, reserve),
            };
        }
    }

    private static string English(PlannedFlight flight, Simulation.ReservePlan reserve) =>
        flight.Forecast!.LandingCharge is { } charge
            ? Invariant($"{charge.Percent:0.0} % of charge at landing, {reserve.AtLanding.WattHours:0} Wh; {reserve.RequiredAtLanding.WattHours:0} Wh required ({reserve.Contingency.WattHours:0} Wh contingency and {reserve.FinalReserve.WattHours:0} Wh final reserve): {-reserve.Margin.WattHours:0} Wh short.")
            : Invariant($"The battery does not reach {flight.Question.Destination.NameEnglish}: the trip takes {reserve.Trip.WattHours:0} Wh of {reserve.Available.WattHours:0} Wh; with contingency and final reserve {-reserve.Margin.WattHours:0} Wh are missing.");

    private static string Chinese(PlannedFlight flight, Simulation.ReservePlan reserve) =>
        flight.Forecast!.LandingCharge is { } charge
            ? Invariant($"着陆电量 {charge.Percent:0.0} %({reserve.AtLanding.WattHours:0} Wh),须 ≥ {reserve.RequiredAtLanding.WattHours:0} Wh;不足 {-reserve.Margin.WattHours:0} Wh。")
            : Invariant($"航程须 {reserve.Trip.WattHours:0} Wh,电池仅 {reserve.Available.WattHours:0} Wh,无法到达{flight.Question.Destination.NameChinese};含储备不足 {-reserve.Margin.WattHours:0} Wh。");
}
