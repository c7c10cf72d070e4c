using DroneLogistics.Sites;
using static System.FormattableString;

namespace DroneLogistics.Dispatch.Checks;

/// <summary>A pad at each end bears the aircraft. Nothing is dropped on the way, so the landing mass is the take-off mass.</summary>
public static class TakeoffMassCheck
{
    public static IEnumerable<Finding> Check(PlannedFlight flight) =>
        At(flight, flight.Question.Origin).Concat(At(flight, flight.Question.Destination));

    private static IEnumerable<Finding> At(PlannedFlight flight, Site site)
    {
        var limit = site.Pads.Select(pad => pad.MaxMass.Value).Max();
        if (limit is not { } allowed || flight.TakeoffMass is not { } mass)
        {
            yield return Finding.NotKnown(ReasonCode.TakeoffMassExceedsSiteLimit, $"sites/{site.Id}", $"The mass limit of the pads of {site.NameEnglish}, or the mass of the aircraft,", $"{site.NameChinese}起降坪的承重或飞机重量");
            yield break;
        }

        var margin = allowed - mass.Kilograms;
        if (!(margin >= 0))
        {
            yield return new Finding
            {
                Code = ReasonCode.TakeoffMassExceedsSiteLimit,
                Limit = allowed,
                Actual = mass.Kilograms,
                Margin = margin,
                Unit = "kg",
                Subject = $"sites/{site.Id}",
                Where = site.Position,
                English = Invariant($"{mass.Kilograms:0.#} kg of aircraft and payload, the strongest pad of {site.NameEnglish} bears {allowed:0.#} kg."),
                Chinese = Invariant($"起飞重量 {mass.Kilograms:0.#} kg,{site.NameChinese}起降坪限 {allowed:0.#} kg。"),
            };
        }
    }
}
