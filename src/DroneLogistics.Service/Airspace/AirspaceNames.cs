using DroneLogistics.Airspace;
using DroneLogistics.Provenance;

namespace DroneLogistics.Service;

/// <summary>Names of resources of the airspace.</summary>
public static class AirspaceNames
{
    public const string Geozones = "geozones";

    public const string GeozoneSets = "geozoneSets";

    public const string Obstacles = "obstacles";

    public const string ObstacleSets = "obstacleSets";

    public const string Closures = "closures";

    public const string Routes = "routes";

    private const int LongestId = 63;

    /// <summary>The id of a zone among resources: CHN-ZSZSCA. Capitals are kept, as ED-318 tells them apart.</summary>
    public static string IdOf(ZoneId zone) => $"{zone.Country}-{zone.Identifier}";

    /// <summary>The zone of such an id; null where it is none.</summary>
    public static ZoneId? ZoneOf(string id)
    {
        var (country, identifier) = id.Length > 4 && id[3] == '-' ? (id[..3], id[4..]) : (string.Empty, string.Empty);
        return ZoneId.IsCountry(country) && ZoneId.IsIdentifier(identifier) ? new ZoneId(country, identifier) : null;
    }

    /// <summary>An id made of a name of a set or file: letters and digits in lower case, all else a hyphen. Empty where nothing is left.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before a digit, which no id begins with.</param>
    public static string SetIdOf(string name, string prefix = "zones")
    {
        var plain = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-')]);
        var id = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        id = id.Length > 0 && char.IsAsciiDigit(id[0]) ? $"{prefix}-{id}" : id;
        id = id.Length > LongestId ? id[..LongestId].TrimEnd('-') : id;
        return Identifier.IsWellFormed(id) ? id : string.Empty;
    }
}
