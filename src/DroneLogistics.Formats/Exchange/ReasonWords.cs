using System.Text;
using DroneLogistics.Dispatch;

namespace DroneLogistics.Formats.Exchange;

/// <summary>Reason codes as the contract spells them: ENERGY_RESERVE_SHORTFALL.</summary>
public static class ReasonWords
{
    public static string Of(ReasonCode code)
    {
        var word = new StringBuilder();
        foreach (var letter in code.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToUpperInvariant(letter));
        }

        return word.ToString();
    }
}
