using System.Globalization;

namespace DroneLogistics.Service;

/// <summary>Names of pads: <c>sites/putuo/pads/1</c>.</summary>
public static class PadNames
{
    public const int Highest = 99;

    /// <summary>The number in a name of a pad of one site; null: it is none.</summary>
    public static int? Number(string name, string site) => Split(name) is ({ } of, var number) && of == site ? number : null;

    /// <summary>Site and number of a name; null: it is none.</summary>
    public static (string Site, int Number)? Split(string name) =>
        name.Split('/') is ["sites", var site, "pads", var pad] && Provenance.Identifier.IsWellFormed(site) && NumberOf(pad) is { } number ? (site, number) : null;

    /// <summary>The number that an id of a pad is, without leading zeros; null: it is none.</summary>
    public static int? NumberOf(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Highest && id[0] != '0' ? number : null;
}
