using DroneLogistics.Dispatch;
using DroneLogistics.Fleet;
using DroneLogistics.Units;

namespace DroneLogistics.Cli;

/// <summary>The model cards of all types, and the pictures on them.</summary>
internal static class Cards
{
    /// <summary>Files by name, in the order of the types.</summary>
    /// <param name="types">Every type there is, those for validation too.</param>
    /// <param name="policy">The policy under which they fly.</param>
    public static IEnumerable<(string Name, string Text)> Of(IEnumerable<AircraftType> types, PlanningPolicy policy)
    {
        foreach (var type in types.OrderBy(type => type.Id.Text, StringComparer.Ordinal))
        {
            var power = $"{type.Id}-power.svg";
            var range = type.MaxPayload is null ? null : $"{type.Id}-range.svg";
            yield return ($"{type.Id}.md", ModelCard.Write(type, policy, power, range));
            yield return (power, PowerPicture.Svg(type, type.MaxPayload ?? Mass.FromKilograms(0), policy.Flight));
            if (range is not null)
            {
                yield return (range, RangePicture.Svg(type, type.MaxPayload!.Value, policy));
            }
        }
    }
}
